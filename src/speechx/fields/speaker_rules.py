"""The rows of the speaker reader: each is one shape of a speaker line, with lines it fits and lines it does not."""

from typing import Final

import regex

from speechx.fields import names, offices, people, units
from speechx.fields.mention import Reading
from speechx.fields.names import DOUBTS, Sure
from speechx.fields.people import Person
from speechx.fields.slip import Frame, Slip, lead, slip
from speechx.fields.speaker_bodies import speaks_for
from speechx.fields.speaker_labels import announced, moderator, numbered_person, piece_label, question, unit_only
from speechx.fields.speaker_readings import OFFICE, Rule, behind, either, form_of, longest_first, people_of, reading_of
from speechx.lexicon import table, words
from speechx.view import View

_NAME: Final = 5
_COMPOUND: Final = 2
_SHORTEST: Final = 4
"""No office with a name, and no body that stands for its speaker, is shorter."""
_SURNAMED: Final = 9
_TITLED: Final = 12
_LABEL: Final = 16
_PLACE: Final = 20
_NAMES: Final = 24
"""The most characters of a surname with title, a name with title, a label, a place, a name."""
_TOLD: Final = 5
"""A unit of so many characters is told in full: behind it even a weak role stands for a speaker."""


def _believable(taken: Frame, found: list[Person]) -> bool:
    """Whether people with offices are to be believed: weak names want a strong office, weak offices a strong name."""
    return all(
        person.sure <= (Sure.UNUSUAL if (person.glued and not taken.colon) or person.doubt else Sure.UNKNOWN)
        and not (person.glued and person.doubt and not taken.colon)
        and not (person.glued and person.sure > Sure.RARE and not (person.unit or taken.colon))
        for person in found
    )


def office_and_name(taken: Frame) -> Reading | None:
    """Read people with their offices, in any order, one or several on the line."""
    sheet = taken.head
    if len(sheet.text) < _SHORTEST:
        return None
    found = people.several(sheet, 0, len(sheet.text))
    if not found or not _believable(taken, found) or _speaks(taken, sheet, found[-1]):
        return None
    return people_of(taken, found, sheet)


def in_parentheses(taken: Frame) -> Reading | None:
    """Read （某镇镇长　张守田） on a line of its own: unit, office, a gap and a sure name."""
    text = taken.head.text
    if taken.colon or text[0] not in "（(" or text[-1] not in "）)" or not taken.head.breaks:
        return None
    sheet = slip(taken.view, taken.head.at[1], taken.head.at[-1])
    unknown = people.unknown_then_name(sheet, 0, len(sheet.text))
    found = people.several(sheet, 0, len(sheet.text)) or ([unknown] if unknown else [])
    whole = all(person.unit and person.role and person.name and not person.glued for person in found)
    sure = all(person.sure <= (Sure.RARE if person.doubt else Sure.UNKNOWN) for person in found)
    whole = whole and all(person.doubt != "unit-unknown" for person in found)
    return people_of(taken, found, sheet) if found and whole and sure else None


def _speaks(taken: Frame, sheet: Slip, person: Person) -> bool:
    """Whether the last "name" is a name with a verb of speaking behind it (某局局长张守田说)."""
    if not person.glued or person.name[-1][1] != len(sheet.text):
        return False
    start, end = person.name[-1]
    text = sheet.text[start:end]
    if not text.endswith(longest_first("speech-verbs")):
        return False
    verb = next(word for word in longest_first("speech-verbs") if text.endswith(word))
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
    return people_of(taken, [person], sheet) if person else None


def unknown_role_glued(taken: Frame) -> Reading | None:
    """Read 某镇某村吹糖人张守田：, where neither the lexicon has the role nor a gap tells the name."""
    sheet = taken.head
    if not taken.colon or len(sheet.text) <= _TOLD + _COMPOUND:
        return None
    for size in (_COMPOUND + 1, _COMPOUND):
        place = len(sheet.text) - size
        name = people.named(sheet, place, len(sheet.text))
        if name is None or name.sure is not Sure.SURE or not offices.ends_as_role(sheet.text[:place]):
            continue
        person = people.guessed(sheet, (0, place), name, 0, len(sheet.text))
        if person is not None and person.unit and not _speaks(taken, sheet, person._replace(glued=True)):
            return people_of(taken, [person], sheet)
    return None


