"""``speechx validate``: nothing is wrong with what speechx writes, and whatever is changed in it is found."""

import io
import json
import shutil
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from speechx import readers
from speechx.cli import main
from speechx.errors import SourceError
from speechx.models import Document
from speechx.parser import parse_source
from speechx.source import Source, from_bytes
from speechx.validation import consistency, fidelity, shape
from speechx.visible import visible
from speechx.writers import json as writer

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*(ROOT / "samples").glob("*.txt"), *(ROOT / "tests/documents").glob("*.txt")])
Json = Any
Run = Callable[..., "Result"]


class Result(NamedTuple):
    code: int
    out: list[str]
    err: list[str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "samples", "samples")

    def call(*args: str) -> Result:
        code = main(list(args))
        out, err = capsysbinary.readouterr()
        return Result(code, out.decode().splitlines(), err.decode().splitlines())

    return call


@pytest.fixture
def output(run: Run) -> Path:
    run("parse", "samples/newspaper.txt", "-q", "-o", "page.json")
    return Path("page.json")


def problems(data: Json, source: Source) -> list[str]:
    """Return the paths of all problems of some JSON."""
    document, found = shape.read(data, Document, "$")
    if document is None:
        return [problem.path for problem in found]
    found += [*consistency.of_document(document, "$"), *fidelity.of_document(document, source, "$")]
    return [problem.path for problem in found]


def exact(document: Document) -> Json:
    return json.loads(writer.dumps(writer.dump(document)), parse_float=Decimal)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_nothing_is_wrong_with_what_speechx_writes(path: Path) -> None:
    """The speeches alone, as in JSON Lines, are in order too."""
    source = from_bytes(path.read_bytes(), path.name)
    document = parse_source(source)
    assert list(consistency.of_document(document, "$")) == []
    assert list(fidelity.of_document(document, source, "$")) == []
    alone = fidelity.Original(source, None)
    assert [problem for speech in document.speeches for problem in fidelity.of_speech(speech, alone, "$")] == []


