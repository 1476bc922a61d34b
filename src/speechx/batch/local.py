"""Processes of this machine: ``ProcessPoolExecutor``, made anew when a worker died, since one death breaks all of it.

Workers are forked from a server that has loaded everything and does nothing else (``forkserver``): they start at once
and share its memory, and no lock of another thread is ever forked, as it would be from a process with a progress bar.
Where there is no such server, each worker loads everything itself (``spawn``).
"""

import contextlib
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Self

from speechx.batch.engines import Note

_SERVER = "forkserver"


class Local:
    """The engine of worker processes.

    Args:
        workers: how many.
    """

    deaths: tuple[type[Exception], ...] = (BrokenProcessPool, ConnectionError)  # of a worker, of the server

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._context = multiprocessing.get_context(
            _SERVER if _SERVER in multiprocessing.get_all_start_methods() else "spawn"
        )
        self._context.set_forkserver_preload(["speechx.batch.warm"])
        self._others: set[BaseProcess] = set()
        self._pool: ProcessPoolExecutor | None = None
        self._lone: ProcessPoolExecutor | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="speechx-", ignore_cleanup_errors=True)
        self.notes: str | None = self._folder.name

    def __enter__(self) -> Self:
        """Begin: workers start with the first task."""
        self._others = set(multiprocessing.active_children())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the workers, at once where something went wrong."""
        if kind is not None:  # whoever waits for an end wants it now
            self._kill()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self._folder.cleanup()

    def executor(self) -> Executor:
        """Return the pool of all workers."""
        if self._pool is None:
            self._pool = self._made(self.workers)
        return self._pool

    def renew(self) -> None:
        """End the broken pool."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def look(self) -> None:
        """End all workers where one has died unheard.

        One that dies in the middle of handing over a result leaves the pool waiting for the rest of it.
        """
        if any(not _lives(int(path.name)) for path in Path(self._folder.name).iterdir()):
            self._kill()

    def _kill(self) -> None:
        for process in set(multiprocessing.active_children()) - self._others:
            process.kill()
        for pool in (self._pool, self._lone):
            _hang_up(pool)

    @contextlib.contextmanager
    def alone(self) -> Iterator[Executor]:
        """Make a pool of one worker."""
        with self._made(1) as self._lone:
            yield self._lone

    def left(self) -> list[Note]:
        """Return the notes of all workers that died, also of those that the death of another took along."""
        notes = []
        for path in Path(self._folder.name).iterdir():
            words = path.read_text(encoding="utf-8").split()
            path.unlink()
            if words:
                notes.append(Note(int(words[0]), float(words[1]), "".join(words[2:])))
        return notes

    def _made(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, mp_context=self._context, initializer=_begin)


def _hang_up(pool: ProcessPoolExecutor | None) -> None:
    """Close our own end for writing of the pipe of results.

    As long as anybody could write, the pool waits for the rest of a result, and whoever shuts it down waits with it.
    There is no public way to tell it that nobody will.
    """
    queue = None if pool is None else pool._result_queue  # noqa: SLF001
    if queue is not None:
        queue._writer.close()  # type: ignore[attr-defined]  # noqa: SLF001


def _lives(pid: int) -> bool:
    """Whether a process is there; where that cannot be asked (Windows) it is taken to be."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def _begin() -> None:
    """Begin a worker: interrupts are for the parent to answer, and no worker outlives it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
