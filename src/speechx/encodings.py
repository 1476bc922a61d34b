"""Which codec wrote these bytes: a byte-order mark, strict UTF-8, then the most plausible of a few candidates.

Only codecs that Chinese documents are written in are tried, so a small measure of plausibility tells them apart and no
general detector is needed: in a right decoding nearly all characters beyond ASCII are common Han characters (level 1 of
GB 2312, after folding Traditional forms) or Chinese punctuation; in a wrong one about half of them are rare.
"""

import codecs
import re
from functools import cache
from typing import Final, NamedTuple

from speechx.errors import SourceError
from speechx.fold import folds
from speechx.kept import kept

# UTF-32 stands before UTF-16, whose little-endian mark is the start of its own.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_LEGACY: Final = (("gb18030",), ("big5", "cp950", "big5hkscs"), ("utf-16-le",), ("utf-16-be",))
# These codecs drop or invent a byte-order mark; the mark is part of the text here. A mark in the bytes tells the order.
_MARKLESS: Final = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
_SIGNATURES: Final = (
    (b"%PDF-", "a PDF file"), (b"PK\x03\x04", "a ZIP archive or Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"), (b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"), (b"\x1f\x8b", "a compressed file"), (b"{\\rtf", "an RTF document"),
)  # fmt: skip

_SAMPLE: Final = 1 << 16  # characters that are judged; more tell nothing new
_IMPLAUSIBLE: Final = 0.5  # below this share of common characters no decoding is believed
_UNSURE: Final = 0.75  # below this share the best decoding is believed with doubt
_CLEAR: Final = 0.15  # a runner-up nearer than this leaves a doubt
_MOST_CONTROLS: Final = 0.02  # a text may hold a stray control character, hardly one in fifty

# Beside Han characters: dashes and quotation marks, enclosed numbers, bullets, Chinese punctuation, full-width forms.
_ORDINARY: Final = (
    ("\u2014", "\u2026"), ("\u2460", "\u2473"), ("\u25a0", "\u2606"), ("\u3000", "\u301f"), ("\ufeff", "\ufeff"),
    ("\uff01", "\uff5e"),
)  # fmt: skip

_ASCII: Final = re.compile(r"[\t-\r -~]+")
_CONTROL: Final = re.compile(r"[\0-\x08\x0e-\x1f\x7f]")
_NO_TEXT: Final = re.compile(r"[\0-\x08\x0e-\x1b\x7f]")  # those of them that are no white space
_FEW: Final = 8  # so many characters beyond ASCII prove something; a line of so many may be judged alone
_HEAD: Final = 4096  # characters by which a text in valid UTF-8 is judged
_EVERY: Final = 8  # one in so many of them is looked at first
_SURE: Final = 0.8  # where this share of those is common, that of all is beyond half
_ENOUGH: Final = 64  # of fewer characters none is left out
_LATIN: Final = re.compile(r"[\xa0-\xff\u2000-\u206f]")


class Decoded(NamedTuple):
    """Decoded text, the codec that gives the bytes back, and why it is a guess (None where the bytes prove it)."""

    text: str
    encoding: str
    doubt: str | None


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode bytes by evidence, or by the codec that the caller names.

    Args:
        data: the whole document.
        encoding: a Python codec name that overrides the evidence.

    Returns:
        The text with its byte-order mark; ``text.encode(encoding) == data``.

    Raises:
        SourceError: the bytes are empty, binary, or fit no codec; the codec is unknown or does not fit. The message
            goes on where the name of the document stops.
    """
    if not data:
        raise SourceError("is empty")
    decoded = _named(data, encoding) if encoding is not None else _found(data)
    if not decoded.text.strip().strip("\ufeff"):
        raise SourceError("is empty: it holds only white space")
    if _is_binary(decoded.text):
        raise SourceError("is binary: it holds control characters that no text has")
    return decoded


def codec_of(head: bytes, encoding: str | None = None) -> str:
    """Return the codec of a text that is too long to be decoded at once.

    Args:
        head: how it begins; the last character may be cut.
        encoding: a Python codec name that overrides the evidence.

    Raises:
        SourceError: the bytes are no text, or leave a doubt; the message goes on where the name stops.
    """
    last = head.rfind(b"\n") + 1
    whole = head if encoding is not None or not last or b"\0" in head else head[:last]
    decoded = decode(whole[: len(whole) - len(whole) % 4], encoding) if b"\0" in head else decode(whole, encoding)
    if decoded.doubt:
        raise SourceError(f"is in doubt: {decoded.doubt}; name the encoding with --encoding")
    return decoded.encoding


def _found(data: bytes) -> Decoded:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise SourceError(f"is binary: it looks like {kind}, not text")
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name, f"has the byte-order mark of {name}, but")
    if b"\0" in data:
        return _most_plausible(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _most_plausible(data)
    return _valid(data, text)


def _valid(data: bytes, text: str) -> Decoded:
    """Judge a text that is valid UTF-8: a few characters may be so by chance, more may be what is left of others."""
    head, decoded = text[:_HEAD], Decoded(text, "utf-8", None)
    controlled = _CONTROL.search(head) is not None
    good, total = _weighed(head[::_EVERY])
    if total >= _ENOUGH and good >= _SURE * total and not controlled:
        return decoded
    good, total = _weighed(head)
    if good >= _IMPLAUSIBLE * total and not controlled:
        return decoded
    if total >= _FEW:
        return decoded._replace(doubt="utf-8 gives many rare characters; it may have been decoded badly before")
    if _LATIN.search(text):
        return decoded
    try:
        other = _most_plausible(data)
    except SourceError:
        return decoded
    return other._replace(doubt=other.doubt or f"{other.encoding} and utf-8 fit the bytes, which are few")


def _named(data: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)  # refuses the codecs that are no text encodings
    except (LookupError, ValueError):
        raise SourceError(f"cannot be decoded: there is no encoding {encoding!r}") from None
    if name in _MARKLESS:
        marked = [
            marked for mark, marked in _MARKS if data.startswith(mark) and marked.startswith(_MARKLESS[name][:-3])
        ]
        name = marked[0] if marked else _MARKLESS[name]
    return _strict(data, name, "cannot be decoded:")


def _strict(data: bytes, name: str, complaint: str) -> Decoded:
    try:
        text = data.decode(name)
        text.encode("utf-8")  # refuses lone surrogates, which no output can hold
    except UnicodeDecodeError as error:
        raise SourceError(f"{complaint} byte {error.start} is not {name}") from None
    except UnicodeError:
        raise SourceError(f"{complaint} the bytes are not {name}") from None
    if not _gives_back(text, name, data):
        raise SourceError(f"{complaint} {name} would not give the same bytes back")
    return Decoded(text, name, None)


def _gives_back(text: str, name: str, data: bytes) -> bool:
    try:
        return text.encode(name) == data
    except UnicodeError:
        return False


def _most_plausible(data: bytes) -> Decoded:
    """Weigh the candidates that are not UTF-8."""
    fits = []
    for family in _LEGACY:
        for name in family:
            try:
                decoded = _strict(data, name, "")
            except SourceError:
                continue
            fits.append((plausibility(decoded.text), decoded))
            break
    fits.sort(key=lambda fit: -fit[0])
    if not fits or fits[0][0] < _IMPLAUSIBLE:
        from speechx.undecodable import reason  # noqa: PLC0415 - most documents can be decoded

        raise SourceError(reason(data))
    share, best = fits[0]
    if len(fits) > 1 and share - fits[1][0] < _CLEAR:
        return best._replace(doubt=f"{best.encoding} and {fits[1][1].encoding} fit the bytes about equally well")
    if share < _UNSURE:
        return best._replace(doubt=f"{best.encoding} gives many rare characters")
    line = _odd_line(best.text)
    return best._replace(doubt=f"{best.encoding} gives many rare characters on line {line}") if line else best


def _odd_line(text: str) -> int | None:
    """Return the first line that is not plausible though the whole is: it may be in another encoding."""
    rare = set(text) - _plausible() - _uncounted()
    if not rare:
        return None
    for number, line in enumerate(text.split("\n"), 1):
        if not rare.isdisjoint(line):
            good, total = _weighed(line)
            if total >= _FEW and good < _IMPLAUSIBLE * total:
                return number
    return None


def _is_binary(text: str) -> bool:
    if "\0" in text:
        return True
    controls = len(_NO_TEXT.findall(text))
    return controls > 1 and controls > _MOST_CONTROLS * len(text)


@cache
def _plausible() -> frozenset[str]:
    """Return the characters beyond ASCII that Chinese text commonly has."""
    return frozenset(kept("plausible characters", _find_plausible))


def _find_plausible() -> str:
    cells = bytes(byte for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for byte in (row, cell))
    common = set(cells.decode("gb2312", "ignore"))
    common.update(chr(code) for first, last in _ORDINARY for code in range(ord(first), ord(last) + 1))
    return "".join(common.union(char for char, simple in folds().items() if simple in common))


@cache
def _uncounted() -> frozenset[str]:
    """Return ASCII and what is folded to it: every encoding has these, so they tell nothing."""
    wide = (char for char, narrow in folds().items() if narrow.isascii())
    return frozenset(char for char in map(chr, range(0x80)) if _ASCII.match(char)).union(wide)


def plausibility(text: str) -> float:
    """Return the share of the characters beyond ASCII that Chinese text commonly has, from 0 to 1.

    >>> plausibility("增长，萬戶")
    1.0
    >>> "增长，".encode("gb18030").decode("big5")
    '崝酗ㄛ'
    >>> plausibility("崝酗ㄛ") < 0.5
    True
    """
    good, total = _weighed(text)
    return good / total if total else 1.0


def _weighed(text: str) -> tuple[int, int]:
    """Return how many of the characters beyond ASCII are common in Chinese text, and how many there are."""
    if len(text) > _SAMPLE:
        text = _ASCII.sub("", text)[:_SAMPLE]
    # Few characters recur often: looking at the different ones and counting the odd ones is one pass over the text.
    present = set(text)
    total = len(text) - sum(map(text.count, present & _uncounted()))
    return total - sum(map(text.count, present - _plausible() - _uncounted())), total
