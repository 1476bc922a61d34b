"""A source to a document: the order of work, nothing else."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from speechx import assemble, given, heads, people, records, segment, suspicions
from speechx.diagnostics import diagnose
from speechx.labelling import Labelled, label
from speechx.records import SCHEMA_VERSION, Diagnostic, Division, Document, Event, Passage, SourceInfo, Speech
from speechx.segment import Draft
from speechx.source import Source, Span
from speechx.view import View

if TYPE_CHECKING:
    from speechx.roster import Roster


def parse_source(
    source: Source, *, places: bool = True, roster: "Roster | None" = None, date: str | None = None
) -> Document:
    """Parse a decoded source into a model.

    Args:
        source: the decoded source.
        places: whether to resolve the speakers' units to divisions of the official list.
        roster: the user's own ids of people, to link speakers to.
        date: the document's date (``YYYY[-MM[-DD]]``): the year of a meeting whose date has none.

    Returns:
        The document; problems of content are among its diagnostics. Cost is linear in the text.

    Raises:
        UsageError: ``date`` is none.
    """
    return records.model(_parsed(source, roster, date, places=places))


def record(source: Source, *, places: bool = True, roster: "Roster | None" = None, date: str | None = None) -> Document:
    """Parse a decoded source into a valid record, as ``parse_source`` does into a model; the commands need no more."""
    return records.validated(_parsed(source, roster, date, places=places))


def _parsed(source: Source, roster: "Roster | None", date: str | None, *, places: bool) -> Document:
    """Do the work, in its order; nothing of it is validated yet."""
    when, year_source = given.date(source, date)
    labelled = label(source)
    drafts = segment.drafts(labelled.page, labelled.labels)
    people.share_offices(drafts, heads.listed(labelled))
    events, of_draft = heads.events(labelled, drafts)
    events = given.dated(events, when, year_source)
    title = heads.title(labelled)
    preamble = heads.preamble(labelled)
    problems: list[Diagnostic] = []
    speeches = assemble.speeches(source, drafts, of_draft, problems)
    problems += _suspicions(labelled, drafts)
    problems += _undated(source, events)
    if places:
        speeches = _with_divisions(speeches, events, [view for view in (title, preamble) if view is not None])
        problems += _ambiguous(source, speeches)
    if roster is not None:
        speeches = given.linked(source, speeches, events, roster, when, problems)
    return Document(
        schema_version=SCHEMA_VERSION,
        source=_info(source),
        layout=_main_layout(drafts),
        title=title.raw if title else None,
        title_span=assemble.whole(title),
        event=events[0] if events else None,
        events=tuple(events),
        preamble=Passage(text=preamble.raw, span=preamble.span(0, len(preamble))) if preamble else None,
        speeches=tuple(speeches),
        furniture=tuple(_passage(source, line.span) for line, _ in labelled.furniture),
        blocks=assemble.tiles(labelled, drafts),
        diagnostics=tuple(sorted(problems, key=lambda problem: (problem.span, problem.code))),
    )  # fmt: skip


def _info(source: Source) -> SourceInfo:
    starts = source.page_starts
    return SourceInfo(
        name=source.name, encoding=source.encoding, sha256=source.sha256,
        chars=len(source.text), lines=len(source.text.splitlines()), format=source.format,
        pages=tuple(map(Span._make, pairwise((*starts, len(source.text))))) if starts else None,
    )  # fmt: skip


def _main_layout(drafts: Sequence[Draft]) -> str | None:
    """Return the layout of most speeches; of those equally frequent, the first."""
    names = Counter(draft.layout for draft in drafts)
    return max(names, key=lambda name: names[name], default=None)


def _passage(source: Source, span: Span) -> Passage:
    return Passage(text=source.text[span.start : span.end], span=span)


def _suspicions(labelled: Labelled, drafts: Sequence[Draft]) -> list[Diagnostic]:
    source = labelled.page.source
    problems = [
        diagnose(source, name, span, **details)
        for name, span, details in suspicions.find(labelled.page, labelled.labels, drafts)
    ]
    for name, offset, detail in source.remarks:
        problems.append(diagnose(source, name, Span(offset, offset), detail=detail))
    if "\ufffd" in source.text and not any(remark.diagnostic == "lone-surrogate" for remark in source.remarks):
        first = source.text.index("\ufffd")
        count = source.text.count("\ufffd")
        problems.append(diagnose(source, "replacement-character", Span(first, first + 1), count=count))
    if source.doubt:
        problems.append(diagnose(source, "encoding-in-doubt", Span(0, 0), detail=source.doubt))
    if not drafts:
        problems.append(diagnose(source, "no-speech", Span(0, 0)))
    return problems


def _undated(source: Source, events: Sequence[Event]) -> list[Diagnostic]:
    return [
        diagnose(source, "event-year-unknown", found.date_span, date=found.date_text)
        for found in events
        if found.date_span is not None and found.date is None
    ]


def _ambiguous(source: Source, speeches: Sequence[Speech]) -> list[Diagnostic]:
    """Report units that stay open between divisions, each where it stands first."""
    found: dict[str | None, Diagnostic] = {}
    for speaker in (speaker for speech in speeches for speaker in speech.speakers):
        if speaker.division is not None and speaker.division.status == "ambiguous" and speaker.unit not in found:
            details = {"unit": speaker.unit, "count": len(speaker.division.candidates)}
            found[speaker.unit] = diagnose(source, "division-ambiguous", speaker.unit_spans[0], **details)
    return list(found.values())


def _with_divisions(speeches: list[Speech], events: Sequence[Event], views: Sequence[View]) -> list[Speech]:
    """Resolve the speakers' units; the gazetteer is loaded only where there is a unit to resolve."""
    units = [speaker.unit for speech in speeches for speaker in speech.speakers if speaker.unit]
    if not units:
        return speeches
    from speechx import places  # noqa: PLC0415 - the gazetteer costs time and memory that most calls can spare

    texts = [*(found.name for found in events if found.name), *(view.raw for view in views), *units]
    context = places.context(texts)
    resolved: dict[str, Division | None] = {unit: places.resolve(unit, context) for unit in dict.fromkeys(units)}
    out = []
    for speech in speeches:
        speakers = tuple(
            speaker.model_copy(update={"division": resolved[speaker.unit]}) if speaker.unit else speaker
            for speaker in speech.speakers
        )
        out.append(speech.model_copy(update={"speakers": speakers}))
    return out
