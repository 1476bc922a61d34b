"""What it means that a word of roles, units, speakers or surnames counts in an example."""

from collections.abc import Mapping
from typing import Final, Literal

from speechx import kept
from speechx.fields import names, offices, units
from speechx.fields.mention import Part, Reading
from speechx.fields.names import Sure
from speechx.fields.offices import Office
from speechx.fields.speaker import read
from speechx.fields.speaker_titles import names_speech
from speechx.fold import fold
from speechx.lexicon import words
from speechx.lexicon.models import Head, Overlap, UnitWords, Words
from speechx.rules.examples.proof import Counts, Proof
from speechx.source import Span, from_text
from speechx.view import Piece, View

_HAN: Final = kept.pattern(r"\p{Han}")


def _reading_of(text: str) -> Reading | None:
    return read(View(from_text(text), [Piece(Span(0, len(text)), "")]))


def _office_of(text: str) -> Office | None:
    return offices.parse(fold(text))


def _unit_of(text: str) -> str:
    office = _office_of(text)
    return office.cut(office.unit) if office else ""


def _role_of(text: str) -> str:
    office = _office_of(text)
    return office.cut(office.role) if office else ""


def _reads(text: str) -> bool:
    return _reading_of(text) is not None


def _by_rule(*rules: str) -> Counts:
    def counts(_: Words, text: str) -> bool:
        reading = _reading_of(text)
        return reading is not None and reading.rule in rules

    return counts


def _moderates(_: Words, text: str) -> bool:
    reading = _reading_of(text)
    return reading is not None and all(mention.moderator for mention in reading.mentions)


def _refuses(_: Words, text: str) -> bool:
    return not _reads(text)


def _named_alone(_: Words, text: str) -> bool:
    """The reading has a name, and what stands around it in the text is no part of a field."""
    reading = _reading_of(text)
    return reading is not None and reading.mentions[0].name is not None and reading.mentions[0].unit is None


def _told(text: str, field: Literal["unit", "role"]) -> str:
    """Return a field of the first person that a speaker line names, empty where it tells none."""
    reading = _reading_of(text)
    part: Part | None = getattr(reading.mentions[0], field) if reading is not None else None
    return part.text if part is not None else ""


def _in_role(entry: Words, text: str) -> bool:
    return any(word in _role_of(text) for word in entry.words)


