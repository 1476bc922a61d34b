"""What places a whole document names: the evidence that decides between places of one name.

>>> found = gather(gazetteer(), ["镇江市某某交流会", "朝阳区某某街道"])
>>> sorted(found.named)
['3211']
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from speechx.lexicon import words
from speechx.places.gazetteer import Gazetteer, gazetteer
from speechx.places.indexing import CITY, COUNTY, PROVINCE

_LONGEST: Final = 16
_PLAIN: Final = 2
"""A name as short as this (南县) counts only where a name can start."""
__all__ = ["Context", "gather", "gazetteer"]


class Context(NamedTuple):
    """The evidence of a document.

    Attributes:
        named: codes of the divisions that it names in full.
        hinted: codes of the provinces and cities that it names in short.
    """

    named: frozenset[str] = frozenset()
    hinted: frozenset[str] = frozenset()

    def tiers(self) -> tuple[frozenset[str], ...]:
        """Return the sets of codes that a division can lie in, the strongest first."""
        return _tiers(self.named, self.hinted)

    def holds(self, code: str) -> bool:
        """Whether the document names a division in full, or one below it."""
        return any(named.startswith(code) for named in self.named)

    def choose(self, codes: Sequence[str]) -> list[str]:
        """Return those of the codes that the strongest evidence speaks for; none where there is no evidence."""
        for places in self.tiers():
            if places and (chosen := [code for code in codes if _inside(code, places)]):
                return chosen
        return []


@lru_cache(maxsize=1)  # all units of a document ask for those of one context
def _tiers(*evidence: frozenset[str]) -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(tier)
        for codes in evidence
        for tier in (
            [code for code in codes if len(code) == COUNTY],
            [code for code in codes if len(code) == CITY],
            [code[:CITY] for code in codes if len(code) > CITY],
            [code for code in codes if len(code) == PROVINCE],
            [code[:PROVINCE] for code in codes if len(code) > PROVINCE],
        )
    )


def _inside(code: str, places: frozenset[str]) -> bool:
    return any(code[:size] in places for size in (COUNTY, CITY, PROVINCE) if size <= len(code))


def gather(known: Gazetteer, texts: Sequence[str]) -> Context:
    """Gather the evidence.

    Args:
        known: the list of divisions.
        texts: the texts of a document, folded.
    """
    sure: set[str] = set()
    open_: list[tuple[str, ...]] = []
    hinted: set[str] = set()
    for text in texts:
        for codes, full in _mentions(known, text):
            if not full:
                hinted.update(codes if len(codes) == 1 else ())
            elif len(codes) == 1:
                sure.update(codes)
            else:
                open_.append(codes)
    context = Context(frozenset(sure), frozenset(hinted))
    narrowed = {chosen[0] for codes in open_ if len(chosen := context.choose(codes)) == 1}
    return Context(frozenset(sure | narrowed), frozenset(hinted))


def _mentions(known: Gazetteer, text: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Return the places that a text names, the longest names first from the left: codes, and whether in full."""
    generic = words("places", "generic-names")
    kinds = words("places", "named-after")
    start, free = 0, True
    while start < len(text) - 1:
        for size in reversed(known.sizes.get(text[start : start + 2], ())):
            name = text[start : start + size]
            if size > _LONGEST or len(name) < size:
                continue
            if codes := known.full(name) or known.former(name):
                if (size > _PLAIN or free) and name not in generic:
                    yield tuple(code for code in codes if not known.doubles(code)), True
                    break
            elif (codes := _wide(known.short(name))) and not text.startswith(kinds, start + size):
                yield codes, False
                break
        else:
            free = not text[start].isalnum()
            start += 1
            continue
        start, free = start + size, True


def _wide(codes: Sequence[str]) -> tuple[str, ...]:
    """Keep provinces and cities: the short names of counties are words too often."""
    return tuple(code for code in codes if len(code) <= CITY)
