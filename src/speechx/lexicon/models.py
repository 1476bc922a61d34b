"""What the entries of the lexicon are like: Pydantic models, loaded only where a lexicon file is read.

What the parser needs of them is kept from start to start (``lexicon.table``), so most starts read no lexicon.
"""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from speechx.models import Kind


class Entry(BaseModel):
    """The base of all entry models: frozen, and no key that the model does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Entry):
    """Words that behave alike.

    Attributes:
        name: what the group is called, kebab-case.
        words: the words, Simplified.
        hits: texts in which a word of the group counts.
        misses: texts in which one stands but does not count.
    """

    name: str
    words: tuple[str, ...]
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


class PatternEntry(Entry):
    """A regular expression over folded text, with lines that it takes and lines that it must leave."""

    name: str
    pattern: str
    hits: tuple[str, ...]
    misses: tuple[str, ...]


class LayoutEntry(Entry):
    """A row of the layout table: its name, its pattern, and a document that it wins on."""

    name: str
    pattern: str
    example: str


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


class UnitWords(Entry):
    """Words that end units of one kind."""

    name: str
    kind: str
    words: tuple[str, ...]
    hits: tuple[str, ...]
    misses: tuple[str, ...] = ()


class Head(Entry):
    """A group of words that end a role, with the body they belong to and their rank class."""

    name: str
    body: str
    rank: str
    words: tuple[str, ...]
    hits: tuple[str, ...]
    misses: tuple[str, ...] = ()


class Overlap(Entry):
    """Bodies whose name starts with the last word of the place; ``apart`` where the word stays with the place alone."""

    name: str
    places: tuple[str, ...]
    bodies: tuple[str, ...]
    apart: bool = False
    hits: tuple[str, ...]
    misses: tuple[str, ...] = ()


class Surnames(Entry):
    """A group of ``surnames.toml``: words, or for single characters strings that hold one word a character."""

    name: str
    kind: str
    words: tuple[str, ...]
    hits: tuple[str, ...]
    misses: tuple[str, ...] = ()


class Autonomous(Entry):
    """The head word of an autonomous division and the kind it is called by in short."""

    long: str
    short: str
    hits: tuple[str, ...]


class Zone(Entry):
    """A kind of zone and what it is called in short."""

    long: str
    short: tuple[str, ...]
    hits: tuple[str, ...]
