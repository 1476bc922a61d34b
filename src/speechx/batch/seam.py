"""What passes between the run and its workers: plain data that can be pickled."""

from typing import NamedTuple

from speechx import readers, writers
from speechx.errors import LimitError
from speechx.limits import Limits
from speechx.readers import Failure, Item
from speechx.roster import Roster
from speechx.rules.in_force import Pack


class Setup(NamedTuple):
    """All that a worker must know beside the documents.

    Attributes:
        reading: how to read.
        places: whether to find the divisions of units.
        roster: the user's ids of people, or None.
        date: the documents' date, or None.
        packs: the rule packs in force.
        format: the format to write.
        writing: how to write.
        limits: how much a document may be.
        timeout: the seconds after which a document's worker is killed.
        memory: the bytes of memory that a worker may have, or None for any.
        notes: a folder where each worker notes which document it is at, or None.
    """

    reading: readers.Options
    places: bool
    roster: Roster | None
    date: str | None
    packs: tuple[Pack, ...]
    format: str
    writing: writers.Options
    limits: Limits
    timeout: int
    memory: int | None
    notes: str | None


class Entry(NamedTuple):
    """A document of the run.

    Attributes:
        place: its place in the order of the inputs.
        item: the document, or why there is none.
        given_up: why it is not to be worked on again, or None.
    """

    place: int
    item: Item | Failure
    given_up: LimitError | None = None


class Part(NamedTuple):
    """The documents that go to one file, and the path of that file below the output folder."""

    output: str
    entries: tuple[Entry, ...]


Task = tuple[Part, ...]
"""What a worker gets at once."""


class Outcome(NamedTuple):
    """What became of a document.

    Attributes:
        name: what the document is called.
        sha256: the digest of its bytes, or None where they could not be read.
        error: why it failed, in one line, or None.
        chars: the number of its characters.
        speeches: the number of its speeches.
        figures: the number of its figures.
        diagnostics: how often it has each diagnostic, by code.
        seconds: how long it took.
    """

    name: str
    sha256: str | None
    error: str | None = None
    chars: int = 0
    speeches: int = 0
    figures: int = 0
    diagnostics: tuple[tuple[str, int], ...] = ()
    seconds: float = 0.0


class Done(NamedTuple):
    """A part that was worked on: what its file is to hold, or None where no document could be read."""

    data: bytes | None
    outcomes: tuple[Outcome, ...]
