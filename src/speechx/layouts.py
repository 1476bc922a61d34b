"""Layouts as data, compiled to one automaton: which label may follow which, in which layout.

A layout is a row of ``lexicon/layouts.toml``: the order of the line labels of one speech, written as a small pattern
(``title title-more* speaker body+``). This module turns all rows into states; it knows no label but ``OUTSIDE``.
"""

from typing import TYPE_CHECKING, Final, NamedTuple

from speechx import lexicon
from speechx.errors import LexiconError

if TYPE_CHECKING:
    from speechx.lexicon.models import LayoutEntry

OUTSIDE: Final = "outside"
_QUANTIFIERS: Final = "?*+"


class State(NamedTuple):
    """One place of the automaton: a label at a position of a layout's pattern.

    Attributes:
        layout: the layout's name, or ``OUTSIDE``.
        label: the label that a line in this state bears.
        first: whether a speech may begin here.
        last: whether a speech may end here.
        within: the states of the same speech that may follow.
    """

    layout: str
    label: str
    first: bool
    last: bool
    within: tuple[int, ...]


class _Token(NamedTuple):
    labels: tuple[str, ...]
    optional: bool
    repeats: bool


@lexicon.table
def automaton() -> tuple[State, ...]:
    """Return the states of all layouts; state 0 is outside of every speech.

    Raises:
        LexiconError: a pattern of the table cannot be read.
    """
    from speechx.lexicon.models import LayoutEntry  # noqa: PLC0415 - most starts read no lexicon

    states: list[State] = [State(OUTSIDE, OUTSIDE, first=False, last=False, within=())]
    for entry in lexicon.entries("layouts", "layout", LayoutEntry):
        states.extend(_states(entry, len(states)))
    return tuple(states)


def labels(entry: "LayoutEntry") -> frozenset[str]:
    """Return the labels that the pattern of a layout names.

    Raises:
        LexiconError: the pattern cannot be read.
    """
    return frozenset(label for token in _tokens(entry) for label in token.labels)


def _tokens(entry: "LayoutEntry") -> list[_Token]:
    tokens = []
    for word in entry.pattern.split():
        quantifier = word[-1] if word[-1] in _QUANTIFIERS else ""
        labels = tuple(word.removesuffix(quantifier).split("|"))
        if not all(labels):
            raise LexiconError(f"layout {entry.name}: cannot read {word!r}")
        tokens.append(_Token(labels, quantifier in ("?", "*"), quantifier in ("*", "+")))
    if not tokens or all(token.optional for token in tokens):
        raise LexiconError(f"layout {entry.name}: the pattern needs a label that must stand")
    return tokens


def _states(entry: "LayoutEntry", base: int) -> list[State]:
    """Make one state a label; ``base`` is the number of the layout's first state."""
    tokens = _tokens(entry)
    numbers: list[tuple[int, ...]] = []
    count = base
    for token in tokens:
        numbers.append(tuple(range(count, count + len(token.labels))))
        count += len(token.labels)
    states: list[State] = []
    for place, token in enumerate(tokens):
        following = numbers[place] if token.repeats else ()
        for later in range(place + 1, len(tokens)):
            following += numbers[later]
            if not tokens[later].optional:
                break
        first = all(earlier.optional for earlier in tokens[:place])
        last = all(later.optional for later in tokens[place + 1 :])
        states.extend(State(entry.name, label, first, last, following) for label in token.labels)
    return states
