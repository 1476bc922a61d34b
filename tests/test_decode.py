"""The layout automaton and the Viterbi decoder, on scores written by hand."""

from collections.abc import Iterator
from itertools import chain, pairwise, product
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechx import layouts
from speechx.decode import CHANGE, ENTER, FREE, LEAVE, _next, _usable, decode
from speechx.errors import LexiconError
from speechx.layouts import OUTSIDE, automaton
from speechx.lexicon.models import LayoutEntry


def entry(pattern: str) -> LayoutEntry:
    return LayoutEntry(name="test", pattern=pattern, example="")


def test_pattern_becomes_states() -> None:
    states = layouts._states(entry("a? b|c d* e+"), 1)
    assert [state.label for state in states] == ["a", "b", "c", "d", "e"]
    assert [state.first for state in states] == [True, True, True, False, False]
    assert [state.last for state in states] == [False, False, False, False, True]
    assert [state.within for state in states] == [(2, 3), (4, 5), (4, 5), (4, 5), (5,)]


@pytest.mark.parametrize("pattern", ["", "a? b*", "a | b", "a|"])
def test_unreadable_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(LexiconError):
        layouts._states(entry(pattern), 1)


def test_state_zero_is_outside() -> None:
    assert automaton()[0].layout == OUTSIDE
    assert len(automaton()) > 1


def test_nothing_gives_nothing() -> None:
    assert decode([]) == []


def test_no_votes_stay_outside() -> None:
    assert {label.label for label in decode([{}, {"body": 1}, {}])} == {OUTSIDE}


def test_title_and_speaker_begin_speeches() -> None:
    speech = [{"title": 5}, {"speaker": 6, "title": -5}, {"body": 1}, {}]
    labels = decode([{"outside": 4}, *speech, *speech])
    expected = [OUTSIDE, "title", "speaker", "body", "body", "title", "speaker", "body", "body"]
    assert [label.label for label in labels] == expected
    assert [index for index, label in enumerate(labels) if label.begins] == [1, 5]
    assert {label.layout for label in labels[1:]} == {"title-speaker"}


def test_weak_evidence_does_not_pay_the_entry() -> None:
    assert ENTER < 0
    assert decode([{"name": 1}, {"body": 1}])[0].label == OUTSIDE


def test_layout_may_change_half_way() -> None:
    titled = [{"title": 5}, {"speaker": 6}, {"body": 1}]
    turns = [{"turn": 5}, {"turn": 5}]
    found = decode([*titled, *turns])
    assert CHANGE < 0
    assert [label.layout for label in found] == ["title-speaker"] * 3 + ["turns"] * 2


def test_an_unfinished_speech_is_no_path() -> None:
    assert [label.label for label in decode([{"title": 9}])] == [OUTSIDE]


def test_margin_is_the_loss_of_the_runner_up() -> None:
    scores = [{"title": 5}, {"speaker": 6}, {"body": 1}]
    plain, margins = decode(scores), decode(scores, margins=True)
    assert [label.label for label in plain] == [label.label for label in margins]
    assert all(label.margin is None for label in plain)
    title = margins[0]
    assert title.runner_up == OUTSIDE
    # Without the title the speech begins at the speaker line: its five votes are lost.
    assert title.margin == 5


# ---- against all paths

SMALL: Final = tuple(
    chain(
        [automaton()[0]],
        layouts._states(LayoutEntry(name="titled", pattern="title name body+", example=""), 1),
        layouts._states(LayoutEntry(name="turns", pattern="turn body*", example=""), 4),
    )
)
LABELS: Final = sorted({state.label for state in SMALL})


def step(before: int, after: int) -> int | None:
    """Return what it costs to come from a state to another, as the module says, or None where there is no way."""
    left, right = SMALL[before], SMALL[after]
    ways = [0] if after in left.within or before == after == 0 else []
    if before == 0 and right.first:
        ways.append(ENTER)
    if left.last and after == 0:
        ways.append(LEAVE)
    if left.last and right.first:
        ways.append(0 if left.layout == right.layout else CHANGE)
    return max(ways, default=None)


def every_path(scores: list[dict[str, int]]) -> Iterator[tuple[int, list[str]]]:
    """Yield all paths through the small automaton with what each is worth."""
    usable = [[n for n, state in enumerate(SMALL) if state.label in FREE or state.label in line] for line in scores]
    for path in product(*usable):
        costs = [step(*pair) for pair in pairwise(path)]
        first, last = SMALL[path[0]], SMALL[path[-1]]
        if None in costs or not (path[0] == 0 or first.first) or not (path[-1] == 0 or last.last):
            continue
        votes = sum(line.get(SMALL[n].label, 0) for n, line in zip(path, scores, strict=True))
        yield votes + sum(filter(None, costs)) + (ENTER if path[0] else 0), [SMALL[n].label for n in path]


@given(st.lists(st.dictionaries(st.sampled_from(LABELS), st.integers(-6, 8), max_size=3), min_size=1, max_size=5))
@settings(max_examples=150, deadline=None)
def test_the_best_of_all_paths_is_found(scores: list[dict[str, int]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("speechx.decode.automaton", lambda: SMALL)
        for known in (_next, _usable):
            known.cache_clear()
        found = decode(scores, margins=True)
    for known in (_next, _usable):
        known.cache_clear()
    paths = list(every_path(scores))
    best = max(score for score, _ in paths)
    assert [label.label for label in found] in [path for score, path in paths if score == best]
    for index, label in enumerate(found):
        rivals = [score for score, path in paths if path[index] != label.label]
        assert label.margin == (best - max(rivals) if rivals else None)
        assert label.score == scores[index].get(label.label, 0)
