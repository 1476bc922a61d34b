"""Figures and terms of a text: what it states in numbers, how it changes, what is measured and when.

>>> figures, terms = from_text("上半年，全县税收同比增长12.6%，参保人数从5.2万人增长到6.8万人，做好“六稳”工作。")
>>> [(str(figure.value), figure.measure, figure.direction, figure.basis, figure.metric) for figure in figures]
[('12.6', '%', 'up', '同比', '税收'), ('68000', '人', 'up', None, '参保人数')]
>>> figures[1].text, str(figures[1].from_), figures[0].period, terms[0].text
('从5.2万人增长到6.8万人', '52000', '上半年', '六稳')
"""

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from speechx import kept
from speechx.fields import amounts, changes, distribution, judge, metrics, numerals, periods, ranks, terms
from speechx.fields.amounts import Amount
from speechx.fields.changes import Change, Direction
from speechx.fields.ranks import Rank
from speechx.lexicon import words
from speechx.records import Figure, Term
from speechx.view import View, whole_view
from speechx.vocabulary import any_of

if TYPE_CHECKING:
    from speechx.models import Kind

_SENTENCE_END: Final = any_of("。！？!?\n")
_LIST: Final = kept.pattern(r"(?:[、，,和及与]|以及)")
_LONGEST_LIST_WORD: Final = 2
_COMMAS: Final = "，,"
# A verb with the noun phrase before it has as many characters.
_LONG_VERB: Final = 4
# So many terms and periods, at most, touch one amount.
_NEAR: Final = 4


class _Found:
    """A figure in the making, in offsets of the folded text."""

    from_: Decimal | None = None
    rank: bool = False
    metric: tuple[int, int] | None = None

    def __init__(self, amount: Amount, start: int, change: Change) -> None:
        self.amount = amount
        self.start = start
        self.end = amount.end
        self.change = change


def from_text(text: str) -> tuple[list[Figure], list[Term]]:
    """Return the figures and terms of any Chinese text; spans are offsets of the text."""
    return find(whole_view(text))


def find(body: View) -> tuple[list[Figure], list[Term]]:
    """Return the figures and terms of a body in the order of the text. Cost is linear in the text."""
    text = body.text
    slogans = terms.locate(text)
    if not amounts.may_be_in(text):
        return [], terms.build(body, slogans)
    times = periods.locate(text)
    found = _joined(text, _stated(text, sorted([*slogans, *times])))
    found += [_ranked(text, rank) for rank in ranks.locate(text)]
    found.sort(key=lambda figure: figure.start)
    found = _apart(found)
    if not found:
        return [], terms.build(body, slogans)
    _measure(text, found, times)
    times = sorted([*times, *_lapses(text, found)])
    ends = [match.start() for match in _SENTENCE_END.finditer(text)]
    return [_figure(body, figure, times, ends) for figure in found], terms.build(body, slogans)


def _stated(text: str, taken: Sequence[tuple[int, int]]) -> list[Amount]:
    """Return the amounts that are figures; ``taken`` are the places of terms and periods, in order."""
    stated = []
    first = 0
    for amount in amounts.each(text):
        while first < len(taken) and taken[first][1] < amount.start:
            first += 1
        if judge.reason(text, amount, taken[first : first + _NEAR]) is None:
            stated.append(amount)
    return stated


def _joined(text: str, stated: Sequence[Amount]) -> list[_Found]:
    """Tell how each amount changes, and join the two ends of a from–to."""
    found: list[_Found] = []
    floor = index = 0
    while index < len(stated):
        amount = stated[index]
        following = stated[index + 1] if index + 1 < len(stated) else None
        ends = changes.from_to(text, amount, following, floor) if following is not None else None
        if ends is not None and following is not None:
            start, direction = ends
            basis = changes.of(text, start, floor).basis
            found.append(_Found(following, start, changes.change("level", direction, basis)))
            found[-1].from_ = _in_measure_of(amount, following)
            index += 2
        else:
            found.append(_Found(amount, amount.start, changes.of(text, amount.start, floor)))
            _carry(text, found)
            index += 1
        floor = found[-1].end
    return found


