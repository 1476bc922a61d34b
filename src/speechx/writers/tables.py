"""The tables: which columns they have, what stands in them, and by which they join.

Every table starts with the keys ``document``, ``speech`` and ``speech_id``. ``headings`` and ``figures`` join by
``heading`` too. Texts, numbers and offsets are those of the JSON output; an unknown is an empty cell.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final, Literal, NamedTuple

from speechx.errors import UsageError
from speechx.models import Document, Event, Figure, Speaker, Speech
from speechx.writers.numbers import plain

# A list in one cell. The enumeration comma would not do: the office of one person may hold it.
SEPARATOR: Final = "；"


class Place(NamedTuple):
    """What a row is about: an item of a speech of a document; ``number`` counts the items of the speech from 0."""

    document: Document
    speech: Speech
    number: int
    item: Any


Type = Literal["string", "integer", "number", "list"]


class Column(NamedTuple):
    """A column: its name, what it takes from a place, what that is, and of which type its values are.

    A ``number`` is a ``Decimal``, a ``list`` a tuple of strings of which some may be None.
    """

    name: str
    take: Callable[[Any], object]
    help: str
    type: Type = "string"


class Table(NamedTuple):
    """A table: the items of a speech that become its rows, and its columns."""

    items: Callable[[Speech], Sequence[object]]
    columns: tuple[Column, ...]

    def header(self) -> list[str]:
        """Return the names of the columns."""
        return [column.name for column in self.columns]

    def records(self, document: Document) -> Iterator[dict[str, Any]]:
        """Yield the rows of a document, in the order of the source: a value for each column."""
        for speech in document.speeches:
            for number, item in enumerate(self.items(speech)):
                place = Place(document, speech, number, item)
                yield {column.name: column.take(place) for column in self.columns}

    def rows(self, document: Document) -> Iterator[list[str]]:
        """Yield the rows of a document, in the order of the source, as text."""
        for record in self.records(document):
            yield [cell(value) for value in record.values()]


class _Bare(NamedTuple):
    """A figure that stands in no speech, for the columns that need nothing else."""

    item: Figure


def cell(value: object) -> str:
    """Return a value as the text of a cell.

    >>> [cell(value) for value in (None, Decimal("2.90"), 3, ("甲", None, "乙"))]
    ['', '2.9', '3', '甲；；乙']
    """
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, tuple):
        return SEPARATOR.join(map(cell, value))
    return str(value)


def _plain(names: str, helps: str, type_: Type = "string") -> tuple[Column, ...]:
    """Return columns that take the fields of the item that have their names; ``from`` is ``from_`` in Python."""
    return tuple(
        Column(name, attrgetter("item." + {"from": "from_"}.get(name, name)), about, type_)
        for name, about in zip(names.split(), helps.split("; "), strict=True)
    )


def _event(place: Place) -> Event | None:
    index = place.speech.event
    return None if index is None else place.document.events[index]


def _of_event(field: str) -> Callable[[Place], object]:
    return lambda place: getattr(_event(place), field, None)


def _of_speakers(field: str) -> Callable[[Place], object]:
    """Take a field of all speakers; where nobody has it the cell is empty, else each keeps its place."""

    def take(place: Place) -> object:
        values = tuple(getattr(speaker, field) for speaker in place.speech.speakers)
        return values if any(values) else None

    return take


def _of_division(field: str) -> Callable[[Place], object]:
    return lambda place: getattr(place.item.division, field, None)


def _named_division(level: str) -> Callable[[Place], object]:
    def take(place: Place) -> object:
        speaker: Speaker = place.item
        return speaker.division.names.get(level) if speaker.division else None

    return take


def _heading_text(place: Place) -> object:
    index = place.item.heading
    return None if index is None else place.speech.headings[index].text


_KEYS: Final = (
    Column("document", lambda place: place.document.source.name, "the name of the source"),
    Column("speech", attrgetter("speech.index"), "the index of the speech in its document, from 1", "integer"),
    Column("speech_id", attrgetter("speech.id"), "the id of the speech, made from its content"),
)
_SPAN: Final = (
    Column("start", attrgetter("item.span.start"), "where it starts in the source, in code points from 0", "integer"),
    Column("end", attrgetter("item.span.end"), "where it ends; the character there is not part of it", "integer"),
)
_SPEECHES: Final = (
    *_KEYS,
    Column("kind", attrgetter("speech.kind"), "speech or moderator"),
    Column("title", attrgetter("speech.title"), "the title of the speech"),
    Column("names", _of_speakers("name"), "the speakers", "list"),
    Column("units", _of_speakers("unit"), "their bodies, in the same order", "list"),
    Column("roles", _of_speakers("role"), "their offices, in the same order", "list"),
    Column("event", _of_event("name"), "the name of the meeting"),
    Column("event_date", _of_event("date"), "its date, ISO 8601"),
    Column("event_place", _of_event("place"), "its place"),
    Column("headings", lambda place: len(place.speech.headings), "how many headings the speech has", "integer"),
    Column("figures", lambda place: len(place.speech.figures), "how many figures", "integer"),
    Column("terms", lambda place: len(place.speech.terms), "how many terms", "integer"),
    Column("text", attrgetter("speech.text"), "the body, a paragraph a line"),
    *_SPAN,
)
_SPEAKERS: Final = (
    *_KEYS,
    Column("speaker", lambda place: place.number, "the index of the speaker in the speech, from 0", "integer"),
    *_plain("name unit role", "the name; the body; the office as written"),
    *_plain("roles", "the offices in it", "list"),
    Column("division_code", _of_division("code"), "the code of the administrative division of the body"),
    Column("division_status", _of_division("status"), "resolved, ambiguous or unknown"),
    *(Column(level, _named_division(level), f"the {level}") for level in ("province", "city", "county", "township")),
    *_plain("text", "the whole mention"),
    *_SPAN,
    *_plain("roster_id", "the id in the user's roster"),
)
_HEADINGS: Final = (
    *_KEYS,
    Column("heading", lambda place: place.number, "the index of the heading in the speech, from 0", "integer"),
    *_plain("level", "1 is the highest", "integer"),
    *_plain("number text style", "the number as written; the heading; numbered, run-in or standalone"),
    *_SPAN,
    Column("section_start", attrgetter("item.section.start"), "where the text under it starts", "integer"),
    Column("section_end", attrgetter("item.section.end"), "where that text ends", "integer"),
)
FIGURE: Final = (
    *_plain("text", "as written"),
    *_plain("value low high", "the number; least of a range; greatest", "number"),
    *_plain("measure", "what is counted in"),
    *_plain("kind approx relation", "count, money, percent …; the word that makes it approximate; level or change"),
    *_plain("direction basis", "up or down; what it is compared with"),
    *_plain("from to", "the number before; the number after", "number"),
    *_plain("metric period", "what is measured; when"),
    *_SPAN,
)
_FIGURES: Final = (
    *_KEYS,
    Column("figure", lambda place: place.number, "the index of the figure in the speech, from 0", "integer"),
    Column("heading", attrgetter("item.heading"), "the index of the heading it stands under", "integer"),
    Column("heading_text", _heading_text, "that heading"),
    *FIGURE,
)
_TERMS: Final = (
    *_KEYS,
    Column("term", lambda place: place.number, "the index of the term in the speech, from 0", "integer"),
    *_plain("text", "the term"),
    *_plain("expansion", "its members, where the document spells them out", "list"),
    *_SPAN,
)


def figure_row(figure: Figure) -> list[str]:
    """Return the cells of a figure alone, for the columns ``FIGURE``."""
    return [cell(column.take(_Bare(figure))) for column in FIGURE]


TABLES: Final = {
    "speeches": Table(lambda speech: (speech,), _SPEECHES),
    "speakers": Table(lambda speech: speech.speakers, _SPEAKERS),
    "headings": Table(lambda speech: speech.headings, _HEADINGS),
    "figures": Table(lambda speech: speech.figures, _FIGURES),
    "terms": Table(lambda speech: speech.terms, _TERMS),
}


def named(name: str) -> Table:
    """Return the table of a name.

    Raises:
        UsageError: there is none.
    """
    if name not in TABLES:
        raise UsageError(f"there is no table {name!r}: choose {', '.join(TABLES)}")
    return TABLES[name]
