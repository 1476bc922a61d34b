"""What a figure measures: the noun phrase before it in its clause, or behind it, or that of the figure before.

>>> def left(text, number):
...     return before(text, text.index(number), 0)
>>> def cut(text, span):
...     return None if span is None else text[span[0]:span[1]]
>>> text = "全乡建成示范大棚9个"
>>> cut(text, left(text, "9"))
'示范大棚'
>>> text = "绿电占全部用电比例提高到27.3%"
>>> cut(text, left(text, "27.3"))
'绿电占全部用电比例'
>>> text = "划分为5个灌溉片区。"
>>> left(text, "5"), cut(text, after(text, 5))
(None, '灌溉片区')
"""

import string
from typing import Final

from speechx.fields import changes, cores, measures, numerals
from speechx.lexicon import table, words
from speechx.vocabulary import Vocabulary

_FILE: Final = "metrics"
_LONGEST_BEFORE: Final = 24
_LONGEST_AFTER: Final = 8
_SHORTEST: Final = 2
_LONGEST_KEPT: Final = 3
_OPENING: Final = "“"
_CLOSING: Final = "”"
_EDGES: Final = "、“”‘’《》 的了"
_ENDS: Final = _EDGES + "前后中里"
_WHEN: Final = frozenset("前后间来")
_TIMES: Final = frozenset("年月日天周末")


@table
def _words(group: str) -> Vocabulary:
    return Vocabulary(words(_FILE, group))


@table
def _cuts() -> Vocabulary:
    """The words behind which a noun phrase begins."""
    return Vocabulary([*words(_FILE, "cuts"), *words(_FILE, "verbs")])


@table
def _links() -> Vocabulary:
    """The words between a noun phrase and its number, verbs of change included."""
    every = {*words(_FILE, "links")}
    for name in ("up", "down", "between-verb-and-number", "reached"):
        every.update(words("figures", name))
    return Vocabulary(every.difference(words("figures", "comparative-only")))


