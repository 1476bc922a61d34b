r"""A user's list of people: which of the user's own ids a speaker has.

The list is CSV with a header: ``name`` and ``id``, and as far as known ``unit``, ``role``, ``from`` and ``to`` (ISO
dates, both included). People of the same name are told apart by unit and date; what stays open stays null.

>>> rows = ["name,id,unit,from,to", "甘若谷,p1,青禾县,,2020", "甘若谷,p2,青禾县,2021,", "叶知秋,p3,,,"]
>>> people = Roster.from_text("\n".join(rows))
>>> people.link("甘 若谷", "青禾县柳河镇", period("2024-03-08"))
Link(id='p2', problem=None, rows=())
>>> people.link("甘若谷", "青禾县柳河镇", None).problem
'roster-ambiguous'
>>> people.link("甘若谷", "云溪县", None).problem
'roster-conflict'
>>> people.link("葉知秋", "云溪县", None).id, people.link("无此人", None, None)
('p3', Link(id=None, problem=None, rows=()))
"""

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from os import PathLike
from typing import Final, Literal, NamedTuple

from speechx import source
from speechx.dates import Period, period
from speechx.errors import UsageError
from speechx.fold import fold
from speechx.source import Source

REQUIRED: Final = ("name", "id")
OPTIONAL: Final = ("unit", "role", "from", "to")
_BOM: Final = "\ufeff"


class Row(NamedTuple):
    """One person in one office: texts as the list has them, empty where it does not tell."""

    name: str
    id: str
    unit: str
    role: str
    since: Period | None
    until: Period | None

    def describe(self) -> str:
        """Return the id with what tells this row from its namesakes."""
        days = (self.since.first.isoformat() if self.since else "", self.until.last.isoformat() if self.until else "")
        details = " ".join(part for part in (self.unit, self.role, "..".join(days) if any(days) else "") if part)
        return f"{self.id} ({details})" if details else self.id

    def covers(self, when: Period | None) -> bool:
        """Whether the row may be valid in a period; what is unknown excludes nothing."""
        if when is None:
            return True
        begun = self.since is None or self.since.first <= when.last
        return begun and (self.until is None or when.first <= self.until.last)


class Link(NamedTuple):
    """What a roster says of a speaker.

    Attributes:
        id: the user's id, or None.
        problem: the name of a diagnostic, where the name is listed but the id stays open.
        rows: the rows that the diagnostic is about.
    """

    id: str | None
    problem: Literal["roster-ambiguous", "roster-conflict"] | None = None
    rows: tuple[Row, ...] = ()


class Roster:
    """People and their ids, made by ``from_file``, ``from_bytes`` or ``from_text``.

    Attributes:
        doubt: why the encoding of the list is only a plausible guess, or None.
    """

    def __init__(self, rows: Iterable[Row], doubt: str | None = None) -> None:
        self.doubt = doubt
        self._by_name: dict[str, list[Row]] = {}
        for row in rows:
            self._by_name.setdefault(_plain(row.name), []).append(row)

    @classmethod
    def from_file(cls, path: str | PathLike[str], encoding: str | None = None) -> "Roster":
        """Read a CSV file in any encoding that ``parse_file`` reads.

        Args:
            path: the file.
            encoding: a Python codec name that overrides the evidence.

        Raises:
            SpeechxError: it cannot be read or decoded, a column is missing, a row has no name or id, or a date is none.
        """
        return cls._of(source.from_file(path, encoding))

    @classmethod
    def from_bytes(cls, data: bytes, name: str = "<roster>", encoding: str | None = None) -> "Roster":
        """Read the bytes of such a file; arguments and errors are those of ``from_file``."""
        return cls._of(source.from_bytes(data, name, encoding))

    @classmethod
    def from_text(cls, text: str, name: str = "<roster>") -> "Roster":
        """Read the text of such a file; errors are those of ``from_file``."""
        return cls._of(source.from_text(text, name))

    @classmethod
    def _of(cls, listed: Source) -> "Roster":
        return cls(_rows(listed), listed.doubt)

    def link(self, name: str | None, unit: str | None, when: Period | None) -> Link:
        """Return the id of a speaker.

        Args:
            name: the speaker's name as written; gaps and script do not matter.
            unit: the speaker's body as written, or None where the document does not tell.
            when: the days that the meeting's date may mean, or None.
        """
        namesakes = self._by_name.get(_plain(name), []) if name else []
        if not namesakes:
            return Link(None)
        left = [row for row in namesakes if _agree(row.unit, unit) and row.covers(when)]
        same = [row for row in left if row.unit and unit and _plain(row.unit) == _plain(unit)]
        left = same or left  # the very unit says more than one that lies in it
        if len({row.id for row in left}) == 1:
            return Link(left[0].id)
        return Link(None, "roster-ambiguous", tuple(left)) if left else Link(None, "roster-conflict", tuple(namesakes))


def _plain(text: str) -> str:
    return "".join(fold(text).split())


def _agree(one: str, other: str | None) -> bool:
    """Whether two units may be the same: one contains the other, or one is unknown."""
    first, second = _plain(one), _plain(other or "")
    return first in second or second in first


def _rows(listed: Source) -> Iterator[Row]:
    import csv  # noqa: PLC0415 - most runs have no roster

    lines = csv.reader(StringIO(listed.text.removeprefix(_BOM), newline=""), strict=True)
    try:
        columns = _columns(next(lines, []))
        for cells in lines:
            if any(map(str.strip, cells)):
                yield _row(dict(zip(columns, map(str.strip, cells), strict=False)))
    except csv.Error as error:
        raise UsageError(f"{listed.name}:{lines.line_num}: this is no CSV: {error}") from None
    except UsageError as error:
        raise UsageError(f"{listed.name}:{max(lines.line_num, 1)}: {error}") from None


def _columns(header: Sequence[str]) -> list[str]:
    columns = [cell.strip().lower() for cell in header]
    for column in REQUIRED:
        if column not in columns:
            raise UsageError(f"a roster needs a column {column!r}; its header may hold name,id,unit,role,from,to")
    for column in (*REQUIRED, *OPTIONAL):
        if columns.count(column) > 1:
            raise UsageError(f"the column {column!r} stands twice in the header")
    return columns


def _row(cells: dict[str, str]) -> Row:
    for column in REQUIRED:
        if not cells.get(column):
            raise UsageError(f"this row has no {column}")
    since, until = (period(cells[key]) if cells.get(key) else None for key in ("from", "to"))
    if since and until and since.first > until.last:
        raise UsageError("this row ends before it begins")
    return Row(cells["name"], cells["id"], cells.get("unit", ""), cells.get("role", ""), since, until)
