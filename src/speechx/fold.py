"""Folding for matching only, one character to one character: full-width forms to ASCII, Traditional to Simplified.

Chinese punctuation stays as it is; only letters, digits and the signs that stand in numbers are narrowed. Output is
never folded. The table of Traditional characters is OpenCC's (Apache-2.0), prepared by ``tools/build_fold.py``.
"""

import re
from functools import cache
from pathlib import Path
from typing import Final

_WIDE: Final = {0xFF10 + i: 0x30 + i for i in range(10)}
_WIDE.update({0xFF21 + i: 0x41 + i for i in range(26)})
_WIDE.update({0xFF41 + i: 0x61 + i for i in range(26)})
_WIDE.update({0xFF05: 0x25, 0xFF0B: 0x2B, 0xFF0D: 0x2D, 0xFF0E: 0x2E, 0xFF0F: 0x2F, 0xFFE5: 0xA5})
# Spaces of any width are one space to a rule; the line ends of a view (PARAGRAPH, WORD_GAP) are not touched.
_WIDE.update(dict.fromkeys([0x09, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], 0x20))

_FEW: Final = 200  # so many characters are faster replaced one after the other than in one go
_SHORT: Final = 1000  # of a text so short the characters are looked at one by one


@cache
def _traditional() -> dict[int, int]:
    path = Path(__file__).parent / "data" / "traditional.txt"
    _, keys, values = path.read_text(encoding="utf-8").splitlines()
    return {ord(key): ord(value) for key, value in zip(keys, values, strict=True)}


def fold(text: str) -> str:
    """Return the text as rules read it, of the same length.

    >>> fold("２.９萬人，增長９％")
    '2.9万人，增长9%'
    """
    table = _table()
    present = _folded().intersection(text if len(text) <= _SHORT else _any_folded().findall(text))
    if len(present) > _FEW or not present.isdisjoint(_chained()):
        return text.translate({code: table[code] for code in map(ord, present)})
    for char in present:
        text = text.replace(char, chr(table[ord(char)]))
    return text


def foldable() -> str:
    """Return all characters that are folded."""
    return "".join(map(chr, _table()))


@cache
def _any_folded() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(foldable())}]")


@cache
def _folded() -> frozenset[str]:
    return frozenset(foldable())


@cache
def _chained() -> frozenset[str]:
    """Characters that are folded and that others are folded to: these cannot be replaced one after the other."""
    return _folded().intersection(map(chr, _table().values()))


@cache
def _table() -> dict[int, int]:
    return {**_traditional(), **_WIDE}
