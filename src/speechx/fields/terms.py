"""Numeric slogans and coined names: “六稳”, 两项改革、一项试点, 1湖2岸3镇5村, 双碳. They are never figures.

>>> from speechx.view import whole_view
>>> def texts(text):
...     return [text[start:end] for start, end in locate(text)]
>>> texts("做好“六稳”工作，实施“1湖2岸3镇5村”布局，推进三变改革。")
['六稳', '1湖2岸3镇5村', '三变']
>>> texts("改造52个小区、170栋楼，建成三条河道，走了三公里")
[]
>>> term = build(whole_view("抓好“三送”（送政策、送技术、送岗位）活动。"), [(3, 5)])[0]
>>> term.text, term.expansion
('三送', ('送政策', '送技术', '送岗位'))
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import regex

from speechx import kept
from speechx.fields import measures, numerals
from speechx.lexicon import table, words
from speechx.patterns import compiled
from speechx.records import Term
from speechx.view import View

_FILE: Final = "terms"
_DOUBLE: Final = "双"
_QUOTED: Final = "quoted"
_OPENING: Final = ("“", "‘", "「", "『")
# Behind a numeral or a point another one is part of a number.
_STARTS: Final = re.compile(f"[0-9{numerals.CHINESE}{_DOUBLE}NXnx](?<![0-9.{numerals.CHINESE}].)")
_COUNTED: Final = frozenset(numerals.DIGIT + _DOUBLE)
_CLOSING: Final = ("”", "’", "」", "』")
_MEMBERS: Final = kept.pattern(r"[”’」』]?(?:[(（](?P<list>[^()（）\n]{3,120})[)）]|[:：](?P<items>[^。\n]{6,400}))")
_BEFORE: Final = kept.pattern(r"[“‘「『](?P<list>[^“”‘’「」『』\n]{3,80})[”’」』]\Z")
_PARTS: Final = kept.pattern(r"[、，,；;]")
_ENUMERATOR: Final = kept.pattern(r"^(?:[一二三四五六七八九十][是要]|第[一二三四五六七八九十])[，,]?")
_LONGEST_MEMBER: Final = 30


@table
def _names() -> dict[str, tuple[str, ...]]:
    """Return the names by their first two characters, longest first."""
    table: dict[str, list[str]] = {}
    for name in sorted(words(_FILE, "names"), key=len, reverse=True):
        table.setdefault(name[:2], []).append(name)
    return {pair: tuple(names) for pair, names in table.items()}


class _Shapes(NamedTuple):
    """The patterns that may match behind a certain character, in their order, and all of them in one."""

    every: regex.Pattern[str]
    by_name: tuple[tuple[str, regex.Pattern[str]], ...]


@table
def _shapes(char: str, before: str) -> _Shapes | None:
    """Return what may begin with a character, behind an opening quotation mark or nothing in particular."""
    able = [
        (name, pattern) for name, pattern in compiled(_FILE).items()
        if name != _QUOTED and pattern.match(before + char, len(before), partial=True) is not None
    ]  # fmt: skip
    if not able:
        return None
    return _Shapes(regex.compile("|".join([f"(?:{pattern.pattern})" for _, pattern in able])), tuple(able))


def locate(text: str) -> list[tuple[int, int]]:
    """Return where the terms of a folded text stand, in order; a name once quoted is a term wherever it stands."""
    found: list[tuple[int, int]] = []
    loose: list[int] = []
    last = 0
    for match in _STARTS.finditer(text):
        start = match.start()
        if start < last:
            continue
        end = _end(text, start)
        if end is None:
            loose.append(start)
            continue
        found.append((start, end))
        last = end
    if not found:
        return found
    return sorted([*found, *_again(text, loose, {text[start:end] for start, end in found})])


def _again(text: str, loose: Sequence[int], coined: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Find names that were coined elsewhere among the numerals that begin none by themselves."""
    by_start: dict[str, list[str]] = {}
    for word in sorted(coined, key=lambda word: (-len(word), word)):
        by_start.setdefault(word[0], []).append(word)
    for start in loose:
        for word in by_start.get(text[start], ()):
            if text.startswith(word, start) and not _measured(text, start, start + len(word)):
                yield start, start + len(word)
                break


