"""Archives: their members as documents, in order, without a file being written.

A member that is hostile or broken is a failure of its own and does not stop the others. Names are given as
``archive/member``; one that leads out of the archive, or is no name at all, is refused.
"""

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from speechx import encodings
from speechx.errors import SourceError, SpeechxError, reason_of
from speechx.readers import kinds
from speechx.readers.limits import ExhaustedError, Forward, Meter, Metered
from speechx.readers.seam import Failure, Item

Found = Item | Failure
Nested = Callable[[BinaryIO, str], Iterator[Found]]
"""Lists what a member holds, given its stream and its name."""

_ENCRYPTED: Final = 0x1
_UTF_8: Final = 0x800
_LINK: Final = 0o120000
_KIND_OF_FILE: Final = 0o170000
_BROKEN: Final = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError,
)  # fmt: skip


def of_zip(stream: BinaryIO, name: str, meter: Meter, nested: Nested) -> Iterator[Found]:
    """Yield the documents of a ZIP archive.

    Raises:
        SpeechxError: the archive as a whole cannot be read.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except (*_BROKEN, ValueError) as error:
        raise SourceError(f"{name} is a broken ZIP archive: {_reason(error)}") from None
    with archive:
        for info in archive.infolist():
            if info.filename.endswith("/"):
                continue
            meter.member(name)
            member = _zip_name(info)
            if kinds.is_passed_over(member):
                continue
            called = f"{name}/{_shown(member)}"
            yield from _guarded(called, _opened(archive, info, called, meter, nested))


def _opened(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, called: str, meter: Meter, nested: Nested
) -> Iterator[Found]:
    _refuse_name(_zip_name(info), called)
    if info.external_attr >> 16 & _KIND_OF_FILE == _LINK:
        raise SourceError(f"{called} is a link, which is not followed")
    if info.flag_bits & _ENCRYPTED:
        raise SourceError(f"{called} is encrypted")
    with archive.open(info) as packed:
        metered = Metered(packed, called, meter, lambda: info.compress_size)
        yield from nested(io.BufferedReader(metered), called)


def of_tar(stream: BinaryIO, name: str, meter: Meter, nested: Nested) -> Iterator[Found]:
    """Yield the documents of a tar archive, which is read forward only.

    Raises:
        SpeechxError: the archive cannot be read on.
    """
    try:
        with tarfile.open(fileobj=stream, mode="r|", errors="surrogateescape") as archive:
            for info in archive:
                if info.isdir():
                    continue
                meter.member(name)
                member = _decoded_name(info.name.encode("utf-8", "surrogateescape"))
                if not kinds.is_passed_over(member):
                    yield from _guarded(f"{name}/{_shown(member)}", _in_tar(archive, info, name, member, nested))
    except _BROKEN as error:
        raise SourceError(f"{name} is a broken tar archive: {_reason(error)}") from None


def _in_tar(archive: tarfile.TarFile, info: tarfile.TarInfo, name: str, member: str, nested: Nested) -> Iterator[Found]:
    called = f"{name}/{_shown(member)}"
    _refuse_name(member, called)
    packed = archive.extractfile(info) if info.isfile() else None
    if packed is None:
        raise SourceError(f"{called} is a link or a device, which is not followed")
    yield from nested(io.BufferedReader(Forward(packed)), called)


def of_gzip(stream: BinaryIO, name: str, meter: Meter, nested: Nested) -> Iterator[Found]:
    """Yield what a gzip file holds.

    Raises:
        SpeechxError: it cannot be read on.
    """
    packed = Forward(stream)
    try:
        with gzip.GzipFile(fileobj=io.BufferedReader(packed)) as unpacked:
            yield from nested(io.BufferedReader(Metered(unpacked, name, meter, lambda: packed.count)), name)
    except _BROKEN as error:
        raise SourceError(f"{name} is a broken gzip file: {_reason(error)}") from None


def _guarded(called: str, found: Iterator[Found]) -> Iterator[Found]:
    """Yield what a member holds; what goes wrong in it is a failure of the member, not of its archive."""
    try:
        yield from found
    except ExhaustedError:
        raise
    except SpeechxError as error:
        yield Failure(called, error)
    except _BROKEN as error:
        yield Failure(called, SourceError(f"{called} is broken: {_reason(error)}"))


def _reason(error: BaseException) -> str:
    return " ".join((reason_of(error) or type(error).__name__).split())


def _shown(member: str) -> str:
    """Return a name as it may stand in a line."""
    return "".join(ascii(char)[1:-1] if _is_control(char) else char for char in member)


def _is_control(char: str) -> bool:
    return char < " " or char == "\x7f"


def _refuse_name(member: str, called: str) -> None:
    if any(map(_is_control, member)):
        raise SourceError(f"{called} is refused: its name holds control characters")
    path = PurePosixPath(member)
    if not path.name:
        raise SourceError(f"{called} is refused: it has no name")
    if path.is_absolute() or ".." in path.parts or member[1:2] == ":":
        raise SourceError(f"{called} is refused: its name leads out of the archive")


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Return the name of a member; without the mark of UTF-8 it is in the codec of the machine that packed it."""
    name = info.orig_filename
    if not info.flag_bits & _UTF_8:
        name = _decoded_name(name.encode("cp437"))
    return name.replace("\\", "/")


def _decoded_name(raw: bytes) -> str:
    try:
        return raw.decode("utf-8") if raw.isascii() else encodings.decode(raw).text
    except SourceError:
        return raw.decode("utf-8", "replace")
