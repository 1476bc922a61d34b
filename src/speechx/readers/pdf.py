"""PDF: the text layer of each page in reading order, with the offset at which each page starts.

pdfplumber reads the pages; nothing in them is run or fetched. What its decoder unpacks is bounded (see ``_Bounded``).
"""

import io
import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import accumulate
from typing import Any, Final

import pdfplumber
from pdfminer import pdftypes
from pdfminer.pdfdocument import PDFEncryptionError

from speechx.errors import LimitError, SourceError, SpeechxError
from speechx.readers.pdf_layout import Box, lines
from speechx.readers.seam import Options, Text

_FREE: Final = 16 << 20
_UNMAPPED: Final = "(cid:"  # what pdfminer writes for a glyph that the font maps to no character
_LOST: Final = "\ufffd"
_TOLERANCE: Final = 0.3  # characters between two glyphs of one piece of text


def extract(data: bytes, options: Options) -> Text:
    """Return the text of a file.

    Args:
        data: the file.
        options: of these the limit on what its streams unpack to.

    Raises:
        SourceError: it is broken, encrypted, or has no text.
        LimitError: it unpacks to too much.
    """
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings are for those who write readers
    pages: list[str] = []
    with _bounded(_Budget(len(data), options)):
        try:
            with pdfplumber.open(io.BytesIO(data)) as file:
                for page in file.pages:
                    pages.append(_text(page))
                    page.close()
        except Exception as error:  # noqa: BLE001 - on broken files pdfminer raises anything
            raise _told(error) from None
    if not any(map(str.strip, pages)):
        raise SourceError("has no text layer: the pages are pictures; recognise the text first (OCR)")
    starts = list(accumulate(map(len, pages[:-1]), initial=0))
    return Text("".join(pages), page_starts=tuple(starts))


def _text(page: Any) -> str:  # noqa: ANN401 - a page of pdfplumber
    words = page.dedupe_chars().extract_words(
        keep_blank_chars=True, x_tolerance_ratio=_TOLERANCE, extra_attrs=["size"], return_chars=True
    )
    boxes = [
        Box(word["x0"], word["x1"], word["top"], word["bottom"], word["size"], _readable(word["chars"]))
        for word in words
        if word["text"].strip()
    ]
    return "".join(f"{line.rstrip()}\n" for line in lines(boxes))


def _readable(chars: list[dict[str, Any]]) -> str:
    return "".join(_LOST if char["text"].startswith(_UNMAPPED) else char["text"] for char in chars)


def _told(error: Exception) -> SpeechxError:
    """Return what an error means for the user; pdfplumber wraps those of pdfminer."""
    while error.args and isinstance(error.args[0], Exception):
        error = error.args[0]
    if isinstance(error, _TooMuchError):
        return LimitError(str(error))
    if isinstance(error, PDFEncryptionError):
        return SourceError("is encrypted: save it without a password")
    reason = " ".join(str(error).split())[:100] or type(error).__name__
    return SourceError(f"is a broken PDF file: {reason}")


class _TooMuchError(Exception):
    """More was unpacked than a limit allows; the message is what that of the limit says."""


class _Budget:
    """What may still be unpacked of a file."""

    def __init__(self, size: int, options: Options) -> None:
        self._ratio, self._most = options.max_ratio, options.max_bytes
        self._left = max(_FREE, options.max_ratio * size)

    def unpack(self, unpacker: "zlib._Decompress", data: bytes) -> bytes:
        """Unpack some bytes.

        Raises:
            _TooMuchError: they are too many.
        """
        most = self._left if self._most is None else min(self._left, self._most)
        out = unpacker.decompress(data, most + 1)
        if len(out) > self._left:
            raise _TooMuchError(f"unpacks to more than {self._ratio} times its size (--max-ratio)")
        if len(out) > most:
            raise _TooMuchError(f"holds a stream larger than the limit of {self._most} bytes (--max-bytes)")
        self._left -= len(out)
        return out


_budget: ContextVar[_Budget] = ContextVar("_budget")


def _unpack(unpacker: "zlib._Decompress", data: bytes) -> bytes:
    budget = _budget.get(None)  # none where others in the process use pdfminer meanwhile
    return unpacker.decompress(data) if budget is None else budget.unpack(unpacker, data)


class _Unpacker:
    """``zlib.decompressobj`` within the budget."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj()

    def decompress(self, data: bytes) -> bytes:
        return _unpack(self._inner, data)


class _Bounded:
    """The part of ``zlib`` that pdfminer uses, within the budget.

    pdfminer unpacks a stream at once, however large it becomes, and has no setting for it.
    """

    error = zlib.error
    decompressobj = _Unpacker

    @staticmethod
    def decompress(data: bytes) -> bytes:
        unpacker = zlib.decompressobj()
        out = _unpack(unpacker, data)
        if not unpacker.eof:
            raise zlib.error("incomplete or truncated stream")
        return out


@contextmanager
def _bounded(budget: _Budget) -> Iterator[None]:
    before = vars(pdftypes)["zlib"]
    token = _budget.set(budget)
    vars(pdftypes)["zlib"] = _Bounded
    try:
        yield
    finally:
        vars(pdftypes)["zlib"] = before
        _budget.reset(token)
