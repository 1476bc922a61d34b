"""Split an office as written into the unit (单位) and the role: 中牟县某镇党委书记 → 中牟县某镇 + 党委书记.

An office is one or more segments joined by 、 or 兼; each ends with a head word of ``roles.toml``. The first segment
holds the unit: everything before the role. A role starts with a committee or mass organisation of a place (党委, 妇联),
or with a department inside a body (某大学 + 农村社会处处长); every other body belongs to the unit (某市教育局 + 局长).
登封市委书记 is 登封市 + 市委书记: the two overlap. Offsets are those of the text that is read: folded, without gaps.

>>> for text in ("登封市委书记", "滑县县委书记", "中共某县委副书记、县长", "某局党组书记、局长", "某大学教务处处长"):
...     office = parse(text)
...     print(office.cut(office.unit), office.cut(office.role), office.names())
登封市 市委书记 ('市委书记',)
滑县 县委书记 ('县委书记',)
某县 县委副书记、县长 ('县委副书记', '县长')
某局 党组书记、局长 ('党组书记', '局长')
某大学 教务处处长 ('教务处处长',)
"""

from functools import cache
from typing import Final, NamedTuple

import regex

from speechx import kept
from speechx.fields import units
from speechx.lexicon import entries, table, words

Range = tuple[int, int]
_Split = tuple[Range | None, int, bool, bool]
_Cut = tuple[int, int, bool]
_LISTED: Final = frozenset("、，,；/")
_SESSION: Final = kept.pattern(r"第?[一二三四五六七八九十0-9]{1,4}")
_TERM: Final = kept.pattern(r"第[一二三四五六七八九十0-9]{1,4}\p{Han}$")
_ORDINAL: Final = kept.pattern(r"第[一二三四五六七八九十0-9]{1,3}$")


class Office(NamedTuple):
    """An office as written; all ranges are offsets of ``text``.

    Attributes:
        text: the text that was read.
        unit: the pieces of the unit, none where it is not told.
        role: the pieces of the role, never none.
        roles: for each office of the role its pieces.
        known: whether the unit ends as units do, or there is none.
        bodied: whether the first role names its body (党委书记, not 书记).
    """

    text: str
    unit: tuple[Range, ...]
    role: tuple[Range, ...]
    roles: tuple[tuple[Range, ...], ...]
    known: bool
    bodied: bool

    def cut(self, pieces: tuple[Range, ...]) -> str:
        """Return the text of some pieces put together."""
        return "".join(self.text[a:b] for a, b in pieces)

    def names(self) -> tuple[str, ...]:
        """Return the offices of the role one by one."""
        return tuple(self.cut(pieces) for pieces in self.roles)


class Head(NamedTuple):
    """What a word that ends a role tells: the body it belongs to, and its rank class."""

    body: str
    rank: str


class _Tables(NamedTuple):
    heads: dict[str, Head]
    prefixes: tuple[str, ...]
    weak_prefixes: frozenset[str]
    former: tuple[str, ...]
    bodies: frozenset[str]
    modifiers: tuple[str, ...]
    generic: frozenset[str]
    joints: tuple[str, ...]
    opening: frozenset[str]
    overlaps: dict[str, list[tuple[str, int, bool]]]
    overlapping: tuple[str, ...]
    head_sizes: dict[str, tuple[int, ...]]
    notes: frozenset[str]


