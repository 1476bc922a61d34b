"""How an amount changes: relation, direction, basis, and from–to, read from the words before it in its clause.

>>> def show(text, number):
...     found = of(text, text.index(number), 0)
...     return found.relation, found.direction, found.basis
>>> show("全县税收同比增长4.7%", "4.7"), show("占比提高到35.6%", "35.6"), show("失业率下降0.4个百分点", "0.4")
(('change', 'up', '同比'), ('level', 'up', None), ('change', 'down', None))
>>> show("减少纸质材料8万份", "8"), show("火情5起，比前一年少了13起", "13"), show("身高168公分", "168")
(('change', 'down', None), ('change', 'down', '较上年'), ('level', None, None))
"""

from functools import cache
from typing import Final, Literal, NamedTuple

import regex

from speechx import kept
from speechx.fields.amounts import Amount
from speechx.lexicon import entries, table, words
from speechx.vocabulary import Vocabulary

_FILE: Final = "figures"
# Backwards, so that the last boundary before a number is found first.
_BOUNDARY: Final = kept.pattern(r"(?r)[。；;！？!?\n，,：:（）()]")
_LONGEST_CLAUSE: Final = 40
_LONGEST_ITEM: Final = 16
_DOUBLED: Final = 8
Direction = Literal["up", "down"]


class Change(NamedTuple):
    """How an amount changes."""

    relation: Literal["level", "change"]
    direction: Direction | None
    basis: str | None
    of_object: bool = False
    """Whether the object of the verb stands between it and the number: 新增企业21家."""


def clause(text: str, end: int, floor: int) -> int:
    """Return where the clause that reaches up to ``end`` starts, not before ``floor``."""
    start = max(floor, end - _LONGEST_CLAUSE)
    boundary = _BOUNDARY.search(text, start, end)
    return start if boundary is None else int(boundary.end())


def of(text: str, end: int, floor: int) -> Change:
    """Return how the amount that starts at ``end`` changes; ``floor`` is the end of the amount before it."""
    start = clause(text, end, floor)
    part = text[start:end]
    basis = _basis(part)
    match = _told(text, start, end) if _verbs().may_be_in(part) else None
    if match is None:
        return change("level", None, basis)
    relation: Literal["level", "change"] = "level" if _reaches(match) else "change"
    apart = match.end("link") < end and not match["reached"]
    return change(relation, "up" if match["up"] else "down", basis, of_object=apart)


def _told(text: str, start: int, end: int) -> "regex.Match[str] | None":
    """Return the first verb of a clause that tells how the number behind it changes: (增加值)增长9.8%."""
    for pattern in _verb():
        match = pattern.search(text, start, end)
        while match is not None and (_describes(text, start, match) or _other(text, match)):
            match = pattern.search(text, match.start() + 1, end)
        if match is not None:
            return match
    return None


def _reaches(match: "regex.Match[str]") -> bool:
    """Whether the number is what was reached: 降至0, 降为0; 增幅为5% is by how much."""
    if match["reached"]:
        return True
    sizes = words(_FILE, "sizes-of-change")
    return match["link"] in words(_FILE, "reached") and (match["up"] or match["down"]) not in sizes


@cache
def change(
    relation: Literal["level", "change"], direction: Direction | None, basis: str | None, *, of_object: bool = False
) -> Change:
    """Return a change; there are few different ones."""
    return Change(relation, direction, basis, of_object)


def shared(text: str, before: Change, start: int, end: int) -> bool:
    """Whether what stands between two amounts is but the noun phrase of a list whose verb is told: 、个体工商户.

    Args:
        text: the folded text.
        before: how the first amount changes.
        start: where the first amount ends.
        end: where the second one starts.
    """
    if not before.of_object or not text.startswith(words(_FILE, "list-joiners"), start) or end - start > _LONGEST_ITEM:
        return False
    return clause(text, end, start) == start and of(text, end, start).direction is None


def _describes(text: str, start: int, match: "regex.Match[str]") -> bool:
    """Whether an adjective only describes: 楼高30米, unless something is compared."""
    verb = match["up"] or match["down"]
    if verb not in words(_FILE, "comparative-only"):
        return False
    place = match.start("up" if match["up"] else "down")
    compared = any(word in text[start:place] for word in words(_FILE, "than"))
    return not compared and match["link"] == ""


