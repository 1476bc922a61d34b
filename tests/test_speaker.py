"""The speaker reader: its table of lines, its near-misses, the shapes of its rules, and what holds for any text."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechx.fields.mention import Mention, Part, Reading
from speechx.fields.speaker import RULES, Rule, read
from speechx.fields.speaker_signs import signs, silent
from speechx.source import Span, from_text
from speechx.view import Piece, View

DATA = Path(__file__).parent / "data"


def view_of(*lines: str) -> View:
    """The view of some lines that a line end parts and a word gap joins."""
    starts = [sum(len(line) + 1 for line in lines[:index]) for index in range(len(lines))]
    pieces = [Piece(Span(start, start + len(line)), " ") for start, line in zip(starts, lines, strict=True)]
    return View(from_text("\n".join(lines)), pieces)


def reading_of(*lines: str) -> Reading | None:
    return read(view_of(*lines))


def sure(*lines: str) -> Reading:
    reading = reading_of(*lines)
    assert reading is not None
    return reading


def column(parts: list[Part | None]) -> str:
    return "+".join(part.text if part else "-" for part in parts) or "-"


def flat(reading: Reading | None) -> list[str] | None:
    """A reading as the table writes it: form (with ``!`` for a moderator's), name, unit, role."""
    if reading is None:
        return None
    people = reading.mentions
    return [
        reading.form + ("!" if any(mention.moderator for mention in people) else ""),
        column([mention.name for mention in people]),
        column([mention.unit for mention in people]),
        column([mention.role for mention in people]),
    ]


def rows(name: str) -> list[str]:
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("# ")]


LINES = [row.split("\t") for row in rows("speaker_lines.tsv")]
MISSES = rows("speaker_misses.txt")


def test_tables_are_large_and_no_line_stands_twice() -> None:
    lines = [line for line, *_ in LINES]
    assert len(lines) >= 500
    assert len(MISSES) >= 200
    assert len({*lines, *MISSES}) == len(lines) + len(MISSES)


@pytest.mark.parametrize(
    ("line", "wanted"), [(line, fields) for line, *fields in LINES], ids=lambda value: str(value)[:30]
)
def test_speaker_line(line: str, wanted: list[str]) -> None:
    assert flat(reading_of(line)) == wanted


@pytest.mark.parametrize("line", MISSES)
def test_no_speaker_line(line: str) -> None:
    assert flat(reading_of(line)) is None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_reads_its_hits_and_leaves_its_misses(rule: Rule) -> None:
    assert rule.hits
    assert rule.misses
    for line in rule.hits:
        assert sure(line).rule == rule.name, line
    for line in rule.misses:
        reading = reading_of(line)
        assert reading is None or reading.rule != rule.name, line


# ---- doubt


@pytest.mark.parametrize(
    ("line", "doubt"),
    [
        ("石桥镇镇长 张守田", None),
        ("张守田（石桥镇梅岭村吹糖人）：", "role-unknown"),
        ("石桥镇梅岭村吹糖人　张守田", "role-unknown"),
        ("讲述人：梅岭村 张守田", "role-unknown"),
        ("石桥镇党委书记　奇　勒", "surname-unknown"),
        ("石桥镇党委书记 高　山", "name-common-word"),
        ("石桥镇镇长糜清波", None),
        ("石桥镇商会会长车载道：“我先说。”", "name-unusual"),
        ("□ 鹿惊雷", "name-unusual"),
        ("糜清波：我先说。", "surname-rare"),
        ("经开区明珠 主任 张守田", "unit-unknown"),
        ("镇长：我先说。", "role-only"),
        ("陈副局长：", "surname-only"),
        ("K县：", "place-only"),
        ("昆山市石桥镇梅岭村会计", "role-weak"),
    ],
)
def test_doubt(line: str, doubt: str | None) -> None:
    assert sure(line).doubt == doubt


# ---- the frame: colon, quotation mark, where the body starts


