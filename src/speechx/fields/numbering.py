r"""Numbered headings: 一、 →（一）→ 1. →（1）→ ①, and the words 第一、首先、一是、其一 where they open a part.

A number counts at the start of a paragraph or of a sentence. Its text reaches to the first stop or the line's end. It
is a heading when it is short, states no quantities, and text of its own follows before the next number of its run; so
the members of an enumeration are none. Words count only where at least two of one run are headings.

>>> def texts(text):
...     return [text[found.start:found.end] for found in find(text)[0]]
>>> texts("一、看好责任田\n我县耕地多。\n二、养好新品种\n（一）修果库。引进企业。（二）添冷柜。设立基金。")
['看好责任田', '养好新品种', '修果库', '添冷柜']
>>> texts("先讲三点：一是修渡口，请来工匠铺平石阶。二是添渡船，找船厂订做新船。三是立规矩，大风天一律停航。")
[]
>>> texts("一是干部先动手。干部认领了背街小巷，周周打扫。\n二是娃娃跟着学。娃娃们捡回了瓶子和纸板。")
['干部先动手', '娃娃跟着学']
>>> [(gap.number, gap.before) for gap in find("一、抓好春耕\n麦子返青了。\n三、备足农资\n化肥到了。")[1]]
[('三、', '一、')]
"""

import re
import string
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

import regex

from speechx import kept
from speechx.fields import numerals, sentences
from speechx.lexicon import entries, table
from speechx.patterns import compiled
from speechx.view import PARAGRAPH

_FILE: Final = "headings"
# A number may stand where a paragraph or a sentence starts, or behind the colon or semicolon of an enumeration.
_STOP: Final = r"[\n。！？!?；;：:]([”’」』）)]?)([ *#]{0,8})"
_PAD: Final = re.compile(r"()([ *#]{0,8})")
_UNCLOSED: Final = "\n；;：:"
_PAUSED: Final = "；;：:"
_COLON: Final = "：:"
_PAUSE: Final = kept.pattern(r"[，,]")
_BOLD: Final = ("*", "_")
_PAUSES: Final = "，,、"
_LIST_MARKS: Final = ("；", ";")
_SHORTEST: Final = 2
_LINE: Final = kept.pattern(r"(?P<said>[^\n。！？!?；;]{2,45}?)[ ]*[：:]?[ *]{0,4}(?=\n)")
# A gap of white space may part a heading from the text that runs on behind it.
_GLUED: Final = kept.pattern(r"(?P<said>[\p{Han}“”‘’、，]{3,20}+)[ ]{1,3}(?=[\p{Han}“][^\n。！？!?；;：:]{11})")
# Fewer characters than this behind a heading are no text of its own.
_LEAST_SECTION: Final = 4
_SECTION: Final = kept.pattern(rf"(?:\W*+\w){{{_LEAST_SECTION}}}")
_INK: Final = kept.pattern(r"\w")
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# How long (in characters) a heading may be: on its own line, in running text, behind a word such as 一是.
_LONGEST_LINE: Final = 60
_LONGEST: Final = 45
_LONGEST_WORDED: Final = 32
_MOST_PAUSES: Final = 4
_MOST_PAUSES_WORDED: Final = 2
# Numbers of this rank and below stand before the items of lists too, so a single one proves nothing.
_LIST_RANK: Final = 4


class Style(NamedTuple):
    """A way to number headings; what its fields are stands with the entries of the lexicon."""

    name: str
    rank: int | None
    pattern: str
    turns: tuple[tuple[str, ...], ...]


class Numbered(NamedTuple):
    """A place that is numbered.

    Attributes:
        begin: where the number starts, in characters of the text, as all places.
        start: where the text starts.
        end: where it ends, its final punctuation not included.
        stop: where what follows starts.
        style: how it is numbered.
        value: the number.
        own_line: whether the number opens a paragraph.
        open_end: whether the paragraph ends with the text, without punctuation.
        inside: whether the number stands behind a colon or semicolon, as a member of an enumeration does.
        mark: the punctuation behind the text.
    """

    begin: int
    start: int
    end: int
    stop: int
    style: Style
    value: int
    own_line: bool
    open_end: bool
    inside: str
    mark: str


class Gap(NamedTuple):
    """A number that does not follow the one before: where it stands (characters of the text) and both as written."""

    start: int
    end: int
    number: str
    before: str


class _Run:
    """Numbers of one style that rise; ``limit`` is where the text of the last one ends."""

    def __init__(self, first: Numbered, limit: int) -> None:
        self.members = [first]
        self.limit = limit


@table
def styles() -> tuple[Style, ...]:
    """Return the styles in the order in which they are tried."""
    from speechx.lexicon import models  # noqa: PLC0415 - most starts read no lexicon

    found = entries(_FILE, "style", models.Style)
    return tuple(Style(entry.name, entry.rank, entry.pattern, entry.turns) for entry in found)


@table
def _patterns() -> tuple[tuple[Style, regex.Pattern[str]], ...]:
    return tuple((style, regex.compile(style.pattern)) for style in styles())


@table
def _any_pattern() -> regex.Pattern[str]:
    """All styles in one, for the many places that bear no number."""
    return regex.compile("|".join(f"(?:{style.pattern})" for style in styles()))


@table
def _firsts() -> frozenset[str]:
    """Return the characters that a number of any style may begin with: a partial match tells."""
    chars = {char for style in styles() for char in style.pattern} | {*_CIRCLED, *string.digits}
    return frozenset(char for char in chars if _any_pattern().match(char, partial=True) is not None)


@cache
def _stops() -> re.Pattern[str]:
    """Stops before what may be a number. Of ``re``, which finds single characters faster than ``regex`` does."""
    return re.compile(f"{_STOP}(?=[{re.escape(''.join(sorted(_firsts())))}])")


