"""Named patterns that a lexicon file holds, compiled once on first use."""

from functools import cache
from typing import Final

import regex

from speechx import kept, lexicon
from speechx.errors import LexiconError

# A line longer than this is prose whatever it says; no pattern is tried on more of it.
LONGEST: Final = 200


class PatternEntry(lexicon.Entry):
    """A regular expression over folded text, with lines that it takes and lines that it must leave."""

    name: str
    pattern: str
    hits: tuple[str, ...]
    misses: tuple[str, ...]


@cache
def compiled(name: str) -> dict[str, regex.Pattern[str]]:
    """Return the patterns of one lexicon file by name, in the order of the file.

    Raises:
        LexiconError: the file has the wrong shape, or a pattern is no regular expression.
    """
    patterns = {}
    for entry in lexicon.entries(name, "pattern", PatternEntry):
        try:
            patterns[entry.name] = kept.pattern(entry.pattern)
        except regex.error as error:
            raise LexiconError(f"lexicon {name}.toml: pattern {entry.name}: {error}") from error
    return patterns
