"""The tables: which columns they have, what stands in them, and by which they join.

Every table starts with the key ``document``; what stands in a speech has ``speech`` and ``speech_id`` too. ``headings``
and ``figures`` join by ``heading``, ``speeches`` and ``events`` by ``event_index``. Texts, numbers and offsets are
those of the JSON output; an unknown is an empty cell.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final, Literal, NamedTuple

from speechx.errors import UsageError
from speechx.records import Document, Event, Figure, Speaker, Speech
from speechx.writers.numbers import plain

# A list in one cell. The enumeration comma would not do: the office of one person may hold it.
SEPARATOR: Final = "；"


class Place(NamedTuple):
    """What a row is about: an item of a speech of a document; ``number`` counts the items of the speech from 0."""

    document: Document
    speech: Speech
    number: int
    item: Any


class _Part(NamedTuple):
    """What a row outside of speeches is about: an item of a document; ``number`` counts them from 0."""

    document: Document
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
    """A table: what its rows are about, its columns, and how it joins.

    Attributes:
        places: what of a document becomes a row, in the order of the source.
        columns: the columns.
        key: the columns that tell rows apart.
        refers: tables that have a row for each row of this one, by columns that have the same names there; where one of
            them is empty, there is none.
        help: what a row is.
    """

    places: Callable[[Document], Iterable[object]]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    refers: Mapping[str, tuple[str, ...]]
    help: str

    def header(self) -> list[str]:
        """Return the names of the columns."""
        return [column.name for column in self.columns]

    def records(self, document: Document) -> Iterator[dict[str, Any]]:
        """Yield the rows of a document, in the order of the source: a value for each column."""
        for place in self.places(document):
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


def _number(name: str, help_: str) -> Column:
    """Return a column that counts the rows of a speech or document."""
    return Column(name, attrgetter("number"), help_, "integer")


def _in_speech(items: Callable[[Speech], Sequence[object]]) -> Callable[[Document], Iterator[Place]]:
    def places(document: Document) -> Iterator[Place]:
        for speech in document.speeches:
            for number, item in enumerate(items(speech)):
                yield Place(document, speech, number, item)

    return places


def _in_document(items: Callable[[Document], Sequence[object]]) -> Callable[[Document], Iterator[_Part]]:
    def places(document: Document) -> Iterator[_Part]:
        for number, item in enumerate(items(document)):
            yield _Part(document, number, item)

    return places


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


_DOCUMENT: Final = Column("document", attrgetter("document.source.name"), "the name of the source")
_KEYS: Final = (
    _DOCUMENT,
    Column("speech", attrgetter("speech.index"), "the index of the speech in its document, from 1", "integer"),
    Column("speech_id", attrgetter("speech.id"), "the id of the speech, made from its content"),
)
_SPAN: Final = (
    Column("start", attrgetter("item.span.start"), "where it starts in the source, in code points from 0", "integer"),
    Column("end", attrgetter("item.span.end"), "where it ends; the character there is not part of it", "integer"),
)
_DOCUMENTS: Final = (
    _DOCUMENT,
    Column("title", attrgetter("item.title"), "the title of the document"),
    Column("layout", attrgetter("item.layout"), "the layout of most speeches"),
    Column("encoding", attrgetter("item.source.encoding"), "the Python codec that gives the bytes back"),
    Column("sha256", attrgetter("item.source.sha256"), "the digest of the bytes, hexadecimal"),
    Column("chars", attrgetter("item.source.chars"), "the number of code points", "integer"),
    Column("lines", attrgetter("item.source.lines"), "the number of lines", "integer"),
    Column("speeches", lambda place: len(place.item.speeches), "how many speeches and turns it has", "integer"),
    Column("diagnostics", lambda place: len(place.item.diagnostics), "how many diagnostics", "integer"),
    Column("preamble", lambda place: place.item.preamble and place.item.preamble.text, "the text before the speeches"),
)
_EVENTS: Final = (
    _DOCUMENT,
    _number("event_index", "the index of the meeting in its document, from 0"),
    *_plain("name date date_end", "the name of the meeting; its date, ISO 8601; its last day, ISO 8601"),
    *_plain("date_text year_source", "the date as written; where the year comes from"),
    *_plain("place host theme", "where it was held; who held it; its theme"),
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
    Column("event_index", attrgetter("speech.event"), "the index of the meeting in its document, from 0", "integer"),
)
_SPEAKERS: Final = (
    *_KEYS,
    _number("speaker", "the index of the speaker in the speech, from 0"),
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
    _number("heading", "the index of the heading in the speech, from 0"),
    *_plain("level", "1 is the highest", "integer"),
    *_plain("number text style", "the number as written; the heading; numbered, run-in or standalone"),
    *_SPAN,
    Column("section_start", attrgetter("item.section.start"), "where the text under it starts", "integer"),
    Column("section_end", attrgetter("item.section.end"), "where that text ends", "integer"),
)
FIGURE: Final = (
    *_plain("text", "as written"),
    *_plain("value low high", "the number; least of a range; greatest", "number"),
    *_plain("measure kind", "what is counted in; count, money, percent …"),
    *_plain("approx relation", "the word that makes it approximate; level or change"),
    *_plain("direction basis", "up or down; what it is compared with"),
    *_plain("from to", "the number before; the number after", "number"),
    *_plain("metric period", "what is measured; when"),
    *_SPAN,
)
_FIGURES: Final = (
    *_KEYS,
    _number("figure", "the index of the figure in the speech, from 0"),
    Column("heading", attrgetter("item.heading"), "the index of the heading it stands under", "integer"),
    Column("heading_text", _heading_text, "that heading"),
    *FIGURE,
)
_TERMS: Final = (
    *_KEYS,
    _number("term", "the index of the term in the speech, from 0"),
    *_plain("text", "the term"),
    *_plain("expansion", "its members, where the document spells them out", "list"),
    *_SPAN,
)
_DIAGNOSTICS: Final = (
    _DOCUMENT,
    _number("diagnostic", "the index of the diagnostic in its document, from 0"),
    *_plain("code name severity message", "the code; its name; error, warning or info; what is wrong"),
    *_plain("line column", "the line, from 1; the code point in the line, from 1", "integer"),
    *_SPAN,
)


def figure_row(figure: Figure) -> list[str]:
    """Return the cells of a figure alone, for the columns ``FIGURE``."""
    return [cell(column.take(_Bare(figure))) for column in FIGURE]


def distinct(documents: Iterable[Document]) -> Iterator[Document]:
    """Yield documents as long as their names tell them apart, as keys must.

    Raises:
        UsageError: two have the same name.
    """
    names: set[str] = set()
    for document in documents:
        if document.source.name in names:
            raise UsageError(f"{document.source.name} is given twice: tables that join need a name a document")
        names.add(document.source.name)
        yield document


_OF_DOCUMENT: Final = {"documents": ("document",)}
_OF_SPEECH: Final = {"speeches": ("document", "speech")}

# A table stands after those that it refers to.
TABLES: Final = {
    "documents": Table(
        _in_document(lambda document: (document,)), _DOCUMENTS, ("document",), {}, "the documents that were read"
    ),
    "events": Table(
        _in_document(lambda document: document.events), _EVENTS, ("document", "event_index"), _OF_DOCUMENT,
        "the meetings",
    ),
    "speeches": Table(
        _in_speech(lambda speech: (speech,)), _SPEECHES, ("document", "speech"),
        {**_OF_DOCUMENT, "events": ("document", "event_index")}, "the speeches and the turns of moderators",
    ),
    "speakers": Table(
        _in_speech(lambda speech: speech.speakers), _SPEAKERS, ("document", "speech", "speaker"), _OF_SPEECH,
        "who spoke",
    ),
    "headings": Table(
        _in_speech(lambda speech: speech.headings), _HEADINGS, ("document", "speech", "heading"), _OF_SPEECH,
        "the headings in the speeches",
    ),
    "figures": Table(
        _in_speech(lambda speech: speech.figures), _FIGURES, ("document", "speech", "figure"),
        {**_OF_SPEECH, "headings": ("document", "speech", "heading")}, "the quantities that the speeches state",
    ),
    "terms": Table(
        _in_speech(lambda speech: speech.terms), _TERMS, ("document", "speech", "term"), _OF_SPEECH,
        "numeric slogans and coined names",
    ),
    "diagnostics": Table(
        _in_document(lambda document: document.diagnostics), _DIAGNOSTICS, ("document", "diagnostic"), _OF_DOCUMENT,
        "what could not be understood",
    ),
}  # fmt: skip


def named(name: str) -> Table:
    """Return the table of a name.

    Raises:
        UsageError: there is none.
    """
    if name not in TABLES:
        raise UsageError(f"there is no table {name!r}: choose {', '.join(TABLES)}")
    return TABLES[name]
