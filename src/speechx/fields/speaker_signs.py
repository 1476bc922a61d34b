"""What tells at once that a line names no speaker: most lines of a page are prose, and taking a line apart costs.

``silent`` gives the answer of all rows of the speaker reader together where that is no, by what each of them needs:
a colon, a gap, a bracket or a dot, or the end of an office near the end of a part of the line. It never says yes.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from speechx import kept
from speechx.fields import names, offices
from speechx.fields.slip import lead
from speechx.fields.speaker_labels import credit_starts
from speechx.fields.speaker_readings import PROSE, quotes_behind_comma
from speechx.lexicon import words
from speechx.vocabulary import any_of

_SIGNS: Final = kept.pattern(r"[\s:：()（）【】\[\]〔〕·•・‧∙⋅.—_|｜丨*…\u200b-\u200f\u2060\ufeff]")
"""With one of these the line has to be taken apart."""
_COLON: Final = kept.pattern("[:：]")
_LONGEST_BARE: Final = 14
"""No name and no label alone is longer."""
_GAP_AND_NAME: Final = kept.pattern(r"(?P<before>\S.{0,24}\p{Han})\s{1,8}(?P<name>\p{Han}{2,4}|\p{Han}\s{1,4}\p{Han})")
_PARENTHESIS: Final = kept.pattern(r"(?<=.{3})[（(](\p{Han}{2,4})[)）]$")
_PAUSES: Final = frozenset("，,、；;：:“”‘’")
_SHORTEST_NAME: Final = 1
_LONGEST_NAME: Final = 4
_LONGEST_COMPOSED: Final = 7
"""A name without surname may be as long where it is glued to its office."""
_LONGEST_HEAD: Final = 30
_ENDS: Final = any_of("、，,")
"""Where one person of a line may end; a line with other signs is prose."""


class Signs(NamedTuple):
    """What the characters of a line tell.

    Attributes:
        colon: whether it has a colon, or a comma before a quotation does its work.
        prose: whether it has signs that no speaker part has.
        start: where its text starts behind marks and a number.
        credit: whether it may be a closing credit, by its first character.
    """

    colon: bool
    prose: bool
    start: int
    credit: bool


def signs(text: str) -> Signs:
    """Return the signs of a folded line."""
    start = lead(text)[0]
    prose = PROSE.search(text) is not None
    colon = ":" in text or "：" in text or quotes_behind_comma(text)
    return Signs(colon, prose, start, text[start : start + 1] in credit_starts())


def silent(texts: Sequence[str], told: Sequence[Signs]) -> bool:
    """Whether a few folded lines, joined, surely name no speaker.

    Args:
        texts: the lines.
        told: the signs of each.

    >>> texts = ["全村铺设管网四十八公里，群众用上了自来水。", "某县某镇党委书记 张守田"]
    >>> [silent([text], [signs(text)]) for text in texts]
    [True, False]
    """
    if told[0].credit or any(line.colon for line in told):
        return False
    if any(line.prose for line in told):
        return True
    text = texts[0] if len(texts) == 1 else "".join(texts)
    if len(texts) > 1 and PROSE.search(text):
        return True
    return len(text) - told[0].start > _LONGEST_BARE and not _SIGNS.search(text) and not _ends_an_office(text)


def hints_at_turn(text: str) -> bool:
    """Whether a line that was not read begins as a turn does: an office, what may be a name, and a colon.

    >>> [hints_at_turn(text) for text in ("某局局长半夏：我说两句。", "吹糖摊　张守田：甜。")]
    [True, True]
    >>> [hints_at_turn(text) for text in ("某局局长强调：要抓落实。", "目标：路修通。")]
    [False, False]
    """
    colon = _COLON.search(text, 0, _LONGEST_HEAD)
    if colon is None:
        return False
    head = _PARENTHESIS.sub(r"\1", text[: colon.start()].rstrip())
    if PROSE.search(head) or head.endswith(words("speakers", "speech-verbs")):
        return False
    last = len(head) - _SHORTEST_NAME
    if any(offices.head(head, place) is not None for place in range(last, max(1, last - _LONGEST_NAME), -1)):
        return True
    return _named_behind_gap(head)


def hints_at_speaker(text: str) -> bool:
    """Whether a line that was not read is built as a speaker line is: some words, a gap, and a sure name.

    >>> [hints_at_speaker(text) for text in ("前任山长　张守田", "把路修通　张守田说好", "一月　二月")]
    [True, False, False]
    """
    text = text[lead(text)[0] :]
    if len(text) > _LONGEST_HEAD or PROSE.search(text) is not None:
        return False
    return _named_behind_gap(text) or _named_behind_office(text)


def _named_behind_office(text: str) -> bool:
    """Whether an office with its unit, and what may be a name, are the whole of a text: 某镇水利站站长古力娜扎."""
    for place in range(len(text) - 2, max(1, len(text) - 1 - _LONGEST_NAME), -1):
        office = offices.parse(text[:place]) if offices.head(text, place) is not None else None
        if office is not None and office.unit and office.known and names.judge(text[place:]) is not None:
            return True
    return False


def _named_behind_gap(text: str) -> bool:
    match = _GAP_AND_NAME.fullmatch(text)
    if match is None or not _PAUSES.isdisjoint(match["before"]):
        return False
    return names.judge("".join(match["name"].split())) is names.Sure.SURE


def _ends_an_office(text: str) -> bool:
    """Whether an office ends near the end of the line or of a part of it, or the line ends as a row may want it."""
    far = _reach()
    for end in [*(match.start() for match in _ENDS.finditer(text)), len(text)]:
        if not _last_characters().isdisjoint(text[max(0, end - far) : end]) and any(
            offices.head(text, place) is not None for place in range(end, max(0, end - far), -1)
        ):
            return True
    return offices.ends_as_role(text) or text.endswith(words("speakers", "speech-nouns"))


@cache
def _last_characters() -> frozenset[str]:
    return offices.last_characters()


@cache
def _reach() -> int:
    """Return how far from the end of a person's part the office may end: a name, a title and a courtesy behind it."""
    longest = (max(map(len, words("speakers", group))) for group in ("titles-behind", "courtesies"))
    return _LONGEST_COMPOSED + sum(longest)
