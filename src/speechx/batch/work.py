"""In a worker: parts to bytes. A document that fails leaves its fellows alone; one that never ends ends the worker."""

import contextlib
import faulthandler
import gc
import hashlib
import os
import pickle
import sys
import time
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Final

from speechx import limits, parser, readers, writers
from speechx.batch.seam import Done, Entry, Outcome, Part, Setup, Task
from speechx.errors import SpeechxError
from speechx.readers import Failure, Item
from speechx.records import Document
from speechx.rules import in_force

_MANY: Final = 50_000
"""New objects before the garbage collector looks at them: nearly all live for a document, or die at once."""
_NOTE: Final = 64
"""The bytes of a note."""
OUT_OF_MEMORY: Final = "memory"
"""What a worker notes of a document that it had no memory for."""


def work(setup: bytes, task: Task) -> tuple[Done, ...]:
    """Work on the parts of a task.

    Args:
        setup: a pickled ``Setup``: packed once, not with each task, and unpacked once in each worker.
        task: the parts.
    """
    worker = _worker(setup)
    return tuple(worker.part(part) for part in task)


@lru_cache(maxsize=1)
def _worker(setup: bytes) -> "_Worker":
    return _Worker(pickle.loads(setup))  # noqa: S301 - from the process that started this one


class _Worker:
    """A worker that is ready: limits set, packs in force, the garbage collector tamed."""

    def __init__(self, setup: Setup) -> None:
        if setup.packs != in_force.packs():
            in_force.put(setup.packs)
        if setup.memory is not None:
            _limit_memory(setup.memory)
        self._setup = setup
        self._writer = writers.writer(setup.format)
        self._notes = _Notes(setup.notes)
        self._at = 0
        import_module("speechx.batch.warm")  # where no server has loaded it
        gc.set_threshold(_MANY)

    def part(self, part: Part) -> Done:
        """Read, parse and write the documents of a part."""
        outcomes: list[Outcome] = []
        try:
            data = b"".join(self._writer.chunks(self._documents(part, outcomes), self._setup.writing))
        except MemoryError:
            self._notes.write(self._at, OUT_OF_MEMORY)
            os._exit(1)  # what else would need memory is not to be trusted any more
        except Exception as error:  # noqa: BLE001 - a format that cannot hold a document must not end the run
            return Done(None, tuple(_failed(entry.item, error) for entry in part.entries))
        return Done(data if any(outcome.error is None for outcome in outcomes) else None, tuple(outcomes))

    def _documents(self, part: Part, outcomes: list[Outcome]) -> Iterator[Document]:
        for entry in part.entries:
            start = time.perf_counter()
            self._at = entry.place
            self._notes.write(entry.place)
            with _watch(self._setup.timeout):
                document, outcome = self._document(entry)
            outcomes.append(outcome._replace(seconds=round(time.perf_counter() - start, 4)))
            self._notes.write(None)
            if document is not None:
                yield document

    def _document(self, entry: Entry) -> tuple[Document | None, Outcome]:
        item = entry.item
        if isinstance(item, Failure):
            return None, _failed(item, item.error)
        if entry.given_up is not None:
            return None, _failed(item, entry.given_up)
        try:
            how = self._setup
            source = readers.read(item, how.reading)
            limits.check(source, how.limits)
            document = parser.record(source, places=how.places, roster=how.roster, date=how.date)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - one document must not take the others with it
            return None, _failed(item, error)
        return document, _counted(item.name, document)


def digest(item: Item) -> str | None:
    """Return the SHA-256 of the bytes of a document, or None where they cannot be read."""
    whole = hashlib.sha256()
    try:
        if item.path is not None:
            with Path(item.path).open("rb") as stream:
                whole = hashlib.file_digest(stream, "sha256")
        elif isinstance(item.data, str):
            whole.update(item.data.encode("utf-8", "surrogatepass"))
        else:
            whole.update(item.data or b"")
    except (OSError, ValueError):
        return None
    return whole.hexdigest()


def _failed(item: Item | Failure, error: Exception) -> Outcome:
    """Return the outcome of a document that failed; what is no error of ours is a defect."""
    told = str(error)
    if not isinstance(error, SpeechxError):
        told = f"{item.name}: internal error, please report it: {type(error).__name__}: {error}"
    return Outcome(item.name, None if isinstance(item, Failure) else digest(item), told)


def _counted(name: str, document: Document) -> Outcome:
    codes = Counter(found.code for found in document.diagnostics)
    return Outcome(
        name,
        document.source.sha256,
        chars=document.source.chars,
        speeches=len(document.speeches),
        figures=sum(len(speech.figures) for speech in document.speeches),
        diagnostics=tuple(sorted(codes.items())),
    )


@contextlib.contextmanager
def _watch(seconds: int) -> Iterator[None]:
    """End the process if what is done here takes too long: no exception would reach code that is stuck in C."""
    faulthandler.dump_traceback_later(seconds, exit=True, file=_nowhere())
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


@lru_cache(maxsize=1)
def _nowhere() -> int:
    return os.open(os.devnull, os.O_WRONLY)


def _limit_memory(size: int) -> None:
    """Let the process have so many bytes of memory, where the system can limit it."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - POSIX has it

        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (size, resource.getrlimit(resource.RLIMIT_AS)[1]))


class _Notes:
    """What a worker leaves behind for those who find it dead: which document it was at, and since when.

    Args:
        folder: where the note is to lie, or None for no note.
    """

    def __init__(self, folder: str | None) -> None:
        self._file = None
        if folder is not None:
            self._file = os.open(Path(folder) / str(os.getpid()), os.O_WRONLY | os.O_CREAT, 0o600)

    def write(self, place: int | None, reason: str = "") -> None:
        """Note which document is worked on from now, or None for none, and why the worker ends, if it does."""
        if self._file is not None:
            note = "" if place is None else f"{place} {time.time():.3f} {reason}"
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, note.ljust(_NOTE).encode())
