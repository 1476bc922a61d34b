"""Where the data goes: standard output, or a file that appears whole or not at all."""

import contextlib
import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Protocol

from speechx import folder as folders
from speechx.errors import OutputError, UsageError, reason_of


class Output(Protocol):
    """What the commands write to."""

    def write(self, data: bytes, /) -> object:
        """Write some bytes."""
        ...


class Target:
    """A file under way: ``write`` goes to a temporary file beside it, ``commit`` puts that in its place."""

    def __init__(self, path: Path, stream: BinaryIO, temporary: Path | None) -> None:
        self._path, self._stream, self._temporary = path, stream, temporary
        self.write = stream.write

    def commit(self) -> None:
        """Make the file what was written."""
        self._stream.flush()
        if self._temporary is None:
            return
        os.fsync(self._stream.fileno())
        self._temporary.chmod(_mode(self._path))
        self._temporary.replace(self._path)
        folders.sync(self._path.parent)


class Standard:
    """Standard output, with the functions of a target."""

    def __init__(self) -> None:
        if sys.stdout is None:
            raise OutputError("standard output is closed")
        sys.stdout.flush()
        self.write = sys.stdout.buffer.write

    def commit(self) -> None:
        """Do nothing: what is written is written, and ``main`` flushes."""


@contextlib.contextmanager
def target(path: str | None, inputs: Sequence[str] = ()) -> Iterator[Target | Standard]:
    """Open an output; what is not committed before the end leaves a file as it was.

    Args:
        path: the file, or None or ``-`` for standard output. A link is followed; a device or pipe is written directly.
        inputs: the files that are read, none of which may be overwritten.

    Raises:
        UsageError: the output is one of the inputs.
        OutputError: the file cannot be written.
    """
    if path is None or path == "-":
        yield Standard()
        return
    if any(_same(path, read) for read in inputs):
        raise UsageError(f"{path} is an input; name another file with -o")
    with _told(path), _opened(Path(os.path.realpath(path))) as opened:
        yield opened


@contextlib.contextmanager
def folder(path: str, inputs: Sequence[str], ours: Callable[[Path], bool]) -> Iterator[folders.Draft]:
    """Open a directory of tables as an output; what is not committed before the end leaves it as it was.

    Args:
        path: the directory; a link is followed.
        inputs: the files that are read, none of which may stand in it.
        ours: whether a directory that is not empty is an earlier output, which may go.

    Raises:
        UsageError: an input stands in it.
        OutputError: it cannot be written, another run is writing it, or it holds something else than such tables.
    """
    with _told(path):
        real = Path(os.path.realpath(path))
        for read in inputs:
            if read != "-" and Path(os.path.realpath(read)).is_relative_to(real):
                raise UsageError(f"{read} is an input in {path}; name another directory with -o")
        with folders.replaced(real, ours) as draft:
            yield draft


@contextlib.contextmanager
def _told(path: str) -> Iterator[None]:
    """Make one line of what the system says."""
    try:
        yield
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise OutputError(f"{path} cannot be written: {reason_of(error)}") from None


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Target]:
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield Target(path, stream, None)
        return
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(None, "Permission denied")
    import tempfile  # noqa: PLC0415 - standard output needs none

    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield Target(path, stream, temporary)
    finally:
        temporary.unlink(missing_ok=True)


def _mode(path: Path) -> int:
    """Return the permissions of the file that is replaced, or those that a new file gets."""
    with contextlib.suppress(FileNotFoundError):
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _same(path: str, other: str) -> bool:
    try:
        return other != "-" and Path(path).samefile(other)
    except (OSError, ValueError):
        return False
