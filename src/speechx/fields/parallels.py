"""Run-in headings: sentences of one mould that each open a part of the body.

A candidate is a short sentence that states no quantities and does not go on with a story. Two candidates are alike by
the number and length of their clauses, by the characters that they share in the same order, by words that answer each
other (让 … 把 …), by quotation marks, and by both opening a paragraph. The best chain of candidates with prose between
any two of them makes the headings, if it is alike enough: three weak likenesses weigh as much as one strong one.
Sentences of one mould side by side inside a paragraph are rhetoric, not headings.

>>> def texts(text):
...     return [text[found.start:found.end] for found in find(text)]
>>> texts("街道老年人多。种好一棵树。我们请来了专家。织好一匹布。绣娘办起了合作社。唱好一台戏。村晚轮番登场上演。")
['种好一棵树', '织好一匹布', '唱好一台戏']
>>> texts("我们简化流程。群众少跑腿。优化资源配置。及时解难题。问题解决得很快。")
[]
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

import regex

from speechx.fields import numbering, sentences
from speechx.lexicon import words
from speechx.patterns import compiled

_FILE: Final = "headings"
_PAUSE: Final = regex.compile(r"[，,]")
_QUOTED: Final = regex.compile(r"[“‘「『《][^“”‘’「」『』《》]{0,30}[”’」』》]")
_QUOTES: Final = regex.compile(r"[“”‘’「」『』《》]")
_ASKING: Final = "？?"
_NEVER: Final = regex.compile(r"[；;：:…]")
_COMMON: Final = frozenset("的了和是有")
_LONGEST: Final = 40
_SHORTEST: Final = 3
_MOST_CLAUSES: Final = 4
# Prose between two headings: characters, at least.
_LEAST_SECTION: Final = 6
# How many candidates back a chain may reach from one member to the one before.
_REACH: Final = 40
# Likeness that a link must have; that a pair needs to stand alone; that the links of a longer chain need on average.
_LINK: Final = 5
_PAIR: Final = 8
_CHAIN: Final = 6
_ALIKE_NEIGHBOURS: Final = 7
# Points: every paragraph opens with a member; unlike numbers of clauses; clauses as long as each other, or up to so
# many characters apart.
_MOST_SHARED: Final = 4
_MOST_ALIGNED: Final = 2
_ALL_OPEN: Final = 2
_STANDS_OUT: Final = 2
_LONGER: Final = 2
_SHORT: Final = 16
_MEMBER: Final = 3
_OPEN: Final = 2
_MARKED: Final = 3
_ASK_AND_TELL: Final = 3
_FEWER_CLAUSES: Final = -2
_SAME_LENGTHS: Final = 3
_APART: Final = ((1, 2), (2, 1), (4, 0), (8, -1), (1000, -3))


class RunIn(NamedTuple):
    """A heading sentence: ``begin`` of its marker, ``start`` and ``end`` of its text, ``stop`` behind its full stop."""

    begin: int
    start: int
    end: int
    stop: int


class _Candidate(NamedTuple):
    """A sentence that may be a heading, with what is compared; ``place`` is its number among all sentences."""

    place: int
    start: int
    end: int
    opens: bool
    marker: str
    clauses: tuple[str, ...]
    quotes: tuple[int, ...]
    asks: bool


def find(text: str, start: int = 0, limit: int | None = None, *, strict: bool = False) -> list[RunIn]:
    """Find the run-in headings of a folded body, or of a part of it.

    Args:
        text: the body.
        start: where the part starts.
        limit: where it ends; by default where the text ends.
        strict: whether only three or more sentences of one plain mould count, as under a heading of another kind.

    Returns:
        The headings in order. Cost is linear in the text: a link reaches back a bounded way.
    """
    cut = list(sentences.split(text, start, limit))
    read = (_candidate(text, place, sentence) for place, sentence in enumerate(cut))
    candidates = _without_rhetoric([one for one in read if one is not None])
    chain = _best_chain(cut, candidates)
    if not (_is_plain(chain) if strict else _is_alike(cut, chain)):
        return []
    return [RunIn(cut[one.place].start, one.start, one.end, cut[one.place].stop) for one in chain]


def _candidate(text: str, place: int, sentence: sentences.Sentence) -> _Candidate | None:
    start, end, _, opens, mark = sentence
    patterns = compiled(_FILE)
    marker = patterns["marker"].match(text[start:end]) if opens else None
    start += marker.end() if marker else 0
    said = text[start:end]
    if not _SHORTEST <= len(said) <= _LONGEST or len(mark) != 1 or _NEVER.search(said) or numbering.is_numbered(said):
        return None
    clauses = tuple(_PAUSE.split(said))
    if len(clauses) > _MOST_CLAUSES or len(_QUOTES.findall(said)) != 2 * len(_QUOTED.findall(said)):
        return None
    if patterns["prose-start"].search(said) or patterns["measured"].search(said):
        return None
    quotes = tuple(len(_QUOTED.findall(clause)) for clause in clauses)
    return _Candidate(place, start, end, opens, marker[0].strip() if marker else "", clauses, quotes, mark in _ASKING)


def _without_rhetoric(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Leave out sentences that are more like the one beside them in their paragraph than like any farther one."""
    beside: set[int] = set()
    for at, (one, other) in enumerate(pairwise(candidates)):
        if other.place > one.place + 1 or other.opens:
            continue
        near = likeness(one, other)
        if near < _ALIKE_NEIGHBOURS:
            continue
        reach = [*candidates[max(0, at - _REACH) : at], *candidates[at + 2 : at + 2 + _REACH]]
        beside |= {
            each.place for each in (one, other)
            if all(likeness(each, far) <= near for far in reach if abs(far.place - each.place) > 1)
        }  # fmt: skip
    return [one for one in candidates if one.place not in beside]


