"""Files to documents: ``items`` lists what an input holds, ``read`` turns one of them into a ``Source``.

The two are apart so that listing streams, however large a container is, and reading may happen in another process.
A kind of document is a module with ``extract(data, options) -> Text``, which is loaded when it is first needed.
"""

import io
from collections.abc import Iterator
from os import PathLike, fspath
from pathlib import Path
from typing import BinaryIO, Final, cast

from speechx import digest
from speechx.errors import SourceError, SpeechxError, reason_of
from speechx.extras import load
from speechx.readers import kinds
from speechx.readers.limits import Meter
from speechx.readers.listing import Input, listed, settled
from speechx.readers.seam import Failure, Item, Options
from speechx.source import Format, Source, bytes_of, from_bytes, from_text, named

__all__ = ["Failure", "Item", "Options", "is_container", "is_container_of", "items", "items_of", "read"]

_DEFAULTS: Final = Options()
_USES: Final = {"html": "reading HTML", "docx": "reading Word documents", "pdf": "reading PDF"}


def items(path: str | PathLike[str], options: Options = _DEFAULTS) -> Iterator[Item | Failure]:
    """Yield the documents of a file in its order: one, or as many as a container holds."""
    yield from _told(named(fspath(path)), _of_file(Path(path), fspath(path), options))


def items_of(data: bytes, name: str, options: Options = _DEFAULTS) -> Iterator[Item | Failure]:
    """Yield the documents of bytes that stand in memory; the suffix of the name helps to tell their kind."""
    yield from _told(name, listed(Input(io.BytesIO(data), name, name), Meter(options, len(data))))


def _of_file(file: Path, name: str, options: Options) -> Iterator[Item | Failure]:
    if not file.exists() or file.is_dir():
        yield Item(name, name)  # whoever reads it says what is wrong
    elif not file.is_file():
        yield from items_of(bytes_of(file, options.max_bytes), named(name), options)  # a pipe can be read once only
    else:
        with file.open("rb") as stream:
            given = Input(stream, name, named(name))
            if settled(stream, given) in kinds.CONTAINERS:
                yield from listed(given, Meter(options, file.stat().st_size))
            else:
                yield Item(name, name)


def _told(name: str, found: Iterator[Item | Failure]) -> Iterator[Item | Failure]:
    """Yield what is found; what goes wrong with the input as a whole is the last of it."""
    empty = True
    try:
        for item in found:
            empty = False
            yield item
    except SpeechxError as error:
        yield Failure(name, error)
    except (OSError, ValueError) as error:
        yield Failure(name, SourceError(f"{name} cannot be read: {reason_of(error)}"))
    else:
        if empty:
            yield Failure(name, SourceError(f"{name} holds no document"))


def is_container(path: str | PathLike[str]) -> bool:
    """Whether a file may hold several documents; what cannot be read does not."""
    try:
        if not Path(path).is_file():  # a pipe can be read once only
            return False
        with Path(path).open("rb") as stream:
            return _holds_many(stream, fspath(path))
    except (OSError, ValueError, SpeechxError):
        return False


def is_container_of(data: bytes, name: str) -> bool:
    """Whether bytes may hold several documents."""
    try:
        return _holds_many(io.BytesIO(data), name)
    except SpeechxError:
        return False


def _holds_many(stream: BinaryIO, name: str) -> bool:
    """Whether a stream is a container; a document that was packed is none."""
    kind = settled(stream, Input(stream, name, name))
    if kind == "gzip":
        return kinds.by_suffix(kinds.unpacked(name)) in kinds.CONTAINERS
    if kind == "zip":
        from speechx.readers import office  # noqa: PLC0415 - most inputs are none

        return not office.is_word(stream, name)
    return kind in kinds.CONTAINERS


def read(item: Item, options: Options = _DEFAULTS) -> Source:
    """Read one document.

    Raises:
        SourceError: it cannot be read or decoded.
        LimitError: it is larger than a limit.
        UsageError: an extra is missing that its kind needs.
    """
    if isinstance(item.data, str):
        return from_text(item.data, item.name)
    name = named(item.name)
    data = bytes_of(item.path, options.max_bytes) if item.path is not None else item.data or b""
    kind = _kind(data, name)
    if kind == "text":
        return from_bytes(data, name, options.encoding)
    reader = load(f"speechx.readers.{kind}", kind, _USES[kind])
    try:
        text = reader.extract(data, options)
    except SpeechxError as error:
        raise type(error)(f"{name} {error}") from None
    remarks = (*text.remarks, *kinds.remarks(kinds.unpacked(name), kind))
    return Source(name, text.text, text.encoding, digest.of(data), text.doubt, remarks, kind, text.page_starts)


def _kind(data: bytes, name: str) -> Format:
    try:
        kind = kinds.settle(kinds.unpacked(name), data[: kinds.HEAD])
    except SourceError as error:
        raise SourceError(f"{name} {error}") from None
    if kind == "zip":
        from speechx.readers import office  # noqa: PLC0415 - most inputs are none

        kind = "docx" if office.is_word(io.BytesIO(data), name) else kind
    if kind in kinds.CONTAINERS and kind in kinds.CALLED:
        raise SourceError(f"{name} is {kinds.CALLED[kind]}, which holds documents but is none")
    return "text" if kind in kinds.CONTAINERS else cast("Format", kind)
