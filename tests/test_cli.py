"""The commands, called in this process: what they print, where, and with which exit code."""

import csv
import io
import json
import os
import runpy
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import pytest
from rich.cells import cell_len

import speechx
from speechx import parser, schema, writers
from speechx.cli import main, options
from speechx.models import Diagnostic, Document
from speechx.source import Span
from speechx.writers import tables

PAGE = (
    "春耕座谈会发言摘登\n\n抓早抓实春耕\n\n青禾县柳河镇党委书记　甘若谷\n\n"
    "去年全镇增收2.9万元，比上年增长9.3%。\n今年要再加一把劲。\n"
)
POEM = "春天来了。\n"


class Result(NamedTuple):
    code: int
    out: bytes
    err: list[str]


Run = Callable[..., Result]


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    def call(*args: object) -> Result:
        code = main([str(arg) for arg in args])
        out, err = capsysbinary.readouterr()
        assert b"Traceback" not in err
        return Result(code, out, err.decode().splitlines())

    return call


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def poem(tmp_path: Path) -> Path:
    path = tmp_path / "poem.txt"
    path.write_text(POEM, encoding="utf-8")
    return path


@pytest.fixture
def feed(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    def give(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return give


def test_parse_prints_one_document(run: Run, page: Path) -> None:
    result = run("parse", page)
    assert (result.code, result.err) == (0, [])
    assert result.out.count(b"\n") == 1
    data = json.loads(result.out)
    assert data["source"]["name"] == str(page)
    assert [speech["speakers"][0]["name"] for speech in data["speeches"]] == ["甘若谷"]
    assert data["speeches"][0]["figures"][0]["value"] == 29000


def test_indent(run: Run, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("parse", page, "--indent").out.startswith(b'{\n  "schema_version"')
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run("parse", page).out.startswith(b"{\n")
    assert run("parse", page, "--compact").out.startswith(b'{"')


def test_several_files_are_an_array(run: Run, page: Path, poem: Path) -> None:
    result = run("parse", page, poem)
    assert [document["source"]["name"] for document in json.loads(result.out)] == [str(page), str(poem)]
    assert result.code == 0
    assert result.err == [f"{poem}:1:1: SX101 no speech found in this document"]


def test_strict_and_quiet(run: Run, poem: Path) -> None:
    assert run("parse", poem, "--strict").code == 1
    quiet = run("parse", poem, "--quiet", "--strict")
    assert (quiet.code, quiet.err) == (1, [])


def test_no_places(run: Run, page: Path) -> None:
    data = json.loads(run("parse", page, "--no-places").out)
    assert data["speeches"][0]["speakers"][0]["division"] is None


def test_json_lines(run: Run, page: Path) -> None:
    lines = run("parse", page, page, "-f", "jsonl").out.splitlines()
    assert [json.loads(line)["source"] for line in lines] == [str(page)] * 2


@pytest.mark.parametrize("table", tables.TABLES)
def test_tables(run: Run, page: Path, table: str) -> None:
    out = run("parse", page, "-f", "csv", "--table", table).out
    assert next(csv.reader(io.StringIO(out.decode()))) == tables.TABLES[table].header()


def test_excel(run: Run, page: Path) -> None:
    out = run("parse", page, "-f", "csv", "--excel").out
    assert out.startswith(b"\xef\xbb\xbfdocument,speech,")


def test_the_suffix_tells_the_format(run: Run, page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.CSV"
    assert run("parse", page, "-o", out, "--table", "figures") == (0, b"", [])
    assert out.read_text(encoding="utf-8").startswith("document,speech,speech_id,figure,")
    run("parse", page, "-o", out, "-f", "jsonl")
    assert json.loads(out.read_text(encoding="utf-8"))["index"] == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--table figures", "--table is for csv"),
        ("--table all -f json", "--table is for csv"),
        ("--excel", "--excel is for csv: add -f csv"),
        ("--csv-safe -f jsonl", "--csv-safe is for csv"),
        ("--no-csv-safe", "--csv-safe is for csv"),
        ("--table all", "--table all in csv is a directory: name it with -o"),
        ("--table all -o -", "--table all in csv is a directory: name it with -o"),
    ],
)
def test_options_that_do_not_fit_the_format(run: Run, page: Path, options: str, message: str) -> None:
    code, out, (line,) = run("parse", page, *options.split())
    assert (code, out) == (2, b"")
    assert line.startswith(f"speechx: {message}")


def test_standard_input(run: Run, feed: Callable[[bytes], None]) -> None:
    feed(PAGE.encode("gb18030"))
    data = json.loads(run("parse", "-", "--stdin-name", "page").out)
    assert (data["source"]["name"], data["source"]["encoding"]) == ("page", "gb18030")
    feed(b"")
    assert run("parse", "-") == (3, b"", ["speechx: - is empty"])


def test_standard_input_that_fails(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error", size)

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Broken()))
    assert run("parse", "-").err == ["speechx: standard input cannot be read: Input/output error"]
    monkeypatch.setattr(sys, "stdin", None)
    assert run("parse", "-") == (3, b"", ["speechx: standard input is closed"])


def test_encoding(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(PAGE.encode("gbk"))
    assert json.loads(run("parse", path, "--encoding", "gbk").out)["source"]["encoding"] == "gbk"
    assert run("parse", path, "--encoding", "utf-8").code == 3
    assert run("parse", path, "--encoding", "nonsense").err == [
        f"speechx: {path} cannot be decoded: there is no encoding 'nonsense'"
    ]


def test_a_doubtful_encoding_is_a_warning(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_bytes("各表".encode("gbk"))
    result = run("check", path)
    assert b":1:1: SX001 the encoding is a guess: gb18030 and big5 fit" in result.out


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b"\n \n", "white space"),
        (b"\x00\x01\x02\x03\x04\x05\x06", "is binary"),
        (b"abc\xff\xfe\xfd", "cannot be decoded"),
    ],
)
def test_files_without_text(run: Run, tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    for command in ("parse", "check", "explain", "figures"):
        code, out, (line,) = run(command, path)
        assert (code, out) == (3, b"")
        assert line.startswith(f"speechx: {path} ")
        assert message in line


def test_a_failed_file_does_not_stop_the_others(run: Run, page: Path, tmp_path: Path) -> None:
    result = run("parse", tmp_path / "pag.txt", page, tmp_path, "-f", "jsonl")
    assert (result.code, len(result.out.splitlines())) == (3, 1)
    assert result.err == [
        f"speechx: {tmp_path}/pag.txt: no such file; did you mean {page}?",
        f"speechx: {tmp_path} is a directory, not a file",
    ]


def test_the_limit_has_its_own_code(run: Run, page: Path, tmp_path: Path) -> None:
    result = run("parse", page, tmp_path, "--max-bytes", "20")
    assert (result.code, result.out) == (5, b"")
    assert result.err[0] == f"speechx: {page} is larger than the limit of 20 bytes (--max-bytes)"


def test_output_appears_whole(run: Run, page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_text("old", encoding="utf-8")
    out.chmod(0o640)
    assert run("parse", tmp_path / "none", "-o", out).code == 3
    assert out.read_text(encoding="utf-8") == "old"
    result = run("parse", tmp_path / "none", page, "-o", out)
    assert (result.code, result.out) == (3, b"")
    assert len(json.loads(out.read_text(encoding="utf-8"))) == 1
    assert out.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.json", "page.txt"]


def test_output_cut_short_leaves_the_old(run: Run, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.json"
    out.write_text("old", encoding="utf-8")

    class Failing:
        def chunks(self, documents: Iterator[Document], _: writers.Options) -> Iterator[bytes]:
            next(documents)
            yield b"half"
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(writers, "writer", lambda _: Failing())
    result = run("parse", page, "-o", out)
    assert result == (3, b"", [f"speechx: {out} cannot be written: No space left on device"])
    assert out.read_text(encoding="utf-8") == "old"
    assert len(list(tmp_path.iterdir())) == 2


def test_output_follows_links(run: Run, page: Path, tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old", encoding="utf-8")
    link = tmp_path / "link.json"
    link.symlink_to("real.json")
    assert run("parse", page, "-o", link).code == 0
    assert link.is_symlink()
    assert json.loads((tmp_path / "real.json").read_text(encoding="utf-8"))["speeches"]


def test_output_to_a_device_or_standard_output(run: Run, page: Path) -> None:
    assert run("parse", page, "-o", "/dev/null") == (0, b"", [])
    assert Path("/dev/null").is_char_device()
    assert json.loads(run("parse", page, "-o", "-").out)["speeches"]


def test_output_that_cannot_be_written(run: Run, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path, reason in (
        (tmp_path, "Is a directory"),
        (tmp_path / "no" / "x", "No such file"),
        ("a\0b", "embedded null"),
    ):
        code, out, (line,) = run("parse", page, "-o", path)
        assert (code, out) == (3, b"")
        assert reason in line
    out_file = tmp_path / "locked.json"
    out_file.write_text("old", encoding="utf-8")
    monkeypatch.setattr("os.access", lambda *_: False)
    assert run("parse", page, "-o", out_file).err == [f"speechx: {out_file} cannot be written: Permission denied"]


def test_an_input_is_not_overwritten(run: Run, page: Path) -> None:
    result = run("parse", "-", page, "-o", page.parent / "." / "page.txt")
    assert (result.code, result.out) == (2, b"")
    assert result.err[0].endswith("is an input; name another file with -o")
    assert page.read_text(encoding="utf-8") == PAGE


def test_closed_standard_output(run: Run, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        code = main(["parse", str(page)])
    assert (code, run("--version").err) == (3, ["speechx: standard output is closed"])


def test_closed_standard_error(run: Run, poem: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", None)
        assert main(["parse", str(poem)]) == 0
    assert run("--version").code == 0


def test_errors_of_content_are_exit_code_one(run: Run, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Diagnostic(
        code="SX999", name="invented", severity="error", message="two\nlines", span=Span(0, 1), line=1, column=1
    )

    document = speechx.parse_file(page).model_copy(update={"diagnostics": (problem,)})
    monkeypatch.setattr(parser, "record", lambda _, **__: document)
    line = f"{page}:1:1: SX999 two lines"
    assert run("check", page) == (1, f"{line}\n".encode(), ["speechx: 1 error in 1 document"])
    result = run("parse", page)
    assert (result.code, result.err) == (1, [line])


def test_explain(run: Run, page: Path) -> None:
    text = run("explain", page)
    assert (text.code, text.err) == (0, [])
    assert len(text.out.splitlines()) == 5
    rows = json.loads(run("explain", page, "--json").out)
    assert [row["line"] for row in rows] == [1, 3, 5, 7, 8]
    assert rows[2]["label"] == "speaker"
    assert {"label", "weight", "rule"} == set(rows[2]["votes"][0])


def test_figures(run: Run, feed: Callable[[bytes], None], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("增收2.9万元，增长9.3%。", encoding="utf-8")
    assert [row["value"] for row in json.loads(run("figures", path).out)] == [29000, 9.3]
    lines = run("figures", path, "-f", "jsonl").out.splitlines()
    assert [json.loads(line)["measure"] for line in lines] == ["元", "%"]
    rows = list(csv.DictReader(io.StringIO(run("figures", path, "-f", "csv").out.decode())))
    assert [row["value"] for row in rows] == ["29000", "9.3"]
    assert run("figures", path, "-f", "table").out.decode().splitlines()[1].split() == ["2.9万元", "29000", "元", "up"]
    assert run("figures", path, "-f", "csv", "--excel").out.startswith(b"\xef\xbb\xbftext,value,")
    feed("三成".encode())
    assert run("figures", "-o", tmp_path / "b.json") == (0, b"", [])
    assert json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))[0]["value"] == 30


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text("name,id,to\n甘若谷,p1,2023\n", encoding="utf-8")
    return path


def test_roster(run: Run, page: Path, people: Path) -> None:
    data = json.loads(run("parse", page, "--roster", people, "--date", "2023-04-01").out)
    assert data["speeches"][0]["speakers"][0]["roster_id"] == "p1"
    rows = run("parse", page, "--roster", people, "-f", "csv", "--table", "speakers").out.decode().splitlines()
    assert [row.rsplit(",", 1)[1] for row in rows] == ["roster_id", "p1"]
    line = f"{page}:5:12: SX504 the roster's 甘若谷 does not fit by unit or date: p1 (..2023-12-31)"
    result = run("parse", page, "--roster", people, "--date", "2024", "--strict")
    assert (result.code, result.err) == (1, [line])
    assert run("check", page, "--roster", people, "--date", "2024", "-q") == (0, f"{line}\n".encode(), [])


def test_a_roster_that_is_none(run: Run, page: Path, tmp_path: Path) -> None:
    for command in ("parse", "check"):
        code, out, (line,) = run(command, page, "--roster", page)
        assert (code, out) == (2, b"")
        assert line.startswith(f"speechx: {page}:1: a roster needs a column 'name'")
        code, out, (line,) = run(command, page, "--roster", tmp_path / "none.csv")
        assert (code, out, line) == (3, b"", f"speechx: {tmp_path}/none.csv: no such file")


def test_a_roster_in_a_doubtful_encoding(run: Run, page: Path, people: Path) -> None:
    people.write_bytes("name,id\n各表,p1\n".encode("gbk"))
    result = run("parse", page, "--roster", people)
    assert result.code == 0
    assert result.err[0].startswith(f"speechx: {people}: the encoding is a guess: gb18030 and big5 fit")


def test_a_roster_is_not_overwritten(run: Run, page: Path, people: Path) -> None:
    assert run("parse", page, "--roster", people, "-o", people, "-f", "csv").code == 2
    assert people.read_text(encoding="utf-8").startswith("name,id")


def test_date(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PAGE.replace("发言摘登\n", "发言摘登\n（4月2日）\n"), encoding="utf-8")
    event = json.loads(run("parse", path, "--date", "2023").out)["event"]
    assert (event["date"], event["year_source"]) == ("2023-04-02", "option")
    assert run("check", path).out == f"{path}:2:2: SX502 the year of this date is not known: 4月2日\n".encode()
    wrong = "speechx: 'soon' is no date: write YYYY, YYYY-MM or YYYY-MM-DD"
    assert run("parse", path, "--date", "soon") == run("check", path, "--date", "soon") == (2, b"", [wrong])


def test_places(run: Run, tmp_path: Path) -> None:
    result = run("places", "鼓楼区", "浙江省安吉县")
    assert (result.code, result.err) == (0, [])
    lines = result.out.decode().splitlines()
    assert lines[0] == "320106     江苏省南京市鼓楼区  resolved"
    assert lines[-1] == "330523     浙江省湖州市安吉县  resolved"
    rows = list(csv.reader(io.StringIO(run("places", "安吉县", "-f", "csv").out.decode())))
    assert rows == [["query", "code", "names", "status"], ["安吉县", "330523", "浙江省湖州市安吉县", "resolved"]]
    out = tmp_path / "out.json"
    assert run("places", "安吉县", "-o", out) == (0, b"", [])
    (row,) = json.loads(out.read_text(encoding="utf-8"))
    assert (row["query"], row["names"]["county"]) == ("安吉县", "安吉县")
    assert json.loads(run("places", "安吉县", "-f", "jsonl").out) == row


def test_places_that_are_none(run: Run) -> None:
    assert run("places", "无名县") == (1, b"", ["speechx: no division is called 无名县"])
    assert run("places", "无名县", "-f", "json").out == b"[]\n"
    result = run("places", "无名县", "安吉县")
    assert (result.code, len(result.out.splitlines()), len(result.err)) == (1, 1, 1)
    assert run("places", "安吉县", "--excel").code == 2
    assert run("places").code == 2
    assert run("places", "").code == 1


@pytest.mark.parametrize("name", get_args(options.SchemaName))
def test_schema(run: Run, name: str) -> None:
    assert json.loads(run("schema", name).out) == schema.schema(name)
    assert json.loads(run("schema").out) == schema.schema("document")


def test_the_options_offer_what_there_is() -> None:
    assert list(get_args(options.Format)) == list(writers.FORMATS)
    assert list(get_args(options.TableName)) == [writers.ALL, *tables.TABLES]
    assert set(get_args(options.SchemaName)) == set(schema.MODELS)


@pytest.mark.parametrize("args", [["--version"], ["parse", "--help"], ["--help"], ["-h"]])
def test_help_and_version(run: Run, args: list[str]) -> None:
    result = run(*args)
    assert (result.code, result.err) == (0, [])
    assert result.out


def test_version_is_the_same_both_ways(run: Run) -> None:
    """The short way to ``--version`` and that of the option agree."""
    version = f"speechx {speechx.__version__} (rules {speechx.rules_hash()[:12]})\n".encode()
    assert run("--version").out == run("--version", "parse").out == version


def test_nothing_asked_is_help_and_wrong(run: Run) -> None:
    result = run()
    assert result.code == 2
    assert b"Usage: speechx" in result.out


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["prase"], "No such command 'prase'. Did you mean 'parse'?; see 'speechx --help'"),
        (["parse"], "Missing argument 'FILE'; see 'speechx parse --help'"),
        (["parse", "x", "--formt", "csv"], "--format"),
        (["parse", "x", "-f", "xml"], "xml"),
        (["parse", "x", "--max-bytes", "0"], "--max-bytes"),
        (["schema", "term"], "term"),
    ],
)
def test_wrong_usage_is_one_line(run: Run, args: list[str], message: str) -> None:
    code, out, (line,) = run(*args)
    assert (code, out) == (2, b"")
    assert line.startswith("speechx: ")
    assert message in line


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (ValueError("a\nb"), 70, "speechx: {file}: internal error, please report it: ValueError: a b"),
        (RecursionError("deep"), 70, "speechx: {file}: internal error, please report it: RecursionError: deep"),
        (KeyboardInterrupt(), 130, None),
    ],
)
def test_mistakes_of_the_parser(
    run: Run, page: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, line: str | None
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(parser, "record", fail)
    result = run("parse", page)
    assert (result.code, result.out) == (code, b"")
    assert result.err == ([line.format(file=page)] if line else [])


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (ValueError("odd"), 70, ["speechx: internal error, please report it: ValueError: odd"]),
        (
            OSError(28, "No space left on device"),
            3,
            ["speechx: standard output cannot be written: No space left on device"],
        ),
        (BrokenPipeError(32, "Broken pipe"), 0, []),
        (KeyboardInterrupt(), 130, []),
    ],
)
def test_mistakes_of_the_command(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, message: list[str]
) -> None:
    def fail(_: str) -> None:
        raise error

    monkeypatch.setattr(schema, "schema", fail)
    assert run("schema") == (code, b"", message)


@pytest.mark.parametrize(("cause", "code"), [(BrokenPipeError(32, "Broken pipe"), 0), (KeyboardInterrupt(), 130)])
def test_exits_that_typer_makes_of_pipes_and_interrupts(
    run: Run, monkeypatch: pytest.MonkeyPatch, cause: BaseException, code: int
) -> None:
    def leave(_: str) -> None:
        try:
            raise cause
        except type(cause):
            raise SystemExit(1)  # noqa: B904 - this is how Rich leaves

    monkeypatch.setattr(schema, "schema", leave)
    assert run("schema") == (code, b"", [])


def test_what_is_left_of_the_output_is_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [True]

    class Closed(io.TextIOWrapper):
        def flush(self) -> None:
            if broken:
                raise BrokenPipeError(32, "Broken pipe")

    with (tmp_path / "out").open("w+b") as file:
        closed = Closed(io.BytesIO())
        monkeypatch.setattr(closed, "fileno", file.fileno)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", closed)
            assert main(["--version"]) == 0
        os.write(file.fileno(), b"lost")
        assert (tmp_path / "out").read_bytes() == b""
    # The interpreter flushes once more when it drops the object.
    broken.clear()


def test_no_standard_output_to_flush(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        code = main(["parse", str(page), "-o", str(tmp_path / "out.json")])
    assert code == 0
    assert (tmp_path / "out.json").exists()


def test_python_dash_m(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["speechx", "--version"])
    with pytest.raises(SystemExit) as stop:
        runpy.run_module("speechx", run_name="__main__")
    assert stop.value.code == 0
    assert (
        run("--version").out.splitlines()
        == [f"speechx {speechx.__version__} (rules {speechx.rules_hash()[:12]})".encode()] * 2
    )
    runpy.run_module("speechx.__main__", run_name="imported")


def test_an_exit_of_typer_that_is_none_of_ours(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(_: str) -> None:
        raise SystemExit(9)

    monkeypatch.setattr(schema, "schema", leave)
    with pytest.raises(SystemExit):
        run("schema")


@pytest.mark.parametrize("name", [name for name, form in writers.FORMATS.items() if form.binary])
def test_binary_output_is_not_for_a_terminal(
    run: Run, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    told = [f"speechx: {name} is nothing for a terminal: name a file with -o"]
    assert run("parse", page, "-f", name) == (2, b"", told)
    monkeypatch.undo()
    assert run("parse", page, "-f", name).out
    assert run("parse", page, "-o", tmp_path / f"out{writers.FORMATS[name].suffixes[-1]}") == (0, b"", [])


@pytest.mark.parametrize("name", ["xlsx", "parquet"])
def test_a_missing_extra_is_one_line(run: Run, page: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    library = {"xlsx": "xlsxwriter", "parquet": "pyarrow"}[name]
    for module in [module for module in sys.modules if module.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.delitem(sys.modules, f"speechx.writers.{name}", raising=False)
    monkeypatch.setitem(sys.modules, library, None)
    told = [f"speechx: {name} needs more than the base: pip install 'speechx[{name}]'"]
    assert run("parse", page, "-f", name) == (2, b"", told)


def test_formulas_are_marked(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE.replace("抓早抓实春耕", "＝抓早抓实春耕"), encoding="utf-8")
    rows = csv.DictReader(io.StringIO(run("parse", page, "-f", "csv", "--csv-safe").out.decode()))
    assert next(rows)["title"] == "'＝抓早抓实春耕"
    rows = csv.DictReader(io.StringIO(run("parse", page, "-f", "csv").out.decode()))
    assert next(rows)["title"] == "＝抓早抓实春耕"


def test_other_commands_write_fewer_formats(run: Run, page: Path, tmp_path: Path) -> None:
    for args in (["figures", page], ["places", "安吉县"]):
        code, out, (line,) = run(*args, "-o", tmp_path / "out.xlsx")
        assert (code, out) == (2, b"")
        assert line.startswith("speechx: this command writes no xlsx: choose json, jsonl, csv")


def test_a_table_fits_the_terminal(run: Run, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = run("parse", page, "-f", "table", "--table", "figures").out.decode().splitlines()
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    cut = run("parse", page, "-f", "table", "--table", "figures").out.decode().splitlines()
    assert len(whole) == len(cut) == 3
    assert max(map(cell_len, cut)) <= 60 < max(map(cell_len, whole))