@pytest.mark.parametrize(
    ("line", "colon", "quote", "body"),
    [
        ("石桥镇镇长 张守田", False, False, ""),
        ("石桥镇镇长 张守田：", True, False, ""),
        ("石桥镇镇长张守田：“路通了。”", True, True, "路通了。”"),
        ("张守田（石桥镇镇长）： 路通了。", True, False, "路通了。"),
        ("讲述人：石桥镇镇长 张守田", False, False, ""),
        ("讲述人：梅岭村 张守田", False, False, ""),
        ("讲述人：张守田：", True, False, ""),
        ("发言单位：兰考县石桥镇", False, False, ""),
        ("**张守田：**路通了。", True, False, "路通了。"),
    ],
)
def test_frame(line: str, colon: bool, quote: bool, body: str) -> None:
    reading = sure(line)
    assert (reading.colon, reading.quote, line[reading.end :]) == (colon, quote, body)


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("石桥镇党委书记、镇长 张守田", [("党委书记", "镇长")]),
        ("金澜集团董事长兼总经理 张守田", [("董事长", "总经理")]),
        ("登封市委常委、宣传部部长 张守田", [("市委常委", "宣传部部长")]),
        ("原金澜机床厂八级钳工 张守田", [("原八级钳工",)]),
        ("全国人大代表、江南师范大学校长 张守田", [("全国人大代表", "校长")]),
        ("政协昆山市委员会主席 张守田", [("政协委员会主席",)]),
        ("石桥镇党委书记 张守田　镇长 李守田", [("党委书记",), ("镇长",)]),
        ("张守田（石桥镇梅岭村吹糖人）：", [("吹糖人",)]),
        ("张守田：", [()]),
    ],
)
def test_roles(line: str, roles: list[tuple[str, ...]]) -> None:
    assert [mention.roles for mention in sure(line).mentions] == roles


# ---- several lines


def test_office_cut_by_a_line_end() -> None:
    reading = sure("兰考县石桥镇党委副书记、", "镇长　张守田")
    assert flat(reading) == ["speaker", "张守田", "兰考县石桥镇", "党委副书记、镇长"]


@pytest.mark.parametrize("title", ["打通“最后一公里”", "“小积分”兑出“大文明”", "让数据多跑路", "绘就新画卷", "据了解"])
def test_title_joined_with_a_speaker_is_none(title: str) -> None:
    assert reading_of(title, "兰考县石桥镇党委书记 张守田") is None


# ---- what holds for any text

ALPHABET = "".join(sorted({character for line, *_ in LINES for character in line})) + "\n\u3000\u00a0\u200b\ufeff𠮷*#>"
TEXTS = st.one_of(
    st.text(max_size=90),
    st.text(alphabet=ALPHABET, max_size=60),
    st.lists(st.sampled_from([line for line, *_ in LINES] + MISSES), min_size=1, max_size=3).map("".join),
    st.sampled_from([line for line, *_ in LINES]).flatmap(
        lambda line: st.integers(0, len(line)).map(lambda place: line[:place] + " " + line[place:])
    ),
)


def parts(mention: Mention) -> list[Part]:
    return [part for part in (mention.name, mention.unit, mention.role) if part]


@given(TEXTS)
def test_any_text_gives_fields_that_stand_in_it(text: str) -> None:
    view = view_of(text)
    reading = read(view)
    if reading is None:
        return
    assert reading.rule
    assert 0 <= reading.end <= len(view)
    for mention in reading.mentions:
        assert 0 <= mention.start < mention.end <= len(view)
        for part in parts(mention):
            assert all(0 <= start < end <= len(view) for start, end in part.pieces)
            assert "".join(view.raw[start:end] for start, end in part.pieces) == part.text
            assert part.text
            assert not re.search(r"[\s\u200b]", part.text)
        assert not mention.roles or mention.role is not None


# Lines that have no mark and no number of their own.
PLAIN = [line for line, *_ in LINES if (found := sure(line)).rule == "office-and-name" and not found.mentions[0].start]


@given(st.sampled_from(PLAIN), st.sampled_from(["●", "■ ", "□ ", "◆", "（3）", "3. ", "三、"]))
def test_marks_and_numbers_before_a_line_change_no_field(line: str, mark: str) -> None:
    assert flat(reading_of(mark + line)) == flat(reading_of(line))


@given(st.sampled_from(PLAIN))
def test_wider_gaps_change_no_field(line: str) -> None:
    assert flat(reading_of(line.replace(" ", "\u3000\u3000"))) == flat(reading_of(line))


PARTS = [*(line for line, *_ in LINES), *MISSES]


@given(
    st.lists(st.sampled_from([*PARTS, "，", "、", "去年全镇铺设管网", "同志", "——", "一、"]), min_size=1, max_size=4),
    st.data(),
)
def test_a_silent_line_has_no_reading(parts: list[str], data: st.DataObject) -> None:
    """What is told silent at once has no reading when it is taken apart."""
    text = "".join(parts)
    start = data.draw(st.integers(0, len(text)))
    view = view_of(text[start : start + 60].strip() or "甲")
    assert not silent([view.text], [signs(view.text)]) or read(view) is None
