"""Counting: how much of the gold was found, and how much of what was found is in the gold."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, NamedTuple

from speechx.evaluate.alignment import align, announced
from speechx.evaluate.conventions import agree, asked, flat, heading, measure, number
from speechx.evaluate.gold import GoldDocument, GoldFigure, GoldSpeech
from speechx.models import Document, Figure, Speech
from speechx.writers.numbers import plain

FIELDS: Final = (
    "speeches", "title", "name", "unit", "role", "headings", "figures", "attributes", "terms", "event",
)  # fmt: skip
_ATTRIBUTES: Final = ("approx", "direction", "basis", "from", "to", "metric")
_OF_EVENT: Final = ("name", "date", "place")
_PART: Final = 20
"""A body that differs is shown by this many characters from where it does."""

Key = tuple[Decimal | str | None, Decimal | str | None, str | None]
"""A figure as it is compared: value, or low and high; and the measure."""


class Miss(NamedTuple):
    """Something that is not as the gold has it: the number of the speech (0: none of the gold's), what was wanted."""

    document: str
    speech: int
    field: str
    want: str | None
    got: str | None


@dataclass
class Count:
    """Counts of one field.

    Attributes:
        gold: how many there are in the gold.
        recalled: how many of these were found.
        found: how many were found.
        right: how many of these are in the gold.
    """

    gold: int = 0
    recalled: int = 0
    found: int = 0
    right: int = 0

    def add(self, gold: int, found: int, hits: int) -> None:
        """Count some, of which the hits are both in the gold and found."""
        self.gold += gold
        self.found += found
        self.recalled += hits
        self.right += hits

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right; None where nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of the gold that was found; None where there is none."""
        return self.recalled / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None where there is nothing in the gold and nothing found."""
        if not self.gold and not self.found:
            return None
        both = (self.precision or 0.0) + (self.recall or 0.0)
        return 2 * (self.precision or 0.0) * (self.recall or 0.0) / both if both else 0.0


@dataclass
class Score:
    """The counts of each field, what was missed, and how many speeches were lost without a diagnostic."""

    counts: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in FIELDS})
    misses: list[Miss] = field(default_factory=list)
    silent: int = 0

    def add(self, other: "Score") -> None:
        """Add the counts and misses of another document."""
        for name, count in other.counts.items():
            mine = self.counts[name]
            mine.gold, mine.found = mine.gold + count.gold, mine.found + count.found
            mine.recalled, mine.right = mine.recalled + count.recalled, mine.right + count.right
        self.misses += other.misses
        self.silent += other.silent


def score(gold: GoldDocument, document: Document, text: str) -> Score:
    """Compare a document with its gold.

    Args:
        gold: the annotation.
        document: the document as it was read.
        text: its text.
    """
    return _Comparison(gold, document, text).score


