"""``speechx check``: what it lists, which findings count, each format, and baselines."""

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, get_args, get_type_hints

import pytest
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifLog

from speechx import findings, parser
from speechx.cli import main
from speechx.cli.commands import check
from speechx.diagnostics import RULES
from speechx.findings import github, sarif
from speechx.models import Diagnostic
from speechx.source import Source, Span, from_text

POEM = "春天来了。\n"
PAGE = """道路建设座谈会发言摘登
（4月2日）

把路修到山顶

安吉县天荒坪镇党委书记　嬲望舒

一、修路

去年修路31公里。

四、卖果

多卖了46万元。
"""
CODES = ["SX502", "SX202", "SX301"]


class Result(NamedTuple):
    code: int
    out: str
    err: list[str]


Run = Callable[..., Result]


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    Path("page.txt").write_text(PAGE, encoding="utf-8")
    Path("poem.txt").write_text(POEM, encoding="utf-8")

    def call(*args: str) -> Result:
        code = main(list(args))
        out, err = capsysbinary.readouterr()
        return Result(code, out.decode(), err.decode().splitlines())

    return call


def codes(result: Result) -> list[str]:
    return [line.split()[1] for line in result.out.splitlines()]


def test_a_line_a_finding_and_a_summary(run: Run) -> None:
    result = run("check", "page.txt", "poem.txt")
    assert result.code == 0
    assert result.out.splitlines()[0] == "page.txt:2:2: SX502 the year of this date is not known: 4月2日"
    assert codes(result) == [*CODES, "SX101"]
    assert result.err == ["speechx: 3 warnings, 1 info in 2 documents"]
    assert run("check", "page.txt", "-q").err == []


def test_nothing_found(run: Run) -> None:
    assert run("check", "page.txt", "--ignore", "SX") == (0, "", ["speechx: nothing found in 1 document"])


def test_no_summary_of_nothing(run: Run) -> None:
    assert run("check", "absent") == (3, "", ["speechx: absent: no such file"])


def test_severity_is_for_the_list_only(run: Run) -> None:
    assert codes(run("check", "page.txt", "--severity", "warning")) == CODES[1:]
    assert run("check", "page.txt", "--severity", "error", "--strict")[:2] == (1, "")


@pytest.mark.parametrize(
    ("args", "left"),
    [
        (["--select", "SX502"], ["SX502"]),
        (["--select", "SX5,sx301"], ["SX502", "SX301"]),
        (["--select", "SX5", "--select", "SX3"], ["SX502", "SX301"]),
        (["--select", "numbering-gap"], ["SX301"]),
        (["--ignore", "SX2, SX3"], ["SX502"]),
        (["--select", "SX502,SX202", "--ignore", "SX5"], ["SX202"]),
    ],
)
def test_select_and_ignore(run: Run, args: list[str], left: list[str]) -> None:
    assert codes(run("check", "page.txt", *args)) == left


def test_only_what_is_selected_counts(run: Run) -> None:
    assert run("check", "page.txt", "--strict").code == 1
    assert run("check", "page.txt", "--strict", "--select", "SX5").code == 0
    assert run("check", "page.txt", "--strict", "--ignore", "SX202,numbering-gap").code == 0


def test_parse_selects_messages_and_exit_code_but_not_data(run: Run) -> None:
    result = run("parse", "page.txt", "--strict", "--ignore", "SX2")
    assert result.code == 1
    assert [line.split()[1] for line in result.err] == ["SX301"]
    assert [row["code"] for row in json.loads(result.out)["diagnostics"]] == CODES
    assert run("parse", "page.txt", "--strict", "--select", "SX5").code == 0


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("SX999", "did you mean SX109?"),
        ("numbering-gaps", "did you mean numbering-gap?"),
        ("nonsense", "`speechx rule` lists them"),
        ("", "`speechx rule` lists them"),
    ],
)
@pytest.mark.parametrize("command", ["check", "parse"])
def test_a_code_that_there_is_not(run: Run, command: str, text: str, hint: str) -> None:
    result = run(command, "page.txt", "--ignore", f"SX1,{text}")
    assert result == (2, "", [f"speechx: there is no diagnostic {text!r}; {hint}"])


