"""People in a slip: a name with its office around it, in the orders that documents write them.

Each reader takes ranges of a slip's text and gives a ``Person`` or None; ``several`` reads joint speakers.
"""

from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

import regex

from speechx import kept
from speechx.fields import names, offices, units
from speechx.fields.mention import Mention
from speechx.fields.names import Sure
from speechx.fields.offices import Office, Range
from speechx.fields.slip import Slip
from speechx.lexicon import words

_NOTE: Final = kept.pattern(r"[（(]([^（()）]{1,16})[)）]$")
_OFFICE_NOTE: Final = kept.pattern(r"[（(](\p{Han}{2,12})[)）]$")
_CLOSING: Final = ("）", ")")
_LONG_NOTE: Final = 14
"""No note behind an office is longer, its parentheses included."""
_PAREN: Final = kept.pattern(r"(?P<before>[^（(]{1,40})[（(](?P<inside>[^（()）]{2,60})[)）]")

_SHORTEST: Final = 2
"""No name is shorter."""
_PLAIN: Final = 3
"""A plain name is no longer, and a unit that stands for an office no shorter than one more."""
_LONGEST: Final = 5
"""A name in front of an unknown role ends before this."""
_COMMAS: Final = "，,、；;"
_CROWD: Final = 5
"""No line names more people than this with their offices."""


class Person(NamedTuple):
    """A person as ranges of a slip's text.

    Attributes:
        start, end: the whole mention.
        name, unit, role: the pieces of the fields; none where the slip does not tell.
        roles: the pieces of each office.
        sure: how sure the name is.
        doubt: a reason to doubt the office, or None.
        glued: whether no gap or sign parts name and office.
    """

    start: int
    end: int
    name: tuple[Range, ...]
    unit: tuple[Range, ...]
    role: tuple[Range, ...]
    roles: tuple[tuple[Range, ...], ...]
    sure: Sure
    doubt: str | None = None
    glued: bool = False

    def mention(self, slip: Slip, *, moderator: bool = False) -> Mention:
        """Return the person as a mention of the slip's view."""
        return Mention(
            name=slip.part(*self.name),
            unit=slip.part(*self.unit),
            role=slip.part(*self.role),
            roles=tuple(slip.written(*pieces) for pieces in self.roles),
            moderator=moderator,
            start=slip.at[self.start],
            end=slip.at[self.end - 1] + 1,
        )


class Named(NamedTuple):
    """A name at the end or the whole of a range: where it is, and the title of courtesy behind it that is an office."""

    name: Range
    title: Range | None
    sure: Sure


@cache
def _courtesies() -> tuple[str, ...]:
    return tuple(sorted(words("speakers", "courtesies"), key=len, reverse=True))


@cache
def _notes() -> frozenset[str]:
    return frozenset(words("speakers", "notes"))


def _bare_end(slip: Slip, start: int, end: int) -> int:
    """Step back over notes in parentheses and plain courtesy behind a name."""
    end = without_note(slip, start, end)
    if not slip.text.endswith(_courtesies(), start, end):
        return end
    word = next(word for word in _courtesies() if slip.text.endswith(word, start, end))
    return end - len(word) if end - len(word) - start >= _SHORTEST else end


def without_note(slip: Slip, start: int, end: int) -> int:
    """Step back over notes in parentheses behind a name: 林委员清和（无党籍）."""
    note = _NOTE.search(slip.text, start, end) if slip.text.endswith(("）", ")"), start, end) else None
    if note is None:
        return end
    parts = regex.split("[，,、；;/]", note[1])
    told = parts[-1].endswith(words("speakers", "note-ends")) or _speaks_for(parts[0])
    return note.start() if set(parts) & _notes() or told else end


def _speaks_for(note: str) -> bool:
    """Whether a note tells for whom somebody speaks: 代表某镇党委, but not 代表 or 代表团团长."""
    starts = note.startswith(words("speakers", "note-starts")) and len(note) > _PLAIN
    return starts and not note.startswith(words("speakers", "no-note-starts"))


