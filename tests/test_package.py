"""A directory of tables: it joins, describes itself, and appears whole, by one run at a time."""

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import speechx
from speechx import folder
from speechx.cli import main
from speechx.errors import OutputError, UsageError
from speechx.models import Document
from speechx.writers import Options, package
from speechx.writers.tables import TABLES

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [speechx.parse_file(path) for path in SAMPLES]


@pytest.fixture
def tables(documents: list[Document], tmp_path: Path) -> Path:
    package.write(iter(documents), tmp_path, "csv", Options())
    return tmp_path


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def test_each_table_is_a_file(tables: Path, documents: list[Document]) -> None:
    assert {path.name for path in tables.iterdir()} == {package.DESCRIPTION, *(f"{name}.csv" for name in TABLES)}
    for name, table in TABLES.items():
        expected = [row for document in documents for row in table.rows(document)]
        assert [list(row.values()) for row in read(tables / f"{name}.csv")] == expected


def test_the_description_is_true(tables: Path) -> None:
    """Each file is described, its values have the types that are told, and the keys that are told hold."""
    described = json.loads((tables / package.DESCRIPTION).read_bytes())
    rows = {resource["name"]: read(tables / resource["path"]) for resource in described["resources"]}
    assert list(rows) == list(TABLES)
    for resource in described["resources"]:
        schema, found = resource["schema"], rows[resource["name"]]
        assert found
        for field in schema["fields"]:
            pattern = {"integer": r"\d*", "number": r"(-?\d+(\.\d+)?)?", "string": r"(?s).*"}[field["type"]]
            assert all(re.fullmatch(pattern, row[field["name"]]) for row in found), field
            assert field["description"]
        keys = [tuple(row[name] for name in schema["primaryKey"]) for row in found]
        assert len(set(keys)) == len(keys)
        for foreign in schema["foreignKeys"]:
            other = rows[foreign["reference"]["resource"]]
            there = {tuple(row[name] for name in foreign["reference"]["fields"]) for row in other}
            here = {tuple(row[name] for name in foreign["fields"]) for row in found}
            assert {key for key in here if all(key)} <= there


def test_equal_documents_give_equal_bytes(tables: Path, documents: list[Document], tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.mkdir()
    package.write(iter(documents), again, "csv", Options())
    for path in again.iterdir():
        assert path.read_bytes() == (tables / path.name).read_bytes()


def test_documents_of_one_name_are_refused(documents: list[Document], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"short\.txt is given twice"):
        package.write([documents[-1], documents[-1]], tmp_path, "csv", Options())


def run(*args: object) -> int:
    return main([str(arg) for arg in args])


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def names(path: Path) -> set[str]:
    return {entry.name for entry in path.iterdir()}


def test_the_directory_appears_and_is_replaced(out: Path, tmp_path: Path) -> None:
    assert run("parse", *SAMPLES, "--table", "all", "-o", out, "--quiet") == 0
    assert out.stat().st_mode & 0o777 == 0o777 & ~_umask()
    out.chmod(0o750)
    assert run("parse", SAMPLES[0], "--table", "all", "-o", out, "--quiet") == 0
    assert len(read(out / "documents.csv")) == 1
    assert out.stat().st_mode & 0o777 == 0o750
    assert names(tmp_path) == {"out"}


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_link_to_a_directory_is_followed(out: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    out.symlink_to("real")
    assert run("parse", SAMPLES[0], "--table", "all", "-o", out, "--quiet") == 0
    assert out.is_symlink()
    assert (tmp_path / "real" / "documents.csv").exists()


def test_what_is_no_output_is_left_alone(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out.mkdir()
    assert run("parse", SAMPLES[0], "--table", "all", "-o", out, "--quiet") == 0
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert run("parse", SAMPLES[1], "--table", "all", "-o", out) == 3
    assert "holds files that are no output of speechx" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert run("parse", SAMPLES[1], "--table", "all", "-o", out / "notes.txt") == 3
    assert "is a file, not a directory" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "[]", '{"producer": {"name": "other"}, "resources": []}', '{"producer": 1}'])
def test_what_only_looks_like_an_output(out: Path, text: str) -> None:
    out.mkdir()
    (out / package.DESCRIPTION).write_text(text, encoding="utf-8")
    assert not package.is_ours(out)


def test_an_input_in_the_directory_is_not_lost(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out.mkdir()
    page = out / "page.txt"
    page.write_bytes(SAMPLES[0].read_bytes())
    assert run("parse", page, "--table", "all", "-o", out) == 2
    assert "is an input in" in capsys.readouterr().err
    assert names(out) == {"page.txt"}


def test_where_one_stands_is_refused(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out.mkdir()
    monkeypatch.chdir(out)
    assert run("parse", SAMPLES[0], "--table", "all", "-o", ".") == 3
    assert names(out) == set()


def test_failures_leave_what_stood_there(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("parse", SAMPLES[0], "--table", "all", "-o", out, "--quiet") == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert run("parse", tmp_path / "none.txt", "--table", "all", "-o", out) == 3
    with monkeypatch.context() as patch:
        patch.setattr(package, "describe", _full_disk)
        assert run("parse", SAMPLES[1], "--table", "all", "-o", out, "--quiet") == 3
    real = Path.rename
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", lambda self, to: _full_disk() if self.suffix == ".tmp" else real(self, to))
        assert run("parse", SAMPLES[1], "--table", "all", "-o", out, "--quiet") == 3
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert names(tmp_path) == {"out"}


def _full_disk(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_directory_that_cannot_be_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (tmp_path / "no" / "out", "a\0b"):
        assert run("parse", SAMPLES[0], "--table", "all", "-o", path) == 3
        assert "cannot be written" in capsys.readouterr().err


def test_one_run_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with folder.lock(path, "here"):
        told = rf"here is being written by another run \(process {os.getpid()}\)"
        with pytest.raises(OutputError, match=told), folder.lock(path, "here"):
            pytest.fail("two hold one lock")
        assert path.exists()
    with folder.lock(path, "here"):
        pass
    assert not path.exists()


def test_a_second_run_is_refused(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with folder.lock(tmp_path / ".out.lock", str(out)):
        assert run("parse", SAMPLES[0], "--table", "all", "-o", out) == 3
    assert "is being written by another run" in capsys.readouterr().err
    assert not out.exists()
    assert run("parse", SAMPLES[0], "--table", "all", "-o", out, "--quiet") == 0


def test_a_lock_dies_with_its_process(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    dying = "import os, sys, pathlib, speechx.folder as f\nwith f.lock(pathlib.Path(sys.argv[1]), ''): os._exit(9)"
    done = subprocess.run([sys.executable, "-c", dying, path], check=False)
    assert done.returncode == 9
    assert path.exists()
    with folder.lock(path, "here"):
        assert path.read_text(encoding="ascii") == str(os.getpid())


def test_a_lock_that_vanished_is_taken_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run may remove its lock file between another's opening and locking it."""
    path = tmp_path / "lock"
    real = folder._locked
    removed: Iterator[bool] = iter([True])

    def late(descriptor: int) -> bool:
        if next(removed, False):
            path.unlink()
        return real(descriptor)

    monkeypatch.setattr(folder, "_locked", late)
    with folder.lock(path, "here"):
        assert path.exists()
