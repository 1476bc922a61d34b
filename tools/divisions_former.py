"""Former names of divisions, for tools/build_divisions.py: what older editions of the list tell about names gone.

A name that today's edition does not have where an older one had it gets the division of today that bears on it, where
the lists themselves say which: the code that stayed; the same name, of another kind, in the same county (乡 to 镇 to
街道); the same name elsewhere in the city, where the older edition did not have it; for a county, the one that has
most of its townships. Anything less certain is left out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from speechx.places.names import short_names, stem

_CITY: Final = 4
_COUNTY: Final = 6
_TOWNSHIP: Final = 9
_OFFICE: Final = "办事处"
_ZONE: Final = "7"
_PSEUDO: Final = "4"
"""The digits with which the serial of a zone, and of a township that the statistics made up, starts."""
_SHARE: Final = 0.85
_SHARE_OF_NAMESAKE: Final = 0.5
_FEWEST: Final = 3
"""A county is found by its townships where it has so many, and this share of them lies in one county of today."""

Names = Mapping[str, str]


class Today:
    """Indexes of today's edition."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.stems: dict[str, set[str]] = defaultdict(set)
        for code, name in names.items():
            if len(code) == _TOWNSHIP:
                self.stems[stem(name)].add(code)
        self.under: dict[str, set[str]] = defaultdict(set)
        for code, name in names.items():
            self.under[code[: {_CITY: 2, _COUNTY: _CITY, _TOWNSHIP: _COUNTY}.get(len(code), 0)]].add(name)

    def named(self, name: str, under: str) -> set[str]:
        """Return the townships below a division that have the name of a township, of whatever kind."""
        return {code for code in self.stems[stem(name)] if code.startswith(under)}


def _bare(name: str) -> str:
    return min(short_names(name, _COUNTY), default=name)


def _county(today: Today, old: Names, code: str) -> str | None:
    """Return the county of today that an old one became, or None."""
    if code in today.names and _bare(today.names[code]) == _bare(old[code]):
        return code
    townships = [stem(name) for other, name in old.items() if len(other) == _TOWNSHIP and other.startswith(code)]
    votes = Counter(
        county
        for name in set(townships)
        for county in {found[:_COUNTY] for found in today.stems[name] if found[:2] == code[:2]}
    )
    if len(townships) < _FEWEST or not votes:
        return None
    county, most = votes.most_common(1)[0]
    share = _SHARE_OF_NAMESAKE if _bare(today.names[county]) == _bare(old[code]) else _SHARE
    return county if most >= share * len(set(townships)) else None


def _township(today: Today, old_names: set[tuple[str, str]], code: str, name: str, county: str) -> str | None:
    """Return the township of today that an old one became, or None."""
    found = today.named(name, county)
    if not found and code in today.names and code[_COUNTY] < _PSEUDO:
        return code
    if not found:
        city = county[:_CITY]
        found = {other for other in today.named(name, city) if (other[:_COUNTY], stem(name)) not in old_names}
    return found.pop() if len(found) == 1 else None


def _city(today: Today, old: Names, code: str) -> str | None:
    """Return the city of today that an old one became (地区 to 市), or None."""
    if code in today.names:
        return code
    bare = short_names(old[code], _CITY)
    found = [
        other
        for other, name in today.names.items()
        if len(other) == _CITY and other[:2] == code[:2] and bare & short_names(name, _CITY)
    ]
    return found[0] if len(found) == 1 else None


def _above(today: Today, old: Names) -> Iterator[tuple[str, str, str, str]]:
    """Return (holder today, name, old code, code of today) of all cities and counties that live on as one of today.

    A county that was merged with another is left out: it is none of today's.
    """
    cities = {code: _city(today, old, code) for code in old if len(code) == _CITY}
    for code, city in cities.items():
        if city:
            yield code[:2], old[code], code, city
    counties = {code: _county(today, old, code) for code in old if len(code) == _COUNTY}
    heirs = Counter(counties.values())
    for code, now in counties.items():
        renumbered_zone = code[_CITY] == _ZONE and code != now
        if now and not renumbered_zone and heirs[now] == 1:
            yield cities[code[:_CITY]] or code[:2], old[code], code, now


def former_lines(names: Names, older: Mapping[str, Names]) -> Iterable[str]:
    """Return the lines of former counties and townships, the last edition of each name only.

    Args:
        names: name by code, of today.
        older: the same of older editions, by year.
    """
    today = Today(names)
    rows: dict[tuple[str, str], str] = {}
    for year in sorted(older):
        old = older[year]
        became: dict[str, str] = {}
        for above, name, code, now in _above(today, old):
            became[code] = now
            if name not in today.under[above] and name != names[now[:_CITY]]:
                rows[f"={above}", name] = f"={above}\t{name}\t{code}\t{year}\t{now}"
        old_names = {(code[:_COUNTY], stem(name)) for code, name in old.items() if len(code) == _TOWNSHIP}
        for code, name in old.items():
            county = became.get(code[:_COUNTY])
            if len(code) != _TOWNSHIP or county is None or {name, name.removesuffix(_OFFICE)} & today.under[county]:
                continue
            if now_code := _township(today, old_names, code, name, county):
                rows[f"-{county}", name] = f"-{county}\t{name}\t{code}\t{year}\t{now_code}"
    return [row for _, row in sorted(rows.items())]  # "-" sorts before "="