def named(slip: Slip, start: int, end: int) -> Named | None:
    """Read a whole range as one name, with its courtesy and notes."""
    core = _bare_end(slip, start, end)
    if core == end and slip.text.endswith(_courtesies(), start + 1, end):
        return None
    for stop in (core, end):
        if _spaced_well(slip, start, stop):
            text = slip.text[start:stop]
            sure = names.judge(text)
            if sure is None and typeset(slip, start, stop) and names.odd(text):
                sure = Sure.UNKNOWN
            if sure is not None:
                return Named((start, stop), None, sure)
    return None


def typeset(slip: Slip, start: int, end: int) -> bool:
    """Whether gaps stand between all characters of a range, as typesetters stretch short names: 奇　勒."""
    return end - start > 1 and all(place in slip.breaks for place in range(start + 1, end))


def _spaced_well(slip: Slip, start: int, end: int) -> bool:
    """Gaps inside a name stand between all characters, or behind the surname, or around a dot."""
    inside = sorted(place - start for place in slip.breaks if start < place < end)
    if not inside:
        return True
    text = slip.text[start:end]
    if inside == list(range(1, len(text))) or (inside == [1] and len(text) <= _PLAIN):
        return True
    if inside == [2] and text[:2] in names.table().compound:
        return True
    return text[0].isascii() or any(dot in text for dot in "·•・")


def office_of(slip: Slip, start: int, end: int) -> Office | None:
    """Read a whole range as an office."""
    breaks = frozenset(place - start for place in slip.breaks if start < place < end)
    return offices.parse(slip.text[start:end], breaks)


def _ends_office(slip: Slip, place: int) -> int | None:
    """Return where an office that may end before ``place`` ends, a note in parentheses behind it looked through.

    某局助理局长（楼宇维修）张守田: what the note says belongs to the role, unless it is a name.
    """
    if offices.head(slip.text, place) is not None:
        return place
    closed = slip.text[place - 1 : place] in _CLOSING
    note = _OFFICE_NOTE.search(slip.text, max(0, place - _LONG_NOTE), place) if closed else None
    if note is None or names.judge(note[1]) in (Sure.SURE, Sure.RARE):
        return None
    return note.start() if offices.head(slip.text, note.start()) is not None else None


def _office_before(slip: Slip, start: int, place: int) -> Office | None:
    """Read the office before a name, the note behind it as the end of its role."""
    end = _ends_office(slip, place)
    office = office_of(slip, start, end) if end is not None else None
    if office is None or end == place:
        return office
    role = (*office.role[:-1], (office.role[-1][0], place - start))
    last = (*office.roles[-1][:-1], (office.roles[-1][-1][0], place - start))
    return office._replace(text=slip.text[start:place], role=role, roles=(*office.roles[:-1], last))


def _shift(pieces: tuple[Range, ...], by: int) -> tuple[Range, ...]:
    return tuple((start + by, end + by) for start, end in pieces)


def with_office(office: Office, at: int, name: Named, start: int, end: int) -> Person:
    """Put a name and an office that starts at ``at`` together."""
    roles = tuple(_shift(pieces, at) for pieces in office.roles)
    unit, role = _shift(office.unit, at), _shift(office.role, at)
    doubt = None if office.known or office.bodied else "unit-unknown"
    return Person(start, end, (name.name,), unit, role, roles, name.sure, doubt)


def office_then_name(slip: Slip, start: int, end: int) -> Person | None:
    """某县县委书记 张守田, 某县县委书记张守田, 某县县委书记——张守田."""
    for place in sorted(slip.breaks):
        if start + 2 <= place <= end - 2 and _ends_office(slip, place) is not None:
            name = named(slip, place, end)
            office = _office_before(slip, start, place) if name else None
            if name and office:
                return with_office(office, start, name, start, end)
    weak: Person | None = None
    for person in _glued(slip, start, end):
        if person.sure <= Sure.UNUSUAL:
            return person
        weak = weak or person
    return _dotted(slip, start, end) or weak


