"""The page: what was found in sum, then the lines of the source with their numbers, labels, marks and diagnostics."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from speechx.findings.excerpt import line_text
from speechx.language import counted, phrase, translate
from speechx.models import Diagnostic, Document, Speech
from speechx.show import LOOKS
from speechx.show.line import marked, wrapped
from speechx.show.marks import Mark, by_line, lines_of
from speechx.source import Source, Span
from speechx.visible import one_line

_BODY: Final = "body"
_SIGNS: Final = {"error": "!", "warning": "!", "info": "?"}
_STYLES: Final = {"error": "bold red", "warning": "red", "info": "cyan"}
_RULE: Final = "bold"
_MARGIN: Final = "dim"


class View(NamedTuple):
    """How a page is shown.

    Attributes:
        colored: styles, or signs in the text.
        width: the cells of a line, or None for any number.
    """

    colored: bool
    width: int | None


class Margin(NamedTuple):
    """The widths of what stands before the bar: the number of the line and its label."""

    number: int
    label: int

    def text(self, number: str = "", sign: str = " ", label: str = "") -> str:
        """Return the margin of one line."""
        blanks = " " * (self.label - cell_len(label))
        return f"{number:>{self.number}} {sign} {label}{blanks} | "


def rows(document: Document, source: Source, view: View, chosen: Speech | None = None) -> Iterator[Text]:
    """Yield the lines of the page: those of the whole document, or of one speech."""
    yield from (piece for row in _summary(document) for piece in wrapped(row, view.width))
    yield from wrapped(_legend(colored=view.colored), view.width)
    yield Text()
    whole = range(1, len(source.line_starts) + 1)
    yield from _lines(document, source, view, lines_of(source, chosen.span) if chosen else whole)


def _lines(document: Document, source: Source, view: View, numbers: range) -> Iterator[Text]:
    marks = by_line(document, source)
    labels = [_label(document, source, number) for number in numbers]
    margin = Margin(len(str(numbers[-1])), max(map(cell_len, labels)))
    room = None if view.width is None else view.width - len(margin.text())
    found: dict[int, list[Diagnostic]] = {}
    touched: dict[int, str] = {}
    for diagnostic in document.diagnostics:
        found.setdefault(diagnostic.line, []).append(diagnostic)
        for number in lines_of(source, diagnostic.span):
            touched[number] = min(touched.get(number, "?"), _SIGNS[diagnostic.severity])
    openings: dict[int, list[Speech]] = {}
    for speech in document.speeches:
        openings.setdefault(source.position(speech.span.start)[0], []).append(speech)
    for number, label in zip(numbers, labels, strict=True):
        for speech in openings.get(number, ()):
            yield from wrapped(_rule(speech, len(document.speeches)), view.width)
        line = _line(source, number, marks.get(number, ()), colored=view.colored)
        yield from _set(line, margin, (str(number), touched.get(number, " "), label), room)
        for diagnostic in found.get(number, ()):
            note = Text(one_line(f"{diagnostic.code} {translate(diagnostic.message)}"), _STYLES[diagnostic.severity])
            yield from _set(note, margin, ("", _SIGNS[diagnostic.severity], ""), room)


def _set(text: Text, margin: Margin, first: tuple[str, str, str], room: int | None) -> Iterator[Text]:
    """Yield a line behind its margin; what is wrapped has an empty one."""
    for index, piece in enumerate(wrapped(text, room)):
        before = margin.text(*first) if index == 0 else margin.text()
        row = Text.assemble((before, _MARGIN), piece)
        row.rstrip()
        yield row


def _line(source: Source, number: int, marks: Sequence[Mark], *, colored: bool) -> Text:
    start = source.line_starts[number - 1]
    return marked(source, Span(start, start + len(line_text(source, number))), marks, colored=colored)


def _label(document: Document, source: Source, number: int) -> str:
    """Return the label of the block in which the first visible character of a line lies; body text needs none."""
    text = line_text(source, number)
    if not text.strip():
        return ""
    offset = source.line_starts[number - 1] + len(text) - len(text.lstrip())
    block = document.blocks[bisect_right(document.blocks, offset, key=lambda block: block.span.start) - 1]
    return "" if block.label == _BODY else translate(block.label)


def _rule(speech: Speech, count: int) -> Text:
    people = ", ".join(speaker.name or speaker.text for speaker in speech.speakers)
    told = _counts(speech.text, len(speech.headings), len(speech.figures), len(speech.terms))
    number = phrase(f"{speech.kind} {{number}} of {{count}}", number=speech.index, count=count)
    return Text(one_line(f"--- {number}: {people} ({told})"), _RULE)


def _counts(text: str, headings: int, figures: int, terms: int) -> str:
    counts = ((len(text), "character"), (headings, "heading"), (figures, "figure"), (terms, "term"))
    return ", ".join(counted(count, noun) for count, noun in counts if count) or translate("no text")


def _summary(document: Document) -> Iterator[Text]:
    source = document.source
    lines = counted(source.lines, "line")
    size = [phrase("{chars} in {lines}", chars=counted(source.chars, "character"), lines=lines), source.encoding]
    size += [phrase("layout {name}", name=document.layout)] if document.layout else []
    yield Text.assemble((one_line(source.name), "bold"), f": {', '.join(size)}")
    for event in document.events:
        yield Text(one_line(", ".join(filter(None, (event.name, event.date or event.date_text, event.place)))))
    kinds = Counter(speech.kind for speech in document.speeches)
    speeches = [counted(kinds["speech"], "speech")]
    speeches += [counted(kinds["moderator"], "moderator turn")] if kinds["moderator"] else []
    text = "".join(speech.text for speech in document.speeches)
    fields = (
        sum(len(getattr(speech, key)) for speech in document.speeches) for key in ("headings", "figures", "terms")
    )
    yield Text(f"{', '.join(speeches)}: {_counts(text, *fields)}")
    codes = Counter(found.code for found in document.diagnostics)
    listed = ", ".join(f"{code} ({count})" if count > 1 else code for code, count in sorted(codes.items()))
    yield Text(f"{counted(len(document.diagnostics), 'diagnostic')}{f': {listed}' if listed else ''}")


def _legend(*, colored: bool) -> Text:
    """Name the marks in their own styles or signs."""
    text = Text(f"{translate('marked')}: ")
    for kind, look in LOOKS.items():
        if kind == "suspect":
            text.append(f"! {translate('look here')}", look.style if colored else "")
        elif colored:
            text.append(translate(kind), look.style).append("  ")
        elif look.before:
            text.append(f"{look.before}{translate(kind)}{look.after}  ")
    return text
