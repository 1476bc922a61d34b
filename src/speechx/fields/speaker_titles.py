"""Rows of the speaker reader for lines that hold more than a speaker: a title before him, or the text behind him.

让老街亮起来（某镇镇长　张守田） is a headline with its speaker; 【某镇镇长　张守田】我们镇… is a turn without a colon.
"""

from typing import Final

import regex

from speechx import kept
from speechx.fields import names, offices, people, units
from speechx.fields.mention import Reading
from speechx.fields.names import Sure
from speechx.fields.people import Person
from speechx.fields.slip import Frame, Slip, frame, lead, slip
from speechx.fields.speaker_labels import askers
from speechx.fields.speaker_readings import either, people_of
from speechx.lexicon import table
from speechx.view import View

_RULE: Final = "bracketed-turn"
SPEECH_OF: Final = "speech-of"
_SHORTEST_TITLE: Final = 5
_LONGEST_TITLE: Final = 40
_PAUSES: Final = "，、；,;"
_SENTENCE_ENDS: Final = frozenset("。！？；!?;")
_SHORTEST_OFFICE: Final = 6
_ENCLOSED: Final = kept.pattern(r"(?P<title>.{5,40}?)\s*[（(](?P<inside>[^（()）]{6,50})[)）]")
_BRACKETED: Final = kept.pattern(r"[【〔\[](?P<inside>[^【】〔〕\[\]：:]{2,60})[】〕\]]\s*(?=\S)")


def headline(view: View) -> Reading | None:
    """Read a title and its speaker on one line: the speaker in parentheses, or behind a gap.

    This is no row of the speaker reader: where lines are joined, the gap between them says nothing.

    >>> from speechx.view import whole_view
    >>> lines = ("让老街亮起来（某县某镇镇长　张守田）", "让老街亮起来　　某县某镇镇长　张守田", "让老街亮起来　张守田")
    >>> [reading and reading.mentions[0].name.text for reading in map(headline, map(whole_view, lines))]
    ['张守田', '张守田', None]
    """
    taken = frame(view)
    if taken is None or taken.colon or len(taken.head.text) < _SHORTEST_TITLE + _SHORTEST_OFFICE:
        return None
    speech = _speech_of(taken)
    if speech is not None:
        return speech
    match = _ENCLOSED.fullmatch(taken.view.text, taken.start, taken.stop)
    if match is not None:
        sheet = slip(taken.view, *match.span("inside"))
        found = people.several(sheet, 0, len(sheet.text))
        title = slip(taken.view, *match.span("title")).text
        named = names.judge(title) is not None or offices.head(title, len(title)) is not None
        prose = not _SENTENCE_ENDS.isdisjoint(title)
        return _headed(taken, sheet, found, match.end("title")) if found and not named and not prose else None
    return _behind_gap(taken)


def names_speech(text: str) -> bool:
    """Whether a text ends as the name of somebody's speech does: 某镇镇长张守田在全县水利会上的讲话."""
    return _speech().search(text) is not None


@table
def _speech() -> regex.Pattern[str]:
    courtesy, noun, part = either("courtesies"), either("speech-nouns"), either("speech-parts")
    return regex.compile(
        rf"(?P<who>^.{{6,60}}?)(?:{courtesy})?(?P<where>在[^，。；]{{1,50}}?[上时中])?的?(?:{noun})(?:{part})?"
        rf"(?:[（(][^（()）]{{1,12}}[)）])?$"
    )


def _speech_of(taken: Frame) -> Reading | None:
    """Read 某镇镇长张守田在全县水利会上的讲话, a title, and 某镇镇长张守田发言, which only announces a speech."""
    sheet = taken.head
    for match in _speech().finditer(sheet.text):
        found = people.several(sheet, *match.span("who"))
        if not found or any(person.sure > Sure.RARE or not (person.unit and person.role) for person in found):
            return None
        reading = people_of(taken, found, sheet)._replace(rule=SPEECH_OF)
        titled = match["where"] is not None
        return reading._replace(form="headline" if titled else "speaker", end=len(taken.view.text))
    return None


def _behind_gap(taken: Frame) -> Reading | None:
    """Read 让老街亮起来　　某镇镇长　张守田: the shortest end of the line that names somebody with body and office."""
    sheet = taken.head
    for place in sorted(sheet.breaks, reverse=True):
        if place > len(sheet.text) - _SHORTEST_OFFICE:
            continue
        found = people.several(sheet, place, len(sheet.text))
        if found and all(person.unit and person.role for person in found):
            title = sheet.text[:place]
            return _headed(taken, sheet, found, sheet.at[place - 1] + 1) if _is_title(title) else None
    return None


def _headed(taken: Frame, sheet: Slip, found: list[Person], end: int) -> Reading | None:
    """Make the reading of a headline that ends at ``end``; its speaker must be told in full."""
    whole = all(person.unit and person.role and person.name and not person.doubt for person in found)
    if not whole or any(person.sure > Sure.WORD or (person.glued and person.sure > Sure.RARE) for person in found):
        return None
    return people_of(taken, found, sheet)._replace(rule="headline", form="headline", end=end)


def _is_title(text: str) -> bool:
    """Whether a text before a speaker may be his title: no unit, no office, no name, nothing that ends in a pause."""
    if not _SHORTEST_TITLE <= len(text) <= _LONGEST_TITLE or text[-1] in _PAUSES:
        return False
    if not _SENTENCE_ENDS.isdisjoint(text) or (offices.ends_as_role(text) and units.prefix(text)):
        return False
    unit = units.known(text) and not units.refuses(text)
    return not (unit or offices.head(text, len(text)) is not None or names.judge(text) is not None)


def bracketed_turn(view: View) -> Reading | None:
    """Read 【某镇镇长　张守田】我们镇去年修路31公里。: the brackets do the work of the colon."""
    match = _BRACKETED.match(view.text, lead(view.text)[0])
    if match is None:
        return None
    sheet = slip(view, *match.span("inside"))
    if sheet.text in askers():
        if _names_somebody(slip(view, match.end(), len(view.text))):
            return None
        whole = ((0, len(sheet.text)),)
        found = [Person(0, len(sheet.text), (), (), whole, (whole,), Sure.SURE)]
        return people_of(_bracketed(view, match.end(), sheet), found, sheet, moderator=True)._replace(rule=_RULE)
    found = people.several(sheet, 0, len(sheet.text))
    if not found or any(person.sure > Sure.WORD or not person.role for person in found):
        return None
    return people_of(_bracketed(view, match.end(), sheet), found, sheet)._replace(rule=_RULE)


def _names_somebody(sheet: Slip) -> bool:
    """Whether what stands behind a label is who bears it, and no text: 【主持人】某报社编辑　张守田."""
    if len(sheet.text) > _LONGEST_TITLE:
        return False
    return bool(people.several(sheet, 0, len(sheet.text))) or people.named(sheet, 0, len(sheet.text)) is not None


def _bracketed(view: View, end: int, sheet: Slip) -> Frame:
    """Frame a speaker in brackets as if a colon stood behind them."""
    begin, marked, numbered = lead(view.text)
    return Frame(
        view, begin, end, end, colon=True, quote=False, rest=True, marked=marked, numbered=numbered, head=sheet
    )
