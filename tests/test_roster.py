"""Rosters link speakers to a user's ids; dates that the user gives tell the year; what stays open is a diagnostic."""

from datetime import date
from pathlib import Path

import pytest

import speechx
from speechx.dates import Period, find_front_matter, period
from speechx.models import Document, Speaker
from speechx.roster import Link, Roster

PAGE = (
    "6月18日，全县春耕座谈会在青石镇召开。\n\n抓早抓实春耕\n\n青禾县柳河镇党委书记　甘　谷\n\n"
    "去年全镇增收2.9万元，比上年增长9.3%。\n今年要再加一把劲。\n"
)
HEADER = "name,id,unit,role,from,to\n"


def roster(*rows: str) -> Roster:
    return Roster.from_text(HEADER + "".join(f"{row}\n" for row in rows))


def speaker(document: Document) -> Speaker:
    return document.speeches[0].speakers[0]


def codes(document: Document) -> list[str]:
    return [found.code for found in document.diagnostics]


def test_no_roster_no_id() -> None:
    assert speaker(speechx.parse(PAGE)).roster_id is None


@pytest.mark.parametrize(
    "row",
    [
        "甘谷,p1",
        "甘　谷,p1",
        "甘谷,p1,柳河镇",
        "甘谷,p1,青禾县柳河镇人民政府",
        " 甘谷 , p1 ,青禾县 柳河镇,,2020,2024-06-18",
    ],
)
def test_one_row_is_linked(row: str) -> None:
    document = speechx.parse(PAGE, roster=roster(row), date="2024")
    assert (speaker(document).roster_id, codes(document)) == ("p1", [])


def test_traditional_names_are_the_same() -> None:
    assert roster("叶知秋,p1,龙门县").link("葉知秋", "龍門縣", None) == Link("p1")


def test_namesakes_are_told_apart_by_unit() -> None:
    people = roster("甘谷,p1,青禾县柳河镇", "甘谷,p2,青禾县云溪镇")
    assert speaker(speechx.parse(PAGE, roster=people)).roster_id == "p1"


def test_the_very_unit_comes_before_one_around_it() -> None:
    people = roster("甘谷,p1,青禾县", "甘谷,p2,青禾县柳河镇")
    assert speaker(speechx.parse(PAGE, roster=people)).roster_id == "p2"


def test_namesakes_are_told_apart_by_date() -> None:
    people = roster("甘谷,p1,柳河镇,,,2023-12", "甘谷,p2,柳河镇,,2024-01-01,")
    for given, found in (("2023", "p1"), ("2024", "p2")):
        document = speechx.parse(PAGE, roster=people, date=given)
        assert (speaker(document).roster_id, codes(document)) == (found, [])


def test_the_date_counts_where_there_is_no_meeting() -> None:
    people = roster("甘谷,p1,,,,2023-05", "甘谷,p2,,,2023-06,")
    text = PAGE.partition("\n\n")[2]
    assert speechx.parse(text).events == ()
    for given, found in (("2023-05", "p1"), ("2023-06-30", "p2"), ("2023", None)):
        assert speaker(speechx.parse(text, roster=people, date=given)).roster_id == found


def test_two_rows_of_one_person_are_one() -> None:
    people = roster("甘谷,p1,柳河镇,镇长", "甘谷,p1,柳河镇,党委书记")
    document = speechx.parse(PAGE, roster=people, date="2024")
    assert (speaker(document).roster_id, codes(document)) == ("p1", [])


def test_several_are_ambiguous() -> None:
    people = roster("甘谷,p1,柳河镇,镇长,2020,", "甘谷,p2,,,,2030", "甘谷,p3,云溪镇")
    document = speechx.parse(PAGE, roster=people, date="2024")
    assert speaker(document).roster_id is None
    (problem,) = document.diagnostics
    assert (problem.code, problem.name, problem.severity) == ("SX503", "roster-ambiguous", "warning")
    assert problem.message.endswith("甘谷 here: p1 (柳河镇 镇长 2020-01-01..), p2 (..2030-12-31)")
    assert PAGE[problem.span.start : problem.span.end] == "甘　谷"


@pytest.mark.parametrize("row", ["甘谷,p1,云溪镇", "甘谷,p1,柳河镇,,2025,", "甘谷,p1,,,,2024-06-17"])
def test_a_name_that_does_not_fit_is_a_conflict(row: str) -> None:
    document = speechx.parse(PAGE, roster=roster(row), date="2024")
    assert speaker(document).roster_id is None
    (problem,) = document.diagnostics
    assert (problem.code, problem.severity) == ("SX504", "warning")
    assert ": p1 (" in problem.message


def test_a_person_is_reported_once() -> None:
    page = PAGE + "\n把路修好\n\n青禾县柳河镇党委书记　甘　谷\n\n去年全镇修路12公里。\n今年还要再修。\n"
    document = speechx.parse(page, roster=roster("甘谷,p1,云溪镇"), date="2024")
    assert [len(speech.speakers) for speech in document.speeches] == [1, 1]
    assert codes(document) == ["SX504"]


