"""``speechx rules``: what it lists, tests, lints and writes; and the packs of the page docs/rules.md."""

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import speechx
from speechx import lexicon
from speechx.cli import main
from speechx.rules import in_force, packs
from speechx.rules.arrays import ARRAYS
from speechx.rules.checks import CHECKS

PAGE = (Path(__file__).parent.parent / "docs" / "rules.md").read_text(encoding="utf-8")
BAD = """
[[roles.offices]]
name = "party-secretary"
words = ["書記", "书记", "庵书记"]
hits = ["党委庵书记", "党委榜首"]
misses = ["庵书记"]

[[terms.pattern]]
name = "many"
pattern = '\\d+工程'
hits = ["12工程"]
misses = ["12工程师"]

[[units.words]]
name = "committees"
words = ["苇塘会"]

[[measures.measure]]
kind = "count"
words = ["元"]
hits = ["3元"]
"""


class Result(NamedTuple):
    code: int
    out: list[str]
    err: list[str]


Run = Callable[..., Result]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return how to run a command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*args: str) -> Result:
        code = main(list(args))
        out, err = capfd.readouterr()
        return Result(code, out.splitlines(), err.splitlines())

    return call


def write(text: str) -> str:
    Path("pack.toml").write_text(text, encoding="utf-8")
    return "pack.toml"


def test_a_new_pack_passes_test_and_lint(run: Run) -> None:
    assert run("rules", "new", "reeds").err == [
        "reeds.toml is written: change it, then run 'speechx rules test reeds.toml' and 'speechx rules lint reeds.toml'"
    ]
    entries = sum(
        len(rows) for table in tomllib.loads(Path("reeds.toml").read_text("utf-8")).values() for rows in table.values()
    )
    tested = run("rules", "test", "reeds.toml")
    assert (tested.code, tested.out) == (0, [])
    assert re.fullmatch(rf"{entries} entries, [0-9]+ examples, 0 failed", tested.err[0])
    assert run("rules", "lint", "reeds.toml") == (0, [], [])
    again = run("rules", "new", "reeds.toml")
    assert (again.code, again.err) == (2, ["speechx: reeds.toml is there already"])
    assert run("rules", "new", "none/reeds").code == 3


def test_test_tells_which_examples_fail(run: Run) -> None:
    text = BAD.partition("[[units")[0]
    result = run("rules", "test", write(text))
    assert result.code == 1
    assert result.out == [
        "pack.toml:5:18: hits of party-secretary: 党委榜首 does not count",
        "pack.toml:6:11: misses of party-secretary: 庵书记 counts all the same",
        "pack.toml:12:11: misses of many: 12工程师 counts all the same",
    ]
    assert result.err == ["2 entries, 5 examples, 3 failed"]


def test_lint_tells_everything_that_is_wrong(run: Run) -> None:
    result = run("rules", "lint", write(BAD))
    assert result.code == 1
    assert [re.sub("length of .*", "length of …", line) for line in result.out] == [
        "pack.toml:4:10: traditional: no text can have 書記: it is folded to 书记 before",
        "pack.toml:4:16: duplicate: 书记 stands in the entry already",
        "pack.toml:10:1: slow-pattern: the time grows with the square of the length of …",
        "pack.toml:14:1: no-examples: the entry has no hits: nothing proves it",
        "pack.toml:14:1: no-examples: the entry has no misses: nothing proves it",
        "pack.toml:20:10: other-meaning: 元 means something else already: measures.measure money",
    ]


def test_the_lexicon_of_the_package_passes(run: Run) -> None:
    assert run("rules", "lint") == (0, [], [])
    tested = run("rules", "test")
    assert (tested.code, tested.out) == (0, [])
    entries = sum(len(lexicon.entries(*place, array.load())) for place, array in ARRAYS.items())
    assert tested.err[0].startswith(f"{entries} entries, ")


def test_list_tells_names_counts_and_origin(run: Run) -> None:
    run("rules", "new", "reeds")
    lines = run("rules", "list").out
    assert "furniture.pattern editor hits=5 misses=2 built-in" in lines
    assert all(line.endswith(" built-in") for line in lines)
    packed = run("rules", "list", "--rules", "reeds.toml").out
    (line,) = (line for line in packed if line.startswith("roles.offices place-head "))
    assert re.search(r" built-in \+ reeds\.toml:[0-9]+$", line)
    rows = json.loads("".join(run("rules", "list", "--rules", "reeds.toml", "-f", "json").out))
    assert len(rows) == len(packed) > len(lines)
    (row,) = (row for row in rows if row["name"] == "箩筐")
    assert {**row, "origin": None} == {
        "file": "measures", "array": "measure", "name": "箩筐", "words": 1, "hits": 1, "misses": 1, "origin": None,
    }  # fmt: skip


def test_show_prints_an_entry_as_a_pack_has_it(run: Run) -> None:
    shown = "\n".join(run("rules", "show", "editor").out)
    assert shown.startswith("# built-in\n[[furniture.pattern]]\n")
    (entry,) = tomllib.loads(shown)["furniture"]["pattern"]
    assert entry["name"] == "editor"
    (row,) = json.loads("".join(run("rules", "show", "editor", "--format", "json").out))
    assert row["entry"] == entry
    assert run("rules", "show", "公里").out[1] == "[[measures.measure]]"
    unknown = run("rules", "show", "editr")
    assert (unknown.code, unknown.err) == (2, ["speechx: no entry is called editr; did you mean editor?"])


@pytest.mark.parametrize("command", ["parse", "check", "explain", "figures"])
def test_each_command_that_reads_documents_takes_packs(run: Run, command: str) -> None:
    Path("page.txt").write_text("去年收笋30箩筐。\n", encoding="utf-8")
    result = run(command, "page.txt", "--rules", write("[[measures.measure]]\nkind = 3"))
    assert (result.code, result.out) == (2, [])
    assert result.err[0].startswith("speechx: pack.toml:2:1: kind: Input should be")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_pack_of_the_page_does_what_the_page_says(run: Run) -> None:
    """The page has a pack, a document, and what comes out with the pack and without."""
    write("".join(blocks("toml")))
    assert run("rules", "test", "pack.toml").code == run("rules", "lint", "pack.toml").code == 0
    (text,) = blocks("text")
    in_force.put([])
    plain = speechx.parse(text)
    packs.load(["pack.toml"])
    packed = speechx.parse(text)
    shown = [
        [speech.speakers[0].role, [figure.text for figure in speech.figures], speech.text.partition("，")[0]]
        for document in (plain, packed)
        for speech in document.speeches
    ]
    assert shown == [row for block in blocks("json") for row in json.loads(block)]
    assert packed.layout == "speaker-date"


def test_every_array_and_check_stands_on_the_page() -> None:
    told = re.findall(r"^\| `([a-z]+\.[a-z]+)`", PAGE, re.MULTILINE)
    assert sorted(told) == sorted(".".join(place) for place in ARRAYS)
    checks = re.findall(r"^\| `([a-z-]+)` \|", PAGE, re.MULTILINE)
    assert checks == [*(name for name, _, _ in CHECKS), "slow-pattern"]
