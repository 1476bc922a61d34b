"""The laws that every result obeys, whatever the text: tiling, offsets, consistency, a round trip through JSON.

The tests and the fuzz targets hold results to them.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from speechx import stored
from speechx.lines import INVISIBLE
from speechx.models import Document, Figure, Speech
from speechx.parser import parse_source
from speechx.source import Source, Span
from speechx.validation import consistency, fidelity
from speechx.writers import json


def squeezed(text: str) -> str:
    """Leave out white space and the invisible characters that are blank to a reader of lines."""
    return "".join(text.translate(dict.fromkeys(map(ord, INVISIBLE))).split())


def without_furniture(source: Source, document: Document, span: Span, label: str | None = None) -> str:
    """Return a stretch of the source without page furniture (and, for a body, without other blocks) and white space."""
    parts = []
    for block in document.blocks:
        start, end = max(block.span.start, span.start), min(block.span.end, span.end)
        if start < end and block.label != "furniture" and (label is None or block.label == label):
            parts.append(source.text[start:end])
    return squeezed("".join(parts))


def spans_of(speech: Speech) -> Iterator[tuple[str, Span]]:
    for heading in speech.headings:
        if heading.number is None:
            yield heading.text, heading.span
    for figure in speech.figures:
        yield figure.text, figure.span
    for term in speech.terms:
        yield term.text, term.span


def check(source: Source) -> Document:
    """Parse a source, hold the result to all laws, and return it."""
    document = parse_source(source, places=False)
    check_document(source, document)
    return document


def check_document(source: Source, document: Document) -> None:
    """Hold a document to the laws, beside its source."""
    assert restored(source.text, document) == source.text
    assert all(before.span.end == after.span.start for before, after in pairwise(document.blocks))
    for diagnostic in document.diagnostics:
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(source.text)
        assert source.position(diagnostic.span.start) == (diagnostic.line, diagnostic.column)
    for passage in document.furniture:
        assert source.text[passage.span.start : passage.span.end] == passage.text
    for event in document.events:
        parts = [(event.name, event.name_span), (event.date_text, event.date_span), (event.place, event.place_span)]
        for text, span in (*parts, (event.theme, event.theme_span), (event.host, event.host_span)):
            assert (text is None) == (span is None)
            assert span is None or without_furniture(source, document, span) == squeezed(text or "")
    for speech in document.speeches:
        check_speech(source, document, speech)
    # What `speechx validate` looks at holds everywhere too; its own tests show that it finds what does not.
    assert [*consistency.of_document(document, "$"), *fidelity.of_document(document, source, "$")] == []
    assert stored.model(Document, json.dumps(json.dump(document))) == document


def check_speech(source: Source, document: Document, speech: Speech) -> None:
    if speech.text_span is not None:
        assert without_furniture(source, document, speech.text_span, "body") == squeezed(speech.text)
    for speaker in speech.speakers:
        for text, spans in (
            (speaker.name, speaker.name_spans), (speaker.unit, speaker.unit_spans), (speaker.role, speaker.role_spans)
        ):  # fmt: skip
            assert (text or "") == "".join(source.text[start:end] for start, end in spans)
    for text, span in spans_of(speech):
        assert without_furniture(source, document, span) == squeezed(text)
    for heading in speech.headings:
        assert heading.span.end <= heading.section.end
        assert squeezed(heading.text) in without_furniture(source, document, heading.span)
    for figure in speech.figures:
        assert (figure.value is None) == (figure.low is not None)
        assert figure.heading is None or figure.heading < len(speech.headings)


def restored(text: str, document: Document) -> str:
    """Return the source put together again from the blocks of its document."""
    return "".join(text[block.span.start : block.span.end] for block in document.blocks)


def check_figures(text: str, figures: Iterable[Figure]) -> None:
    """Hold the figures of a text to the law of offsets: in order, apart, and each where its text stands."""
    end = 0
    for figure in figures:
        assert end <= figure.span.start < figure.span.end <= len(text)
        assert squeezed(text[figure.span.start : figure.span.end]) == squeezed(figure.text)
        end = figure.span.end
