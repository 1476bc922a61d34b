"""Bytes to text with nothing replaced, and places in that text.

Offsets are 0-based, half-open and count code points of the decoded text: no newline is folded, nothing is stripped,
nothing is normalised. A byte-order mark is kept as U+FEFF, so that the text gives the bytes back.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from speechx.errors import SourceError
from speechx.fold import fold


class Span(NamedTuple):
    """A stretch of the source, in code points: ``start`` is inside, ``end`` is not."""

    start: int
    end: int


@dataclass(frozen=True)
class Source:
    """A decoded document.

    Attributes:
        name: the file name or what stands for it (``-`` for standard input).
        text: the decoded text, byte-order mark and line ends included.
        encoding: the Python codec that gives the bytes back (``utf-8``, ``utf-16-le``, ``gb18030``, ``big5`` …).
        sha256: the digest of the bytes, in hexadecimal.
        doubt: why the encoding is only a plausible guess, or None where the bytes prove it.
    """

    name: str
    text: str
    encoding: str
    sha256: str
    doubt: str | None = None

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each physical line starts."""
        return list(_starts(self.text))

    @cached_property
    def folded(self) -> str:
        """The text as rules read it, one character for one character (see ``speechx.fold``)."""
        return fold(self.text)

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column (in code points) of an offset."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1


def _starts(text: str) -> Iterator[int]:
    yield 0
    position = 0
    for physical in text.splitlines(keepends=True):
        position += len(physical)
        if physical.splitlines()[0] != physical:
            yield position


def from_text(text: str, name: str = "<text>") -> Source:
    """Wrap text that is decoded already; its digest is that of its UTF-8 bytes."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Source(name, text, "utf-8", digest)


def from_bytes(data: bytes, name: str = "<bytes>", encoding: str | None = None) -> Source:
    """Decode bytes by evidence: a byte-order mark, strict UTF-8, then the plausible legacy encoding.

    Args:
        data: the whole document.
        name: what the document is called in messages.
        encoding: a Python codec name that overrides the evidence.

    Returns:
        The source; ``doubt`` is set where two encodings fit equally well.

    Raises:
        SourceError: the bytes are empty, binary, or fit no encoding.
    """
    raise SourceError("placeholder: written with the reader of encodings")