def _glued(slip: Slip, start: int, end: int) -> Iterator[Person]:
    """某县县委书记张守田, and with a title behind the name: 某局局长张守田议员.

    A weak name, a word with a surname in front or four characters of another language, wants a unit told in full.
    """
    core = _bare_end(slip, start, end)
    title = next((word for word in words("speakers", "titles-behind") if slip.text.endswith(word, start, core)), "")
    for stop in {core: end, core - len(title): core - len(title)}.items():
        for size in (3, 2, 4, 5, 6, 7):
            place = stop[0] - size
            if place < start + 2 or _ends_office(slip, place) is None or _within_head(slip, place, stop[0]):
                continue
            if size > names.LONGEST and not names.composed(slip.text[place : stop[0]]):
                continue
            name = named(slip, place, stop[1])
            strong = name is not None and name.sure <= Sure.UNUSUAL
            office = _office_before(slip, start, place) if name and (strong or _weak(name)) else None
            if name and office and (strong or (office.unit and office.known)):
                yield with_office(office, start, name, start, end)._replace(glued=True)


def _weak(name: Named) -> bool:
    return name.sure is Sure.WORD or name.name[1] - name.name[0] == names.LONGEST


def _within_head(slip: Slip, place: int, end: int) -> bool:
    """Whether a head word reaches over a place: 副总工|程师."""
    start = offices.head(slip.text, end)
    return start is not None and start < place


def _dotted(slip: Slip, start: int, end: int) -> Person | None:
    """A glued name of parts: 某县县长阿卜杜拉·买买提."""
    dot = next((i for i in range(start, end) if slip.text[i] in "·•・"), None)
    if dot is None:
        return None
    for place in range(dot - 1, max(start + 1, dot - 10), -1):
        if offices.head(slip.text, place) is None:
            continue
        name = named(slip, place, end)
        office = office_of(slip, start, place) if name else None
        if name and office:
            return with_office(office, start, name, start, end)._replace(glued=True)
    return None


def name_in_front(slip: Slip, start: int, end: int) -> Person | None:
    """张守田（某镇党委书记）, 张守田，某县县委书记, 张守田 某县县委书记."""
    match = _PAREN.match(slip.text, start, end)
    if match and match.end() == end:
        return _parenthesised(slip, match.span("before"), _without_notes(slip, *match.span("inside")))
    for place in range(start + 2, min(end - 1, start + 16)):
        comma = slip.text[place] in "，,/／"
        if not comma and place not in slip.breaks:
            continue
        name = named(slip, start, place)
        begin = place + 1 if comma else place
        office = office_of(slip, begin, end) if name else None
        if name and office:
            return with_office(office, begin, name, start, end)
    return None


def _without_notes(slip: Slip, start: int, end: int) -> Range:
    """Leave out notes at either end of a parenthesis: 女，某镇镇长."""
    for note in _notes():
        if slip.text.startswith(note, start, end) and slip.text[start + len(note) : start + len(note) + 1] in _COMMAS:
            start += len(note) + 1
        if slip.text.endswith(note, start, end) and slip.text[end - len(note) - 1] in _COMMAS:
            end -= len(note) + 1
    return start, end


def _parenthesised(slip: Slip, before: Range, inside: Range) -> Person | None:
    """张守田（某镇党委书记）, 张守田委员（某大学教授）, 张守田（某市教育局）."""
    start, end = before[0], inside[1] + 1
    title = next((word for word in words("speakers", "titles-behind") if slip.text.endswith(word, *before)), "")
    called = _called(slip, before, inside)
    if called is not None:
        return called
    name = named(slip, *before) or named(slip, before[0], before[1] - len(title))
    if name is None:
        return None
    end = next((i + 1 for i in range(inside[1], len(slip.text)) if slip.text[i] in "）)"), end)
    office = office_of(slip, *inside)
    if office:
        return with_office(office, inside[0], name, start, end)
    if name.sure > Sure.RARE or _placed(slip, name):
        return None
    unit = slip.text[slice(*inside)]
    if units.known(unit) and not units.refuses(unit) and len(unit) >= _PLAIN:
        return Person(start, end, (name.name,), (inside,), (), (), name.sure)
    return guessed(slip, inside, name, start, end)


def _called(slip: Slip, before: Range, inside: Range) -> Person | None:
    """李法官（某县法院）: a surname with its title, and the body in parentheses."""
    unit = slip.text[slice(*inside)]
    person = surname_only(slip, *before) if units.known(unit) and not units.refuses(unit) else None
    return person._replace(unit=(inside,), end=inside[1] + 1) if person else None