def test_strangers_are_no_problem() -> None:
    document = speechx.parse(PAGE, roster=roster("叶知秋,p1"), date="2024")
    assert (speaker(document).roster_id, codes(document)) == (None, [])
    assert roster().link(None, "青禾县", None) == Link(None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"])
def test_rosters_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes('id,name,unit,note\r\np1,甘谷,"青石社區\r\n居民委員會",x\r\n\r\n'.encode(encoding, "replace"))
    link = Link("p1")
    assert Roster.from_file(path).link("甘谷", "青石社区居民委员会", None) == link
    assert Roster.from_bytes(path.read_bytes(), encoding=encoding).link("甘谷", None, None) == link


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "people:1: a roster needs a column 'name'"),
        ("name,unit\n甘谷,柳河镇\n", "people:1: a roster needs a column 'id'"),
        ("name,id,ID\n", "people:1: the column 'id' stands twice"),
        ("name,id\n甘谷\n", "people:2: this row has no id"),
        ("name,id\n\n,p1\n", "people:3: this row has no name"),
        ("name,id,from\n甘谷,p1,2024-02-30\n", "people:2: '2024-02-30' is no date"),
        ("name,id,to\n甘谷,p1,去年\n", "people:2: '去年' is no date"),
        ("name,id,from,to\n甘谷,p1,2024,2023\n", "people:2: this row ends before it begins"),
        ('name,id\n"甘谷,p1\n', "people:2: this is no CSV"),
    ],
)
def test_a_bad_roster_is_one_line(text: str, message: str) -> None:
    with pytest.raises(speechx.SpeechxError) as raised:
        Roster.from_text(text, "people")
    assert str(raised.value).startswith(message)
    assert "\n" not in str(raised.value)


def test_a_roster_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(speechx.SpeechxError, match="no such file"):
        speechx.Roster.from_file(tmp_path / "people.csv")


def test_the_date_gives_the_year() -> None:
    document = speechx.parse(PAGE)
    assert document.event is not None
    assert (document.event.date, document.event.year_source, codes(document)) == (None, None, ["SX502"])
    for given in ("2024", "2024-01", "2024-12-31"):
        document = speechx.parse(PAGE, date=given)
        assert document.event is not None
        assert (document.event.date, document.event.year_source) == ("2024-06-18", "option")
        assert (document.event.date_text, codes(document)) == ("6月18日", [])


def test_the_year_of_the_text_comes_first() -> None:
    for page, source in ((f"2021年{PAGE}", "date"), (PAGE.replace("全县", "全县2021年"), "name")):
        event = speechx.parse(page, date="2024").event
        assert event is not None
        assert (event.date, event.year_source) == ("2021-06-18", source)


def test_a_day_that_the_year_does_not_have() -> None:
    page = PAGE.replace("6月18日", "2月29日")
    leap, other = speechx.parse(page, date="2024"), speechx.parse(page, date="2023")
    assert leap.event is not None
    assert other.event is not None
    assert (leap.event.date, other.event.date, codes(other)) == ("2024-02-29", None, ["SX502"])


def test_a_day_of_the_text_that_is_none() -> None:
    document = speechx.parse(f"2023年2月30日{PAGE[5:]}", roster=roster("甘谷,p1,,,2023,2023"))
    assert speaker(document).roster_id == "p1"


def test_events_without_a_date_have_none() -> None:
    document = speechx.parse(PAGE.replace("6月18日，", ""), date="2024-06-18")
    assert document.event is not None
    assert (document.event.date, document.event.year_source, codes(document)) == (None, None, [])


@pytest.mark.parametrize("given", ["", "24", "2024-13", "2024-2-3", "2024-02-30", "0000", "２０２４", "2024-06-18x"])
def test_what_is_no_date(given: str) -> None:
    with pytest.raises(speechx.SpeechxError, match="is no date: write YYYY"):
        speechx.parse(PAGE, date=given)


def test_front_matter_gives_the_year() -> None:
    page = f"---\ntitle: 春耕\ndate: 2024-07-01\n---\n\n{PAGE}"
    event = speechx.parse(page).event
    assert event is not None
    assert (event.date, event.year_source, event.date_text) == ("2024-06-18", "front-matter", "6月18日")
    event = speechx.parse(page, date="2023").event
    assert event is not None
    assert (event.date, event.year_source) == ("2023-06-18", "option")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ndate: 2024-07-01\n---\n正文", Period(date(2024, 7, 1), date(2024, 7, 1))),
        ("\ufeff---  \r\nDate: '2024-07'\r\n...\r\n", Period(date(2024, 7, 1), date(2024, 7, 31))),
        ("---\n# 说明\n标题: 春耕\ntags:\n  - 水利\n- 河道\n\ndate: 2024 08:00\n---", period("2024")),
        ("---\ndate: 2024-07-01T08:00:00+08:00\n---\n", period("2024-07-01")),
        ("---\ndate:\n---\n", None),
        ("---\ndate: 2024-07-99\n---\n", None),
        ("---\ndate: 20240701\n---\n", None),
        ("---\ntitle: 春耕\n---\n", None),
    ],
)
def test_front_matter(text: str, expected: Period | None) -> None:
    found = find_front_matter(text)
    assert found is not None
    assert found.period == expected
    assert text[found.span.start :].startswith("---")
    assert text[: found.span.end].rstrip().endswith(("---", "..."))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "正文",
        "----\ndate: 2024\n---\n",
        "---\n正文。\n---\n",
        "---\n\n---\n",
        "---\ndate: 2024\n",
        "---" + "\n" * 20_000,
    ],
)
def test_what_is_no_front_matter(text: str) -> None:
    assert find_front_matter(text) is None


def test_an_ambiguous_division_is_told_once() -> None:
    page = (
        "春耕座谈会发言摘登\n\n抓早抓实春耕\n\n城关镇党委书记　甘若谷\n\n去年全镇增收2.9万元，比上年增长9.3%。\n"
        "今年要再加一把劲。\n"
    )
    (problem,) = speechx.parse(page).diagnostics
    division = speaker(speechx.parse(page)).division
    assert division is not None
    assert (problem.code, problem.severity) == ("SX501", "info")
    assert problem.message == f"this unit may be in any of {len(division.candidates)} divisions: 城关镇"
    assert page[problem.span.start : problem.span.end] == "城关镇"
    assert speechx.parse(page, places=False).diagnostics == ()
