"""Rule packs from files: read, checked entry by entry, and put in force.

A pack is TOML of the shape of the lexicon, its files as tables: ``[[roles.words]]`` adds to the array ``words`` of
``lexicon/roles.toml``. It is data: it names no file, and nothing in it is run.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final, NoReturn

from speechx.errors import RulesError
from speechx.rules import in_force, located
from speechx.rules.arrays import ARRAYS
from speechx.rules.checks import problems
from speechx.rules.in_force import Pack, Place, Row
from speechx.rules.located import Keys, Located, suggestion

MOST_BYTES: Final = 1 << 18
"""No pack is larger: the whole lexicon is not."""


def load(paths: Iterable[str]) -> None:
    """Read and check packs, and put them in force in place of those that were.

    Args:
        paths: the files of the packs, in the order in which they stand beside the lexicon.

    Raises:
        RulesError: a pack cannot be read, or has an entry that may not be; the message tells file, line and column.
    """
    packs: list[Pack] = []
    for path in paths:
        pack = read(path)
        for problem in problems(pack, packs):
            if problem.fatal:
                raise RulesError(problem.told(pack.name))
        packs.append(pack)
    if tuple(packs) != in_force.packs():
        in_force.put(packs)


def read(path: str) -> Pack:
    """Read a pack; its entries are checked by ``checks.problems``.

    Raises:
        RulesError: the file cannot be read, is no TOML, or names an array that packs cannot add to.
    """
    return Pack(path, tuple(_rows(path, located.read(path, MOST_BYTES))))


def _rows(name: str, document: Located) -> Iterator[Row]:
    files = {file for file, _ in ARRAYS}
    for file, tables in document.data.items():
        if file not in files:
            _refuse(name, document.place((file,)), f"no lexicon file for packs is called {file}", file, files)
        if not isinstance(tables, dict):
            _refuse(name, document.place((file,)), f"{file} must be a table of arrays, such as [[{file}.words]]")
        for array, entries in tables.items():
            known = {array for other, array in ARRAYS if other == file}
            if array not in known:
                _refuse(name, document.place((file, array)), f"packs add nothing to {file}.{array}", array, known)
            if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
                _refuse(name, document.place((file, array)), f"{file}.{array} must be tables: [[{file}.{array}]]")
            yield from rows_of(file, array, document, (file, array))


def rows_of(file: str, array: str, document: Located, keys: Keys) -> Iterator[Row]:
    """Yield the entries of an array of a document that stands under some keys."""
    inner: dict[int, dict[Keys, Place]] = defaultdict(dict)
    entries: Any = document.data
    for key in keys:
        entries = entries[key]
    depth = len(keys)
    for path, place in document.places.items():
        if path[:depth] == keys and len(path) > depth and isinstance(index := path[depth], int):
            inner[index][path[depth + 1 :]] = place
    for index, entry in enumerate(entries):
        yield Row(file, array, entry, document.place((*keys, index)), inner[index])


def _refuse(name: str, place: Place, said: str, word: str = "", known: Iterable[str] = ()) -> NoReturn:
    raise RulesError(f"{name}:{place.line}:{place.column}: {said}{suggestion(word, known)}")