PAGE = """道路建设座谈会发言摘登
（2024年4月2日）

把路修到山顶

安吉县天荒坪镇党委书记　岑　砚

一、修路

去年修路31公里，满意度由71.4%提高到93.8%。

— 3 —

二、卖果

多卖了46万元，还要做好“三办三评”工作。

把果子卖出山

柳河镇镇长　甘若谷

路通了，果子就卖得出去。
"""
SOURCE = from_bytes(PAGE.encode(), "page.txt")
DOCUMENT = parse_source(SOURCE)
FIRST = "$.speeches[0]"
# A statement that damages the document `d`, and the path of a problem that it makes.
DAMAGES = {
    # shape
    "d['schema_version'] = '2'": "$.schema_version",
    "d.pop('layout')": "$.layout",
    "d['speeches'][0].pop('id')": f"{FIRST}.id",
    "d['speeches'][0]['speakers'][0].pop('roster_id')": f"{FIRST}.speakers[0].roster_id",
    "d['extra'] = 1": "$.extra",
    "d['speeches'][0]['index'] = '1'": f"{FIRST}.index",
    "d['speeches'][0]['index'] = True": f"{FIRST}.index",
    "d['speeches'][0]['figures'][0]['kind'] = 'weight'": f"{FIRST}.figures[0].kind",
    "d['speeches'][0]['figures'][0]['value'] = '3'": f"{FIRST}.figures[0].value",
    "d['speeches'][0]['figures'][0]['from_'] = d['speeches'][0]['figures'][0].pop('from')": f"{FIRST}.figures[0].from",
    "d['blocks'][0]['span'] = [0]": "$.blocks[0].span[1]",
    # the document alone
    "d['blocks'].pop(1)": "$.blocks[1].span",
    "d['blocks'].pop()": "$.blocks",
    "d['blocks'][-1]['speech'] = 99": f"$.blocks[{len(DOCUMENT.blocks) - 1}].speech",
    "d['blocks'][1]['speech'] = None": "$.blocks[1].speech",
    "d['blocks'][0]['label'] = 'title'": "$.blocks[0].speech",
    "d['blocks'][1]['speech'] = 2": "$.blocks[1].speech",
    "d['event'] = None": "$.event",
    "d['events'][0]['place'] = 'x'": "$.event",
    "d['diagnostics'][0]['name'] = 'odd'": "$.diagnostics[0]",
    "d['diagnostics'][0]['code'] = 'SX999'": "$.diagnostics[0]",
    "d['speeches'][1]['index'] = 1": "$.speeches[1].index",
    "d['speeches'][1]['id'] = d['speeches'][0]['id']": "$.speeches[0].id",
    "d['speeches'][0]['event'] = 7": f"{FIRST}.event",
    "d['speeches'][0]['title'] = None": f"{FIRST}.title_span",
    "d['speeches'][0]['text_span'] = None": f"{FIRST}.text_span",
    "d['speeches'][0]['span'] = [0, 1]": f"{FIRST}.title_span",
    "d['speeches'][0]['headings'][0]['level'] = 0": f"{FIRST}.headings[0].level",
    "d['speeches'][0]['headings'][0]['section'] = d['speeches'][0]['headings'][0]['span']": (
        f"{FIRST}.headings[0].section"
    ),
    "d['speeches'][0]['figures'][0].update(value=None)": f"{FIRST}.figures[0]",
    "d['speeches'][0]['figures'][0].update(high=2)": f"{FIRST}.figures[0]",
    "d['speeches'][0]['figures'][0].update(metric='收入')": f"{FIRST}.figures[0].metric",
    "d['speeches'][0]['figures'][0].update(low=1, high=2)": f"{FIRST}.figures[0]",
    "d['speeches'][0]['figures'][0].update(value=None, low=2, high=1)": f"{FIRST}.figures[0].low",
    "d['speeches'][0]['figures'][0].update(to=0)": f"{FIRST}.figures[0].value",
    "d['speeches'][0]['figures'][0].update(heading=99)": f"{FIRST}.figures[0].heading",
    "d['speeches'][0]['figures'][0].update(heading=len(d['speeches'][0]['headings']) - 1)": (
        f"{FIRST}.figures[0].heading"
    ),
    "d['speeches'][0]['figures'][0]['span'] = [5, 4]": f"{FIRST}.figures[0].span",
    "d['title_span'] = [0, 10**9]": "$.title_span",
    # against the source
    "d['source']['sha256'] = '0'": "$.source.sha256",
    "d['source']['lines'] = 1": "$.source.lines",
    "d['title'] += '。'": "$.title",
    "d['speeches'][0]['text'] += '。'": f"{FIRST}.text",
    "d['speeches'][0]['title'] = '好'": f"{FIRST}.title",
    "d['speeches'][0]['speakers'][0]['name'] = '某某'": f"{FIRST}.speakers[0].name",
    "d['speeches'][0]['speakers'][0]['unit'] = None": f"{FIRST}.speakers[0].unit",
    "d['speeches'][0]['speakers'][0]['name_spans'].reverse()": f"{FIRST}.speakers[0].name",
    "d['speeches'][0]['speakers'][0]['text'] = '某某'": f"{FIRST}.speakers[0].text",
    "d['speeches'][0]['headings'][0]['text'] = '好'": f"{FIRST}.headings[0].text",
    "d['speeches'][0]['figures'][0]['text'] = '好'": f"{FIRST}.figures[0].text",
    "d['speeches'][0]['figures'][0]['span'][1] += 1": f"{FIRST}.figures[0].text",
    "d['furniture'][0]['text'] += ' '": "$.furniture[0].text",
    "d['diagnostics'][0]['line'] = 2": "$.diagnostics[0]",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_damage_is_found(damage: str) -> None:
    data = exact(DOCUMENT)
    assert problems(data, SOURCE) == []
    exec(damage, {"d": data})  # noqa: S102 - it is our own
    assert DAMAGES[damage] in problems(data, SOURCE)


def test_outputs_of_all_forms(run: Run, output: Path) -> None:
    assert run("validate", str(output)) == (0, [], ["speechx: ok: 1 document, 3 speeches"])
    both = ["samples/newspaper.txt", "samples/short.txt", "-q"]
    run("parse", *both, "--indent", "-o", "all.json")
    assert run("validate", "all.json", str(output)).err == ["speechx: ok: 3 documents, 7 speeches"]
    run("parse", *both, "-o", "all.jsonl")
    assert run("validate", "all.jsonl").err == ["speechx: ok: 4 speeches"]
    Path("one.jsonl").write_text("\ufeff" + Path("all.jsonl").read_text("utf-8").splitlines()[0], "utf-8")
    assert run("validate", "one.jsonl").err == ["speechx: ok: 1 speech"]


def test_problems_are_lines_on_standard_output(run: Run, output: Path) -> None:
    output.write_text(output.read_text("utf-8").replace('"index":1', '"index":5', 1), "utf-8")
    result = run("validate", str(output))
    assert result == (
        1,
        ["page.json: $.speeches[0].index: is 5, not 1"],
        ["speechx: 1 problem: 1 document, 3 speeches"],
    )


def test_problems_of_json_lines_tell_the_line(run: Run) -> None:
    run("parse", "samples/newspaper.txt", "-o", "all.jsonl")
    rows = [json.loads(line) for line in Path("all.jsonl").read_text("utf-8").splitlines()]
    rows[1]["speakers"][0]["name"] = "某某"
    rows[1]["figures"][0]["text"] = "\x1b[31m9"
    rows[2]["event"] = "0"
    Path("all.jsonl").write_text("\n\n".join(map(json.dumps, rows)), "utf-8")
    result = run("validate", "all.jsonl")
    assert result.code == 1
    assert result.out[0].startswith("all.jsonl: line 3: $.speakers[0].name: is '某某', the source has ")
    assert result.out[1].startswith("all.jsonl: line 3: $.figures[0].text: is '\\x1b[31m9', the source has ")
    assert result.out[2:] == ['all.jsonl: line 5: $.event: is "0", not 0']


def test_a_changed_source(run: Run, output: Path) -> None:
    with Path("samples/newspaper.txt").open("a", encoding="utf-8") as stream:
        stream.write("。")
    message = "is not that of samples/newspaper.txt: it is another source, or was changed"
    assert run("validate", str(output)).out == [f"page.json: $.source.sha256: {message}"]


def test_where_the_source_is(run: Run, output: Path) -> None:
    """By default as it is named; in a folder; or the very file."""
    Path("samples").rename("moved")
    unseen = "speechx: ok: 1 document, 3 speeches; places not checked, there is no samples/newspaper.txt (--source)"
    assert run("validate", str(output)) == (0, [], [unseen])
    assert (
        run("validate", str(output), "--source", "moved/newspaper.txt").err[0] == "speechx: ok: 1 document, 3 speeches"
    )
    assert run("validate", str(output), "--source", "moved/short.txt").code == 1
    Path("new").mkdir()
    Path("moved").rename("new/samples")
    assert run("validate", str(output), "--source", "new").err == ["speechx: ok: 1 document, 3 speeches"]
    assert run("validate", str(output), "--source", "new/samples").err == [unseen]
    result = run("validate", str(output), "--source", "none.txt")
    assert (result.code, result.err[0]) == (3, "speechx: none.txt: no such file")


def test_many_sources_that_are_not_there(run: Run) -> None:
    run("parse", *sorted(map(str, Path("samples").glob("*.txt"))), "-q", "-o", "all.json")
    Path("samples").rename("moved")
    (line,) = run("validate", "all.json").err
    assert line.endswith("samples/newspaper.txt and 2 more (--source)")


def test_a_source_in_an_old_encoding(run: Run) -> None:
    text = Path("samples/short.txt").read_text("utf-8")
    Path("old.txt").write_bytes(text.encode("utf-16"))
    run("parse", "old.txt", "-o", "old.json")
    assert run("validate", "old.json").err == ["speechx: ok: 1 document, 1 speech"]


def test_standard_input(run: Run, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(output.read_bytes())))
    assert run("validate", "-").code == 0
    monkeypatch.setattr(sys, "stdin", None)
    assert run("validate", "-") == (3, [], ["speechx: standard input is closed"])


