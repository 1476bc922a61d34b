"""The rows of the speaker reader: each is one shape of a speaker line, with lines it fits and lines it does not."""

from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple

import regex

from speechx.fields import names, offices, people, units
from speechx.fields.mention import Form, Mention, Reading
from speechx.fields.names import DOUBTS, Sure
from speechx.fields.people import Person
from speechx.fields.slip import Frame, Slip, frame, slip
from speechx.lexicon import words

_NUMERAL: Final = "[0-9]{1,3}|[一二三四五六七八九十]{1,3}"
_NAME: Final = 5
_COMPOUND: Final = 2
_SHORTEST: Final = 4
"""No office with a name, and no body that stands for its speaker, is shorter."""
_SURNAMED: Final = 9
_TITLED: Final = 12
_LABEL: Final = 16
_PLACE: Final = 20
_NAMES: Final = 24
_OFFICE: Final = 60
_PEOPLE: Final = 80
"""The most characters of a surname with title, a name with title, a label, a place, a name, an office, a crowd."""
_TOLD: Final = 5
"""A unit of so many characters is told in full: behind it even a weak role stands for a speaker."""


class Rule(NamedTuple):
    """One shape: its kebab-case name, its reader, lines it reads and lines it must not read."""

    name: str
    read: Callable[[Frame], Reading | None]
    hits: tuple[str, ...]
    misses: tuple[str, ...]


@cache
def _words(group: str) -> tuple[str, ...]:
    """The words of a group, the longest first."""
    return tuple(sorted(words("speakers", group), key=len, reverse=True))


@cache
def _either(group: str) -> str:
    return "|".join(map(regex.escape, _words(group)))


def _reading(taken: Frame, form: Form, mentions: tuple[Mention, ...], doubt: str | None = None) -> Reading:
    return Reading("", form, mentions, taken.colon, taken.quote, taken.end, doubt)


def _rest(taken: Frame) -> Slip:
    return slip(taken.view, taken.end, len(taken.view.text))


def _form(taken: Frame, alone: Form = "speaker") -> Form:
    """A body that runs on makes a turn; with a colon the body follows, so the line is a speaker's whatever it names."""
    if taken.rest:
        return "turn"
    return "speaker" if taken.colon else alone


def _people(taken: Frame, found: list[Person], sheet: Slip, *, moderator: bool = False) -> Reading:
    """Make a reading of people, with the strongest doubt about one of them."""
    doubts = [doubt for person in found if (doubt := _doubt(person)) is not None]
    mentions = tuple(person.mention(sheet, moderator=moderator) for person in found)
    return _reading(taken, _form(taken), mentions, doubts[0] if doubts else None)


def _doubt(person: Person) -> str | None:
    """A name beside an office needs no common surname; a glued one needs a usual shape."""
    limit = Sure.RARE if person.glued else Sure.UNUSUAL
    return person.doubt or (DOUBTS[person.sure] if person.sure > limit else None)


def _believable(taken: Frame, found: list[Person]) -> bool:
    """Whether people with offices are to be believed: weak names want a strong office, weak offices a strong name."""
    return all(
        person.sure <= (Sure.UNUSUAL if person.glued or person.doubt else Sure.UNKNOWN)
        and not (person.glued and person.doubt and not taken.colon)
        for person in found
    )


# ---- the readers, in the order of the table


@cache
def _piece() -> regex.Pattern[str]:
    word, number = _either("pieces"), rf"(?:{_NUMERAL}|[(（](?:{_NUMERAL})[)）]|[①-⑳])"
    return regex.compile(rf"[【\[〔]?(?:(?:{word})之?{number}|第(?:{_NUMERAL})[个位篇则](?:{word}))[】\]〕]?")


def piece_label(taken: Frame) -> Reading | None:
    """Read 案例一, 发言之三, 【发言一】, 第一个发言."""
    sheet = taken.head
    if taken.rest or len(sheet.text) > _LABEL or not _piece().fullmatch(sheet.text):
        return None
    return _reading(taken, "label", ())


def question(taken: Frame) -> Reading | None:
    """Read 问： and 答：."""
    sheet = taken.head
    asks = sheet.text in words("speakers", "questions")
    if not taken.colon or not (asks or sheet.text in words("speakers", "answers")):
        return None
    mention = Mention(None, None, None, (), asks, sheet.at[0], sheet.at[-1] + 1)
    return _reading(taken, "turn" if taken.rest else "speaker", (mention,))