# What it means that a word of a group counts in a text. Groups that have no examples are not listed.
ROLES: Final[Mapping[str, Counts]] = {
    "former": lambda entry, text: bool(_role_of(text)) and not _unit_of(text).endswith(entry.words),
    "acting": _in_role,
    "honorary": _in_role,
    "deputy": _in_role,
    "joint": lambda _, text: len(office.names() if (office := _office_of(text)) else ()) > 1,
    "place-bodies": lambda entry, text: _role_of(text).startswith(entry.words),
    "body-modifiers": lambda entry, text: _role_of(text).startswith(entry.words),
    "generic-places": lambda entry, text: _role_of(text).startswith(entry.words),
    "sessions": lambda _, text: bool(_role_of(text)) and not _unit_of(text),
    "own-parties": lambda entry, text: _unit_of(text).startswith(entry.words),
    "not-former": lambda entry, text: _unit_of(text).startswith(entry.words),
    "office-notes": lambda _, text: _role_of(text).endswith("）"),
    "representing": lambda entry, text: bool(_unit_of(text)) and _role_of(text).split("、")[0].endswith(entry.words),
    "role-endings": _by_rule("unknown-role"),
    "assemblies": lambda entry, text: _role_of(text).startswith(entry.words),
    "assembly-committees": lambda _, text: _role_of(text).startswith(tuple(words("roles", "assemblies"))),
    "chiefs": lambda entry, text: _unit_of(text)[-1:] == _role_of(text)[:1] and _role_of(text).endswith(entry.words),
}
UNITS: Final[Mapping[str, Counts]] = {
    "inner-departments": _in_role,
    "own-departments": lambda entry, text: _unit_of(text).endswith(entry.words),
    "holders": lambda entry, text: text.endswith(entry.words),
    "never-alone-in-unit": lambda _, text: not _unit_of(text),
    "may-in-unit": lambda _, text: _reads(text),
    "party-prefixes": lambda entry, text: bool(_unit_of(text)) and not _unit_of(text).startswith(entry.words),
    "role-prefixes": lambda entry, text: _role_of(text).startswith(entry.words),
    "divisions-alone": _by_rule("place-alone"),
    "township-holders": lambda entry, text: _unit_of(text).endswith(entry.words),
    "township-departments": _in_role,
    "sent-to": _in_role,
    "sectors": lambda entry, text: text in entry.words,
    "committees": _in_role,
    "no-township": lambda entry, text: any(word in _unit_of(text) for word in entry.words),
}
SPEAKERS: Final[Mapping[str, Counts]] = {
    "announcers": _by_rule("announced"),
    "unit-announcers": _by_rule("announced"),
    "office-announcers": _by_rule("announced"),
    "moderators": _moderates,
    "chairs": _moderates,
    "questions": _moderates,
    "answers": _by_rule("question-or-answer"),
    "courtesies": _named_alone,
    "titles-behind": lambda _, text: _reads(text),
    "numbered-people": _by_rule("numbered-person"),
    "speech-nouns": _by_rule("speaks-for"),
    "journalists": _moderates,
    "nicknames": _by_rule("nickname"),
    "nicknames-behind": _by_rule("nickname"),
    "pieces": _by_rule("piece-label"),
    "by-lines": _refuses,
    "by-line-starts": _refuses,
    "no-by-line-starts": lambda _, text: _reads(text),
    "by-line-ends": _refuses,
    "speech-verbs": _refuses,
    "credit-verbs": _by_rule("credit"),
    "credit-shares": _by_rule("credit"),
    "telling-how": _by_rule("told-quotation"),
    "telling-verbs": _by_rule("told-quotation"),
    "credit-subjects": _by_rule("credit"),
    "notes": _named_alone,
    "note-ends": _by_rule("name-and-title"),
    "note-starts": lambda _, text: bool(_told(text, "unit")),
    "no-note-starts": lambda _, text: bool(_told(text, "role")),
    "lead-notes": lambda _, text: _HAN.match(_told(text, "unit")) is not None,
    "numbered-leads": lambda _, text: _HAN.match(_told(text, "unit")) is not None,
    "serials": lambda _, text: _HAN.match(_told(text, "unit")) is not None,
    "speech-parts": lambda entry, text: text.endswith(entry.words) and names_speech(text),
    "standing-in": _by_rule("stood-in"),
    "no-place": _refuses,
    "weak-alone": _refuses,
    "prose-starts": _refuses,
    "no-prose-starts": lambda _, text: _reads(text),
    "verbs-in-names": lambda _, text: _reads(text),
    "gap-labels": _by_rule("announced"),
    "stand-ins": _moderates,
    "no-titles": _refuses,
    "author-marks": lambda _, text: _reads(text),
}
SURNAMES: Final[Mapping[str, Counts]] = {
    "common": lambda entry, text: text[0] in "".join(entry.words) and names.judge(text) is Sure.SURE,
    "rare": lambda entry, text: text[0] in "".join(entry.words) and names.judge(text) is Sure.RARE,
    "compound": lambda entry, text: text.startswith(entry.words) and names.judge(text) is Sure.SURE,
    "compound-words": lambda entry, text: text.startswith(entry.words) and _reads(text),
    "hardly-given": lambda entry, text: not set("".join(entry.words)).isdisjoint(text[1:]),
    "word-like": lambda entry, text: text[0] in "".join(entry.words) and not _reads(text),
    "masks": lambda _, text: names.judge(text) is Sure.SURE,
    "elements": lambda _, text: names.judge(text) is Sure.SURE and names.composed(text),
    "words-tagged-as-names": lambda entry, text: text in entry.words,
}


def _is_office(entry: Head, text: str) -> bool:
    start = offices.head(fold(text), len(text))
    return start is not None and fold(text)[start:] in entry.words


def _ends_as_office(entry: Head, text: str) -> bool:
    return fold(text).endswith(entry.words)


OFFICE: Final = Proof(_is_office, _ends_as_office)


def _overlaps(entry: Overlap, text: str) -> bool:
    shared = _role_of(text)[:1] if not entry.apart else ""
    return _unit_of(text).endswith(entry.places) and any(
        (shared + _role_of(text)[len(shared) :]).startswith((place + body, body))
        for place in entry.places
        for body in entry.bodies
    )


OVERLAP: Final = Proof(_overlaps, _overlaps)


def _is_unit(entry: UnitWords, text: str) -> bool:
    return units.known(text) and text.endswith(entry.words)


def _may_be_unit(_: UnitWords, text: str) -> bool:
    return units.known(text)


UNIT: Final = Proof(_is_unit, _may_be_unit)
