"""Run-in headings: sentences of one mould that each open a part of the body.

A candidate is a short sentence that states no quantities and does not go on with a story. The best chain of candidates
with prose between any two of them makes the headings, if its members are of one mould (see ``moulds``): two must be
plainly alike, three or more may be so weakly. What stands out helps: every paragraph opens with a member, or hardly any
other sentence is as short.
Sentences of one mould side by side inside a paragraph are rhetoric, not headings.

>>> def texts(text):
...     return [text[found.start:found.end] for found in find(text)]
>>> texts("侗家的手艺多。养好一塘鱼。我们请来了专家。绣好一朵花。绣娘办起了合作社。演好一场戏。村晚轮番登场上演。")
['养好一塘鱼', '绣好一朵花', '演好一场戏']
>>> texts("我们简化流程。大伙少排队。优化资源配置。赶紧拔钉子。问题解决得很快。")
[]
"""

import string
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from speechx import kept
from speechx.fields import numbering, sentences
from speechx.fields.moulds import Mould, clauses_of, likeness, most_alike
from speechx.patterns import compiled
from speechx.vocabulary import any_of

_FILE: Final = "headings"
_QUOTED: Final = kept.pattern(r"[“‘「『《][^“”‘’「」『』《》]{0,30}[”’」』》]")
_QUOTES: Final = "“”‘’「」『』《》"
_DIGIT: Final = any_of(string.digits)
_NEVER: Final = "；;：:…"
_LONGEST_MARKER: Final = 12
_LONGEST: Final = 40
_SHORTEST: Final = 3
_MOST_CLAUSES: Final = 4
# Prose between two headings: characters, at least.
_LEAST_SECTION: Final = 6
# How many candidates back a chain may reach from one member to the one before.
_REACH: Final = 40
# Likeness that a link must have; that a pair needs to stand alone; that the links of a longer chain need on average.
_LINK: Final = 4
_PAIR: Final = 8
_CHAIN: Final = 6
_LONG: Final = 18
_LONG_PAIR: Final = 4
_ALIKE_NEIGHBOURS: Final = 7
# The same where other headings stand above: only plain moulds count.
_PLAIN_CHAIN: Final = 7
_PLAIN_PAIR: Final = 12
# Points where every paragraph opens with a member, and for each link where the members stand out: at most so long (in
# characters), and the other sentences so many times as long on average. A pair of very short ones, equally long, has
# them twice.
_ALL_OPEN: Final = 2
_STANDS_OUT: Final = 2
_SHORT: Final = 16
_VERY_SHORT: Final = 8
_LONGER: Final = 2
# What a further member is worth to a chain beyond its likeness.
_MEMBER: Final = 3


class RunIn(NamedTuple):
    """A heading sentence: ``begin`` of its marker, ``start`` and ``end`` of its text, ``stop`` behind its full stop."""

    begin: int
    start: int
    end: int
    stop: int


class _Topic(NamedTuple):
    """A sentence short and plain enough for a heading, with the marker before it and the mark behind it."""

    place: int
    start: int
    end: int
    opens: bool
    marker: str
    mark: str


class _Candidate:
    """A sentence that may be a heading; ``place`` is its number among all sentences."""

    def __init__(self, place: int, start: int, end: int, form: Mould) -> None:
        self.place = place
        self.start = start
        self.end = end
        self.mould = form
        self._likenesses: dict[int, int] = {}

    def likeness(self, other: "_Candidate") -> int:
        """Return how much both are of one mould, exactly where it makes a link; asked for often, reckoned once."""
        found = self._likenesses.get(other.place)
        if found is None:
            found = likeness(self.mould, other.mould, _LINK)
            self._likenesses[other.place] = other._likenesses[self.place] = found  # noqa: SLF001 - of its own class
        return found


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
    cut = sentences.split(text, start, limit)
    topics = [found for place, sentence in enumerate(cut) if (found := _topic(text, place, sentence)) is not None]
    if len(topics) <= 1:
        return []
    chain = _best_chain(cut, _without_rhetoric([_candidate(text, topic) for topic in topics]))
    if not (_is_plain(chain) if strict else _is_alike(cut, chain)):
        return []
    return [RunIn(cut[one.place].start, one.start, one.end, cut[one.place].stop) for one in chain]


def _candidate(text: str, topic: _Topic) -> _Candidate:
    place, start, end, opens, marker, mark = topic
    return _Candidate(place, start, end, Mould(text[start:end], opens=opens, marker=marker, mark=mark))


