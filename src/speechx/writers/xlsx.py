"""XLSX (XlsxWriter): a sheet a table, the header frozen and filtered, columns as wide as their content.

Texts are written as texts, never as formulas or links. Numbers are numbers, unless they have more than the 15 digits
that Excel keeps: those are texts. A text longer than a cell may be goes on in the sheet ``continued``.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from rich.cells import cell_len
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from speechx.errors import LimitError
from speechx.records import Document
from speechx.writers import ALL, Options, temporary
from speechx.writers.formulas import dangerous
from speechx.writers.numbers import plain
from speechx.writers.tables import TABLES, Column, Table, cell, distinct

MOST_ROWS: Final = 1 << 20
MOST_UNITS: Final = 32767
"""UTF-16 code units in a cell: what lies beyond the basic plane counts two."""
MOST_DIGITS: Final = 15
_MOST_EXPONENT: Final = 300
CONTINUED: Final = "continued"
_CONTINUED: Final = ("table", "row", "column", "part", "text")
_DATE: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
_NARROWEST: Final = 6
_WIDEST: Final = 60
_NO_XML: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_MARKUP: Final = re.compile(r"<r>.*</r>", re.DOTALL)


def chunks(documents: Iterable[Document], options: Options) -> Iterator[bytes]:
    """Yield a workbook of ``options.table``, by default of all tables.

    Raises:
        UsageError: two documents have the same name.
        LimitError: a table has more rows than a sheet may have.
    """
    with temporary.folder() as folder:
        path = folder / "book.xlsx"
        empty = True
        with closing(_Book(path, options)) as book:
            for document in distinct(documents):
                book.add(document)
                empty = False
        if not empty:
            yield from temporary.blocks(path)


class _Book:
    """A workbook that is being written, row by row, so that few rows stand in memory."""

    def __init__(self, path: Path, options: Options) -> None:
        self._book = xlsxwriter.Workbook(path, {"constant_memory": True, "tmpdir": str(path.parent)})
        self._book.set_properties({"created": _DATE})
        self._tell = options.tell
        self._rest: list[tuple[str, int, str, str]] = []
        styles = _Styles(self._book, safe=options.safe)
        chosen = TABLES if options.table in {None, ALL} else {str(options.table): TABLES[str(options.table)]}
        self._sheets = [
            _Sheet(self._book.add_worksheet(name), name, table, styles, self._rest) for name, table in chosen.items()
        ]
        self._styles = styles

    def add(self, document: Document) -> None:
        for sheet in self._sheets:
            sheet.add(document)

    def close(self) -> None:
        if self._rest:
            self._continue()
        for sheet in self._sheets:
            sheet.finish()
        self._book.close()

    def _continue(self) -> None:
        sheet = self._book.add_worksheet(CONTINUED)
        _head(sheet, _CONTINUED, self._styles)
        number = 0
        for table, row, column, rest in self._rest:
            for part, text in enumerate(_parts(rest), 2):
                number += 1
                for index, value in enumerate((table, row, column, part)):
                    sheet.write(number, index, value)
                self._styles.write(sheet, number, len(_CONTINUED) - 1, text)
        count = len(self._rest)
        self._tell(
            f"{count} {'text is' if count == 1 else 'texts are'} longer than the {MOST_UNITS} characters of a cell: "
            f"the rest is in the sheet {CONTINUED!r}"
        )


class _Styles:
    """The styles of a workbook, and how a text is written with them."""

    def __init__(self, book: xlsxwriter.Workbook, *, safe: bool) -> None:
        self.head: Format = book.add_format({"bold": True, "bottom": 1})
        # What Excel itself sets where a person types an apostrophe: the text stays as it is, and stays text when the
        # cell is edited.
        self._quoted: Format | None = book.add_format({"quote_prefix": True}) if safe else None

    def write(self, sheet: Worksheet, row: int, column: int, text: str) -> None:
        style = [self._quoted] if self._quoted and dangerous(text) else []
        if _MARKUP.fullmatch(text):  # XlsxWriter would take this for markup of its own
            sheet.write_rich_string(row, column, text[:1], text[1:2], text[2:], *style)
        else:
            sheet.write_string(row, column, text, *style)


class _Sheet:
    """The sheet of a table."""

    def __init__(
        self, sheet: Worksheet, name: str, table: Table, styles: _Styles, rest: list[tuple[str, int, str, str]]
    ) -> None:
        self._sheet, self._name, self._table, self._styles, self._rest = sheet, name, table, styles, rest
        self._row = 0
        self._widths = [_width(column) for column in table.header()]
        _head(sheet, table.header(), styles)

    def add(self, document: Document) -> None:
        for record in self._table.records(document):
            self._row += 1
            if self._row >= MOST_ROWS:
                raise LimitError(f"{self._name} has more rows than a sheet, {MOST_ROWS}: write csv, parquet or sqlite")
            for index, column in enumerate(self._table.columns):
                self._put(index, column, record[column.name])

    def finish(self) -> None:
        for index, width in enumerate(self._widths):
            self._sheet.set_column(index, index, min(width, _WIDEST) + 2)
        self._sheet.autofilter(0, 0, self._row, len(self._widths) - 1)
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})

    def _put(self, index: int, column: Column, value: Any) -> None:  # noqa: ANN401 - a cell holds anything
        if value is None:
            return
        if isinstance(value, (int, Decimal)) and _fits(value):
            self._sheet.write_number(self._row, index, float(value))
            text = cell(value)
        else:
            text = _NO_XML.sub("\ufffd", cell(value))
            first, rest = _cut(text)
            self._styles.write(self._sheet, self._row, index, first)
            if rest:
                self._rest.append((self._name, self._row + 1, column.name, rest))
        self._widths[index] = max(self._widths[index], _width(text))


def _head(sheet: Worksheet, names: Iterable[str], styles: _Styles) -> None:
    for index, name in enumerate(names):
        sheet.write_string(0, index, name, styles.head)
    sheet.freeze_panes(1, 0)


def _width(text: str) -> int:
    """Return how many cells of a terminal a text takes, which is how wide it is here too, at most ``_WIDEST``."""
    return max(min(cell_len(text.partition("\n")[0][:_WIDEST]), _WIDEST), _NARROWEST)


def _fits(value: int | Decimal) -> bool:
    """Whether Excel, which keeps 15 digits, would keep all of a number.

    >>> [_fits(Decimal(text)) for text in ("123456789012345", "1234567890123456", "-0.100000000000000", "1E+20")]
    [True, False, True, True]
    """
    digits = plain(Decimal(value)).lstrip("-0.").replace(".", "").strip("0")
    return len(digits) <= MOST_DIGITS and abs(Decimal(value).adjusted()) < _MOST_EXPONENT


def _cut(text: str) -> tuple[str, str]:
    """Return what fits into a cell, and the rest."""
    if len(text) * 2 <= MOST_UNITS:
        return text, ""
    units = 0
    for size, char in enumerate(text):
        units += 1 + (char > "\uffff")
        if units > MOST_UNITS:
            return text[:size], text[size:]
    return text, ""


def _parts(text: str) -> Iterator[str]:
    while text:
        part, text = _cut(text)
        yield part
