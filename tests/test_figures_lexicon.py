"""The words of figures, terms and meetings: in each entry's hits a word of it counts, in its misses none does."""

from collections.abc import Callable

import pytest

from speechx.fields import amounts, event, quantities, terms
from speechx.fields.entries import Basis, MeasureEntry
from speechx.fold import fold
from speechx.lexicon import Words, entries
from speechx.models import Figure
from speechx.patterns import PatternEntry
from speechx.view import whole_view

Counts = Callable[[Words, str], bool]


def figures(text: str) -> list[Figure]:
    return quantities.from_text(text)[0]


def is_stated(_: Words, text: str) -> bool:
    return bool(figures(text))


def is_none(_: Words, text: str) -> bool:
    return not figures(text)


def approximates(entry: Words, text: str) -> bool:
    return any(found.approx in entry.words for found in amounts.scan(fold(text)))


def approximates_nothing(_: Words, text: str) -> bool:
    found = figures(text)
    return bool(found) and all(figure.approx is None for figure in found)


def is_of_kind(*kinds: str) -> Counts:
    return lambda _, text: any(figure.kind in kinds for figure in figures(text))


def is_measured(measure: str) -> Counts:
    return lambda _, text: any(figure.measure == measure for figure in figures(text))


def is_range(_: Words, text: str) -> bool:
    return any(figure.low is not None for figure in figures(text))


def is_negative(_: Words, text: str) -> bool:
    return any(figure.value is not None and figure.value < 0 for figure in figures(text))


def goes(direction: str | None) -> Counts:
    return lambda _, text: bool(figures(text)) and all(figure.direction == direction for figure in figures(text))


def is_from_to(_: Words, text: str) -> bool:
    return any(figure.from_ is not None for figure in figures(text))


def keeps_metric(entry: Words, text: str) -> bool:
    return any(word in (figure.metric or "") for figure in figures(text) for word in entry.words)


def bounds_metric(entry: Words, text: str) -> bool:
    metrics = [figure.metric for figure in figures(text) if figure.metric]
    return bool(metrics) and not any(
        metric.startswith(entry.words) or metric.endswith(entry.words) for metric in metrics
    )


def tells_period(_: Words, text: str) -> bool:
    return any(figure.period for figure in figures(text))


def is_meeting(_: Words, text: str) -> bool:
    return bool(event.find([("outside", whole_view(text))]))


def names_meeting(entry: Words, text: str) -> bool:
    found = event.find([("outside", whole_view(text))])
    return bool(found) and not any((meeting.name or "").startswith(entry.words) for meeting in found)


def stands(entry: Words, text: str) -> bool:
    return any(word in text for word in entry.words)


def negation(counts: Counts) -> Counts:
    return lambda entry, text: not counts(entry, text)


def measures_nothing(entry: Words, text: str) -> bool:
    """A word of the group stands in the text, and no figure takes its beginning for a measure."""
    held = [word for word in entry.words if word in text]
    return bool(held) and not any(word.startswith(figure.measure or " ") for figure in figures(text) for word in held)


