"""Folders that are written by one run at a time, and that appear whole or not at all."""

import contextlib
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from speechx.errors import OutputError

_PID_BYTES: Final = 20
_MOST: Final = 100
"""Characters of a name that are kept in the name of its temporary: a name has a greatest length."""


@contextlib.contextmanager
def lock(path: Path, what: str) -> Iterator[None]:
    """Hold a lock file. The system lets go of it when the process ends, however it ends, so a lock is never stale.

    Args:
        path: the lock file, made where there is none and removed afterwards.
        what: what is being written, for the message.

    Raises:
        OutputError: another run holds it.
        OSError: there can be no such file.
    """
    descriptor = _held(path, what)
    try:
        os.ftruncate(descriptor, 0)
        os.write(descriptor, b"%d" % os.getpid())
        yield
    finally:
        with contextlib.suppress(OSError):  # Windows removes no open file; the next run takes the one that stays
            path.unlink()
        os.close(descriptor)


class Draft:
    """A folder under way: files are written to ``path``, ``commit`` puts it in its place."""

    def __init__(self, path: Path, target: Path, ours: Callable[[Path], bool]) -> None:
        self.path, self._target, self._ours = path, target, ours

    def commit(self) -> None:
        """Make the folder what was written; of an earlier output nothing stays.

        Raises:
            OutputError: something that is no output has come to stand there.
        """
        for file in self.path.iterdir():
            with file.open("rb+") as stream:
                os.fsync(stream.fileno())
        refuse_others(self._target, self._ours)
        self.path.chmod(_mode(self._target))
        sync(self.path)
        if self._target.exists():
            self._swap()
        else:
            self.path.rename(self._target)
        sync(self._target.parent)

    def _swap(self) -> None:
        old = self.path.with_suffix(".old")
        self._target.rename(old)
        try:
            self.path.rename(self._target)
        except BaseException:
            old.rename(self._target)
            raise
        shutil.rmtree(old)


@contextlib.contextmanager
def replaced(target: Path, ours: Callable[[Path], bool]) -> Iterator[Draft]:
    """Open a folder beside its place; what is not committed before the end leaves the place as it was.

    Args:
        target: the folder, with all links followed.
        ours: whether a folder that is not empty is an earlier output, which may go.

    Raises:
        OutputError: another run is writing it, or it holds something that is no output.
        OSError: it cannot be written.
    """
    name = target.name[:_MOST]
    with lock(target.parent / f".{name}.lock", str(target)):
        refuse_others(target, ours)
        import tempfile  # noqa: PLC0415 - most runs write no folder

        temporary = Path(tempfile.mkdtemp(prefix=f".{name}.", suffix=".tmp", dir=target.parent))
        try:
            yield Draft(temporary, target, ours)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def refuse_others(target: Path, ours: Callable[[Path], bool]) -> None:
    """Refuse to write a folder that holds something else than an earlier output.

    Raises:
        OutputError: it does, or it is no folder.
    """
    if not target.exists():
        return
    if not target.is_dir():
        raise OutputError(f"{target} is a file, not a directory: name a directory with -o")
    if any(target.iterdir()) and not ours(target):
        raise OutputError(f"{target} holds files that are no output of speechx: name another directory with -o")
    if Path.cwd().is_relative_to(target):
        raise OutputError(f"{target} is where you are: name a directory in it with -o")


def sync(folder: Path) -> None:
    """Make sure that the names in a folder survive a loss of power, where the system lets one."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _mode(folder: Path) -> int:
    """Return the permissions of the folder that is replaced, or those that a new one gets."""
    with contextlib.suppress(FileNotFoundError):
        return stat.S_IMODE(folder.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o777 & ~mask


def _held(path: Path, what: str) -> int:
    """Return the descriptor of a lock file that is locked."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        locked = _locked(descriptor)
        if locked and _same(descriptor, path):
            return descriptor
        process = b"" if locked else os.read(descriptor, _PID_BYTES)
        os.close(descriptor)
        if not locked:
            holder = process.decode("ascii", "replace") or "unknown"
            raise OutputError(f"{what} is being written by another run (process {holder}): try again later")
        # Else the run before removed the file after it was opened here.


def _same(descriptor: int, path: Path) -> bool:
    with contextlib.suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(descriptor), path.stat())
    return False


if sys.platform == "win32":
    import msvcrt

    def _locked(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
