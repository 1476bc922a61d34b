"""Rows of the speaker reader for lines with a label: 案例一, 主持人：, 讲述人：张守田, 发言人一：, （作者系…）."""

from functools import cache
from typing import Final

import regex

from speechx import kept
from speechx.fields import names, offices, people, units
from speechx.fields.mention import Form, Mention, Reading
from speechx.fields.names import Sure
from speechx.fields.people import Person
from speechx.fields.slip import Frame, Slip, frame, slip
from speechx.fields.speaker_bodies import unit_behind_label
from speechx.fields.speaker_readings import (
    NUMERAL,
    OFFICE,
    behind,
    either,
    form_of,
    longest_first,
    people_of,
    reading_of,
)
from speechx.lexicon import table, words

_LABEL: Final = 14
"""No label of a piece has more characters."""
_PARENTHESIS: Final = kept.pattern(r"\s*[(（]([^（()）]{4,60})[)）]\s*")
_BETWEEN: Final = "、"
_SHORTEST_NAME: Final = 2
_MOST_NAMES: Final = 6
"""No more people speak together behind one label."""
_PEOPLE: Final = 80
"""No people behind a label have more characters."""


@table
def _piece() -> regex.Pattern[str]:
    word, number = either("pieces"), rf"(?:{NUMERAL}|[(（](?:{NUMERAL})[)）]|[①-⑳])"
    return regex.compile(
        rf"[【\[〔]?(?:(?:{word})之?{number}|之(?:{NUMERAL})|第(?:{NUMERAL})[个位篇则](?:{word}))[】\]〕]?"
    )


def piece_label(taken: Frame) -> Reading | None:
    """Read 案例一, 发言之三, 【发言一】, 第一个发言."""
    sheet = taken.head
    if taken.rest or len(sheet.text) > _LABEL or not _piece().fullmatch(sheet.text):
        return None
    return reading_of(taken, "label", ())


def question(taken: Frame) -> Reading | None:
    """Read 问： and 答：, and who asks or answers in parentheses behind: 答：（某局局长　张守田）."""
    sheet = taken.head
    asks = sheet.text in words("speakers", "questions")
    if not taken.colon or not (asks or sheet.text in words("speakers", "answers")):
        return None
    form: Form = "turn" if taken.rest else "speaker"
    match = _PARENTHESIS.match(taken.view.text, taken.end)
    inside = slip(taken.view, *match.span(1)) if match else None
    if match and inside and (found := people.several(inside, 0, len(inside.text))):
        mentions = tuple(person.mention(inside, moderator=asks) for person in found)
        return reading_of(taken._replace(end=match.end()), form, mentions)
    mention = Mention(None, None, None, (), asks, sheet.at[0], sheet.at[-1] + 1)
    return reading_of(taken, form, (mention,))


@table
def _moderator() -> regex.Pattern[str]:
    word = either("moderators")
    return regex.compile(rf"(?P<word>{word})(?:[(（](?P<inside>[^（()）]{{1,40}})[)）])?")


def moderator(taken: Frame) -> Reading | None:
    """Read 主持人：, 主持人（张守田）：, 主席（林委员清和）：, 张守田（主持人）：."""
    sheet = taken.head
    if not taken.colon:
        return None
    match = _moderator().match(sheet.text)
    if not match:
        return _moderator_behind(taken, sheet)
    inner = _moderator_named(taken, sheet, match)
    if inner is None:
        return None
    role = (match.span("word"),)
    person = Person(0, len(sheet.text), (), (), role, (role,), Sure.SURE)
    if inner[0] < inner[1]:
        named = _someone(sheet, *inner)
        if named is None:
            return None
        person = person._replace(name=named.name, unit=named.unit, sure=named.sure)
    return people_of(taken, [person], sheet, moderator=True)


def _moderator_named(taken: Frame, sheet: Slip, match: regex.Match[str]) -> tuple[int, int] | None:
    """Return where the moderator's name must stand (an empty range for none), or None where there is no moderator."""
    start, end = match.span("inside")
    size = len(sheet.text)
    if start >= 0:
        return (start, end) if match.end() == size else None
    if match.end() == size:
        return None if _short_name(taken) else (size, size)
    return None if match["word"] in words("speakers", "chairs") else (match.end(), size)


@table
def _behind_name() -> regex.Pattern[str]:
    return regex.compile(rf"([^（(]{{2,12}})[(（]({either('moderators')})[)）]")