def test_a_document_of_standard_input_has_no_source(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    data = Path("samples/short.txt").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    run("parse", "-", "-o", "out.json")
    Path("-").write_text("not this", "utf-8")
    assert run("validate", "out.json").err == [
        "speechx: ok: 1 document, 1 speech; places not checked, there is no - (--source)"
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "is empty"),
        ("{", "is no JSON: line 1, column 2"),
        ('[{"a": NaN}]', "is no JSON: line 1, column 1: NaN is no number"),
        ("[" * 100_000, "is no JSON: line 1, column 1: nested too deeply"),
        (f"[{'9' * 5000}]", "is no JSON: line 1, column 1: a number is too long"),
        ("[1e99999999999999999999]", "is no JSON: line 1, column 1: a number is too long"),
        ("{}\n{", "is no JSON: line 2, column 2"),
        ("春天来了。", "is no JSON: line 1, column 1"),
    ],
)
def test_what_is_no_json(run: Run, output: Path, data: str, message: str) -> None:
    """The other outputs are checked all the same."""
    Path("bad.json").write_text(data, "utf-8")
    result = run("validate", "bad.json", str(output))
    assert (result.code, result.out) == (3, [])
    assert result.err[0].startswith(f"speechx: bad.json {message}")
    assert result.err[1] == "speechx: ok: 1 document, 3 speeches"
    assert len(run("validate", "bad.json").err) == 1


