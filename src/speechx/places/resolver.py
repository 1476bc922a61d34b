"""The division that a unit names: resolved, ambiguous or unknown, never guessed.

A unit's own chain comes first; the document only decides between what the chain leaves open. So 某县某镇 is the
township of that county whatever else the document names, a township without its county needs a document that names
the county, city or province it lies in, and a county or city alone is resolved where the country has one of the name.
What follows the divisions, a village or a body (某市教育局), does not matter, unless it names a division that the list
does not have: then the unit's division is unknown, and not the one above it.

>>> known = gazetteer()
>>> found = resolve(known, "句容市白兔镇中心小学", Context())
>>> found.code, found.names["township"], found.status
('321183103', '白兔镇', 'resolved')
>>> resolve(known, "朝阳区教育局", Context()).candidates
('110105', '220104')
>>> resolve(known, "云溪县", Context()).status, resolve(known, "某某股份有限公司", Context())
('unknown', None)
"""

from collections.abc import Iterable, Sequence
from typing import Final

import regex

from speechx.lexicon import alternatives, table, words
from speechx.places import names, walk
from speechx.places.evidence import Context
from speechx.places.gazetteer import Gazetteer, gazetteer
from speechx.places.indexing import CITY, COUNTY
from speechx.places.walk import Reading
from speechx.records import Division

_LEVELS: Final = {2: "province", 4: "city", 6: "county", 9: "township"}
_UNKNOWN: Final = Division(code=None, names={}, status="unknown", candidates=())
_LONGEST_NAME: Final = 9
__all__ = ["Context", "ambiguous", "gazetteer", "official", "resolve", "resolved"]


def official(code: str) -> str:
    """Return a code as it is published: six digits down to the county, nine for a township.

    >>> official("32"), official("321183"), official("321183103")
    ('320000', '321183', '321183103')
    """
    return code.ljust(COUNTY, "0")


def resolved(known: Gazetteer, code: str) -> Division:
    """Return a division of the list."""
    chain = {_LEVELS[len(step)]: known.name(step) for step in known.chain(code)}
    return Division(code=official(code), names=chain, status="resolved", candidates=())


def ambiguous(codes: Iterable[str]) -> Division:
    """Return what may be one of several divisions, or one that is not certain."""
    return Division(code=None, names={}, status="ambiguous", candidates=tuple(sorted(set(map(official, codes)))))


def resolve(known: Gazetteer, unit: str, context: Context) -> Division | None:
    """Resolve one unit.

    Args:
        known: the list of divisions.
        unit: the unit, folded, without white space and prefixes.
        context: the evidence of the document.

    Returns:
        The division, or None where the unit names none.
    """
    found = walk.readings(known, unit)
    strong = _best([reading for reading in found if not reading.weak])
    if weak := _weak(found, strong, context):
        return resolved(known, weak[0]) if len(weak) == 1 and context.holds(weak[0]) else ambiguous(weak)
    if not strong:
        return _in_context(known, unit, context) or (_UNKNOWN if _names_division(unit) else None)
    rest = unit[strong[0].end :]
    if rest.startswith(words("places", "joiners")) and (other := resolve(known, rest[1:], context)):
        return ambiguous([*(reading.code for reading in strong), *_codes(other)])
    if _names_division(rest):
        kin = [code for reading in strong for code in _kin(known, rest, reading.code)]
        return ambiguous(kin) if kin else _UNKNOWN
    codes = sorted({reading.code for reading in strong})
    rivals = context.choose([reading.code for reading in found if reading.end == strong[0].end and not reading.weak])
    if rivals and not set(codes) & set(rivals):
        # In the places that the document names the whole text means something else, by a name less sure.
        return ambiguous([*codes, *rivals])
    return _decide(known, codes, context, certain=not any(reading.bare for reading in strong))


def _decide(known: Gazetteer, codes: Sequence[str], context: Context, *, certain: bool) -> Division:
    """Choose between divisions; a single one that is not certain needs evidence too.

    A division may stand in the list again below itself, as its own county or township: they are one division.
    """
    codes = [code for code in codes if not any(_again(known, code, above) for above in codes)]
    if certain and len(codes) == 1:
        return resolved(known, codes[0])
    chosen = context.choose(codes)
    return resolved(known, chosen[0]) if len(chosen) == 1 else ambiguous(chosen or codes)


def _again(known: Gazetteer, code: str, above: str) -> bool:
    """Whether a division is another one under the same name, listed again below it."""
    return code != above and code.startswith(above) and known.name(code) == known.name(above)


def _best(found: Sequence[Reading]) -> list[Reading]:
    """Return the readings that reach furthest, over the fewest unlisted zones and with the fewest short names."""
    if not found:
        return []
    end = max(reading.end for reading in found)
    last = [reading for reading in found if reading.end == end]
    fewest = min((reading.skips, reading.shorts) for reading in last)
    return [reading for reading in last if (reading.skips, reading.shorts) == fewest]


def _weak(found: Sequence[Reading], strong: Sequence[Reading], context: Context) -> list[str]:
    """Return the places of a weak reading that goes beyond the strong ones: cities, and what the document names."""
    end = strong[0].end if strong else 0
    best = _best([reading for reading in found if reading.weak and reading.end > end])
    codes = sorted({reading.code for reading in best})
    return [code for code in codes if context.holds(code)] or [code for code in codes if len(code) <= CITY]


def _codes(division: Division) -> tuple[str, ...]:
    return (division.code,) if division.code else division.candidates


def _in_context(known: Gazetteer, unit: str, context: Context) -> Division | None:
    """Resolve a township's short or former name alone, in the counties and cities that the document names."""
    name = unit[: _division_end(unit)]
    for places in context.tiers():
        counties = {county for code in places if len(code) >= CITY for county in known.counties(code)}
        tables = [known.townships(county) for county in counties if known.may_hold(county, unit[:2])]
        codes = {code for table in tables for code in table.stems.get(unit, ())}
        codes |= {table.forms[name] for table in tables if name in table.forms}
        if codes:
            return _decide(known, sorted(codes), context, certain=True)
    return None


@table
def _kinds() -> tuple[regex.Pattern[str], regex.Pattern[str], regex.Pattern[str]]:
    groups = ("division-kinds", "no-division", "organ-words")
    kinds, never, organs = (regex.compile(alternatives("places", group)) for group in groups)
    return kinds, never, organs


def _division_end(text: str) -> int | None:
    """Return where the name of a division ends that a text starts with, known or not."""
    kinds, never, organs = _kinds()
    text = text[: _LONGEST_NAME + 2]
    taken = [match.span() for match in never.finditer(text)]
    for match in kinds.finditer(text):
        inside = any(start <= match.start() and match.end() <= end for start, end in taken)
        if match.start() and not inside:
            return None if organs.search(text, 0, match.start()) else match.end()
    return None


def _names_division(text: str) -> bool:
    return _division_end(text) is not None


def _kin(known: Gazetteer, rest: str, above: str) -> list[str]:
    """Return divisions below one that have the name but are of another kind: candidates, no more."""
    name = rest[: _division_end(rest)]
    if len(above) == COUNTY:
        return list(known.townships(above).stems.get(names.stem(name), ()))
    bare = {short for level in (4, 6) for short in names.short_names(name, level)}
    return [code for short in bare for code in known.short(short) if code.startswith(above) and code != above]
