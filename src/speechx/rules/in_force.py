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


class Row(NamedTuple):
    """One entry of a pack.

    Attributes:
        file: the lexicon file that it extends, without ``.toml``.
        array: the array of that file.
        data: the entry as TOML gives it.
        line: the line of the pack where the entry begins, from 1.
        lines: for each key of the entry its line.
    """

    file: str
    array: str
    data: dict[str, Any]
    line: int
    lines: dict[str, int]


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

    All that was built from other rules is forgotten: whatever the package caches is built from its rules.
    """
    _packs[:] = chosen
    for name, module in list(sys.modules.items()):
        if name.startswith("speechx."):
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