def _in_measure_of(amount: Amount, other: Amount) -> Decimal | None:
    """Return the value of an amount in the measure of another: 从40厘米提升到1.2米 begins at 0.4."""
    if amount.value is None or amount.measure in (other.measure, None) or not amount.factor or not other.factor:
        return amount.value
    return numerals.plain(amount.value * amount.factor / other.factor)


def _carry(text: str, found: Sequence[_Found]) -> None:
    """Let a list share what changes it: 分别增长8.1%、9.2%和10.3%."""
    if len(found) < 2:  # noqa: PLR2004 - a list has two members
        return
    before, last = found[-2], found[-1]
    if changes.shared(text, before.change, before.end, last.start):
        last.change = before.change
    if last.start - before.end > _LONGEST_LIST_WORD or before.amount.measure != last.amount.measure:
        return
    if _LIST.fullmatch(text, before.end, last.start) and not _starts_anew(text, before.end, last):
        last.change = before.change


def _starts_anew(text: str, end: int, last: _Found) -> bool:
    """Whether a comma ends the list: 偏少三成，62%的耕地 and 偏高2℃，35℃以上 are two statements each."""
    told = last.amount.approx is not None or text.startswith(words("figures", "of"), last.end)
    return told and text[end] in _COMMAS


def _ranked(text: str, rank: Rank) -> _Found:
    amount = Amount(rank.start, rank.end, "", rank.value)
    amount.kind = "rank"
    direction: Direction | None = None
    if rank.before is not None and rank.before != rank.value:
        direction = "up" if rank.value < rank.before else "down"
    found = _Found(amount, rank.start, changes.change("level", direction, changes.of(text, rank.start, 0).basis))
    found.rank, found.from_ = True, rank.before
    return found


def _apart(found: Sequence[_Found]) -> list[_Found]:
    """Leave out what overlaps a figure before it."""
    kept: list[_Found] = []
    for figure in found:
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return kept


def _measure(text: str, found: Sequence[_Found], times: Sequence[tuple[int, int]]) -> None:
    """Tell each figure its metric: before it, behind it, or that of the figure before in its sentence."""
    floor = 0
    previous: _Found | None = None
    for figure in found:
        end = _without_periods(text, times, figure.start, floor)
        left = metrics.before(text, end, floor)
        right = metrics.after(text, figure.end) if _counts(figure.amount) else None
        if left is not None and (metrics.is_sum(text, left) or _is_whole(figure.amount, left)):
            right = None
        if left is not None and text[slice(*left)] in words("metrics", "sums-up") and _carries(text, figure, previous):
            left = None
        if right is not None and left is not None and metrics.acts(text, right):
            right = None
        figure.metric = right or left or _by_verb(text, end, floor, figure, previous)
        floor, previous = (figure.end if right is None else right[1]), figure
    distribution.distribute(text, found)


def _is_whole(amount: Amount, left: tuple[int, int]) -> bool:
    """Whether a measure is a noun itself, so that what is counted stands before it: 渔民263人转产."""
    return amount.measure in words("metrics", "whole-nouns") and left[1] - left[0] > 1


def _carries(text: str, figure: _Found, previous: _Found | None) -> bool:
    """Whether the figure before stands in the same sentence and has a metric."""
    if previous is None or previous.metric is None:
        return False
    return _SENTENCE_END.search(text, previous.end, figure.start) is None


def _lapses(text: str, found: Sequence[_Found]) -> list[tuple[int, int]]:
    """Return the lengths of time that are the period of what follows: 三年来, 近两年."""
    lapses: list[tuple[int, int]] = []
    for figure in found:
        if figure.amount.kind == "duration":
            near = words("figures", "lapses-near")
            before = max((len(word) for word in near if text.endswith(word, 0, figure.start)), default=0)
            behind = _lapse(text, figure)
            if before or behind:
                lapses.append((figure.start - before, figure.end + behind))
    return lapses


def _lapse(text: str, figure: _Found) -> int:
    """Return the length of the word behind a length of time that makes it a period (三年来), or 0."""
    if figure.amount.kind != "duration":
        return 0
    every = words("figures", "lapses")
    return max((len(word) for word in every if text.startswith(word, figure.end)), default=0)


