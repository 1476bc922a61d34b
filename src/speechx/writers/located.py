"""Where the headings, figures and terms of a speech stand in its text.

Fields carry their place in the source, and a document does not hold its source. But a text is its stretch of the source
with line ends, gaps and furniture left out, in the same order: so a place in the text is never later than in the
stretch, counted from the start as from the end, and two places are never farther apart. What stands at one such place
only is placed; what could stand at several is not, for nothing is guessed.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from speechx.models import Figure, Heading, Speech, Term
from speechx.source import Span

_GAP: Final = 3
"""Characters that may stand between the number of a heading and its text."""
_MOST: Final = 50
"""Places that an item may have, lest a hostile text take long."""

Item = Heading | Figure | Term


class Mark(NamedTuple):
    """A stretch of the text of a speech, and the field that it is."""

    start: int
    end: int
    item: Item


def marks(speech: Speech) -> list[Mark]:
    """Return the fields of a speech that have one possible place in its text, in order, the longer first.

    One stretch is within another or apart from it, never partly both.
    """
    span = speech.text_span
    if span is None:
        return []
    items: list[Item] = [*speech.headings, *speech.figures, *speech.terms]
    inside = [item for item in items if span.start <= item.span.start and item.span.end <= span.end]
    inside.sort(key=lambda item: (item.span.start, -item.span.end))
    found = [_candidates(speech.text, item, span) for item in inside]
    for order in (range(len(inside)), reversed(range(len(inside)))):
        _narrow(inside, found, order)
    return list(_nested(places[0] for places in found if len(places) == 1))


def _candidates(text: str, item: Item, span: Span) -> list[Mark]:
    """Return the places where an item may stand, or none where they are too many to tell."""
    lead = (item.number if isinstance(item, Heading) else None) or item.text
    latest = item.span.start - span.start + len(lead)
    place = max(len(text) - (span.end - item.span.start), 0)
    out: list[Mark] = []
    while (place := text.find(lead, place, latest)) >= 0 and len(out) <= _MOST:
        end = place + len(lead)
        if lead != item.text:
            behind = text.find(item.text, end, end + _GAP + len(item.text))
            end = behind + len(item.text) if behind >= 0 else len(text) + 1
        if end <= len(text) and len(text) - end <= span.end - item.span.end:
            out.append(Mark(place, end, item))
        place += 1
    return out if len(out) <= _MOST else []


def _narrow(items: Sequence[Item], found: list[list[Mark]], order: Iterable[int]) -> None:
    """Leave out places that lie beyond all places of the item before, in some order, or too far from them."""
    before: int | None = None
    for index in order:
        if before is not None:
            apart = items[index].span.start - items[before].span.start
            least, most = sorted((0, apart))
            reach = [mark.start for mark in found[before]]
            found[index] = [
                mark for mark in found[index] if any(least <= mark.start - start <= most for start in reach)
            ]
        before = index if found[index] else before


def _nested(places: Iterable[Mark]) -> Iterator[Mark]:
    """Leave out what reaches over the end of a stretch that it starts in."""
    open_: list[int] = []
    for mark in sorted(places, key=lambda mark: (mark.start, -mark.end)):
        while open_ and open_[-1] <= mark.start:
            open_.pop()
        if not open_ or mark.end <= open_[-1]:
            open_.append(mark.end)
            yield mark