@table
def _tables() -> _Tables:
    from speechx.lexicon import models  # noqa: PLC0415 - most starts read no lexicon

    groups = entries("roles", "offices", models.Head)
    heads = {word: Head(entry.body, entry.rank) for entry in groups for word in entry.words}
    former, acting = words("roles", "former"), words("roles", "acting")
    prefixes = {*former, *acting, *words("roles", "honorary"), *words("roles", "deputy")}
    overlaps = [
        (place + body, len(place), entry.apart)
        for entry in entries("roles", "overlaps", models.Overlap)
        for place in entry.places
        for body in entry.bodies
    ]
    return _Tables(
        heads,
        tuple(sorted(prefixes, key=len, reverse=True)),
        frozenset(word for word in (*former, *acting) if len(word) == 1),
        tuple(sorted(former, key=len, reverse=True)),
        frozenset(words("roles", "place-bodies")),
        tuple(sorted(words("roles", "body-modifiers"), key=len, reverse=True)),
        frozenset(words("roles", "generic-places")),
        tuple(sorted(words("roles", "joint"), key=len, reverse=True)),
        frozenset(word[0] for word in words("roles", "joint")),
        _by_last(overlaps),
        tuple({row[0] for row in overlaps}),
        units.sizes_by_last(word for word in heads if 1 < len(word) <= _LONGEST),
        frozenset(words("roles", "office-notes")),
    )


def _by_last(rows: list[tuple[str, int, bool]]) -> dict[str, list[tuple[str, int, bool]]]:
    """Sort overlaps by the last character of their suffix, the longest suffix first."""
    found: dict[str, list[tuple[str, int, bool]]] = {}
    for row in sorted(rows, key=lambda row: len(row[0]), reverse=True):
        found.setdefault(row[0][-1], []).append(row)
    return found


_LONGEST: Final = 12
_SHORTEST: Final = 2
_TOLD: Final = 4
"""A place and its head behind a prefix of a body have more characters."""
_UNKNOWN: Final = 40
_UNKNOWN_ROLE: Final = 10
"""No unknown office and no unknown role is longer."""
_AGE: Final = kept.pattern(r"(?:[0-9]{1,3}岁的?|[0-9]0后)(?=\p{Han}{2})")
_SECTION: Final = "科"
_NO_BODY: Final = "none"
_NOTE: Final = 8
"""No note behind an office is longer, its parentheses included."""
_WORKERS: Final = frozenset({"person", "staff", "title"})
"""Ranks that may have an attribute behind a place: 某村生态(护林员), but 某省电视总台(台长) names a body."""


def head(text: str, end: int) -> int | None:
    """Return where the longest head word that ends at ``end`` starts, or None."""
    if end and text[end - 1] in "）)":
        end = _before_note(text, end)
    table = _tables()
    for size in table.head_sizes.get(text[end - 1 : end], ()):
        if size <= end and text[end - size : end] in table.heads:
            return end - size
    return None


def last_characters() -> frozenset[str]:
    """Return the characters that head words end with."""
    return frozenset(_tables().head_sizes)


def _before_note(text: str, end: int) -> int:
    """Step back over a note behind a head: 副局长（主持工作）."""
    start = max(text.rfind("（", max(0, end - _NOTE), end), text.rfind("(", max(0, end - _NOTE), end))
    return start if start > 0 and text[start + 1 : end - 1] in _tables().notes else end


def _entry(text: str, start: int, end: int) -> Head:
    """Return the entry of the head word that ``head`` found."""
    return _tables().heads[text[start : _before_note(text, end)]]


def weak(role: str) -> bool:
    """Whether a role is what a person does or is, not an office: 种粮大户, 护士."""
    start = head(role, len(role))
    return start is not None and _entry(role, start, len(role)).rank == "person"


def parse(text: str, breaks: frozenset[int] = frozenset()) -> Office | None:
    """Read a whole text as an office.

    Args:
        text: folded text without gaps.
        breaks: offsets where the line has a gap; one may part two offices.

    Returns:
        The office, or None where the text is none from its first to its last character.
    """
    if len(text) < _SHORTEST or head(text, len(text)) is None or not units.plain(text):
        return None
    start, lead = _lead(text)
    segments = list(_segments(text, start, breaks))
    first = _first(text, *segments[0])
    if len(segments) > 1 and (first is None or not first[2]) and _represents(text, segments[0][1]):
        first = (None, start, True, False)
    if first is None:
        return None
    unit, role_start, known, bodied = first
    if lead and unit and role_start == unit[1] - 1 and text.startswith(words("units", "committees"), unit[1]):
        role_start = unit[1]
    role = [*lead, (role_start, segments[0][1])]
    roles = [tuple(role), *[((a, b),) for a, b in segments[1:]]]
    if len(segments) > 1:
        role[-1] = (role_start, segments[-1][1])
    if unit is None and len(segments) > 1:
        return _later_unit(Office(text, (), tuple(role), tuple(roles), known=True, bodied=bodied), segments)
    return Office(text, (unit,) if unit else (), tuple(role), tuple(roles), known, bodied)


