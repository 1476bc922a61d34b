"""The examples of packs, or of the package, run one by one."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from speechx import lexicon
from speechx.lexicon.models import Entry
from speechx.rules import examples
from speechx.rules.arrays import ARRAYS
from speechx.rules.in_force import Pack, Row

_EXAMPLES: Final = ("hits", "misses", "example")


class Proved(NamedTuple):
    """An entry whose examples were run.

    Attributes:
        where: its place, ``pack:line``, or the array of the lexicon.
        name: what it is called.
        examples: how many examples it has.
        failed: those that do not show what they should: the place, the key and the text of each.
    """

    where: str
    name: str
    examples: int
    failed: tuple[tuple[str, str, str], ...]


def prove(packs: Sequence[Pack]) -> Iterator[Proved]:
    """Run the examples of packs, which must be in force."""
    for pack in packs:
        for row in pack.rows:
            entry = _in_force(row)
            failed = []
            for failure in examples.failures(row.file, row.array, entry):
                place = row.place(failure.key, failure.number)
                failed.append((f"{pack.name}:{place.line}:{place.column}", failure.key, failure.text))
            yield Proved(f"{pack.name}:{row.start.line}", _name(entry), _count(entry), tuple(failed))


def prove_package() -> Iterator[Proved]:
    """Run the examples of the lexicon."""
    for (file, array), allowed in ARRAYS.items():
        for entry in lexicon.entries(file, array, allowed.load()):
            where = f"{file}.{array}"
            found = [(f"{where} {_name(entry)}", key, text) for key, _, text in examples.failures(file, array, entry)]
            yield Proved(where, _name(entry), _count(entry), tuple(found))


def _in_force(row: Row) -> Entry:
    """Return the entry of a pack with all words of its group, but with its own examples only."""
    model = ARRAYS[row.file, row.array].load()
    name = row.data.get("name")
    for entry in lexicon.entries(row.file, row.array, model) if name else ():
        if getattr(entry, "name", None) == name:
            own = {key: tuple(row.data.get(key, ())) for key in ("hits", "misses") if key in model.model_fields}
            copied: Entry = entry.model_copy(update=own)
            return copied
    return model.model_validate(row.data)


def _name(entry: Entry) -> str:
    return str(getattr(entry, "name", "") or getattr(entry, "long", "") or getattr(entry, "words", ("",))[0])


def _count(entry: Entry) -> int:
    found = (getattr(entry, key, ()) for key in _EXAMPLES)
    return sum(1 if isinstance(texts, str) else len(texts) for texts in found)
