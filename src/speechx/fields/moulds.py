"""How much two sentences are of one mould, in whole points: what makes topic sentences answer each other.

Counted are the number and length of clauses, the characters shared in order and at the same place, words that answer
each other (让 … 把 …), verbs that topic sentences start with, quotation marks, and both opening a paragraph.

>>> def points(one, other, **place):
...     return likeness(Mould(one, **place), Mould(other, **place))
>>> points("用心修水渠，让庄稼喝水有保障", "用心建冷库，让瓜果出村有销路")
17
>>> points("教姐妹绣花", "替姐妹算账"), points("渡口通了汽车", "晒场装上路灯")
(8, 4)
>>> points("水浅船小", "山上的护林员换了三茬，防火的规矩一直没有变")
-2
"""

from collections.abc import Sequence
from operator import eq
from typing import Final

from speechx import kept
from speechx.lexicon import table, words
from speechx.vocabulary import Vocabulary

_FILE: Final = "headings"
_QUOTED: Final = kept.pattern(r"[“‘「『《][^“”‘’「」『』《》]{0,30}[”’」』》]")
_CLOSING: Final = "”’」』》"
_COMMON: Final = frozenset("的了和是有，,、“”‘’「」『』《》")
_ASKING: Final = "？?"

# Points: unlike numbers of clauses; clauses as long as each other, or up to so many characters apart; verbs first;
# both open a paragraph; both have the same marker; one asks and one tells.
_UNLIKE_CLAUSES: Final = -2
_SAME_LENGTHS: Final = 3
_APART: Final = (_SAME_LENGTHS, 2, 1, 0, 0, -1, -1, -1, -1)
_FAR_APART: Final = -3
_VERBS_FIRST: Final = 2
_MOST_SHARED: Final = 4
_MOST_ALIGNED: Final = 2
_OPEN: Final = 2
_MARKED: Final = 3
_ASK_AND_TELL: Final = 3
# What all of this can sum up to, for the whole sentence and for each clause; ``most_alike`` rests on it.
_MOST_POINTS: Final = 2 + (_SAME_LENGTHS + 1) + _VERBS_FIRST + 3 + _OPEN + _MARKED + 1
_MOST_OF_CLAUSE: Final = _MOST_SHARED + _MOST_ALIGNED + 2


class Clause:
    """A clause as it is compared.

    Attributes:
        text: the clause.
        chars: its telling characters.
        repeats: whether a character stands in it twice.
        frame: the word at its start that others answer, or nothing.
        quotes: how many quotations it holds.
    """

    __slots__ = ("chars", "frame", "quotes", "repeats", "text")

    def __init__(self, text: str, *, quoted: bool) -> None:
        self.text = text
        every = frozenset(text)
        self.chars = every.difference(_COMMON)
        self.repeats = len(every) < len(text)
        self.frame = text[: _words("frame").from_(text, 0, len(text))]
        self.quotes = len(_QUOTED.findall(text)) if quoted else 0


class Mould:
    """What is compared of a folded sentence.

    ``quotes`` are the numbers of quotations by clause, empty where there is none.

    Args:
        said: the sentence without its final punctuation.
        opens: whether it opens a paragraph.
        marker: the sign that stands before it, such as a dash.
        mark: its final punctuation.
    """

    __slots__ = ("asks", "clauses", "length", "marker", "opens", "quotes", "verb_first")

    def __init__(self, said: str, *, opens: bool = False, marker: str = "", mark: str = "") -> None:
        quoted = any(map(said.count, _CLOSING))
        clauses = [Clause(text, quoted=quoted) for text in said.replace(",", "，").split("，")]
        quotes = tuple([clause.quotes for clause in clauses]) if quoted else ()
        self.clauses = tuple(clauses)
        self.quotes = quotes if any(quotes) else ()
        self.length = len(said)
        self.verb_first = bool(_words("verb").from_(said, 0, len(said)) or _words("outcome").from_(said, 1, len(said)))
        self.opens = opens
        self.marker = marker
        self.asks = mark in _ASKING if mark else False


