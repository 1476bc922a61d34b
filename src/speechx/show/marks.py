"""What to mark in the lines of a source."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from speechx.models import Document, Speech
from speechx.source import Source, Span


class Mark(NamedTuple):
    """A stretch of the source and what it is: a key of ``LOOKS``."""

    span: Span
    kind: str


def by_line(document: Document, source: Source) -> dict[int, list[Mark]]:
    """Return the marks that touch each line, by the number of the line from 1."""
    lines: dict[int, list[Mark]] = defaultdict(list)
    for mark in _marks(document):
        for number in lines_of(source, mark.span):
            lines[number].append(mark)
    return lines


def lines_of(source: Source, span: Span) -> range:
    """Return the numbers of the lines that a stretch touches; also an empty one touches its line."""
    return range(source.position(span.start)[0], source.position(max(span.start, span.end - 1))[0] + 1)


def _marks(document: Document) -> Iterator[Mark]:
    for block in document.blocks:
        if block.label in ("outside", "furniture"):
            yield Mark(block.span, block.label)
    for speech in document.speeches:
        yield from _of_speech(speech)
    for found in document.diagnostics:
        if found.span.start < found.span.end:
            yield Mark(found.span, "suspect")


def _of_speech(speech: Speech) -> Iterator[Mark]:
    if speech.title_span is not None:
        yield Mark(speech.title_span, "title")
    for speaker in speech.speakers:
        yield Mark(speaker.span, "speaker")
        yield from (Mark(span, "name") for span in speaker.name_spans)
    yield from (Mark(heading.span, "heading") for heading in speech.headings)
    yield from (Mark(figure.span, "figure") for figure in speech.figures)
    yield from (Mark(term.span, "term") for term in speech.terms)