def _placed(slip: Slip, name: Named) -> bool:
    """Whether a "name" ends as places do: 石桥镇（含开发区）."""
    return slip.text[slice(*name.name)].endswith(words("units", "divisions-alone"))


def guessed(slip: Slip, office: Range, name: Named, start: int, end: int) -> Person | None:
    """Put a sure name and an office together whose role no lexicon has: 张守田（某镇某村吹糖人）."""
    found = offices.guess(slip.text[slice(*office)])
    return with_office(found, office[0], name, start, end)._replace(doubt="role-unknown") if found else None


def unknown_then_name(slip: Slip, start: int, end: int) -> Person | None:
    """某镇某村吹糖人　张守田: a gap before a sure name, a role that ends as words for people do."""
    place = _last_gap(slip, start, end)
    if place is None or not start + 4 <= place <= end - 2 or not offices.ends_as_role(slip.text[start:place]):
        return None
    name = named(slip, place, end)
    if name is None or name.sure > Sure.RARE or name.name[0] != place:
        return None
    person = guessed(slip, (start, place), name, start, end)
    return person if person and person.unit else None


def name_then_unknown(slip: Slip, start: int, end: int) -> Person | None:
    """张守田　某镇某村吹糖人, 张守田，某镇某村吹糖人."""
    if not offices.ends_as_role(slip.text[start:end]):
        return None
    for place in range(start + 2, min(end - 4, start + _LONGEST)):
        comma = slip.text[place] in "，,"
        name = named(slip, start, place) if comma or place in slip.breaks else None
        if name and name.sure <= Sure.RARE:
            person = guessed(slip, (place + comma, end), name, start, end)
            return person if person and person.unit else None
    return None


def unit_then_name(slip: Slip, start: int, end: int) -> Person | None:
    """某镇某村 张守田, behind a label that says that it is a speaker."""
    place = _last_gap(slip, start, end)
    name = named(slip, place, end) if place is not None and start + 2 <= place <= end - 2 else None
    if place is None or name is None or name.sure > Sure.UNUSUAL:
        return None
    unit = slip.text[start:place]
    if not (units.known(unit) or units.inner(unit) is not None) or units.refuses(unit):
        return None
    return Person(start, end, (name.name,), ((start, place),), (), (), name.sure, "role-unknown")


def _last_gap(slip: Slip, start: int, end: int) -> int | None:
    """Return the gap before the name that ends a range, gaps within the name looked through."""
    gaps = sorted((place for place in slip.breaks if start < place < end), reverse=True)
    for index, place in enumerate(gaps):
        if end - place >= _SHORTEST and (index + 1 == len(gaps) or place - gaps[index + 1] > 1):
            return place
    return None


def titled(slip: Slip, start: int, end: int) -> Person | None:
    """A title inside a name or behind it: 林次长圣忠, 梁君彦议员, 张守田教授."""
    text = slip.text[start:end]
    known = names.table()
    for size in (2, 1):
        surname = text[:size]
        if surname not in known.compound and surname not in known.single:
            continue
        for stop in range(min(len(text) - 1, size + 6), size + 1, -1):
            given = text[stop:]
            whole = offices.head(text, stop)
            if len(given) > _SHORTEST or whole is None or offices.prefixes(text, whole, size) != size:
                continue
            if units.known(text) or names.judge(surname + given) not in (Sure.SURE, Sure.RARE):
                continue
            name, title = ((start, start + size), (start + stop, end)), (start + size, start + stop)
            return Person(start, end, name, (), (title,), ((title,),), Sure.SURE, None, glued=True)
    return _title_behind(slip, start, end)


def _title_behind(slip: Slip, start: int, end: int) -> Person | None:
    if slip.text.endswith(_courtesies(), start, end) and not slip.text.endswith(
        words("speakers", "titles-behind"), start, end
    ):
        return None
    role = offices.head(slip.text, end)
    sizes = (3, 2, 4) if role is None or "·" not in slip.text[start:role] else (role - start,)
    for size in sizes:
        place = start + size
        if place > end - 2:
            continue
        if role is None or role < place or offices.prefixes(slip.text, role, place) != place:
            continue
        name = named(slip, start, place)
        if name and name.sure is Sure.SURE:
            title = (place, end)
            return Person(start, end, (name.name,), (), (title,), ((title,),), name.sure, None, glued=True)
    return None