def _topic(text: str, place: int, sentence: sentences.Sentence) -> _Topic | None:
    start, end, _, opens, mark = sentence
    if len(mark) != 1 or end - start > _LONGEST + _LONGEST_MARKER:
        return None
    patterns = compiled(_FILE)
    marker = patterns["marker"].match(text[start:end]) if opens else None
    start += marker.end() if marker else 0
    said = text[start:end]
    if not _SHORTEST <= len(said) <= _LONGEST or _holds_any(said, _NEVER) or numbering.is_numbered(said):
        return None
    plain = said
    if _holds_any(said, _QUOTES):
        plain, count = _QUOTED.subn("", said)
        if sum(map(said.count, _QUOTES)) != 2 * count:
            return None
    if clauses_of(said) > _MOST_CLAUSES or patterns["prose-start"].search(said):
        return None
    if _DIGIT.search(plain) and patterns["measured"].search(plain):
        return None
    return _Topic(place, start, end, opens, marker[0].strip() if marker else "", mark)


def _holds_any(said: str, chars: str) -> bool:
    for char in chars:  # noqa: SIM110 - faster than any(…), and called for each sentence
        if char in said:
            return True
    return False


def _without_rhetoric(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Leave out sentences that are more like the one beside them in their paragraph than like any farther one."""
    beside: set[int] = set()
    for at, (one, other) in enumerate(pairwise(candidates)):
        if other.place > one.place + 1 or other.mould.opens:
            continue
        near = one.likeness(other)
        if near < _ALIKE_NEIGHBOURS:
            continue
        reach = [*candidates[max(0, at - _REACH) : at], *candidates[at + 2 : at + 2 + _REACH]]
        beside |= {
            each.place for each in (one, other)
            if all(each.likeness(far) <= near for far in reach if abs(far.place - each.place) > 1)
        }  # fmt: skip
    return [one for one in candidates if one.place not in beside]


def _best_chain(cut: Sequence[sentences.Sentence], candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the chain of candidates whose likenesses sum up to most, with prose behind each of them."""
    opening = [one for one in candidates if _prose(cut, one.place, len(cut))]
    best: list[tuple[int, int | None]] = []
    for at, one in enumerate(opening):
        score: tuple[int, int | None] = (0, None)
        most = most_alike(one.mould) - _LINK + _MEMBER
        # From the nearest on, where chains are longest, so that few of the farther ones can do better; of equal ones
        # the farthest is taken.
        for back in range(at - 1, max(0, at - _REACH) - 1, -1):
            if best[back][0] + most < score[0] or not _prose(cut, opening[back].place, one.place):
                continue
            link = opening[back].likeness(one)
            if link >= _LINK and best[back][0] + link - _LINK + _MEMBER >= score[0]:
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
    links = [one.likeness(other) for one, other in pairwise(chain)]
    opening = sum(sentence.opens for sentence in cut)
    points = sum(links)
    points += _ALL_OPEN * (len(chain) == opening and all(one.mould.opens for one in chain))
    if _stand_out(cut, chain):
        twins = len(links) == 1 and _longest(chain) <= _VERY_SHORT and len({one.mould.length for one in chain}) == 1
        points += _STANDS_OUT * (len(links) + twins)
    if len(links) > 1:
        return points >= _CHAIN * len(links)
    return points >= _PAIR + _LONG_PAIR * (_longest(chain) > _LONG)


def _longest(chain: Sequence[_Candidate]) -> int:
    return max(one.mould.length for one in chain)


def _is_plain(chain: Sequence[_Candidate]) -> bool:
    links = [one.likeness(other) for one, other in pairwise(chain)]
    return sum(links) >= _PLAIN_CHAIN * len(links) if len(links) > 1 else sum(links) >= _PLAIN_PAIR


def _stand_out(cut: Sequence[sentences.Sentence], chain: Sequence[_Candidate]) -> bool:
    """Whether the members are short and hardly any other sentence is: prose between headings runs on."""
    longest = _longest(chain)
    if longest > _SHORT:
        return False
    places = {one.place for one in chain}
    others = [found.end - found.start for place, found in enumerate(cut) if place not in places]
    short = sum(length <= longest for length in others)
    return 2 * short <= len(chain) and sum(others) >= _LONGER * longest * len(others)
