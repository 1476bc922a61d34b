"""Patterns whose time explodes, found before they run.

A pattern is dangerous where one text can be read along two paths: each repeat of the text then doubles the paths
(exponential time), or two repeats share it out between them in as many ways as it is long (the square of its length).
The automaton of ``positions`` tells both:

- two paths lead from a position back to itself over the same text (nested repeats, alternatives in a loop);
- a loop leads to another, and one text can turn round in the first, lead over, and turn round in the second.

What an atomic group or a possessive repeat took is not shared out again.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import product
from typing import Final, TypeVar

from speechx.errors import RulesError
from speechx.rules.positions import MOST_REPEATS, Positions

WORK: Final = 1_000_000
"""The steps that the proof for a pattern of a pack may take: a second."""
_LONG: Final = 8
"""A repeat of up to so many times counts as a loop inside of others: 2 to the power of 8 is bad enough."""

Node = TypeVar("Node", bound=Hashable)
Pair = tuple[int, int]


def find(pattern: str, work: int = WORK) -> Iterator[str]:
    """Yield what is dangerous about a pattern that compiles.

    Args:
        pattern: the pattern.
        work: how many steps the proof may take; what needs more is dangerous, for all that is known.

    >>> list(find("(?:[a-z]+ ?)+")), list(find("(?:[a-z]+ )+"))
    (['nested repeats can share one text in exponentially many ways'], [])
    """
    try:
        nested = Positions(pattern, _LONG, work)
        if nested.unbounded_behind:
            yield "it looks behind without a bound"
        if exponential(nested):
            yield "nested repeats can share one text in exponentially many ways"
        elif quadratic(Positions(pattern, MOST_REPEATS + 1, work)):
            yield "two repeats can share one text in as many ways as it is long"
    except RulesError as error:
        yield str(error)
    except RecursionError:
        yield "it is nested too deeply"


def may_be_empty(pattern: str) -> bool:
    """Whether a pattern that is not dangerous can match the empty text."""
    return Positions(pattern, _LONG, WORK).whole.empty


def exponential(positions: Positions) -> bool:
    """Whether two paths lead from a position back to itself over one text."""
    for loop in _loops(range(len(positions.chars)), lambda place: list(positions.follow[place])):
        inside = frozenset(loop)
        ways = ((place, later) for place in loop for later in inside.intersection(positions.follow[place]))
        if any(positions.follow[place][later] > 1 and not positions.atomic[place] for place, later in ways):
            return True
        pairs = [(place, place) for place in loop]
        for turn in _loops(pairs, lambda pair: _steps(positions, pair, inside)):  # noqa: B023 - used at once
            if len({one == other for one, other in turn}) > 1:
                return True
    return False


def quadratic(positions: Positions) -> bool:
    """Whether one text can turn round in a loop, lead from it to another, and turn round in that."""
    loops = [frozenset(loop) for loop in _loops(range(len(positions.chars)), lambda at: list(positions.follow[at]))]
    for first in loops:
        reached: dict[int, list[int]] = {}
        _finished(next(iter(first)), reached, lambda place: list(positions.follow[place]))
        for second in loops:
            if first is second or second.isdisjoint(reached):
                continue
            for start, goal in product(first, second):
                if positions.chars[start] & positions.chars[goal] and _leads(positions, start, goal, first, second):
                    return True
    return False


def _leads(positions: Positions, start: int, goal: int, first: frozenset[int], second: frozenset[int]) -> bool:
    """Whether some text leads from start to start, from start to goal and from goal to goal."""
    seen, todo = {(start, start, goal)}, [(start, start, goal)]
    while todo:
        for step in _triples(positions, todo.pop(), first, second):
            if step == (start, goal, goal):
                return True
            if step not in seen:
                seen.add(step)
                todo.append(step)
    return False


def _triples(
    positions: Positions, triple: tuple[int, int, int], first: frozenset[int], second: frozenset[int]
) -> Iterator[tuple[int, int, int]]:
    """Yield where one character leads three paths: the outer two stay in their loops."""
    one, between, other = triple
    turns, passes = first.intersection(positions.follow[one]), _after(positions, between, one)
    third = second.intersection(positions.follow[other])
    positions.spend(len(turns) * len(passes) * len(third))
    for turned, passed in product(turns, passes):
        chars = positions.chars[turned] & positions.chars[passed]
        if chars:
            yield from ((turned, passed, last) for last in third if chars & positions.chars[last])


def _after(positions: Positions, place: int, beside: int) -> list[int]:
    """Return what may follow a position, where another path that stood there with it stays in an atomic part."""
    following = list(positions.follow[place])
    held = positions.atomic[place]
    if place == beside and held:
        inside = [later for later in following if positions.atomic[later] == held]
        return inside or following
    return following


def _steps(positions: Positions, pair: Pair, inside: frozenset[int]) -> list[Pair]:
    """Return the pairs that one character leads to; each is in order, because the two paths are alike."""
    one, other = pair
    chars, held = positions.chars, positions.atomic[one]
    following = [inside.intersection(positions.follow[place]) for place in pair]
    positions.spend(len(following[0]) * len(following[1]))
    if one == other and held and any(positions.atomic[later] == held for later in following[0]):
        return [(later, later) for later in following[0]]
    return [(min(step), max(step)) for step in product(*following) if chars[step[0]] & chars[step[1]]]


def _loops(starts: Iterable[Node], after: Callable[[Node], list[Node]]) -> list[list[Node]]:
    """Return the strongly connected parts of a graph that have a loop (Kosaraju's algorithm)."""
    following: dict[Node, list[Node]] = {}
    order = [node for start in starts for node in _finished(start, following, after)]
    before: dict[Node, list[Node]] = {node: [] for node in order}
    for node, later in following.items():
        for other in later:
            before[other].append(node)
    seen: dict[Node, list[Node]] = {}
    parts = [_finished(node, seen, before.__getitem__) for node in reversed(order)]
    return [part for part in parts if len(part) > 1 or (part and part[0] in following[part[0]])]


def _finished(start: Node, seen: dict[Node, list[Node]], after: Callable[[Node], list[Node]]) -> list[Node]:
    """Walk from a node to all that are not seen yet; return them as the walk leaves them for good."""
    order: list[Node] = []
    if start in seen:
        return order
    seen[start] = after(start)
    path = [(start, iter(seen[start]))]
    while path:
        node, rest = path[-1]
        later = next((other for other in rest if other not in seen), None)
        if later is None:
            order.append(node)
            path.pop()
        else:
            seen[later] = after(later)
            path.append((later, iter(seen[later])))
    return order
