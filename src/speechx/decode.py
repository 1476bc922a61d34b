"""The best sequence of labels for the lines of a page: Viterbi over the automaton of all layouts.

The engine knows no word, no rule and no layout. A line gives scores by label; a state whose label has no score on a line
cannot hold it, save the labels in ``FREE``, which any line may bear at no gain. Entering a layout, leaving it and
changing from one to another cost a fixed amount, so that a layout is taken up only on evidence and kept while it fits.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from speechx.layouts import OUTSIDE, State, automaton

# Labels that need no vote: any line may lie outside, in a body, or in the narration between two quoted turns.
FREE: Final = frozenset({OUTSIDE, "body", "narration"})
ENTER: Final = -3
LEAVE: Final = -1
CHANGE: Final = -3
# A speech that begins is worth a little less than one that goes on: no layout wins by cutting finer.
AGAIN: Final = 0

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


class _Step(NamedTuple):
    score: int
    previous: int
    begins: bool


def decode(scores: Sequence[Scores], *, margins: bool = False) -> list[Label]:
    """Label each line.

    Args:
        scores: for each line, the summed votes by label.
        margins: whether to work out runner-up and margin (a second pass).

    Returns:
        One ``Label`` a line. Cost is linear in the lines.
    """
    states = automaton()
    forward = _forward(states, scores)
    if not forward:
        return []
    number = max(forward[-1], key=lambda state: (_closing(states[state]) + forward[-1][state].score, -state))
    path = []
    for line in range(len(scores) - 1, -1, -1):
        step = forward[line][number]
        state = states[number]
        path.append(Label(state.label, state.layout, step.begins, scores[line].get(state.label, 0)))
        number = step.previous
    path.reverse()
    return _with_margins(path, states, forward, scores) if margins else path


def _closing(state: State) -> int:
    return 0 if state.last or state.layout == OUTSIDE else -1_000_000


def _usable(states: Sequence[State], scores: Scores) -> list[int]:
    return [number for number, state in enumerate(states) if state.label in FREE or state.label in scores]


def _forward(states: Sequence[State], scores: Sequence[Scores]) -> list[dict[int, _Step]]:
    table: list[dict[int, _Step]] = []
    before: dict[int, _Step] = {}
    cache: dict[frozenset[str], list[int]] = {}
    for line in scores:
        key = frozenset(line)
        usable = cache.get(key)
        if usable is None:
            usable = cache[key] = _usable(states, line)
        before = _advance(states, line, before, usable) if table else _start(states, line, usable)
        table.append(before)
    return table


def _start(states: Sequence[State], scores: Scores, usable: Sequence[int]) -> dict[int, _Step]:
    first = {}
    for number in usable:
        state = states[number]
        if state.layout == OUTSIDE:
            first[number] = _Step(scores.get(state.label, 0), number, begins=False)
        elif state.first:
            first[number] = _Step(scores.get(state.label, 0) + ENTER, number, begins=True)
    return first


def _advance(
    states: Sequence[State], scores: Scores, before: Mapping[int, _Step], usable: Sequence[int]
) -> dict[int, _Step]:
    """Extend every path by one line: within a speech, to the next of the layout, into another, or out of all."""
    here = dict.fromkeys(usable, (-1_000_000, -1, False))
    ended: dict[str, tuple[int, int]] = {}
    best = (-1_000_000, -1)
    for number, step in before.items():
        state = states[number]
        for following in state.within:
            if following in here and step.score > here[following][0]:
                here[following] = (step.score, number, False)
        if state.last:
            if step.score > ended.get(state.layout, (-1_000_000, -1))[0]:
                ended[state.layout] = (step.score, number)
            if step.score > best[0]:
                best = (step.score, number)
    outside = before.get(0)
    reached = {}
    for number in usable:
        state = states[number]
        score, previous, begins = here[number]
        if state.first:
            for gain, origin in _origins(state.layout, ended, best, outside):
                if gain > score:
                    score, previous, begins = gain, origin, True
        elif number == 0:
            if outside is not None:
                score, previous = outside.score, 0
            if best[1] >= 0 and best[0] + LEAVE > score:
                score, previous = best[0] + LEAVE, best[1]
        if previous >= 0:
            reached[number] = _Step(score + scores.get(state.label, 0), previous, begins)
    return reached


def _origins(
    layout: str, ended: Mapping[str, tuple[int, int]], best: tuple[int, int], outside: _Step | None
) -> list[tuple[int, int]]:
    origins = []
    if layout in ended:
        origins.append((ended[layout][0] + AGAIN, ended[layout][1]))
    if best[1] >= 0:
        origins.append((best[0] + CHANGE, best[1]))
    if outside is not None:
        origins.append((outside.score + ENTER, 0))
    return origins


def _with_margins(
    path: list[Label], states: Sequence[State], forward: Sequence[Mapping[int, _Step]], scores: Sequence[Scores]
) -> list[Label]:
    """Add the runner-up of each line, from the best path through every state (forward and backward scores)."""
    after: dict[int, int] = {number: _closing(states[number]) for number in forward[-1]}
    out = []
    for line in range(len(path) - 1, -1, -1):
        through: dict[str, int] = {}
        for number, step in forward[line].items():
            total = step.score + after.get(number, -1_000_000)
            label = states[number].label
            through[label] = max(through.get(label, -1_000_000), total)
        chosen = through.pop(path[line].label)
        rival = max(through, key=lambda label: (through[label], label), default=None)
        if rival is not None and through[rival] > -500_000:
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
    rest = {n: after.get(n, -1_000_000) + scores.get(states[n].label, 0) for n in here}
    starts: dict[str, int] = {}
    for number, value in rest.items():
        if states[number].first:
            layout = states[number].layout
            starts[layout] = max(starts.get(layout, -1_000_000), value)
    anywhere = max(starts.values(), default=-1_000_000)
    out = {}
    for number in before:
        state = states[number]
        value = max((rest[following] for following in state.within if following in rest), default=-1_000_000)
        if state.last:
            value = max(value, starts.get(state.layout, -1_000_000) + AGAIN, anywhere + CHANGE)
            value = max(value, rest.get(0, -1_000_000) + LEAVE)
        if number == 0:
            value = max(value, rest.get(0, -1_000_000), anywhere + ENTER)
        out[number] = value
    return out
