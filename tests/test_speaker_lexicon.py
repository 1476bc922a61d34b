"""The words of the speaker reader: in each entry's hits a word of it counts, in its misses none does."""

from collections.abc import Callable

import pytest

from speechx.fields import names, offices, units
from speechx.fields.mention import Reading
from speechx.fields.names import Sure, Surnames
from speechx.fields.offices import Head, Office, Overlap
from speechx.fields.speaker import read
from speechx.fields.units import UnitWords
from speechx.fold import fold
from speechx.lexicon import Words, entries, words
from speechx.source import Span, from_text
from speechx.view import Piece, View


def reading_of(text: str) -> Reading | None:
    return read(View(from_text(text), [Piece(Span(0, len(text)), "")]))


def office_of(text: str) -> Office | None:
    return offices.parse(fold(text))


def unit_of(text: str) -> str:
    office = office_of(text)
    return office.cut(office.unit) if office else ""


def role_of(text: str) -> str:
    office = office_of(text)
    return office.cut(office.role) if office else ""


def reads(text: str) -> bool:
    return reading_of(text) is not None


def by_rule(*rules: str) -> Callable[[Words, str], bool]:
    def counts(_: Words, text: str) -> bool:
        reading = reading_of(text)
        return reading is not None and reading.rule in rules

    return counts


def moderates(_: Words, text: str) -> bool:
    reading = reading_of(text)
    return reading is not None and all(mention.moderator for mention in reading.mentions)


def refuses(_: Words, text: str) -> bool:
    return not reads(text)


def named_alone(_: Words, text: str) -> bool:
    """The reading has a name, and what stands around it in the text is no part of a field."""
    reading = reading_of(text)
    return reading is not None and reading.mentions[0].name is not None and reading.mentions[0].unit is None


def in_role(entry: Words, text: str) -> bool:
    return any(word in role_of(text) for word in entry.words)


# What it means that a word of a group counts in a text. Groups that have no examples are not listed.
ROLES: dict[str, Callable[[Words, str], bool]] = {
    "former": lambda entry, text: bool(role_of(text)) and not unit_of(text).endswith(entry.words),
    "acting": in_role,
    "honorary": in_role,
    "deputy": in_role,
    "joint": lambda _, text: len(office.names() if (office := office_of(text)) else ()) > 1,
    "place-bodies": lambda entry, text: role_of(text).startswith(entry.words),
    "body-modifiers": lambda entry, text: role_of(text).startswith(entry.words),
    "generic-places": lambda entry, text: role_of(text).startswith(entry.words),
    "sessions": lambda _, text: bool(role_of(text)) and not unit_of(text),
    "own-parties": lambda entry, text: unit_of(text).startswith(entry.words),
    "not-former": lambda entry, text: unit_of(text).startswith(entry.words),
    "office-notes": lambda _, text: role_of(text).endswith("）"),
    "role-endings": by_rule("unknown-role"),
    "assemblies": lambda entry, text: role_of(text).startswith(entry.words),
    "assembly-committees": lambda _, text: role_of(text).startswith(tuple(words("roles", "assemblies"))),
    "chiefs": lambda entry, text: unit_of(text)[-1:] == role_of(text)[:1] and role_of(text).endswith(entry.words),
}
UNITS: dict[str, Callable[[Words, str], bool]] = {
    "inner-departments": in_role,
    "own-departments": lambda entry, text: unit_of(text).endswith(entry.words),
    "holders": lambda entry, text: text.endswith(entry.words),
    "never-alone-in-unit": lambda _, text: not unit_of(text),
    "may-in-unit": lambda _, text: reads(text),
    "party-prefixes": lambda entry, text: bool(unit_of(text)) and not unit_of(text).startswith(entry.words),
    "role-prefixes": lambda entry, text: role_of(text).startswith(entry.words),
    "divisions-alone": by_rule("place-alone"),
    "township-holders": lambda entry, text: unit_of(text).endswith(entry.words),
    "township-departments": in_role,
    "sent-to": in_role,
    "committees": in_role,
    "no-township": lambda entry, text: any(word in unit_of(text) for word in entry.words),
}
SPEAKERS: dict[str, Callable[[Words, str], bool]] = {
    "announcers": by_rule("announced"),
    "unit-announcers": by_rule("announced"),
    "moderators": moderates,
    "chairs": moderates,
    "questions": moderates,
    "answers": by_rule("question-or-answer"),
    "courtesies": named_alone,
    "titles-behind": lambda _, text: reads(text),
    "numbered-people": by_rule("numbered-person"),
    "speech-nouns": by_rule("speaks-for"),
    "journalists": moderates,
    "nicknames": by_rule("nickname"),
    "nicknames-behind": by_rule("nickname"),
    "pieces": by_rule("piece-label"),
    "by-lines": refuses,
    "by-line-starts": refuses,
    "no-by-line-starts": lambda _, text: reads(text),
    "by-line-ends": refuses,
    "speech-verbs": refuses,
    "credit-verbs": by_rule("credit"),
    "credit-shares": by_rule("credit"),
    "telling-how": by_rule("told-quotation"),
    "telling-verbs": by_rule("told-quotation"),
    "credit-subjects": by_rule("credit"),
    "notes": named_alone,
    "note-ends": by_rule("name-and-title"),
    "no-place": refuses,
    "weak-alone": refuses,
    "prose-starts": refuses,
    "no-prose-starts": lambda _, text: reads(text),
    "verbs-in-names": lambda _, text: reads(text),
    "gap-labels": by_rule("announced"),
    "stand-ins": moderates,
    "no-titles": refuses,
    "author-marks": lambda _, text: reads(text),
}
SURNAMES: dict[str, Callable[[Surnames, str], bool]] = {
    "common": lambda entry, text: text[0] in "".join(entry.words) and names.judge(text) is Sure.SURE,
    "rare": lambda entry, text: text[0] in "".join(entry.words) and names.judge(text) is Sure.RARE,
    "compound": lambda entry, text: text.startswith(entry.words) and names.judge(text) is Sure.SURE,
    "compound-words": lambda entry, text: text.startswith(entry.words) and reads(text),
    "hardly-given": lambda entry, text: not set("".join(entry.words)).isdisjoint(text[1:]),
    "word-like": lambda entry, text: text[0] in "".join(entry.words) and not reads(text),
    "masks": lambda _, text: names.judge(text) is Sure.SURE,
    "words-tagged-as-names": lambda entry, text: text in entry.words,
}
TABLES = [("roles", ROLES), ("units", UNITS), ("speakers", SPEAKERS)]
GROUPS = [(name, entry, table) for name, table in TABLES for entry in entries(name, "words", Words)]