def test_json_that_is_no_output(run: Run) -> None:
    for data in ("{}", "3", '[{"text": "三成"}]'):
        Path("other.json").write_text(data, "utf-8")
        result = run("validate", "other.json")
        assert result.code == 1
        assert result.out[0].endswith(": is neither a document nor a speech with its source")
    Path("other.json").write_text("[]", "utf-8")
    assert run("validate", "other.json") == (0, [], ["speechx: ok: nothing to check"])


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_names_that_no_file_can_have(run: Run, output: Path, name: str) -> None:
    data = json.loads(output.read_bytes())
    data["source"]["name"] = name
    output.write_text(json.dumps(data), "utf-8")
    result = run("validate", str(output))
    assert result.code == 0
    assert result.err[0].endswith(f"there is no {visible(name)} (--source)")


def test_documents_and_speeches_of_the_wrong_shape(run: Run) -> None:
    for data, path in ('{"speeches": []}', "$.schema_version"), ('{"source": "a", "speakers": []}', "$.index"):
        Path("odd.json").write_text(data, "utf-8")
        result = run("validate", "odd.json")
        assert result.code == 1
        assert result.out[0] == f"odd.json: {path}: Field required"


def test_speeches_without_their_source(run: Run) -> None:
    run("parse", "samples/newspaper.txt", "-o", "all.jsonl")
    Path("samples").rename("moved")
    unseen = "speechx: ok: 3 speeches; places not checked, there is no samples/newspaper.txt (--source)"
    assert run("validate", "all.jsonl") == (0, [], [unseen])


def test_a_source_that_cannot_be_read_any_more(run: Run, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("samples/newspaper.txt").write_bytes(b"\xff\xfe\xfd")
    (line,) = run("validate", str(output)).err
    assert line.startswith("speechx: samples/newspaper.txt cannot be decoded")
    failure = readers.Failure("samples/newspaper.txt", SourceError("samples/newspaper.txt is broken"))
    monkeypatch.setattr(readers, "items", lambda *_: iter([failure]))
    assert run("validate", str(output)) == (3, [], ["speechx: samples/newspaper.txt is broken"])
