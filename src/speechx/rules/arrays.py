"""The arrays of the lexicon that a pack may add to, and what may be added to each.

Not among them are the patterns that rules ask for by name (``clues``, ``event``, the patterns of ``headings``): one
more would never be asked.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from speechx import lexicon
from speechx.lexicon import models
from speechx.lexicon.models import Entry


class Array(NamedTuple):
    """What may be added to an array.

    Attributes:
        model: the name of the entry model in ``speechx.lexicon.models``.
        closed: whether rules ask for its groups by name, so that words may be added to a group but no group.
        unique: whether a word may stand in one entry only, because it means what its entry says.
    """

    model: str
    closed: bool = False
    unique: bool = False

    def load(self) -> type[Entry]:
        """Return the entry model."""
        found: type[Entry] = getattr(models, self.model)
        return found


_WORDS: Final = Array("Words", closed=True)
_PATTERN: Final = Array("PatternEntry")
ARRAYS: Final[Mapping[tuple[str, str], Array]] = {
    ("amounts", "words"): _WORDS,
    ("event", "words"): _WORDS,
    ("figures", "basis"): Array("Basis", unique=True),
    ("figures", "words"): _WORDS,
    ("furniture", "pattern"): _PATTERN,
    ("headings", "style"): Array("Style"),
    ("headings", "words"): _WORDS,
    ("layouts", "layout"): Array("LayoutEntry"),
    ("measures", "measure"): Array("MeasureEntry", unique=True),
    ("measures", "words"): _WORDS,
    ("metrics", "words"): _WORDS,
    ("nonfigures", "words"): _WORDS,
    ("periods", "pattern"): _PATTERN,
    ("places", "words"): _WORDS,
    ("roles", "offices"): Array("Head", unique=True),
    ("roles", "overlaps"): Array("Overlap"),
    ("roles", "words"): _WORDS,
    ("speakers", "words"): _WORDS,
    ("surnames", "surnames"): Array("Surnames", closed=True),
    ("terms", "pattern"): _PATTERN,
    ("terms", "words"): _WORDS,
    ("units", "units"): Array("UnitWords", unique=True),
    ("units", "words"): _WORDS,
}

# Groups that rules read word by word: each place means something of its own.
FIXED: Final = frozenset({("amounts", "than"), ("figures", "rank-before"), ("figures", "tenths")})


def built_in(file: str, array: str) -> list[dict[str, Any]]:
    """Return the entries of an array as the package has them."""
    found: list[dict[str, Any]] = lexicon.file(file).get(array, [])
    return found
