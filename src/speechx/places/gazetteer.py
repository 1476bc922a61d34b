"""The list of divisions: one text, read once, and small indexes into it.

The file (form: ``tools/build_divisions.py``) stays one string. Only provinces, cities and counties, some 3,400, are
indexed by name; townships are found by searching the string, or by splitting the line of one county. Codes are those
of the list: 2 digits a province, 4 a city, 6 a county, 9 a township; a shorter code is the start of its divisions'.

>>> known = gazetteer()
>>> known.name("321183"), known.full("句容市"), known.short("句容")
('句容市', ('321183',), ('321183',))
>>> known.townships_named("白兔镇", "32")
('321183103',)
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from speechx.kept import kept
from speechx.lexicon import words
from speechx.places import names
from speechx.places.indexing import CITY, COUNTY, PROVINCE, Index, folded, index, owners
from speechx.rules import in_force

_FILE: Final = Path(__file__).parents[1] / "data" / "divisions.tsv"
_SERIAL: Final = 3
"""The digits by which a township's code is longer than its county's."""
_SEARCHES: Final = 100
"""Searches for a township's name after which a table of all names is made."""


class Townships(NamedTuple):
    """The townships of one county: code by form of the name, kind and all; codes by name without kind."""

    forms: dict[str, str]
    stems: dict[str, tuple[str, ...]]