class _Comparison:
    """The comparison of one document."""

    def __init__(self, gold: GoldDocument, document: Document, text: str) -> None:
        self.score, self.name = Score(), gold.file
        wanted = gold.scored()
        found = [speech for speech in document.speeches if speech.kind != "moderator"]
        pairs = align([flat(speech.body) for speech in wanted], [flat(speech.text) for speech in found])
        for name in ("speeches", "title", "name", "unit", "role"):
            self.score.counts[name].add(len(wanted), len(found), 0)
        for index, want in enumerate(wanted):
            got = found[pairs[index]] if index in pairs else None
            if got is None and not announced(document, text, flat(want.body)):
                self.score.silent += 1
            self.speech(index + 1, want, got)
        for index in sorted(set(range(len(found))) - set(pairs.values())):
            self.stranger(found[index])
        self.event(gold, document)

    def miss(self, speech: int, name: str, want: object, got: object) -> None:
        self.score.misses.append(Miss(self.name, speech, name, _shown(want), _shown(got)))

    def speech(self, number: int, want: GoldSpeech, got: Speech | None) -> None:
        if got is None:
            self.miss(number, "speeches", want.title or want.body[:_PART], None)
        same = [self.line(number, name, *values) for name, *values in _lines(want, got)]
        body = got is not None and flat(want.body) == flat(got.text)
        if got is not None and not body:
            self.miss(number, "speeches", *_apart(flat(want.body), flat(got.text)))
        self.hit("speeches", body and all(same))
        self.many(number, "headings", *_headings(want, got))
        self.figures(number, want.figures, got.figures if got else ())
        self.terms(number, want.terms, [term.text for term in got.terms] if got else [])

    def hit(self, name: str, is_hit: bool) -> None:
        self.score.counts[name].add(0, 0, int(is_hit))

    def line(self, number: int, name: str, want: object, got: object) -> bool:
        """Compare a field that stands once in a speech; ``got`` is ``...`` where the speech was not found."""
        same = want == got
        self.hit(name, same)
        if not same and got is not ...:
            self.miss(number, name, want, got)
        return same

    def many(self, number: int, name: str, want: Iterable[object], got: Iterable[object]) -> None:
        """Compare a field that stands any number of times in a speech, in any order."""
        left, right = Counter(want), Counter(got)
        self.score.counts[name].add(left.total(), right.total(), (left & right).total())
        for item in (left - right).elements():
            self.miss(number, name, item, None)
        for item in (right - left).elements():
            self.miss(number, name, None, item)

    def figures(self, number: int, want: Sequence[GoldFigure], got: Sequence[Figure]) -> None:
        self.many(number, "figures", map(_key, want), map(_key, got))
        rest = list(got)
        for figure in want:
            twin = next((other for other in rest if _key(other) == _key(figure)), None)
            if twin is not None:
                rest.remove(twin)
                self.attributes(number, figure, twin)

    def attributes(self, number: int, want: GoldFigure, got: Figure) -> None:
        for name in _ATTRIBUTES:
            one, other = (getattr(figure, {"from": "from_"}.get(name, name)) for figure in (want, got))
            if asked(name, one, other):
                same = agree(name, one, other)
                self.score.counts["attributes"].add(1, 1, int(same))
                if not same:
                    self.miss(number, "attributes", f"{want.text} {name} {_shown(one)}", _shown(other))

    def terms(self, number: int, want: Sequence[str], got: Sequence[str]) -> None:
        """Compare terms: one that holds the wanted one counts as it."""
        count, texts = self.score.counts["terms"], [flat(text) for text in got]
        count.gold, count.found = count.gold + len(want), count.found + len(got)
        for term in want:
            is_found = any(flat(term) in text for text in texts)
            count.recalled += is_found
            if not is_found:
                self.miss(number, "terms", term, None)
        for text in texts:
            is_right = any(flat(term) in text for term in want)
            count.right += is_right
            if not is_right:
                self.miss(number, "terms", None, text)

    def stranger(self, got: Speech) -> None:
        """Count a speech that is none of the gold."""
        names = ", ".join(str(speaker.name) for speaker in got.speakers)
        self.miss(0, "speeches", None, f"{got.title or ''} {names}".strip() or got.text[:_PART])
        for name, found in (("headings", got.headings), ("figures", got.figures), ("terms", got.terms)):
            self.score.counts[name].add(0, len(found), 0)

    def event(self, gold: GoldDocument, document: Document) -> None:
        for name in _OF_EVENT:
            want, got = getattr(gold.event, name, None), getattr(document.event, name, None)
            if want:
                same = flat(want) == flat(got)
                self.score.counts["event"].add(1, int(got is not None), int(same))
                if not same:
                    self.miss(0, "event", want, got)


def _lines(want: GoldSpeech, got: Speech | None) -> list[tuple[str, object, object]]:
    """Return the fields that stand once in a speech: the name, what is wanted, what was found."""
    rows: list[tuple[str, object, object]] = [("title", flat(want.title), flat(got.title) if got else ...)]
    for name in ("name", "unit", "role"):
        wanted = [flat(getattr(speaker, name)) for speaker in want.speakers]
        rows.append((name, wanted, [flat(getattr(speaker, name)) for speaker in got.speakers] if got else ...))
    return rows


def _headings(want: GoldSpeech, got: Speech | None) -> tuple[list[str], list[str]]:
    return [heading(one.text) for one in want.headings], [heading(one.text) for one in got.headings] if got else []


def _key(figure: GoldFigure | Figure) -> Key:
    kind = measure(figure.measure, figure.kind)
    if figure.value is None and (figure.low is not None or figure.high is not None):
        return number(figure.low), number(figure.high), kind
    return number(figure.value), None, kind


def _shown(value: Any) -> str | None:  # noqa: ANN401 - a field is anything
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, (list, tuple)):
        return " ".join(filter(None, map(_shown, value)))
    return None if value is None else str(value)


def _apart(want: str, got: str) -> tuple[str, str]:
    """Return where two bodies part, a little of each."""
    shorter = min(len(want), len(got))
    at = next((at for at in range(shorter) if want[at] != got[at]), shorter)
    return f"…{want[at : at + _PART]}", f"…{got[at : at + _PART]}"
