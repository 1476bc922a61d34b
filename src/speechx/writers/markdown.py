"""Markdown for reading: title and meeting, then each speech with its speakers, its headings and a table of its figures.

The words of the source never act as markup: what Markdown or HTML would take for it is escaped, and characters that
cannot be seen are written as escapes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from speechx import records
from speechx.models import Document, Event, Figure, Heading, Speaker, Speech
from speechx.visible import one_line
from speechx.writers import Options
from speechx.writers.located import Mark, marks
from speechx.writers.numbers import plain

_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>|~&$]|^(?:[#+=-]|\d+(?=[.)](?:\s|$)))")
_DEEPEST: Final = 6
_ABOVE: Final = 2
"""The level of the title of a speech; its headings stand below."""
_END: Final = re.compile(r"\W*")
_FIGURES: Final = ("figure", "value", "measure", "metric", "period")


def chunks(documents: Iterable[Document], options: Options) -> Iterator[bytes]:  # noqa: ARG001 - nothing to choose
    """Yield the documents, each under a heading of the first level."""
    for number, document in enumerate(map(records.model, documents)):
        blocks = [*(["---"] if number else []), *_document(document)]
        yield ("\n" * bool(number) + "\n\n".join(blocks) + "\n").encode()


def escaped(text: str) -> str:
    r"""Return a text as one line that Markdown shows as it is.

    >>> print(escaped("1. <b>甲</b>|*乙*"))
    1\. \<b\>甲\</b\>\|\*乙\*
    """
    return _SPECIAL.sub(_escape, one_line(text))


def _escape(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def _document(document: Document) -> Iterator[str]:
    yield f"# {escaped(document.title or document.source.name)}"
    for event in document.events:
        yield _event(event)
    if document.preamble:
        yield from (f"> {escaped(paragraph)}" for paragraph in document.preamble.text.split("\n"))
    for speech in document.speeches:
        yield from _speech(speech)


def _event(event: Event) -> str:
    dates = "/".join(date for date in (event.date, event.date_end) if date) or event.date_text
    return " · ".join(escaped(part) for part in (event.name, dates, event.place, event.host, event.theme) if part)


def _speech(speech: Speech) -> Iterator[str]:
    yield f"{'#' * _ABOVE} {speech.index}. {escaped(speech.title or _names(speech.speakers))}"
    for speaker in speech.speakers:
        office = escaped(f"{speaker.unit or ''}{speaker.role or ''}")
        yield f"{office} **{escaped(speaker.name)}**".strip() if speaker.name else escaped(speaker.text)
    found = [mark for mark in marks(speech) if isinstance(mark.item, Heading)]
    start = 0
    for paragraph in speech.text.split("\n"):
        end = start + len(paragraph)
        inside = [mark for mark in found if start <= mark.start and mark.end <= end]
        yield from _paragraph(speech.text, start, end, inside)
        start = end + 1
    if speech.figures:
        yield _table(speech.figures)


def _names(speakers: Sequence[Speaker]) -> str:
    return "、".join(speaker.name or speaker.text for speaker in speakers)


def _paragraph(text: str, start: int, end: int, inside: Sequence[Mark]) -> Iterator[str]:
    """Yield a paragraph: a heading where it is nothing else, its run-in headings bold where it is more."""
    if len(inside) == 1 and inside[0].start == start and _END.fullmatch(text, inside[0].end, end):
        level = getattr(inside[0].item, "level", 1)
        yield f"{'#' * min(_ABOVE + level, _DEEPEST)} {escaped(text[start:end])}"
        return
    parts = []
    for mark in inside:
        parts += [escaped(text[start : mark.start]), f"**{escaped(text[mark.start : mark.end])}**"]
        start = mark.end
    if whole := "".join([*parts, escaped(text[start:end])]):
        yield whole


def _table(figures: Sequence[Figure]) -> str:
    rows = [(figure.text, _value(figure), figure.measure, figure.metric, figure.period) for figure in figures]
    lines = [_FIGURES, ("---", "---:", *["---"] * 3), *([escaped(cell or "") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _value(figure: Figure) -> str:
    """Return the number, or the ends of a range; an open end is empty."""
    if figure.value is not None:
        return plain(figure.value)
    ends = ("" if end is None else plain(end) for end in (figure.low, figure.high))
    return "–".join(ends).strip("–")
