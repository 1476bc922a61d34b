"""The generator of the benchmarks: its truth stands in its text, and nothing but seed and number decides a page."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import corpus
import scale

from speechx import layouts

FORMS = [form["name"] for form in corpus.WORDS["form"]]


@pytest.fixture(scope="module")
def made() -> list[corpus.Page]:
    return list(corpus.pages(2 * len(FORMS)))


def flat(text: str) -> str:
    return "".join(text.split())


def test_a_page_depends_on_seed_and_number_alone(made: list[corpus.Page]) -> None:
    assert list(corpus.pages(3)) == made[:3]
    assert next(corpus.pages(1, seed=8)).text != made[0].text


def test_every_layout_is_there() -> None:
    known = {state.layout for state in layouts.automaton()} - {layouts.OUTSIDE}
    assert {name for name in FORMS if name in known} == known
    assert {name for name in FORMS if not name.startswith(tuple(known))} == set()


def test_the_truth_stands_in_the_text(made: list[corpus.Page]) -> None:
    for page in made:
        lines = [line for line in page.text.splitlines() if not line.startswith("第 ")]
        text = flat("".join(lines))
        assert 8 <= len(page.speeches) <= 12
        for speech in page.speeches:
            assert 400 <= len(speech.body) <= 700
            assert flat(speech.body) in text
            assert all(word in text for word in (speech.title, speech.name, speech.unit, speech.role) if word)
            at = 0
            for figure in speech.figures:  # in the order of the text
                at = speech.body.index(figure.text, at) + len(figure.text)
            assert len(speech.figures) >= 5


def test_values_are_those_of_the_figures(made: list[corpus.Page]) -> None:
    found = {figure.text: figure.value for page in made for speech in page.speeches for figure in speech.figures}
    plain = {text: value for text, value in found.items() if text.endswith("处")}
    scaled = {text: value for text, value in found.items() if text.endswith("万亩")}
    assert plain
    assert all(value == text.removesuffix("处") for text, value in plain.items())
    assert scaled
    assert all(float(value or 0) == float(text.removesuffix("万亩")) * 10_000 for text, value in scaled.items())


def test_what_is_written(tmp_path: Path, made: list[corpus.Page]) -> None:
    assert corpus.write(tmp_path, iter(made)) == sum(len(page.text) for page in made)
    assert sorted(path.name for path in (tmp_path / "documents").iterdir()) == [page.name for page in made]
    assert len((tmp_path / "truth.jsonl").read_text(encoding="utf-8").splitlines()) == len(made)


def test_accuracy_is_told(made: list[corpus.Page]) -> None:
    score = scale.accuracy(made)
    assert score.speeches == sum(len(page.speeches) for page in made)
    assert score.exact >= 0.9 * score.speeches
    assert score.found >= 0.9 * score.figures
    assert score.false < 0.1 * score.found
