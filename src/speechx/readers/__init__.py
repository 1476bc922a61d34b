"""Files to documents: ``items`` lists what an input holds, ``read`` turns one of them into a ``Source``.

The two are apart so that listing streams, however large a container is, and reading may happen in another process.
"""

from collections.abc import Iterator
from os import PathLike, fspath
from typing import NamedTuple

from speechx.errors import SpeechxError
from speechx.source import Source, from_bytes, from_file, from_text


class Options(NamedTuple):
    """How to read.

    Attributes:
        encoding: a Python codec name that overrides the evidence, or None.
        max_bytes: the greatest size of a document in bytes, or None for any.
    """

    encoding: str | None = None
    max_bytes: int | None = None


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


def items(path: str | PathLike[str], options: Options = Options()) -> Iterator[Item | Failure]:  # noqa: ARG001, B008
    """Yield the documents of a file in its order: one, or as many as a container holds."""
    name = fspath(path)
    yield Item(name, name)


def read(item: Item, options: Options = Options()) -> Source:  # noqa: B008 - a named tuple never changes
    """Read one document.

    Raises:
        SourceError: it cannot be read or decoded.
        LimitError: it is larger than a limit.
    """
    if item.path is not None:
        return from_file(item.path, options.encoding, options.max_bytes)
    if isinstance(item.data, bytes):
        return from_bytes(item.data, item.name, options.encoding)
    return from_text(item.data or "", item.name)
