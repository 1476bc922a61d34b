"""Where the speakers come from: a tree of divisions, province over city over county over township."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from speechx.models import Speaker
from speechx.report.fields import Field


@dataclass
class Division:
    """A division, with the divisions below it and the speakers that come from itself, each where first met."""

    name: str
    below: "dict[str, Division]" = field(default_factory=dict)
    people: list[Field] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many speakers come from it or from below."""
        return len(self.people) + sum(division.count for division in self.below.values())


def tree(fields: Iterable[Field]) -> Division:
    """Return the divisions of the speakers, under a nameless one that stands for all of them.

    Speakers whose division is not proved stand under ``ambiguous`` and ``unknown``, those whose unit names none under
    ``none``: nobody is left out.
    """
    top = Division("")
    met: set[tuple[str | None, str | None]] = set()
    for found in fields:
        speaker = found.item
        if not isinstance(speaker, Speaker) or (speaker.name, speaker.unit) in met:
            continue
        met.add((speaker.name, speaker.unit))
        at = top
        for name in _path(speaker):
            at = at.below.setdefault(name, Division(name))
        at.people.append(found)
    return top


def _path(speaker: Speaker) -> tuple[str, ...]:
    if speaker.division is None:
        return ("none",)
    return tuple(speaker.division.names.values()) or (speaker.division.status,)
