"""The best sequence of labels for the lines of a page: Viterbi over the automaton of all layouts.

The engine knows no word, no rule and no layout. A line gives scores by label; a state whose label has no score on a
line cannot hold it, save the labels in ``FREE``, which any line may bear at no gain. Entering a layout, leaving it and
changing it for another cost a fixed amount, so that a layout is taken up on evidence and kept while it fits.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from speechx.layouts import OUTSIDE, State, automaton

# Labels that need no vote: any line may lie outside, in a body, or in the narration between two quoted turns.
FREE: Final = frozenset({OUTSIDE, "body", "narration"})
ENTER: Final = -3
LEAVE: Final = -1
CHANGE: Final = -3
_OUTSIDE: Final = 0
_NEVER: Final = -1_000_000
_KNOWN: Final = 4096  # steps of the table that are kept from document to document

Scores = Mapping[str, int]


class Label(NamedTuple):
    """What a line was found to be.

    Attributes:
        label: the label of the best path.
        layout: the layout that the line belongs to, or ``OUTSIDE``.
        begins: whether a speech begins with this line.
        score: the summed votes for the label on this line.
        runner_up: the best other label, or None where there is none.
        margin: by how much the best path beats the best path that gives this line another label.
    """

    label: str
    layout: str
    begins: bool
    score: int
    runner_up: str | None = None
    margin: int | None = None


# How a line came into a state: the score, the number of the state before, and whether a speech begins. Plain tuples,
# here and below: there is one for every state of every line.
_Step = tuple[int, int, bool]


def decode(scores: Sequence[Scores], *, margins: bool = False) -> list[Label]:
    """Label each line.

    Args:
        scores: for each line, the summed votes by label.
        margins: whether to work out runner-up and margin (a second pass).

    Returns:
        One ``Label`` a line. Cost is linear in the lines.
    """
    states = automaton()
    forward = _forward(scores)
    if not forward:
        return []
    number = max(forward[-1], key=lambda state: (_closing(states[state]) + forward[-1][state][0], -state))
    path = []
    for line in range(len(scores) - 1, -1, -1):
        _, previous, begins = forward[line][number]
        state = states[number]
        path.append(Label(state.label, state.layout, begins, scores[line].get(state.label, 0)))
        number = previous
    path.reverse()
    return _with_margins(path, states, forward, scores) if margins else path


def _closing(state: State) -> int:
    return 0 if state.last or state.layout == OUTSIDE else _NEVER


# A state that a line can be in: its number, its label, the layout that may be entered by it, and whether a speech
# begins with it.
_Usable = tuple[int, str, str | None, bool]


@lru_cache(maxsize=_KNOWN)
def _usable(labels: frozenset[str]) -> tuple[_Usable, ...]:
    """Return the states that a line with votes for some labels can be in; ``OUTSIDE`` is the first."""
    return tuple(
        (number, state.label, state.layout if state.first or number == _OUTSIDE else None, state.first)
        for number, state in enumerate(automaton())
        if state.label in FREE or state.label in labels
    )


# The scores of the states that a line can be in, counted from that of ``OUTSIDE``.
_Profile = tuple[tuple[int, int], ...]


def _forward(scores: Sequence[Scores]) -> list[dict[int, _Step]]:
    """Return the best way into each state on each line; a step's score counts from that of ``OUTSIDE`` on its line."""
    table: list[dict[int, _Step]] = []
    profile: _Profile = ()
    for line in scores:
        steps, profile = _next(profile, frozenset(line.items()))
        table.append(steps)
    return table


@lru_cache(maxsize=_KNOWN)
def _next(before: _Profile, votes: frozenset[tuple[str, int]]) -> tuple[dict[int, _Step], _Profile]:
    """Return the best ways into the states of a line, and their scores for the next line.

    Only differences of scores decide, and they recur: a line of a body mostly finds the table as the line before it
    did, so what was worked out once is kept.
    """
    scores = dict(votes)
    usable = _usable(frozenset(scores))
    steps = _advance(automaton(), scores, dict(before), usable) if before else _start(scores, usable)
    return steps, tuple([(number, step[0]) for number, step in steps.items()])


def _start(scores: Scores, usable: Sequence[_Usable]) -> dict[int, _Step]:
    level = scores.get(OUTSIDE, 0)
    first = {}
    for number, label, layout, begins in usable:
        if layout is not None:
            cost = 0 if number == _OUTSIDE else ENTER
            first[number] = (scores.get(label, 0) + cost - level, number, begins)
    return first


