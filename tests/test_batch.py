"""``speechx batch`` in this process: what goes in, what comes out, what is skipped and what is told."""

import json
import os
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import closing, contextmanager
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple, Self

import pytest

import speechx
from speechx import parser
from speechx.batch import job as jobs
from speechx.batch import progress as progresses
from speechx.batch.engines import Note
from speechx.batch.manifest import FILE, Manifest
from speechx.batch.summary import Summary
from speechx.cli import main
from speechx.errors import OutputError
from speechx.rules import in_force
from speechx.writers.json import dump, dumps

PAGE = (
    "春耕座谈会发言摘登\n\n抓早抓实春耕\n\n青禾县柳河镇党委书记　甘若谷\n\n"
    "去年全镇增收2.9万元，比上年增长{}%。\n今年要再加一把劲。\n"
)


class Inline(Executor):
    """Does the work at once, in this process; ``before`` is called before each task."""

    def __init__(self, before: Callable[[], None]) -> None:
        self._before = before

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":  # noqa: ANN401 - as the base
        self._before()
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class Here:
    """The engine of ``Inline``."""

    workers = 1
    deaths: tuple[type[Exception], ...] = ()
    notes: str | None = None
    before: Callable[[], None] = staticmethod(lambda: None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def executor(self) -> Executor:
        return Inline(self.before)

    def renew(self) -> None:
        pass

    def left(self) -> list[Note]:
        return []

    @contextmanager
    def alone(self) -> Iterator[Executor]:
        yield self.executor()


class Result(NamedTuple):
    code: int
    out: str
    err: list[str]


Run = Callable[..., Result]


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Here:
    here = Here()
    monkeypatch.setattr(jobs, "engine", lambda *_: here)
    return here


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], engine: Here) -> Run:
    assert engine.workers == 1

    def call(*args: object) -> Result:
        code = main(["batch", *map(str, args)])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Result(code, out, err.splitlines())

    return call


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder of pages in the current folder."""
    monkeypatch.chdir(tmp_path)
    for index, name in enumerate(("a.txt", "b.txt", "in/a.txt", "in/deep/c.txt")):
        path = tmp_path / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(index + 1), encoding="utf-8")
    return tmp_path / "pages"


def held(folder: str | Path = "out") -> dict[str, bytes]:
    """Return the outputs, without the manifest."""
    paths = (path for path in Path(folder).rglob("*") if path.is_file() and path.name != FILE)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def rows(columns: str, table: str = "latest") -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(Path("out") / FILE)) as base:
        return base.execute(f"select {columns} from {table} order by name, id").fetchall()  # noqa: S608 - our own


def test_a_file_each_as_parse_writes_it(run: Run, pages: Path) -> None:
    result = run("pages", "-o", "out")
    assert result.code == 0
    found = held()
    assert sorted(found) == ["a.txt.json", "b.txt.json", "in/a.txt.json", "in/deep/c.txt.json"]
    for name, data in found.items():
        source = f"pages/{name.removesuffix('.json')}"
        assert data == dumps(dump(speechx.parse_file(source))) + b"\n"
    assert pages.is_dir()
    assert result.err[0].startswith("speechx: 4 documents done (")
    assert result.err[1] == "speechx: 4 speeches, 8 figures"


def test_the_manifest_tells_of_each_document(run: Run, pages: Path) -> None:
    (pages / "empty.txt").write_bytes(b"")
    assert run("pages", "-o", "out").code == 4
    document = speechx.parse_file("pages/a.txt")
    found = rows("name, output, sha256, status, error, chars, speeches, figures, diagnostics")
    figures = len(document.speeches[0].figures)
    assert found[0] == (
        "pages/a.txt", "a.txt.json", document.source.sha256, "done", None, document.source.chars, 1, figures,
        json.dumps({problem.code: 1 for problem in document.diagnostics}),
    )  # fmt: skip
    assert found[2][3:5] == ("failed", "pages/empty.txt is empty")
    assert "empty.txt.json" not in held()


@pytest.mark.parametrize(("format_", "more"), [("jsonl", []), ("csv", ["--table", "figures"]), ("json", [])])
def test_shards_are_what_parse_writes_for_their_documents(run: Run, pages: Path, format_: str, more: list[str]) -> None:
    assert pages.is_dir()
    form = ["-f", format_, *more]
    assert run("pages", "-o", "out", *form, "--shard-size", 3).code == 0
    assert main(["parse", "pages/a.txt", "pages/b.txt", "pages/in/a.txt", *form, "-o", "whole"]) == 0
    assert held()[f"part-00000.{format_}"] == Path("whole").read_bytes()
    assert sorted(held()) == [f"part-00000.{format_}", f"part-00001.{format_}"]
    looked = run("pages", "-o", "out", *form, "--shard-size", 3, "--resume", "--dry-run")
    assert {line.split("\t")[0] for line in looked.out.splitlines()} == {"done"}


def test_a_run_is_not_begun_twice(run: Run, pages: Path) -> None:
    assert pages.is_dir()
    assert run("pages", "-o", "out").code == 0
    again = run("pages", "-o", "out")
    assert again == (
        2, "", ["speechx: out holds a run already: go on with it (--resume), or begin anew (--force)"]
    )  # fmt: skip
    other = run("pages", "-o", "out", "--resume", "-f", "jsonl")
    assert (other.code, other.err) == (
        2, ["speechx: out was written with --format json: name the same, or begin anew (--force)"]
    )  # fmt: skip
    assert run("pages", "-o", "out", "--force", "-f", "jsonl").code == 0
    assert all(name.endswith(".txt.jsonl") for name in held())


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_is_no_output_folder_is_left_alone(run: Run, pages: Path, kind: str) -> None:
    assert pages.is_dir()
    if kind == "folder":
        Path("out").mkdir()
    path = Path("out/mine.txt") if kind == "folder" else Path("out")
    path.write_text("mine", encoding="utf-8")
    result = run("pages", "-o", "out")
    assert result.code == 2
    assert len(result.err) == 1
    assert path.read_text(encoding="utf-8") == "mine"


def test_resume_does_what_is_new_changed_or_lost(run: Run, pages: Path) -> None:
    assert run("pages", "-o", "out").code == 0
    before = held()
    (pages / "b.txt").write_text(PAGE.format(99), encoding="utf-8")
    (pages / "d.txt").write_text(PAGE.format(5), encoding="utf-8")
    Path("out/in/a.txt.json").unlink()
    looked = run("pages", "-o", "out", "--resume", "--dry-run")
    assert looked.out.splitlines() == [
        "done\tpages/a.txt\ta.txt.json",
        "changed\tpages/b.txt\tb.txt.json",
        "new\tpages/d.txt\td.txt.json",
        "lost\tpages/in/a.txt\tin/a.txt.json",
        "done\tpages/in/deep/c.txt\tin/deep/c.txt.json",
    ]
    assert "d.txt.json" not in held()
    result = run("pages", "-o", "out", "--resume")
    assert result.err[0].partition("(")[0] == "speechx: 3 documents done "
    assert ", 2 skipped, 0 failed" in result.err[0]
    after = held()
    assert after["in/a.txt.json"] == before["in/a.txt.json"]
    assert after["b.txt.json"] != before["b.txt.json"]
    assert len(rows("id", "documents")) == 7
    assert len(rows("id")) == 5


def test_other_rules_or_ways_to_read_are_a_change(run: Run, pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pages.is_dir()
    assert run("pages/a.txt", "-o", "out").code == 0
    assert run("pages/a.txt", "-o", "out", "--resume", "--dry-run", "--date", "2024").out.startswith("changed\t")
    monkeypatch.setattr(in_force, "digest", lambda: "other")
    assert run("pages/a.txt", "-o", "out", "--resume", "--dry-run").out.startswith("changed\t")


def test_failures_are_kept_until_they_are_tried_again(run: Run, pages: Path) -> None:
    (pages / "b.txt").write_bytes(b"")
    names = Path("names")
    names.write_text("pages/a.txt\npages/b.txt\npages/gone.txt\n", encoding="utf-8")
    first = run("@names", "-o", "out")
    assert first.code == 4
    assert first.err[-2:] == [f"speechx: failed: {error}" for (error,) in rows("error") if error]
    resumed = run("@names", "-o", "out", "--resume")
    assert resumed.code == 4
    assert "speechx: 2 of those skipped failed before: --retry-failed tries them again" in resumed.err
    (pages / "gone.txt").write_text(PAGE.format(3), encoding="utf-8")
    assert run("@names", "-o", "out", "--resume").code == 4
    assert sorted(held()) == ["a.txt.json", "gone.txt.json"]
    looked = run("@names", "-o", "out", "--retry-failed", "--dry-run").out.splitlines()
    assert [line.split("\t")[0] for line in looked] == ["done", "retry", "done"]
    (pages / "b.txt").write_text(PAGE.format(4), encoding="utf-8")
    assert run("@names", "-o", "out", "--retry-failed").code == 0


def test_an_output_goes_when_its_document_fails_at_last(run: Run, pages: Path) -> None:
    assert run("pages", "-o", "out").code == 0
    (pages / "a.txt").write_bytes(b"")
    assert run("pages", "-o", "out", "--resume").code == 4
    assert "a.txt.json" not in held()


def test_shards_that_there_are_no_more_go(run: Run, pages: Path) -> None:
    form = ["-f", "jsonl", "--shard-size", "1"]
    assert run("pages", "-o", "out", *form).code == 0
    assert len(held()) == 4
    (pages / "a.txt").unlink()
    assert run("pages", "-o", "out", *form, "--resume").code == 0
    fresh = run("pages", "-o", "fresh", *form)
    assert fresh.code == 0
    assert held() == held("fresh")
    assert len(rows("name")) == 3


@pytest.mark.parametrize(("option", "left"), [(["--fail-fast"], 1), (["--max-failures", "2"], 2)])
def test_a_run_stops_when_too_much_fails(
    run: Run, pages: Path, monkeypatch: pytest.MonkeyPatch, option: list[str], left: int
) -> None:
    monkeypatch.setattr("speechx.batch.parts._MOST", 1)
    for name in ("a.txt", "b.txt", "in/a.txt"):
        (pages / name).write_bytes(b"")
    result = run("pages", "-o", "out", *option)
    assert result.code == 4
    assert result.err[-1] == f"speechx: stopped after {left} failures; --resume goes on"
    assert len(rows("name")) == left
    assert run("pages", "-o", "out", "--retry-failed").code == 4
    assert len(rows("name")) == 4


def test_the_report(run: Run, pages: Path) -> None:
    (pages / "b.txt").write_bytes(b"")
    result = run("pages", "-o", "out", "--report", "summary.json", "--quiet")
    assert (result.code, result.out, result.err) == (4, "", [])
    report = json.loads(Path("summary.json").read_text(encoding="utf-8"))
    assert report["failures"] == [{"name": "pages/b.txt", "error": "pages/b.txt is empty"}]
    assert [report[key] for key in ("state", "documents", "skipped", "failed", "speeches")] == ["complete", 3, 0, 1, 3]
    assert report["chars"] == 3 * len(PAGE.format(1))


def test_a_second_run_is_kept_out(run: Run, pages: Path) -> None:
    assert pages.is_dir()
    assert run("pages", "-o", "out").code == 0
    with Manifest(Path("out")):
        result = run("pages", "-o", "out", "--resume")
    assert (result.code, result.err) == (2, ["speechx: another run is writing to out"])
    assert run("pages", "-o", "out", "--resume").code == 0


def test_folders_hide_what_is_hidden_and_lead_nowhere_else(run: Run, pages: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.txt").write_text(PAGE.format(7), encoding="utf-8")
    (pages / ".hidden.txt").write_text(PAGE.format(7), encoding="utf-8")
    (pages / "link").symlink_to(outside)
    (pages / "x.txt").symlink_to(outside / "x.txt")
    (pages / "again.txt").symlink_to(pages / "a.txt")
    os.mkfifo(pages / "pipe")
    looked = run("pages", "-o", "pages/out", "--dry-run").out.splitlines()
    assert [line.split("\t")[1] for line in looked] == [
        f"pages/{name}" for name in ("a.txt", "again.txt", "b.txt", "in/a.txt", "in/deep/c.txt")
    ]
    assert run("pages", "-o", "pages/out").code == 0
    assert run("pages", "-o", "pages/out", "--resume", "--dry-run").out.count("\n") == 5


def test_patterns_lists_and_standard_input(run: Run, pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pages.is_dir()
    data = b"pages/in/**/*.txt\0pages/b.txt\0pages/b.txt\0none*.txt\0"
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(data)))
    result = run("-", "pages/a.txt", "-o", "out")
    assert result.code == 4
    assert result.err[-1] == "speechx: failed: none*.txt fits no file"
    assert sorted(held()) == ["a.txt.json", "a.txt~3029f2ad.json", "b.txt.json", "deep/c.txt.json"]
    missing = run("@none", "-o", "other")
    assert (missing.code, missing.err) == (3, ["speechx: none cannot be read: No such file or directory"])


def test_a_format_that_cannot_hold_a_document(run: Run, pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(documents: Any, options: Any) -> Iterator[bytes]:  # noqa: ANN401, ARG001 - as a writer
        yield b"half of it"
        for document in documents:
            raise OutputError(f"{document.source.name} is too large for this format")

    monkeypatch.setattr("speechx.writers.jsonl.chunks", refuse)
    result = run("pages", "-o", "out", "-f", "jsonl", "--shard-size", 3)
    assert result.code == 4
    assert result.err[-1] == "speechx: failed: pages/in/deep/c.txt is too large for this format"
    assert [status for (status,) in rows("status")] == ["failed"] * 4
    assert held() == {}
    assert pages.is_dir()


def test_files_behind_a_url(run: Run, pages: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    for path in sorted(pages.rglob("*.txt")):
        memory.pipe(f"/store/{path.relative_to(pages).as_posix()}", path.read_bytes())
    result = run("memory://store", "memory://store/none.txt", "-o", "out")
    assert result.code == 4
    assert result.err[-1] == "speechx: failed: memory://store/none.txt cannot be read: no such file"
    assert run("pages", "-o", "here").code == 0
    assert list(held()) == list(held("here"))
    assert json.loads(held()["a.txt.json"])["source"]["name"] == "memory://store/a.txt"
    assert run("memory://store/in/*.txt", "-o", "some").code == 0
    assert list(held("some")) == ["a.txt.json"]
    assert run("nowhere://x", "-o", "no").code == 4


@pytest.mark.parametrize(
    ("form", "states", "outputs"),
    [
        ([], "done failed done done done done", "a.txt a.zip/in/x.txt c.jsonl#r c.jsonl#r~cc554bd1 c.jsonl#s"),
        (["-f", "jsonl", "--shard-size", "3"], "failed failed failed done done done", "part-00000 part-00001"),
    ],
)
def test_archives_and_corpora(run: Run, pages: Path, form: list[str], states: str, outputs: str) -> None:
    with zipfile.ZipFile("a.zip", "w") as archive:
        archive.writestr("in/x.txt", PAGE.format(1))
        archive.writestr("../out.txt", PAGE.format(2))
    texts = [json.dumps({"id": name, "content": PAGE.format(3)}, ensure_ascii=False) for name in ("r", "s", "r")]
    Path("c.jsonl").write_text("\n".join(texts), encoding="utf-8")
    args = ["a.zip", "c.jsonl", "pages/a.txt", "-o", "out", "--id-field", "id", *form]
    result = run(*args)
    assert result.code == 4
    assert result.err[-1].startswith("speechx: failed: a.zip/../out.txt is refused")
    assert [name.removesuffix(".json").removesuffix(".jsonl") for name in sorted(held())] == outputs.split()
    looked = [line.split("\t") for line in run(*args, "--resume", "--dry-run").out.splitlines()]
    assert [why for why, _, _ in looked] == states.split()
    names = ["a.zip/in/x.txt", "a.zip/../out.txt", "c.jsonl#r", "c.jsonl#s", "c.jsonl#r", "pages/a.txt"]
    assert [name for _, name, _ in looked] == names
    assert pages.is_dir()


def test_a_corpus_behind_a_url(run: Run, pages: Path) -> None:
    memory = pytest.importorskip("fsspec").filesystem("memory")
    row = json.dumps({"id": "r", "text": (pages / "a.txt").read_text(encoding="utf-8")}, ensure_ascii=False)
    memory.pipe("/corpora/c.jsonl", f"{row}\n{{}}\n".encode())
    result = run("memory://corpora/c.jsonl", "-o", "out", "--id-field", "id")
    assert result.code == 4
    assert result.err[-1].startswith("speechx: failed: memory://corpora/c.jsonl#2 has no text")
    assert json.loads(held()["c.jsonl#r.json"])["source"]["name"] == "memory://corpora/c.jsonl#r"


@pytest.mark.parametrize(("format_", "suffix"), [("parquet", ".parquet"), ("sqlite", ".sqlite"), ("tei", ".xml")])
def test_shards_of_other_formats(run: Run, pages: Path, format_: str, suffix: str) -> None:
    assert pages.is_dir()
    form = ["-f", format_, "--shard-size", 3]
    assert run("pages", "-o", "out", *form).code == 0
    assert sorted(held()) == [f"part-00000{suffix}", f"part-00001{suffix}"]
    assert main(["parse", "pages/a.txt", "pages/b.txt", "pages/in/a.txt", "-f", format_, "-o", f"whole{suffix}"]) == 0
    assert held()[f"part-00000{suffix}"] == Path(f"whole{suffix}").read_bytes()
    assert run("pages", "-o", "again", *form).code == 0
    assert held("again") == held()


def test_an_input_that_vanishes_or_changes_under_way(run: Run, pages: Path, engine: Here) -> None:
    """After resume the outputs are those of a run that nothing disturbed."""
    original = (pages / "b.txt").read_bytes()

    def disturb() -> None:
        (pages / "a.txt").unlink(missing_ok=True)
        (pages / "b.txt").write_text(PAGE.format(77), encoding="utf-8")

    engine.before = disturb
    assert run("pages", "-o", "out").code == 4
    assert "a.txt.json" not in held()
    engine.before = lambda: None
    (pages / "a.txt").write_text(PAGE.format(1), encoding="utf-8")
    (pages / "b.txt").write_bytes(original)
    assert run("pages", "-o", "out", "--resume").code == 0
    assert run("pages", "-o", "undisturbed").code == 0
    assert held() == held("undisturbed")


def test_names_that_are_no_text(run: Run, pages: Path) -> None:
    name = os.fsdecode(b"pages/\xb4\xba.txt")
    Path(name).write_bytes((pages / "a.txt").read_bytes())
    Path(name).with_suffix("").mkdir()
    assert run("pages", "none-" + os.fsdecode(b"\xb4*"), "-o", "out").code == 4
    assert rows("name")[-1] == ("pages/\ufffd\ufffd.txt",)
    assert "\ufffd\ufffd.txt.json" in held()
    assert run("pages", "-o", "out", "--resume", "--dry-run").out.count("done\t") == 5


def test_a_defect_is_one_failure(run: Run, pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parse = parser.record

    def broken(source: Any, **how: Any) -> Any:  # noqa: ANN401 - passed on
        if source.name == "pages/b.txt":
            raise RuntimeError("oops")
        return parse(source, **how)

    monkeypatch.setattr(parser, "record", broken)
    assert run("pages", "-o", "out").code == 4
    assert rows("error")[1] == ("pages/b.txt: internal error, please report it: RuntimeError: oops",)
    assert pages.is_dir()
    assert len(held()) == 3


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="root may write anywhere")
def test_a_folder_that_must_not_be_written(run: Run, pages: Path) -> None:
    Path("out").mkdir(mode=0o500)
    result = run("pages", "-o", "out")
    assert result.code == 3
    assert len(result.err) == 1
    assert pages.is_dir()


def test_a_folder_that_cannot_be_made(run: Run, pages: Path) -> None:
    result = run("pages", "-o", pages / "a.txt" / "out")
    assert result.code == 3
    assert result.err == [f"speechx: {pages}/a.txt/out cannot be written: Not a directory"]


def test_an_output_that_cannot_be_written(run: Run, pages: Path) -> None:
    """A folder stands where the output is to be: one line, exit code 3, and resume goes on from there."""
    assert pages.is_dir()
    names = [f"pages/{name}" for name in ("a.txt", "b.txt")]
    assert run(names[0], "-o", "out").code == 0
    Path("out/b.txt.json").mkdir()
    result = run(*names, "-o", "out", "--resume")
    assert result.code == 3
    assert len(result.err) == 1
    assert result.err[0].startswith("speechx: out cannot be written: ")
    Path("out/b.txt.json").rmdir()
    assert run(*names, "-o", "out", "--resume").code == 0
    assert sorted(held()) == ["a.txt.json", "b.txt.json"]


def test_a_manifest_that_is_none(run: Run, pages: Path) -> None:
    assert pages.is_dir()
    Path("out").mkdir()
    (Path("out") / FILE).write_text("no database, whatever it is called " * 100, encoding="utf-8")
    result = run("pages", "-o", "out", "--resume")
    assert result.code == 3
    assert result.err == ["speechx: out/manifest.sqlite cannot be written: file is not a database"]


def test_progress_is_a_bar_or_lines(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progresses, "_EVERY", 0.0)
    summary = Summary()
    with progresses.progress(3, quiet=False) as told:
        told.step(summary, 1)
    assert capsys.readouterr().err == "speechx: 0 documents, 0 a second, 0 failed\n"
    with progresses.progress(3, quiet=True) as told:
        told.step(summary, 1)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with progresses.progress(3, quiet=False) as told:
        told.step(summary, 1)
    assert "1/3" in capsys.readouterr().err


def test_engines_say_what_they_need(capsys: pytest.CaptureFixture[str], pages: Path) -> None:
    assert pages.is_dir()
    assert main(["batch", "pages", "-o", "out", "--scheduler", "tcp://x:1"]) == 2
    assert capsys.readouterr().err == "speechx: --scheduler is for --engine dask\n"