def _other(text: str, match: "regex.Match[str]") -> bool:
    """Whether the verb is part of a word that tells no direction (不少, 节省)."""
    begin, end = match.span("up" if match["up"] else "down")
    if match["up"] in words(_FILE, "doubling"):  # 翻两座山
        following = text[match.end() : match.end() + _DOUBLED]
        return not any(word in following for word in words(_FILE, "doubled"))
    around = text[max(0, begin - 1) : end], text[begin : end + 1], text[max(0, begin - 1) : end + 1]
    return any(word in words(_FILE, "no-direction") for word in (*around, text[begin:end]))


@table
def bases() -> tuple[tuple[tuple[str, str], ...], Vocabulary]:
    """Return how the bases are written, with their names, longest first."""
    from speechx.lexicon.models import Basis  # noqa: PLC0415 - most starts read no lexicon

    pairs = [(word, entry.name) for entry in entries(_FILE, "basis", Basis) for word in entry.words]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0]))), Vocabulary(word for word, _ in pairs)


def _basis(part: str) -> str | None:
    written, vocabulary = bases()
    if vocabulary.may_be_in(part):
        for word, name in written:
            if word in part:
                return name
    return None


@table
def _verbs() -> Vocabulary:
    """Return what ``_verb`` may begin with."""
    return Vocabulary(
        word for name in ("up", "down", "takes-object", "takes-object-down") for word in words(_FILE, name)
    )


def _alternatives(name: str, *, least: int = 1) -> str:
    group = sorted((word for word in words(_FILE, name) if len(word) >= least), key=len, reverse=True)
    return "|".join(map(regex.escape, group))


@table
def _verb() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """A verb of change that ends at the number, and one (of two characters or more) with its object between."""
    reached, link = _alternatives("reached"), _alternatives("between-verb-and-number")
    tail = rf"(?P<link>(?:{link}){{0,3}})(?P<reached>{reached})?(?:{link}){{0,2}}$"
    touching = rf"(?:(?P<up>{_alternatives('up')})|(?P<down>{_alternatives('down')})){tail}"
    of_object = _alternatives("takes-object")
    down_object = _alternatives("takes-object-down")
    apart = (
        rf"(?:(?P<up>{of_object})|(?P<down>{down_object}))(?P<link>(?:{link})?)"
        rf"[\p{{Han}}“”、·A-Za-z]{{1,14}}?(?P<reached>\b\B)?$"
    )
    return regex.compile(touching), regex.compile(apart)


@table
def _from_to() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """The words before the first amount of a from–to, and those between its two amounts."""
    source = _alternatives("from")
    start = regex.compile(rf"(?:{source})(?:(?!{source})[^，。；、\n]){{0,16}}$")
    moves = f"(?P<up>{_alternatives('up')})|(?P<down>{_alternatives('down')})"
    link = _alternatives("between-verb-and-number")
    between = regex.compile(
        rf"[^，。；\n]{{0,6}}?(?:(?:{moves})(?:{link})?(?:{_alternatives('reached')})|(?:{_alternatives('becomes')}))"
        rf"(?:(?:[12][0-9]{{3}}年)?[^，。；\n0-9]{{0,8}}{_alternatives('of')})? ?"
    )
    return start, between


@table
def _moves() -> Vocabulary:
    """Return what stands in each match between the two amounts."""
    return Vocabulary(word for name in ("up", "down", "becomes") for word in words(_FILE, name))


# No words between the two amounts of a from–to are longer.
_FARTHEST: Final = 40


def _of_one_kind(first: Amount, second: Amount) -> bool:
    """Whether the measures of two amounts are the same, or measure the same: 厘米 and 米."""
    same = first.measure in (second.measure, None)
    return same or (first.dimension is not None and first.dimension == second.dimension)


def from_to(text: str, first: Amount, second: Amount, floor: int) -> tuple[int, Direction | None] | None:
    """Tell whether two amounts are the ends of one change: 由820吨提高到1460吨.

    Returns:
        Where 从 or 由 stands and the direction that the verb tells, or None where they are two figures.
    """
    if first.value is None or second.value is None or not _of_one_kind(first, second):
        return None
    if second.start - first.end > _FARTHEST or not _moves().may_be_in(text[first.end : second.start]):
        return None
    start, between = _from_to()
    middle = between.fullmatch(text, first.end, second.start)
    if middle is None:
        return None
    before = start.search(text, clause(text, first.start, floor), first.start)
    begin = before.start() if before is not None else first.start
    # Without 从 the verb must stand between the two numbers at once: 四成四升到七成九.
    if before is None and not (middle["up"] or middle["down"]):
        return None
    if before is None and middle.start("up" if middle["up"] else "down") != first.end:
        return None
    told: Direction | None = "up" if middle["up"] else "down" if middle["down"] else None
    if told is None and first.value != second.value:
        told = "up" if first.value < second.value else "down"
    return begin, told
