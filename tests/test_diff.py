"""What changed between two results; and that the ids, by which speeches are matched, depend on nothing else."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import speechx
from speechx.cli import main
from speechx.compare import results
from speechx.compare.changes import Change, compare, counts

ROOT = Path(__file__).parent.parent
NEWS = (ROOT / "samples" / "newspaper.txt").read_text(encoding="utf-8")

TALKS = {
    "岑望舒": (
        "让一条河流回村庄", "安吉县天荒坪镇党委书记",
        "去年，全镇铺设管网48.6公里，信访量同比下降67.5%。做好“三办”工作，还要再下三年功夫。",
    ),
    "施砚": (
        "老街坊的新账本", "德清县武康街道党工委书记",
        "我们把每一笔维修资金贴在楼道口，开了57场说账会，解答疑问1860多条。如今物业费收缴率超过九成。",
    ),
    "鲍听澜": (
        "田埂上的第一课", "南浔区练市镇党委书记",
        "两年来开讲136场，听课9400余人次。镇里补贴农机120台套，每亩作业成本降了35元。",
    ),
    "甘若谷": (
        "抓早抓实春耕", "青禾县柳河镇党委书记",
        "去年全镇增收2.9万元，比上年增长9.3%。今年要再加一把劲，把渠修到田头，把路修到门口。",
    ),
}  # fmt: skip


def article(name: str, width: int = 0) -> str:
    title, office, body = TALKS[name]
    lines = [body[at : at + width] for at in range(0, len(body), width)] if width else [body]
    return f"{title}\n\n{office}　{name}\n\n" + "　　" + "\n".join(lines) + "\n"


def page(names: Sequence[str], width: int = 0, number: str = "") -> str:
    between = f"\n{number}\n\n" if number else "\n"
    return "全县乡镇党委书记交流会发言摘登\n\n" + between.join(article(name, width) for name in names)


def ids(text: str) -> dict[str, str]:
    speeches = speechx.parse(text, places=False).speeches
    return {str(speech.speakers[0].name): speech.id for speech in speeches}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(sorted(TALKS)), min_size=2, max_size=4, unique=True),
    st.sampled_from([0, 24, 31]),
    st.sampled_from(["", "— 3 —", "第 12 页"]),
)
def test_ids_do_not_depend_on_what_is_elsewhere(names: list[str], width: int, number: str) -> None:
    """Speeches that are inserted, removed or moved, page numbers and other line breaks leave an id as it is."""
    alone = ids(page(sorted(TALKS)))
    assert ids(page(names, width, number)) == {name: alone[name] for name in names}


def test_ids_depend_on_what_is_in_the_speech() -> None:
    whole = page(sorted(TALKS))
    before = ids(whole)
    for old, new, name in (("48.6", "49.6", "岑望舒"), ("新账本", "账本", "施砚"), ("鲍听澜", "鲍听兰", "鲍听澜")):
        after = ids(whole.replace(old, new))
        assert {key for key in before if after.get(key) != before[key]} == {name}


def test_equal_speeches_have_different_ids() -> None:
    text = page(["岑望舒", "施砚"]) + "\n" + article("岑望舒")
    first, second, third = (speech.id for speech in speechx.parse(text).speeches)
    assert third == f"{first}-2"
    assert second != first


def changes(old: str, new: str) -> list[Change]:
    return list(compare(*([results.of(speechx.parse(text, places=False))] for text in (old, new))))


def told(found: Sequence[Change]) -> list[tuple[str, str, str]]:
    return [(change.kind, change.what, change.label) for change in found]


def test_nothing_changes() -> None:
    assert changes(NEWS, NEWS) == []


@settings(max_examples=20, deadline=None)
@given(st.permutations(sorted(TALKS)), st.sampled_from(["", "— 3 —"]))
def test_order_and_furniture_are_no_change(names: list[str], number: str) -> None:
    assert changes(page(sorted(TALKS)), page(names, 0, number)) == []


def test_line_breaks_change_nothing_but_paragraphs() -> None:
    """A short line may end a paragraph: that is a change of the text, and of nothing else."""
    for change in changes(page(sorted(TALKS)), page(sorted(TALKS), 31)):
        assert (change.what, set(change.fields)) == ("speech", {"text"})
        old, new = change.fields["text"]
        assert "".join(str(old).split()) == "".join(str(new).split())


@given(st.lists(st.sampled_from(sorted(TALKS)), unique=True), st.lists(st.sampled_from(sorted(TALKS)), unique=True))
@settings(max_examples=20, deadline=None)
def test_what_is_lost_one_way_is_gained_the_other(old: list[str], new: list[str]) -> None:
    there, back = changes(page(old), page(new)), changes(page(new), page(old))
    mirror = {"lost": "gained", "gained": "lost", "changed": "changed"}
    ours = {item for item in told(there) if item[1] != "document"}
    assert ours == {(mirror[kind], what, label) for kind, what, label in told(back) if what != "document"}
    speeches = {label.split()[-1] for kind, what, label in ours if what == "speech" and kind == "lost"}
    assert speeches == set(old) - set(new)


def test_field_by_field() -> None:
    (text, figure) = changes(NEWS, NEWS.replace("提高到93.8%", "下降到93.8%"))
    assert (text.what, set(text.fields), text.of) == ("speech", {"text"}, "老街坊的新账本  施砚")
    assert figure.what == "figure"
    assert figure.fields["direction"] == ("up", "down")
    assert figure.speech == text.speech


def test_a_figure_that_goes_takes_no_other_with_it() -> None:
    found = changes(NEWS, NEWS.replace("封掉暗管312处，", ""))
    assert told(found)[1:] == [("lost", "figure", "312处")]


def test_people_and_headings() -> None:
    office = changes(NEWS, NEWS.replace("天荒坪镇党委书记", "天荒坪镇党委副书记"))
    assert told(office) == [("changed", "speaker", "安吉县天荒坪镇党委副书记 岑望舒")]
    assert office[0].fields["role"] == ("党委书记", "党委副书记")
    found = changes(NEWS, NEWS.replace("评价上网，好坏群众说", "评价上网，好坏大家说"))
    assert ("changed", "heading", "评价上网，好坏大家说") in told(found)


def test_a_speech_that_is_much_changed_is_another() -> None:
    old, new = page(["岑望舒", "施砚"]), page(["岑望舒", "甘若谷"])
    found = changes(old, new)
    kinds = {(change.kind, change.label) for change in found if change.what == "speech"}
    assert kinds == {("lost", "老街坊的新账本  施砚"), ("gained", "抓早抓实春耕  甘若谷")}
    assert counts(found)["figure"] == {"lost": 3, "gained": 2, "changed": 0}


def test_the_event_is_compared() -> None:
    (change,) = changes(NEWS, NEWS.replace("4月12日", "4月13日"))[:1]
    assert change.what == "document"
    assert change.fields["event.date"] == ("2024-04-12", "2024-04-13")


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def call(*args: object) -> tuple[int, str, str]:
        code = main([str(arg) for arg in args])
        return code, *capfd.readouterr()

    return call


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Return two folders of results: one document equal, one changed, one lost, one gained."""
    texts = {"a": NEWS, "b": page(["岑望舒"]), "c": page(["施砚"]), "d": page(["甘若谷"])}
    for folder, names in (("old", "abc"), ("new", "abd")):
        (tmp_path / folder).mkdir()
        for name in names:
            text = texts[name].replace("48.6", "58.6") if (folder, name) == ("new", "b") else texts[name]
            document = speechx.parse(text, name=f"{folder}/{name}.txt")
            (tmp_path / folder / f"{name}.json").write_text(document.to_json(), encoding="utf-8")
    return tmp_path / "old", tmp_path / "new"


