"""Limits on what comes out of an input, each named in its error by the option that moves it."""

import io
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Final

from speechx import bounded
from speechx.bounded import Readable
from speechx.errors import LimitError
from speechx.readers.seam import Failure, Options

_FREE: Final = 1 << 20  # so many bytes may come out of anything: small texts may be packed as well as they like
_FREE_IN_ALL: Final = 64 << 20
_CHUNK: Final = 1 << 18


class ExhaustedError(LimitError):
    """A limit on the whole input was hit: nothing more of it is read."""


class Meter:
    """What has come out of one input so far, through all archives that are nested in it.

    Attributes:
        options: the limits.
        size: how large the input itself is.
        members: how many members have been met.
        taken: how many bytes have been unpacked.
    """

    def __init__(self, options: Options, size: int) -> None:
        self.options = options
        self.size = size
        self.members = 0
        self.taken = 0

    def member(self, name: str) -> None:
        """Count a member.

        Raises:
            ExhaustedError: there are too many.
        """
        self.members += 1
        if self.members > self.options.max_members:
            raise ExhaustedError(f"{name} has more than {self.options.max_members} members (--max-members)")

    def took(self, size: int, name: str) -> None:
        """Count bytes that were unpacked.

        Raises:
            ExhaustedError: they are too many for the size of the input.
        """
        self.taken += size
        if self.taken > max(_FREE_IN_ALL, self.options.max_ratio * self.size):
            raise ExhaustedError(f"{name} unpacks to more than {self.options.max_ratio} times its size (--max-ratio)")


class Forward(io.RawIOBase):
    """A stream that is read forward only, and counts what was read."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        """Return that this can be read."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - a writable buffer has no public type before 3.12
        """Fill a buffer, and return with how many bytes."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class Metered(Forward):
    """What is unpacked from a stream; it stops where more comes out of it than a text is ever packed in."""

    def __init__(self, stream: Readable, name: str, meter: Meter, packed: Callable[[], int]) -> None:
        super().__init__(stream)
        self._name, self._meter, self._packed = name, meter, packed

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - as above
        """Fill a buffer, and return with how many bytes.

        Raises:
            LimitError: too much has come out.
        """
        size = super().readinto(buffer)
        self._meter.took(size, self._name)
        ratio = self._meter.options.max_ratio
        if self.count > max(_FREE, ratio * self._packed()):
            raise LimitError(f"{self._name} unpacks to more than {ratio} times its size (--max-ratio)")
        return size


def too_large(name: str, most: int) -> LimitError:
    """Return the error of a document that is too large."""
    return LimitError(f"{name} is larger than the limit of {most} bytes (--max-bytes)")


def read_all(stream: Readable, name: str, most: int | None) -> bytes:
    """Read a stream to its end.

    Raises:
        LimitError: it is longer than ``most``.
    """
    data = bounded.read(stream, most)
    if data is None:
        raise too_large(name, most or 0)
    return data


def lines(stream: BinaryIO, name: str, most: int | None) -> Iterator[tuple[int, bytes | Failure]]:
    """Yield the lines of a stream with their numbers; one that is longer than ``most`` is a failure and skipped."""
    number = 0
    while line := stream.readline(-1 if most is None else most + 1):
        number += 1
        if most is not None and len(line) > most:
            while not line.endswith(b"\n") and (line := stream.readline(_CHUNK)):
                pass
            place = f"{name}#{number}"
            yield number, Failure(place, too_large(place, most))
        else:
            yield number, line
