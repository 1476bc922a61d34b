"""Drafts to records: the fields of each body, the speakers, the blocks."""

from collections.abc import Iterator, Sequence
from typing import Final

from speechx import blocks, digest, furniture
from speechx.diagnostics import diagnose
from speechx.fields import headings, quantities, units
from speechx.fold import fold
from speechx.labelling import Labelled
from speechx.records import Block, Diagnostic, Figure, Heading, Speaker, Speech, Term
from speechx.segment import Draft, Field, Person
from speechx.source import Source, Span
from speechx.view import View

_ID_LENGTH: Final = 12
_NARRATION: Final = "narration"
"""What a report says around a quoted speech; the quotation marks themselves too."""


def whole(view: View | None) -> Span | None:
    """Return the source span of a whole view, or None for None."""
    return view.span(0, len(view)) if view else None


def speeches(
    source: Source, drafts: Sequence[Draft], of_draft: Sequence[int | None], problems: list[Diagnostic]
) -> list[Speech]:
    """Return the speeches of the drafts; what is wrong with their fields is added to ``problems``."""
    out: list[Speech] = []
    taken: dict[str, int] = {}
    for index, (draft, meeting) in enumerate(zip(drafts, of_draft, strict=True), 1):
        identity = _identity(draft)
        taken[identity] = taken.get(identity, 0) + 1
        name = identity if taken[identity] == 1 else f"{identity}-{taken[identity]}"
        out.append(_speech(source, draft, index, name, meeting, problems))
    return out


def _identity(draft: Draft) -> str:
    """Return an id that depends on title, names and text alone, white space aside."""
    names = [person.name.text for person in draft.people if person.name]
    parts = [draft.title.raw if draft.title else "", *names, draft.body.raw if draft.body else ""]
    content = "\x1f".join("".join(part.split()) for part in parts)
    return digest.of(content.encode("utf-8", "surrogatepass"))[:_ID_LENGTH]


def _speech(
    source: Source, draft: Draft, index: int, name: str, meeting: int | None, problems: list[Diagnostic]
) -> Speech:
    found: list[Heading] = []
    figures: list[Figure] = []
    slogans: list[Term] = []
    if draft.title is not None:
        slogans += quantities.find(draft.title)[1]
    if draft.body is not None:
        outline = headings.find(draft.body)
        found = list(outline.headings)
        problems += [diagnose(source, "numbering-gap", gap.span, **gap.details) for gap in outline.gaps]
        figures, in_body = quantities.find(draft.body)
        slogans += in_body
    return Speech(
        index=index,
        id=name,
        kind="moderator" if draft.people and all(person.moderator for person in draft.people) else "speech",
        event=meeting,
        title=draft.title.raw if draft.title else None,
        title_span=whole(draft.title),
        speakers=tuple(_speaker(person) for person in draft.people),
        text=draft.body.raw if draft.body else "",
        text_span=whole(draft.body),
        headings=tuple(found),
        figures=tuple(_under_headings(figures, found)),
        terms=tuple(slogans),
        span=_extent(draft),
    )


def _under_headings(figures: Sequence[Figure], found: Sequence[Heading]) -> Iterator[Figure]:
    """Tell each figure the index of the heading under which it stands; both come in the order of the source."""
    current: int | None = None
    for figure in figures:
        while (following := 0 if current is None else current + 1) < len(found):
            if found[following].span.start > figure.span.start:
                break
            current = following
        yield figure if current is None else figure.model_copy(update={"heading": current})


def _extent(draft: Draft) -> Span:
    """Return the span of a whole speech, from its first line to the end of its last."""
    starts, ends = [], []
    for index in (draft.lines[0], draft.lines[-1]):
        span = draft.page.lines[index].span
        starts.append(span.start)
        ends.append(span.end)
    return Span(min(starts), max(ends))


def _text_of(part: Field | None) -> str | None:
    return part.text if part else None


def _spans_of(part: Field | None) -> tuple[Span, ...]:
    return part.spans if part else ()


def _speaker(person: Person) -> Speaker:
    return Speaker(
        name=_text_of(person.name), name_spans=_spans_of(person.name),
        unit=_text_of(person.unit), unit_spans=_spans_of(person.unit),
        unit_kind=units.kind(fold(person.unit.text)) if person.unit else None,
        role=_text_of(person.role), role_spans=_spans_of(person.role),
        roles=person.roles, text=person.text, span=person.span, division=None, roster_id=None,
    )  # fmt: skip


def tiles(labelled: Labelled, drafts: Sequence[Draft]) -> tuple[Block, ...]:
    """Return the blocks of the whole source."""
    page = labelled.page
    speech_of = {index: number for number, draft in enumerate(drafts, 1) for index in draft.lines}
    marks = [blocks.Mark(line.span.start, furniture.LABEL, None) for line, _ in labelled.furniture]
    for index, found in enumerate(labelled.labels):
        start, end = page.lines[index].span
        speech = speech_of.get(index)
        body = drafts[speech - 1].body_spans.get(index) if speech else None
        if body is None:
            marks.append(blocks.Mark(start, found.label, speech))
            continue
        if start < body.start:
            marks.append(blocks.Mark(start, found.label if found.label != "body" else _NARRATION, speech))
        if body.start < body.end:
            marks.append(blocks.Mark(body.start, "body", speech))
        if body.end < end:
            marks.append(blocks.Mark(body.end, _NARRATION, speech))
    return blocks.tile(page.source, marks)