class Gazetteer:
    """The divisions of one edition of the list.

    Args:
        text: the file's text.
        index: the indexes into it.

    Attributes:
        header: what the file tells about itself.
        sizes: how long the names of provinces, cities and counties are, by their first two characters, shortest first.
    """

    def __init__(self, text: str, index: Index) -> None:
        self.header = index.header
        self.sizes = index.sizes
        self._text = text
        self._key = folded(text, index.folds)
        self._index = index
        self._regions: dict[str, tuple[int, int]] = {}
        self._townships: dict[str, Townships] = {}
        self._searched = 0
        self._by_township: dict[str, tuple[str, ...]] = {}

    def name(self, code: str) -> str:
        """Return the name of a division as the list writes it."""
        start, _ = self._region(code[:COUNTY])
        end = self._text.index("\n", start)
        before = "\t" + code[COUNTY:]
        at = self._text.index(before, start, end) + len(before)
        tab = self._text.find("\t", at, end)
        return self._text[at : end if tab < 0 else tab]

    def chain(self, code: str) -> list[str]:
        """Return the codes of a division and of those above it that bear a name, from the province down."""
        pseudo = words("places", "pseudo-levels")
        out: list[str] = []
        for size in (PROVINCE, CITY, COUNTY, COUNTY + _SERIAL):
            step = code[:size]
            if len(step) < size:
                break
            if not self.doubles(step) and not (size == CITY and self._index.keys[step] in pseudo):
                out.append(step)
        return out

    def counties(self, code: str) -> list[str]:
        """Return the codes of the counties of a city; of a county, its own."""
        first, last = bisect_left(self._index.codes, code), bisect_left(self._index.codes, code + ":")
        return [county for county in self._index.codes[first:last] if len(county) == COUNTY]

    def pseudo(self, province: str) -> list[str]:
        """Return the codes of the levels below a province that bear no name of a place (市辖区)."""
        return self._index.pseudo.get(province, [])

    def doubles(self, code: str) -> bool:
        """Whether a county stands for its whole city and bears its name."""
        return len(code) == COUNTY and self._index.keys[code] == self._index.keys[code[:CITY]]

    def full(self, name: str) -> tuple[str, ...]:
        """Return the codes of the provinces, cities and counties of a name in full (folded), in order."""
        return self._index.full.get(name, ())

    def zones(self, name: str) -> tuple[str, ...]:
        """Return the codes of the zones that are called by a name (folded) in their city, in order."""
        return self._index.zones.get(name, ())

    def short(self, name: str) -> tuple[str, ...]:
        """Return the codes of the provinces, cities and counties of a short name (folded), in order."""
        return self._index.short.get(name, ())

    def townships(self, county: str) -> Townships:
        """Return the townships of a county."""
        known = self._townships.get(county)
        if known is None:
            known = self._townships[county] = self._split(county)
        return known

    def may_hold(self, county: str, pair: str) -> bool:
        """Whether two characters stand in the name of a township of a county; most counties need not be split."""
        start, end = self._region(county)
        former = self._index.former_starts.get(county)
        return self._key.find(pair, start, end) >= 0 or (
            former is not None and any(pair in name for _, name, _ in self.former_townships(county))
        )

    def _split(self, county: str) -> Townships:
        forms: dict[str, str] = {}
        stems: dict[str, list[str]] = defaultdict(list)
        start, end = self._region(county)
        cells = self._key[start : end - 1].split("\t")
        above = [cells[1], *owners(self._index.keys, county), *names.short_names(cells[1], COUNTY)]
        rows = [(county + cell[:_SERIAL], cell[_SERIAL:]) for cell in cells[2:]]
        forms.update((name, code) for code, name in rows)
        for code, name in rows:
            for form in names.township_forms(name, above):
                forms.setdefault(form, code)
                if code not in stems[names.stem(form)]:
                    stems[names.stem(form)].append(code)
        for _, name, code in self.former_townships(county):
            if name not in forms:
                forms[name] = code
                if names.stem(name) not in stems:
                    stems[names.stem(name)] = [code]
        return Townships(forms, {name: tuple(codes) for name, codes in stems.items()})

    def former_townships(self, county: str = "") -> Iterator[tuple[str, str, str]]:
        """Return the former townships of a county, or of all: county, name (folded) and code of today."""
        start = self._index.former_starts.get(county, len(self._key)) if county else self._index.starts[-1]
        while self._key.startswith("-" + county, start):
            end = self._key.index("\n", start)
            above, name, _, _, now = self._key[start:end].split("\t")
            yield above[1:], name, now
            start = end + 1

    def former(self, name: str, under: str = "") -> tuple[str, ...]:
        """Return the codes of today of the cities and counties that once had a name (folded), below a division."""
        rows = self._index.former.get(name)
        if rows is None:
            return ()
        return tuple(sorted({now for above, now in rows if above.startswith(under) or now.startswith(under)}))

    def townships_named(self, name: str, under: str = "") -> tuple[str, ...]:
        """Return the codes of the townships of a name (folded, as the list writes it) below a division.

        A table of all names takes as long to make as a hundred searches of the text; so few are searches, and the
        table is made for the many documents of a long run.
        """
        if not self._by_township and self._searched < _SEARCHES:
            self._searched += 1
            return self._search_township(name, under)
        if not self._by_township:
            self._by_township = self._index_townships()
        return tuple(code for code in self._by_township.get(name, ()) if code.startswith(under))

    def _index_townships(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        start, end = self._region("")
        for line in self._key[start:end].splitlines():
            county, *cells = line.split("\t")
            if len(county) == COUNTY:
                for cell in cells[1:]:
                    name = cell[_SERIAL:]
                    found[name] = (*found.get(name, ()), county + cell[:_SERIAL])
        return found

    def _search_township(self, name: str, under: str) -> tuple[str, ...]:
        start, end = self._region(under)
        found: list[str] = []
        at = self._key.find(name, start, end)
        while at >= 0:
            after = at + len(name)
            serial = self._key[at - _SERIAL : at]
            if self._key[after] in "\t\n" and self._key[at - _SERIAL - 1] == "\t" and serial.isdecimal():
                line = self._key.rfind("\n", 0, at) + 1
                found.append(self._key[line : line + COUNTY] + serial)
            at = self._key.find(name, after, end)
        return tuple(found)

    def _region(self, under: str) -> tuple[int, int]:
        """Return where the lines of a division and of all below it start and end."""
        known = self._regions.get(under)
        if known is None:
            first = bisect_left(self._index.codes, under)
            last = bisect_left(self._index.codes, under + ":")  # the character behind "9"
            known = self._regions[under] = self._index.starts[first], self._index.starts[last]
        return known


@cache
def gazetteer() -> Gazetteer:
    """Return the list that comes with the package, read on first use."""
    text = _FILE.read_bytes().decode()
    return Gazetteer(text, kept(("gazetteer", in_force.added()), lambda: index(text)))


def increasing(codes: list[str]) -> bool:
    """Whether codes stand in order, each once: what the lookups rely on.

    >>> increasing(["11", "1101", "110101"]), increasing(["12", "11"])
    (True, False)
    """
    return all(one < other for one, other in pairwise(codes))