@cache
def _moderator() -> regex.Pattern[str]:
    word = _either("moderators")
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
    return _people(taken, [person], sheet, moderator=True)


def _moderator_named(taken: Frame, sheet: Slip, match: regex.Match[str]) -> tuple[int, int] | None:
    """Return where the moderator's name must stand (an empty range for none), or None where there is no moderator."""
    start, end = match.span("inside")
    size = len(sheet.text)
    if start >= 0:
        return (start, end) if match.end() == size else None
    if match.end() == size:
        return None if _short_name(taken) else (size, size)
    return None if match["word"] in words("speakers", "chairs") else (match.end(), size)


def _moderator_behind(taken: Frame, sheet: Slip) -> Reading | None:
    """Read 张守田（主持人）."""
    match = regex.fullmatch(rf"([^（(]{{2,12}})[(（]({_either('moderators')})[)）]", sheet.text)
    name = people.named(sheet, *match.span(1)) if match else None
    if not match or not name or name.sure > Sure.RARE:
        return None
    role = (match.span(2),)
    return _people(
        taken, [Person(0, len(sheet.text), (name.name,), (), role, (role,), name.sure)], sheet, moderator=True
    )


def _someone(sheet: Slip, start: int, end: int) -> Person | None:
    """A name with or without an office or a title."""
    person = people.titled(sheet, start, end) or people.one(sheet, start, end)
    if person:
        return person
    name = people.named(sheet, start, end)
    if name is None or name.sure > Sure.UNUSUAL:
        return None
    return Person(start, end, (name.name,), (), (), (), name.sure)


def _short_name(taken: Frame) -> bool:
    """Whether nothing but a name, with or without its office, stands behind the colon."""
    if not taken.rest or len(taken.view.text) - taken.end > _OFFICE:
        return False
    rest = _rest(taken)
    return _someone(rest, 0, len(rest.text)) is not None


def announced(taken: Frame) -> Reading | None:
    """Read 讲述人：某镇镇长 张守田, 发言人：张守田, 发言单位：某县某镇, and the label alone."""
    sheet = taken.head
    if not taken.colon and not taken.rest and sheet.text.strip("【】[]〔〕") in words("speakers", "announcers"):
        return _reading(taken, "label", ()) if taken.marked or sheet.text[0] in "【[〔" else None
    if sheet.text not in _labels():
        return None
    if not taken.rest:
        return _reading(taken, "label", ())
    inner = frame(taken.view, taken.end)
    return None if inner is None or inner.rest else _announced(sheet, inner)


def _announced(label: Slip, inner: Frame) -> Reading | None:
    """Read what stands behind a label: its people, or the unit that it promises."""
    rest = inner.head
    if label.text in words("speakers", "unit-announcers"):
        reading = _unit_only(inner, rest)
        return reading and reading._replace(form="speaker")
    found = people.several(rest, 0, len(rest.text)) or _alone(rest)
    if not found or len(rest.text) > _PEOPLE:
        return None
    moderates = label.text in words("speakers", "moderators")
    reading = _people(inner, found, rest, moderator=moderates)._replace(form="speaker")
    if not moderates or reading.mentions[0].role:
        return reading
    whole = (0, len(label.text))
    mention = reading.mentions[0]._replace(role=label.part(whole), roles=(label.written(whole),))
    return reading._replace(mentions=(mention, *reading.mentions[1:]))


@cache
def _labels() -> frozenset[str]:
    chairs = set(words("speakers", "chairs")) | set(words("speakers", "questions"))
    bylines = words("speakers", "by-line-starts")
    askers = {word for word in words("speakers", "moderators") if word not in chairs and not word.endswith(bylines)}
    return frozenset(words("speakers", "announcers")) | frozenset(words("speakers", "unit-announcers")) | askers


def _alone(sheet: Slip) -> list[Person]:
    """A name and nothing else behind a label, or a unit or an unknown role with a name."""
    size = len(sheet.text)
    person = (
        people.titled(sheet, 0, size)
        or people.unknown_then_name(sheet, 0, size)
        or people.unit_then_name(sheet, 0, size)
    )
    if person:
        return [person]
    name = people.named(sheet, 0, len(sheet.text))
    if name is None or name.sure > Sure.UNUSUAL:
        return []
    return [Person(0, len(sheet.text), (name.name,), (), (), (), name.sure)]


