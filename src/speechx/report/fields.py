"""The fields of a document as the page marks them: where each stands, and its JSON as ``speechx parse`` has it."""

from collections.abc import Iterator
from itertools import count
from typing import Any, Final, NamedTuple

from speechx.diagnostics import BY_NAME
from speechx.language import translate
from speechx.models import Diagnostic, Event, Model, Speaker, Speech
from speechx.report import Part
from speechx.source import Source, Span
from speechx.writers import json
from speechx.writers.tables import SEPARATOR

LISTS: Final = {"text", "speakers", "headings", "figures", "terms"}
_DOCUMENT: Final = {"title", "title_span", "layout"}
_EVENT: Final = ("name", "date", "place", "host", "theme")
_PIECES: Final = ("unit", "role", "name")


class Mark(NamedTuple):
    """A stretch of the source that belongs to a field, and how it is set."""

    span: Span
    css: str


class Field(NamedTuple):
    """A field of the page.

    Attributes:
        number: its number in the page, from 0.
        kind: what it is.
        speech: the speech that it belongs to.
        where: where it belongs, in words.
        marks: its places in the source.
        item: the model itself.
        data: what of the model is shown and copied.
    """

    number: int
    kind: str
    speech: Speech | None
    where: str
    marks: tuple[Mark, ...]
    item: Model
    data: dict[str, Any]

    def json(self) -> str:
        """Return the field as ``speechx parse`` writes it."""
        return json.dumps(self.data).decode()


def label(speech: Speech) -> str:
    """Return what a speech is called: by who spoke, else by its title, else by its number."""
    names = SEPARATOR.join(speaker.name or speaker.text for speaker in speech.speakers)
    return names or speech.title or translate(f"speech {speech.index}")


def fields(part: Part, first: int) -> Iterator[Field]:
    """Yield the fields of a document, numbered from ``first``: of the whole, of each speech, the diagnostics."""
    document, number = part.document, count(first)
    if document.title_span:
        data = document.model_dump(include=_DOCUMENT)
        yield Field(next(number), "document", None, "", (Mark(document.title_span, "title"),), document, data)
    for event in document.events:
        yield Field(next(number), "event", None, "", tuple(_event(event)), event, json.dump(event))
    for speech in document.speeches:
        yield from _of_speech(speech, number)
    for diagnostic in document.diagnostics:
        yield _diagnostic(part.source, diagnostic, next(number))


def _event(event: Event) -> Iterator[Mark]:
    for name in _EVENT:
        if span := getattr(event, f"{name}_span"):
            yield Mark(span, "event")


def _of_speech(speech: Speech, number: "count[int]") -> Iterator[Field]:
    where = label(speech)
    if speech.title_span:
        data = speech.model_dump(exclude=LISTS)
        yield Field(next(number), "speech", speech, where, (Mark(speech.title_span, "title"),), speech, data)
    for speaker in speech.speakers:
        marks = tuple(_speaker(speaker))
        yield Field(next(number), "speaker", speech, speech.title or "", marks, speaker, json.dump(speaker))
    for kind, items in (("heading", speech.headings), ("figure", speech.figures), ("term", speech.terms)):
        for item in items:
            index = getattr(item, "heading", None)
            at = where if index is None else f"{where} › {speech.headings[index].text}"
            yield Field(next(number), kind, speech, at, (Mark(item.span, kind),), item, json.dump(item))


def _speaker(speaker: Speaker) -> Iterator[Mark]:
    """Yield the whole mention and the pieces in it; an office that is told elsewhere is not marked there."""
    yield Mark(speaker.span, "speaker")
    for name in _PIECES:
        for span in getattr(speaker, f"{name}_spans"):
            if speaker.span.start <= span.start and span.end <= speaker.span.end:
                yield Mark(span, name)


def _diagnostic(source: Source, diagnostic: Diagnostic, number: int) -> Field:
    """Return a diagnostic; only its first line is marked, since some are about whole speeches."""
    start, end = diagnostic.span
    line_end = next(iter(source.line_starts[diagnostic.line : diagnostic.line + 1]), len(source.text))
    span = Span(start, max(min(end, line_end), min(start + 1, len(source.text))))
    marks = (Mark(span, f"diagnostic {diagnostic.severity}"),)
    data = {**json.dump(diagnostic), "help": BY_NAME[diagnostic.name].help}
    return Field(number, "diagnostic", None, "", marks, diagnostic, data)