def test_folders(run: Run, folders: tuple[Path, Path]) -> None:
    code, out, err = run("diff", *folders)
    assert (code, err) == (1, "")
    assert out.splitlines()[0] == "new/b.txt"
    assert "    ~ figure 58.6公里: text 48.6公里 → 58.6公里; value 48.6 → 58.6" in out.splitlines()
    assert "  - speech 老街坊的新账本 施砚 (speakers: 1, figures: 3)" in out.splitlines()
    assert run("diff", folders[0], folders[0]) == (0, "", "")


def test_stat(run: Run, folders: tuple[Path, Path]) -> None:
    code, out, _ = run("diff", *folders, "--stat")
    assert code == 1
    assert out.splitlines()[:3] == [
        "              lost   gained  changed",
        "documents        1        1        0",
        "speeches         1        1        1",
    ]
    assert json.loads(run("diff", *folders, "--stat", "-f", "json")[1])["stat"]["figure"]["changed"] == 1


def test_json(run: Run, folders: tuple[Path, Path], tmp_path: Path) -> None:
    code, out, _ = run("diff", *folders, "-f", "json", "-o", tmp_path / "out.json")
    assert (code, out) == (1, "")
    data = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert set(data["changes"][0]) == {*Change._fields}
    (figure,) = (row for row in data["changes"] if (row["kind"], row["what"]) == ("changed", "figure"))
    assert figure["fields"]["value"] == {"old": 48.6, "new": 58.6}


