"""Named patterns that a lexicon file holds, compiled once on first use."""

from functools import cache
from typing import Final, NamedTuple

import regex

from speechx import lexicon
from speechx.errors import LexiconError

# A line longer than this is prose whatever it says; no pattern is tried on more of it.
LONGEST: Final = 200


_MOST_OPENERS: Final = 10_000
"""First characters that are remembered; no script of a document has more."""

Named = tuple[tuple[str, regex.Pattern[str]], ...]


@lexicon.table
def compiled(name: str) -> dict[str, regex.Pattern[str]]:
    """Return the patterns of one lexicon file by name, in the order of the file.

    Raises:
        LexiconError: the file has the wrong shape, or a pattern is no regular expression.
    """
    from speechx.lexicon.models import PatternEntry  # noqa: PLC0415 - most starts read no lexicon

    patterns = {}
    for entry in lexicon.entries(name, "pattern", PatternEntry):
        try:
            patterns[entry.name] = regex.compile(entry.pattern)
        except regex.error as error:
            raise LexiconError(f"lexicon {name}.toml: pattern {entry.name}: {error}") from error
    return patterns


class Openers(NamedTuple):
    """Patterns sorted by the first characters that a text they take may have: most texts need few of them tried.

    A pattern that may take a text behind its start may do so whatever the first character is, so it is always tried.

    Attributes:
        patterns: the patterns by name, in order.
        whole: whether a text must match from its first to its last character, or anywhere.
        known: for each first character that was met the patterns to be tried.
    """

    patterns: Named
    whole: bool
    known: dict[str, Named]

    def of(self, text: str) -> Named:
        """Return the patterns that may take a text, which must not be empty, in order."""
        first = text[0]
        found = self.known.get(first)
        if found is None:
            if len(self.known) >= _MOST_OPENERS:
                self.known.clear()
            found = self.known[first] = self._opened_by(first)
        return found

    def _opened_by(self, first: str) -> Named:
        return tuple(row for row in self.patterns if self._may_go_on(row[1], first))

    def _may_go_on(self, pattern: regex.Pattern[str], first: str) -> bool:
        """Whether some text that starts with a character can match: as far as it goes, the character does."""
        found = pattern.fullmatch(first, partial=True) if self.whole else pattern.search(first, partial=True)
        return found is not None


@cache
def openers(name: str, *, whole: bool = False) -> Openers:
    """Return the patterns of one lexicon file by the first characters of what they take.

    Args:
        name: the file's name without ``.toml``.
        whole: whether texts must match as a whole.

    Raises:
        LexiconError: as for ``compiled``.
    """
    return Openers(tuple(compiled(name).items()), whole, {})
