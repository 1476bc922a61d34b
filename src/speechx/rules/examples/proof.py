"""What the proofs of examples share."""

from collections.abc import Callable
from typing import Any, NamedTuple

from speechx.lexicon.models import Words

Counts = Callable[[Any, str], bool]
"""Whether an entry, of the model of its array, counts in a text."""


class Proof(NamedTuple):
    """How an entry proves itself: it counts in each hit, and does not in any miss.

    Attributes:
        hit: whether it counts in a text that should be a hit.
        miss: whether it counts, perhaps in some wider sense, in a text that should be a miss.
    """

    hit: Counts
    miss: Counts


def negation(counts: Counts) -> Counts:
    """Return what counts where another does not."""
    return lambda entry, text: not counts(entry, text)


def stands(entry: Words, text: str) -> bool:
    """Whether a word of the entry stands in a text at all."""
    return any(word in text for word in entry.words)
