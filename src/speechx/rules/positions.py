"""A pattern as an automaton of positions: which of its characters may follow which, and in how many ways.

The pattern is read by the parser of ``regex`` itself, which alone knows its syntax. That parser is private to it, so
all that is used of it stands in this module, and the tests hold it to every pattern of the package.

A repeat is one loop, or a few copies of its body where it is short: how often exactly it repeats does not matter for
how many paths there are. What an atomic group or a possessive repeat took is not tried again, so its positions
are marked.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple

import regex
from regex import _regex_core as core

from speechx.errors import RulesError

_MOST: Final = 4000
MOST_REPEATS: Final = 1000
_COPIES: Final = 2
_TOO_LARGE: Final = "it is too large to be proved harmless"
_CHARS: Final = frozenset(
    {"Any", "AnyAll", "AnyU", "Character", "Property", "Range", "SetDiff", "SetInter", "SetSymDiff", "SetUnion"}
)
_REPEATS: Final = frozenset({"GreedyRepeat", "LazyRepeat", "PossessiveRepeat"})
# What the analysis cannot follow, or what matches more than it says.
_REFUSED: Final = {
    "CallGroup": "recursion", "Conditional": "a conditional", "Fuzzy": "fuzzy matching", "Grapheme": r"\X",
    "Keep": r"\K", "LookAroundConditional": "a conditional", "Prune": "a verb", "Skip": "a verb",
    "StringSet": "a named list",
}  # fmt: skip
# Some of each sort: ASCII and Latin, dashes and quotes, circled digits, CJK punctuation, kana, Han, full width.
_RANGES: Final = (
    (0x00, 0x100), (0x2010, 0x2040), (0x2460, 0x2474), (0x3000, 0x3020), (0x3041, 0x3044), (0x4E00, 0x4E10),
    (0x9FA0, 0x9FA5), (0xFF00, 0xFF60), (0x10000, 0x10002),
)  # fmt: skip


class Part(NamedTuple):
    """A part of a pattern: whether it may be empty, and the positions at which it may begin and end."""

    empty: bool
    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()


class Positions:
    """The automaton of a pattern.

    Attributes:
        chars: for each position the characters that it takes, as bits.
        follow: for each position those that may follow it, each with the number of ways.
        atomic: for each position the number of the atomic part that it lies in, 0 for none.
        whole: the whole pattern.
        unbounded_behind: whether something is looked for behind without a bound.
    """

    def __init__(self, pattern: str, loop: int, work: int) -> None:
        """Read a pattern; repeats of up to ``loop`` times and more become loops, and ``work`` is what may be spent.

        Raises:
            RulesError: the pattern uses what cannot be proved.
        """
        tree, self._groups = _parsed(pattern)
        self.chars: list[int] = []
        self.follow: list[Counter[int]] = []
        self.atomic: list[int] = []
        self.unbounded_behind = False
        self._loop = loop
        self._left = work
        self._atoms: list[int] = [0]
        self._masks: dict[Any, int] = {}
        points = set(map(ord, pattern)).union(*(range(*span) for span in _RANGES))
        alphabet = sorted(points | {point for node in _nodes(tree) for point in _ends(node)})
        self._alphabet = {point: bit for bit, point in enumerate(alphabet)}
        self._builders: Final[dict[str, Callable[[Any], Part]]] = {
            **dict.fromkeys(_CHARS, lambda node: self._position(self._mask(node))),
            **dict.fromkeys(_REPEATS, self._repeat),
            "PossessiveRepeat": lambda node: self._held(self._repeat, node),
            "Sequence": lambda node: self._sequence(map(self._part, node.items)),
            "Branch": lambda node: _union([self._part(branch) for branch in node.branches]),
            "Group": lambda node: self._part(node.subpattern),
            "Atomic": lambda node: self._held(lambda inner: self._part(inner.subpattern), node),
            "RefGroup": self._reference,
            "LookAround": self._look,
        }
        self.whole = self._part(tree)

    def spend(self, work: int) -> None:
        """Count the steps of an analysis.

        Raises:
            RulesError: there are too many: the proof is itself a danger.
        """
        self._left -= work
        if self._left < 0:
            raise RulesError(_TOO_LARGE)

    def _part(self, node: Any) -> Part:
        if len(self.chars) > _MOST:
            raise RulesError(_TOO_LARGE)
        name = type(node).__name__
        if name in _REFUSED:
            raise RulesError(f"it uses {_REFUSED[name]}")
        if name in self._builders:
            return self._builders[name](node)
        if isinstance(node, core.ZeroWidthBase):
            return Part(empty=True)
        raise RulesError(f"it uses what cannot be proved: {name}")

    def _position(self, chars: int) -> Part:
        self.chars.append(chars)
        self.follow.append(Counter())
        self.atomic.append(self._atoms[-1])
        place = (len(self.chars) - 1,)
        return Part(False, place, place)

    def _held(self, build: Callable[[Any], Part], node: Any) -> Part:
        """Build an atomic part; within another it is no other."""
        self._atoms.append(self._atoms[-1] or len(self.chars) + 1)
        part = build(node)
        self._atoms.pop()
        return part

    def _repeat(self, node: Any) -> Part:
        least, most = node.min_count, node.max_count
        if max(least, most or 0) > MOST_REPEATS:
            raise RulesError(f"it repeats more than {MOST_REPEATS} times")
        if most is None or most >= self._loop:
            body = self._part(node.subpattern)
            self._join(body.last, body.first)
            if body.empty and (least >= _COPIES or most is not None):  # which of the turns is empty can be chosen
                self._join(body.last, body.first)
            return body._replace(empty=body.empty or least == 0)
        needed = [self._part(node.subpattern) for _ in range(min(least, _COPIES))]
        more = [self._part(node.subpattern) for _ in range(min(most - least, _COPIES))]
        tail = Part(empty=True)
        for part in reversed(more):  # each only behind the one before it
            tail = self._sequence([part, tail])._replace(empty=True)
        return self._sequence([*needed, tail])

    def _reference(self, node: Any) -> Part:
        """A reference matches what its group did: for the analysis, whatever the group may match."""
        groups = self._groups.get(str(node.group), [])
        inner = {type(node).__name__ for group in groups for node in _nodes(group)}
        if not groups or inner & {*_REPEATS, "RefGroup"}:
            raise RulesError("it refers back to a group that repeats")
        return _union([self._part(group) for group in groups])

    def _look(self, node: Any) -> Part:
        """A lookaround is matched for itself: its positions follow none of the others."""
        self.unbounded_behind |= node.behind and any(
            type(inner).__name__ in _REPEATS and inner.max_count is None for inner in _nodes(node.subpattern)
        )
        self._part(node.subpattern)
        return Part(empty=True)

    def _sequence(self, parts: Iterable[Part]) -> Part:
        whole = Part(empty=True)
        for part in parts:
            self._join(whole.last, part.first)
            first = whole.first + part.first if whole.empty else whole.first
            last = whole.last + part.last if part.empty else part.last
            whole = Part(whole.empty and part.empty, first, last)
        return whole

    def _join(self, last: Iterable[int], first: Iterable[int]) -> None:
        following = tuple(first)
        last = tuple(last)
        self.spend(len(last) * len(following))
        for place in last:
            self.follow[place].update(following)

    def _mask(self, node: Any) -> int:
        if type(node).__name__ == "Character" and node.positive and not node.case_flags:
            return 1 << self._alphabet[node.value]
        key = (type(node), node._key) if hasattr(node, "_key") else type(node)
        if key not in self._masks:
            takes = getattr(node, "matches", lambda point: type(node).__name__ == "AnyAll" or point != ord("\n"))
            cased = getattr(node, "case_flags", 0)
            self._masks[key] = sum(
                1 << bit
                for point, bit in self._alphabet.items()
                if takes(point) or (cased and (takes(ord(chr(point).swapcase()[0]))))
            )
        return self._masks[key]


def _parsed(pattern: str) -> tuple[Any, dict[str, list[Any]]]:
    """Return the tree of a pattern, and what its groups hold by number and by name."""
    flags = 0
    while True:
        source = core.Source(pattern)
        info = core.Info(flags, source.char_type, {})
        info.guess_encoding = regex.UNICODE
        source.ignore_space = bool(info.flags & regex.VERBOSE)
        try:
            tree = core._parse_pattern(source, info)
            break
        except core._UnscopedFlagSet:  # (?x) is known only once it was read
            flags = info.global_flags
    groups: dict[str, list[Any]] = {}
    for node in _nodes(tree):
        if type(node).__name__ == "Group":
            for key in (str(node.group), info.group_name.get(node.group)):
                groups.setdefault(str(key), []).append(node.subpattern)
    return tree, groups


def _union(parts: list[Part]) -> Part:
    return Part(
        any(part.empty for part in parts),
        tuple(place for part in parts for place in part.first),
        tuple(place for part in parts for place in part.last),
    )


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    inner = [getattr(node, "subpattern", None), *getattr(node, "items", ()), *getattr(node, "branches", ())]
    for child in inner:
        if child is not None:
            yield from _nodes(child)


def _ends(node: Any) -> tuple[int, ...]:
    name = type(node).__name__
    if name == "Range":
        return node.lower, node.upper
    return (node.value,) if name == "Character" else ()
