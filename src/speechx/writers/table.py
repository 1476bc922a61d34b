"""Tables for reading: aligned columns, the most telling ones, a document after the other.

Nothing in a cell moves the cursor or turns the writing direction round: such characters are written as escapes. On a
terminal long cells are cut so that a row is a line; in a pipe they are whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from rich.cells import cell_len

from speechx import cells
from speechx.records import Document, Figure
from speechx.visible import one_line
from speechx.writers import ALL, Options
from speechx.writers.tables import FIGURE, TABLES, Column, cell, figure_row

READ: Final[Mapping[str, str]] = {
    "documents": "document title layout speeches diagnostics",
    "events": "name date place host theme",
    "speeches": "speech title names units roles headings figures",
    "speakers": "speech name unit role division_code",
    "headings": "speech level number text",
    "figures": "speech text value measure direction basis metric period",
    "terms": "speech text expansion",
    "diagnostics": "line column code severity message",
}
_GAP: Final = "  "
_NARROWEST: Final = 4


def chunks(documents: Iterable[Document], options: Options) -> Iterator[bytes]:
    """Yield ``options.table`` of each document, under its name where there may be several."""
    chosen = list(TABLES) if options.table == ALL else [options.table or "speeches"]
    for number, document in enumerate(documents):
        lines = [""] if number else []
        if options.array:
            lines += [one_line(document.source.name), ""]
        for index, name in enumerate(chosen):
            if len(chosen) > 1:
                lines += [*([""] if index else []), name.upper()]
            lines += _table(name, document, options.width)
        yield "".join(f"{line}\n" for line in lines).encode()


def aligned(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int | None) -> Iterator[str]:
    """Yield the lines of a table: its header, then a row a line, numbers to the right.

    Args:
        columns: what stands in it.
        rows: its cells, a line each.
        width: the greatest width of a line in cells of a terminal, or None for any.
    """
    header = [column.name.upper() for column in columns]
    widths = [max(map(cell_len, texts)) for texts in zip(header, *rows, strict=True)]
    if width is not None:
        _shrink(widths, width - len(_GAP) * (len(widths) - 1))
    for row in (header, *rows):
        padded = [
            _pad(text, size, right=column.type in {"integer", "number"})
            for text, size, column in zip(row, widths, columns, strict=True)
        ]
        yield _GAP.join(padded).rstrip()


def of_figures(figures: Iterable[Figure], width: int | None) -> bytes:
    """Return a table of figures that stand in no speech."""
    by_name = {column.name: index for index, column in enumerate(FIGURE)}
    chosen = [by_name[name] for name in READ["figures"].split() if name in by_name]
    rows = [[one_line(row[index]) for index in chosen] for row in map(figure_row, figures)]
    return "".join(f"{line}\n" for line in aligned([FIGURE[index] for index in chosen], rows, width)).encode()


def _table(name: str, document: Document, width: int | None) -> Iterator[str]:
    by_name = {column.name: column for column in TABLES[name].columns}
    columns = [by_name[column] for column in READ[name].split()]
    rows = [[_cell(record[column.name]) for column in columns] for record in TABLES[name].records(document)]
    return aligned(columns, rows, width)


def _cell(value: Any) -> str:  # noqa: ANN401 - a cell holds anything
    return one_line(cell(value))


def _shrink(widths: list[int], room: int) -> None:
    """Take from the widest until all fit, as far as they can."""
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1


def _pad(text: str, size: int, *, right: bool) -> str:
    text = cells.head(text, size)
    blanks = " " * (size - cell_len(text))
    return blanks + text if right else text + blanks
