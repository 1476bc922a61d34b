"""Parquet (pyarrow): a table a file, with typed columns.

Numbers are decimals of 38 digits, 12 of them behind the point, so that they are exact; lists are lists of strings; what
a column means is in the metadata of its field. The schema is the same for all documents: files can be read together.
"""

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from speechx.records import Document
from speechx.writers import Options, temporary
from speechx.writers.tables import TABLES, Column, Table, Type

DIGITS: Final = 38
PLACES: Final = 12
_TYPES: Final[dict[Type, Any]] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.decimal128(DIGITS, PLACES),
    "list": pa.list_(pa.string()),
}
_UNIT: Final = Decimal(1).scaleb(-PLACES)
_CONTEXT: Final = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN)
_GROUP: Final = 20_000
"""Rows that are written together."""


def chunks(documents: Iterable[Document], options: Options) -> Iterator[bytes]:
    """Yield a file of ``options.table``, all documents in one table."""
    with temporary.folder() as folder:
        path = folder / "table.parquet"
        sheet: Sheet | None = None
        for document in documents:
            sheet = sheet or Sheet(path, TABLES[options.table or "speeches"], options)
            sheet.add(document)
        if sheet:
            sheet.close()
            yield from temporary.blocks(path)


class Sheet:
    """A file of one table, open for more documents."""

    def __init__(self, path: Path, table: Table, options: Options) -> None:
        self._table, self._options, self._path = table, options, path
        self._schema = pa.schema([_field(column) for column in table.columns])
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._waiting: list[dict[str, object]] = []
        self._misfits = 0

    def add(self, document: Document) -> None:
        """Take the rows of a document."""
        numbers = [column.name for column in self._table.columns if column.type == "number"]
        for record in self._table.records(document):
            for name in numbers:
                record[name] = self._fitting(record[name])
            self._waiting.append(record)
        if len(self._waiting) >= _GROUP:
            self._write()

    def close(self) -> None:
        """Finish the file."""
        self._write()
        self._writer.close()
        if self._misfits:
            self._options.tell(
                f"{self._misfits} numbers do not fit {DIGITS - PLACES} digits before the point and {PLACES} behind it: "
                "they are rounded, or empty where they are too large"
            )

    def _write(self) -> None:
        if self._waiting:
            self._writer.write_table(pa.Table.from_pylist(self._waiting, self._schema))
            self._waiting = []

    def _fitting(self, value: Decimal | None) -> Decimal | None:
        if value is None:
            return None
        try:
            rounded = value.quantize(_UNIT, context=_CONTEXT)
        except InvalidOperation:
            rounded = None
        self._misfits += rounded != value
        return rounded


def _field(column: Column) -> Any:  # noqa: ANN401 - pyarrow has no types
    return pa.field(column.name, _TYPES[column.type], metadata={"description": column.help})
