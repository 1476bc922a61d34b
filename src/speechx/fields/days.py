"""The day or days of a meeting, as written: 2022年5月26日, 民國113年4月10日, 6月29日晚, 2023年5月12日至14日.

>>> from speechx.view import whole_view
>>> def show(text):
...     found = search(whole_view(text), 0, len(text))
...     return found and (found.iso(None), found.last_iso(None), text[found.start:found.end])
>>> show("会议于2023年5月12日至14日召开"), show("（二〇二一年七月　海北）")
(('2023-05-12', '2023-05-14', '2023年5月12日至14日'), ('2021-07', None, '二〇二一年七月'))
>>> show("6月29日晚"), show("2023年2月30日"), show("2022年第1期")
((None, None, '6月29日'), None, None)
>>> search(whole_view("6月29日晚"), 0, 6).iso(2020)
'2020-06-29'
"""

from calendar import monthrange
from typing import Final, NamedTuple

import regex

from speechx.fields import numerals
from speechx.patterns import compiled
from speechx.view import View

_FILE: Final = "event"
_REPUBLIC: Final = 1911
_LONGEST_MONTH: Final = 31


class Days(NamedTuple):
    """A date in a view: ``day`` is None where only the month is told, ``last`` is the last day of several."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None
    last: tuple[int, int] | None

    def iso(self, year: int | None) -> str | None:
        """Return ISO 8601, with the given year where the text has none; None where no year or no such day is known."""
        return _iso(self.year if self.year is not None else year, self.month, self.day)

    def last_iso(self, year: int | None) -> str | None:
        """Return the last of several days, or None."""
        if self.last is None:
            return None
        return _iso(self.year if self.year is not None else year, *self.last)


def _iso(year: int | None, month: int, day: int | None) -> str | None:
    if year is None or (day is not None and day > monthrange(year, month)[1]):
        return None
    return f"{year:04}-{month:02}" + ("" if day is None else f"-{day:02}")


def search(view: View, start: int, end: int, *, with_year: bool | None = None) -> Days | None:
    """Return the first date between two offsets of a view.

    Args:
        view: the text.
        start: the first offset.
        end: the offset behind the last.
        with_year: whether the date must have a year, or must have none; None for either, one with a year first.
    """
    for told, pattern in ((True, "date"), (False, "day-without-year")):
        if with_year is None or told is with_year:
            match = compiled(_FILE)[pattern].search(view.text, start, end)
            found = _read(view, match, end) if match is not None else None
            if found is not None:
                return found
    return None


def _read(view: View, match: "regex.Match[str]", end: int) -> Days | None:
    parts = match.groupdict()
    month, day, year = _count(parts["month"]), _count(parts.get("day")), _count(parts.get("year"))
    if parts.get("republic"):
        republic = _count(parts["republic"])
        year = None if republic is None else republic + _REPUBLIC
    if month is None or (year is None and day is None):
        return None
    if day is not None and day > (monthrange(year, month)[1] if year is not None else _LONGEST_MONTH):
        return None
    stop, last = match.end(), None
    if day is not None:
        more = compiled(_FILE)["more-days"].match(view.text, stop, end)
        if more is not None:
            last_day = _count(more["day"])
            last = (_count(more["month"]) or month, last_day) if last_day is not None else None
            stop = more.end() if last is not None else stop
    return Days(match.start(), stop, year, month, day, last)


def _count(text: str | None) -> int | None:
    value = numerals.value(text) if text else None
    return int(value) if value is not None else None