def _by_verb(text: str, end: int, floor: int, figure: _Found, previous: _Found | None) -> tuple[int, int] | None:
    """Return what a figure without a noun phrase measures: its verb, or what the figure before in its sentence does.

    A verb alone (任务38个，开工35个) says less than the noun phrase of a figure with the same measure.
    """
    verb = metrics.verb(text, end, floor)
    if previous is None or not _carries(text, figure, previous):
        return verb
    if _lapse(text, figure):
        return verb
    same = previous.amount.measure == figure.amount.measure
    told = verb is not None and (verb[1] - verb[0] >= _LONG_VERB or not same)
    return verb if told else previous.metric


def _without_periods(text: str, times: Sequence[tuple[int, int]], end: int, floor: int) -> int:
    """Step back over the periods between a noun phrase and its number (是2012年的2.3倍, 比2014年底下降)."""
    place = bisect_left(times, (end, end)) - 1
    while place >= 0 and times[place][0] >= floor and metrics.before_links(text, end, floor) <= times[place][1]:
        end = times[place][0]
        place -= 1
    return end


def _counts(amount: Amount) -> bool:
    """Whether what is counted may stand behind the amount: 52个小区, 12万平方米的公园, 80%的农户."""
    return amount.kind in ("count", "area", "length", "mass", "volume", "money")


def _figure(body: View, found: _Found, times: Sequence[tuple[int, int]], ends: Sequence[int]) -> Figure:
    amount, text = found.amount, body.text
    moved = amount.measure in words("figures", "rank-measures") and _is_move(text, found)
    return Figure(
        text=body.raw[found.start : found.end],
        value=amount.value,
        low=amount.low,
        high=amount.high,
        measure=None if found.rank or moved else _raw_measure(body, amount),
        kind="rank" if moved else _kind(amount),
        approx=_raw_word(body, amount),
        relation=found.change.relation,
        direction=found.change.direction,
        basis=found.change.basis,
        from_=found.from_,
        to=amount.value if found.from_ is not None else None,
        metric=body.raw[slice(*found.metric)] if found.metric else None,
        period=_period(body, found, times, ends),
        span=body.span(found.start, found.end),
        heading=None,
    )  # fmt: skip


def _kind(amount: Amount) -> "Kind":
    """Return the kind of an amount; a decimal without a measure is an index, 1/10 a fraction."""
    if amount.measure is not None or amount.kind != "count" or amount.value is None:
        return amount.kind
    if amount.form == "fraction":
        return "fraction"
    return amount.kind if amount.value == amount.value.to_integral_value() else "index"


def _is_move(text: str, found: _Found) -> bool:
    start = changes.clause(text, found.start, 0)
    return found.change.direction is not None and any(
        word in text[start : found.start] for word in words("figures", "rank-moves")
    )


def _raw_measure(body: View, amount: Amount) -> str | None:
    """Return the measure as written; % where 成 or 百分之 say it in words."""
    if amount.measure is None or amount.form in ("tenths", "share"):
        return amount.measure
    place = body.text.find(amount.measure, amount.start, amount.end)
    return body.raw[place : place + len(amount.measure)] if place >= 0 else amount.measure


def _raw_word(body: View, amount: Amount) -> str | None:
    if amount.approx is None:
        return None
    place = body.text.find(amount.approx, amount.start, amount.end)
    return body.raw[place : place + len(amount.approx)] if place >= 0 else amount.approx


def _period(body: View, found: _Found, times: Sequence[tuple[int, int]], ends: Sequence[int]) -> str | None:
    """Return the last period before a figure in its sentence."""
    place = bisect_left(times, (found.start, found.start)) - 1
    while place >= 0 and _compared(body.text, times[place][0]):
        place -= 1
    if place < 0:
        return None
    start, end = times[place]
    sentence = bisect_left(ends, start)
    if sentence < len(ends) and ends[sentence] < found.start:
        return None
    return body.raw[start:end]


def _compared(text: str, start: int) -> bool:
    """Whether a period is what a figure is compared with (比年初, 从2021年底的): it does not govern."""
    return text.endswith(words("figures", "comparing"), 0, start)


__all__ = ["Direction", "find", "from_text"]