def clauses_of(said: str) -> int:
    """Return how many clauses a sentence has."""
    return said.count("，") + said.count(",") + 1


@table
def _words(group: str) -> Vocabulary:
    return Vocabulary(words(_FILE, group))


def likeness(one: Mould, other: Mould, floor: int | None = None) -> int:
    """Return how much two sentences are of one mould, in whole points; 5 and more is no accident.

    Args:
        one: the mould of a sentence.
        other: that of another.
        floor: fewer points than these count as none: of sentences that surely have fewer some number below is returned.
    """
    points, most = _form(one, other), 0
    shared: list[tuple[str, str, frozenset[str]]] = []
    for a, b in zip(one.clauses, other.clauses, strict=False):
        if a.frame and b.frame:
            points += 1 + (a.frame == b.frame)
        chars = a.chars & b.chars
        if chars:
            shared.append((a.text, b.text, chars))
            once = not (a.repeats and b.repeats) and len(chars) < _MOST_SHARED
            most += _MOST_ALIGNED + (len(chars) if once else _MOST_SHARED)
    if floor is not None and points + most < floor:
        return points + most
    for text, following, chars in shared:
        points += min(_MOST_SHARED, _subsequence(text, following, chars))
        points += min(_MOST_ALIGNED, _aligned(text, following))
    return points


def _form(one: Mould, other: Mould) -> int:
    """Return the points for all but the characters and words of two sentences."""
    points = _UNLIKE_CLAUSES
    if len(one.clauses) == len(other.clauses):
        lengths = _lengths(one, other)
        points = (
            min(2, len(one.clauses)) + lengths + _VERBS_FIRST * (lengths > 0 and one.verb_first and other.verb_first)
        )
    points += _quotes(one.quotes, other.quotes)
    points += _OPEN * (one.opens and other.opens) + _MARKED * (one.marker != "" and one.marker == other.marker)
    return points + (one.asks and other.asks) - _ASK_AND_TELL * (one.asks != other.asks)


def most_alike(one: Mould) -> int:
    """Return a number of points that no likeness to a sentence exceeds."""
    return _MOST_POINTS + _MOST_OF_CLAUSE * len(one.clauses)


def _lengths(one: Mould, other: Mould) -> int:
    """Return points for how far the clauses of two sentences are apart in length; they have equally many."""
    apart = abs(one.length - other.length)
    if len(one.clauses) > 1:
        apart = sum([abs(len(a.text) - len(b.text)) for a, b in zip(one.clauses, other.clauses, strict=True)])
    if not apart:
        return _SAME_LENGTHS + (len(one.clauses) > 1)
    return _APART[apart] if apart < len(_APART) else _FAR_APART


def _aligned(a: str, b: str) -> int:
    """Return how many characters stand at the same place, counted from the start or from the end."""
    forward: int = sum(map(eq, a, b))
    if forward >= _MOST_ALIGNED:
        return forward
    backward: int = sum(map(eq, reversed(a), reversed(b)))
    return max(forward, backward)


def _subsequence(a: str, b: str, chars: frozenset[str]) -> int:
    """Return the length of the longest common subsequence of characters that both have.

    Each character of the first is a bit (Crochemore et al. 2001).
    """
    if len(chars) == 1:
        (char,) = chars
        return min(a.count(char), b.count(char))
    bits: dict[str, int] = {}
    bit = 1
    for char in a:
        if char in chars:
            bits[char] = bits.get(char, 0) | bit
            bit <<= 1
    row = every = bit - 1
    for char in b:
        if char in chars and (matches := row & bits[char]):
            row = (row + matches | row - matches) & every
    return (row ^ every).bit_count()


def _quotes(quotes: Sequence[int], others: Sequence[int]) -> int:
    if not quotes and not others:
        return 0
    return 3 if quotes == others else 2 if any(a and b for a, b in zip(quotes, others, strict=False)) else -1
