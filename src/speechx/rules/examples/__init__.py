"""The examples of entries, run through the engine: in each hit of an entry it counts, in no miss."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import regex

from speechx.fields import numbering
from speechx.fold import fold
from speechx.labelling import label
from speechx.lexicon.models import Entry
from speechx.patterns import compiled
from speechx.rules.examples import figures, speakers
from speechx.rules.examples.proof import Counts, Proof, stands
from speechx.source import from_text

_OUTSIDE: Final = "outside"


class Failure(NamedTuple):
    """An example that does not show what it should: its key (``hits``, ``misses``, ``example``), its place in it."""

    key: str
    number: int
    text: str


def failures(file: str, array: str, entry: Entry) -> Iterator[Failure]:
    """Yield the examples of an entry that fail.

    Args:
        file: the lexicon file.
        array: the array of the file.
        entry: the entry, in force.
    """
    if array == "layout":
        example: str = getattr(entry, "example", "")
        if not _wins(entry, example):
            yield Failure("example", 0, example)
        return
    proof = proof_of(file, array, getattr(entry, "name", ""))
    for index, text in enumerate(getattr(entry, "hits", ())):
        if not proof.hit(entry, text):
            yield Failure("hits", index, text)
    for index, text in enumerate(getattr(entry, "misses", ())):
        if proof.miss(entry, text):
            yield Failure("misses", index, text)


def proof_of(file: str, array: str, name: str) -> Proof:
    """Return how an entry proves itself; words without a proof of their own need only stand in the text."""
    if (file, array) in GROUPS:
        counts = GROUPS[file, array].get(name, stands)
        return Proof(counts, counts)
    if array == "pattern" and (file, array) not in ARRAYS:
        whole = file == "furniture"
        return _pattern(file, whole=whole)
    return ARRAYS[file, array]


def _pattern(file: str, *, whole: bool) -> Proof:
    def matches(entry: Any, text: str) -> bool:  # noqa: ANN401 - Counts says so
        pattern = compiled(file)[entry.name]
        return bool(pattern.fullmatch(fold(text)) if whole else pattern.search(fold(text)))

    return Proof(matches, matches)


def _starts_with_number(entry: Any, text: str) -> bool:  # noqa: ANN401
    return numbering.is_numbered(fold(text)) and regex.match(entry.pattern, fold(text)) is not None


def _wins(entry: Any, example: str) -> bool:  # noqa: ANN401
    """Whether a layout reads the whole of its example, and no other does."""
    found = {line.layout for line in label(from_text(example)).labels}
    return found - {_OUTSIDE} == {entry.name}


GROUPS: Final[Mapping[tuple[str, str], Mapping[str, Counts]]] = {
    ("event", "words"): figures.EVENTS,
    ("figures", "words"): figures.FIGURES,
    ("measures", "words"): figures.NO_MEASURES,
    ("metrics", "words"): figures.METRICS,
    ("nonfigures", "words"): figures.NON_FIGURES,
    ("roles", "words"): speakers.ROLES,
    ("speakers", "words"): speakers.SPEAKERS,
    ("surnames", "surnames"): speakers.SURNAMES,
    ("units", "words"): speakers.UNITS,
}
ARRAYS: Final[Mapping[tuple[str, str], Proof]] = {
    ("amounts", "words"): figures.AMOUNTS,
    ("figures", "basis"): figures.BASIS,
    ("headings", "style"): Proof(_starts_with_number, _starts_with_number),
    ("headings", "words"): Proof(stands, stands),
    ("measures", "measure"): figures.MEASURE,
    ("places", "words"): Proof(stands, stands),
    ("roles", "offices"): speakers.OFFICE,
    ("roles", "overlaps"): speakers.OVERLAP,
    ("terms", "pattern"): figures.TERM,
    ("terms", "words"): figures.TERM,
    ("units", "units"): speakers.UNIT,
}
