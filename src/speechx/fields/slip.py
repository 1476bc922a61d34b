"""A slip: a stretch of a line as speaker rules read it, folded and without gaps, each character traced to the view.

Around the speaker a line may have marks (●, **), a number (一、, （1）), a colon and an opening quotation mark;
``frame`` takes them off.
"""

from typing import Final, NamedTuple

from speechx import kept
from speechx.fields.mention import Part
from speechx.lines import INVISIBLE
from speechx.view import View

_GAPS: Final = frozenset(" \n_—|｜丨" + INVISIBLE)
_MARKS: Final = kept.pattern(r"(?:[\s●■◎·◆□★*#▲►○◇•▪※☆△▶♦⚫◼➤▎▍▌▏❙┃✦◉⊙_>－—–\-\u200b\ufeff]+(?![0-9]))?")
_NUMBER: Final = kept.pattern(
    r"(?:[(（【\[〔]\s?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s?[)）】\]〕][.、．]?|[0-9]{1,2}(?:[.、．](?![0-9])|[)）])"
    r"|[一二三四五六七八九十]{1,3}、|[①-⑳])\s*"
)
_NUMBER_STARTS: Final = frozenset("(（【[〔0123456789一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_COLON: Final = kept.pattern("[:：]")
_QUOTE: Final = kept.pattern(r"\s*[“「『\"‘]")
_OPEN: Final = "（(【[〔"
_CLOSE: Final = "）)】]〕"
_BRACKETS: Final = {"【": "】", "[": "]", "〔": "〕"}
_FAR: Final = 90
"""A speaker part is never longer than this, gaps included."""


class Slip(NamedTuple):
    """A stretch of a view without its gaps.

    Attributes:
        view: the line.
        text: the folded characters, gaps left out.
        at: the view offset of each character of ``text``.
        breaks: the offsets of ``text`` before which the line has a gap.
    """

    view: View
    text: str
    at: tuple[int, ...]
    breaks: frozenset[int]

    def part(self, *ranges: tuple[int, int]) -> Part | None:
        """Return the field that some ranges of ``text`` make up, as written, or None where they are empty."""
        places = [self.at[i] for start, end in ranges for i in range(start, end)]
        if not places:
            return None
        pieces: list[tuple[int, int]] = []
        for place in places:
            if pieces and pieces[-1][1] == place:
                pieces[-1] = (pieces[-1][0], place + 1)
            else:
                pieces.append((place, place + 1))
        return Part(self._read(places), tuple(pieces))

    def _read(self, places: list[int]) -> str:
        """Put characters together; a gap between Latin words stays: Anna Kowalska."""
        text = ""
        for before, place in zip([None, *places], places, strict=False):
            character = self.view.raw[place]
            parted = before is not None and place > before + 1 and text[-1].isascii() and character.isascii()
            text += " " + character if parted and text[-1].isalpha() and character.isalpha() else character
        return text

    def written(self, *ranges: tuple[int, int]) -> str:
        """Return some ranges of ``text`` as the source has them."""
        return "".join(self.view.raw[self.at[i]] for start, end in ranges for i in range(start, end))


def slip(view: View, start: int, end: int) -> Slip:
    """Take the characters ``start`` to ``end`` of a view without gaps."""
    gaps = _GAPS | {"*"} if _bold(view) else _GAPS
    at = [i for i in range(start, end) if view.text[i] not in gaps]
    breaks = frozenset(n for n in range(1, len(at)) if at[n] != at[n - 1] + 1)
    return Slip(view, "".join(view.text[i] for i in at), tuple(at), breaks)


def _bold(view: View) -> bool:
    """Whether asterisks are marks of bold type: they stand in pairs of pairs (李** is a masked name)."""
    return view.text.count("**") > 1


class Frame(NamedTuple):
    """A line taken apart around its speaker part.

    Attributes:
        view: the line.
        start: where the speaker part starts, behind marks and number.
        stop: where it stops, before the colon.
        end: behind the colon, the gap and the opening quotation mark.
        colon: whether a colon closes the speaker part.
        quote: whether an opening quotation mark follows the colon.
        rest: whether more than marks stands behind ``end``.
        marked: whether marks stand before the speaker part.
        numbered: whether a number stands before it.
        head: the speaker part without its gaps.
    """

    view: View
    start: int
    stop: int
    end: int
    colon: bool
    quote: bool
    rest: bool
    marked: bool
    numbered: bool
    head: Slip


def lead(text: str, start: int = 0) -> tuple[int, bool, bool]:
    """Return where the speaker part of a line starts, and whether marks and a number stand before it."""
    match = None if text[start : start + 1].isalpha() else _MARKS.match(text, start)  # no mark is a letter
    begin = match.end() if match else start
    number = _NUMBER.match(text, begin) if text[begin : begin + 1] in _NUMBER_STARTS else None
    return number.end() if number else begin, bool(text[start:begin].strip()), number is not None


def frame(view: View, start: int = 0) -> Frame | None:
    """Take a line apart, from ``start`` on, or return None where it is too long for a speaker without a colon."""
    text = view.text
    begin, marked, numbered = lead(text, start)
    stop = _stop(text, begin)
    if stop is None:
        if len(text) - begin > _FAR:
            return None
        stop = end = len(text)
    else:
        end = stop + 1
    colon = end > stop
    quote = _QUOTE.match(text, end) if colon else None
    end = quote.end() if quote else end
    tail = text[end:].strip("*_ \n")
    if colon and not quote:
        end = len(text) if not tail else text.index(tail[0], end)
    while begin + 1 < stop and text[begin] in _BRACKETS and text[stop - 1] == _BRACKETS[text[begin]]:
        begin, stop, marked = begin + 1, stop - 1, True
    ornaments = "*_ \n#" if _bold(view) or text.startswith("*") else "_ \n#"
    while stop > begin and text[stop - 1] in ornaments:
        stop -= 1
    head = slip(view, begin, stop)
    return Frame(view, begin, stop, end, colon, quote is not None, bool(tail), marked, numbered, head)


def _stop(text: str, start: int) -> int | None:
    """Find the first colon that stands in no parentheses."""
    depth = 0
    for index in range(start, min(len(text), start + _FAR)):
        character = text[index]
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(0, depth - 1)
        elif not depth and character in ":：":
            return index
    return None