def _represents(text: str, end: int) -> bool:
    """Whether an office only tells whom somebody speaks for: 无党派人士代表、某大学教授."""
    at = head(text, end)
    return at is not None and text[at:end] in words("roles", "representing")


def guess(text: str) -> Office | None:
    """Read a text as a unit with a role that the lexicon does not have, or as such a role alone.

    >>> office = guess("某县某镇梅岭村吹糖人")
    >>> office.cut(office.unit), office.cut(office.role)
    ('某县某镇梅岭村', '吹糖人')
    """
    if units.refuses(text) or not _LISTED.isdisjoint(text) or not _SHORTEST <= len(text) <= _UNKNOWN:
        return None
    start = units.prefix(text) or 0
    if not _SHORTEST <= len(text) - start <= _UNKNOWN_ROLE or (not start and not ends_as_role(text)):
        return None
    role = ((start, len(text)),)
    return Office(text, ((0, start),) if start else (), role, (role,), known=True, bodied=False)


def ends_as_body(text: str) -> bool:
    """Whether a text names a body of a place: 某镇人民政府, 某县妇联, 登封市委."""
    body = _body(text, 0, len(text))
    if 0 < body < len(text) and units.known(text[:body]):
        return True
    return len(text) > _TOLD - 1 and text.endswith(_tables().overlapping)


def ends_as_role(text: str) -> bool:
    """Whether a text ends as words for people do: 吹糖人, not 变形记."""
    return text.endswith(words("roles", "role-endings"))


def _later_unit(office: Office, segments: list[Range]) -> Office:
    """Take the unit from a later segment where the first has none: 全国人大代表、某公司董事长."""
    text = office.text
    for index, (start, end) in enumerate(segments[1:], 1):
        found = _first(text, start, end)
        if found is None:
            continue
        unit, role_start, known, _ = found
        if unit is None or not known or (office.bodied and units.kind(text[slice(*unit)]) == "organ"):
            continue
        role = (*office.role[:-1], (office.role[-1][0], unit[0]), (max(role_start, unit[0]), office.role[-1][1]))
        roles = (*office.roles[:index], ((role_start, end),), *office.roles[index + 1 :])
        return office._replace(unit=(unit,), role=role, roles=roles)
    return office


def _lead(text: str) -> tuple[int, list[Range]]:
    """Skip what stands before the unit, a party prefix or a word for former; return the pieces that are of the role."""
    age = _AGE.match(text)
    if age:
        return age.end(), [age.span()]
    start = 0
    pieces: list[Range] = []
    for word in _tables().former:
        if text.startswith(word) and not text.startswith(words("roles", "not-former")):
            if len(word) == 1:
                pieces.append((0, 1))
            start = len(word)
            break
    for word in words("units", "party-prefixes"):
        if text.startswith(word, start):
            return start + len(word), pieces
    for word in words("units", "role-prefixes"):
        rest = text[start + len(word) :]
        followed = len(rest) > _TOLD and not rest.startswith(words("units", "no-role-prefix"))
        if text.startswith(word, start) and followed:
            return start + len(word), [*pieces, (start, start + len(word))]
    return start, pieces


def _segments(text: str, start: int, breaks: frozenset[int]) -> list[Range]:
    """Cut at each joint word that follows a head word."""
    joints, opening = _tables().joints, _tables().opening
    found: list[Range] = []
    position = start + 2
    while position < len(text):
        size = 0
        if text[position] in opening:
            size = next((len(word) for word in joints if text.startswith(word, position)), 0)
        gap = not size and position in breaks and _pure(text, position)
        if (size or gap) and position - start >= _SHORTEST and head(text, position) is not None:
            found.append((start, position))
            start = position + size
            position = start + 1
        position += 1
    return [*found, (start, len(text))]