def unit_and_name(taken: Frame) -> Reading | None:
    """Read 某县某镇　张守田, where the source does not tell the office: a place within a place, and a sure name.

    Before a colon any body will do: 安全科　张守田：.
    """
    sheet = taken.head
    person = people.unit_then_name(sheet, 0, len(sheet.text)) if sheet.breaks else None
    if person is None or person.sure > Sure.RARE:
        return None
    unit = sheet.text[slice(*person.unit[0])]
    before_colon = taken.colon and len(unit) > _COMPOUND and person.sure is Sure.SURE
    placed = before_colon or _placed().search(unit[:-1])
    if unit.endswith(words("speakers", "no-place")):
        return None
    doubt = person.doubt if person.sure is Sure.SURE else DOUBTS[person.sure]
    return people_of(taken, [person._replace(doubt=doubt)], sheet) if placed else None


def office_with_name_behind(taken: Frame) -> Reading | None:
    """Read 某镇党委书记：张守田, where a colon parts office and name."""
    sheet = taken.head
    if not taken.rest or len(taken.view.text) - taken.end > _LABEL:
        return None
    office = people.office_of(sheet, 0, len(sheet.text))
    rest = behind(taken)
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
    return people_of(taken._replace(rest=False, end=end), [person], whole)


def name_and_title(taken: Frame) -> Reading | None:
    """Read 林次长圣忠：, 梁君彦议员：, 张守田教授：."""
    sheet = taken.head
    if not taken.colon or len(sheet.text) > _TITLED + _NAME:
        return None
    person = people.titled(sheet, 0, people.without_note(sheet, 0, len(sheet.text)))
    if not person or _speaks(taken, sheet, person) or sheet.text.endswith(words("speakers", "no-titles")):
        return None
    office = people.office_of(sheet, 0, len(sheet.text))
    start, end = person.name[0]
    if office and office.known and office.unit and (end - start <= _COMPOUND or len(person.name) > 1):
        return None
    return people_of(taken, [person], sheet)


def unit_name_and_title(taken: Frame) -> Reading | None:
    """Read 消防局厉局长沛然：, where the body stands before the surname."""
    sheet = taken.head
    if not taken.colon or len(sheet.text) > _PLACE:
        return None
    for place in range(_COMPOUND, len(sheet.text) - _COMPOUND):
        unit = sheet.text[:place]
        if not units.known(unit) or units.refuses(unit):
            continue
        person = people.titled(sheet, place, len(sheet.text))
        if person is None or len(person.name) != _COMPOUND or person.name[1][0] in sheet.breaks:
            continue
        if not _speaks(taken, sheet, person):
            return people_of(taken, [person._replace(start=0, unit=((0, place),))], sheet)
    return None


@table
def _stands_in() -> regex.Pattern[str]:
    return regex.compile(rf"[，,]?由(?P<who>[\p{{Han}}·、]{{4,24}}?)(?:{either('standing-in')})$")


def stood_in(taken: Frame) -> Reading | None:
    """Read 某局局长张守田因公出差，由副局长李清和代为发言：: who speaks is the other."""
    sheet = taken.head
    match = _stands_in().search(sheet.text) if taken.colon else None
    found = people.several(sheet, *match.span("who")) if match else []
    if match is None or len(found) != 1 or not found[0].name:
        return None
    for place in range(_SHORTEST, match.start() + 1):
        absent = people.one(sheet, 0, place)
        if absent is not None and absent.sure <= Sure.RARE:
            return people_of(taken, [people.inherit(sheet, absent, found[0])], sheet)
    return people_of(taken, found, sheet)


@table
def _telling() -> regex.Pattern[str]:
    how, verb = either("telling-how"), either("telling-verbs")
    return regex.compile(rf"(?:{how}){{0,2}}(?:{verb})(?:了|道|说)?$")


def told_quotation(taken: Frame) -> Reading | None:
    """Read 某镇镇长张守田第一个发言：“…, where a report tells how the speech began; the meeting must be named."""
    sheet = taken.head
    if not taken.quote or not taken.rest:
        return None
    match = _telling().search(sheet.text, max(0, len(sheet.text) - _TITLED))
    if match is None or match.start() < _SHORTEST:
        return None
    found = people.several(sheet, 0, match.start())
    whole = all(person.unit and person.role and person.name and person.sure <= Sure.UNUSUAL for person in found)
    if len(found) != 1 or not whole:
        return None
    return people_of(taken, [found[0]._replace(doubt="told")], sheet)


