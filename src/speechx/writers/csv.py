"""CSV: one table of the documents, a header line first, lines ended by a newline, fields quoted where they must be."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from speechx.records import Document
from speechx.writers import Options
from speechx.writers.formulas import defused
from speechx.writers.tables import TABLES, Table

_BOM: Final = b"\xef\xbb\xbf"
_CSV_END: Final = "\r\n"


def chunks(documents: Iterable[Document], options: Options) -> Iterator[bytes]:
    """Yield the header and the rows of ``options.table``, all documents in one table."""
    table = TABLES[options.table or "speeches"]
    for index, document in enumerate(documents):
        if not index:
            yield head(table.header(), excel=options.excel)
        yield from _lines(table, document, options)


class Sheet:
    """A file of one table, open for more documents."""

    def __init__(self, path: Path, table: Table, options: Options) -> None:
        self._table, self._options = table, options
        self._stream = path.open("wb")
        self._stream.write(head(table.header(), excel=options.excel))

    def add(self, document: Document) -> None:
        """Write the rows of a document."""
        self._stream.writelines(_lines(self._table, document, self._options))

    def close(self) -> None:
        """Finish the file."""
        self._stream.close()


def head(names: Sequence[str], *, excel: bool) -> bytes:
    """Return the header line, for Excel with a byte-order mark before it."""
    return (_BOM if excel else b"") + line(names)


def line(cells: Sequence[str]) -> bytes:
    r"""Return one row.

    >>> line(["甲", 'a "b", c', "x\ry"]).decode()
    '甲,"a ""b"", c","x\ry"\n'
    """
    # The csv module quotes what its own line end holds, so a lone carriage return is only quoted with this one.
    rows: list[str] = []
    csv.writer(_Rows(rows), lineterminator=_CSV_END).writerow(cells)
    return (rows[0].removesuffix(_CSV_END) + "\n").encode()


def _lines(table: Table, document: Document, options: Options) -> Iterator[bytes]:
    numeric = [column.type in {"integer", "number"} for column in table.columns]
    for row in table.rows(document):
        if options.safe:
            yield line([text if exempt else defused(text) for text, exempt in zip(row, numeric, strict=True)])
        else:
            yield line(row)


class _Rows:
    """What ``csv.writer`` writes to: a list that gets each row whole."""

    def __init__(self, rows: list[str]) -> None:
        self.write = rows.append
