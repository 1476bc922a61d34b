"""What it means that a word of _figures, amounts, metrics, terms or meetings counts in an example."""

from collections.abc import Mapping
from typing import Final

from speechx.fields import amounts, event, quantities, terms
from speechx.fold import fold
from speechx.lexicon.models import Basis, MeasureEntry, Words
from speechx.models import Figure
from speechx.rules.examples.proof import Counts, Proof, negation, stands
from speechx.view import whole_view


def _figures(text: str) -> list[Figure]:
    return quantities.from_text(text)[0]


def _is_stated(_: Words, text: str) -> bool:
    return bool(_figures(text))


def _is_none(_: Words, text: str) -> bool:
    return not _figures(text)


def _approximates(entry: Words, text: str) -> bool:
    return any(found.approx in entry.words for found in amounts.scan(fold(text)))


def _approximates_nothing(_: Words, text: str) -> bool:
    found = _figures(text)
    return bool(found) and all(figure.approx is None for figure in found)


def _is_of_kind(*kinds: str) -> Counts:
    return lambda _, text: any(figure.kind in kinds for figure in _figures(text))


def _are_several(_: Words, text: str) -> bool:
    return len(_figures(text)) > 1


def _is_measured(measure: str) -> Counts:
    return lambda _, text: any(figure.measure == measure for figure in _figures(text))


def _is_range(_: Words, text: str) -> bool:
    return any(figure.low is not None for figure in _figures(text))


def _is_negative(_: Words, text: str) -> bool:
    return any(figure.value is not None and figure.value < 0 for figure in _figures(text))


def _goes(direction: str | None) -> Counts:
    return lambda _, text: bool(_figures(text)) and all(figure.direction == direction for figure in _figures(text))


def _is_from_to(_: Words, text: str) -> bool:
    return any(figure.from_ is not None for figure in _figures(text))


def _keeps_metric(entry: Words, text: str) -> bool:
    return any(word in (figure.metric or "") for figure in _figures(text) for word in entry.words)


def _tells_metric(_: Words, text: str) -> bool:
    return all(text.startswith(figure.metric or " ") for figure in _figures(text))


def _is_one_metric(_: Words, text: str) -> bool:
    return len({figure.metric for figure in _figures(text)}) == 1


def _bounds_metric(entry: Words, text: str) -> bool:
    metrics = [figure.metric for figure in _figures(text) if figure.metric]
    return bool(metrics) and not any(
        metric.startswith(entry.words) or metric.endswith(entry.words) for metric in metrics
    )


def _tells_period(_: Words, text: str) -> bool:
    return any(figure.period for figure in _figures(text))


def _is_meeting(_: Words, text: str) -> bool:
    return bool(event.find([("outside", whole_view(text))]))


def _names_meeting(entry: Words, text: str) -> bool:
    found = event.find([("outside", whole_view(text))])
    return bool(found) and not any((meeting.name or "").startswith(entry.words) for meeting in found)


