"""Documents to output: one module a format, all with the same function, and no parsing.

``chunks(documents, options)`` takes the documents one by one and yields the bytes of the output, so that many documents
never stand in memory together. Nothing is yielded before the first document is there: where none could be read, the
output stays empty.
"""

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Final, NamedTuple, Protocol, cast

from speechx.models import Document

FORMATS: Final = ("json", "jsonl", "csv")


class Options(NamedTuple):
    """How to write; a format leaves alone what does not concern it.

    Attributes:
        indent: JSON over many lines for people, or compact.
        array: JSON documents in one array, or a single document.
        table: the CSV table (a key of ``writers.tables.TABLES``).
        excel: a byte-order mark before CSV, without which Excel misreads UTF-8.
    """

    indent: bool = False
    array: bool = False
    table: str = "speeches"
    excel: bool = False


class Writer(Protocol):
    """What each module of a format has."""

    def chunks(self, documents: Iterable[Document], options: Options) -> Iterator[bytes]:
        """Yield the output, UTF-8, in pieces of any size."""
        ...


def writer(name: str) -> Writer:
    """Return the writer of a format; only its module is loaded.

    Raises:
        ModuleNotFoundError: there is no such format.
    """
    return cast("Writer", import_module(f"{__name__}.{name}"))
