"""What stands outside of the speeches: title and preamble, the people that are listed, the meetings announced."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from speechx import reflow, segment
from speechx.fields import event
from speechx.fields.speaker_titles import names_speech
from speechx.labelling import Labelled
from speechx.page import Page
from speechx.patterns import compiled
from speechx.records import Event
from speechx.segment import Draft, Person
from speechx.view import PARAGRAPH, View

# A line of a headline is no longer; a longer one that is not finished was cut.
_LONGEST_HEADLINE: Final = 40
_ASKING: Final = "？?！!"
_PAUSES: Final = "，、；：,;:“‘《"


def title(labelled: Labelled) -> View | None:
    """Return the document's title: the first lines outside of speeches that are no sentence, note, date or contents."""
    page, runs = labelled.page, labelled.outside
    if not runs or runs[0][0] != 0:
        return None
    lines: list[int] = []
    for index in runs[0]:
        note = any(
            page.matches(index, clue) for clue in ("date-line", "meeting-note", "contents-heading", "contents-line")
        )
        apart = bool(lines) and page.lines[index].blank_before and not page.full(index - 1)
        asks = not lines and page.texts[index][-1] in _ASKING and len(page.texts[index]) <= _LONGEST_HEADLINE
        if (page.finished[index] and not asks) or note or apart:
            break
        lines.append(index)
    return segment.title_view(page, lines)


def preamble(labelled: Labelled) -> View | None:
    """Return the text outside of speeches up to the first speech."""
    runs = labelled.outside
    return text(labelled.page, runs[0]) if runs and runs[0][0] == 0 else None


def text(page: Page, indices: Sequence[int]) -> View:
    """Return whole lines as one reflowed text; headlines, notes and dates stay lines of their own."""
    pieces = reflow.pieces(page, indices, [page.lines[index].span for index in indices])
    apart = [
        piece._replace(glue=PARAGRAPH) if _apart(page, index) else piece
        for index, piece in zip(indices, pieces, strict=True)
    ]
    return View(page.source, apart)


def _apart(page: Page, index: int) -> bool:
    """Whether a line outside of speeches begins a paragraph though the line before is no finished sentence."""
    if index == 0 or page.full(index - 1):
        return False
    if page.continues(index - 1) and not page.matches(index, "date-line"):
        return False
    if page.matches(index, "date-line") or page.matches(index, "meeting-note"):
        return True
    return len(page.texts[index - 1]) <= _LONGEST_HEADLINE and page.texts[index - 1][-1] not in _PAUSES


def listed(labelled: Labelled) -> Iterator[Person]:
    """Yield the people that a line outside of all speeches names in full: a list of participants."""
    page = labelled.page
    for run in labelled.outside:
        for index in run:
            reading = page.reading(index)
            if reading is not None and reading.form == "speaker":
                view = page.view(index, index)
                yield from (segment.person(view, mention, reading.doubt) for mention in reading.mentions)


def events(labelled: Labelled, drafts: Sequence[Draft]) -> tuple[list[Event], list[int | None]]:
    """Find the meetings, and for each draft the index of its own: the last one announced before it."""
    page = labelled.page
    heads = [(run[0], [("outside", text(page, run)), *_shared_date(run, drafts)]) for run in _outside_parts(labelled)]
    for draft in drafts:
        if draft.title is not None and _names_meeting(draft.title.text):
            parts = [("title", draft.title), *(("date-line", view) for view in draft.dates)]
            heads.append((draft.lines[0], parts))
    meetings: list[Event] = []
    starts: list[int] = []
    for start, parts in sorted(heads, key=lambda head: head[0]):
        for found in event.find(parts):
            meetings.append(found)
            starts.append(start)
    of_draft: list[int | None] = []
    for draft in drafts:
        earlier = bisect_right(starts, draft.lines[0])
        of_draft.append(earlier - 1 if earlier else None)
    return meetings, of_draft


def _names_meeting(title: str) -> bool:
    """Whether the title of a speech tells at which meeting it was given."""
    return compiled("clues")["named-speech"].search(title) is not None or names_speech(title)


def _shared_date(run: Sequence[int], drafts: Sequence[Draft]) -> list[tuple[str, View]]:
    """Return the date line of the first speech below a head where all speeches have the same: it is the meeting's."""
    below = [draft.dates[0] for draft in drafts if draft.dates and draft.lines[0] > run[0]]
    told = len({"".join(view.text.split()) for view in below}) == 1
    return [("date-line", below[0])] if told else []


def _outside_parts(labelled: Labelled) -> list[Sequence[int]]:
    """Return the outside runs that may announce a meeting: the first, and later ones with a masthead."""
    page = labelled.page
    return [
        run
        for place, run in enumerate(labelled.outside)
        if place == 0 or any(page.matches(index, "masthead") for index in run)
    ]
