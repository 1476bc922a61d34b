"""Precision, recall and attributes of figures on passages that were written before the rules that read them.

Usage: python benchmarks/passages.py [-v]

A passage of tests/data/passages stands below its title. A figure stands in braces, ``{text|value measure|marks}``; a
range has ``low~high``; ``{text|?}`` may be one or none; ``{text|T}`` is a term. The marks: ``u`` and ``d`` a change up
or down, ``lu`` and ``ld`` a level that was reached, with ``?`` before them any of these; A approximator, B basis, F the
number before, M metric, P period, k kind. Without a mark there is none; a metric or a period is asked only with one.
notation.toml has the kind of each measure and what means the same. A metric agrees where half of the characters of the
shorter one are in the other.
"""

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from speechx.fields import quantities
from speechx.models import Figure

DATA: Final = Path(__file__).parents[1] / "tests" / "data" / "passages"
FILES: Final = ("first", "second", "third", "fourth")
ATTRIBUTES: Final = ("kind", "approx", "relation", "direction", "basis", "from", "metric", "period")
_MARKED: Final = re.compile(r"\{([^{}]*)\}")
_DIRECTIONS: Final = {"u": "up", "d": "down"}
_NAMES: Final = {"A": "approx", "B": "basis", "F": "from", "M": "metric", "P": "period", "k": "kind"}


class Gold(NamedTuple):
    """A marked place of a passage: a figure, a term, or (without value and range) what may be a figure."""

    start: int
    end: int
    term: bool
    key: tuple[Decimal | None, Decimal | None, str | None] | None
    wanted: dict[str, str | None]


class Passage(NamedTuple):
    """A passage without its marks, and what they say."""

    title: str
    text: str
    gold: tuple[Gold, ...]


@cache
def _notation() -> dict[str, dict[str, list[str]]]:
    notation: dict[str, dict[str, list[str]]] = tomllib.loads((DATA / "notation.toml").read_text(encoding="utf-8"))
    return notation


def _same(group: str, word: str | None) -> str | None:
    """Return the first of the words that mean the same."""
    for name, others in _notation()[group].items():
        if word in others:
            return name
    return word


def _key(
    value: Decimal | None, low: Decimal | None, high: Decimal | None, measure: str | None
) -> tuple[Decimal | None, Decimal | None, str | None]:
    ends = (low, high) if value is None else (value, None)
    first, second = (None if end is None else round(end, 4).normalize() for end in ends)
    return first, second, _same("measures", measure)


def passages(name: str) -> list[Passage]:
    """Return the passages of a file."""
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [read(title.removeprefix("# "), body) for title, body in zip(lines[::2], lines[1::2], strict=True)]


def read(title: str, body: str) -> Passage:
    """Return a passage with its marks taken off."""
    text, gold = "", []
    for place, part in enumerate(_MARKED.split(body)):
        if place % 2:
            written, _, marks = part.partition("|")
            gold.append(_gold(len(text), len(text) + len(written), marks))
            text += written
        else:
            text += part
    return Passage(title, text, tuple(gold))


def _gold(start: int, end: int, marks: str) -> Gold:
    said, _, flags = marks.partition("|")
    if said in ("T", "?"):
        return Gold(start, end, said == "T", None, {})
    number, _, measure = said.partition(" ")
    low, ranged, high = number.partition("~")
    value = None if ranged else Decimal(number)
    wanted = _wanted(measure or None, flags.split())
    least, most = (Decimal(low), Decimal(high)) if ranged else (None, None)
    key = _key(value, least, most, None if wanted["kind"] == "rank" else measure or None)
    return Gold(start=start, end=end, term=False, key=key, wanted=wanted)


def _wanted(measure: str | None, flags: list[str]) -> dict[str, str | None]:
    kinds = {word: kind for kind, words in _notation()["kinds"].items() for word in words}
    kind = "rate" if measure is not None and "/" in measure else kinds.get(measure or "", "count")
    wanted: dict[str, str | None] = {
        "kind": kind, "approx": None, "basis": None, "from": None, "relation": "level", "direction": None
    }  # fmt: skip
    for flag in flags:
        moved = flag.lstrip("?l")
        if moved in _DIRECTIONS:
            wanted["direction"] = _DIRECTIONS[moved]
            wanted["relation"] = "level" if "l" in flag else "change"
            if "?" in flag:
                del wanted["direction"], wanted["relation"]
        else:
            wanted[_NAMES[flag[0]]] = flag[1:]
    return wanted


