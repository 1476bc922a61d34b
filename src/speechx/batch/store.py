"""The output folder: files that appear whole or not at all."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from speechx.batch.manifest import FILE
from speechx.errors import OutputError, UsageError, reason_of

_SCRATCH: Final = ".speechx"
"""The folder of files that are being written: what a killed run leaves there, the next removes."""


class Store:
    """An output folder.

    Args:
        folder: its path.
    """

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)
        self._scratch = self.folder / _SCRATCH
        self._known: set[Path] = set()

    def inspect(self, *, resume: bool, force: bool) -> None:
        """Say what to do where the folder holds something already.

        Raises:
            UsageError: it does, and the user has not said so; or there is no folder to resume.
            OutputError: the folder cannot be read.
        """
        with self._told():
            held = [path.name for path in self.folder.iterdir() if path.name[0] != "."] if self._exists() else []
        if force:
            return
        if FILE in held and not resume:
            raise UsageError(f"{self.folder} holds a run already: go on with it (--resume), or begin anew (--force)")
        if held and FILE not in held:
            raise UsageError(f"{self.folder} is not empty: name another folder, or write to it anyway (--force)")

    def _exists(self) -> bool:
        if self.folder.exists() and not self.folder.is_dir():
            raise UsageError(f"{self.folder} is a file: name a folder")
        return self.folder.is_dir()

    def open(self) -> None:
        """Make the folder, if it is not there.

        Raises:
            OutputError: it cannot be made.
        """
        with self._told():
            self.folder.mkdir(parents=True, exist_ok=True)

    def clear(self) -> None:
        """Remove what a killed run was just writing; only the run that has the lock may."""
        with self._told():
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch.mkdir()

    def close(self) -> None:
        """Remove the folder of files that are being written."""
        shutil.rmtree(self._scratch, ignore_errors=True)

    def put(self, path: str, data: bytes | None) -> None:
        """Make a file hold some bytes, or make it vanish for None.

        Raises:
            OutputError: it cannot be written.
        """
        target = self.folder / path
        with self._told():
            if data is None:
                target.unlink(missing_ok=True)
                return
            scratch = self._scratch / "output"
            scratch.write_bytes(data)
            if target.parent not in self._known:
                target.parent.mkdir(parents=True, exist_ok=True)
                self._known.add(target.parent)
            os.replace(scratch, target)  # noqa: PTH105 - the faster of the two

    def size(self, path: str) -> int | None:
        """Return the size of a file, or None where it is not there."""
        try:
            return (self.folder / path).stat().st_size
        except OSError:
            return None

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError(f"{self.folder} cannot be written: {reason_of(error)}") from None
