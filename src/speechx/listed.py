"""Turns of people whom the document names elsewhere: 高山：… is a turn where a line gives 高山 and his office in full.

A bare name before a colon may be any word; the list of participants tells that it is a person.
"""

from collections.abc import Collection
from typing import Final

from speechx import kept
from speechx.fields.mention import Mention, Part, Reading
from speechx.view import View

RULE: Final = "listed-name"
_TURN: Final = kept.pattern(
    r"(?:\*\*)?(?P<name>\p{Han}[\p{Han}· ]{0,10}\p{Han})(?:\*\*)?\ ?[:：]\ ?(?P<quote>[“「『\"]?)(?:\*\*)?"
)
_GAP: Final = " "


def read(view: View, known: Collection[str]) -> Reading | None:
    """Read the line of a person that is known by name, or return None.

    Args:
        view: the line.
        known: full names, without gaps, as the source writes them.
    """
    match = _TURN.match(view.text)
    if match is None:
        return None
    start, end = match.span("name")
    pieces = tuple((place, place + 1) for place in range(start, end) if view.text[place] != _GAP)
    name = "".join(view.raw[first:last] for first, last in pieces)
    if name not in known:
        return None
    mention = Mention(Part(name, pieces), None, None, (), False, start, end)
    return Reading(RULE, "turn", (mention,), True, bool(match["quote"]), match.end(), None)
