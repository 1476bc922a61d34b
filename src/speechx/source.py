"""Bytes to text with nothing replaced, and places in that text.

Offsets are 0-based, half-open and count code points of the decoded text: no newline is folded, nothing is stripped,
nothing is normalised. A byte-order mark is kept as U+FEFF, so that the text gives the bytes back.
"""

from bisect import bisect_right
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from itertools import accumulate, islice
from os import PathLike, fspath
from pathlib import Path
from typing import BinaryIO, Final, Literal, NamedTuple

from speechx import bounded, digest
from speechx.encodings import decode
from speechx.errors import LimitError, SourceError, reason_of
from speechx.fold import fold

_NEIGHBOURS: Final = 2000  # names that a missing file is compared with; a hint is not worth a pause

Format = Literal["text", "html", "docx", "pdf"]


class Span(NamedTuple):
    """A stretch of the source, in code points: ``start`` is inside, ``end`` is not."""

    start: int
    end: int


class Remark(NamedTuple):
    """What a reader has to say of a document: the name of a diagnostic, where, and what fills its message."""

    diagnostic: str
    offset: int
    detail: str


@dataclass(frozen=True, eq=False, repr=False)  # nobody asks for these, and making them takes time at each start
class Source:
    """A decoded document.

    Attributes:
        name: the file name or what stands for it (``-`` for standard input).
        text: the decoded text, byte-order mark and line ends included.
        encoding: the Python codec that gives the bytes back (``utf-8``, ``utf-16-le``, ``gb18030``, ``big5`` …).
        sha256: the digest of the bytes, in hexadecimal.
        doubt: why the encoding is only a plausible guess, or None where the bytes prove it.
        remarks: what the reader has to say.
        format: what the document is: of ``text`` the bytes are the text, of any other the text was extracted.
        page_starts: the offset at which each page starts, or None where the document has no pages.
    """

    name: str
    text: str
    encoding: str
    sha256: str
    doubt: str | None = None
    remarks: tuple[Remark, ...] = ()
    format: Format = "text"
    page_starts: tuple[int, ...] | None = None

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each physical line starts: as many as ``str.splitlines`` gives, but at least one."""
        physical = self.text.splitlines(keepends=True)
        return list(accumulate(map(len, physical[:-1]), initial=0))

    @cached_property
    def folded(self) -> str:
        """The text as rules read it, one character for one character (see ``speechx.fold``)."""
        return fold(self.text)

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column (in code points) of an offset from 0 to ``len(text)``.

        The end of the text lies on its last line, also where that line has a line end of its own.
        """
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def page(self, offset: int) -> int | None:
        """Return the number of the page, from 1, on which an offset lies; None where there are no pages."""
        return bisect_right(self.page_starts, offset) if self.page_starts else None


def from_text(text: str, name: str = "<text>") -> Source:
    """Wrap text that is decoded already; its digest is that of its UTF-8 bytes.

    A lone surrogate is half a character, which no encoding and no output can hold: it is read as U+FFFD, one code point
    for one, so that all spans count the code points of the text that was given.
    """
    remarks: tuple[Remark, ...] = ()
    try:
        data = text.encode()
    except UnicodeEncodeError:
        lone = [offset for offset, char in enumerate(text) if "\ud800" <= char <= "\udfff"]
        remarks = (Remark("lone-surrogate", lone[0], f"{len(lone)} in all"),)
        text = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
        data = text.encode()
    return Source(_named(name), text, "utf-8", digest.of(data), remarks=remarks)


def _named(name: str) -> str:
    """Return a name that can be written."""
    return name.encode("utf-8", "replace").decode()


def named(path: str) -> str:
    """Return the name of a file, which may hold bytes that are no text; messages and output can only hold text."""
    try:
        return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return _named(path)


def from_bytes(data: bytes, name: str = "<bytes>", encoding: str | None = None) -> Source:
    """Decode bytes by evidence: a byte-order mark, strict UTF-8, then the plausible legacy encoding.

    Args:
        data: the whole document.
        name: what the document is called in messages.
        encoding: a Python codec name that overrides the evidence.

    Returns:
        The source, whose ``text.encode(encoding)`` is ``data``; ``doubt`` is set where two encodings fit equally well.

    Raises:
        SourceError: the bytes are empty, binary, or fit no encoding; the named encoding is unknown or does not fit.
    """
    try:
        text, found, doubt = decode(data, encoding)
    except SourceError as error:
        raise SourceError(f"{name} {error}") from None
    return Source(_named(name), text, found, digest.of(data), doubt)


def from_file(path: str | PathLike[str], encoding: str | None = None, max_bytes: int | None = None) -> Source:
    """Read and decode a file.

    Args:
        path: the file; the source is named as it is written here.
        encoding: a Python codec name that overrides the evidence.
        max_bytes: the greatest size that is read, or None for any that has a use (``bounded.MOST_BESIDE``).

    Raises:
        SourceError: there is no such file, it cannot be read, or ``from_bytes`` refuses it.
        LimitError: the file is larger than ``max_bytes``.
    """
    return from_bytes(bytes_of(path, max_bytes), named(fspath(path)), encoding)


def bytes_of(path: str | PathLike[str], max_bytes: int | None = None) -> bytes:
    """Return the bytes of a file; arguments and errors are those of ``from_file``."""
    name = named(fspath(path))
    try:
        with Path(path).open("rb") as stream:
            return _bounded(stream, name, max_bytes)
    except FileNotFoundError:
        raise SourceError(f"{name}: no such file{_near(Path(path))}") from None
    except IsADirectoryError:
        raise SourceError(f"{name} is a directory, not a file") from None
    except (OSError, ValueError) as error:
        raise SourceError(f"{name} cannot be read: {reason_of(error)}") from None


def _bounded(stream: BinaryIO, name: str, max_bytes: int | None) -> bytes:
    if max_bytes is None:
        return bounded.whole(stream, name)
    data = bounded.read(stream, max_bytes)
    if data is None:
        raise LimitError(f"{name} is larger than the limit of {max_bytes} bytes (--max-bytes)")
    return data


def from_stream(stream: BinaryIO, name: str, encoding: str | None = None, max_bytes: int | None = None) -> Source:
    """Read a binary stream to its end and decode it; arguments and errors are those of ``from_file``."""
    return from_bytes(_bounded(stream, name, max_bytes), name, encoding)


def _near(path: Path) -> str:
    """Return a question that offers the names in the same directory most like a missing one, or nothing."""
    try:
        names = [entry.name for entry in islice(path.parent.iterdir(), _NEIGHBOURS)]
    except OSError:
        return ""
    near = [str(path.parent / name) for name in get_close_matches(path.name, names, n=2, cutoff=0.7)]
    return f"; did you mean {' or '.join(near)}?" if near else ""
