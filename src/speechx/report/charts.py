"""The charts: where the bars and dots lie, in per cent of the width; ``template.html`` draws them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final, NamedTuple

from speechx.models import Figure, Speech
from speechx.report.figures import Row, grouped
from speechx.writers.tables import SEPARATOR

COLOURS: Final = 6
"""Kinds with a colour of their own, the most frequent; the others share one."""

_LIMITS: Final = (5, 10, 20, 50, 100)
"""How far the axis of growth rates may reach; what lies beyond the last stands at its end."""


class Kind(NamedTuple):
    """A kind of figure, how often it occurs, and the number of its colour."""

    name: str
    times: int
    colour: int


class Segment(NamedTuple):
    """A piece of a bar."""

    kind: Kind
    times: int
    x: str
    width: str


class Bar(NamedTuple):
    """The figures of a speech, of which one is shown."""

    row: Row
    times: int
    segments: tuple[Segment, ...]


class Dot(NamedTuple):
    """A growth rate: the number of its field, where it lies, whether it lies beyond the axis, and what it says."""

    field: int
    x: str
    direction: str
    beyond: bool
    title: str


class Growth(NamedTuple):
    """The growth rates of a unit."""

    unit: str
    dots: tuple[Dot, ...]


class Tick(NamedTuple):
    """A place on the axis of growth rates."""

    x: str
    text: str


class Axis(NamedTuple):
    """The axis of growth rates: from its least to its greatest value, in per cent."""

    low: int
    high: int

    def x(self, value: Decimal) -> str:
        """Return where a value lies; one beyond the axis lies at its end."""
        inside = min(max(value, Decimal(self.low)), Decimal(self.high))
        return _per_cent(inside - self.low, Decimal(self.high - self.low))

    def ticks(self) -> list[Tick]:
        """Return the places that are named."""
        low, high = Decimal(self.low), Decimal(self.high)
        return [
            Tick(self.x(value), f"{_signed(value)}%" if value else "0")
            for value in dict.fromkeys((low, low / 2, Decimal(0), high / 2, high))
        ]


def kinds(rows: Iterable[Row]) -> list[Kind]:
    """Return the kinds of figures, the most frequent first."""
    counts = Counter[str](row.figure.kind for row in rows)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Kind(name, times, min(index, COLOURS) + 1) for index, (name, times) in enumerate(ordered)]


def bars(rows: Sequence[Row], found: Sequence[Kind]) -> list[Bar]:
    """Return a bar for each speech that states figures; the longest takes the whole width."""
    groups = [list(group) for _, group in groupby(rows, key=lambda row: (row.document, row.speech.index))]
    longest = max(map(len, groups), default=0)
    return [
        Bar(group[0], len(group), tuple(_segments([row.figure for row in group], found, longest))) for group in groups
    ]


def _segments(figures: Iterable[Figure], found: Sequence[Kind], longest: int) -> Iterable[Segment]:
    counts = Counter[str](figure.kind for figure in figures)
    before = 0
    for kind in found:
        if times := counts[kind.name]:
            yield Segment(kind, times, _share(before, longest), _share(times, longest))
            before += times


def growth(rows: Iterable[Row]) -> tuple[Axis, list[Growth]]:
    """Return the growth rates that the speeches state, by the unit of their speakers, and the axis for them.

    A growth rate is a change in per cent with a direction.
    """
    rates = [(row, rate) for row in rows if (rate := _rate(row.figure)) is not None]
    axis = _axis([rate for _, rate in rates])
    by_unit: dict[str, list[Dot]] = {}
    for row, rate in rates:
        by_unit.setdefault(_units(row.speech) or row.who, []).append(_dot(row, rate, axis))
    return axis, [Growth(unit, tuple(dots)) for unit, dots in by_unit.items()]


def _units(speech: Speech) -> str:
    return SEPARATOR.join(dict.fromkeys(speaker.unit for speaker in speech.speakers if speaker.unit))


def _rate(figure: Figure) -> Decimal | None:
    """Return a growth rate with its sign, or None for any other figure."""
    if figure.kind != "percent" or figure.relation != "change" or figure.value is None or figure.direction is None:
        return None
    return figure.value if figure.direction == "up" else -figure.value


def _axis(rates: Sequence[Decimal]) -> Axis:
    greatest = max(map(abs, rates), default=Decimal(0))
    limit = next((limit for limit in _LIMITS if greatest <= limit), _LIMITS[-1])
    return Axis(-limit if any(rate < 0 for rate in rates) else 0, limit)


def _dot(row: Row, rate: Decimal, axis: Axis) -> Dot:
    told = " ".join(filter(None, (row.figure.metric, row.figure.basis, f"{_signed(rate)}%")))
    return Dot(row.field, axis.x(rate), row.figure.direction or "", not axis.low <= rate <= axis.high, told)


def _signed(value: Decimal) -> str:
    return f"{'−' if value < 0 else '+'}{grouped(abs(value))}"


def _share(times: int, whole: int) -> str:
    return _per_cent(Decimal(times), Decimal(whole))


def _per_cent(part: Decimal, whole: Decimal) -> str:
    """Return a share of the width as SVG writes it."""
    return f"{part * 100 / whole:.2f}%"
