"""The entries in force, with where they come from: the lexicon of the package, and packs."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from speechx import lexicon
from speechx.rules import in_force
from speechx.rules.merging import join, joins

BUILT_IN: Final = "built-in"


class Listed(NamedTuple):
    """An entry in force.

    Attributes:
        file: its lexicon file, without ``.toml``.
        array: its array.
        data: the entry, with all that joins it.
        origin: ``built-in`` or ``pack:line``, one for each part of it.
    """

    file: str
    array: str
    data: Mapping[str, Any]
    origin: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return what the entry is called: its name, or else the first of its words."""
        return str(self.data.get("name") or self.data.get("long") or self.data["words"][0])


def listed() -> Iterator[Listed]:
    """Yield all entries in force, by file and array."""
    for path in sorted(Path(lexicon.__file__).parent.glob("*.toml")):
        for array, entries in lexicon.file(path.stem).items():
            yield from _entries(path.stem, array, entries)


def _entries(file: str, array: str, entries: list[dict[str, Any]]) -> list[Listed]:
    whole = [Listed(file, array, data, (BUILT_IN,)) for data in entries]
    for pack in in_force.packs():
        for row in pack.rows:
            if (row.file, row.array) != (file, array):
                continue
            origin = f"{pack.name}:{row.start.line}"
            place = joins([dict(entry.data) for entry in whole], row.data)
            if place is None:
                whole.append(Listed(file, array, row.data, (origin,)))
            else:
                known = whole[place]
                whole[place] = Listed(file, array, join(dict(known.data), row.data), (*known.origin, origin))
    return whole
