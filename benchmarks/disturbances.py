"""Speeches found exactly in disturbed samples: rewrapped, with page numbers, lost full stops, moved names and so on.

Usage: python benchmarks/disturbances.py [--misses [DISTURBANCE]] [--show DISTURBANCE DOCUMENT]

Every sample of ``tests/documents`` × every disturbance; a disturbance that changes nothing in a sample is not counted.
A speech is exact when its title, its speakers (name, unit, role) and its whole body are those of the truth, white space
aside; a lost speech is silent when no diagnostic stands near it. Chance has fixed seeds: every run prints the same.
"""

import argparse
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import count
from random import Random
from typing import Final, NamedTuple

from truth import Line, Paper, Score, papers, score

import speechx
from speechx.fold import fold

Disturbance = Callable[[Paper, Random], Paper]

WIDTHS: Final = (16, 20, 24, 28, 32, 40, 60, 80, 120, 200)
PAGE_LINES: Final = 10
_SHORTEST_TITLE: Final = 8  # characters of a title that may be wrapped
_LONG: Final = 80  # characters of a paragraph that a page may break
_PAGE_BREAK: Final = (120, 250)  # characters between two page breaks inside a paragraph
_NO_START: Final = "，。、；：！？”’）》】…—·"
_NO_END: Final = "“‘（《【"
_PLANE: Final = range(0x4E00, 0xA000)
_BIG5_RARE: Final = b"\xc9\x40"  # from here on Big5 holds the less frequent characters
_NO_FORM: Final = {0x7740: "\u8457"}  # zhe, which folding leaves alone


def each(paper: Paper, change: Callable[[Line], Iterable[Line]]) -> Paper:
    """Return the paper with each line changed, to none, one or more."""
    return replace(paper, lines=tuple(new for line in paper.lines for new in change(line)))


def rewrap(width: int) -> Disturbance:
    """Break every line after this many characters, wherever that is."""
    return lambda paper, _: each(paper, lambda line: line.cut(range(width, len(line.text), width)))


def blank_lines(paper: Paper, _: Random) -> Paper:
    """Put a blank line behind every line."""
    return each(paper, lambda line: (line, Line("")))


def no_blank_lines(paper: Paper, _: Random) -> Paper:
    """Take all blank lines away."""
    return each(paper, lambda line: (line,) if line.text.strip() else ())


def pages(template: str, *, header: bool = False) -> Disturbance:
    """Put a page number, and the document's title as running header, behind every tenth line."""

    def disturb(paper: Paper, chance: Random) -> Paper:
        numbers = count(chance.randint(1, 20))

        def lines() -> Iterator[Line]:
            for index, line in enumerate(paper.lines, 1):
                yield line
                if index % PAGE_LINES == 0 and index < len(paper.lines):
                    yield Line(template.format(next(numbers)), "F")
                    if header:
                        yield Line(paper.header, "F")

        return replace(paper, lines=tuple(lines()))

    return disturb


