"""A source to a document: lines, furniture, votes, labels, draft speeches, fields, models. The order of work, nothing else."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from speechx import blocks, furniture, people, reflow, segment, suspicions
from speechx.decode import Label, decode
from speechx.diagnostics import diagnose
from speechx.fields import event, headings, quantities
from speechx.layouts import OUTSIDE
from speechx.lines import Line, split
from speechx.models import (
    SCHEMA_VERSION,
    Block,
    Diagnostic,
    Document,
    Event,
    Figure,
    Heading,
    Passage,
    SourceInfo,
    Speaker,
    Speech,
)
from speechx.page import Page
from speechx.segment import Draft, Field, Person
from speechx.source import Source, Span
from speechx.view import WORD_GAP, Piece, View
from speechx.votes import Vote, votes

_ID_LENGTH = 12


@dataclass(frozen=True)
class Labelled:
    """A page with the label of each of its lines, and the lines left out as furniture.

    Attributes:
        page: the lines without furniture.
        votes: the votes on each line of the page.
        labels: the label of each line of the page.
        furniture: the furniture lines with the rule that took each.
    """

    page: Page
    votes: Sequence[Sequence[Vote]]
    labels: Sequence[Label]
    furniture: Sequence[tuple[Line, str]]


def label(source: Source, *, margins: bool = False) -> Labelled:
    """Label each line of a source.

    Args:
        source: the decoded source.
        margins: whether to work out runner-up and margin of each label (for ``explain``).

    Returns:
        The page, its votes and labels. Cost is linear in the text.
    """
    lines = split(source)
    found = furniture.find(source, lines)
    page = Page(source, list(_text_lines(lines, found)))
    cast = votes(page)
    labels = decode([_sums(line) for line in cast], margins=margins)
    return Labelled(page, cast, labels, [(lines[index], name) for index, name in sorted(found.items())])


def _text_lines(lines: Sequence[Line], found: Mapping[int, str]) -> Iterator[Line]:
    """Yield the lines without furniture; the blank lines around furniture belong to the page, not to the text."""
    for index, line in enumerate(lines):
        if index not in found:
            yield line._replace(blank_before=False) if index - 1 in found else line


def _sums(cast: Sequence[Vote]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for vote in cast:
        sums[vote.label] = sums.get(vote.label, 0) + vote.weight
    return sums


def parse_source(source: Source, *, places: bool = True) -> Document:
    """Parse a decoded source into a document.

    Args:
        source: the decoded source.
        places: whether to resolve the speakers' units to divisions of the official list.

    Returns:
        The document; problems of content are among its diagnostics. Cost is linear in the text.
    """
    labelled = label(source)
    drafts = segment.drafts(labelled.page, labelled.labels)
    people.share_offices(drafts, _listed(labelled))
    events, of_draft = _events(labelled, drafts)
    title = _title(labelled)
    preamble = _preamble(labelled)
    problems: list[Diagnostic] = []
    speeches = _speeches(source, drafts, of_draft, problems)
    problems += _suspicions(labelled, drafts)
    if places:
        speeches = _with_divisions(speeches, events, [view for view in (title, preamble) if view is not None])
    return Document(
        schema_version=SCHEMA_VERSION,
        source=SourceInfo(
            name=source.name, encoding=source.encoding, sha256=source.sha256,
            chars=len(source.text), lines=len(source.text.splitlines()),
        ),
        layout=_main_layout(drafts),
        title=title.raw if title else None,
        title_span=_whole(title),
        event=events[0] if events else None,
        events=tuple(events),
        preamble=Passage(text=preamble.raw, span=preamble.span(0, len(preamble))) if preamble else None,
        speeches=tuple(speeches),
        furniture=tuple(_passage(source, line.span) for line, _ in labelled.furniture),
        blocks=_blocks(labelled, drafts),
        diagnostics=tuple(sorted(problems, key=lambda problem: (problem.span, problem.code))),
    )  # fmt: skip


def _main_layout(drafts: Sequence[Draft]) -> str | None:
    names = [draft.layout for draft in drafts]
    return max(names, key=names.count) if names else None


def _whole(view: View | None) -> Span | None:
    return view.span(0, len(view)) if view else None


def _passage(source: Source, span: Span) -> Passage:
    return Passage(text=source.text[span.start : span.end], span=span)


def _outside_runs(labels: Sequence[Label]) -> list[list[int]]:
    """Return the runs of lines outside of speeches, as line numbers."""
    runs: list[list[int]] = []
    for index, found in enumerate(labels):
        if found.layout == OUTSIDE:
            if not runs or runs[-1][-1] != index - 1:
                runs.append([])
            runs[-1].append(index)
    return runs


def _title(labelled: Labelled) -> View | None:
    """Return the document's title: the first lines outside of speeches that are no sentence, note, date or contents."""
    page, runs = labelled.page, _outside_runs(labelled.labels)
    if not runs or runs[0][0] != 0:
        return None
    lines: list[int] = []
    for index in runs[0]:
        note = any(page.matches(index, clue) for clue in ("date-line", "meeting-note", "contents-heading", "contents-line"))
        apart = bool(lines) and page.lines[index].blank_before and not page.full(index - 1)
        if page.finished[index] or note or apart:
            break
        lines.append(index)
    return View(page.source, [Piece(page.lines[index].span, WORD_GAP) for index in lines]) if lines else None