FIGURES: Final[Mapping[str, Counts]] = {
    "approx-before": _approximates, "approx-joined": _approximates_nothing, "approx-of-magnitudes": _approximates,
    "approx-within": _approximates,
    "more-of": _approximates_nothing, "approx-after": _approximates, "half": _is_of_kind("fraction"),
    "tenths": _is_measured("%"), "tenths-not-before": negation(_is_measured("%")), "discount": _is_measured("折"),
    "minus": _is_negative, "minus-after": _is_negative,
    "doubling": _is_measured("番"), "doubling-measure": _is_measured("番"),
    "doubling-approx": _is_measured("番"),
    "range-joiners": _is_range,
    "currency-before": _is_of_kind("money"), "up": _goes("up"), "down": _goes("down"), "no-direction": _goes(None),
    "reached": lambda _, text: any(figure.direction and figure.relation == "level" for figure in _figures(text)),
    "sizes-of-change": lambda _, text: all(figure.relation == "change" for figure in _figures(text)),
    "takes-object": _goes("up"), "list-joiners": _goes("up"), "takes-object-down": _goes("down"),
    "becomes": _is_from_to, "from": _is_from_to,
    "comparative-only": _goes("down"), "than": _goes("down"), "between-verb-and-number": _goes("up"),
    "rank-scopes": _is_of_kind("rank"), "rank-verbs": _is_of_kind("rank"), "rank-measures": _is_of_kind("rank"),
    "rank-last": _is_of_kind("rank"), "rank-moves": _is_of_kind("rank"), "rank-before": _is_of_kind("rank"),
    "rank-steps": _is_from_to, "rank-list": _are_several,
    "rank-not-before": negation(_is_of_kind("rank")), "approx-gap": _is_stated, "of": _is_from_to,
    "comparing": negation(_tells_period), "lapses": _tells_period,
    "lapses-near": _tells_period, "doubled": _goes("up"),
}  # fmt: skip
NON_FIGURES: Final[Mapping[str, Counts]] = {
    "idioms": _is_none, "names": _is_none, "enumerated": _is_none, "plans": _is_none, "ordinal-before": _is_none,
    "ordinal-always": _is_none, "name-after": _is_none, "bare-after": _is_stated, "one-counts": _is_stated,
    "one-counts-before": _is_stated, "one-lasts": _is_stated, "half-counts": _is_stated,
    "grade-measures": _is_none, "graded": _is_none, "stage-measures": _is_none, "stages-counted-after": _is_stated,
    "no-bounds-of-one": _is_none, "year-measures": _is_none, "decimal-after": _is_stated, "counted-nouns": _is_stated,
    "grades": _is_none,
    "address-parts": _is_none,
    "generations": _is_none, "circles": _is_none, "sums-after": _is_stated,
    "zero-after": _is_stated, "mile-measures": _is_none, "mile-places": _is_none,
}  # fmt: skip


def _measures_nothing(entry: Words, text: str) -> bool:
    """A word of the group stands in the text, and no figure takes its beginning for a measure."""
    held = [word for word in entry.words if word in text]
    return bool(held) and not any(word.startswith(figure.measure or " ") for figure in _figures(text) for word in held)


NO_MEASURES: Final[Mapping[str, Counts]] = {"no-measure": _measures_nothing}
METRICS: Final[Mapping[str, Counts]] = {
    "links": _bounds_metric, "cuts": stands, "verbs": _bounds_metric, "stops": _bounds_metric, "prepositions": stands,
    "nominal": _keeps_metric, "comparisons": stands, "no-metric": stands, "empty-verbs": stands, "wholes": stands,
    "each": stands, "listing": stands, "exceeds": _is_one_metric, "sums-up": _is_one_metric,
    "shares": _keeps_metric, "sums": _keeps_metric, "whole-nouns": _tells_metric,
    "bodies": _keeps_metric, "keeps": _keeps_metric,
    "modifiers": _keeps_metric,
}  # fmt: skip
EVENTS: Final[Mapping[str, Counts]] = {
    "nouns": _is_meeting, "after": _is_meeting, "before": _names_meeting, "nameless": negation(_is_meeting),
    "no-name-before-noun": negation(_is_meeting),
    "held": _is_meeting, "held-before": _is_meeting, "place-labels": stands, "date-labels": stands, "no-places": stands,
    "name-labels": stands,
    "no-place-starts": lambda entry, text: any("，" + word in text for word in entry.words),
    "host-labels": stands, "by": stands, "held-by": stands, "no-hosts": stands,
}  # fmt: skip


def _is_one_amount(_: Words, text: str) -> bool:
    return len(amounts.scan(text)) == 1


def _may_be_one_amount(entry: Words, text: str) -> bool:
    """Whether the words make one amount of a text; those behind a magnitude always do."""
    return len(amounts.scan(text)) <= 1 and entry.name != "not-behind-magnitude"


AMOUNTS: Final = Proof(_is_one_amount, _may_be_one_amount)


def _measures(entry: MeasureEntry, text: str) -> bool:
    return any(figure.kind == entry.kind and figure.measure in entry.words for figure in _figures(text))


def _may_measure(entry: MeasureEntry, text: str) -> bool:
    return any(figure.measure in entry.words for figure in _figures(text))


MEASURE: Final = Proof(_measures, _may_measure)


def _is_basis(entry: Basis, text: str) -> bool:
    return any(figure.basis == entry.name for figure in _figures(text))


BASIS: Final = Proof(_is_basis, _is_basis)


def _is_term(_: object, text: str) -> bool:
    return bool(terms.locate(fold(text)))


TERM: Final = Proof(_is_term, _is_term)