def _moderator_behind(taken: Frame, sheet: Slip) -> Reading | None:
    """Read 张守田（主持人）."""
    match = _behind_name().fullmatch(sheet.text)
    name = people.named(sheet, *match.span(1)) if match else None
    if not match or not name or name.sure > Sure.RARE:
        return None
    role = (match.span(2),)
    return people_of(
        taken, [Person(0, len(sheet.text), (name.name,), (), role, (role,), name.sure)], sheet, moderator=True
    )


def _someone(sheet: Slip, start: int, end: int) -> Person | None:
    """A name with or without an office or a title; a journalist's calling is none."""
    start = _behind_calling(sheet, start)
    if sheet.text.endswith(words("speakers", "stand-ins"), start + 3, end):
        end -= 1
    person = people.titled(sheet, start, end) or people.one(sheet, start, end)
    if person:
        return person
    name = people.named(sheet, start, end)
    if name is None or name.sure > Sure.UNUSUAL:
        return None
    return Person(start, end, (name.name,), (), (), (), name.sure)


def _behind_calling(sheet: Slip, start: int) -> int:
    """Step over what a journalist is called before his name."""
    called = sheet.text.startswith(words("speakers", "journalists"), start)
    return (
        start + next(len(word) for word in words("speakers", "journalists") if sheet.text.startswith(word, start))
        if called
        else start
    )


def _short_name(taken: Frame) -> bool:
    """Whether nothing but a name, with or without its office, stands behind the colon."""
    if not taken.rest or len(taken.view.text) - taken.end > OFFICE:
        return False
    rest = behind(taken)
    return _someone(rest, 0, len(rest.text)) is not None


def announced(taken: Frame) -> Reading | None:
    """Read 讲述人：某镇镇长 张守田, 发言人：张守田, 发言单位：某县某镇, and the label alone."""
    sheet = taken.head
    if not taken.colon and not taken.rest and sheet.text.strip("【】[]〔〕") in words("speakers", "announcers"):
        return reading_of(taken, "label", ()) if taken.marked or sheet.text[0] in "【[〔" else None
    if sheet.text not in _labels():
        return None if taken.colon else _gapped(taken, sheet)
    if not taken.rest:
        return reading_of(taken, "label", ())
    inner = frame(taken.view, taken.end)
    if inner is None or inner.rest:
        return _before_by_line(taken)
    return _announced(sheet, inner)


@cache
def _by_line() -> regex.Pattern[str]:
    return kept.pattern(rf"\s+(?:{either('by-line-starts')})(?:人|者)?\s?[:：][^。]{{2,30}}$")


def _before_by_line(taken: Frame) -> Reading | None:
    """口述：某村村民 张守田　整理：李清和: who wrote it down stands behind who speaks."""
    tail = _by_line().search(taken.view.text, taken.end)
    if tail is None:
        return None
    sheet = slip(taken.view, taken.end, tail.start())
    found = people.several(sheet, 0, len(sheet.text)) if len(sheet.text) <= _PEOPLE else []
    if not found:
        return None
    whole = taken._replace(rest=False, end=len(taken.view.text))
    return people_of(whole, found, sheet)._replace(form="speaker")


def _gapped(taken: Frame, sheet: Slip) -> Reading | None:
    """讲述人　某镇镇长 张守田, 【发言人】某镇镇长 张守田: a gap, brackets or a slash do the work of the colon."""
    marked = _marked_label().match(sheet.text)
    if marked:
        found = _behind_label(sheet, marked.end())
        return people_of(taken, found, sheet, moderator=marked["asks"] is not None) if found else None
    if not sheet.breaks or not sheet.text.startswith(longest_first("gap-labels")):
        return None
    label = next(word for word in longest_first("gap-labels") if sheet.text.startswith(word))
    if len(label) not in sheet.breaks:
        return None
    found = _behind_label(sheet, len(label))
    return people_of(taken, found, sheet) if found else None


@table
def _marked_label() -> regex.Pattern[str]:
    """A label in brackets or before a slash: 【发言人】某镇镇长 张守田, 与谈人/某工作室创办人 张守田."""
    label = rf"(?:(?P<asks>{'|'.join(sorted(askers(), key=len, reverse=True))})|{either('gap-labels')})"
    return regex.compile(rf"[【\[〔]{label}[】\]〕]|{label}[/／]")