def _preamble(labelled: Labelled) -> View | None:
    """Return the text outside of speeches up to the first speech."""
    runs = _outside_runs(labelled.labels)
    return _text(labelled.page, runs[0]) if runs and runs[0][0] == 0 else None


def _text(page: Page, indices: Sequence[int]) -> View:
    return View(page.source, reflow.pieces(page, indices, [page.lines[index].span for index in indices]))


def _listed(labelled: Labelled) -> Iterator[Person]:
    """Yield the people that a line outside of all speeches names in full: a list of participants."""
    page = labelled.page
    for run in _outside_runs(labelled.labels):
        for index in run:
            reading = page.reading(index)
            if reading is not None and reading.form == "speaker":
                view = page.view(index, index)
                yield from (segment.person(view, mention, reading.doubt) for mention in reading.mentions)


def _events(labelled: Labelled, drafts: Sequence[Draft]) -> tuple[list[Event], list[int | None]]:
    """Find the meetings, and for each draft the index of its own: the last one announced before it."""
    page = labelled.page
    heads = [(run[0], [("outside", page.view(index, index)) for index in run]) for run in _outside_parts(labelled)]
    for draft in drafts:
        if draft.title is not None and page.matches(draft.lines[0], "named-speech"):
            parts = [("title", draft.title), *(("date-line", view) for view in draft.dates)]
            heads.append((draft.lines[0], parts))
    events: list[Event] = []
    starts: list[int] = []
    for start, parts in sorted(heads, key=lambda head: head[0]):
        for found in event.find(parts):
            events.append(found)
            starts.append(start)
    of_draft: list[int | None] = []
    for draft in drafts:
        earlier = [number for number, start in enumerate(starts) if start <= draft.lines[0]]
        of_draft.append(earlier[-1] if earlier else None)
    return events, of_draft


def _outside_parts(labelled: Labelled) -> list[list[int]]:
    """Return the outside runs that may announce a meeting: the first, and later ones with a masthead."""
    page = labelled.page
    runs = _outside_runs(labelled.labels)
    return [run for place, run in enumerate(runs) if place == 0 or any(page.matches(index, "masthead") for index in run)]


def _speeches(
    source: Source, drafts: Sequence[Draft], of_draft: Sequence[int | None], problems: list[Diagnostic]
) -> list[Speech]:
    speeches: list[Speech] = []
    taken: dict[str, int] = {}
    for index, (draft, meeting) in enumerate(zip(drafts, of_draft, strict=True), 1):
        identity = _identity(draft)
        taken[identity] = taken.get(identity, 0) + 1
        name = identity if taken[identity] == 1 else f"{identity}-{taken[identity]}"
        speeches.append(_speech(source, draft, index, name, meeting, problems))
    return speeches


