"""From files to tasks: documents, grouped by the file that they go to, in handfuls that are worth their way."""

from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Final

from speechx import readers
from speechx.batch.inputs import Input, is_url
from speechx.batch.naming import Names
from speechx.batch.seam import Entry, Part, Task
from speechx.readers import Failure, Item
from speechx.source import named

_MOST: Final = 16
_ENOUGH: Final = 1 << 17
"""Documents, and bytes of them, that make a task: some hundredths of a second of work."""
_SHARD: Final = 64 << 20
"""The bytes of documents after which a shard ends, however few they are."""


class Listing:
    """The documents of a run, with the paths of their outputs.

    Args:
        files: the inputs.
        options: how to read.
        suffix: the suffix of the outputs.
    """

    def __init__(self, files: Iterable[Input | Failure], options: readers.Options, suffix: str) -> None:
        self._files, self._options, self._suffix = files, options, suffix
        self._names = Names()
        self._places = count()

    def single(self) -> Iterator[Part]:
        """Yield a part for each document: its file is called as the document is."""
        for below, item in self._items():
            yield Part(self._names.file(below, self._suffix, item.name), (Entry(next(self._places), item),))

    def shards(self, size: int) -> Iterator[Part]:
        """Yield parts of so many documents, numbered; what is in them depends on the inputs alone."""
        entries: list[Entry] = []
        room = _SHARD
        numbers = count()
        for _, item in self._items():
            entries.append(Entry(next(self._places), item))
            room -= weight(item)
            if len(entries) >= size or room <= 0:
                yield Part(_shard(next(numbers), self._suffix), tuple(entries))
                entries, room = [], _SHARD
        if entries:
            yield Part(_shard(next(numbers), self._suffix), tuple(entries))

    def _items(self) -> Iterator[tuple[str, Item | Failure]]:
        """Yield the documents of each file that was not named before, each with its path below what the user named."""
        for file in self._files:
            if isinstance(file, Failure):
                yield file.name, file
            elif self._names.first(file.name):
                for item in _held(file.name, self._options):
                    name = named(item.name)
                    yield file.below + name.removeprefix(named(file.name)), item._replace(name=name)


def tasks(parts: Iterable[Part]) -> Iterator[Task]:
    """Yield the parts in handfuls."""
    found: list[Part] = []
    room = _ENOUGH
    for part in parts:
        found.append(part)
        room -= sum(weight(entry.item) for entry in part.entries)
        if len(found) >= _MOST or room <= 0:
            yield tuple(found)
            found, room = [], _ENOUGH
    if found:
        yield tuple(found)


def weight(item: Item | Failure) -> int:
    """Return the size of a document in bytes, as far as it is known."""
    if isinstance(item, Failure):
        return 0
    if item.path is None:
        return len(item.data or b"")
    try:
        return Path(item.path).stat().st_size
    except (OSError, ValueError):
        return 0


def _held(name: str, options: readers.Options) -> Iterator[Item | Failure]:
    if is_url(name):
        from speechx.batch import remote  # noqa: PLC0415 - most inputs are here

        return remote.items(name, options)
    return readers.items(name, options)


def _shard(number: int, suffix: str) -> str:
    return f"part-{number:05}{suffix}"