def _told(figure: Figure) -> dict[str, str | None]:
    from_ = None if figure.from_ is None else str(figure.from_)
    return {
        "kind": figure.kind, "approx": figure.approx, "relation": figure.relation, "direction": figure.direction,
        "basis": figure.basis, "from": from_, "metric": figure.metric, "period": figure.period,
    }  # fmt: skip


def _agrees(name: str, want: str | None, got: str | None) -> bool:
    if want is None or got is None:
        return want == got
    if name == "from":
        return Decimal(want) == Decimal(got)
    if name in ("approx", "basis"):
        group = "approximators" if name == "approx" else "bases"
        return _same(group, want) == _same(group, got)
    if name == "metric":
        shared = Counter(want) & Counter(got)
        return 2 * shared.total() >= min(len(want), len(got))
    return want in got or got in want if name == "period" else want == got


def compare(passage: Passage) -> tuple[Counter[str], list[str]]:
    """Return what was counted in a passage, and each miss in words."""
    figures, terms = quantities.from_text(passage.text)
    count, misses = Counter[str](), []
    free = list(figures)
    for gold in passage.gold:
        touching = [figure for figure in free if figure.span[0] < gold.end and gold.start < figure.span[1]]
        where = passage.text[max(0, gold.start - 12) : gold.end + 6]
        if gold.term:
            count["terms"] += 1
            count["terms found"] += any(term.span[0] < gold.end and gold.start < term.span[1] for term in terms)
            continue
        twin = next((figure for figure in touching if _key_of(figure) == gold.key), None)
        free = [figure for figure in free if figure is not twin and (gold.key is not None or figure not in touching)]
        if gold.key is None:
            continue
        count["gold"] += 1
        if twin is None:
            misses.append(f"missed: {where}")
            continue
        count["found"] += 1
        misses += [f"{line}: {where}" for line in _attributes(gold, twin, count)]
    count["invented"] += len(free)
    misses += [
        f"invented: {passage.text[max(0, figure.span[0] - 12) : figure.span[0]]}[{figure.text}]" for figure in free
    ]
    return count, misses


def _key_of(figure: Figure) -> tuple[Decimal | None, Decimal | None, str | None]:
    return _key(figure.value, figure.low, figure.high, figure.measure)


def _attributes(gold: Gold, twin: Figure, count: Counter[str]) -> Iterator[str]:
    told = _told(twin)
    for name, want in gold.wanted.items():
        if name == "relation" and gold.wanted["from"] is not None:
            continue
        count[f"{name} asked"] += 1
        if _agrees(name, want, told[name]):
            count[f"{name} right"] += 1
        else:
            yield f"{name} {told[name]!r} for {want!r}"


def measure(name: str) -> tuple[Counter[str], list[str]]:
    """Return what was counted in all passages of a file, and each miss."""
    total, misses = Counter[str](), []
    for passage in passages(name):
        count, missed = compare(passage)
        total += count
        misses += [f"{passage.title}: {miss}" for miss in missed]
    return total, misses


def row(name: str, count: Counter[str]) -> str:
    """Return the line of a file: precision, recall and F1 of figures, and how many of the attributes agree."""
    found, invented = count["found"], count["invented"]
    asked, right = (sum(count[f"{name} {word}"] for name in ATTRIBUTES) for word in ("asked", "right"))
    precision, recall = found / (found + invented), found / count["gold"]
    scores = (precision, recall, 2 * found / (count["gold"] + found + invented), right / asked)
    return f"{name:<8}{count['gold']:>8}" + "".join(f"{100 * score:>10.1f}" for score in scores)


def main() -> None:
    """Print a line a file, and with -v each miss."""
    print(f"{'':<8}{'figures':>8}{'precision':>10}{'recall':>10}{'F1':>10}{'attributes':>11}")
    for name in FILES:
        count, misses = measure(name)
        print(row(name, count))
        if "-v" in sys.argv:
            print(*(f"  {miss}" for miss in misses), sep="\n")


if __name__ == "__main__":
    main()
