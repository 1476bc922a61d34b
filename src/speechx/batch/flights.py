"""Tasks in flight: a bounded number of them, what comes back in the order in which they left, and the death of workers.

A death may break everything in flight. The documents that the dead were at are tried alone, once; one that kills its
worker again is given up, and its fellows fly again.
"""

import pickle
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from typing import Final, NamedTuple

from speechx.batch import work
from speechx.batch.engines import Engine, Note
from speechx.batch.seam import Done, Entry, Setup, Task
from speechx.errors import LimitError

_AHEAD: Final = 4
"""The tasks in flight for each worker: enough that none waits while the results of a slow one are waited for."""
_LOOK: Final = 5
"""The seconds to wait for a result before the engine is asked to look after its workers."""
_BARREN: Final = 3
"""So many deaths in a row that no document is to blame for are too many."""


class _Flight(NamedTuple):
    task: Task
    future: "Future[tuple[Done, ...]]"


class Flights:
    """The tasks in flight over an engine.

    Args:
        engine: who does the work.
        setup: what the workers must know.
    """

    def __init__(self, engine: Engine, setup: Setup) -> None:
        self._engine = engine
        self._timeout = setup.timeout
        self._setup = pickle.dumps(setup._replace(notes=engine.notes), pickle.HIGHEST_PROTOCOL)
        self._flights: deque[_Flight] = deque()
        self._barren = 0

    def results(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, tuple[Done, ...]]]:
        """Yield the tasks with what became of their parts, in order; tasks are taken as they are needed."""
        for task in tasks:
            if len(self._flights) >= _AHEAD * self._engine.workers:
                yield self._landed()
            self._flights.append(self._started(task))
        while self._flights:
            yield self._landed()

    def _started(self, task: Task) -> _Flight:
        try:
            return _Flight(task, self._engine.executor().submit(work.work, self._setup, task))
        except self._engine.deaths as error:
            future: Future[tuple[Done, ...]] = Future()
            future.set_exception(error)
            return _Flight(task, future)

    def _landed(self) -> tuple[Task, tuple[Done, ...]]:
        while True:
            task, future = self._flights[0]
            try:
                done = self._awaited(future)
            except self._engine.deaths:
                self._recover()
            else:
                self._flights.popleft()
                self._barren = 0
                return task, done

    def _awaited(self, future: "Future[tuple[Done, ...]]") -> tuple[Done, ...]:
        while True:
            try:
                return future.result(_LOOK)
            except TimeoutError:
                self._engine.look()

    def _recover(self) -> None:
        """Try alone what may have killed a worker, then let the rest fly again."""
        self._engine.renew()
        lost = [at for at, flight in enumerate(self._flights) if _is_lost(flight.future)]
        suspects = self._suspects(self._flights[lost[0]].task)
        tried: dict[int, _Flight] = {}
        for at in lost:
            task = self._flights[at].task
            if found := [note for note in suspects if note.place in _places(task)]:
                tried[at] = self._tried(task, found)
        for at in lost:
            self._flights[at] = tried.get(at) or self._started(self._flights[at].task)

    def _suspects(self, task: Task) -> list[Note]:
        """Return the documents that a worker died at: as the dead noted it, else all of the task that died.

        Raises:
            LimitError: it has happened too often that there is none.
        """
        left = self._engine.left() if self._engine.notes else [Note(place, time.time(), "") for place in _places(task)]
        self._barren += not left
        if self._barren > _BARREN:
            raise LimitError("the workers die before they begin; give them more memory (--max-memory) or have fewer")
        return left

    def _tried(self, task: Task, suspects: list[Note]) -> _Flight:
        """Fly a task alone, without those of its documents that kill their worker also when they are alone."""
        for note in suspects:
            single = tuple(
                part._replace(entries=(entry,)) for part in task for entry in part.entries if entry.place == note.place
            )
            if killer := self._alone(single)[1]:
                task = self._without(task, killer)
        while True:
            done, killers = self._alone(task)
            if done is not None:
                future: Future[tuple[Done, ...]] = Future()
                future.set_result(done)
                return _Flight(task, future)
            task = self._without(task, killers)

    def _alone(self, task: Task) -> tuple[tuple[Done, ...] | None, list[Note]]:
        """Work on a task while nothing else is under way; return what became of it, or at what its worker died."""
        try:
            with self._engine.alone() as executor:
                return self._awaited(executor.submit(work.work, self._setup, task)), []
        except self._engine.deaths:
            return None, self._suspects(task)

    def _without(self, task: Task, killers: list[Note]) -> Task:
        """Give up documents of a task."""
        why = {note.place: self._reason(note) for note in killers}
        return tuple(
            part._replace(entries=tuple(_given_up(entry, why.get(entry.place)) for entry in part.entries))
            for part in task
        )

    def _reason(self, note: Note) -> str:
        if note.reason == work.OUT_OF_MEMORY:
            return "needs more memory than a worker may have (--max-memory)"
        if time.time() - note.since >= self._timeout:
            return f"takes longer than {self._timeout} s (--timeout)"
        return "killed the process that worked on it, twice"


def _is_lost(future: "Future[tuple[Done, ...]]") -> bool:
    return future.cancelled() or (future.done() and future.exception() is not None)


def _places(task: Task) -> set[int]:
    return {entry.place for part in task for entry in part.entries}


def _given_up(entry: Entry, reason: str | None) -> Entry:
    if reason is None or entry.given_up is not None:
        return entry
    return entry._replace(given_up=LimitError(f"{entry.item.name} {reason}"))
