"""Ranks with their scope: 全市第一, 排名全省第3位, 倒数第二, 前十. 第二次 and 第一责任人 are none.

>>> text = "排名全市第一，位居全省第3位，全县倒数第二，进入全国前十。"
>>> [(text[found.start:found.end], int(found.value)) for found in locate(text)]
[('全市第一', 1), ('全省第3位', 3), ('全县倒数第二', 2), ('全国前十', 10)]
>>> locate("全市第一个试点，第二次会议，前三季度，第一书记")
[]
"""

from decimal import Decimal
from typing import Final, NamedTuple

import regex

from speechx import kept
from speechx.fields import measures, numerals
from speechx.lexicon import table, words

_FILE: Final = "figures"
_HAN: Final = kept.pattern(r"\p{Han}")


class Rank(NamedTuple):
    """A rank in offsets of the folded text; ``value`` 1 is the best, counted from the end where 倒数 says so."""

    start: int
    end: int
    value: Decimal


def _any(name: str) -> str:
    return "|".join(map(regex.escape, sorted(words(_FILE, name), key=len, reverse=True)))


@table
def _pattern() -> regex.Pattern[str]:
    first, among = words(_FILE, "rank-before")
    return regex.compile(
        rf"(?P<scope>{_any('rank-scopes')})?(?P<verb>{_any('rank-verbs')})?(?P<last>{_any('rank-last')})?"
        rf"(?:{first}|{among})\ ?(?P<number>[0-9]{{1,4}}|[{numerals.CHINESE}]{{1,4}})"
        rf"(?P<measure>{_any('rank-measures')})?"
    )


@table
def _anchor() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{'|'.join(words(_FILE, 'rank-before'))})\ ?[0-9{numerals.CHINESE}]")


_LOOK_BACK: Final = 12


def locate(text: str) -> list[Rank]:
    """Return the ranks of a folded text in order."""
    found: list[Rank] = []
    for anchor in _anchor().finditer(text):
        floor = found[-1].end if found else 0
        rank = _read(text, max(floor, anchor.start() - _LOOK_BACK), anchor.start())
        if rank is not None:
            found.append(rank)
    return found


def _read(text: str, floor: int, place: int) -> Rank | None:
    """Read the rank whose 第 or 前 stands at ``place``: the longest match that begins before it and reaches it."""
    match = None
    for start in range(floor, place + 1):
        candidate = _pattern().match(text, start)
        if candidate is not None and candidate.start("number") > place >= candidate.start():
            match = candidate
            break
    if match is None or not (match["scope"] or match["verb"] or match["last"]):
        return None
    value = numerals.value(match["number"])
    if value is None or _goes_on(text, match):
        return None
    start = match.start("scope") if match["scope"] else match.start("last") if match["last"] else place
    return Rank(start, match.end(), value)


def _goes_on(text: str, match: "regex.Match[str]") -> bool:
    """Whether what follows makes something else of it: 全市第一个, 第一责任人, 前三季度."""
    end = match.end()
    if text.startswith(words(_FILE, "rank-not-before"), end):
        return True
    if match["measure"]:
        return False
    return measures.at(text, end) is not None and _HAN.match(text, end) is not None
