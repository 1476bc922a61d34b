"""A rule's word on a line."""

from typing import NamedTuple


class Vote(NamedTuple):
    """A rule's word on one line: the label it speaks for (or, with a negative weight, against)."""

    label: str
    weight: int
    rule: str
