"""The entries in force, with where they come from: the lexicon of the package, and packs."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from speechx import lexicon
from speechx.rules import in_force
from speechx.rules.merging import Merged

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
    whole = Merged(entries)
    origins: dict[int, list[str]] = defaultdict(list, {place: [BUILT_IN] for place in range(len(entries))})
    for pack in in_force.packs():
        for row in pack.rows:
            if (row.file, row.array) == (file, array):
                origins[whole.add(row.data)].append(f"{pack.name}:{row.start.line}")
    return [Listed(file, array, data, tuple(origins[place])) for place, data in enumerate(whole.entries)]
