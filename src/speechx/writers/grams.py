"""The words that a Chinese text can be searched for: every stretch of some characters.

Chinese has no blanks between words, so an index of words, such as SQLite's, would find whole clauses only. Stretches do
not run over punctuation or blanks; letters and digits in a row are one word, and a number with a point is two words
that stand together. Traditional characters are found by Simplified ones too.
"""

import re
from collections.abc import Iterable
from typing import Final

from speechx.fold import fold

_RUN: Final = re.compile(r"(?P<word>[0-9A-Za-z]+(?:[.,][0-9]+)*)|[^\W_0-9A-Za-z]+")
_POINT: Final = re.compile(r"[.,]")


def words(texts: Iterable[str | None], longest: int) -> str:
    """Return what an index of words must be given, so that it finds each stretch: each once, with blanks between.

    >>> words(["水利站，GDP增9.3"], longest=2)
    '水 水利 利 利站 站 GDP 增 9 3'
    """
    found: dict[str, None] = {}
    for text in texts:
        for form in dict.fromkeys((text or "", fold(text or ""))):
            for run in _RUN.finditer(form):
                found.update(dict.fromkeys([_POINT.sub(" ", run[0])] if run["word"] else _stretches(run[0], longest)))
    return " ".join(found)


def _stretches(run: str, longest: int) -> list[str]:
    return [run[start:end] for start in range(len(run)) for end in range(start + 1, min(start + longest, len(run)) + 1)]
