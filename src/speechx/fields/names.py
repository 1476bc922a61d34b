"""Is this text a person's name? The guard against invented speakers.

A name is 2 or 3 Han characters behind a single surname, 3 or 4 behind a compound one, a masked name (李某, 王○○), or a
name of parts with dots between them (阿卜杜拉·买买提). ``judge`` says how sure the shape is; the caller knows how much
the place of the text speaks for a person and decides how sure it must be.

>>> [judge(text).name for text in ("张守田", "欧阳远", "李某某", "阿依古丽·买买提", "糜清波")]
['SURE', 'SURE', 'SURE', 'SURE', 'RARE']
>>> [judge(text).name for text in ("高站位", "项目", "帕丽古")]
['UNUSUAL', 'WORD', 'UNKNOWN']
>>> [judge(text) for text in ("时间过得真快", "我们的")]
[None, None]
"""

from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from speechx import kept, lexicon
from speechx.lexicon import entries
from speechx.wordlist import WordList


class Sure(IntEnum):
    """How sure a name is, from its shape alone."""

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
"""The reason for doubt that each degree is worth."""


class Table(NamedTuple):
    """The surname table, ready for look-ups: single characters but for the two groups of compound surnames."""

    common: frozenset[str]
    rare: frozenset[str]
    single: frozenset[str]
    compound: frozenset[str]
    compound_words: frozenset[str]
    word_like: frozenset[str]
    hardly_given: frozenset[str]
    masks: frozenset[str]
    foreign: frozenset[str]
    elements: frozenset[str]


_HAN: Final = kept.pattern(r"\p{Han}+")
_DOTTED: Final = kept.pattern(r"\p{Han}{1,9}(?:[·•・‧∙⋅.]\p{Han}{1,10}){1,4}")
_BLANK: Final = "○〇◯×XxＸ✕*＊_□△"
_MASKED: Final = kept.pattern(
    rf"\p{{Han}}{{1,2}}(?:某(?:某|\p{{Han}})?|[{_BLANK}]{{1,3}}\p{{Han}}?|\p{{Han}}[{_BLANK}])"
)
_SHORTEST: Final = 2
LONGEST: Final = 4
"""No plain name has more characters."""
_DOTTED_LONGEST: Final = 30
_COMPOSED_LONGEST: Final = 8
_ELEMENTS: Final = 3
"""Most characters and elements of a name without surname."""
_LATIN: Final = kept.pattern(r"(?:[A-Z][a-zà-ÿ'’-]{1,14}|[A-Z]\.){2,4}(?:[（(]\p{Han}{2,8}(?:[·•]\p{Han}{1,8})?[)）])?")
"""A name in Latin letters, its gaps left out, and what its bearer is called in Chinese behind it."""
_COMPOUND: Final = 2
"""Characters of a compound surname."""
_FOREIGN: Final = 3
"""A name of four characters with so many of other languages' needs no surname."""


@lexicon.table
def _groups() -> dict[str, tuple[str, ...]]:
    from speechx.lexicon.models import Surnames  # noqa: PLC0415 - most starts read no lexicon

    return {entry.name: entry.words for entry in entries("surnames", "surnames", Surnames)}


@lexicon.table
def table() -> Table:
    """Return the surname table of the lexicon."""

    def characters(name: str) -> frozenset[str]:
        return frozenset("".join(_groups()[name]))

    common, rare = characters("common"), characters("rare")
    return Table(
        common,
        rare,
        common | rare,
        frozenset(_groups()["compound"]),
        frozenset(_groups()["compound-words"]),
        characters("word-like"),
        characters("hardly-given"),
        characters("masks"),
        frozenset(lexicon.words("speakers", "transliteration")),
        frozenset(_groups()["elements"]),
    )


def words_tagged_as_names() -> tuple[str, ...]:
    """Return the common words that word lists wrongly call names (for the script that builds the vocabulary)."""
    return _groups()["words-tagged-as-names"]


@cache
def _word_lists() -> tuple[str, str]:
    path = Path(__file__).parents[1] / "data" / "vocabulary.txt"
    _, initial, frequent = path.read_bytes().decode().splitlines()
    return initial, frequent


