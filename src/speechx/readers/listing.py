"""What an input holds: one document, or as many as a container has, containers in archives included."""

import io
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from speechx.errors import SourceError
from speechx.readers import kinds
from speechx.readers.limits import Forward, Meter, read_all
from speechx.readers.seam import Failure, Item

Found = Item | Failure

_DEEPEST: Final = 3  # an archive in an archive is common, one more may be
_SEEKING: Final = frozenset({"zip", "parquet"})


class Input(NamedTuple):
    """A stream that may hold documents.

    Attributes:
        stream: the bytes; they need not seek.
        name: the name whose suffix tells the kind.
        shown: the name that the documents get.
        depth: in how many archives it lies.
    """

    stream: BinaryIO
    name: str
    shown: str
    depth: int = 0


def listed(given: Input, meter: Meter) -> Iterator[Found]:
    """Yield what an input holds.

    Raises:
        SpeechxError: the input as a whole cannot be read.
    """
    stream = given.stream if given.stream.seekable() else io.BufferedReader(Forward(given.stream), kinds.HEAD)
    kind = settled(stream, given)
    most = meter.options.max_bytes
    if kind in _SEEKING and not stream.seekable():
        stream = io.BytesIO(read_all(stream, given.shown, most))
    if kind not in kinds.CONTAINERS or (kind == "zip" and _is_word(stream, given.shown)):
        yield Item(given.shown, None, read_all(stream, given.shown, most))
    elif given.depth > _DEEPEST:
        raise SourceError(f"{given.shown} lies in more than {_DEEPEST} archives")
    else:
        yield from _contained(kind, given._replace(stream=stream), meter)


def settled(stream: BinaryIO, given: Input) -> str:
    """Return the kind of an input; the stream is left at its start.

    Raises:
        SourceError: the suffix names a kind that the bytes are not.
    """
    if isinstance(stream, io.BufferedReader) and not stream.seekable():
        head = stream.peek(kinds.HEAD)
    else:
        head = stream.read(kinds.HEAD)
        stream.seek(0)
    try:
        return kinds.settle(given.name, head)
    except SourceError as error:
        raise SourceError(f"{given.shown} {error}") from None


def _is_word(stream: BinaryIO, name: str) -> bool:
    from speechx.readers import office  # noqa: PLC0415 - most inputs are none

    return office.is_word(stream, name)


def _contained(kind: str, given: Input, meter: Meter) -> Iterator[Found]:
    if kind in {"zip", "tar", "gzip"}:
        from speechx.readers import archives  # noqa: PLC0415 - most inputs are no archives

        def nested(stream: BinaryIO, member: str) -> Iterator[Found]:
            return listed(Input(stream, member, member, given.depth + 1), meter)

        def unpacked(stream: BinaryIO, shown: str) -> Iterator[Found]:
            return listed(Input(stream, kinds.unpacked(given.name), shown, given.depth + 1), meter)

        of = {"zip": archives.of_zip, "tar": archives.of_tar, "gzip": archives.of_gzip}[kind]
        return of(given.stream, given.shown, meter, unpacked if kind == "gzip" else nested)
    from speechx.readers import corpora  # noqa: PLC0415 - the same

    return corpora.items(kind, given.stream, given.shown, meter.options)