def askers() -> frozenset[str]:
    """Return the labels of moderators that are nobody's office: 主持人, not 主席."""
    chairs = set(words("speakers", "chairs")) | set(words("speakers", "questions"))
    asks = (word for word in words("speakers", "moderators") if word not in chairs)
    return frozenset(word for word in asks if not word.endswith(words("speakers", "by-line-starts")))


def _behind_label(sheet: Slip, start: int) -> list[Person]:
    """People behind a label; where all else fails a name, a unit or an unknown role with a name."""
    return people.several(sheet, start, len(sheet.text)) or unit_behind_label(sheet, start) or _alone(sheet, start)


def _office_behind(inner: Frame, rest: Slip) -> Reading | None:
    """Read the office behind its label: 单位职务：某镇镇长."""
    office = people.office_of(rest, 0, len(rest.text)) or offices.guess(rest.text)
    if office is None:
        return None
    person = people.with_office(office, 0, people.Named((0, 0), None, Sure.SURE), 0, len(rest.text))
    return people_of(inner, [person._replace(name=(), doubt=None)], rest)._replace(form="speaker")


def _announced(label: Slip, inner: Frame) -> Reading | None:
    """Read what stands behind a label: its people, or the unit that it promises."""
    rest = inner.head
    if label.text in words("speakers", "unit-announcers"):
        reading = unit_only(inner, rest)
        return reading and reading._replace(form="speaker")
    if label.text in words("speakers", "office-announcers"):
        return _office_behind(inner, rest)
    moderates = label.text in words("speakers", "moderators")
    found = _behind_label(rest, _behind_calling(rest, 0) if moderates else 0)
    if not found or len(rest.text) > _PEOPLE:
        return None
    reading = people_of(inner, found, rest, moderator=moderates)._replace(form="speaker")
    if not moderates or reading.mentions[0].role:
        return reading
    whole = (0, len(label.text))
    mention = reading.mentions[0]._replace(role=label.part(whole), roles=(label.written(whole),))
    return reading._replace(mentions=(mention, *reading.mentions[1:]))


@cache
def _labels() -> frozenset[str]:
    groups = ("announcers", "unit-announcers", "office-announcers")
    return frozenset(word for group in groups for word in words("speakers", group)) | askers()


def _alone(sheet: Slip, start: int) -> list[Person]:
    """A name and nothing else behind a label, or a unit or an unknown role with a name."""
    for reader in (people.titled, people.unknown_then_name, people.unit_then_name):
        person = reader(sheet, start, len(sheet.text))
        if person:
            return [person]
    name = people.named(sheet, start, len(sheet.text))
    if name is None or (name.sure is Sure.UNKNOWN and len(sheet.text) - start < names.LONGEST):
        return _bare_names(sheet, start)
    return [Person(start, len(sheet.text), (name.name,), (), (), (), name.sure)]


def _bare_names(sheet: Slip, start: int) -> list[Person]:
    """Names with gaps or 、 between them: 张守田　李　和、章清和; a gap after one character is one inside a name."""
    cuts = sorted({place for place in sheet.breaks if place > start} | {len(sheet.text)})
    cuts = sorted({*cuts, *(place for place in range(start, len(sheet.text)) if sheet.text[place] == _BETWEEN)})
    found: list[Person] = []
    begin = start
    for cut in cuts:
        if cut - begin < _SHORTEST_NAME:
            continue
        name = people.named(sheet, begin, cut)
        if name is None or name.sure > Sure.RARE:
            return []
        found.append(Person(begin, cut, (name.name,), (), (), (), name.sure))
        begin = cut + (sheet.text[cut : cut + 1] == _BETWEEN)
    return found if begin >= len(sheet.text) and len(found) <= _MOST_NAMES else []


def unit_only(taken: Frame, sheet: Slip, doubt: str | None = None) -> Reading | None:
    """Read a unit that stands for its speaker, or None where the text ends as no unit does."""
    if units.refuses(sheet.text) or not (units.known(sheet.text) or offices.ends_as_body(sheet.text)):
        return None
    size = len(sheet.text)
    person = Person(0, size, (), ((0, size),), (), (), Sure.SURE, doubt)
    return reading_of(taken, form_of(taken, "office"), (person.mention(sheet),), doubt)


