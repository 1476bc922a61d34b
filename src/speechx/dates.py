r"""Dates that users give, and front matter that holds one: ISO 8601, of a year, a month or a day.

>>> period("2024-02")
Period(first=datetime.date(2024, 2, 1), last=datetime.date(2024, 2, 29))
>>> find_front_matter('---\ntitle: 春耕\ndate: "2024-03-08T09:00"\n---\n正文').period
Period(first=datetime.date(2024, 3, 8), last=datetime.date(2024, 3, 8))
"""

from calendar import monthrange
from datetime import date
from typing import Final, NamedTuple

import regex

from speechx import kept
from speechx.errors import UsageError
from speechx.source import Span

_ISO: Final = kept.pattern(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
# A date in front matter may go on with a time of day.
_STAMP: Final = kept.pattern(rf"(?:{_ISO.pattern})(?=$|[T ])")
_FENCE: Final = "---"
_ENDS: Final = ("---", "...")
_KEY: Final = kept.pattern(r"(?P<key>\w[\w-]{0,40}):(?:[ \t](?P<value>.*))?")
# Lists, nested values, comments and blank lines are passed over.
_OTHER: Final = kept.pattern(r"[ \t#-]|$")
_LONGEST: Final = 10_000  # code points of front matter; a longer one is text between two rules


class Period(NamedTuple):
    """The days that a date of any precision may mean, both included."""

    first: date
    last: date


class FrontMatter(NamedTuple):
    """The block of ``key: value`` lines at the top of a document.

    Attributes:
        span: the block with its fences and the line end of the last.
        fields: the simple values by their keys in lower case, without quotes.
    """

    span: Span
    fields: dict[str, str]

    @property
    def period(self) -> Period | None:
        """What the key ``date`` says, or None where it says nothing that is a date."""
        match = _STAMP.match(self.fields.get("date", ""))
        try:
            return period(match[0]) if match else None
        except UsageError:
            return None


def period(text: str) -> Period:
    """Read a date as ISO 8601 writes it: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

    Raises:
        UsageError: it is none, or there is no such day.
    """
    match = _ISO.fullmatch(text.strip())
    try:
        found = _period(match) if match else None
    except ValueError:  # there is no such month or day
        found = None
    if found is None:
        raise UsageError(f"{text!r} is no date: write YYYY, YYYY-MM or YYYY-MM-DD")
    return found


def _period(match: "regex.Match[str]") -> Period:
    year, month, day = (int(part) if part else None for part in match.group("year", "month", "day"))
    first = date(year or 0, month or 1, day or 1)
    last = month or 12
    return Period(first, date(first.year, last, day or monthrange(first.year, last)[1]))


def find_front_matter(text: str) -> FrontMatter | None:
    """Return the front matter of a document, or None where it has none.

    Args:
        text: the decoded text; a byte-order mark may come first.
    """
    start = end = len(text) - len(text.removeprefix("\ufeff"))
    if not text.startswith(_FENCE, start):
        return None
    fields: dict[str, str] = {}
    for number, line in enumerate(text[start : start + _LONGEST].splitlines(keepends=True)):
        end += len(line)
        plain = line.rstrip()
        if number == 0 and plain != _FENCE:
            return None
        if number and plain in _ENDS:
            return FrontMatter(Span(start, end), fields) if fields else None
        match = _KEY.fullmatch(plain)
        if match:
            fields.setdefault(match["key"].lower(), (match["value"] or "").strip().strip("\"'"))
        elif number and not _OTHER.match(plain):
            return None
    return None