def told_with_comma(view: View) -> Reading | None:
    """Read 某镇镇长张守田说，“…, where a comma does the work of the colon."""
    begin, marked, numbered = lead(view.text)
    match = _told_comma().match(view.text, begin)
    if match is None:
        return None
    stop, end = match.end("head"), match.end()
    head = slip(view, begin, stop)
    taken = Frame(view, begin, stop, end, colon=True, quote=True, rest=end < len(view.text), marked=marked,
                  numbered=numbered, head=head)  # fmt: skip
    reading = told_quotation(taken)
    return reading._replace(rule="told-quotation") if reading is not None else None


@table
def _told_comma() -> regex.Pattern[str]:
    return regex.compile(r"(?P<head>[^，,。：:；“”「」『』！？]{6,40})[，,]\s?[“「『]")


def surname_and_title(taken: Frame) -> Reading | None:
    """Read 陈副局长：."""
    sheet = taken.head
    if not taken.colon or len(sheet.text) > _SURNAMED:
        return None
    person = people.surname_only(sheet, 0, len(sheet.text))
    return people_of(taken, [person], sheet) if person else None


def courteous_surname(taken: Frame) -> Reading | None:
    """Read 李女士：, 市民代表 王先生：."""
    sheet = taken.head
    if not taken.colon or len(sheet.text) > _NAMES:
        return None
    person = people.courteous_surname(sheet, 0, len(sheet.text))
    return people_of(taken, [person], sheet) if person else None


def nickname(taken: Frame) -> Reading | None:
    """Read 快递员小何：, 居民　邬阿姨：: a surname as neighbours use it is the name."""
    sheet = taken.head
    size = len(sheet.text)
    if not taken.colon or not _SHORTEST <= size <= _TITLED:
        return None
    if sheet.text.endswith(words("speakers", "nicknames-behind")):
        known, surname, place = names.table().single, sheet.text[-_COMPOUND - 1], size - _COMPOUND - 1
    elif sheet.text[-2] in words("speakers", "nicknames"):
        known, surname, place = names.table().common, sheet.text[-1], size - _COMPOUND
    else:
        return None
    office = people.office_of(sheet, 0, place)
    if office is None or surname not in known:
        return None
    person = people.with_office(office, 0, people.Named((place, size), None, Sure.SURE), 0, size)
    return people_of(taken, [person._replace(doubt="surname-only", glued=True)], sheet)


def office_alone(taken: Frame) -> Reading | None:
    """Read 市发展改革委主任：, and an office on a line of its own."""
    sheet = taken.head
    office = people.office_of(sheet, 0, len(sheet.text))
    if any(names.judge(sheet.text[:place]) is Sure.SURE for place in sheet.breaks if place < _NAME):
        return None
    if not office or units.refuses(sheet.text) or len(sheet.text) > OFFICE or not (office.known or office.bodied):
        return None
    text = office.cut(office.role)
    weak = text in words("speakers", "weak-alone") or (not taken.colon and offices.weak(text))
    if office.unit and not taken.colon and _appoints(office.cut(office.unit)):
        return None
    told = len(office.cut(office.unit)) >= (_COMPOUND if taken.colon else _TOLD)
    if (weak and not told) or (not office.unit and not taken.colon):
        return None
    doubt = "role-only" if not office.unit else "role-weak" if weak and not taken.colon else None
    size = len(sheet.text)
    person = Person(0, size, (), office.unit, office.role, office.roles, Sure.SURE, doubt)
    return reading_of(taken, form_of(taken, "office"), (person.mention(sheet),), doubt)


def _appoints(unit: str) -> bool:
    """Whether a "unit" is a clause that starts with a person: 张守田任某镇(镇长)."""
    return any(
        unit.startswith(words("units", "appointing"), size) and names.judge(unit[:size]) in (Sure.SURE, Sure.RARE)
        for size in (2, 3)
    )


@table
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
        return unit_only(taken, sheet, "place-only")
    if len(text) >= _SHORTEST and _placed().search(text[:-2]) and units.inner(text) is None:
        return unit_only(taken, sheet, "unit-only")
    return None


def bare_name(taken: Frame) -> Reading | None:
    """Read 吉　浩, □ 章清和, 张守田：."""
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
    return reading_of(taken, form_of(taken, "name"), (person.mention(sheet),), doubt)