def _end(text: str, start: int) -> int | None:
    """Return where the term that begins at ``start`` ends, or None."""
    before = text[start - 1 : start]
    quoted = compiled(_FILE)[_QUOTED].match(text, start) if before in _OPENING else None
    if quoted and not (text[start].isdigit() and _measured(text, start, quoted.end())):
        return int(quoted.end())
    for name in _names().get(text[start : start + 2], ()):
        if text.startswith(name, start) and not _measured(text, start, start + len(name)):
            return start + len(name)
    shapes = _shapes(text[start], before if before in _OPENING else "")
    if shapes is None or shapes.every.match(text, start) is None:
        return None
    for name, pattern in shapes.by_name:
        match = pattern.match(text, start)
        if match is None or (name in _CLASSIFIER_FREE and _counted(text, start)):
            continue
        return int(match.end("term") if "term" in pattern.groupindex else match.end())
    return None


# In these shapes a classifier behind the numeral makes a count of it: 四条标准, 三户五口.
_CLASSIFIER_FREE: Final = ("before-noun", "alternating", "doubled")


def _counted(text: str, start: int) -> bool:
    measure = measures.at(text, start + 1)
    return measure is not None and not measure.arabic_only and text[start] != _DOUBLE


def _measured(text: str, start: int, end: int) -> bool:
    """Whether a measure begins behind the numeral and reaches over the end of what looks like a name (三公里)."""
    number = start + 1
    while number < end and text[number].isdigit():
        number += 1
    measure = measures.at(text, number)
    behind = number + len(measure.text) if measure is not None else 0
    return behind > end or (behind == end and text[start].isdigit())


def build(view: View, places: Sequence[tuple[int, int]]) -> list[Term]:
    """Return the terms that stand at the places of a view, with their members where the text spells them out."""
    expansions: dict[str, tuple[str, ...]] = {}
    for start, end in places:
        name = view.text[start:end]
        if name not in expansions:
            members = _members(view, start, end)
            if members:
                expansions[name] = members
    return [
        Term(text=view.raw[start:end], expansion=expansions.get(view.text[start:end]), span=view.span(start, end))
        for start, end in places
    ]


def _members(view: View, start: int, end: int) -> tuple[str, ...] | None:
    """Return the members that stand in brackets or behind a colon after the term, or in quotation marks before it."""
    wanted = _count(view.text[start:end])
    if wanted is None:
        return None
    after = _MEMBERS.match(view.text, end)
    if after is not None:
        group = "list" if after["list"] is not None else "items"
        members = tuple(_split(view.raw, *after.span(group)))
        if group == "items":
            members = members[:wanted] if all(_ENUMERATOR.match(member) for member in members[:wanted]) else members
            members = tuple(_ENUMERATOR.sub("", member) for member in members)
        if len(members) == wanted:
            return members
    quoted = view.text[start - 1 : start] in _CLOSING
    before = _BEFORE.search(view.text, max(0, start - _LONGEST_MEMBER * 3), start) if quoted else None
    if before is not None:
        members = tuple(_split(view.raw, *before.span("list")))
        if len(members) == wanted:
            return members
    return None


def _count(name: str) -> int | None:
    """Return how many members a name promises: its numeral, or None where it has several."""
    numerals_in = [char for char in name if char in _COUNTED or char.isdigit()]
    if len(numerals_in) != 1 or name[0] != numerals_in[0]:
        return None
    number = numerals.value("二" if name[0] == _DOUBLE else name[0])
    return int(number) if number is not None and number > 1 else None


def _split(raw: str, start: int, end: int) -> Iterator[str]:
    for part in _PARTS.split(raw[start:end]):
        if 0 < len(part) <= _LONGEST_MEMBER:
            yield part
