"""The numbers that Word writes before the paragraphs of a list: they stand in no text, only in its numbering part."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from docx.oxml.ns import qn

from speechx import lexicon

_DEEPEST: Final = 9  # levels that Word has
_MOST_STYLES: Final = 16  # a chain of styles that is longer goes in a circle
_TENS: Final = 10
_HUNDREDS: Final = 100
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LETTERS: Final = 26
_FULL_WIDTH: Final = 0xFEE0
# The first character of runs of twenty that Unicode has whole: ①, ⑴, ⒈; and of ten: ㊀, ㈠.
_RUNS: Final = {
    "decimalEnclosedCircle": ("\u2460", 20), "decimalEnclosedCircleChinese": ("\u2460", 20),
    "decimalEnclosedParen": ("\u2474", 20), "decimalEnclosedFullstop": ("\u2488", 20),
    "ideographEnclosedCircle": ("\u3280", 10),
}  # fmt: skip


class Numbering:
    """The lists of a document, which count as its paragraphs are met in order.

    Attributes:
        odd: the names of number formats that were met and are not known; their numbers are given in digits.
    """

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:  # noqa: ANN401 - elements of lxml
        self.odd: set[str] = set()
        self._levels: dict[str, dict[int, Any]] = {}
        self._lists: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        self._styles = {} if styles is None else {style.get(qn("w:styleId")): style for style in styles}
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: Any) -> None:  # noqa: ANN401
        for abstract in numbering.iterchildren(qn("w:abstractNum")):
            levels = {_int(level.get(qn("w:ilvl"))): level for level in abstract.iterchildren(qn("w:lvl"))}
            self._levels[abstract.get(qn("w:abstractNumId"))] = levels
        for num in numbering.iterchildren(qn("w:num")):
            key = num.get(qn("w:numId"))
            self._lists[key] = _value(num, "w:abstractNumId") or ""
            overrides = num.iterchildren(qn("w:lvlOverride"))
            starts = {_int(item.get(qn("w:ilvl"))): _value(item, "w:startOverride") for item in overrides}
            self._starts[key] = {level: _int(start) for level, start in starts.items() if start is not None}

    def number(self, properties: Any | None) -> str:  # noqa: ANN401
        """Return what Word writes before a paragraph with some properties (``w:pPr``), and count it."""
        key, level = self._place(properties)
        levels = self._levels.get(self._lists.get(key, ""), {})
        if level not in levels or not 0 <= level < _DEEPEST:
            return ""
        counts = self._counted(key, level, levels)
        text = _value(levels[level], "w:lvlText") or ""
        if _value(levels[level], "w:numFmt") == "bullet" or not text:
            return ""
        legal = levels[level].find(qn("w:isLgl")) is not None
        for deeper in range(_DEEPEST):
            if f"%{deeper + 1}" in text:
                form = "decimal" if legal and deeper < level else _value(levels.get(deeper), "w:numFmt") or "decimal"
                text = text.replace(f"%{deeper + 1}", self._written(counts[deeper] or 1, form))
        return f"{text} " if text[-1:].isalnum() else text

    def _place(self, properties: Any | None) -> tuple[str, int]:  # noqa: ANN401
        """Return the list and the level of a paragraph: its own, or those of its style."""
        level: int | None = None
        for style, own in self._inherited(properties):
            found = None if own is None else own.find(qn("w:numPr"))
            if level is None and (told := _value(found, "w:ilvl")) is not None:
                level = _int(told)
            if (key := _value(found, "w:numId")) is not None:
                return key, self._level_of(key, style) if level is None else level
        return "", 0

    def _inherited(self, properties: Any | None) -> Iterator[tuple[str | None, Any | None]]:  # noqa: ANN401
        """Yield the properties of a paragraph and those of its styles, each with the name of its style."""
        yield None, properties
        name = _value(properties, "w:pStyle")
        for _ in range(_MOST_STYLES):
            if (style := self._styles.get(name)) is None:
                return
            yield name, style.find(qn("w:pPr"))
            name = _value(style, "w:basedOn")

    def _level_of(self, key: str, style: str | None) -> int:
        """Return the level that a list keeps for a style."""
        levels = self._levels.get(self._lists.get(key, ""), {})
        return next((at for at, level in levels.items() if style and _value(level, "w:pStyle") == style), 0)

    def _counted(self, key: str, level: int, levels: dict[int, Any]) -> list[int | None]:
        counts = self._counts.setdefault(self._lists[key], [None] * _DEEPEST)
        if key not in self._begun:
            self._begun.add(key)
            for at in self._starts[key]:
                counts[at : at + 1] = [None]
        for at in range(level + 1):
            start = self._starts[key].get(at, _int(_value(levels.get(at), "w:start") or "1"))
            if counts[at] is None:
                counts[at] = start
            elif at == level:
                counts[at] = (counts[at] or 0) + 1
        counts[level + 1 :] = [None] * (_DEEPEST - level - 1)
        return counts

    def _written(self, number: int, form: str) -> str:
        if form in _RUNS:
            first, size = _RUNS[form]
            return chr(ord(first) + number - 1) if 1 <= number <= size else str(number)
        write = _FORMS.get(form)
        if write is None:
            self.odd.add(form)
        return write(number) if write and number > 0 else str(number)


def _value(element: Any | None, name: str) -> str | None:  # noqa: ANN401
    child = None if element is None else element.find(qn(name))
    value = None if child is None else child.get(qn("w:val"))
    return None if value is None else str(value)


def _int(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < _DEEPEST else 0


def counting(number: int, group: str = "counting") -> str:
    """Return a number below a thousand in words, as lists are numbered; a greater one in digits.

    >>> [counting(number) for number in (3, 10, 12, 20, 34, 100, 105, 110)]
    ['三', '十', '十二', '二十', '三十四', '一百', '一百〇五', '一百一十']
    """
    *digits, ten, hundred = lexicon.words("readers", group)
    if number >= _HUNDREDS * _TENS:
        return str(number)
    high, low = divmod(number, _HUNDREDS)
    tens, ones = divmod(low, _TENS)
    head = f"{digits[high]}{hundred}" if high else ""
    if tens:
        head += ("" if tens == 1 and not high and group == "counting" else digits[tens]) + ten
    elif high and ones:
        head += digits[0]
    return head + (digits[ones] if ones or not number else "")


def _digits(number: int) -> str:
    return "".join(lexicon.words("readers", "counting")[int(digit)] for digit in str(number))


def _listed(group: str) -> Callable[[int], str]:
    def write(number: int) -> str:
        names = lexicon.words("readers", group)
        return names[(number - 1) % len(names)]

    return write


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS % _DEEPEST + 1)


def _roman(number: int) -> str:
    out = ""
    for value, sign in _ROMAN:
        times, number = divmod(number % 10_000, value)
        out += sign * times
    return out


_FORMS: Final[dict[str, Callable[[int], str]]] = {
    "decimal": str,
    "none": lambda _: "",
    "decimalZero": "{:02}".format,
    "decimalFullWidth": lambda number: "".join(chr(ord(digit) + _FULL_WIDTH) for digit in str(number)),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
         "taiwaneseCountingThousand", "koreanDigital2"), counting,
    ),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digits),
    "chineseLegalSimplified": lambda number: counting(number, "counting-formal"),
    "ideographLegalTraditional": lambda number: counting(number, "counting-formal"),
    "ideographTraditional": _listed("stems"),
    "ideographZodiac": _listed("branches"),
}  # fmt: skip