def _identity(draft: Draft) -> str:
    """Return an id that depends on title, names and text alone, white space aside."""
    names = [person.name.text for person in draft.people if person.name]
    parts = [draft.title.raw if draft.title else "", *names, draft.body.raw if draft.body else ""]
    content = "\x1f".join("".join(part.split()) for part in parts)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_LENGTH]


def _speech(
    source: Source, draft: Draft, index: int, name: str, meeting: int | None, problems: list[Diagnostic]
) -> Speech:
    found: list[Heading] = []
    figures: list[Figure] = []
    terms = []
    if draft.body is not None:
        outline = headings.find(draft.body)
        found = list(outline.headings)
        problems += [diagnose(source, "numbering-gap", gap.span, **gap.details) for gap in outline.gaps]
        figures, terms = quantities.find(draft.body)
    return Speech(
        index=index,
        id=name,
        kind="moderator" if draft.people and all(person.moderator for person in draft.people) else "speech",
        event=meeting,
        title=draft.title.raw if draft.title else None,
        title_span=_whole(draft.title),
        speakers=tuple(_speaker(person) for person in draft.people),
        text=draft.body.raw if draft.body else "",
        text_span=_whole(draft.body),
        headings=tuple(found),
        figures=tuple(_under_headings(figures, found)),
        terms=tuple(terms),
        span=_extent(source, draft),
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


def _extent(source: Source, draft: Draft) -> Span:
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
        role=_text_of(person.role), role_spans=_spans_of(person.role),
        roles=person.roles, text=person.text, span=person.span,
    )  # fmt: skip


def _suspicions(labelled: Labelled, drafts: Sequence[Draft]) -> list[Diagnostic]:
    source = labelled.page.source
    problems = [diagnose(source, name, span, **details) for name, span, details in suspicions.find(labelled.page, labelled.labels, drafts)]
    if source.doubt:
        problems.append(diagnose(source, "encoding-in-doubt", Span(0, 0), detail=source.doubt))
    if not drafts:
        problems.append(diagnose(source, "no-speech", Span(0, 0)))
    return problems


def _with_divisions(speeches: list[Speech], events: Sequence[Event], views: Sequence[View]) -> list[Speech]:
    """Resolve the speakers' units; the gazetteer is loaded only where there is a unit to resolve."""
    units = [speaker.unit for speech in speeches for speaker in speech.speakers if speaker.unit]
    if not units:
        return speeches
    from speechx import places  # noqa: PLC0415 - the gazetteer costs time and memory that most calls can spare

    texts = [*(found.name for found in events if found.name), *(view.raw for view in views), *units]
    context = places.context(texts)
    resolved: dict[str, object] = {unit: places.resolve(unit, context) for unit in dict.fromkeys(units)}
    out = []
    for speech in speeches:
        speakers = tuple(
            speaker.model_copy(update={"division": resolved[speaker.unit]}) if speaker.unit else speaker
            for speaker in speech.speakers
        )
        out.append(speech.model_copy(update={"speakers": speakers}))
    return out


def _blocks(labelled: Labelled, drafts: Sequence[Draft]) -> tuple[Block, ...]:
    page = labelled.page
    speech_of = {index: number for number, draft in enumerate(drafts, 1) for index in draft.lines}
    marks = [blocks.Mark(line.span.start, furniture.LABEL, None) for line, _ in labelled.furniture]
    for index, found in enumerate(labelled.labels):
        start = page.lines[index].span.start
        speech = speech_of.get(index)
        body = drafts[speech - 1].body_spans.get(index) if speech else None
        if body is not None and body.start > start and found.label != "body":
            marks.append(blocks.Mark(start, found.label, speech))
            if body.start < body.end:
                marks.append(blocks.Mark(body.start, "body", speech))
        else:
            marks.append(blocks.Mark(start, found.label, speech))
    return blocks.tile(page.source, marks)
