"""Which of several noun phrases a figure of a list measures, where a text says that each has its own.

>>> from speechx.fields import quantities
>>> def measured(text):
...     return [figure.metric for figure in quantities.from_text(text)[0]]
>>> measured("履约率、开工率分别达到92%和75.6%")
['履约率', '开工率']
>>> measured("排查隐患12处、检查企业9家，分别下降25%、30.8%")
['隐患', '企业', '隐患', '企业']
"""

from collections.abc import Sequence
from typing import Final, Protocol

import regex

from speechx.fields import changes, metrics
from speechx.fields.amount import Amount
from speechx.lexicon import alternatives, table, words

_FILE: Final = "metrics"
_FEWEST: Final = 2
_LONGEST_PART: Final = 12
_LONGEST_LINK: Final = 2


class Measured(Protocol):
    """A figure in the making, in offsets of the folded text."""

    amount: Amount
    start: int
    end: int
    metric: tuple[int, int] | None


@table
def _link() -> regex.Pattern[str]:
    return regex.compile(alternatives(_FILE, "listing"))


def distribute(text: str, found: Sequence[Measured]) -> None:
    """Give each figure of a list the noun phrase at its place in the list before it (分别)."""
    (each,) = words(_FILE, "each")
    if each not in text:
        return
    first = 0
    while first < len(found):
        last = first
        while last + 1 < len(found) and _listed(text, found[last], found[last + 1]):
            last += 1
        if last > first:
            _assign(text, found, first, last + 1, each)
        first = last + 1


def _listed(text: str, one: Measured, other: Measured) -> bool:
    if one.amount.measure != other.amount.measure:
        return False
    return other.start - one.end <= _LONGEST_LINK and _link().fullmatch(text, one.end, other.start) is not None


def _assign(text: str, found: Sequence[Measured], first: int, stop: int, each: str) -> None:
    floor = found[first - 1].end if first else 0
    start = changes.clause(text, found[first].start, floor)
    place = text.find(each, start, found[first].start)
    if place < 0:
        return
    told = _parts(text, start, place, floor) or [figure.metric for figure in found[max(0, 2 * first - stop) : first]]
    if len(told) != stop - first or None in told:
        return
    for figure, metric in zip(found[first:stop], told, strict=True):
        figure.metric = metric


def _parts(text: str, start: int, end: int, floor: int) -> list[tuple[int, int] | None]:
    """Return the noun phrases of a list, or nothing where no noun phrase stands there."""
    whole = metrics.before(text, end, floor)
    if whole is None:
        return []
    end = whole[1]
    links = [match.span() for match in _link().finditer(text, start, end)]
    if not links:
        return [whole]
    ends = [*(link[0] for link in links[1:]), end]
    further = [(begin, stop) for (_, begin), stop in zip(links, ends, strict=True)]
    return [metrics.before(text, links[0][0], floor), *(part if _fits(*part) else None for part in further)]


def _fits(start: int, end: int) -> bool:
    return _FEWEST <= end - start <= _LONGEST_PART
