"""A document and its source: each text is what stands in its place, page furniture and white space aside."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from speechx.furniture import LABEL as FURNITURE
from speechx.lines import INVISIBLE
from speechx.models import Block, Document, Speaker, Speech
from speechx.source import Source, Span
from speechx.validation import Problem, path_of

_BODY = "body"
_SHOWN = 20


class Original:
    """The source that an output was made of, with its blocks where the output tells them."""

    def __init__(self, source: Source, blocks: Sequence[Block] | None) -> None:
        self._source, self._blocks = source, blocks
        self._starts = [block.span.start for block in blocks or ()]

    def exact(self, spans: Sequence[Span]) -> str:
        """Return the pieces of the source, put together as they are."""
        return "".join(self._source.text[start:end] for start, end in spans)

    def holds(self, text: str, span: Span, label: str | None = None) -> bool:
        """Whether a text stands in a place; with ``label`` in the blocks of that label only.

        Without blocks, what lies between is unknown: the text must begin and end there, and may have gaps.
        """
        wanted, place = _squeezed(text), _squeezed(self.exact([span]))
        if self._blocks is None:
            return wanted[:1] == place[:1] and wanted[-1:] == place[-1:] and self.spells(text, span)
        return wanted == self._without_furniture(self._blocks, span, label)

    def spells(self, text: str, span: Span) -> bool:
        """Whether the characters of a text stand in a place in their order, with gaps or without."""
        place = iter(_squeezed(self.exact([span])))
        return all(char in place for char in _squeezed(text))

    def _without_furniture(self, blocks: Sequence[Block], span: Span, label: str | None) -> str:
        parts = []
        for block in blocks[max(bisect_right(self._starts, span.start) - 1, 0) :]:
            start, end = max(block.span.start, span.start), min(block.span.end, span.end)
            if start >= end:
                break
            if block.label != FURNITURE and (label is None or block.label == label):
                parts.append(Span(start, end))
        return _squeezed(self.exact(parts))


def of_document(document: Document, source: Source, root: str) -> Iterator[Problem]:
    """Yield where a document is not true to its source; of another source nothing else is told."""
    if document.source.sha256 != source.sha256:
        yield Problem(f"{root}.source.sha256", f"is not that of {source.name}: it is another source, or was changed")
        return
    for name, value in (("chars", len(source.text)), ("lines", len(source.text.splitlines()))):
        if getattr(document.source, name) != value:
            yield Problem(f"{root}.source.{name}", f"is {getattr(document.source, name)}, the source has {value}")
    original = Original(source, document.blocks)
    yield from _title(original, f"{root}.title", document.title, document.title_span)
    for path, text, span in _texts(document, root):
        yield from _compared(original, path, text, span)
    for index, passage in enumerate(document.furniture):
        if original.exact([passage.span]) != passage.text:
            yield _other(path_of(root, ["furniture", index, "text"]), passage.text, original.exact([passage.span]))
    for index, found in enumerate(document.diagnostics):
        if source.position(min(found.span.start, len(source.text))) != (found.line, found.column):
            yield Problem(path_of(root, ["diagnostics", index]), "line and column are not those of the span")
    for index, speech in enumerate(document.speeches):
        yield from of_speech(speech, original, path_of(root, ["speeches", index]))


def of_speech(speech: Speech, original: Original, root: str) -> Iterator[Problem]:
    """Yield where a speech is not true to its source."""
    if speech.text_span is not None and not original.holds(speech.text, speech.text_span, _BODY):
        yield _other(f"{root}.text", speech.text, original.exact([speech.text_span]))
    yield from _title(original, f"{root}.title", speech.title, speech.title_span)
    for index, speaker in enumerate(speech.speakers):
        yield from _speaker(speaker, original, path_of(root, ["speakers", index]))
    for index, figure in enumerate(speech.figures):
        yield from _compared(original, path_of(root, ["figures", index, "text"]), figure.text, figure.span)
    for index, term in enumerate(speech.terms):
        yield from _compared(original, path_of(root, ["terms", index, "text"]), term.text, term.span)
    for index, heading in enumerate(speech.headings):
        text = (heading.number or "") + heading.text
        yield from _compared(original, path_of(root, ["headings", index, "text"]), text, heading.span)


def _speaker(speaker: Speaker, original: Original, root: str) -> Iterator[Problem]:
    for key in ("name", "unit", "role"):
        text, place = getattr(speaker, key) or "", original.exact(getattr(speaker, f"{key}_spans"))
        if text != place:
            yield _other(f"{root}.{key}", text, place)
    yield from _compared(original, f"{root}.text", speaker.text, speaker.span)


def _texts(document: Document, root: str) -> Iterator[tuple[str, str | None, Span | None]]:
    """Yield the texts of a document outside of its speeches, its title aside, each with its place."""
    if document.preamble is not None:
        yield f"{root}.preamble.text", document.preamble.text, document.preamble.span
    for index, event in enumerate(document.events):
        path = path_of(root, ["events", index])
        yield f"{path}.name", event.name, event.name_span
        yield f"{path}.date_text", event.date_text, event.date_span
        yield f"{path}.place", event.place, event.place_span
        yield f"{path}.host", event.host, event.host_span
        yield f"{path}.theme", event.theme, event.theme_span


def _title(original: Original, path: str, text: str | None, span: Span | None) -> Iterator[Problem]:
    """A title of several lines has gaps where marks of markdown stand at their ends."""
    if text is not None and span is not None and not original.spells(text, span):
        yield _other(path, text, original.exact([span]))


def _compared(original: Original, path: str, text: str | None, span: Span | None) -> Iterator[Problem]:
    if text is not None and span is not None and not original.holds(text, span):
        yield _other(path, text, original.exact([span]))


def _other(path: str, text: str, place: str) -> Problem:
    return Problem(path, f"is {text[:_SHOWN]!r}, the source has {place[:_SHOWN]!r} in its place")


def _squeezed(text: str) -> str:
    """Leave out white space and the invisible characters that are blank to a reader of lines."""
    return "".join(text.translate(dict.fromkeys(map(ord, INVISIBLE))).split())