def test_a_number_of_any_size(run: Run, tmp_path: Path) -> None:
    for name, number in (("a", "7" * 20), ("b", "8" * 20)):
        document = speechx.parse(page(["甘若谷"]).replace("2.9", number), name="page")
        (tmp_path / f"{name}.json").write_text(document.to_json(), encoding="utf-8")
    code, out, _ = run("diff", tmp_path / "a.json", tmp_path / "b.json", "-f", "json")
    assert code == 1
    assert f'"new": {"8" * 20}0000' in out


def test_json_lines_and_arrays(run: Run, folders: tuple[Path, Path], tmp_path: Path) -> None:
    """Results of other forms compare as the folders do, but that JSON Lines know of no document without a speech."""
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "b.txt").write_text(page(["岑望舒"]), encoding="utf-8")
    for suffix in ("json", "jsonl"):
        main(["parse", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "-o", str(tmp_path / f"out.{suffix}")])
    assert run("diff", tmp_path / "out.json", tmp_path / "out.jsonl")[0] == 0
    assert run("diff", tmp_path / "out.jsonl", folders[1], "--stat")[1].splitlines()[2].split() == [
        "speeches", "0", "1", "1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.json", "", "is no JSON"),
        ("a.json", "7", "is no output of speechx: it has no source and speeches"),
        ("a.json", '{"source": {}, "speeches": [1]}', "a speech has no id and text"),
        ("a.jsonl", '{"id": "a", "text": ""}', ":1 is no output of speechx: the speakers of speech a are no list"),
        (
            "a.jsonl",
            '{"id": "a", "text": "", "title": 7}',
            ":1 is no output of speechx: the title of speech a is no text",
        ),
        ("a.txt", NEWS, "is no JSON"),
        ("b", None, "holds no results"),
        ("none.json", None, "cannot be read: No such file or directory"),
    ],
)
def test_what_is_no_result_is_one_line(run: Run, tmp_path: Path, name: str, data: str | None, message: str) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_text(data, encoding="utf-8")
    elif name == "b":
        path.mkdir()
    code, out, err = run("diff", path, path)
    assert (code, out, err.count("\n")) == (3, "", 1)
    assert message in err


def test_what_comes_from_a_file_cannot_command_the_terminal(run: Run, folders: tuple[Path, Path]) -> None:
    path = folders[1] / "b.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    data["speeches"][0]["title"] = "\x1b[31mred\n"
    path.write_text(json.dumps(data), encoding="utf-8")
    out = run("diff", *folders)[1]
    assert "\x1b" not in out
    assert r"\x1b[31mred" in out


def test_colours(run: Run, folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[32m+\x1b[0m speech 抓早抓实春耕 甘若谷" in run("diff", *folders)[1]
