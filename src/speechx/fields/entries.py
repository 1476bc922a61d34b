"""What the entries of the lexicon are like that the modules of this package read: measures, bases, ways to number."""

from decimal import Decimal

from pydantic import Field

from speechx.lexicon import Entry
from speechx.models import Kind


class MeasureEntry(Entry):
    """Words that measure the same: their kind and, where they add up with others, their dimension and factor.

    Attributes:
        kind: the kind of a figure with such a measure.
        words: the words, longest match wins over all entries.
        dimension: the base unit of what adds up (元, 米, 克, 秒), or None.
        factor: how many base units one of the words is.
        arabic_only: whether the words count as measures only behind Arabic numbers.
        hits: figures with such a measure.
        misses: texts in which a word is no measure.
    """

    kind: Kind
    words: tuple[str, ...]
    dimension: str | None = None
    factor: Decimal | None = Field(None, ge=Decimal("1e-12"), le=Decimal("1e12"))
    arabic_only: bool = False
    hits: tuple[str, ...]
    misses: tuple[str, ...] = ()


class Basis(Entry):
    """What a change is measured against: the name of the basis and how it is written."""

    name: str
    words: tuple[str, ...]
    hits: tuple[str, ...]


class Style(Entry):
    """A way to number headings.

    Attributes:
        name: what it is called.
        rank: its place on the official scale, 1 above 2; None for words, which open a part only in company.
        pattern: what stands before the text; the group ``n`` is the number.
        turns: words in place of a number, in order, with their variants.
        hits: starts of text that it takes.
        misses: starts of text that it must leave.
    """

    name: str
    rank: int | None = Field(None, ge=1, le=9)
    pattern: str
    turns: tuple[tuple[str, ...], ...] = ()
    hits: tuple[str, ...]
    misses: tuple[str, ...]
