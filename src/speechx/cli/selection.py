"""Which diagnostics count: those that are selected and not ignored."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from speechx.diagnostics import RULES, matching
from speechx.records import Diagnostic


class Selection(NamedTuple):
    """The codes that are left out."""

    left_out: frozenset[str]

    def of(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return the diagnostics that count."""
        return tuple(found for found in diagnostics if found.code not in self.left_out)


def selection(select: Sequence[str] | None, ignore: Sequence[str] | None) -> Selection:
    """Return which diagnostics count.

    Args:
        select: codes, beginnings of codes, or names; each text may hold several, separated by commas. None is all.
        ignore: the same; it wins over ``select``.

    Raises:
        UsageError: there is no such diagnostic.
    """
    ignored = _codes(ignore or ())
    left_out = {rule.code for rule in RULES} - _codes(select) if select else set()
    return Selection(frozenset(left_out | ignored))


def _codes(texts: Iterable[str]) -> set[str]:
    return {rule.code for text in texts for part in text.split(",") for rule in matching(part.strip())}
