"""Packs looked over: all problems of their entries, and patterns that are slow on examples pumped up."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from speechx import lexicon
from speechx.rules import pumps
from speechx.rules.checks import Problem, own_problems, problems
from speechx.rules.in_force import Pack, Row
from speechx.rules.located import read
from speechx.rules.packs import MOST_BYTES, rows_of


def lint(packs: Sequence[Pack]) -> Iterator[tuple[Pack, Problem]]:
    """Yield the problems of packs that stand side by side, each with its pack."""
    for place, pack in enumerate(packs):
        yield from ((pack, problem) for problem in _all(pack, problems(pack, packs[:place])))


def lint_package() -> Iterator[tuple[Pack, Problem]]:
    """Yield the problems of the lexicon of the package itself, each with its file."""
    for path in sorted(Path(lexicon.__file__).parent.glob("*.toml")):
        document = read(str(path), MOST_BYTES)
        rows = (row for array in document.data for row in rows_of(path.stem, array, document, (array,)))
        pack = Pack(path.name, tuple(rows))
        yield from ((pack, problem) for problem in _all(pack, own_problems(pack)))


def _all(pack: Pack, found: Iterable[Problem]) -> Iterator[Problem]:
    """Yield what was found and the slow patterns among those that may run, in the order of the pack."""
    known = list(found)
    fatal = {problem.place for problem in known if problem.fatal}
    for row in pack.rows:
        if row.array != "layout" and isinstance(row.data.get("pattern"), str) and row.place("pattern") not in fatal:
            known += _slow(row)
    yield from sorted(known, key=lambda problem: problem.place)


def _slow(row: Row) -> Iterator[Problem]:
    examples = [*row.data.get("hits", ()), *row.data.get("misses", ())]
    text = pumps.slow(row.file, row.data["pattern"], examples)
    if text is not None:
        message = f"the time grows with the square of the length of {text}: bound the repeats, or look behind"
        yield Problem("slow-pattern", row.place("pattern"), message, fatal=False)