def before(text: str, end: int, floor: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends before ``end``, links taken off; ``floor`` is the end of the figure before."""
    start = changes.clause(text, end, floor)
    if text.startswith(words(_FILE, "exceeds"), start):
        return None
    place = before_links(text, end, start)
    start = max(start, place - _LONGEST_BEFORE)
    cuts, keeps = _cuts(), _words("keeps")
    cut, at = cuts.search(text, start, place)
    while cut < place:
        # A verb of one character counts only at the front: 违建 is no 建.
        counts = at - cut > 1 or cut <= start or text[cut] in words(_FILE, "prepositions")
        if counts and not keeps.from_(text, cut, len(text)) and not _is_noun(text, cut, at, place):
            if at <= place - _SHORTEST:
                start = at
            elif at == place or cut == start:
                return None
        cut, at = cuts.search(text, at, place)
    return _noun(text, _trim(text, start, place))


def _is_noun(text: str, cut: int, at: int, place: int) -> bool:
    """Whether what ends at ``at`` is (part of) a noun: 流转(面积), 研发投入(占营收), 新建学校(17所)."""
    if text[at:place] in words(_FILE, "nominal") or text.startswith(words(_FILE, "shares"), at):
        return True
    if place - at == 1 and text[cut:at] in words(_FILE, "verbs"):  # 慰问金, 建成区, 进球
        return True
    return at == place and text[cut:at] in words(_FILE, "bodies")


def _noun(text: str, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return a phrase unless it names nothing that is measured: 比去年(少11个), 一周(24节课), (突破百亿元)大关."""
    if span is None or text[slice(*span)] in words(_FILE, "no-metric"):
        return None
    span = _before_basis(text, *span)
    compares = text.startswith(words(_FILE, "comparisons"), *span) and not _words("keeps").from_(text, *span)
    return None if compares else span


def _before_basis(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out what a phrase is compared with: 气温比常年(偏低2度)."""
    _, bases = changes.bases()
    if bases.may_be_in(text[start + _SHORTEST : end]):
        for place in range(start + _SHORTEST, end):
            if bases.from_(text, place, end):
                return start, place
    return start, end


def verb(text: str, end: int, floor: int) -> tuple[int, int] | None:
    """Return the verb that ends before ``end``, with the noun phrase before it: 堤防加固(31.7公里), 走访(180户)."""
    start = changes.clause(text, end, floor)
    place = before_links(text, end, start)
    size = _words("verbs").up_to(text, place, start)
    if size < _SHORTEST or text[place - size : place] in words(_FILE, "empty-verbs"):
        return None
    noun = before(text, place - size, floor)
    told = noun is not None and noun[1] == place - size and noun[1] - noun[0] >= _SHORTEST
    return (noun[0], place) if noun is not None and told else (place - size, place)


def before_links(text: str, end: int, floor: int) -> int:
    """Return where the words that link a noun phrase to the number at ``end`` begin: 达到, 同比增长, 为."""
    place = end
    links, keeps = _links(), _words("keeps")
    while place > floor:
        size = links.up_to(text, place, max(floor, place - _LONGEST_BEFORE))
        if not size or keeps.from_(text, place - size, len(text)) or _words("wholes").up_to(text, place, floor) > size:
            break
        place -= size
    return place


def after(text: str, start: int) -> tuple[int, int] | None:
    """Return the noun phrase that begins at ``start``, behind a figure."""
    begin = start + 1 if text.startswith(words("figures", "of"), start) else start
    limit = min(len(text), begin + _LONGEST_AFTER)
    for place in range(begin, limit):
        if text[place] in string.digits or (place > begin and _is_amount(text, place)):
            limit = place
            break
    stops = _words("stops")
    stop, end = stops.search(text, begin, limit)
    while stop < limit and (kept := _kept(text, begin, stop)):
        stop, end = stops.search(text, kept, limit)
    if stop == begin and text[stop:end] in words(_FILE, "modifiers"):
        following, _ = stops.search(text, end, limit)
        if following - end >= _SHORTEST:
            stop = following
    return _noun(text, _trim(text, begin, stop))


def _kept(text: str, begin: int, stop: int) -> int:
    """Return where a word ends that a stop is but a part of (从业人员, 合作社), or 0."""
    keeps = _words("keeps")
    for start in range(max(begin, stop - _LONGEST_KEPT), stop + 1):
        size = keeps.from_(text, start, len(text))
        if start + size > stop:
            return start + size
    return 0


def is_sum(text: str, span: tuple[int, int]) -> bool:
    """Whether a noun phrase names a sum of money (总投资): what it pays for behind it is not what is measured."""
    return text.endswith(words(_FILE, "sums"), *span)


def acts(text: str, span: tuple[int, int]) -> bool:
    """Whether what stands behind a figure is a verb with its own figure: 志愿者640人服务(3.1万小时)."""
    return text[slice(*span)] in words(_FILE, "verbs") and cores.START.match(text, span[1]) is not None


def _is_amount(text: str, place: int) -> bool:
    """Whether a Chinese number with its measure begins at a place."""
    if text[place] not in numerals.CHINESE:
        return False
    found = cores.read(text, place)
    return found is not None and found.value is not None and measures.at(text, found.end) is not None


def _tells_when(text: str, place: int) -> bool:
    """Whether 前 or 后 behind a time belongs to it: 三年前(物业费), not 后备(干部)."""
    return text[place] in _WHEN and text[place - 1 : place] in _TIMES


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    opened = text.rfind(_OPENING, start, end)
    if opened >= 0 and text.find(_CLOSING, opened, end) < 0:
        start = opened + 1
    while start < end and (text[start] in _EDGES or _tells_when(text, start)):
        start += 1
    while end > start and text[end - 1] in _ENDS:
        end -= 1
    return (start, end) if end - start >= _SHORTEST or (end > start and end - start == 1 and start) else None
