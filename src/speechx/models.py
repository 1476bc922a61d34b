"""The public models: what ``parse`` returns, and the source of ``schemas/*.json``.

Frozen Pydantic v2 models that forbid unknown keys. Offsets are those of ``speechx.source.Span``. Every text stands as
the source has it, with hard wraps joined and page furniture left out; an unknown is null, never a guess.
"""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from speechx.source import Format, Span

if TYPE_CHECKING:
    import pandas as pd

Number = Annotated[Decimal, WithJsonSchema({"type": "number"})]
TableName = Literal[
    "documents", "events", "speeches", "speakers", "headings", "figures", "terms", "diagnostics"
]  # fmt: skip
Kind = Literal[
    "count", "money", "percent", "percentage_point", "area", "length", "mass", "volume", "duration", "multiple",
    "fraction", "rank", "rate", "temperature", "index",
]  # fmt: skip


class Model(BaseModel):
    """The base of all public models."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class SourceInfo(Model):
    """The document that was read: its name, the codec of its bytes, their SHA-256, and its size.

    Of the format ``text`` the text is the decoded bytes; of any other it was extracted from them, and ``speechx text``
    prints it. ``pages`` are the spans of the pages, null where the document has none.
    """

    name: str
    encoding: str
    sha256: str
    chars: int
    lines: int
    format: Format
    pages: tuple[Span, ...] | None


class Division(Model):
    """An administrative division of the official list, or the candidates for one.

    ``code`` and ``names`` (province, city, county, township) are given only where the status is ``resolved``.
    """

    code: str | None
    names: dict[str, str]
    status: Literal["resolved", "ambiguous", "unknown"]
    candidates: tuple[str, ...] = ()


class Speaker(Model):
    """Who spoke, for which body, in which office.

    ``unit`` and ``role`` are null where the source does not tell. The ``*_spans`` are the pieces of the source that,
    put together, are the field: one piece, or more where typesetting gaps, line ends or a title of courtesy lie
    between. ``unit_kind`` tells by its last word what the unit is (``division``, ``organ``, ``school`` …), null where
    that word is unknown. ``roles`` is the parsed list of the offices in ``role``. ``span`` and ``text`` are the whole
    mention. ``roster_id`` is the id that the user's roster gives this person; null without a roster.
    """

    name: str | None
    name_spans: tuple[Span, ...]
    unit: str | None
    unit_spans: tuple[Span, ...]
    unit_kind: str | None
    role: str | None
    role_spans: tuple[Span, ...]
    roles: tuple[str, ...]
    text: str
    span: Span
    division: Division | None = None
    roster_id: str | None = None


class Heading(Model):
    """A heading inside a body: ``text`` without number prefix and final punctuation.

    ``number`` is the prefix as written; ``section`` is the span of the text up to the next heading of the same or a
    higher level, the heading itself not included.
    """

    level: int
    text: str
    number: str | None
    style: Literal["numbered", "run-in", "standalone"]
    span: Span
    section: Span


class Figure(Model):
    """A quantity that the text states.

    ``value`` is exact, with 万 and 亿 expanded; a range has ``low`` and ``high`` and a null ``value``. ``measure`` is
    the classifier or unit as written, without 万 or 亿. A from–to has ``from``, ``to`` and ``value`` = ``to``.
    ``heading`` is the index of the heading under which the figure stands.
    """

    text: str
    value: Number | None
    low: Number | None
    high: Number | None
    measure: str | None
    kind: Kind
    approx: str | None
    relation: Literal["level", "change"]
    direction: Literal["up", "down"] | None
    basis: str | None
    from_: Number | None = Field(alias="from")
    to: Number | None
    metric: str | None
    period: str | None
    span: Span
    heading: int | None = None


class Term(Model):
    """A numeric slogan or coined name, with its members where the document spells them out."""

    text: str
    expansion: tuple[str, ...] | None = None
    span: Span


class Event(Model):
    """The meeting. ``date`` is ISO 8601, with reduced precision (``2023-12``) where the day is unknown.

    ``year_source`` tells where the year of ``date`` comes from: ``date`` (it stands in the date itself), ``name``
    (taken from the event's own name), ``option`` (given by the user) or ``front-matter`` (given at the top of the
    document), or null where there is no date.
    """

    name: str | None
    name_span: Span | None
    date: str | None
    date_end: str | None
    date_text: str | None
    date_span: Span | None
    year_source: Literal["date", "name", "option", "front-matter"] | None
    place: str | None
    place_span: Span | None
    host: str | None
    host_span: Span | None
    theme: str | None
    theme_span: Span | None


class Speech(Model):
    """One speech, or a turn of a moderator; ``text`` is the reflowed body, paragraphs separated by one newline."""

    index: int
    id: str
    kind: Literal["speech", "moderator"]
    event: int | None
    title: str | None
    title_span: Span | None
    speakers: tuple[Speaker, ...]
    text: str
    text_span: Span | None
    headings: tuple[Heading, ...]
    figures: tuple[Figure, ...]
    terms: tuple[Term, ...]
    span: Span


class Passage(Model):
    """A text that belongs to no speech, as it stands in the source."""

    text: str
    span: Span


class Block(Model):
    """A stretch of the source under one label; the blocks in order give the source back, character for character.

    ``speech`` is the index (1…) of the speech that the block belongs to, or null.
    """

    label: str
    span: Span
    speech: int | None


class Diagnostic(Model):
    """What could not be understood, and where; ``line`` and ``column`` are 1-based, in code points."""

    code: str
    name: str
    severity: Literal["error", "warning", "info"]
    message: str
    span: Span
    line: int
    column: int


class Document(Model):
    """A parsed document: the contract of ``speechx parse``."""

    schema_version: Literal["1"]
    source: SourceInfo
    layout: str | None
    title: str | None
    title_span: Span | None
    event: Event | None
    events: tuple[Event, ...]
    preamble: Passage | None
    speeches: tuple[Speech, ...]
    furniture: tuple[Passage, ...]
    blocks: tuple[Block, ...]
    diagnostics: tuple[Diagnostic, ...]

    @classmethod
    def from_json(cls, data: str | bytes) -> Self:
        """Read a document that ``to_json`` or ``speechx parse`` wrote; every number is what it was.

        ``model_validate_json`` reads the same, but numbers of more than 17 digits only nearly.

        Args:
            data: one JSON object, as text or in UTF-8.

        Raises:
            SpeechxError: it is no JSON, or no document of this schema version.
        """
        from speechx import stored  # noqa: PLC0415 - only who reads needs it

        return stored.model(cls, data)

    def to_json(self, *, indent: bool = False) -> str:
        """Return the document as JSON, without a final newline: what ``speechx parse`` prints.

        Args:
            indent: over many lines for people, or compact.
        """
        from speechx.writers import json  # noqa: PLC0415 - the writers need the models

        return json.dumps(json.dump(self), indent=indent).decode()

    def to_rows(self, table: TableName = "speeches") -> list[dict[str, Any]]:
        """Return the rows of a table, as ``speechx parse --table`` writes them, with Python values.

        Args:
            table: a table of the documentation: ``speeches``, ``speakers``, ``figures`` …

        Returns:
            A dictionary a row, its keys the columns in order. Numbers are ``Decimal`` (exact), offsets and indexes
            ``int``, lists ``tuple``, what is unknown ``None``.

        Raises:
            SpeechxError: there is no such table.
        """
        from speechx.writers import tables  # noqa: PLC0415 - the writers need the models

        return list(tables.named(table).records(self))

    def to_frame(self, table: TableName = "speeches") -> "pd.DataFrame":
        """Return a table as a pandas ``DataFrame``; an empty table still has its columns.

        Args:
            table: a table of the documentation: ``speeches``, ``speakers``, ``figures`` …

        Returns:
            Columns of the types ``string``, ``Int64``, ``Float64`` (a number has 15 to 17 digits there; ``to_rows`` is
            exact) and ``object`` for the lists. What is unknown is ``pandas.NA``, in a list ``None``.

        Raises:
            SpeechxError: there is no such table, or pandas is not installed: ``pip install 'speechx[pandas]'``.
        """
        from speechx import frames  # noqa: PLC0415 - pandas is optional

        return frames.frame(self, table)
