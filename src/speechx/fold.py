"""Folding for matching only, one character to one character: full-width forms to ASCII, Traditional to Simplified.

Chinese punctuation stays as it is; only letters, digits and the signs that stand in numbers are narrowed. Output is
never folded. The table of Traditional characters is OpenCC's (Apache-2.0), prepared by ``tools/build_fold.py``.
"""

import re
from functools import cache
from pathlib import Path
from typing import Final

_WIDE: Final = {
    **{chr(0xFF10 + i): chr(0x30 + i) for i in range(10)},
    **{chr(0xFF21 + i): chr(0x41 + i) for i in range(26)},
    **{chr(0xFF41 + i): chr(0x61 + i) for i in range(26)},
    **dict(zip("\uff05\uff0b\uff0d\uff0e\uff0f\uffe5", "%+-./\xa5", strict=True)),
    # Spaces of any width are one space to a rule; the line ends of a view (PARAGRAPH, WORD_GAP) are not touched.
    **dict.fromkeys(map(chr, [0x09, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]), " "),
}
_FEW: Final = 200  # so many characters are faster replaced one after the other than in one go
_SHORT: Final = 1000  # of a text so short the characters are looked at one by one
# And of the first longer ones: a pattern is faster, but takes time to compile, which a process for one page never has.
_one_by_one: Final = iter(range(4))


def fold(text: str) -> str:
    """Return the text as rules read it, of the same length.

    >>> fold("２.９萬人，增長９％")
    '2.9万人，增长9%'
    """
    table = folds()
    searched = len(text) > _SHORT and next(_one_by_one, None) is None
    present = _folded().intersection(_any_folded().findall(text) if searched else text)
    if len(present) > _FEW or not present.isdisjoint(_chained()):
        return text.translate({ord(char): table[char] for char in present})
    for char in present:
        text = text.replace(char, table[char])
    return text


@cache
def _any_folded() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(folds()))}]")


@cache
def _folded() -> frozenset[str]:
    return frozenset(folds())


@cache
def folds() -> dict[str, str]:
    """Return what each character that is folded is folded to."""
    path = Path(__file__).parent / "data" / "traditional.txt"
    _, keys, values = path.read_bytes().decode().splitlines()
    return dict(zip(keys, values, strict=True)) | _WIDE


@cache
def _chained() -> frozenset[str]:
    """Characters that are folded and that others are folded to: these cannot be replaced one after the other."""
    return _folded().intersection(folds().values())
