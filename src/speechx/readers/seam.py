"""What stands between inputs and documents: plain values that any process can be handed."""

from typing import Final, NamedTuple

from speechx.errors import SpeechxError
from speechx.source import Remark

MAX_RATIO: Final = 200
MAX_MEMBERS: Final = 100_000


class Options(NamedTuple):
    """How to read.

    Attributes:
        encoding: a Python codec name that overrides the evidence, or None.
        max_bytes: the greatest size of a document in bytes, or None for any.
        text_field: the column of a corpus that holds the texts, or None for the likely one.
        id_field: the column of a corpus that names its documents, or None for their line numbers.
        max_ratio: how many times larger than packed the content of an archive may be.
        max_members: how many members an archive may have.
    """

    encoding: str | None = None
    max_bytes: int | None = None
    text_field: str | None = None
    id_field: str | None = None
    max_ratio: int = MAX_RATIO
    max_members: int = MAX_MEMBERS


class Item(NamedTuple):
    """A document that waits to be read; it can be pickled.

    Attributes:
        name: what the document is called in its ``source``.
        path: the file that holds it and nothing else, or None where ``data`` is given.
        data: its bytes, or its text where the container held text; None where ``path`` is given.
    """

    name: str
    path: str | None
    data: bytes | str | None = None


class Failure(NamedTuple):
    """A document, or a whole input, that could not be listed: what it is called and why."""

    name: str
    error: SpeechxError


class Text(NamedTuple):
    """What a reader makes of the bytes of a document.

    Attributes:
        text: the text that all spans count.
        encoding: the codec in which the document says its text, ``utf-8`` where it is no matter of codecs.
        doubt: why that codec is only a plausible guess, or None.
        remarks: what the reader has to say.
        page_starts: the offset at which each page starts, or None where the document has no pages.
    """

    text: str
    encoding: str = "utf-8"
    doubt: str | None = None
    remarks: tuple[Remark, ...] = ()
    page_starts: tuple[int, ...] | None = None