def _pure(text: str, start: int) -> bool:
    """Whether what starts here is a role without a unit: 党委书记 镇长."""
    for end in range(start + 2, min(len(text), start + _LONGEST) + 1):
        at = head(text, end)
        if at is not None and at >= start:
            role = prefixes(text, at, start)
            if role == start or _body(text, start, role) == start:
                return True
    return False


def prefixes(text: str, end: int, start: int = 0) -> int:
    """Return where the words for deputy, acting, honorary and former before a head start."""
    table = _tables()
    while True:
        ends = text.endswith(table.prefixes, start, end)
        word = next(word for word in table.prefixes if text.endswith(word, start, end)) if ends else None
        if word is None:
            session = _TERM.search(text, start, end) if text[end - 1 : end] in words("roles", "sessions") else None
            return session.start() if session else end
        before = end - len(word)
        if (
            word in table.weak_prefixes
            and before > start
            and not (units.known(text[start:before]) or _body(text, start, before) < before)
        ):
            return end
        end = before


def _body(text: str, start: int, end: int) -> int:
    """Return where the committee or mass organisation that ends at ``end`` starts (``end`` where there is none)."""
    table = _tables()
    assembly = _assembly().search(text, start, end) if text[end - 1] in _assembly_ends() else None
    if assembly:
        return int(assembly.start())
    for size in range(min(_LONGEST, end - start), 1, -1):
        if text[end - size : end] in table.bodies:
            begin = _modifiers(text, start, end - size)
            return _former(text, start, _body(text, start, begin))
    return end


@table
def _assembly() -> regex.Pattern[str]:
    heads, committees = words("roles", "assemblies"), words("roles", "assembly-committees")
    return regex.compile(rf"(?:{'|'.join(heads)})\p{{Han}}{{2,10}}(?:{'|'.join(committees)})$")


@cache
def _assembly_ends() -> frozenset[str]:
    return frozenset(word[-1] for word in words("roles", "assembly-committees"))


def _former(text: str, start: int, end: int) -> int:
    """Step back over a word for former before a body: 某镇原党委书记."""
    word = next((word for word in _tables().former if text.endswith(word, start, end)), "")
    before = end - len(word)
    return before if word and (before == start or units.known(text[start:before])) else end


def _modifiers(text: str, start: int, end: int) -> int:
    ordinal = _ORDINAL.search(text, start, end)
    if ordinal:
        end = ordinal.start()
    word = next((word for word in _tables().modifiers if text.endswith(word, start, end)), "")
    return end - len(word)


def _first(text: str, start: int, end: int) -> _Split | None:
    """Read a segment: its unit, where its role starts, whether the unit is known, whether the role names its body."""
    at = head(text, end)
    if at is None or at < start:
        return None
    at = _behind_unit(text, start, at, end)
    role = prefixes(text, at, start)
    if role == start or (_entry(text, at, end).body == _NO_BODY and not units.known(text[start:role])):
        return None, start, True, False
    unit_end, role_start, bodied = _cut(text, start, role, at, end)
    return _close(text, start, unit_end, role_start, bodied=bodied)


def _behind_unit(text: str, start: int, at: int, end: int) -> int:
    """Return where a head starts whose first word ends the unit: 某重点实验室主任 is 某重点实验室 + 主任."""
    if at == start or units.known(text[start:at]):
        return at
    sizes = _tables().head_sizes.get(text[end - 1 : end], ())
    shorter = (end - size for size in sizes if end - size > at + 1 and text[end - size : end] in _tables().heads)
    return next((place for place in shorter if units.known(text[at:place]) and not units.known(text[start:at])), at)


