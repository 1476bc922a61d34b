"""The rules in force in this process: those of the package, and the packs put beside them.

Packs are in force for a whole process, because everything that is built from the lexicon is built once. A worker of
another process gets them by ``put(packs)``: a pack is plain data, which can be pickled.
"""

import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

_PACKAGE: Final = Path(__file__).parents[1]
_DATA: Final = ("lexicon/*.toml", "data/*.t*")


class Place(NamedTuple):
    """A place in a file; both count from 1."""

    line: int
    column: int


class Row(NamedTuple):
    """One entry of a pack.

    Attributes:
        file: the lexicon file that it extends, without ``.toml``.
        array: the array of that file.
        data: the entry as TOML gives it.
        start: where the entry begins.
        places: for each key of the entry where it stands, and for each text of a list: ``("words", 0)``.
    """

    file: str
    array: str
    data: dict[str, Any]
    start: Place
    places: dict[tuple[str | int, ...], Place]

    def place(self, *path: str | int) -> Place:
        """Return where a value of the entry stands, or else the nearest that holds it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, self.start)


class Pack(NamedTuple):
    """A rule pack that was read: its path as the user wrote it, and its entries in order."""

    name: str
    rows: tuple[Row, ...]


_packs: list[Pack] = []


def packs() -> tuple[Pack, ...]:
    """Return the packs in force, in the order in which they were named."""
    return tuple(_packs)


def put(chosen: Sequence[Pack]) -> None:
    """Put packs in force in place of those that were; not while another thread parses.

    All that was built from other rules is forgotten: whatever the package caches is built from its rules. Only what is
    kept from start to start stays: its keys tell the rules.
    """
    _packs[:] = chosen
    for name, module in list(sys.modules.items()):
        if name.startswith("speechx.") and name != "speechx.kept":
            for value in list(vars(module).values()):
                if callable(forget := getattr(value, "cache_clear", None)):
                    forget()


def rows(file: str, array: str) -> Iterator[Row]:
    """Yield what the packs in force add to an array of a lexicon file."""
    return (row for pack in _packs for row in pack.rows if (row.file, row.array) == (file, array))


def digest() -> str:
    """Return the SHA-256 of the rules in force, in 64 hexadecimal digits.

    It covers the version, the lexicon, the lists of divisions, characters and words, and the entries of the packs; no
    path, comment or date of a pack. Equal digests mean equal results for equal input and options.
    """
    import hashlib  # noqa: PLC0415 - only who asks for it pays for it
    import json  # noqa: PLC0415 - the same

    whole = hashlib.sha256(_built_in().encode())
    for pack in _packs:
        entries = sorted(([row.file, row.array, row.data] for row in pack.rows), key=lambda entry: entry[:2])
        whole.update(json.dumps(entries, sort_keys=True, default=str).encode())
    return whole.hexdigest()


def added() -> str:
    """Return all that the packs in force add, as a key for what is made of the lexicon and kept (``speechx.kept``)."""
    return repr([(row.file, row.array, row.data) for pack in _packs for row in pack.rows])


@cache
def _built_in() -> str:
    import hashlib  # noqa: PLC0415 - only who asks for it pays for it

    from speechx import __version__  # noqa: PLC0415 - the package itself imports this module

    whole = hashlib.sha256(__version__.encode())
    for path in sorted((path for glob in _DATA for path in _PACKAGE.glob(glob)), key=lambda path: path.name):
        data = path.read_bytes()
        whole.update(f"\0{path.name}\0{len(data)}\0".encode())
        whole.update(data)
    return whole.hexdigest()