def _unit_only(taken: Frame, sheet: Slip, doubt: str | None = None) -> Reading | None:
    if units.refuses(sheet.text) or not (units.known(sheet.text) or offices.ends_as_body(sheet.text)):
        return None
    size = len(sheet.text)
    person = Person(0, size, (), ((0, size),), (), (), Sure.SURE, doubt)
    return _reading(taken, _form(taken, "office"), (person.mention(sheet),), doubt)


@cache
def _numbered() -> regex.Pattern[str]:
    number = rf"(?:{_NUMERAL}|[A-Za-z]|[甲乙丙丁戊己庚辛]|[①-⑳]|[(（](?:{_NUMERAL}|[A-Za-z])[)）])"
    return regex.compile(rf"(?:{_either('numbered-people')}){number}")


def numbered_person(taken: Frame) -> Reading | None:
    """Read 发言人一：, 村民A：, 代表甲：: the number stands for the name."""
    sheet = taken.head
    if not taken.colon or not _numbered().fullmatch(sheet.text):
        return None
    whole = ((0, len(sheet.text)),)
    moderates = sheet.text[:-1] in words("speakers", "moderators")
    person = Person(0, len(sheet.text), whole, (), (), (), Sure.SURE)
    return _people(taken, [person], sheet, moderator=moderates)


def office_and_name(taken: Frame) -> Reading | None:
    """Read people with their offices, in any order, one or several on the line."""
    sheet = taken.head
    if len(sheet.text) < _SHORTEST:
        return None
    found = people.several(sheet, 0, len(sheet.text))
    if not found or not _believable(taken, found) or _speaks(taken, sheet, found[-1]):
        return None
    return _people(taken, found, sheet)


def _speaks(taken: Frame, sheet: Slip, person: Person) -> bool:
    """Whether the last "name" is a name with a verb of speaking behind it (某局局长张守田说)."""
    if not person.glued or person.name[-1][1] != len(sheet.text):
        return False
    start, end = person.name[-1]
    text = sheet.text[start:end]
    verb = next((word for word in _words("speech-verbs") if text.endswith(word)), None)
    if verb is None:
        return False
    left = text[: len(text) - len(verb)]
    if verb in words("speakers", "verbs-in-names") and len(left) == _COMPOUND and text[0] in names.table().single:
        return False
    return not left or (len(left) > 1 and taken.colon) or len(verb) > 1


def unknown_role(taken: Frame) -> Reading | None:
    """Read 某镇某村吹糖人　张守田, where the lexicon does not have the role."""
    sheet = taken.head
    size = len(sheet.text)
    if size <= _NAME or not (sheet.breaks or "，" in sheet.text):
        return None
    person = people.unknown_then_name(sheet, 0, size) or people.name_then_unknown(sheet, 0, size)
    return _people(taken, [person], sheet) if person else None


def office_with_name_behind(taken: Frame) -> Reading | None:
    """Read 某镇党委书记：张守田, where a colon parts office and name."""
    sheet = taken.head
    if not taken.rest or len(taken.view.text) - taken.end > _LABEL:
        return None
    office = people.office_of(sheet, 0, len(sheet.text))
    rest = _rest(taken)
    name = people.named(rest, 0, len(rest.text)) if office else None
    if not office or not name or name.sure > Sure.RARE or not (office.known or office.bodied):
        return None
    if not office.unit and office.cut(office.role) in words("speakers", "weak-alone"):
        return None
    whole = slip(taken.view, taken.start, len(taken.view.text))
    by = len(sheet.text) + 1
    moved = name._replace(name=(name.name[0] + by, name.name[1] + by))
    end = len(taken.view.text)
    person = people.with_office(office, 0, moved, 0, len(whole.text))
    return _people(taken._replace(rest=False, end=end), [person], whole)


