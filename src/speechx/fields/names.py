"""Is this text a person's name? The guard against invented speakers.

A name is 2 or 3 Han characters behind a single surname, 3 or 4 behind a compound one, a masked name (李某, 王○○), or a
name of parts with dots between them (阿卜杜拉·买买提). ``judge`` says how sure the shape is; the caller knows how much
the place of the text speaks for a person and decides how sure it must be.

>>> [judge(text) for text in ("张守田", "欧阳远", "李某某", "阿依古丽·买买提", "糜清波")]
[<Sure.SURE: 0>, <Sure.SURE: 0>, <Sure.SURE: 0>, <Sure.SURE: 0>, <Sure.RARE: 1>]
>>> [judge(text) for text in ("高站位", "帕提古", "项目", "时间过得真快", "我们的")]
[<Sure.UNUSUAL: 2>, <Sure.UNKNOWN: 4>, <Sure.WORD: 3>, None, None]
"""

from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import regex

from speechx import lexicon
from speechx.lexicon import Entry, entries


class Sure(IntEnum):
    """How sure a name is, from its shape alone; the names of the members, in kebab-case, are doubts."""

    SURE = 0
    RARE = 1
    UNUSUAL = 2
    WORD = 3
    UNKNOWN = 4


DOUBTS: Final = {
    Sure.SURE: None,
    Sure.RARE: "surname-rare",
    Sure.UNUSUAL: "name-unusual",
    Sure.WORD: "name-common-word",
    Sure.UNKNOWN: "surname-unknown",
}


class Surnames(Entry):
    """A group of ``surnames.toml``: words, or for single characters strings that hold one word a character."""

    name: str
    kind: str
    words: tuple[str, ...]
    hits: tuple[str, ...]
    misses: tuple[str, ...] = ()


class Table(NamedTuple):
    """The surname table, ready for look-ups."""

    common: frozenset[str]
    rare: frozenset[str]
    compound: frozenset[str]
    hardly_given: frozenset[str]
    masks: frozenset[str]
    word_like: frozenset[str]
    compound_words: frozenset[str]


_HAN: Final = regex.compile(r"\p{Han}+")
_DOTTED: Final = regex.compile(r"\p{Han}{1,9}(?:[·•・‧∙⋅.]\p{Han}{1,10}){1,4}")
_BLANK: Final = "○〇◯×XxＸ✕*＊_□△"
_MASKED: Final = regex.compile(
    rf"\p{{Han}}{{1,2}}(?:某(?:某|\p{{Han}})?|[{_BLANK}]{{1,3}}\p{{Han}}?|\p{{Han}}[{_BLANK}])"
)


@cache
def table() -> Table:
    """Return the surname table of the lexicon."""
    groups = {entry.name: entry.words for entry in entries("surnames", "surnames", Surnames)}

    def characters(name: str) -> frozenset[str]:
        return frozenset("".join(groups[name]))

    return Table(
        characters("common"),
        characters("rare"),
        frozenset(groups["compound"]),
        characters("hardly-given"),
        frozenset(groups["masks"]),
        characters("word-like"),
        frozenset(groups["compound-words"]),
    )


def words_tagged_as_names() -> tuple[str, ...]:
    """Return the common words that word lists wrongly call names (for the script that builds the vocabulary)."""
    groups = {entry.name: entry.words for entry in entries("surnames", "surnames", Surnames)}
    return groups["words-tagged-as-names"]


@cache
def vocabulary() -> frozenset[str]:
    """Return the common words that start with a surname."""
    return _word_lists()[0]


@cache
def words() -> frozenset[str]:
    """Return the frequent words of two characters."""
    return _word_lists()[1]


@cache
def _word_lists() -> tuple[frozenset[str], frozenset[str]]:
    path = Path(__file__).parents[1] / "data" / "vocabulary.txt"
    _, initial, frequent = path.read_text(encoding="utf-8").splitlines()
    return frozenset(initial.split(" ")), frozenset(frequent.split(" "))


@cache
def transliteration() -> frozenset[str]:
    """Return the characters that names of other languages are written with."""
    return frozenset(lexicon.words("speakers", "transliteration"))


def judge(text: str) -> Sure | None:
    """Say how sure it is that a folded text without gaps is a person's name, or None where it cannot be one."""
    if not 2 <= len(text) <= 30:
        return None
    if not _HAN.fullmatch(text):
        return _special(text)
    known = table()
    if len(text) <= 4 and "某" in text:
        surname = (
            text[0] in known.common or text[0] in known.rare or text[0] in known.masks or text[:2] in known.compound
        )
        return Sure.SURE if surname and _MASKED.fullmatch(text) else None
    if text[:2] in known.compound and 3 <= len(text) <= 4:
        return Sure.SURE if text[:2] not in known.compound_words else Sure.RARE
    if len(text) > 4:
        return None
    if len(text) == 4:
        return _four(text)
    return _three(text)


def _special(text: str) -> Sure | None:
    """A name with dots or with blanked characters."""
    if _DOTTED.fullmatch(text):
        return Sure.SURE
    known = table()
    if _MASKED.fullmatch(text) and (text[0] in known.common or text[0] in known.rare or text[:2] in known.compound):
        return Sure.SURE
    return None


def _three(text: str) -> Sure | None:
    """A name of two or three characters."""
    known = table()
    unusual = not known.hardly_given.isdisjoint(text[1:])
    if text[0] not in known.common and text[0] not in known.rare:
        wordy = text[:2] in words() or text[-2:] in words()
        return None if unusual or wordy or text[0] in known.hardly_given else Sure.UNKNOWN
    if text in vocabulary():
        return Sure.WORD
    if unusual:
        return Sure.UNUSUAL
    return Sure.SURE if text[0] in known.common else Sure.RARE


def _four(text: str) -> Sure | None:
    """Two surnames and two given characters (范徐丽泰), or a name from another language (no surname at all)."""
    known = table()
    if sum(character in transliteration() for character in text) > 2:
        return Sure.UNKNOWN
    if not known.hardly_given.isdisjoint(text[1:]) or text[:2] in vocabulary():
        return None
    if text[0] in known.common and text[1] in known.common:
        return Sure.UNUSUAL
    wordy = any(text[i : i + 2] in words() for i in range(3))
    return None if wordy or text[0] in known.hardly_given else Sure.UNKNOWN
