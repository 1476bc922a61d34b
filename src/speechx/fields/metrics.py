"""What a figure measures: the noun phrase before it in its clause, or behind it, or that of the figure before.

>>> def left(text, number):
...     return before(text, text.index(number), 0)
>>> def cut(text, span):
...     return None if span is None else text[span[0]:span[1]]
>>> text = "全乡建成示范大棚9个"
>>> cut(text, left(text, "9"))
'示范大棚'
>>> text = "绿电占全部用电比例提高到27.3%"
>>> cut(text, left(text, "27.3"))
'绿电占全部用电比例'
>>> text = "划分为5个灌溉片区。"
>>> left(text, "5"), cut(text, after(text, 5))
(None, '灌溉片区')
"""

from functools import cache
from typing import Final

import regex

from speechx import kept
from speechx.fields import changes
from speechx.lexicon import words

_FILE: Final = "metrics"
_LONGEST_BEFORE: Final = 16
_LONGEST_AFTER: Final = 8
_SHORTEST: Final = 2
_NUMERAL: Final = kept.pattern("[0-9]")
_OPENING: Final = "“"
_CLOSING: Final = "”"
_EDGES: Final = "、“”‘’《》 的了前后中"


@cache
def _links() -> regex.Pattern[str]:
    """The words between a noun phrase and its number, verbs of change included."""
    every = {*words(_FILE, "links")}
    for name in ("up", "down", "between-verb-and-number", "reached"):
        every.update(words("figures", name))
    every -= set(words("figures", "comparative-only"))
    longest_first = "|".join(map(regex.escape, sorted(sorted(every), key=len, reverse=True)))
    return kept.pattern(f"(?:{longest_first})$")


@cache
def _cuts() -> regex.Pattern[str]:
    longest_first = "|".join(map(regex.escape, sorted(words(_FILE, "cuts"), key=len, reverse=True)))
    return kept.pattern(longest_first)


@cache
def _keeps() -> tuple[str, ...]:
    return words(_FILE, "keeps")


@cache
def _stops() -> regex.Pattern[str]:
    return kept.pattern("|".join(map(regex.escape, sorted(words(_FILE, "stops"), key=len, reverse=True))))


def before(text: str, end: int, floor: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends before ``end``, links taken off; ``floor`` is the end of the figure before."""
    start = changes.clause(text, end, floor)
    place = before_links(text, end, start)
    start = max(start, place - _LONGEST_BEFORE)
    for match in _cuts().finditer(text, start, place):
        if text.startswith(_keeps(), match.start()):
            continue
        # A verb of one character counts only at the front: 违建 is no 建.
        if len(match[0]) == 1 and match.start() > start and match[0] not in words(_FILE, "prepositions"):
            continue
        if match.end() <= place - _SHORTEST:
            start = match.end()
        elif match.end() == place or match.start() == start:
            return None
    return _trim(text, start, place)


def before_links(text: str, end: int, floor: int) -> int:
    """Return where the words that link a noun phrase to the number at ``end`` begin: 达到, 同比增长, 为."""
    place = end
    while place > floor:
        match = _links().search(text, max(floor, place - _LONGEST_BEFORE), place)
        if match is None or text.startswith(_keeps(), match.start()):
            break
        place = match.start()
    return place


def after(text: str, start: int) -> tuple[int, int] | None:
    """Return the noun phrase that begins at ``start``, behind a figure."""
    begin = start + 1 if text.startswith(words("figures", "of"), start) else start
    limit = min(len(text), begin + _LONGEST_AFTER)
    digit = _NUMERAL.search(text, begin, limit)
    limit = digit.start() if digit else limit
    match = _stops().search(text, begin, limit)
    if match and match.start() == begin and match[0] in words(_FILE, "modifiers"):
        following = _stops().search(text, match.end(), limit)
        if (following.start() if following else limit) - match.end() >= _SHORTEST:
            match = following
    return _trim(text, begin, match.start() if match else limit)


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    opened = text.rfind(_OPENING, start, end)
    if opened >= 0 and text.find(_CLOSING, opened, end) < 0:
        start = opened + 1
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return (start, end) if end - start >= _SHORTEST or (end > start and end - start == 1 and start) else None