def test_the_formats_on_offer() -> None:
    offered, _ = get_args(get_type_hints(check.command, include_extras=True)["format_"])
    assert get_args(get_args(offered)[0]) == findings.FORMATS


def test_json(run: Run) -> None:
    rows = json.loads(run("check", "page.txt", "poem.txt", "-f", "json").out)
    assert [row["file"] for row in rows] == ["page.txt"] * 3 + ["poem.txt"]
    (gap,) = (row for row in rows if row["code"] == "SX301")
    start, end = gap["span"]
    assert PAGE[start:end].startswith("四")
    assert (gap["line"], gap["column"], gap["end_line"], gap["end_column"]) == (12, 1, 12, 1 + end - start)
    assert set(gap) == {"file", "end_line", "end_column", "fingerprint", *Diagnostic.model_fields}
    assert run("check", "page.txt", "-f", "json", "--select", "SX1").out == "[]\n"


def test_output_to_a_file(run: Run) -> None:
    result = run("check", "page.txt", "--indent", "-o", "found.json")
    assert (result.code, result.out) == (0, "")
    assert len(json.loads(Path("found.json").read_text(encoding="utf-8"))) == 3
    run("check", "page.txt", "-o", "found.SARIF")
    assert json.loads(Path("found.SARIF").read_text(encoding="utf-8"))["version"] == "2.1.0"
    run("check", "page.txt", "-o", "found.sarif", "-f", "text")
    assert Path("found.sarif").read_text(encoding="utf-8") == run("check", "page.txt").out
    assert run("check", "page.txt", "-o", "page.txt").code == 2
    assert run("check", "none.txt", "-f", "json", "-o", "found.json").code == 3
    assert len(json.loads(Path("found.json").read_text(encoding="utf-8"))) == 3


def test_github(run: Run) -> None:
    first, second, _ = run("check", "page.txt", "-f", "github").out.splitlines()
    assert first == (
        "::notice title=SX502 event-year-unknown,file=page.txt,line=2,endLine=2,col=2,endColumn=6"
        "::the year of this date is not known: 4月2日"
    )
    assert second.startswith("::warning title=SX202 speaker-in-doubt,file=page.txt,line=6,")


def made(source: Source, span: Span, message: str = "message") -> findings.Finding:
    line, column = source.position(span.start)
    found = Diagnostic(
        code="SX107", name="repeated-speech", severity="error", message=message, span=span, line=line, column=column
    )
    return findings.Finding(source, found)


def test_github_escapes_what_would_end_a_command() -> None:
    """Columns are left out where the place has several lines: GitHub refuses them."""
    finding = made(from_text("甲\n乙\n", "a,b: 100%.txt"), Span(0, 3), "100%\r\nof, it: ::")
    assert b"".join(github.chunks([finding], findings.Options())) == (
        b"::error title=SX107 repeated-speech,file=a%2Cb%3A 100%25.txt,line=1,endLine=2::100%25%0D%0Aof, it: ::\n"
    )