FIGURES: dict[str, Counts] = {
    "approx-before": approximates, "approx-joined": approximates_nothing, "approx-of-magnitudes": approximates,
    "approx-within": approximates, "approx-after": approximates, "half": is_of_kind("fraction"),
    "tenths": is_measured("%"), "tenths-not-before": negation(is_measured("%")), "discount": is_measured("折"),
    "minus": is_negative, "doubling": is_measured("番"), "doubling-measure": is_measured("番"),
    "doubling-approx": is_measured("番"),
    "range-joiners": is_range,
    "currency-before": is_of_kind("money"), "up": goes("up"), "down": goes("down"), "no-direction": goes(None),
    "reached": lambda _, text: any(figure.direction and figure.relation == "level" for figure in figures(text)),
    "takes-object": goes("up"), "takes-object-down": goes("down"), "becomes": is_from_to, "from": is_from_to,
    "comparative-only": goes("down"), "than": goes("down"), "between-verb-and-number": goes("up"),
    "rank-scopes": is_of_kind("rank"), "rank-verbs": is_of_kind("rank"), "rank-measures": is_of_kind("rank"),
    "rank-last": is_of_kind("rank"), "rank-moves": is_of_kind("rank"), "rank-before": is_of_kind("rank"),
    "rank-not-before": negation(is_of_kind("rank")), "approx-gap": is_stated, "of": is_from_to,
    "comparing": negation(tells_period),
}  # fmt: skip
NON_FIGURES: dict[str, Counts] = {
    "idioms": is_none, "names": is_none, "enumerated": is_none, "plans": is_none, "ordinal-before": is_none,
    "ordinal-always": is_none, "name-after": is_none, "bare-after": is_stated, "one-counts": is_stated,
    "one-counts-before": is_stated, "one-lasts": is_stated, "half-counts": is_stated,
    "mile-measures": is_none, "mile-places": is_none,
}  # fmt: skip
METRICS: dict[str, Counts] = {
    "links": bounds_metric, "nominal": keeps_metric, "comparisons": stands, "no-metric": stands, "empty-verbs": stands,
    "wholes": stands, "cuts": stands, "verbs": bounds_metric, "stops": bounds_metric, "prepositions": stands,
    "keeps": keeps_metric, "modifiers": keeps_metric,
}  # fmt: skip
NO_MEASURES: dict[str, Counts] = {"no-measure": measures_nothing}
EVENTS: dict[str, Counts] = {
    "nouns": is_meeting, "after": is_meeting, "before": names_meeting, "nameless": negation(is_meeting),
    "no-name-before-noun": negation(is_meeting),
    "held": is_meeting, "held-before": is_meeting, "place-labels": stands, "date-labels": stands, "no-places": stands,
    "host-labels": stands, "by": stands, "held-by": stands, "no-hosts": stands,
}  # fmt: skip
FILES = {"figures": FIGURES, "nonfigures": NON_FIGURES, "metrics": METRICS, "event": EVENTS, "measures": NO_MEASURES}
GROUPS = [(file, entry) for file in FILES for entry in entries(file, "words", Words)]
MEASURES = entries("measures", "measure", MeasureEntry)
BASES = entries("figures", "basis", Basis)
TERMS = entries("terms", "pattern", PatternEntry)


@pytest.mark.parametrize(("file", "entry"), GROUPS, ids=[f"{file}-{entry.name}" for file, entry in GROUPS])
def test_words(file: str, entry: Words) -> None:
    counts = FILES[file][entry.name]
    assert entry.hits
    assert [text for text in entry.hits if not counts(entry, text)] == []
    assert [text for text in entry.misses if counts(entry, text)] == []


def test_every_group_is_proved() -> None:
    for file, checks in FILES.items():
        assert {entry.name for entry in entries(file, "words", Words)} == set(checks)


@pytest.mark.parametrize("entry", MEASURES, ids=lambda entry: f"{entry.kind}-{entry.words[0]}")
def test_measures(entry: MeasureEntry) -> None:
    assert entry.hits
    for text in entry.hits:
        assert any(figure.kind == entry.kind and figure.measure in entry.words for figure in figures(text)), text
    for text in entry.misses:
        assert not any(figure.measure in entry.words for figure in figures(text)), text


@pytest.mark.parametrize("entry", BASES, ids=lambda entry: entry.words[0])
def test_bases(entry: Basis) -> None:
    assert entry.hits
    assert [text for text in entry.hits if not any(figure.basis == entry.name for figure in figures(text))] == []


@pytest.mark.parametrize("entry", TERMS, ids=lambda entry: entry.name)
def test_term_shapes(entry: PatternEntry) -> None:
    assert entry.hits
    assert entry.misses
    assert [text for text in entry.hits if not terms.locate(fold(text))] == []
    assert [text for text in entry.misses if terms.locate(fold(text))] == []


def test_term_names() -> None:
    (entry,) = entries("terms", "words", Words)
    assert [text for text in entry.hits if not terms.locate(text)] == []
    assert [text for text in entry.misses if terms.locate(text)] == []
    assert [word for word in entry.words if terms.locate(word) != [(0, len(word))]] == []
