"""Rows of the speaker reader for who speaks for a body, and for bodies that speak themselves.

某委员代表某会发言 names a person; 某县委　某县人民政府 under a title names nobody, and the bodies stand for a speaker.
"""

from itertools import pairwise
from typing import Final

import regex

from speechx.fields import offices, people, units
from speechx.fields.mention import Reading
from speechx.fields.names import Sure
from speechx.fields.people import Person
from speechx.fields.slip import Frame, Slip, frame, slip
from speechx.fields.speaker_readings import either, people_of, reading_of
from speechx.lexicon import table, words
from speechx.view import View

RULE: Final = "bodies-alone"
_DOUBT: Final = "unit-only"
_SHORTEST: Final = 4
_LONGEST: Final = 40
"""The fewest and the most characters of a line of bodies."""
_OPEN: Final = frozenset("（(")
_CLOSE: Final = frozenset("）)")
_MOST: Final = 4
"""No line names more bodies that speak together."""


@table
def _on_behalf() -> regex.Pattern[str]:
    speech = either("speech-nouns")
    return regex.compile(
        rf"代表(?P<body>[\p{{Han}}、（）()]{{2,24}}?)(?:作|做)?(?:的|之)?(?:{speech})(?:[(（][^（()）]{{1,8}}[)）])?$"
    )


def speaks_for(taken: Frame) -> Reading | None:
    """Read 某局副局长　张守田代表某会作的发言, ——张守田委员代表某会发言."""
    sheet = taken.head
    match = _on_behalf().search(sheet.text)
    if match is None or taken.colon or match["body"].startswith(words("speakers", "no-place")):
        return None
    end = match.start()
    found = people.several(sheet, 0, end)
    if not found and (person := people.titled(sheet, 0, end)) is not None:
        found = [person]
    if not found and (name := people.named(sheet, 0, end)) is not None and name.sure <= Sure.RARE:
        found = [Person(0, end, (name.name,), (), (), (), name.sure)]
    return people_of(taken, found, sheet) if found else None


def bodies_alone(view: View, *, placed: bool = True) -> Reading | None:
    """Read a line of one or a few bodies and nothing else: 中共某县委员会　某县人民政府, （某街道办事处）.

    Only a compilation of speeches has such speakers; anywhere else the line may be a signature or a heading.

    Args:
        view: the line.
        placed: whether each body must name its place; where a title stands above, 沧浪重工集团 will do.
    """
    taken = frame(view)
    if taken is None:
        return None
    sheet = taken.head
    if sheet.text[:1] in _OPEN and sheet.text[-1:] in _CLOSE:
        sheet = slip(taken.view, sheet.at[0] + 1, sheet.at[-1])
    if taken.colon or taken.numbered or not _SHORTEST <= len(sheet.text) <= _LONGEST:
        return None
    cuts = [0, *sorted(sheet.breaks), len(sheet.text)]
    ranges = list(pairwise(cuts))
    if len(ranges) > _MOST or not all(is_body(sheet.text[start:end], placed=placed) for start, end in ranges):
        return None
    found = [_body(sheet, start, end) for start, end in ranges]
    mentions = tuple(person.mention(sheet) for person in found)
    return reading_of(taken, "speaker", mentions, _DOUBT)._replace(rule=RULE)


def _body(sheet: Slip, start: int, end: int) -> Person:
    """Return a body as a speaker; the name of the party before it is no part of the unit."""
    prefix = next((word for word in words("units", "party-prefixes") if sheet.text.startswith(word, start)), "")
    return Person(start, end, (), ((start + len(prefix), end),), (), (), Sure.SURE, _DOUBT)


def is_body(text: str, *, placed: bool = True) -> bool:
    """Whether a text is the name of a body in full: a place with its committee, or an organ (of a ``placed`` one)."""
    for prefix in words("units", "party-prefixes"):
        text = text.removeprefix(prefix)
    if len(text) < _SHORTEST or units.refuses(text) or text.endswith(words("speakers", "no-place")):
        return False
    if text in words("units", "sectors") or offices.ends_as_body(text):
        return True
    kind = units.kind(text)
    if kind is None or kind == "division":
        return False
    return _placed().search(text[:-2]) is not None or (not placed and units.firm(text))


def is_whole(text: str) -> bool:
    """Whether a text is a body or a place that names the place it lies in, or a body with a telling word at its end.

    >>> is_whole("某县柳河镇"), is_whole("蓝鲸科技有限公司"), is_whole("一条水渠连起两个村")
    (True, True, False)
    """
    if len(text) < _SHORTEST or units.refuses(text) or text.endswith(words("speakers", "no-place")):
        return False
    if units.kind(text) == "division":
        return _placed().search(text[:-2]) is not None
    return units.firm(text)


@table
def _placed() -> regex.Pattern[str]:
    return regex.compile("|".join(map(regex.escape, words("units", "divisions-alone"))))


def unit_behind_label(sheet: Slip, start: int) -> list[Person]:
    """Read the body that stands for its speaker behind a label: 发言人：某县人民政府."""
    text = sheet.text[start:]
    if not is_body(text):
        return []
    return [_body(sheet, start, len(sheet.text))]
