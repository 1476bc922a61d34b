"""Documents to output: one module a format, all with the same function, and no parsing.

``chunks(documents, options)`` takes the documents one by one and yields the bytes of the output, so that many documents
never stand in memory together. Nothing is yielded before the first document is there: where none could be read, the
output stays empty. Equal documents and options give equal bytes.
"""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Final, NamedTuple, Protocol, cast

from speechx import extras
from speechx.records import Document

ALL: Final = "all"
"""Stands for all tables together."""


class Format(NamedTuple):
    """What there is to know of a format without loading its writer.

    Attributes:
        suffixes: the suffixes of files that it is told by.
        table: the table that it writes by default, ``ALL`` for all; None where it writes no tables to choose from.
        folder: whether all its tables together are a directory of files.
        binary: whether it is nothing for a terminal.
        extra: what must be installed beside the base, or None.
    """

    suffixes: tuple[str, ...]
    table: str | None = None
    folder: bool = False
    binary: bool = False
    extra: str | None = None


FORMATS: Final = {
    "json": Format((".json",)),
    "jsonl": Format((".jsonl", ".ndjson")),
    "csv": Format((".csv",), "speeches", folder=True),
    "xlsx": Format((".xlsx",), ALL, binary=True, extra="xlsx"),
    "parquet": Format((".parquet",), "speeches", folder=True, binary=True, extra="parquet"),
    "sqlite": Format((".sqlite", ".db"), binary=True),
    "tei": Format((".xml", ".tei")),
    "markdown": Format((".md",)),
    "table": Format((), "speeches"),
}


def _nobody(message: str) -> None:
    """Drop a message."""


class Options(NamedTuple):
    """How to write; a format leaves alone what does not concern it.

    Attributes:
        indent: JSON over many lines for people, or compact.
        array: JSON documents in one array, or a single document; TEI documents in one corpus, or a single one.
        table: a key of ``writers.tables.TABLES``, ``ALL``, or None for what the format writes by default.
        excel: a byte-order mark before CSV, without which Excel misreads UTF-8.
        safe: whether texts that a spreadsheet would run as formulas are marked as texts.
        width: the greatest width of a line of a table for reading, in terminal cells, or None for any.
        tell: takes what a person should know of the output, one line each.
    """

    indent: bool = False
    array: bool = False
    table: str | None = None
    excel: bool = False
    safe: bool = False
    width: int | None = None
    tell: Callable[[str], None] = _nobody


class Writer(Protocol):
    """What each module of a format has."""

    def chunks(self, documents: Iterable[Document], options: Options) -> Iterator[bytes]:
        """Yield the output, in pieces of any size; text is UTF-8."""
        ...


def writer(name: str) -> Writer:
    """Return the writer of a format; only its module is loaded.

    Raises:
        ModuleNotFoundError: there is no such format.
        UsageError: its library is not installed; the message names the command that installs it.
    """
    module = f"{__name__}.{name}"
    extra = FORMATS[name].extra if name in FORMATS else None
    return cast("Writer", extras.load(module, extra, name) if extra else import_module(module))