def _advance(
    states: Sequence[State], scores: Scores, before: Mapping[int, int], usable: Sequence[_Usable]
) -> dict[int, _Step]:
    """Extend every path by one line: within a speech, to the next of the layout, into another, or out of all.

    Scores count from that of ``OUTSIDE``, which is reached from everywhere, and comes first.
    """
    inner = _inner(states, before)
    ends = _ends(states, before)
    end = max(ends.values(), default=None)
    level = 0
    reached = {}
    for number, label, layout, first in usable:
        best, begins = inner.get(number), False
        if layout is not None:
            start = _best_start(layout, ends.get(layout), end, before)
            if best is None or start > best:
                best, begins = start, first
        if best is not None:
            score, previous = best
            score += scores.get(label, 0)
            if number == _OUTSIDE:
                level = score
            reached[number] = (score - level, -previous, begins)
    return reached


# A way into a state: its score and the number of the state before, negated so that ties go to the earlier layout.
_Way = tuple[int, int]


def _inner(states: Sequence[State], before: Mapping[int, int]) -> dict[int, _Way]:
    """Return the best way into each state from within the same speech."""
    inner: dict[int, _Way] = {}
    for number, score in before.items():
        for following in states[number].within:
            if following not in inner or (score, -number) > inner[following]:
                inner[following] = (score, -number)
    return inner


def _ends(states: Sequence[State], before: Mapping[int, int]) -> dict[str, _Way]:
    """Return, for each layout in which a speech may end here, the best such end."""
    ends: dict[str, _Way] = {}
    for number, score in before.items():
        state = states[number]
        if state.last and (state.layout not in ends or (score, -number) > ends[state.layout]):
            ends[state.layout] = (score, -number)
    return ends


def _best_start(layout: str, own: _Way | None, end: _Way | None, before: Mapping[int, int]) -> _Way:
    """Return the best way to begin a speech of a layout (or, for ``OUTSIDE``, to be outside of all).

    Args:
        layout: the layout.
        own: the best end of a speech of the same layout, if one may end here.
        end: the best end of a speech of any.
        before: the scores of the line before, in which ``OUTSIDE`` always is.
    """
    outside = layout == OUTSIDE
    best = (before[_OUTSIDE] + (0 if outside else ENTER), _OUTSIDE)
    if end is not None:
        best = max(best, (end[0] + (LEAVE if outside else CHANGE), end[1]))
    return best if own is None else max(best, own)


def _with_margins(
    path: list[Label], states: Sequence[State], forward: Sequence[Mapping[int, _Step]], scores: Sequence[Scores]
) -> list[Label]:
    """Add the runner-up of each line, from the best path through every state (forward and backward scores)."""
    after: dict[int, int] = {number: _closing(states[number]) for number in forward[-1]}
    out = []
    for line in range(len(path) - 1, -1, -1):
        through: dict[str, int] = {}
        for number, (score, _, _) in forward[line].items():
            total = score + after.get(number, _NEVER)
            label = states[number].label
            through[label] = max(through.get(label, _NEVER), total)
        chosen = through.pop(path[line].label)
        rival = max(through, key=lambda label: (through[label], label), default=None)
        if rival is not None and through[rival] > _NEVER // 2:
            out.append(path[line]._replace(runner_up=rival, margin=chosen - through[rival]))
        else:
            out.append(path[line])
        if line:
            after = _backward(states, scores[line], forward[line - 1], forward[line], after)
    out.reverse()
    return out


def _backward(
    states: Sequence[State],
    scores: Scores,
    before: Mapping[int, _Step],
    here: Mapping[int, _Step],
    after: Mapping[int, int],
) -> dict[int, int]:
    """Return the best score of the rest of the page for each state of the line before."""
    rest = {n: after.get(n, _NEVER) + scores.get(states[n].label, 0) for n in here}
    starts: dict[str, int] = {}
    for number, value in rest.items():
        if states[number].first:
            layout = states[number].layout
            starts[layout] = max(starts.get(layout, _NEVER), value)
    anywhere = max(starts.values(), default=_NEVER)
    out = {}
    for number in before:
        state = states[number]
        value = max((rest[following] for following in state.within if following in rest), default=_NEVER)
        if state.last:
            value = max(value, starts.get(state.layout, _NEVER), anywhere + CHANGE)
            value = max(value, rest.get(0, _NEVER) + LEAVE)
        if number == 0:
            value = max(value, rest.get(0, _NEVER), anywhere + ENTER)
        out[number] = value
    return out
