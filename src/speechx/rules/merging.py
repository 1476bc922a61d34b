"""How the entries of packs stand beside those of the lexicon: words join the group of their name, the rest is added."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from speechx.rules.in_force import Row

JOINED: Final = ("words", "hits", "misses")
"""The keys whose lists grow when an entry joins another."""


class Merged:
    """An array to which entries are added one by one.

    Attributes:
        entries: the entries; those that others join are copies.
        words: for each entry its words.
        meanings: for each word the first entry that has it.
        names: for each name the first entry that has it.
    """

    def __init__(self, entries: Iterable[Mapping[str, Any]]) -> None:
        """Start with the entries of the package."""
        self.entries: list[dict[str, Any]] = []
        self.words: list[set[str]] = []
        self.meanings: dict[str, int] = {}
        self.names: dict[str, int] = {}
        for entry in entries:
            self._append(entry)

    def joins(self, data: Mapping[str, Any]) -> int | None:
        """Return the index of the entry that a further one joins: it has the same name, and words."""
        name = data.get("name")
        place = self.names.get(name) if isinstance(name, str) else None
        return place if place is not None and "words" in self.entries[place] else None

    def add(self, data: Mapping[str, Any]) -> int:
        """Add an entry, or join it to one, and return its index; what is joined keeps the keys that it has."""
        place = self.joins(data)
        if place is None:
            return self._append(data)
        known = self.entries[place]
        for key in JOINED:
            if key in data:
                known.setdefault(key, []).extend(data[key])
        self._note(place, data.get("words", ()))
        return place

    def _append(self, data: Mapping[str, Any]) -> int:
        place = len(self.entries)
        self.entries.append({**data, **{key: list(data[key]) for key in JOINED if key in data}})
        self.words.append(set())
        if isinstance(name := data.get("name"), str):
            self.names.setdefault(name, place)
        self._note(place, data.get("words", ()))
        return place

    def _note(self, place: int, words: Sequence[str]) -> None:
        self.words[place].update(words)
        for word in words:
            self.meanings.setdefault(word, place)


def merged(entries: Iterable[Mapping[str, Any]], rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return the entries of an array with those of packs."""
    whole = Merged(entries)
    for row in rows:
        whole.add(row.data)
    return whole.entries
