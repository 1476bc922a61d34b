"""Scores: what is counted as found and as right, what agrees, and what is reported as missed."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import speechx
from speechx.cli import main
from speechx.evaluate import alignment, conventions, gold
from speechx.evaluate.scores import FIELDS, Count, Score, score

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "samples" / "eval"
TEXT = (SAMPLE / "docs" / "orchard.txt").read_text(encoding="utf-8")
GOLD: dict[str, Any] = json.loads((SAMPLE / "gold" / "orchard.json").read_text(encoding="utf-8"))

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def call(*args: object) -> tuple[int, str, str]:
        code = main([str(arg) for arg in args])
        return code, *capfd.readouterr()

    return call


def scored(text: str, **changes: object) -> Score:
    return score(gold.GoldDocument.model_validate({**GOLD, **changes}), speechx.parse(text, places=False), text)


def shares(found: Score, field: str) -> tuple[float | None, float | None, float | None]:
    count = found.counts[field]
    return count.precision, count.recall, count.f1


def test_the_sample() -> None:
    found = scored(TEXT)
    assert {name: (count.gold, count.found) for name, count in found.counts.items()} == {
        "speeches": (2, 2), "title": (2, 2), "name": (2, 2), "unit": (2, 2), "role": (2, 2), "headings": (0, 0),
        "figures": (9, 9), "attributes": (52, 52), "terms": (1, 1), "event": (2, 2),
    }  # fmt: skip
    assert shares(found, "figures") == (1, 1, 1)
    assert shares(found, "headings") == (None, None, None)
    assert found.counts["attributes"].right == 50
    assert [(miss.speech, miss.want, miss.got) for miss in found.misses] == [
        (1, "4200元 metric 年收益", "果农户均"),
        (1, "9.3% metric 年收益", "果农户均"),
    ]


def test_a_lost_speech_counts_in_every_field() -> None:
    """Its figures and fields are not found; the text that is left for the other speech is not its own."""
    text = TEXT.replace("云溪县交通运输局局长　岑望舒\n", "")
    found = scored(text)
    assert (found.counts["speeches"].found, found.counts["speeches"].right) == (1, 0)
    assert shares(found, "name") == (1, 0.5, 2 / 3)
    assert shares(found, "figures")[1] == 1 - 4 / 9
    assert next(miss.field for miss in found.misses if miss.speech == 2) == "speeches"


def test_an_invented_speech_counts_against_precision() -> None:
    text = TEXT + "\n把渠修到田头\n\n云溪县水利局局长　鲍听澜\n\n去年修渠7条，补贴2万元，受益农户530户。\n"
    found = scored(text)
    assert shares(found, "speeches") == (2 / 3, 1, 0.8)
    assert shares(found, "figures") == (9 / 12, 1, 2 * 0.75 / 1.75)
    assert [miss.got for miss in found.misses if miss.speech == 0] == ["把渠修到田头 鲍听澜"]


def change(speech: int, **fields: object) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(json.dumps(GOLD["speeches"]))
    rows[speech] |= fields
    return rows


@pytest.mark.parametrize(
    ("fields", "field", "missed"),
    [
        ({"title": "另一个题目"}, "title", ("另一个题目", "让果子坐上头班车")),
        ({"speakers": [{"name": "岑望舒", "unit": None, "role": "局长"}]}, "unit", ("", "云溪县交通运输局")),
        ({"headings": [{"text": "路要修好"}]}, "headings", ("路要修好", None)),
        ({"terms": ["三通"]}, "terms", ("三通", None)),
        ({"body": "我们修通果园路。"}, "speeches", ("…。", "…48.6公里，开出冷链专线7条，头班车提")),
    ],
)
def test_misses(fields: dict[str, object], field: str, missed: tuple[str, str | None]) -> None:
    found = scored(TEXT, speeches=change(1, **fields))
    assert missed in [(miss.want, miss.got) for miss in found.misses if miss.field == field]
    recall = found.counts[field].recall
    assert recall is not None
    assert recall < 1
    speech = found.counts["speeches"]
    assert speech.right == (1 if field in ("title", "unit", "speeches") else 2)


def test_figures_are_compared_by_value_and_measure() -> None:
    rows = change(1, figures=[{"value": "48.60", "measure": "公里"}, {"value": "8", "measure": "条"}])
    count = scored(TEXT, speeches=rows).counts["figures"]
    assert (count.right, count.gold, count.found) == (6, 7, 9)


def test_a_moderator_is_not_scored() -> None:
    rows = [*GOLD["speeches"], {"speakers": [], "body": "请下一位发言。", "moderator": True}]
    assert scored(TEXT, speeches=rows).counts["speeches"].gold == 2


def test_what_the_gold_of_an_event_leaves_open_is_not_scored() -> None:
    found = scored(TEXT, event={"name": "全县林果产业现场会", "date": "2023-05-16", "place": None})
    assert (found.counts["event"].gold, found.counts["event"].right) == (2, 1)
    assert scored(TEXT, event=None).counts["event"].f1 is None


@pytest.mark.parametrize(
    ("attribute", "want", "got", "same"),
    [
        ("approx", "超过", "超", True),
        ("approx", "近", "超", False),
        ("approx", None, "以下", None),
        ("approx", None, "近", False),
        ("from", "2.90", 2.9, True),
        ("from", None, 2.9, False),
        ("basis", "同比", "同 比", True),
        ("direction", None, "up", False),
        ("metric", None, "果农户", None),
        ("metric", "户均收入", "户均年收入", True),
        ("metric", "户均收入", "果农户", False),
    ],
)
def test_attributes(attribute: str, want: object, got: object, same: bool | None) -> None:
    """None: the gold does not ask."""
    assert conventions.asked(attribute, want, got) is (same is not None)
    assert same is None or conventions.agree(attribute, want, got) is same


def test_other_conventions() -> None:
    assert conventions.heading("一条路，通到底。 ") == "一条路，通到底"
    assert conventions.measure("个小时", "duration") == conventions.measure("小时", None)
    assert conventions.measure("名", "rank") is None
    assert conventions.number("many") == "many"


COUNTS = st.integers(0, 50)


@given(COUNTS, COUNTS, COUNTS)
def test_shares_are_shares(gold_ones: int, found: int, hits: int) -> None:
    count = Count()
    count.add(gold_ones, found, min(hits, gold_ones, found))
    for share in (count.precision, count.recall, count.f1):
        assert share is None or 0 <= share <= 1
    assert (count.f1 is None) == (gold_ones + found == 0)
    if count.f1 is not None:
        assert count.f1 == pytest.approx(2 * count.right / (gold_ones + found))


@given(st.lists(st.text("甲乙丙丁", max_size=12), max_size=5), st.lists(st.text("甲乙丙丁", max_size=12), max_size=5))
def test_alignment_is_one_to_one(left: list[str], right: list[str]) -> None:
    pairs = alignment.align(left, right)
    assert len(set(pairs.values())) == len(pairs)
    equal = [text for text in left if len(text) > 3]
    assert len(alignment.align(equal, equal)) == len(equal)


def test_a_lost_speech_is_silent_without_a_diagnostic() -> None:
    document = speechx.parse(TEXT).model_copy(update={"speeches": (), "diagnostics": ()})
    found = score(gold.GoldDocument.model_validate(GOLD), document, TEXT)
    assert found.silent == 2
    assert not alignment.announced(document, TEXT, "没有的话")


def test_the_command(run: Run) -> None:
    code, out, err = run("eval", SAMPLE / "docs", SAMPLE / "gold")
    assert (code, err) == (0, "")
    lines = [line.split() for line in out.splitlines()]
    assert lines[0] == ["precision", "recall", "f1", "gold", "found"]
    assert [line[0] for line in lines[1:-1]] == list(FIELDS)
    assert lines[8] == ["attributes", "96.2", "96.2", "96.2", "52", "52"]


def test_json_and_csv_say_the_same(run: Run) -> None:
    data = json.loads(run("eval", SAMPLE / "docs", SAMPLE / "gold", "-f", "json", "--misses", "-")[1])
    rows = list(csv.DictReader(io.StringIO(run("eval", SAMPLE / "docs", SAMPLE / "gold", "-f", "csv")[1])))
    assert data["total"]["silent"] == 0
    assert len(data["misses"]) == 2
    for row in rows:
        score = (data["documents"][row["document"]] if row["document"] else data["total"])[row["field"]]
        for key in ("precision", "recall", "f1", "gold", "found"):
            assert (float(row[key]) if row[key] else None) == score[key]


@pytest.mark.parametrize("suffix", ["txt", "csv", "jsonl"])
def test_misses_to_a_file(run: Run, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"misses.{suffix}"
    assert run("eval", SAMPLE / "docs", SAMPLE / "gold", "--misses", path, "-o", tmp_path / "out.json")[:2] == (0, "")
    text = path.read_text(encoding="utf-8")
    if suffix == "txt":
        assert text.splitlines()[0] == "orchard.txt#1 attributes: want 4200元 metric 年收益, got 果农户均"
    elif suffix == "csv":
        assert [row["got"] for row in csv.DictReader(io.StringIO(text))] == ["果农户均"] * 2
    else:
        assert [json.loads(line)["speech"] for line in text.splitlines()] == [1, 1]
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["total"]["terms"]["f1"] == 1


def test_the_annotated_documents_of_the_tests(run: Run) -> None:
    """Document and gold may lie side by side; what was reached once is not to be lost."""
    folder = ROOT / "tests" / "documents"
    code, out, err = run("eval", folder, folder, "-f", "json")
    assert (code, err) == (0, "")
    total = json.loads(out)["total"]
    assert total["silent"] == 0
    least = {
        "speeches": 1,
        "title": 1,
        "name": 1,
        "unit": 1,
        "role": 1,
        "headings": 0.97,
        "figures": 0.98,
        "event": 0.98,
    }
    assert {name: total[name]["f1"] >= share for name, share in least.items()} == dict.fromkeys(least, True)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("nothing", "is no JSON"),
        ("{}", "is no GoldDocument of speechx: file: Field required"),
        ('{"file": "none.txt", "speeches": []}', "none.txt: no such file"),
        (None, "holds no gold: no file that ends in .json"),
    ],
)
def test_what_cannot_be_scored_is_one_line(run: Run, tmp_path: Path, data: str | None, message: str) -> None:
    if data is not None:
        (tmp_path / "gold.json").write_text(data, encoding="utf-8")
    code, out, err = run("eval", tmp_path, tmp_path, "-o", tmp_path / "out.txt")
    assert (code, out, err.count("\n")) == (3, "", 1)
    assert message in err
    assert not (tmp_path / "out.txt").exists()


def test_one_gold_and_misses_in_csv(run: Run) -> None:
    assert run("eval", SAMPLE / "docs", SAMPLE / "gold" / "orchard.json")[0] == 0
    assert run("eval", SAMPLE / "docs", SAMPLE / "gold" / "none.json")[0] == 3
    code, out, err = run("eval", SAMPLE / "docs", SAMPLE / "gold", "-f", "csv", "--misses", "-")
    assert (code, out) == (2, "")
    assert err.startswith("speechx: --misses - is for text and JSON")