def _best_chain(cut: Sequence[sentences.Sentence], candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the chain of candidates whose likenesses sum up to most, with prose behind each of them."""
    opening = [one for one in candidates if _prose(cut, one.place, len(cut))]
    best: list[tuple[int, int | None]] = []
    for at, one in enumerate(opening):
        score: tuple[int, int | None] = (0, None)
        for back in range(max(0, at - _REACH), at):
            if not _prose(cut, opening[back].place, one.place):
                continue
            link = likeness(opening[back], one)
            if link >= _LINK and best[back][0] + link - _LINK + _MEMBER > score[0]:
                score = (best[back][0] + link - _LINK + _MEMBER, back)
        best.append(score)
    at_best: int | None = max(range(len(best)), key=lambda at: best[at][0], default=None)
    chain: list[_Candidate] = []
    while at_best is not None:
        chain.append(opening[at_best])
        at_best = best[at_best][1]
    return chain[::-1]


def _prose(cut: Sequence[sentences.Sentence], heading: int, limit: int) -> bool:
    """Whether there is text between the heading sentence and sentence ``limit``."""
    return heading + 1 < limit and cut[limit - 1].stop - cut[heading].stop >= _LEAST_SECTION


def _is_alike(cut: Sequence[sentences.Sentence], chain: Sequence[_Candidate]) -> bool:
    if len(chain) <= 1:
        return False
    links = [likeness(one, other) for one, other in pairwise(chain)]
    opening = sum(sentence.opens for sentence in cut)
    points = sum(links)
    points += _ALL_OPEN * (len(chain) == opening and all(one.opens for one in chain))
    points += _STANDS_OUT * _stand_out(cut, chain)
    return points >= (_PAIR if len(links) == 1 else _CHAIN * len(links))


def _is_plain(chain: Sequence[_Candidate]) -> bool:
    links = [likeness(one, other) for one, other in pairwise(chain)]
    return len(links) > 1 and min(links) >= _PAIR


def _stand_out(cut: Sequence[sentences.Sentence], chain: Sequence[_Candidate]) -> bool:
    """Whether the members are short and hardly any other sentence is: prose between headings runs on."""
    longest = max(one.end - one.start for one in chain)
    places = {one.place for one in chain}
    others = [found.end - found.start for place, found in enumerate(cut) if place not in places]
    short = sum(length <= longest for length in others)
    return longest <= _SHORT and 2 * short <= len(chain) and sum(others) >= _LONGER * longest * len(others)


def likeness(one: _Candidate, other: _Candidate) -> int:
    """Return how much two sentences are of one mould, in whole points."""
    points = _FEWER_CLAUSES
    if len(one.clauses) == len(other.clauses):
        points = min(2, len(one.clauses)) + _lengths(one.clauses, other.clauses)
    points += _shared(one.clauses, other.clauses)
    points += _quotes(one.quotes, other.quotes)
    points += _OPEN * (one.opens and other.opens)
    points += _MARKED * (one.marker != "" and one.marker == other.marker)
    return points + (one.asks and other.asks) - _ASK_AND_TELL * (one.asks != other.asks)


def _lengths(clauses: Sequence[str], others: Sequence[str]) -> int:
    apart = sum(abs(len(a) - len(b)) for a, b in zip(clauses, others, strict=True))
    return _SAME_LENGTHS + (len(clauses) > 1) if not apart else next(points for most, points in _APART if apart <= most)


def _shared(clauses: Sequence[str], others: Sequence[str]) -> int:
    """Return points for what pairs of clauses share: characters in order, at the same place, and answering words."""
    points = 0
    for a, b in zip(clauses, others, strict=False):
        points += min(_MOST_SHARED, _subsequence(a, b)) + min(_MOST_ALIGNED, _aligned(a, b))
        frames = [next((word for word in _frames() if clause.startswith(word)), "") for clause in (a, b)]
        points += (1 + (frames[0] == frames[1])) if all(frames) else 0
    return points


def _aligned(a: str, b: str) -> int:
    """Return how many characters stand at the same place, counted from the start or from the end."""
    forward = sum(one == other for one, other in zip(a, b, strict=False))
    return max(forward, sum(one == other for one, other in zip(reversed(a), reversed(b), strict=False)))


@cache
def _frames() -> tuple[str, ...]:
    return words(_FILE, "frame")


def _subsequence(a: str, b: str) -> int:
    """Return how many characters two clauses share in the same order, words that stand anywhere left out."""
    row = [0] * (len(b) + 1)
    for char in a:
        diagonal = 0
        for at, other in enumerate(b, 1):
            above = row[at]
            row[at] = diagonal + 1 if char == other and char not in _COMMON else max(above, row[at - 1])
            diagonal = above
    return row[-1]


def _quotes(quotes: Sequence[int], others: Sequence[int]) -> int:
    if not any(quotes) and not any(others):
        return 0
    return 2 if quotes == others else 1 if any(a and b for a, b in zip(quotes, others, strict=False)) else -1
