"""Ranks with their scope: 全市第一, 排名全省第3位, 倒数第二, 前十. 第二次 and 第一责任人 are none.

>>> text = "排名全市第一，位居全省第3位，全县倒数第二，进入全国前十。"
>>> [(text[found.start:found.end], int(found.value)) for found in locate(text)]
[('全市第一', 1), ('全省第3位', 3), ('全县倒数第二', 2), ('全国前十', 10)]
>>> locate("全市第一个试点，第二次会议，前三季度，第一书记")
[]
>>> text = "总量和增速居全市第二、第三位，排名由全省第15位升至第8位"
>>> [(text[found.start:found.end], str(found.before)) for found in locate(text)]
[('全市第二', 'None'), ('第三位', 'None'), ('由全省第15位升至第8位', '15')]
"""

from decimal import Decimal
from typing import Final, NamedTuple

import regex

from speechx import kept
from speechx.fields import measures, numerals
from speechx.lexicon import alternatives, table, words

_FILE: Final = "figures"
_HAN: Final = kept.pattern(r"\p{Han}")


class Rank(NamedTuple):
    """A rank in offsets of the folded text; ``value`` 1 is the best, counted from the end where 倒数 says so.

    ``before`` is the rank that a from–to starts at.
    """

    start: int
    end: int
    value: Decimal
    before: Decimal | None = None


def _any(name: str) -> str:
    return alternatives(_FILE, name)


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


@table
def _steps() -> regex.Pattern[str]:
    """The words between the two ranks of a from–to: 前移到, 升至全省."""
    return regex.compile(rf"(?:{_any('rank-steps')})(?:{_any('reached')})?(?:{_any('rank-scopes')})?")


@table
def _source() -> regex.Pattern[str]:
    """The words before the first rank of a from–to, from 由 on: 由上年的(全省第15位)."""
    return regex.compile(rf"(?:{_any('from')})[^，。；、\n0-9]{{0,8}}$")


_LOOK_BACK: Final = 12
_LONGEST_STEP: Final = 12


def locate(text: str) -> list[Rank]:
    """Return the ranks of a folded text in order."""
    found: list[Rank] = []
    first: Rank | None = None
    for anchor in _anchor().finditer(text):
        place, floor = anchor.start(), found[-1].end if found else 0
        listed = bool(found) and text[floor:place] in words(_FILE, "rank-list")
        moved = first is not None and _moves(text, first, place)
        rank = _read(text, max(floor, place - _LOOK_BACK), place, bare=listed or moved)
        whole = _joined(text, first, rank) if first is not None and rank is not None else None
        if whole is not None and found and found[-1] is first:
            found.pop()
        if rank is not None:
            found.append(whole or rank)
        first = rank if rank is not None else _source_of(text, place)
    return found


def _source_of(text: str, place: int) -> Rank | None:
    """Return a rank that counts only where another follows: 从第12名(提升到第5名)."""
    moved = _source().search(text, max(0, place - _LOOK_BACK), place)
    return _read(text, place, place, bare=True) if moved is not None else None


def _moves(text: str, first: Rank, place: int) -> bool:
    """Whether nothing but a verb of change stands between a rank and a place: 第9位 + 前移到."""
    return place - first.end <= _LONGEST_STEP and _steps().fullmatch(text, first.end, place) is not None


def _joined(text: str, first: Rank, second: Rank) -> Rank | None:
    """Join the two ends of a from–to: 由全市第9位前移到第7位."""
    if not _moves(text, first, second.start):
        return None
    source = _source().search(text, max(0, first.start - _LOOK_BACK), first.start)
    start = source.start() if source is not None else first.start
    return Rank(start, second.end, second.value, first.value)


def _read(text: str, floor: int, place: int, *, bare: bool) -> Rank | None:
    """Read the rank whose 第 or 前 stands at ``place``: the longest match that begins before it and reaches it.

    A ``bare`` one, behind another in a list (全市第二、第三位), needs no scope of its own.
    """
    match = None
    for start in range(floor, place + 1):
        candidate = _pattern().match(text, start)
        if candidate is not None and candidate.start("number") > place >= candidate.start():
            match = candidate
            break
    if match is None or not (match["scope"] or match["verb"] or match["last"] or bare):
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