def test_sarif(run: Run) -> None:
    """The log is valid, its regions are the places, and each result names its rule."""
    out = run("check", "page.txt", "poem.txt", "-f", "sarif").out
    SarifLog.model_validate_json(out)
    (log,) = json.loads(out)["runs"]
    rules = log["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in RULES]
    assert [rules[result["ruleIndex"]]["id"] for result in log["results"]] == [*CODES, "SX101"]
    assert [result["level"] for result in log["results"]] == ["note", "warning", "warning", "warning"]
    assert log["columnKind"] == "unicodeCodePoints"
    place = log["results"][0]["locations"][0]["physicalLocation"]
    region = place["region"]
    assert place["artifactLocation"]["uri"] == "page.txt"
    assert PAGE[region["charOffset"] :][: region["charLength"]] == "4月2日"
    assert PAGE.splitlines()[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1] == "4月2日"


def test_sarif_of_nothing_and_of_all_kinds() -> None:
    source = from_text("甲\n乙", "/pages/春 耕.txt")
    for made_up in ([], [made(source, Span(0, 3)), made(source, Span(0, 0))]):
        data = b"".join(sarif.chunks(made_up, findings.Options(indent=True)))
        SarifLog.model_validate_json(data)
        results = json.loads(data)["runs"][0]["results"]
        assert [result["level"] for result in results] == ["error"] * len(made_up)
    assert sarif.uri(source.name) == "file:///pages/%E6%98%A5%20%E8%80%95.txt"


def test_sarif_lines_end_where_ours_do() -> None:
    ends = "".join(chr(code) for code in range(0x3000) if len(f"a{chr(code)}b".splitlines()) == 2)
    assert set(sarif._LINE_ENDS) == {"\r\n", *ends}


def test_a_sarif_result_of_an_unknown_rule_has_no_index() -> None:
    source = from_text("甲")
    finding = made(source, Span(0, 1))
    other = findings.Finding(source, finding.diagnostic.model_copy(update={"code": "SX999"}))
    results = json.loads(b"".join(sarif.chunks([other], findings.Options())))["runs"][0]["results"]
    assert (results[0]["ruleId"], "ruleIndex" in results[0]) == ("SX999", False)


@pytest.fixture
def baseline(run: Run) -> str:
    result = run("check", "page.txt", "poem.txt", "--baseline", "known.json", "--write-baseline", "--strict")
    assert result == (0, "", ["speechx: known.json: 4 known findings of 2 documents"])
    return "known.json"


def test_what_is_known_does_not_count(run: Run, baseline: str) -> None:
    result = run("check", "page.txt", "poem.txt", "--baseline", baseline, "--strict")
    assert result == (0, "", ["speechx: nothing found in 2 documents; 4 known findings not listed"])
    assert codes(run("check", "page.txt", "poem.txt")) == [*CODES, "SX101"]


def test_a_finding_is_known_wherever_it_moves(run: Run, baseline: str) -> None:
    moved = PAGE.replace("\n\n", "\n\n\n\n").replace("四、卖果", "　　四、卖果\r")
    Path("page.txt").write_text(moved, encoding="utf-8")
    assert run("check", "page.txt", "--baseline", baseline, "--strict")[:2] == (0, "")


def test_a_new_finding_counts(run: Run, baseline: str) -> None:
    Path("page.txt").write_text(f"{PAGE}\n九、种树\n\n种树9棵。\n", encoding="utf-8")
    result = run("check", "page.txt", "--baseline", baseline, "--strict")
    assert (result.code, codes(result)) == (1, ["SX301"])
    assert result.out.startswith("page.txt:16:1:")


def test_a_second_copy_of_a_known_finding_is_new(run: Run) -> None:
    speech = "{title}\n\n安吉县天荒坪镇党委书记　嬲望舒\n\n去年修路31公里。\n\n"
    one, two = speech.format(title="把路修到山顶"), speech.format(title="把果子卖出山") + "今年再修。\n"
    Path("page.txt").write_text(one, encoding="utf-8")
    assert codes(run("check", "page.txt")) == ["SX202"]
    run("check", "page.txt", "--baseline", "known.json", "--write-baseline")
    Path("page.txt").write_text(one + two, encoding="utf-8")
    result = run("check", "page.txt", "--baseline", "known.json")
    assert codes(result) == ["SX202"]
    assert result.err == ["speechx: 1 warning in 1 document; 1 known finding not listed"]


def test_findings_that_cannot_be_told_apart_are_counted(run: Run) -> None:
    speech = "把路修到山顶\n\n安吉县天荒坪镇党委书记　嬲望舒\n\n去年修路31公里。\n\n"
    Path("page.txt").write_text(speech * 2, encoding="utf-8")
    run("check", "page.txt", "--baseline", "known.json", "--write-baseline", "--select", "SX202")
    (row,) = json.loads(Path("known.json").read_bytes())["findings"]
    assert row["count"] == 2
    assert run("check", "page.txt", "--baseline", "known.json", "--select", "SX202").out == ""


def test_the_same_finding_in_another_file_is_new(run: Run, baseline: str) -> None:
    Path("copy.txt").write_text(PAGE, encoding="utf-8")
    assert codes(run("check", "copy.txt", "--baseline", baseline)) == CODES


def test_a_baseline_holds_from_any_folder(run: Run, baseline: str, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Path.cwd()
    (here / "deep").mkdir()
    monkeypatch.chdir(here / "deep")
    for name in ("../page.txt", str(here / "page.txt"), "./../deep/../page.txt"):
        assert run("check", name, "--baseline", f"../{baseline}")[:2] == (0, "")


def test_a_baseline_can_be_read_and_compared(run: Run, baseline: str) -> None:
    text = Path(baseline).read_text(encoding="utf-8")
    rows = json.loads(text)["findings"]
    assert [(row["file"], row["code"], row["text"], row["count"]) for row in rows] == [
        ("page.txt", "SX202", "安吉县天荒坪镇党委书记嬲望舒", 1),
        ("page.txt", "SX301", "四、卖果多卖了46万元。", 1),
        ("page.txt", "SX502", "4月2日）把路修到山顶安", 1),
        ("poem.txt", "SX101", "", 1),
    ]
    assert len(text.splitlines()) == len(rows) + 2
    run("check", "poem.txt", "page.txt", "--baseline", baseline, "--write-baseline")
    assert Path(baseline).read_text(encoding="utf-8") == text


def test_a_baseline_of_what_is_selected(run: Run) -> None:
    run("check", "page.txt", "--baseline", "known.json", "--write-baseline", "--select", "SX3", "-q")
    assert codes(run("check", "page.txt", "--baseline", "known.json")) == CODES[:2]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", "known.json is no baseline: Invalid JSON"),
        (b'{"version":2,"findings":[]}', "known.json is no baseline: version: Input should be 1"),
        (b'{"version":1,"findings":[{}]}', "known.json is no baseline: findings.0.file: Field required"),
        (b"\xff", "known.json is no baseline: Invalid JSON"),
    ],
)
def test_a_baseline_that_is_none(run: Run, data: bytes, message: str) -> None:
    Path("known.json").write_bytes(data)
    code, out, (line,) = run("check", "page.txt", "--baseline", "known.json")
    assert (code, out) == (2, "")
    assert line.startswith(f"speechx: {message}")


