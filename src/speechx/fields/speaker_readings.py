"""What the rows of the speaker reader share: the shape of a row, and readings made of people."""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from speechx.fields.mention import Form, Mention, Reading
from speechx.fields.names import DOUBTS, Sure
from speechx.fields.people import Person
from speechx.fields.slip import Frame, Slip, slip
from speechx.lexicon import alternatives, table, words

NUMERAL: Final = "[0-9]{1,3}|[一二三四五六七八九十]{1,3}"
PROSE: Final = re.compile(r"[。！？!?；;《》…%]|[，,](?![^（(）)]{0,20}[)）]).*[，,](?![^（(）)]{0,20}[)）])")
"""Signs that no speaker part has; commas in parentheses part notes: 张守田（女，回族，某党党员）."""
TOLD_HEAD: Final = 60
"""Who is quoted, and the comma or colon before the quotation, stand in so many characters."""
_TOLD: Final = re.compile(r"[，,]\s?[“「『]")
OFFICE: Final = 60
"""No office on a line of its own has more characters."""


def quotes_behind_comma(text: str) -> bool:
    """Whether a comma before a quotation may do the work of a colon: 某镇镇长张守田说，“…."""
    return _TOLD.search(text, 0, TOLD_HEAD) is not None


class Rule(NamedTuple):
    """One shape: its kebab-case name, its reader, lines it reads and lines it must not read."""

    name: str
    read: Callable[[Frame], Reading | None]
    hits: tuple[str, ...]
    misses: tuple[str, ...]


@table
def longest_first(group: str) -> tuple[str, ...]:
    """Return the words of a group, the longest first."""
    return tuple(sorted(words("speakers", group), key=len, reverse=True))


@table
def either(group: str) -> str:
    """Return the words of a group as alternatives of a pattern."""
    return alternatives("speakers", group)


def reading_of(taken: Frame, form: Form, mentions: tuple[Mention, ...], doubt: str | None = None) -> Reading:
    """Make a reading of a frame; the table adds the name of the rule."""
    return Reading("", form, mentions, taken.colon, taken.quote, taken.end, doubt)


def behind(taken: Frame) -> Slip:
    """Return what stands behind the colon."""
    return slip(taken.view, taken.end, len(taken.view.text))


def form_of(taken: Frame, alone: Form = "speaker") -> Form:
    """Return the form of a line: a body that runs on makes a turn, a colon a speaker's line whatever it names."""
    if taken.rest:
        return "turn"
    return "speaker" if taken.colon else alone


def people_of(taken: Frame, found: list[Person], sheet: Slip, *, moderator: bool = False) -> Reading:
    """Make a reading of people, with the strongest doubt about one of them."""
    doubts = [doubt for person in found if (doubt := _doubt(person)) is not None]
    mentions = tuple(person.mention(sheet, moderator=moderator) for person in found)
    return reading_of(taken, form_of(taken), mentions, doubts[0] if doubts else None)


def _doubt(person: Person) -> str | None:
    """A name beside an office needs no common surname; a glued one needs a usual shape."""
    limit = Sure.RARE if person.glued else Sure.UNUSUAL
    return person.doubt or (DOUBTS[person.sure] if person.sure > limit else None)
