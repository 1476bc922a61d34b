"""The manifest: what became of each document, in an SQLite file of the output folder, and the lock of that folder.

``documents`` grows only: a document that is worked on again gets another row, and the view ``latest`` shows the last
of each. A document is known by its position in its output, since a corpus may call two by one name. A row stands once
its output does, and the rows of a task stand together or not at all: whatever kills a run, its manifest tells of
nothing that is not there. SQLite's own lock, held as long as the file is open, keeps a second run away; a killed
process loses it.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple, Self

from speechx.batch.seam import Done, Part
from speechx.errors import OutputError, UsageError
from speechx.source import named

FILE: Final = "manifest.sqlite"
_VERSION: Final = 1
_SCHEMA: Final = """
create table if not exists runs (
  run integer primary key, speechx text not null, rules text not null, reading text not null, form text not null,
  arguments text not null, state text not null default 'running'
);
create table if not exists documents (
  id integer primary key, run integer not null, output text not null, position integer not null, name text not null,
  sha256 text, rules text not null, reading text not null, status text not null, error text, chars integer not null,
  speeches integer not null, figures integer not null, diagnostics text not null, seconds real not null
);
create index if not exists by_position on documents (output, position, id);
create index if not exists by_run on documents (output, run);
create table if not exists outputs (path text primary key, documents integer not null, bytes integer);
create view if not exists latest as
  select * from documents as d where id in (select max(id) from documents group by output, position)
  and run = (select max(run) from documents where output = d.output);
"""


class Terms(NamedTuple):
    """What the output depends on beside the bytes of a document: the rules in force, how it is read, and its form."""

    rules: str
    reading: str
    form: str


class Row(NamedTuple):
    """What the manifest knows of a document."""

    name: str
    sha256: str | None
    rules: str
    reading: str
    failed: bool


class Manifest:
    """The manifest of an output folder, locked.

    Args:
        folder: the folder, which is there.

    Raises:
        UsageError: another run is at work in the folder.
        OutputError: the file cannot be written, or is no manifest.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._run = 0
        with self._told():
            self._base = sqlite3.connect(self._path, timeout=0, isolation_level=None)
            self._base.execute("pragma locking_mode = exclusive")
            self._base.execute("pragma journal_mode = wal")
            self._base.execute("pragma synchronous = normal")
            self._base.execute("begin immediate")
            for statement in filter(str.strip, _SCHEMA.split(";")):
                self._base.execute(statement)
            self._base.execute("commit")

    def __enter__(self) -> Self:
        """Hold the lock."""
        return self

    def __exit__(self, *_: object) -> None:
        """Give the lock back, and leave one file that anything can read."""
        with suppress(sqlite3.Error):
            self._base.execute("pragma journal_mode = delete")
        self._base.close()

    def begin(self, terms: Terms, version: str, arguments: Iterable[str]) -> None:
        """Begin a run.

        Raises:
            UsageError: the outputs that are there have another form.
        """
        with self._told():
            old = self._base.execute("select form from runs order by run desc limit 1").fetchone()
            if old is not None and old[0] != terms.form:
                raise UsageError(
                    f"{self._path.parent} was written with {old[0]}: name the same, or begin anew (--force)"
                )
            row = (version, *terms, json.dumps([named(argument) for argument in arguments], ensure_ascii=False))
            insert = "insert into runs (speechx, rules, reading, form, arguments) values (?, ?, ?, ?, ?)"
            self._run = self._base.execute(insert, row).lastrowid or 0

    def end(self, state: str) -> None:
        """End the run: ``complete`` or ``stopped``."""
        with self._told():
            self._base.execute("update runs set state = ? where run = ?", (state, self._run))

    def add(self, parts: Iterable[tuple[Part, Done]], terms: Terms) -> None:
        """Add what became of parts whose outputs stand."""
        with self._told():
            self._base.execute("begin")
            for part, done in parts:
                size = None if done.data is None else len(done.data)
                self._base.execute(
                    "insert or replace into outputs values (?, ?, ?)", (part.output, len(part.entries), size)
                )
                self._base.executemany(_INSERT, self._rows(part, done, terms))
            self._base.execute("commit")

    def _rows(self, part: Part, done: Done, terms: Terms) -> Iterator[tuple[object, ...]]:
        for position, outcome in enumerate(done.outcomes):
            yield (
                self._run, part.output, position, outcome.name, outcome.sha256, terms.rules, terms.reading,
                "failed" if outcome.error else "done", outcome.error, outcome.chars, outcome.speeches, outcome.figures,
                json.dumps(dict(outcome.diagnostics)), outcome.seconds,
            )  # fmt: skip

    def row(self, output: str, position: int) -> Row | None:
        """Return what is known of the document at a position of an output."""
        found = self._base.execute(
            "select name, sha256, rules, reading, status = 'failed' from documents where output = ? and position = ? "
            "order by id desc limit 1",
            (output, position),
        ).fetchone()
        if found is None:
            return None
        name, sha256, rules, reading, failed = found
        return Row(name, sha256, rules, reading, bool(failed))

    def output(self, path: str) -> tuple[int, int | None] | None:
        """Return how many documents an output is made of and its size, None where it has none; or None for none."""
        found: tuple[int, int | None] | None = self._base.execute(
            "select documents, bytes from outputs where path = ?", (path,)
        ).fetchone()
        return found

    def outputs(self) -> list[str]:
        """Return the paths of all outputs."""
        return [path for (path,) in self._base.execute("select path from outputs")]

    def forget(self, path: str) -> None:
        """Forget an output and the documents in it."""
        with self._told():
            self._base.execute("begin")
            self._base.execute("delete from documents where output = ?", (path,))
            self._base.execute("delete from outputs where path = ?", (path,))
            self._base.execute("commit")

    def clear(self) -> None:
        """Forget everything."""
        with self._told():
            self._base.execute("begin")
            for table in ("documents", "outputs", "runs"):
                self._base.execute(f"delete from {table}")  # noqa: S608 - the names are ours
            self._base.execute("commit")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what SQLite complains of into one line."""
        try:
            yield
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
                raise UsageError(f"another run is writing to {self._path.parent}") from None
            raise OutputError(f"{self._path} cannot be written: {error}") from None


_INSERT: Final = (
    "insert into documents (run, output, position, name, sha256, rules, reading, status, error, chars, speeches, "
    "figures, diagnostics, seconds) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