@table
def _numbered() -> regex.Pattern[str]:
    number = rf"(?:{NUMERAL}|[A-Za-z]|[甲乙丙丁戊己庚辛]|[①-⑳]|[(（](?:{NUMERAL}|[A-Za-z])[)）])"
    return regex.compile(rf"(?:{either('numbered-people')}){number}")


def _lettered(text: str) -> bool:
    """Whether a letter or a stem stands behind an office without a unit: 企业负责人A, 居民乙."""
    if text[-1] not in names.table().masks and not "A" <= text[-1] <= "Z":
        return False
    office = offices.parse(text[:-1])
    return office is not None and not office.unit


def numbered_person(taken: Frame) -> Reading | None:
    """Read 发言人一：, 村民A：, 代表甲：: the number stands for the name."""
    sheet = taken.head
    if not taken.colon or not (_numbered().fullmatch(sheet.text) or _lettered(sheet.text)):
        return None
    whole = ((0, len(sheet.text)),)
    moderates = sheet.text[:-1] in words("speakers", "moderators")
    person = Person(0, len(sheet.text), whole, (), (), (), Sure.SURE)
    return people_of(taken, [person], sheet, moderator=moderates)


def credit(taken: Frame) -> Reading | None:
    """Read （作者系某镇党委书记）, （作者单位：某县教育局）, 作者：张守田，系某镇党委书记."""
    if taken.view.text[taken.start] not in credit_starts():
        return None
    whole = slip(taken.view, taken.start, len(taken.view.text))
    match = _credit_pattern().fullmatch(whole.text)
    if not match:
        return None
    name = people.named(whole, *match.span("name")) if match["name"] else None
    start, end = match.span("office")
    found = people.several(whole, start, end)
    office = None if found else people.office_of(whole, start, end) or _listed_office(whole, start, end)
    if match["name"] and name is None:
        return None
    if office:
        person = people.with_office(
            office, start, name or people.Named((start, start), None, Sure.SURE), 0, len(whole.text)
        )
        found = [person if name else person._replace(name=())]
    elif not found and (guess := offices.guess(whole.text[start:end])) and guess.unit and _occupied(guess):
        person = people.with_office(
            guess, start, name or people.Named((start, start), None, Sure.SURE), 0, len(whole.text)
        )
        found = [person if name else person._replace(name=())]
    elif (
        not found
        and (units.known(whole.text[start:end]) or offices.ends_as_body(whole.text[start:end]))
        and not units.refuses(whole.text[start:end])
    ):
        found = [Person(0, len(whole.text), (name.name,) if name else (), ((start, end),), (), (), Sure.SURE)]
    if not found:
        return None
    mentions = tuple(person.mention(whole) for person in found)
    return Reading("credit", "credit", mentions, colon=False, quote=False, end=len(taken.view.text), doubt=None)


def _listed_office(sheet: Slip, start: int, end: int) -> offices.Office | None:
    """Read 某团成员、战斗奖旗得主: an office, and behind it what the lexicon does not have; all of it is the role."""
    place = sheet.text.find(_BETWEEN, start, end)
    office = people.office_of(sheet, start, place) if place > 0 else None
    if office is None or not office.unit or not office.known:
        return None
    first = (*office.role[:-1], (office.role[-1][0], end - start))
    rest = ((place + 1 - start, end - start),)
    return office._replace(text=sheet.text[start:end], role=first, roles=(*office.roles, rest))


def _occupied(guess: offices.Office) -> bool:
    return offices.ends_as_role(guess.cut(guess.role))


@cache
def credit_starts() -> frozenset[str]:
    """Return the characters that a closing credit may start with."""
    return frozenset("(（[【〔").union(word[0] for word in words("speakers", "credit-subjects"))


@table
def _credit_pattern() -> regex.Pattern[str]:
    subject, verb = either("credit-subjects"), either("credit-verbs")
    return regex.compile(
        # In parentheses a colon or a comma does the work of the verb: （作者：张守田，某镇镇长）.
        rf"(?:[(（\[【](?:{subject})[:：](?:(?P<name>[^，,:：（()）]{{2,12}})[，,](?:{verb})?)?"
        rf"|[(（\[【]?(?:{subject})(?:[:：](?P<name>[^，,:：（()）]{{2,12}})[，,](?:{verb})|(?:{verb})[:：]?))"
        rf"(?P<office>[^，,。；;:：]{{3,60}}?)(?:[，,。；;][^（()）]*)?[)）\]】]?[。]?"
    )
