"""Indexes into the list of divisions: where each stands in the file, and which bear a name.

Making them takes longer than reading a page, so they are made once and kept (``speechx.kept``).
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

from speechx.fold import fold
from speechx.lexicon import words
from speechx.places import names

PROVINCE: Final = 2
CITY: Final = 4
COUNTY: Final = 6
_LONGEST_PLAIN: Final = 4
"""No zone that is named after its city has a name as short as this."""

Codes = dict[str, tuple[str, ...]]


class Index(NamedTuple):
    """The provinces, cities and counties of a list, in the order of their codes.

    Attributes:
        header: what the file tells about itself.
        codes: their codes.
        starts: where their lines start, and where the last ends.
        folds: where a character of the file is folded, and to what: a few dozen.
        keys: the name of each code, folded.
        former_starts: where the former townships of each county start in the file.
        former: by former name, the division above it and the code of today.
        full: the codes of each name in full.
        zones: the codes of the zones that are called by a name in their city.
        short: the codes of each short name.
        pseudo: of each province, the levels that bear no name of a place.
        sizes: by their first two characters, how long all names are, shortest first.
    """

    header: dict[str, str]
    codes: list[str]
    starts: list[int]
    folds: dict[int, str]
    keys: dict[str, str]
    former_starts: dict[str, int]
    former: dict[str, tuple[tuple[str, str], ...]]
    full: Codes
    zones: Codes
    short: Codes
    pseudo: dict[str, list[str]]
    sizes: dict[str, tuple[int, ...]]


def header(text: str) -> tuple[dict[str, str], int]:
    """Return what the file tells about itself, and where its divisions start."""
    start = 0
    found: dict[str, str] = {}
    while text.startswith("# ", start):
        end = text.index("\n", start)
        key, _, value = text[start + 2 : end].partition(": ")
        found[key] = value
        start = end + 1
    return found, start


def folded(text: str, folds: dict[int, str]) -> str:
    """Return the text of the file with all names folded, one character for one character."""
    pieces: list[str] = []
    start = 0
    for place, char in folds.items():
        pieces += (text[start:place], char)
        start = place + 1
    return "".join((*pieces, text[start:]))


def _folds(text: str, odd: str) -> dict[int, str]:
    places: dict[int, str] = {}
    for char in odd:
        place = text.find(char)
        while place >= 0:
            places[place] = fold(char)
            place = text.find(char, place + 1)
    return dict(sorted(places.items()))


def index(text: str) -> Index:
    """Return the indexes into the text of the file."""
    told, start = header(text)
    folds = _folds(text, told["folded"])
    key = folded(text, folds)
    codes: list[str] = []
    starts: list[int] = []
    keys: dict[str, str] = {}
    size = text.find("\n-", start) + 1 or len(text)  # former townships come first of the former names
    while start < size:
        end = text.index("\n", start)
        tab = text.index("\t", start)
        after = text.find("\t", tab + 1, end)
        code = text[start:tab]
        stop = end if after < 0 else after
        codes.append(code)
        starts.append(start)
        keys[code] = key[tab + 1 : stop]
        start = end + 1
    starts.append(size)
    former = _former(key, size)
    full, zones, short, pseudo = _by_name(keys)
    sizes = _sizes([*full, *zones, *short, *former])
    return Index(told, codes, starts, folds, keys, _former_starts(key, size), former, full, zones, short, pseudo, sizes)


def _sizes(known: Iterable[str]) -> dict[str, tuple[int, ...]]:
    sizes: dict[str, set[int]] = defaultdict(set)
    for name in known:
        sizes[name[:2]].add(len(name))
    return {head: tuple(sorted(found)) for head, found in sizes.items()}


def _former_starts(key: str, start: int) -> dict[str, int]:
    """Return where the former townships of each county start, which stand together."""
    found: dict[str, int] = {}
    while key.startswith("-", start):
        found.setdefault(key[start + 1 : start + 1 + COUNTY], start)
        start = key.index("\n", start) + 1
    return found


def _former(key: str, start: int) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    start = key.find("\n=", start) + 1
    for line in key[start:].splitlines() if start else ():
        above, name, _, _, now = line.split("\t")
        found[name] = (*found.get(name, ()), (above[1:], now))
    return found


def _by_name(keys: dict[str, str]) -> tuple[Codes, Codes, Codes, dict[str, list[str]]]:
    full: dict[str, list[str]] = defaultdict(list)
    zones: dict[str, list[str]] = defaultdict(list)
    short: dict[str, list[str]] = defaultdict(list)
    pseudo: dict[str, list[str]] = {}
    nameless = frozenset(words("places", "pseudo-levels"))
    for code, key in keys.items():
        if key in nameless and len(code) == CITY:
            pseudo.setdefault(code[:PROVINCE], []).append(code)
            continue
        if len(code) == COUNTY and len(key) > _LONGEST_PLAIN:
            for alias in names.zone_names(key, owners(keys, code)):
                zones[alias].append(code)
        full[key].append(code)
        for alias in names.short_names(key, len(code)):
            short[alias].append(code)
    same: dict[tuple[str, ...], tuple[str, ...]] = {}
    return _fixed(full, same), _fixed(zones, same), _fixed(short, same), pseudo


def _fixed(table: dict[str, list[str]], same: dict[tuple[str, ...], tuple[str, ...]]) -> Codes:
    """Return a table of tuples; equal ones are one, which are faster read when they are kept."""
    fixed = {name: tuple(codes) for name, codes in table.items()}
    return {name: same.setdefault(codes, codes) for name, codes in fixed.items()}


def owners(keys: dict[str, str], code: str) -> list[str]:
    """Return the names, in full and in short, of the province and the city of a division, in that order.

    Args:
        keys: the folded name of each code.
        code: the division.
    """
    found: list[str] = []
    for size in (PROVINCE, CITY):
        if size < len(code):
            name = keys[code[:size]]
            found += [name, *sorted(names.short_names(name, size))]
    return found