def name_and_title(taken: Frame) -> Reading | None:
    """Read 林次长圣忠：, 梁君彦议员：, 张守田教授：."""
    sheet = taken.head
    if not taken.colon or len(sheet.text) > _TITLED:
        return None
    person = people.titled(sheet, 0, len(sheet.text))
    if not person or _speaks(taken, sheet, person):
        return None
    office = people.office_of(sheet, 0, len(sheet.text))
    start, end = person.name[0]
    if office and office.known and office.unit and (end - start <= _COMPOUND or len(person.name) > 1):
        return None
    return _people(taken, [person], sheet)


def surname_and_title(taken: Frame) -> Reading | None:
    """Read 陈副局长：."""
    sheet = taken.head
    if not taken.colon or len(sheet.text) > _SURNAMED:
        return None
    person = people.surname_only(sheet, 0, len(sheet.text))
    return _people(taken, [person], sheet) if person else None


def office_alone(taken: Frame) -> Reading | None:
    """Read 市发展改革委主任：, and an office on a line of its own."""
    sheet = taken.head
    office = people.office_of(sheet, 0, len(sheet.text))
    if any(names.judge(sheet.text[:place]) is Sure.SURE for place in sheet.breaks if place < _NAME):
        return None
    if not office or units.refuses(sheet.text) or len(sheet.text) > _OFFICE or not (office.known or office.bodied):
        return None
    text = office.cut(office.role)
    weak = text in words("speakers", "weak-alone") or offices.weak(text)
    if office.unit and not taken.colon and _appoints(office.cut(office.unit)):
        return None
    told = len(office.cut(office.unit)) >= (_COMPOUND if taken.colon else _TOLD)
    if (weak and not told) or (not office.unit and not taken.colon):
        return None
    doubt = "role-only" if not office.unit else "role-weak" if weak and not taken.colon else None
    size = len(sheet.text)
    person = Person(0, size, (), office.unit, office.role, office.roles, Sure.SURE, doubt)
    return _reading(taken, _form(taken, "office"), (person.mention(sheet),), doubt)


def _appoints(unit: str) -> bool:
    """Whether a "unit" is a clause that starts with a person: 张守田任某镇(镇长)."""
    return any(
        unit.startswith(words("units", "appointing"), size) and names.judge(unit[:size]) in (Sure.SURE, Sure.RARE)
        for size in (2, 3)
    )


@cache
def _placed() -> regex.Pattern[str]:
    return regex.compile("|".join(map(regex.escape, words("units", "divisions-alone"))))


def place_alone(taken: Frame) -> Reading | None:
    """Read K县：, 甲镇：."""
    sheet = taken.head
    if not taken.colon or not _COMPOUND <= len(sheet.text) <= _PLACE or taken.numbered:
        return None
    text = sheet.text
    if text.endswith(words("speakers", "no-place")) or text in names.vocabulary():
        return None
    if units.kind(text) == "division" and text.endswith(words("units", "divisions-alone")):
        return _unit_only(taken, sheet, "place-only")
    if len(text) >= _SHORTEST and _placed().search(text[:-2]) and units.inner(text) is None:
        return _unit_only(taken, sheet, "unit-only")
    return None


def bare_name(taken: Frame) -> Reading | None:
    """Read 吉　喆, □ 章清和, 张守田：."""
    sheet = taken.head
    size = len(sheet.text)
    if not _COMPOUND <= size <= _NAMES or (taken.numbered and not taken.colon):
        return None
    name = people.named(sheet, 0, size)
    gapped = bool(sheet.breaks) and 1 in sheet.breaks
    if not name or offices.head(sheet.text, size) is not None or not _plain(taken, sheet, name):
        return None
    if name.sure > (Sure.UNUSUAL if gapped or _authored(taken, sheet) else Sure.RARE):
        return None
    person = Person(0, size, (name.name,), (), (), (), name.sure)
    doubt = DOUBTS[name.sure]
    if size == _COMPOUND and not gapped and sheet.text[0] in names.table().word_like:
        doubt = DOUBTS[Sure.UNUSUAL]
    if _speaks(taken, sheet, person._replace(glued=True)):
        return None
    return _reading(taken, _form(taken, "name"), (person.mention(sheet),), doubt)


def _authored(taken: Frame, sheet: Slip) -> bool:
    """Whether an author's mark stands before a text that is no phrase: □ 鹿惊雷, but not □ 强保障."""
    if not taken.marked or taken.view.text[:1] not in words("speakers", "author-marks"):
        return False
    known = names.table()
    return sheet.text[0] in known.single and names.odd(sheet.text)


