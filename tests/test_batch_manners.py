"""``speechx batch`` where a user asks for something odd: it says so before any work is done, and in one line."""

import errno
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from speechx import writers
from speechx.batch import job as jobs
from speechx.cli import main
from speechx.cli.options import Format

PAGE = "春耕座谈会发言摘登\n\n抓早抓实春耕\n\n青禾县柳河镇党委书记　甘若谷\n\n去年全镇增收2.9万元，比上年增长9.3%。\n"

Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs ``speechx batch`` in a folder with two pages, and returns its code and messages."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "pages" / name).write_text(PAGE, encoding="utf-8")

    def call(*args: str) -> tuple[int, list[str]]:
        code = main(["batch", "--workers", "1", *args])
        return code, capfd.readouterr().err.splitlines()

    return call


@pytest.mark.parametrize("format_", get_args(Format))
def test_every_format_has_outputs_of_its_own(run: Run, format_: str) -> None:
    assert run("pages", "-o", "out", "-q", "-f", format_) == (0, [])
    suffix = next(iter(writers.FORMATS[format_].suffixes), ".txt")
    assert sorted(path.name for path in Path("out").iterdir()) == [
        f"a.txt{suffix}",
        f"b.txt{suffix}",
        "manifest.sqlite",
    ]


@pytest.mark.parametrize("output", ["pages", "./pages/", "in/../pages"])
def test_the_folder_of_the_inputs_is_no_output(run: Run, output: str) -> None:
    Path("in").mkdir()
    message = "speechx: pages is an input; name another folder with -o, such as pages/out"
    assert run("pages", "-o", output) == (2, [message])
    assert sorted(path.name for path in Path("pages").iterdir()) == ["a.txt", "b.txt"]


def test_a_report_that_has_no_place_stops_the_run_before_it_begins(run: Run) -> None:
    message = "speechx: none/report.json cannot be written: No such file or directory"
    assert run("pages", "-o", "out", "--report", "none/report.json") == (3, [message])
    assert not Path("out").exists()


def test_a_report_may_lie_in_the_output(run: Run) -> None:
    assert run("pages", "-o", "out", "-q", "--report", "out/report.json") == (0, [])
    assert json.loads(Path("out/report.json").read_bytes())["documents"] == 2


def test_the_summary_is_told_where_the_report_fails(run: Run) -> None:
    Path("report.json").mkdir()
    code, err = run("pages", "-o", "out", "--report", "report.json")
    assert (code, err[-1]) == (3, "speechx: report.json cannot be written: Is a directory")
    assert err[0].startswith("speechx: 2 documents done")


def test_who_interrupts_a_run_hears_how_to_go_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(jobs, "run", interrupted)
    assert run("pages", "-o", "out") == (130, ["speechx: interrupted; --resume goes on"])
    assert run("pages", "-o", "out", "--quiet") == (130, [])


def test_a_temporary_folder_that_cannot_be_made_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/scratch/speechx-1")

    monkeypatch.setattr(tempfile, "TemporaryDirectory", full)
    message = "speechx: /scratch/speechx-1 cannot be written: No space left on device"
    assert run("pages", "-o", "out") == (3, [message])


def test_a_value_that_is_none_is_told_plainly(run: Run) -> None:
    code, (told,) = run("pages", "-o", "out", "--format", "doc")
    assert code == 2
    assert told.startswith("speechx: Invalid value for '--format' / '-f': 'doc' is not one of 'json', 'jsonl', 'csv', ")
