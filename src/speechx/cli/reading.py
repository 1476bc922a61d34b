"""How the commands read documents: whether with divisions, and what the user knows beside the text."""

from typing import TYPE_CHECKING, NamedTuple

from speechx import parser
from speechx.cli.messages import say
from speechx.dates import period
from speechx.records import Document
from speechx.source import Source

if TYPE_CHECKING:
    from speechx.roster import Roster


class Reading(NamedTuple):
    """How documents are read: whether with divisions, and what the user knows beside them.

    ``files`` are those that this was read from.
    """

    places: bool
    roster: "Roster | None"
    date: str | None
    files: tuple[str, ...]

    def parse(self, source: Source) -> Document:
        """Parse a source into a model."""
        return parser.parse_source(source, places=self.places, roster=self.roster, date=self.date)

    def record(self, source: Source) -> Document:
        """Parse a source into a record, for what reads its fields alone."""
        return parser.record(source, places=self.places, roster=self.roster, date=self.date)


def reading(*, places: bool, roster: str | None, date: str | None) -> Reading:
    """Return how to read, once the roster and the date are proved to be what they should be.

    Raises:
        SpeechxError: they are not.
    """
    if date is not None:
        period(date)
    if roster is None:
        return Reading(places, None, date, ())
    from speechx.roster import Roster  # noqa: PLC0415 - few give one

    people = Roster.from_file(roster)
    if people.doubt:
        say(f"{roster}: the encoding is a guess: {people.doubt}; save it as UTF-8 to be sure")
    return Reading(places, people, date, (roster,))