def _plain(taken: Frame, sheet: Slip, name: people.Named) -> bool:
    """Whether a bare name does not end as bare words do; one of parts needs the characters of other languages."""
    text = sheet.text[slice(*name.name)]
    if any(dot in text for dot in "·•・."):
        letters = [character for character in text if character not in "·•・."]
        foreign = sum(character in names.table().foreign for character in letters)
        return foreign * 2 >= len(letters)
    gapped = any(name.name[0] < place < name.name[1] for place in sheet.breaks)
    known = names.table()
    if text[:2] in known.compound:
        return gapped or taken.colon or text[:2] not in known.compound_words
    if not gapped and text[:2] in names.vocabulary() and len(text) > _COMPOUND:
        return False
    if not gapped and (text[0] in known.word_like or text[0] in known.rare) and text[1:] in names.frequent_words():
        return False
    return gapped or not text.endswith(words("speakers", "hardly-last"))


def credit(taken: Frame) -> Reading | None:
    """Read （作者系某镇党委书记）, （作者单位：某县教育局）, 作者：张守田，系某镇党委书记."""
    if taken.view.text[taken.start] not in _credit_starts():
        return None
    whole = slip(taken.view, taken.start, len(taken.view.text))
    match = _credit_pattern().fullmatch(whole.text)
    if not match:
        return None
    name = people.named(whole, *match.span("name")) if match["name"] else None
    start, end = match.span("office")
    found = people.several(whole, start, end)
    office = None if found else people.office_of(whole, start, end)
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


def _occupied(guess: offices.Office) -> bool:
    return offices.ends_as_role(guess.cut(guess.role))


@cache
def _credit_starts() -> frozenset[str]:
    return frozenset("(（[【").union(word[0] for word in words("speakers", "credit-subjects"))


@cache
def _credit_pattern() -> regex.Pattern[str]:
    subject, verb = _either("credit-subjects"), _either("credit-verbs")
    return regex.compile(
        rf"[(（\[【]?(?:{subject})(?:[:：](?P<name>[^，,:：（()）]{{2,12}})[，,](?:{verb})|(?:{verb})[:：]?)"
        rf"(?P<office>[^，,。；;:：]{{3,60}}?)(?:[，,。；;][^（()）]*)?[)）\]】]?[。]?"
    )


RULES: Final = (
    Rule("piece-label", piece_label, ("案例一", "发言之三", "【发言一】"), ("案例一览", "发言一定要短")),
    Rule("question-or-answer", question, ("问：路修好了吗？", "答：修好了。"), ("问题：", "答案：")),
    Rule("moderator", moderator, ("主持人：现在开会。", "主席（林委員清和）："), ("主席台：", "主持人张守田")),
    Rule("announced", announced, ("讲述人：某镇镇长 张守田", "发言人："), ("作者：佚名", "讲述人生：")),
    Rule("numbered-person", numbered_person, ("发言人一：", "村民A：我说两句。"), ("代表一致认为：",)),
    Rule("name-and-title", name_and_title, ("林次長聖忠：謝謝。", "張守田議員："), ("林业局长期：",)),
    Rule("office-and-name", office_and_name, ("某镇镇长 张守田", "张守田（某镇镇长）："), ("某镇镇长说一不二",)),
    Rule(
        "unknown-role",
        unknown_role,
        ("某镇某村吹糖人　张守田", "张守田　某镇某村吹糖人"),
        ("某镇某村变形记　张守田", "某村吹糖人张守田"),
    ),
    Rule("office-with-name-behind", office_with_name_behind, ("某镇党委书记：张守田",), ("某镇党委书记：大家好",)),
    Rule("surname-and-title", surname_and_title, ("陈副局长：", "欧阳主任：我说两句。"), ("区长期规划：",)),
    Rule("office-alone", office_alone, ("市发展改革委主任：", "某县某镇党委书记"), ("当好的书记", "党员")),
    Rule("place-alone", place_alone, ("K县：", "甲镇：先把路修通。"), ("全市：", "农村：")),
    Rule("bare-name", bare_name, ("吉　喆", "□ 章清和", "张守田："), ("时间：", "强保障", "目标：")),
)
