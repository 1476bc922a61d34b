"""Tables as data frames of pandas: what readers of tables have at hand, and what most other libraries take.

Columns of numbers are of types that can be reckoned with; the exact numbers are in ``Document.to_rows``.
"""

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from speechx.extras import load
from speechx.models import Document
from speechx.writers.tables import named

if TYPE_CHECKING:
    import pandas as pd

_LISTS: Final = frozenset({"names", "units", "roles", "expansion"})
_NUMBERS: Final = frozenset({"value", "low", "high", "from", "to"})
_INTEGERS: Final = frozenset(
    {"speech", "speaker", "heading", "figure", "term", "level", "headings", "figures", "terms"}
    | {"start", "end", "section_start", "section_end"}
)


def frame(document: Document, table: str) -> "pd.DataFrame":
    """Return a table of a document.

    Raises:
        UsageError: there is no such table, or pandas is not installed.
    """
    columns = named(table).header()
    pandas = load("pandas", "pandas")
    rows = list(named(table).records(document))
    data = {
        name: pandas.Series([_bare(row[name]) for row in rows], dtype=_type(name), name=name)
        for name in columns
    }  # fmt: skip
    found: pd.DataFrame = pandas.DataFrame(data, columns=columns)
    return found


def _type(column: str) -> str:
    """Return the pandas type of a column; all of them know what is unknown."""
    if column in _LISTS:
        return "object"
    if column in _NUMBERS:
        return "Float64"
    return "Int64" if column in _INTEGERS else "string"


def _bare(value: object) -> Any:  # noqa: ANN401 - a cell is anything
    return float(value) if isinstance(value, Decimal) else value