def is_numbered(text: str, start: int = 0) -> bool:
    """Whether a folded text has a number of any style at an offset."""
    return text[start : start + 1] in _firsts() and _any_pattern().match(text, start) is not None


def find(text: str) -> tuple[list[Numbered], list[Gap]]:
    """Find the numbered headings of a folded body, in order, and the gaps in their numbering."""
    kept: list[Numbered] = []
    gaps: list[Gap] = []
    for run in _runs(list(_candidates(text)), len(text)):
        kept += _headings(text, run)
        gaps += _gaps(text, run.members)
    return sorted(kept, key=lambda found: found.begin), sorted(gaps)


def _candidates(text: str) -> Iterator[Numbered]:
    for place in (_PAD.match(text), *_stops().finditer(text)):
        if place is None or not is_numbered(text, place.end()) or (place[1] and text[place.start()] in _UNCLOSED):
            continue
        for style, pattern in _patterns():
            match = pattern.match(text, place.end())
            if match is not None and match.end() < len(text) and (value := _value(style, match["n"])):
                yield _numbered(text, style, value, place.start(2), match)
                break


def _value(style: Style, number: str) -> int:
    for turn, variants in enumerate(style.turns, 1):
        if number in variants:
            return turn
    if number in _CIRCLED:
        return _CIRCLED.index(number) + 1
    return int(numerals.value(number) or 0)


def _numbered(text: str, style: Style, value: int, place: int, match: regex.Match[str]) -> Numbered:
    begin, start = match.span()
    while text[start : start + 1] in _BOLD and start + 1 < len(text):
        start += 1
    before = text[place - 1] if place else PARAGRAPH
    end, stop = _extent(text, start, own_line=before == PARAGRAPH)
    return Numbered(
        begin=begin, start=start, end=end, stop=stop, style=style, value=value,
        own_line=before == PARAGRAPH, inside=before if before in _PAUSED else "",
        open_end=not text[end:stop].strip(), mark=text[end:stop].strip()[:1],
    )  # fmt: skip


def _extent(text: str, start: int, *, own_line: bool) -> tuple[int, int]:
    """Return where the numbered text ends, and what follows starts: a short line without a full stop is one heading."""
    if own_line and (line := _LINE.match(text, start)) is not None:
        return line.end("said"), line.end()
    if own_line and (glued := _GLUED.match(text, start)) is not None:
        return glued.end("said"), glued.end()
    return sentences.clause(text, start)


def _runs(candidates: Sequence[Numbered], length: int) -> Iterator[_Run]:
    """Part the candidates into runs: a number that goes on with its style ends the runs that were opened inside it."""
    lines = Counter(found.style.name for found in candidates if found.own_line)
    stack: list[tuple[tuple[str, bool, bool], _Run]] = []
    for found in candidates:
        key = (found.style.name, bool(found.inside), found.own_line and lines[found.style.name] > 1)
        place = next((at for at, (other, _) in enumerate(stack) if other == key), None)
        if place is not None and found.value >= stack[place][1].members[-1].value and found.value > 1:
            for _, run in stack[place + 1 :]:
                yield _limited(run, found.begin)
            del stack[place + 1 :]
            stack[place][1].members.append(found)
            continue
        if place is not None:
            yield _limited(stack.pop(place)[1], found.begin)
        stack.append((key, _Run(found, length)))
    for _, run in stack:
        yield run


def _limited(run: _Run, limit: int) -> _Run:
    run.limit = limit
    return run


def _headings(text: str, run: _Run) -> list[Numbered]:
    """Return the members of a run that are headings, or none where most of them are something else."""
    members = run.members
    ends = [*(found.begin for found in members[1:]), run.limit]
    kept = [
        found for found, end in zip(members, ends, strict=True)
        if _reads_as_heading(text, found) and _SECTION.match(text, found.stop, end)
    ]  # fmt: skip
    first = members[0]
    worded = first.style.rank is None
    if len(members) == 1:
        return (
            kept if not worded and first.own_line and (first.open_end or (first.style.rank or 0) < _LIST_RANK) else []
        )
    if first.value > 1 and (worded or not first.own_line):
        return []
    return kept if 3 * len(kept) >= 2 * len(members) and len(kept) >= 1 + worded else []


def _reads_as_heading(text: str, found: Numbered) -> bool:
    """Whether the numbered text is one: short, closed by a full stop or its line, and no report of results."""
    said = text[found.start : found.end]
    pauses = len(_PAUSE.findall(said))
    if found.mark in _LIST_MARKS or said[-1:] in _PAUSES or len(_INK.findall(said)) < _SHORTEST:
        return False
    if found.own_line and (found.open_end or text[found.stop : found.stop + 1] == PARAGRAPH):
        return len(said) <= _LONGEST_LINE and pauses <= _MOST_PAUSES
    if compiled(_FILE)["measured"].search(said):
        return False
    if found.style.rank is not None:
        enumerates = found.inside and not (found.inside in _COLON and found.value == 1)
        return len(said) <= _LONGEST and pauses <= _MOST_PAUSES and not enumerates
    if found.inside or compiled(_FILE)["prose-start"].search(said):
        return False
    return len(said) <= _LONGEST_WORDED and pauses <= _MOST_PAUSES_WORDED


def _gaps(text: str, members: Sequence[Numbered]) -> Iterator[Gap]:
    """Return where the numbers of a run that opens paragraphs are not one behind the other."""
    for before, found in pairwise(members):
        if found.style.rank is not None and found.own_line and before.own_line and found.value != before.value + 1:
            number, last = (text[one.begin : one.start].strip() for one in (found, before))
            yield Gap(found.begin, found.start, number, last)
