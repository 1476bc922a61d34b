"""Streams and files read no further than a bound, whatever they turn out to be: ``/dev/zero`` has no end."""

from os import PathLike
from pathlib import Path
from typing import Final, Protocol

from speechx.errors import LimitError

MOST_BESIDE: Final = 1 << 30
"""The greatest file that is read beside the documents: results, annotations, rosters, baselines, lists of names."""
_CHUNK: Final = 1 << 20


class Readable(Protocol):
    """A stream that is read forward."""

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes; none at the end."""
        ...


def read(stream: Readable, most: int | None) -> bytes | None:
    """Return the bytes of a stream, or None where there are more than ``most``."""
    data = bytearray()
    while chunk := stream.read(_CHUNK):
        data += chunk
        if most is not None and len(data) > most:
            return None
    return bytes(data)


def beside(path: str | PathLike[str]) -> bytes:
    """Return the bytes of a file that is no document.

    Raises:
        OSError: it cannot be read.
        LimitError: it is larger than any that has a use.
    """
    with Path(path).open("rb") as stream:
        return whole(stream, str(path))


def whole(stream: Readable, name: str) -> bytes:
    """Return the bytes of a stream that is no document; errors are those of ``beside``."""
    data = read(stream, MOST_BESIDE)
    if data is None:
        raise LimitError(f"{name} is larger than {MOST_BESIDE} bytes")
    return data
