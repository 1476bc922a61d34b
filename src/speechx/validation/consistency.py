"""A document alone: blocks without gap, places inside of what they belong to, indexes that lead somewhere."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from speechx.blocks import BLANK
from speechx.diagnostics import BY_NAME
from speechx.furniture import LABEL as FURNITURE
from speechx.layouts import OUTSIDE
from speechx.models import Document, Event, Figure, Heading, Model, Speech
from speechx.source import Span
from speechx.validation import Problem, path_of

_OF_NO_SPEECH: Final = (OUTSIDE, FURNITURE, BLANK)


def of_document(document: Document, root: str) -> Iterator[Problem]:
    """Yield what contradicts itself in a document."""
    yield from _spans(document, root, document.source.chars)
    yield from _blocks(document, root)
    expected = document.events[0] if document.events else None
    if document.event != expected:
        yield Problem(f"{root}.event", "is not the first of the events")
    for index, event in enumerate(document.events):
        yield from _pairs(event, path_of(root, ["events", index]))
    for index, found in enumerate(document.diagnostics):
        if found.name not in BY_NAME or BY_NAME[found.name].code != found.code:
            yield Problem(path_of(root, ["diagnostics", index]), f"there is no diagnostic {found.code} {found.name}")
    ids = Counter(speech.id for speech in document.speeches)
    for index, speech in enumerate(document.speeches):
        path = path_of(root, ["speeches", index])
        yield from of_speech(speech, path)
        if speech.index != index + 1:
            yield Problem(f"{path}.index", f"is {speech.index}, not {index + 1}")
        if ids[speech.id] > 1:
            yield Problem(f"{path}.id", "is that of another speech too")
        if speech.event is not None and not 0 <= speech.event < len(document.events):
            yield Problem(f"{path}.event", f"is {speech.event}: there are {len(document.events)} events")


def of_speech(speech: Speech, root: str) -> Iterator[Problem]:
    """Yield what contradicts itself in a speech."""
    if (speech.title is None) != (speech.title_span is None):
        yield Problem(f"{root}.title_span", "is null where the title is not, or the other way round")
    if bool(speech.text) != (speech.text_span is not None):
        yield Problem(f"{root}.text_span", "is null where there is a text, or the other way round")
    for path, span in _all_spans(speech, root):
        told_elsewhere = "_spans[" in path  # name and office may stand at another mention of the same person
        if not told_elsewhere and not _inside(span, speech.span):
            yield Problem(path, "lies outside of its speech")
    for index, heading in enumerate(speech.headings):
        yield from _heading(heading, path_of(root, ["headings", index]))
    text = "".join(speech.text.split())
    for index, figure in enumerate(speech.figures):
        path = path_of(root, ["figures", index])
        yield from _figure(figure, speech.headings, path)
        for key in ("approx", "metric", "period"):
            if "".join((getattr(figure, key) or "").split()) not in text:
                yield Problem(f"{path}.{key}", "is not in the text of the speech")


def _blocks(document: Document, root: str) -> Iterator[Problem]:
    """The blocks tile the source."""
    end = 0
    for index, block in enumerate(document.blocks):
        path = path_of(root, ["blocks", index])
        if block.span.start != end:
            yield Problem(f"{path}.span", f"starts at {block.span.start}, where the block before ends at {end}")
        if (block.speech is None) != (block.label in _OF_NO_SPEECH):
            yield Problem(f"{path}.speech", f"does not go with the label {block.label}")
        elif block.speech is not None and not 1 <= block.speech <= len(document.speeches):
            yield Problem(f"{path}.speech", f"is {block.speech}: there are {len(document.speeches)} speeches")
        elif block.speech is not None and not _touch(block.span, document.speeches[block.speech - 1].span):
            yield Problem(f"{path}.speech", "is a speech that lies elsewhere")
        end = block.span.end
    if end != document.source.chars:
        yield Problem(f"{root}.blocks", f"end at {end} of {document.source.chars} characters")


def _heading(heading: Heading, root: str) -> Iterator[Problem]:
    if heading.level < 1:
        yield Problem(f"{root}.level", f"is {heading.level}: 1 is the highest")
    if heading.section.start < heading.span.end:
        yield Problem(f"{root}.section", "starts before its heading ends")


def _figure(figure: Figure, headings: Sequence[Heading], root: str) -> Iterator[Problem]:
    if (figure.value is None) == (figure.low is None) or (figure.low is None) != (figure.high is None):
        yield Problem(root, "has neither a value nor low and high, or some of both")
    if figure.low is not None and figure.high is not None and figure.low > figure.high:
        yield Problem(f"{root}.low", "is greater than high")
    if figure.to is not None and figure.to != figure.value:
        yield Problem(f"{root}.value", "is not that of `to`")
    if figure.heading is not None:
        if not 0 <= figure.heading < len(headings):
            yield Problem(f"{root}.heading", f"is {figure.heading}: there are {len(headings)} headings")
        elif headings[figure.heading].span.start > figure.span.start:
            yield Problem(f"{root}.heading", "is a heading that comes later")


def _pairs(event: Event, root: str) -> Iterator[Problem]:
    """A text and its place are both there or both not."""
    for text, span in (("name", "name_span"), ("date_text", "date_span"), ("place", "place_span"),
                       ("host", "host_span"), ("theme", "theme_span")):  # fmt: skip
        if (getattr(event, text) is None) != (getattr(event, span) is None):
            yield Problem(f"{root}.{span}", f"is null where {text} is not, or the other way round")


def _spans(model: Model, root: str, chars: int) -> Iterator[Problem]:
    for path, span in _all_spans(model, root):
        if not 0 <= span.start <= span.end <= chars:
            yield Problem(path, f"{list(span)} is no place in {chars} characters")


def _all_spans(value: object, path: str) -> Iterator[tuple[str, Span]]:
    if isinstance(value, Span):
        yield path, value
    elif isinstance(value, Model):
        for name, field in type(value).model_fields.items():
            yield from _all_spans(getattr(value, name), f"{path}.{field.alias or name}")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _all_spans(item, f"{path}[{index}]")


def _inside(span: Span, outer: Span) -> bool:
    return outer.start <= span.start and span.end <= outer.end


def _touch(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end