def bare_names(taken: Frame) -> Reading | None:
    """Read □ 章清和　林远, two authors behind one mark."""
    sheet = taken.head
    if not taken.marked or taken.colon or len(sheet.text) > _NAMES:
        return None
    if taken.view.text[:1] not in words("speakers", "author-marks"):
        return None
    for place in sorted(sheet.breaks):
        pair = people.named(sheet, 0, place), people.named(sheet, place, len(sheet.text))
        first, second = pair
        if first and second and first.sure <= Sure.RARE and second.sure <= Sure.RARE:
            found = [Person(*name.name, (name.name,), (), (), (), name.sure) for name in (first, second)]
            mentions = tuple(person.mention(sheet) for person in found)
            return reading_of(taken, form_of(taken, "name"), mentions)
    return None


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


RULES: Final = (
    Rule("piece-label", piece_label, ("案例一", "发言之三", "【发言一】", "之二"), ("案例一览", "发言一定要短")),
    Rule(
        "question-or-answer", question, ("问：路修好了吗？", "答：（某局局长　张守田）修好了。"), ("问题：", "答案：")
    ),
    Rule("moderator", moderator, ("主持人：现在开会。", "主席（林委員清和）："), ("主席台：", "主持人张守田")),
    Rule(
        "announced",
        announced,
        ("讲述人：某镇镇长 张守田", "发言人：", "口述：某镇镇长 张守田　整理：李清和"),
        ("作者：佚名", "讲述人生：", "口述：往事　整理：李清和"),
    ),
    Rule("numbered-person", numbered_person, ("发言人一：", "村民A：我说两句。"), ("代表一致认为：",)),
    Rule("courteous-surname", courteous_surname, ("李女士：", "市民代表 王先生："), ("尊敬的李女士：", "各位先生：")),
    Rule(
        "nickname", nickname, ("快递员小何：驿站装了空调。", "居民　邬阿姨："), ("教师小区：", "小学：", "社区大妈：")
    ),
    Rule("unit-name-and-title", unit_name_and_title, ("消防局厲局長沛然：謝謝。",), ("消防局局长：", "某局局长期：")),
    Rule("name-and-title", name_and_title, ("林次長聖忠：謝謝。", "張守田議員："), ("林业局长期：",)),
    Rule(
        "told-quotation",
        told_quotation,
        ("某镇镇长张守田第一个发言：“我说两句。",),
        ("他发言：“好。", "镇长说：“好。”"),
    ),
    Rule(
        "stood-in",
        stood_in,
        ("某局局长张守田因公出差，由副局长李清和代为发言：",),
        ("由副局长李清和负责：", "改革由谁代为发言："),
    ),
    Rule(
        "speaks-for",
        speaks_for,
        ("——某局副局长　张守田代表某会作的发言", "张守田委员代表某会发言"),
        ("代表某会发言", "群众代表踊跃发言"),
    ),
    Rule("office-and-name", office_and_name, ("某镇镇长 张守田", "张守田（某镇镇长）："), ("某镇镇长说一不二",)),
    Rule(
        "in-parentheses",
        in_parentheses,
        ("（某镇镇长　张守田）",),
        ("（某镇镇长张守田讲话）", "（张守田　摄）", "（某镇镇长张守田）"),
    ),
    Rule(
        "unknown-role",
        unknown_role,
        ("某镇某村吹糖人　张守田", "张守田　某镇某村吹糖人"),
        ("某镇某村变形记　张守田", "某村吹糖人张守田"),
    ),
    Rule(
        "unknown-role-glued",
        unknown_role_glued,
        ("某县某村吹糖人张守田：我说两句。",),
        ("某县某村变形记张守田：", "某县某村吹糖人张守田", "某县某村村民生活：", "某县某镇种植户王说："),
    ),
    Rule(
        "unit-and-name",
        unit_and_name,
        ("某县某镇　张守田", "农机站　张守田：我说两句。"),
        ("农机站　张守田", "某镇　张守田", "建好某县某镇　再上台阶", "美丽乡村　张守田"),
    ),
    Rule("office-with-name-behind", office_with_name_behind, ("某镇党委书记：张守田",), ("某镇党委书记：大家好",)),
    Rule("surname-and-title", surname_and_title, ("陈副局长：", "欧阳主任：我说两句。"), ("区长期规划：",)),
    Rule("office-alone", office_alone, ("市发展改革委主任：", "某县某镇党委书记"), ("当好的书记", "党员")),
    Rule("place-alone", place_alone, ("K县：", "甲镇：先把路修通。"), ("全市：", "农村：")),
    Rule("bare-names", bare_names, ("□ 章清和　林远",), ("□ 强保障　促发展", "章清和　林远")),
    Rule("bare-name", bare_name, ("吉　浩", "□ 章清和", "张守田："), ("时间：", "强保障", "目标：")),
)
