"""Divisions of China: which province, city, county or township a unit names.

The whole document decides: 解放路街道 alone may lie in many places, in a document of one city it is that city's.

>>> found = resolve("朝阳区教育局", context(["北京市基层治理座谈会", "朝阳区教育局"]))
>>> found.code, found.names
('110105', {'province': '北京市', 'county': '朝阳区'})
>>> resolve("青禾县柳溪镇", context(["青禾县柳溪镇"])).status
'unknown'
>>> [division.code for division in lookup("鼓楼区")]
['320106', '320302', '350102', '410204']
"""

from collections.abc import Sequence

from speechx import kept
from speechx.fold import fold
from speechx.lexicon import words
from speechx.places import evidence, resolver, walk
from speechx.places.evidence import Context
from speechx.places.gazetteer import gazetteer
from speechx.records import Division

__all__ = ["Context", "context", "lookup", "resolve"]

_SPACE = kept.pattern(r"[\s·•・]+")


def _plain(text: str) -> str:
    """Fold a unit and take off what is no part of it."""
    unit: str = _SPACE.sub("", fold(text))
    for prefix in words("places", "prefixes"):
        unit = unit.removeprefix(prefix)
    return unit


def context(texts: Sequence[str]) -> Context:
    """Gather the places that a document names.

    Args:
        texts: its event's name, title, preamble and all units, as written.
    """
    return evidence.gather(gazetteer(), [_SPACE.sub("", fold(text)) for text in texts])


def resolve(unit: str, context: Context) -> Division | None:
    """Return the deepest division that a unit names.

    Args:
        unit: the unit as written, Simplified or Traditional.
        context: the places that its document names.

    Returns:
        The division: ``resolved``; ``ambiguous`` with its candidates; ``unknown`` where it has the form of a division
        but the list has none of the name; None where the unit names no division at all.
    """
    return resolver.resolve(gazetteer(), _plain(unit), context)


def lookup(name: str) -> tuple[Division, ...]:
    """Return all divisions that a name may mean, in full, in short or as a chain (某市某县), in the order of codes."""
    known = gazetteer()
    plain = _plain(name)
    codes = {reading.code for reading in walk.readings(known, plain) if reading.end == len(plain)}
    return tuple(resolver.resolved(known, code) for code in sorted(codes))