def _cut(text: str, start: int, role: int, at: int, end: int) -> _Cut:
    """Find where the unit ends and the role starts, before the deputy words and the head at ``role``."""
    plain = (role, role, False)
    if text.startswith(words("roles", "own-parties"), start):
        return plain
    body = _body(text, start, role)
    cut = _sent(text, start, body, bodied=body < role) or _overlap(text, start, role, body)
    if cut is None and body < role:
        cut = (*_doubled(text, start, body), True)
    if cut is None:
        cut = _inner(text, start, role)
    if cut is None and not units.known(text[start:role]):
        cut = (_shared(text, start, at, end) if role == at else None) or _attribute(text, start, role, at, end)
    return cut or plain


def _overlap(text: str, start: int, role: int, body: int) -> _Cut | None:
    """登封市委(书记): the body starts with the last word of the place."""
    if not text.endswith(_tables().overlapping, start, role):
        return None
    for suffix, size, apart in _tables().overlaps.get(text[role - 1], ()):
        begin = role - len(suffix)
        if not text.endswith(suffix, start, role) or not (apart or begin <= body):
            continue
        if apart:
            return begin + size, begin + size, True
        doubled = begin == start or text.endswith(text[begin : begin + size], start, begin)
        return begin if doubled else begin + size, begin, True
    return None


def _sent(text: str, start: int, end: int, *, bodied: bool) -> _Cut | None:
    """某厅驻某村(第一书记), 某市纪委监委驻某局纪检监察组(组长): where a body sends somebody belongs to the role."""
    for word in words("units", "sent-to"):
        place = text.rfind(word, start + _SHORTEST, end)
        if place < 0 or not units.known(text[start:place]):
            continue
        if units.known(text[place:end]) if bodied else text.endswith(words("units", "divisions-alone"), place, end):
            return place, place, bodied
    return None


def _inner(text: str, start: int, end: int) -> _Cut | None:
    """某大学科学技术处(处长): the department belongs to the role."""
    inner = units.inner(text[start:end])
    return None if inner is None else (start + inner, start + inner, True)


def _attribute(text: str, start: int, role: int, at: int, end: int) -> _Cut | None:
    """某小学语文(教师), 某镇某村生态(护林员): the attribute belongs to the role."""
    found = units.attribute(text[start:role])
    if found is None and _entry(text, at, end).rank in _WORKERS:
        found = units.prefix(text[start:role], rest=1)
    return None if found is None else (start + found, start + found, False)


def _doubled(text: str, start: int, body: int) -> tuple[int, int]:
    """In 某县县妇联 the second 县 belongs to the body."""
    twice = text[body - 1] == text[body - 2] and units.known(text[start : body - 1])
    return (body - 1, body - 1) if twice else (body, body)


def _shared(text: str, start: int, at: int, end: int) -> _Cut | None:
    """教育局长, 梅岭村医: the head's first word ends the unit as well; 柳浪社区民警: it ends the unit alone."""
    for size in (1, 2):
        begin = at + size
        if end <= begin:
            break
        cut = _inner(text, start, begin)
        if cut is not None:
            return cut
        if not units.known(text[start:begin]):
            continue
        if text.endswith(words("roles", "chiefs"), start, end):
            return begin, at, False
        if text[begin:end] in _tables().heads and text[at:begin] == _SECTION:
            return begin, begin, False
        if text[at:begin] in words("units", "divisions-alone") and start < at:
            return begin, begin if text[begin:end] in _tables().heads else at, False
    return None


def _generic(unit: str) -> bool:
    """Whether a text names no place or body of its own: 全国, 县, 第十四届全国."""
    session = _SESSION.match(unit)
    if session and unit.startswith(words("roles", "sessions"), session.end()):
        unit = unit[session.end() + 1 :]
    return not unit or unit in _tables().generic


def _close(text: str, start: int, unit_end: int, role: int, *, bodied: bool) -> _Split | None:
    unit = text[start:unit_end]
    if not unit or _generic(unit):
        return None, start, True, bodied
    if not _LISTED.isdisjoint(unit) or units.refuses(unit) or units.refuses_office(unit):
        return None
    return (start, unit_end), role, units.known(unit), bodied