def surname_only(slip: Slip, start: int, end: int) -> Person | None:
    """陈副局长, 欧阳主任: the surname as written, the name unknown."""
    known = names.table()
    for size in (2, 1):
        surname = slip.text[start : start + size]
        role = offices.head(slip.text, end)
        if role is None or not (surname in known.compound or surname in known.common):
            continue
        if offices.prefixes(slip.text, role, start + size) == start + size:
            title = (start + size, end)
            return Person(
                start, end, ((start, start + size),), (), (title,), ((title,),), Sure.SURE, "surname-only", glued=True
            )
    return None


def courteous_surname(slip: Slip, start: int, end: int) -> Person | None:
    """李女士, 市民代表 王先生: the surname with a courtesy, behind an office or alone."""
    courtesy = next((word for word in _courtesies() if slip.text.endswith(word, start + 1, end)), None)
    if courtesy is None:
        return None
    stop, known = end - len(courtesy), names.table()
    for size in (2, 1):
        place = stop - size
        surname = slip.text[max(start, place) : stop]
        if place < start or not (surname in known.compound or surname in known.common):
            continue
        found = Named((place, stop), None, Sure.SURE)
        office = office_of(slip, start, place) if place > start else None
        if office is not None and (office.known or office.bodied):
            return with_office(office, start, found, start, end)._replace(doubt="surname-only", glued=True)
        if place == start:
            return Person(start, end, (found.name,), (), (), (), Sure.SURE, "surname-only", glued=True)
    return None


def one(slip: Slip, start: int, end: int) -> Person | None:
    """Read a whole range as one person with an office."""
    for reader in (name_in_front, office_then_name, _name_in_note, _unit_then_titled):
        person = reader(slip, start, end)
        if person is not None:
            return person
    return None


def _unit_then_titled(slip: Slip, start: int, end: int) -> Person | None:
    """某大学某系　张守田教授: the body, a gap, and a title behind the name."""
    place = _last_gap(slip, start, end)
    if place is None or not start + _PLAIN < place <= end - _PLAIN:
        return None
    unit = slip.text[start:place]
    person = _title_behind(slip, place, end) if units.known(unit) and not units.refuses(unit) else None
    return person._replace(start=start, unit=((start, place),)) if person else None


def _name_in_note(slip: Slip, start: int, end: int) -> Person | None:
    """某镇镇长（张守田）: a sure name in parentheses behind the office."""
    match = _OFFICE_NOTE.search(slip.text, max(start, end - _LONG_NOTE), end)
    name = named(slip, *match.span(1)) if match and match.start() >= start + _SHORTEST else None
    if match is None or name is None or name.sure > Sure.RARE or "（" in slip.text[start : match.start()]:
        return None
    office = office_of(slip, start, match.start())
    if office is None or (not office.unit and offices.weak(office.cut(office.role))):
        return None
    return with_office(office, start, name, start, end)


def inherit(slip: Slip, first: Person, person: Person) -> Person:
    """Give a later speaker the unit of the first; a department of that unit belongs to the role."""
    if not first.unit:
        return person
    if not person.unit:
        return person._replace(unit=first.unit)
    start, end = person.unit[0]
    if not units.holds("".join(slip.text[a:b] for a, b in first.unit), slip.text[start:end]):
        return person
    role = (start, person.role[-1][1])
    roles = (((start, person.roles[0][-1][1]),), *person.roles[1:])
    return person._replace(unit=first.unit, role=(role,), roles=roles, doubt=None)


def several(slip: Slip, start: int, end: int, depth: int = 0) -> list[Person]:
    """Read a whole range as people one after the other; a later one without a unit inherits the first's."""
    for place in range(start + 4, end - 3 if depth < _CROWD else start):
        comma = slip.text[place] in "、，,；;"
        if not comma and place not in slip.breaks:
            continue
        first = one(slip, start, place)
        rest = several(slip, place + comma, end, depth + 1) if first else []
        if first and rest:
            return [first, *(inherit(slip, first, person) for person in rest)]
    whole = one(slip, start, end)
    return [whole] if whole else []
