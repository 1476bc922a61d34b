"""Tables as data frames of pandas: what readers of tables have at hand, and what most other libraries take.

Columns of numbers are of types that can be reckoned with; the exact numbers are in ``Document.to_rows``.
"""

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from speechx.extras import load
from speechx.records import Document
from speechx.writers.tables import Type, named

if TYPE_CHECKING:
    import pandas as pd

_TYPES: Final[dict[Type, str]] = {"string": "string", "integer": "Int64", "number": "Float64", "list": "object"}
"""The pandas types of columns; all of them know what is unknown."""


def frame(document: Document, table: str) -> "pd.DataFrame":
    """Return a table of a document.

    Raises:
        UsageError: there is no such table, or pandas is not installed.
    """
    chosen = named(table)
    pandas = load("pandas", "pandas", "Document.to_frame")
    rows = list(chosen.records(document))
    data = {
        column.name: pandas.Series([_bare(row[column.name]) for row in rows], dtype=_TYPES[column.type])
        for column in chosen.columns
    }
    found: pd.DataFrame = pandas.DataFrame(data, columns=chosen.header())
    return found


def _bare(value: object) -> Any:  # noqa: ANN401 - a cell is anything
    return float(value) if isinstance(value, Decimal) else value
