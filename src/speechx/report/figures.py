"""The table of figures: a row a figure, with the numbers as people read them."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from speechx.models import Figure, Speech
from speechx.report.fields import Field, label
from speechx.writers.numbers import plain


class Row(NamedTuple):
    """A figure of the table.

    Attributes:
        field: the number of its field.
        document: the number of its document, from 1.
        speech: its speech.
        who: what the speech is called.
        heading: the heading it stands under.
        value: its value, range or from–to, with thousands set apart.
        order: the number to sort by.
        figure: the figure itself.
    """

    field: int
    document: int
    speech: Speech
    who: str
    heading: str
    value: str
    order: str
    figure: Figure


def rows(document: int, fields: Iterable[Field]) -> Iterator[Row]:
    """Yield the rows of a document, in the order of the source."""
    for field in fields:
        figure, speech = field.item, field.speech
        if isinstance(figure, Figure) and speech is not None:
            heading = "" if figure.heading is None else speech.headings[figure.heading].text
            order = next((value for value in (figure.value, figure.low, figure.high) if value is not None), None)
            told = "" if order is None else plain(order)
            yield Row(field.number, document, speech, label(speech), heading, _value(figure), told, figure)


def _value(figure: Figure) -> str:
    if figure.from_ is not None and figure.to is not None:
        return f"{grouped(figure.from_)} → {grouped(figure.to)}"
    if figure.value is None:
        return "–".join(grouped(bound) for bound in (figure.low, figure.high) if bound is not None)
    return grouped(figure.value)


def grouped(value: Decimal) -> str:
    """Return a number with its thousands set apart.

    >>> [grouped(Decimal(text)) for text in ("29000", "1234.50", "1E+6", "-31")]
    ['29,000', '1,234.5', '1,000,000', '-31']
    """
    return format(Decimal(plain(value)), ",f")