@cache
def vocabulary() -> WordList:
    """Return the common words of two and three characters that start with a surname."""
    return WordList(_word_lists()[0])


@cache
def frequent_words() -> WordList:
    """Return the frequent words of two characters."""
    return WordList(_word_lists()[1])


def judge(text: str) -> Sure | None:
    """Say how sure it is that a folded text without gaps is a person's name, or None where it cannot be one."""
    if not _SHORTEST <= len(text) <= _DOTTED_LONGEST:
        return None
    if len(text) <= LONGEST and _HAN.fullmatch(text) and not _masked(text):
        return Sure.SURE if composed(text) else _plain(text)
    if _masked(text) or _DOTTED.fullmatch(text) or composed(text) or _LATIN.fullmatch(text):
        return Sure.SURE
    foreign = len(text) <= LONGEST + 2 and sum(character in table().foreign for character in text)
    return Sure.UNKNOWN if foreign and foreign >= len(text) - 1 and _HAN.fullmatch(text) else None


def composed(text: str) -> bool:
    """Whether a text is made up of two or three elements of names without surname: 哈斯其其格, 达瓦次仁.

    >>> [composed(text) for text in ("哈斯其其格", "达瓦次仁", "那顺乌力吉", "扎西", "白音河")]
    [True, True, True, False, False]
    """
    if not LONGEST <= len(text) <= _COMPOSED_LONGEST:
        return False
    known = table().elements
    ends = {0}
    for _ in range(_ELEMENTS):
        ends = {end + size for end in ends for size in range(_SHORTEST, LONGEST + 1) if text[end : end + size] in known}
        if len(text) in ends:
            return True
    return False


def odd(text: str) -> bool:
    """Whether a text that ``judge`` refuses may still be a name where gaps and an office speak for it: 奇勒, 舍予.

    It has two or three Han characters, no two of which make a frequent word.
    """
    return _SHORTEST <= len(text) < LONGEST and _HAN.fullmatch(text) is not None and not _wordy(text)


def possible(text: str) -> bool:
    """Whether a folded text without gaps may be a name at all, wherever it stands.

    >>> [possible(text) for text in ("张守田", "奇勒", "修好道路")]
    [True, True, False]
    """
    return judge(text) is not None or odd(text)


def _masked(text: str) -> bool:
    """李某, 王某某, 赵○○, 甲某."""
    known = table()
    surname = text[0] in known.single or text[0] in known.masks or text[:_COMPOUND] in known.compound
    return surname and len(text) <= LONGEST + 1 and _MASKED.fullmatch(text) is not None


def _plain(text: str) -> Sure | None:
    """A name of two to four Han characters."""
    known = table()
    if text[:_COMPOUND] in known.compound and len(text) > _COMPOUND:
        return Sure.RARE if text[:_COMPOUND] in known.compound_words else Sure.SURE
    if len(text) == LONGEST:
        return _four(text)
    unusual = not known.hardly_given.isdisjoint(text[1:])
    if text[0] not in known.single:
        return None if unusual or text[0] in known.hardly_given or _wordy(text) else Sure.UNKNOWN
    if text in vocabulary():
        return Sure.WORD
    if unusual:
        return Sure.UNUSUAL
    return Sure.SURE if text[0] in known.common else Sure.RARE


def _four(text: str) -> Sure | None:
    """Two surnames and two given characters (范徐丽泰), or a name from another language."""
    known = table()
    foreign = sum(character in known.foreign for character in text)
    if foreign >= _FOREIGN:
        return Sure.UNKNOWN
    if not known.hardly_given.isdisjoint(text[1:]) or text[:2] in vocabulary():
        return None
    if known.common.issuperset(text[:2]):
        return Sure.UNUSUAL
    return None if foreign < _COMPOUND or text[0] in known.hardly_given or _wordy(text) else Sure.UNKNOWN


def _wordy(text: str) -> bool:
    """Whether two neighbours are a frequent word."""
    return any(text[i : i + 2] in frequent_words() for i in range(len(text) - 1))
