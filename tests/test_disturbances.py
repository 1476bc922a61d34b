"""The disturbance suite itself: what it disturbs and what it leaves alone. Its figures come from ``benchmarks/``."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import disturbances
import truth

import speechx

SAMPLES = {paper.name[:2]: paper for paper in truth.papers()}
FEW = ["no-blank-lines", "pages-dashes", "gb18030", "traditional", "cr", "rewrap-60 pages-header"]


@pytest.mark.parametrize("name", FEW)
@pytest.mark.parametrize("document", ["01", "07"])
def test_a_disturbed_sample_is_read_like_the_sample(name: str, document: str) -> None:
    paper = disturbances.disturbed(SAMPLES[document], name)
    assert paper is not None
    found = disturbances.measure(paper)
    assert found.misses == []
    assert (found.exact, found.silent, found.invented) == (found.speeches, 0, 0)


@pytest.mark.parametrize("name", disturbances.TABLE)
def test_a_disturbance_keeps_all_speeches_and_has_a_fixed_seed(name: str) -> None:
    for sample in SAMPLES.values():
        paper = disturbances.disturbed(sample, name)
        assert paper == disturbances.disturbed(sample, name)
        if paper is None:
            continue
        want, got = sample.truth(), paper.truth()
        if name.split(maxsplit=1)[0] in {"traditional", "big5"} or "traditional" in name:
            assert len(got) == len(want)
        elif "lost-stops" in name:
            assert [len(speech.body) for speech in got] <= [len(speech.body) for speech in want]
        else:
            assert got == want


def test_there_are_at_least_four_hundred_combinations() -> None:
    applied = [(s, n) for s in SAMPLES for n in disturbances.TABLE if disturbances.disturbed(SAMPLES[s], n)]
    assert len(applied) >= 400


def test_a_lost_speech_is_silent_unless_a_diagnostic_stands_near() -> None:
    document = speechx.parse(SAMPLES["01"].text, places=False)
    without = document.model_copy(update={"speeches": document.speeches[:-1], "diagnostics": ()})
    assert truth.score(SAMPLES["01"], document)[:4] == (3, 3, 0, 0)
    assert truth.score(SAMPLES["01"], without)[:4] == (3, 2, 1, 0)


def test_the_report_has_a_row_for_every_disturbance(capsys: pytest.CaptureFixture[str]) -> None:
    disturbances.report(list(disturbances.results(["crlf"], [SAMPLES["01"], SAMPLES["07"]])))
    printed = capsys.readouterr().out
    assert all(name in printed for name in disturbances.TABLE)
    assert "total                                     2      8 100.0" in printed
