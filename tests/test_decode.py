"""The layout automaton and the Viterbi decoder, on scores written by hand."""

import pytest

from speechx import layouts
from speechx.decode import CHANGE, ENTER, decode
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
