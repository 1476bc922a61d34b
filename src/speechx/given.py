"""What the user knows beside the document: a date that tells the year, and a roster that tells ids."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from speechx.dates import Period, find_front_matter, period
from speechx.diagnostics import diagnose
from speechx.errors import UsageError
from speechx.fields import event
from speechx.records import Diagnostic, Event, Speaker, Speech
from speechx.source import Source, Span

if TYPE_CHECKING:
    from speechx.roster import Roster, Row


def date(source: Source, option: str | None) -> tuple[Period | None, event.YearSource]:
    """Return the date that the user gives, else that of the document's front matter, and which of them it is.

    Raises:
        UsageError: the user's is no date. A date of front matter that is none is content, and left alone.
    """
    if option is not None:
        return period(option), "option"
    front = find_front_matter(source.text)
    return (front.period if front else None), "front-matter"


def dated(events: Iterable[Event], when: Period | None, year_source: event.YearSource) -> list[Event]:
    """Return the events with the year of a date where the text lacks it; month and day of the date are not used."""
    return [event.with_year(found, when.first.year, year_source) if when else found for found in events]


def linked(
    source: Source,
    speeches: Iterable[Speech],
    events: Sequence[Event],
    roster: "Roster",
    when: Period | None,
    problems: list[Diagnostic],
) -> list[Speech]:
    """Return the speeches with the ids of their speakers; what stays open is added to ``problems``, once.

    Args:
        source: the document.
        speeches: its speeches.
        events: its meetings, whose dates tell namesakes apart.
        roster: the ids.
        when: the date that counts where a speech's meeting has none.
        problems: the diagnostics of the document; a person who stays open in many speeches is told where first met.
    """
    out = []
    told: dict[str, Diagnostic] = {}
    for speech in speeches:
        held = _held(events[speech.event]) if speech.event is not None else None
        speakers = []
        for speaker in speech.speakers:
            link = roster.link(speaker.name, speaker.unit, held or when)
            speakers.append(speaker.model_copy(update={"roster_id": link.id}))
            if link.problem is not None:
                problem = _problem(source, speaker, link.problem, link.rows)
                told.setdefault(problem.message, problem)
        out.append(speech.model_copy(update={"speakers": tuple(speakers)}))
    problems += told.values()
    return out


def _held(meeting: Event) -> Period | None:
    try:
        return period(meeting.date) if meeting.date else None
    except UsageError:  # the document tells a day that there is not
        return None


def _problem(source: Source, speaker: Speaker, name: str, rows: Sequence["Row"]) -> Diagnostic:
    spans = speaker.name_spans or (speaker.span,)
    candidates = ", ".join(row.describe() for row in rows)
    span = Span(spans[0].start, spans[-1].end)
    return diagnose(source, name, span, person=speaker.name, candidates=candidates)