@pytest.mark.parametrize("entry", entries("roles", "offices", Head), ids=lambda entry: entry.name)
def test_an_office_ends_with_a_word_of_its_entry(entry: Head) -> None:
    assert entry.hits
    assert entry.misses
    for text in map(fold, entry.hits):
        start = offices.head(text, len(text))
        assert start is not None, text
        assert text[start:] in entry.words
    for text in map(fold, entry.misses):
        assert not text.endswith(entry.words), text


@pytest.mark.parametrize("entry", entries("roles", "overlaps", Overlap), ids=lambda entry: entry.name)
def test_an_overlap_gives_its_word_to_unit_and_role(entry: Overlap) -> None:
    def counts(text: str) -> bool:
        shared = role_of(text)[:1] if not entry.apart else ""
        return unit_of(text).endswith(entry.places) and any(
            (shared + role_of(text)[len(shared) :]).startswith((place + body, body))
            for place in entry.places
            for body in entry.bodies
        )

    assert entry.hits
    assert entry.misses
    assert [text for text in entry.hits if not counts(text)] == []
    assert [text for text in entry.misses if counts(text)] == []


@pytest.mark.parametrize("entry", entries("units", "units", UnitWords), ids=lambda entry: entry.name)
def test_a_unit_ends_with_a_word_of_its_entry(entry: UnitWords) -> None:
    assert entry.hits
    for text in entry.hits:
        assert units.known(text), text
        assert text.endswith(entry.words), text
    for text in entry.misses:
        assert not units.known(text), text


@pytest.mark.parametrize(("file", "entry", "table"), GROUPS, ids=[f"{file}-{entry.name}" for file, entry, _ in GROUPS])
def test_a_group_of_words_counts_where_it_says(
    file: str, entry: Words, table: dict[str, Callable[[Words, str], bool]]
) -> None:
    assert file
    if not entry.hits and not entry.misses:
        return
    counts = table[entry.name]
    assert [text for text in entry.hits if not counts(entry, text)] == []
    assert [text for text in entry.misses if counts(entry, text)] == []


@pytest.mark.parametrize("entry", entries("surnames", "surnames", Surnames), ids=lambda entry: entry.name)
def test_a_group_of_surnames_counts_where_it_says(entry: Surnames) -> None:
    counts = SURNAMES[entry.name]
    assert entry.hits
    assert [text for text in entry.hits if not counts(entry, text)] == []
    assert [text for text in entry.misses if counts(entry, text)] == []


@pytest.mark.parametrize("file", ["roles", "units", "speakers"])
def test_words_are_simplified_and_stand_once_in_their_group(file: str) -> None:
    for entry in entries(file, "words", Words):
        assert [word for word in entry.words if fold(word) != word] == [], entry.name


def test_no_office_word_stands_in_two_entries() -> None:
    seen: dict[str, str] = {}
    for entry in entries("roles", "offices", Head):
        for word in entry.words:
            assert fold(word) == word
            assert seen.setdefault(word, entry.name) == entry.name, word
