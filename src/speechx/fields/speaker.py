"""Who speaks: read one line of a document as a speaker line, or say no.

``read`` takes the frame off (marks, number, colon, opening quotation mark) and asks the rows of ``RULES`` in order; the
first that fits gives the reading. Precision comes first: a title, a by-line, a caption or prose is no speaker line.

>>> from speechx.source import Span, from_text
>>> from speechx.view import Piece
>>> def line(text):
...     return View(from_text(text), [Piece(Span(0, len(text)), "")])
>>> reading = read(line("某县县委副书记、县长　李　和："))
>>> reading.rule, reading.form, reading.colon
('office-and-name', 'speaker', True)
>>> mention = reading.mentions[0]
>>> mention.name.text, mention.unit.text, mention.role.text, mention.roles
('李和', '某县', '县委副书记、县长', ('县委副书记', '县长'))
>>> read(line("把旱地变成水浇田")) is None
True
"""

from functools import cache
from typing import Final

import regex

from speechx.fields.mention import Reading
from speechx.fields.slip import Frame, frame
from speechx.fields.speaker_labels import credit
from speechx.fields.speaker_readings import NUMERAL, PROSE, Rule, either, quotes_behind_comma, reading_of
from speechx.fields.speaker_rules import RULES, told_with_comma
from speechx.fields.speaker_titles import bracketed_turn
from speechx.lexicon import table, words
from speechx.view import View

__all__ = ["RULES", "Rule", "read"]

_LONG: Final = 70
"""A line without a colon is no speaker line when it is longer than this."""
_SHORT: Final = 4
"""No prose is so short: 从　飞 is a name."""
_SQUARE: Final = frozenset("【[〔")
"""A number in these on a line of its own is the label of a piece: 【1】."""
_MOST_KNOWN: Final = 4096
"""Readings that are remembered: lines recur within a document, and each is read alone and with its neighbours."""


def read(view: View) -> Reading | None:
    """Read a line (or a few joined lines) as a speaker line.

    Args:
        view: the line, without leading and trailing white space; a paragraph's start will do where it has a colon.

    Returns:
        The reading, or None where the line names no speaker.
    """
    text = view.text
    turn = ":" in text[:_LONG] or "：" in text[:_LONG] or quotes_behind_comma(text)
    if len(text) < 1 or (len(text) > _LONG and not turn):
        return None
    readings, key = known(), (text, view.raw)
    if key not in readings:
        if len(readings) >= _MOST_KNOWN:
            readings.clear()
        readings[key] = _read(view)
    return readings[key]


@cache
def known() -> dict[tuple[str, str], Reading | None]:
    """Return what was read before, by folded and raw text: a reading depends on nothing else."""
    return {}


def _read(view: View) -> Reading | None:
    told = told_with_comma(view) if quotes_behind_comma(view.text) else None
    if told is not None:
        return told
    told = bracketed_turn(view) if view.text[:1] in _SQUARE else None
    if told is not None:
        return told
    taken = frame(view)
    if taken is not None and taken.numbered and not taken.head.text and view.text.strip()[:1] in _SQUARE:
        return reading_of(taken, "label", ())._replace(rule="piece-number")
    if taken is None or not taken.head.text:
        return None
    note = _lead_note().match(view.text, taken.start, taken.stop)
    if note is not None:
        taken = frame(view, note.end()) or taken
    piece = _lead_piece().match(view.text, taken.start)
    inner = frame(view, piece.end()) if piece is not None else None
    # The label in front does the work of the colon.
    reading = _speaker(inner._replace(colon=True)) if inner is not None and inner.head.text else None
    if reading is not None and any(mention.name for mention in reading.mentions):
        return reading
    return credit(taken) or _speaker(taken)


def _speaker(taken: Frame) -> Reading | None:
    """Ask the rows of the table, unless the line is prose or a by-line."""
    text = taken.view.text[taken.start : taken.stop]
    if PROSE.search(text) or _by_line(text):
        return None
    for rule in RULES:
        reading = rule.read(taken)
        if reading is not None:
            return reading._replace(rule=rule.name)
    return None


@table
def _lead_note() -> regex.Pattern[str]:
    """What may stand before a speaker and is no part of him: （书面发言）, 3号选手."""
    note, numbered = either("lead-notes"), either("numbered-leads")
    return regex.compile(
        rf"[（(【\[]\s?(?:{note})\s?[)）】\]]\s*(?=\S)|\s*[0-9]{{1,2}}号(?:{numbered})[、，:：\s]*(?=\S)"
    )


@table
def _lead_piece() -> regex.Pattern[str]:
    """The number of a speech before its speaker: 发言一：某镇镇长 张守田, 第一位发言人：某镇镇长 张守田."""
    piece, people = either("pieces"), either("numbered-people")
    serial = either("serials")
    numbered = rf"(?:(?:{piece})之?(?:{NUMERAL})|第(?:{NUMERAL})[位个](?:{people}))\s*[:：]"
    return regex.compile(rf"(?:{numbered}|(?:{serial})\s?[:：]?\s?(?:{NUMERAL})[、.．:：\s])\s*(?=\S)")


@table
def _by_lines() -> tuple[regex.Pattern[str], tuple[str, ...], tuple[str, ...]]:
    anywhere = regex.compile("|".join(map(regex.escape, words("speakers", "by-lines"))))
    return anywhere, words("speakers", "by-line-starts"), words("speakers", "by-line-ends")


def _by_line(text: str) -> bool:
    anywhere, starts, ends = _by_lines()
    bare = text.strip("()（）[]【】 \n")
    if bare in words("speakers", "moderators"):
        return False
    if anywhere.search(text):
        return True
    opened = len(text) > _SHORT and text.startswith(words("speakers", "prose-starts"))
    if opened and not text.startswith(words("speakers", "no-prose-starts")):
        return True
    if bare.endswith(ends):
        return True
    return bare.startswith(starts) and not bare.startswith(words("speakers", "no-by-line-starts"))