def pages_inside(paper: Paper, chance: Random) -> Paper:
    """Break long paragraphs in the middle of a sentence by a page number between blank lines."""
    numbers = count(chance.randint(1, 20))

    def change(line: Line) -> Iterator[Line]:
        if line.kind not in "BSM" or line.end - line.start < _LONG:
            yield line
            return
        places, at = [], line.start + chance.randint(20, _LONG // 2)
        while at < line.end - 1:
            if line.text[at] not in _NO_START and line.text[at - 1] not in "。！？”":
                places.append(at)
                at += chance.randint(*_PAGE_BREAK)
            else:
                at += 1
        first, *rest = line.cut(places)
        yield first
        for piece in rest:
            yield from (Line(""), Line(f"— {next(numbers)} —", "F"), Line(""), piece)

    return each(paper, change)


def lost_stops(paper: Paper, chance: Random) -> Paper:
    """Take the last full stop of every other paragraph away, from the truth too."""

    def change(line: Line) -> Iterator[Line]:
        lost = line.kind in "BSM" and line.counted.endswith("。") and chance.random() < 1 / 2
        yield line.edit(line.end - 1, line.end, "") if lost else line

    return each(paper, change)


def wrapped_titles(paper: Paper, chance: Random) -> Paper:
    """Wrap every title of eight characters or more near its middle."""

    def change(line: Line) -> Iterator[Line]:
        length = line.end - line.start
        places = [
            at
            for at in range(line.start + length // 3, line.end - length // 3)
            if line.text[at] not in _NO_START and line.text[at - 1] not in _NO_END
        ]
        yield from line.cut(
            [chance.choice(places)] if line.kind == "T" and length >= _SHORTEST_TITLE and places else []
        )

    return each(paper, change)


def _name(paper: Paper, line: Line) -> re.Match[str] | None:
    """Find the speaker's name in a speaker line: group 1 is the gap before it, group 2 the name with its own gaps."""
    names = [name for name, _, _ in paper.speakers[line.speech] if name] if line.kind == "S" else []
    if len(names) != 1:
        return None
    letters = r"\s*".join(map(re.escape, names[0]))
    return re.compile(rf"(\s*)({letters})").search(line.text, 0, line.start if line.end else len(line.text))


def _behind_office(line: Line, match: re.Match[str]) -> bool:
    """Tell whether a name has a unit or role before it in its line."""
    return re.search(r"\w", line.text[: match.start()]) is not None


def name_moved(paper: Paper, _: Random) -> Paper:
    """Move a name behind its office to a line of its own."""

    def change(line: Line) -> Iterator[Line]:
        match = _name(paper, line)
        if match is None or line.end or not _behind_office(line, match):
            yield line
            return
        yield from line.edit(*match.span(1), "").cut([match.start(1)])

    return each(paper, change)


def name_glued(paper: Paper, _: Random) -> Paper:
    """Glue a name to the office before it, its own gaps closed too."""

    def change(line: Line) -> Iterator[Line]:
        match = _name(paper, line)
        apart = match is not None and match[1] and _behind_office(line, match)
        yield line.edit(*match.span(), "".join(match[2].split())) if match and apart else line

    return each(paper, change)


def name_spaced(paper: Paper, _: Random) -> Paper:
    """Set the two characters of a short name that stands apart with a gap between them."""

    def change(line: Line) -> Iterator[Line]:
        match = _name(paper, line)
        apart = match is not None and (match[1] or not _behind_office(line, match)) and len(match[2]) == len("··")
        yield line.edit(*match.span(2), "\u3000".join(match[2])) if match and apart else line

    return each(paper, change)


def gap(char: str) -> Disturbance:
    """Set the gap before a name as this character."""

    def disturb(paper: Paper, _: Random) -> Paper:
        def change(line: Line) -> Iterator[Line]:
            match = _name(paper, line)
            apart = match is not None and match[1] and _behind_office(line, match)
            yield line.edit(*match.span(1), char) if match and apart else line

        return each(paper, change)

    return disturb


def newline(char: str) -> Disturbance:
    """End lines with this."""
    return lambda paper, _: replace(paper, newline=char)


def encoded(codec: str) -> Disturbance:
    """Write the document in this codec, where it has all characters."""

    def disturb(paper: Paper, _: Random) -> Paper:
        try:
            paper.text.encode(codec)
        except UnicodeEncodeError:
            return paper
        return replace(paper, encoding=codec)

    return disturb


@cache
def _traditional() -> dict[int, str]:
    """Return a Traditional form for each Simplified character that has one, where it is none itself."""
    forms: dict[int, list[tuple[bytes, str]]] = {}
    for char in map(chr, _PLANE):
        if fold(char) != char and (code := char.encode("big5", "ignore")):
            forms.setdefault(ord(fold(char)), []).append((code, char))
    best = {simple: min(found)[1] for simple, found in forms.items()}
    kept = {simple for simple in best if b"" < chr(simple).encode("big5", "ignore") < _BIG5_RARE}
    return {simple: char for simple, char in best.items() if simple not in kept} | _NO_FORM


def traditional(paper: Paper, _: Random) -> Paper:
    """Write the document in Traditional characters."""
    table = _traditional()
    who = tuple(
        tuple((_put(name, table), _put(unit, table), _put(role, table)) for name, unit, role in some)
        for some in paper.speakers
    )
    lines = tuple(replace(line, text=line.text.translate(table)) for line in paper.lines)
    return replace(paper, lines=lines, speakers=who, header=paper.header.translate(table))


def _put(text: str | None, table: dict[int, str]) -> str | None:
    return text.translate(table) if text else text


DASHES: Final = pages("— {} —")
BARE: Final = pages("{}")
NUMBERED: Final = pages("第{}页")
HEADED: Final = pages("— {} —", header=True)
CRLF: Final = newline("\r\n")

TABLE: Final[dict[str, tuple[Disturbance, ...]]] = {
    **{f"rewrap-{width}": (rewrap(width),) for width in WIDTHS},
    "blank-lines": (blank_lines,),
    "no-blank-lines": (no_blank_lines,),
    "pages-dashes": (DASHES,),
    "pages-bare": (BARE,),
    "pages-numbered": (NUMBERED,),
    "pages-header": (HEADED,),
    "pages-inside": (pages_inside,),
    "lost-stops": (lost_stops,),
    "wrapped-titles": (wrapped_titles,),
    "name-moved": (name_moved,),
    "name-glued": (name_glued,),
    "name-spaced": (name_spaced,),
    "name-tab": (gap("\t"),),
    "name-nbsp": (gap("\u00a0"),),
    "utf-8-bom": (encoded("utf-8-sig"),),
    "utf-16": (encoded("utf-16"),),
    "gb18030": (encoded("gb18030"),),
    "traditional": (traditional,),
    "big5": (traditional, encoded("big5")),
    "crlf": (CRLF,),
    "cr": (newline("\r"),),
    "rewrap-40 pages-dashes crlf": (rewrap(40), DASHES, CRLF),
    "rewrap-32 pages-bare": (rewrap(32), BARE),
    "rewrap-28 pages-numbered gb18030": (rewrap(28), NUMBERED, encoded("gb18030")),
    "rewrap-60 pages-header": (rewrap(60), HEADED),
    "rewrap-40 blank-lines": (rewrap(40), blank_lines),
    "rewrap-40 no-blank-lines": (no_blank_lines, rewrap(40)),
    "rewrap-32 lost-stops": (lost_stops, rewrap(32)),
    "rewrap-24 wrapped-titles": (wrapped_titles, rewrap(24)),
    "rewrap-40 name-moved": (name_moved, rewrap(40)),
    "rewrap-40 name-glued crlf": (name_glued, rewrap(40), CRLF),
    "rewrap-28 traditional": (traditional, rewrap(28)),
    "lost-stops no-blank-lines": (lost_stops, no_blank_lines),
    "lost-stops pages-dashes": (lost_stops, DASHES),
    "wrapped-titles name-moved": (wrapped_titles, name_moved),
    "wrapped-titles no-blank-lines utf-16": (wrapped_titles, no_blank_lines, encoded("utf-16")),
    "name-moved blank-lines": (name_moved, blank_lines),
    "name-glued pages-inside": (name_glued, pages_inside),
    "name-spaced name-nbsp crlf": (name_spaced, gap("\u00a0"), CRLF),
}
"""Name → steps in their order."""


class Result(NamedTuple):
    """What one disturbance of one sample came to."""

    disturbance: str
    document: str
    score: Score


def disturbed(paper: Paper, name: str) -> Paper | None:
    """Disturb a sample, or return None where a step of the disturbance changes nothing in it."""
    for number, step in enumerate(TABLE[name]):
        before = paper
        paper = step(paper, Random(f"{paper.name} {name} {number}"))  # noqa: S311 - chance, no secret
        if paper == before:
            return None
    return paper


def measure(paper: Paper) -> Score:
    """Parse a paper and compare the outcome with its truth."""
    return score(paper, speechx.parse_bytes(paper.text.encode(paper.encoding), name=paper.name, places=False))


def results(names: Iterable[str] = TABLE, samples: Iterable[Paper] | None = None) -> Iterator[Result]:
    """Measure the named disturbances of the samples, of all where none are given."""
    some = papers() if samples is None else list(samples)
    for name in names:
        for sample in some:
            paper = disturbed(sample, name)
            if paper is not None:
                yield Result(name, sample.name, measure(paper))


def row(name: str, some: list[Result]) -> str:
    """Return one row of the tables: combinations, speeches, exact in percent, silently lost, invented."""
    scores = [result.score for result in some]
    speeches, exact = sum(found.speeches for found in scores), sum(found.exact for found in scores)
    silent, invented = sum(found.silent for found in scores), sum(found.invented for found in scores)
    share = f"{100 * exact / speeches:6.1f}" if speeches else "     –"
    return f"{name:<38}{len(some):>5}{speeches:>7}{share}{silent:>7}{invented:>9}"


def report(some: list[Result]) -> None:
    """Print a row for each disturbance and each document, and the total."""
    head = f"{'':<5}{'speech':>7}{'exact':>6}{'silent':>7}{'invented':>9}"
    print(f"{'disturbance':<38}{head}")
    for name in TABLE:
        print(row(name, [result for result in some if result.disturbance == name]))
    print(f"\n{'document':<38}{head}  worst")
    for name in dict.fromkeys(result.document for result in some):
        mine = [result for result in some if result.document == name]
        worst = min(mine, key=lambda result: result.score.exact / result.score.speeches)
        exact = f"{worst.score.exact}/{worst.score.speeches}"
        print(row(name, mine), f" {worst.disturbance} {exact}" if any(r.score.misses for r in mine) else " –")
    print("\n" + row("total", some))


def main() -> None:
    """Print the tables, or the misses, or one disturbed sample."""
    options = argparse.ArgumentParser(description="Measure how speeches are found in disturbed samples.")
    options.add_argument("--misses", nargs="?", const="", metavar="DISTURBANCE", help="print each miss")
    options.add_argument("--show", nargs=2, metavar=("DISTURBANCE", "DOCUMENT"), help="print a disturbed sample")
    wanted = options.parse_args()
    if wanted.show:
        for paper in papers():
            shown = disturbed(paper, wanted.show[0]) if wanted.show[1] in paper.name else None
            print(shown.text if shown else "", end="")
        return
    names = [wanted.misses] if wanted.misses else list(TABLE)
    some = list(results(names))
    if wanted.misses is not None:
        for result in some:
            for speech, what, want, got in result.score.misses:
                print(
                    f"{result.disturbance} · {result.document} #{speech} {what}: want {want[:60]!r}, got {got[:60]!r}"
                )
    if not wanted.misses:
        report(some)


if __name__ == "__main__":
    main()
