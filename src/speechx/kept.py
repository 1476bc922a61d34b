"""What start-up would make anew each time, kept in a file of the user's cache: compiled patterns, tables.

Compiling the patterns and reading the tables takes longer than parsing a page. The file is a pickle, which can run code
when it is read; so it lies in the user's own cache (``$XDG_CACHE_HOME``, by default ``~/.cache``) and is read only if
it belongs to the user and nobody else may write it. It counts only for the very files that it was made from. Where it
cannot be written, each start makes everything anew.

Only the command line writes it (``save``); a program that imports speechx finds it or does without. Each thing in the
file is a pickle of its own, read when it is asked for: no start needs them all.
"""

import contextlib
import os
import pickle
import stat
import sys
from collections.abc import Callable, Hashable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar, cast

import regex

from speechx import digest

Value = TypeVar("Value")

_PACKAGE: Final = os.path.dirname(__file__)  # noqa: PTH120 - pathlib is slower, and this is about start-up
_SOURCES: Final = (".py", ".toml", ".tsv")
_MOST: Final = 600
"""More is not kept but of what this process used: each change of a rule pack would add to the file for good."""
_made: Final[dict[Hashable, Any]] = {}
_used: Final[set[Hashable]] = set()


def kept(key: Hashable, make: Callable[[], Value]) -> Value:
    """Return what was kept under a key, or else make it and keep it.

    Args:
        key: what it is; it must tell everything that the result depends on, but for the files of the package: what
            depends on words tells what packs add to them (``in_force.added``).
        make: makes it; the result must be picklable.
    """
    _used.add(key)
    if key not in _made and (data := _known().get(key)):
        with contextlib.suppress(Exception):  # what cannot be read is made anew
            return cast("Value", pickle.loads(data))  # noqa: S301 - the user's own file
    if key not in _made:
        _made[key] = make()
    return cast("Value", _made[key])


def pattern(text: str) -> regex.Pattern[str]:
    """Return a compiled pattern.

    Raises:
        regex.error: it is no pattern.
    """
    return kept(("pattern", text), lambda: regex.compile(text))


def save() -> None:
    """Write what was made since the start beside what was kept; what cannot be written is not."""
    if not _made:
        return
    import tempfile  # noqa: PLC0415 - most starts have nothing to write

    path = _file()
    known = _known()
    known |= {key: pickle.dumps(made, pickle.HIGHEST_PROTOCOL) for key, made in _made.items()}
    if len(known) > _MOST:
        known = {key: data for key, data in known.items() if key in _used}
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=f"{path.stem}.", suffix=".tmp", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                pickle.dump((_fingerprint(), known), stream, pickle.HIGHEST_PROTOCOL)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _made.clear()


@cache
def _known() -> dict[Hashable, bytes]:
    try:
        with _file().open("rb") as stream:
            if _foreign(stream):
                return {}
            fingerprint, known = pickle.load(stream)  # noqa: S301 - the user's own file
    except Exception:  # noqa: BLE001 - whatever is wrong with the file, all of it can be made anew
        return {}
    return known if fingerprint == _fingerprint() else {}


def _foreign(stream: BinaryIO) -> bool:
    """Whether somebody else than the user may have written a file."""
    if not hasattr(os, "getuid"):  # Windows keeps the caches of users apart
        return False
    status = os.fstat(stream.fileno())
    return status.st_uid != os.getuid() or bool(status.st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def _file() -> Path:
    """Return the file of this installation under this version of Python."""
    installation = digest.of(f"{_PACKAGE} {sys.version}".encode(errors="surrogatepass"))[:16]
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    return Path(home) / "speechx" / f"{installation}.pickle"


@cache
def _fingerprint() -> tuple[object, ...]:
    """Return what the kept things were made with: the compiler of patterns, and each file of the package."""
    return regex.__version__, tuple(_files(_PACKAGE))


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as found:
        for entry in found:
            if entry.name.endswith(_SOURCES):
                status = entry.stat()
                yield entry.name, status.st_size, status.st_mtime_ns
            elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
                yield from _files(entry.path)