def test_baselines_that_cannot_be_read_or_written(run: Run) -> None:
    missing = "speechx: known.json: no such file; --write-baseline makes it"
    assert run("check", "page.txt", "--baseline", "known.json") == (3, "", [missing])
    assert run("check", "page.txt", "--baseline", ".")[0] == 3
    alone = "speechx: --write-baseline needs --baseline FILE"
    assert run("check", "page.txt", "--write-baseline") == (2, "", [alone])
    assert run("check", "page.txt", "--write-baseline", "--baseline", "page.txt").code == 2
    assert Path("page.txt").read_text(encoding="utf-8") == PAGE


def test_no_half_a_baseline(run: Run, baseline: str) -> None:
    before = Path(baseline).read_bytes()
    result = run("check", "page.txt", "none.txt", "--baseline", baseline, "--write-baseline")
    assert (result.code, result.out) == (3, "")
    assert result.err[-1] == "speechx: known.json is not written: not all documents could be read"
    assert Path(baseline).read_bytes() == before


def test_a_document_of_no_file_is_known_by_its_name(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for args in (["--write-baseline"], ["--strict"]):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
        done = run("check", "-", "--stdin-name", "today's", "--baseline", "known.json", *args)
        assert (done.code, done.out) == (0, "")
    assert {row["file"] for row in json.loads(Path("known.json").read_bytes())["findings"]} == {"today's"}


def test_a_document_on_another_drive_is_known_by_its_whole_name(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise ValueError("path is on mount 'D:'")

    monkeypatch.setattr(os.path, "relpath", fail)
    run("check", "page.txt", "--baseline", "known.json", "--write-baseline")
    assert {row["file"] for row in json.loads(Path("known.json").read_bytes())["findings"]} == {"page.txt"}


def test_a_defect_is_no_reason_for_a_baseline(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("odd")

    monkeypatch.setattr(parser, "record", fail)
    assert run("check", "page.txt", "--baseline", "known.json", "--write-baseline").code == 70
    assert not Path("known.json").exists()
