"""What a run does about workers that die, with an engine whose workers die when they are told to."""

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from multiprocessing import forkserver
from pathlib import Path
from typing import Any, Self

import psutil
import pytest

from speechx import readers, writers
from speechx.batch import work
from speechx.batch.engines import Note
from speechx.batch.flights import Flights
from speechx.batch.local import Local
from speechx.batch.seam import Done, Entry, Part, Setup, Task
from speechx.errors import LimitError
from speechx.limits import Limits
from speechx.readers import Failure, Item


class Dead(Exception):  # noqa: N818 - what an engine calls it
    """A worker is dead."""


class Mortal(Executor):
    """Does the work at once, but for documents that kill."""

    def __init__(self, engine: "Deadly") -> None:
        self._engine = engine

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> "Future[Any]":  # noqa: ANN401 - as the base
        if self._engine.broken:
            raise Dead
        future: Future[Any] = Future()
        setup, task = args
        for entry in (entry for part in task for entry in part.entries):
            if entry.given_up is None and self._engine.kills(entry.item.name):
                self._engine.die(entry.place)
                future.set_exception(Dead())
                return future
        future.set_result(fn(setup, task))
        return future


class Deadly:
    """An engine some of whose documents kill their worker so many times; a death breaks it until it is renewed."""

    workers = 1
    deaths: tuple[type[Exception], ...] = (Dead,)

    def __init__(self, deadly: dict[str, int], notes: str | None) -> None:
        self.deadly, self.notes, self.broken = deadly, notes, False
        self._left: list[Note] = []
        self.lone = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def kills(self, name: str) -> bool:
        self.deadly[name] = self.deadly.get(name, 0) - 1
        return self.deadly[name] >= 0

    def die(self, place: int) -> None:
        self.broken = self.notes is not None  # a pool is broken; a cluster is not
        self._left.append(Note(place, 0.0, work.OUT_OF_MEMORY))

    def renew(self) -> None:
        self.broken = False

    def look(self) -> None:
        """Nobody dies unheard here."""

    def left(self) -> list[Note]:
        left, self._left = self._left, []
        return left

    def executor(self) -> Executor:
        return Mortal(self)

    @contextmanager
    def alone(self) -> Iterator[Executor]:
        self.lone += 1
        self.broken = False
        yield Mortal(self)
        self.broken = False


SETUP = Setup(
    readers.Options(), False, None, None, (), "json", writers.Options(), Limits(), timeout=60, memory=None, notes=None
)  # fmt: skip


def tasks(count: int) -> list[Task]:
    parts = [Part(f"{place}.json", (Entry(place, Item(str(place), None, "春天来了。")),)) for place in range(2 * count)]
    return [(parts[at], parts[at + 1]) for at in range(0, 2 * count, 2)]


def flown(engine: Deadly, count: int = 6) -> dict[str, str | None]:
    """Return the names of all documents, in the order in which they came back, with their errors."""
    found: dict[str, str | None] = {}
    for task, done in Flights(engine, SETUP).results(tasks(count)):
        assert len(task) == len(done)
        for one in done:
            assert isinstance(one, Done)
            found.update((outcome.name, outcome.error) for outcome in one.outcomes)
    return found


@pytest.fixture(params=["cluster", "pool"])
def notes(request: pytest.FixtureRequest, tmp_path: Path) -> str | None:
    """Tell where workers leave notes: nowhere in a cluster."""
    return str(tmp_path) if request.param == "pool" else None


def test_a_death_by_accident_costs_nothing(notes: str | None) -> None:
    engine = Deadly({"3": 1}, notes)
    assert flown(engine) == {str(place): None for place in range(12)}
    assert engine.lone >= 2


def test_a_document_that_kills_again_is_given_up(notes: str | None) -> None:
    found = flown(Deadly({"3": 9, "8": 9}, notes))
    assert list(found) == [str(place) for place in range(12)]
    errors = {name: error for name, error in found.items() if error}
    reason = (
        "needs more memory than a worker may have (--max-memory)"
        if notes
        else "killed the process that worked on it, twice"
    )
    assert errors == {name: f"{name} {reason}" for name in ("3", "8")}


def test_deaths_that_nobody_is_to_blame_for_end_the_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Deadly, "die", lambda self, _: setattr(self, "broken", True))
    with pytest.raises(LimitError, match="die before they begin"):
        flown(Deadly({"3": 99}, str(tmp_path)))


def test_lone_deaths_that_nobody_is_to_blame_for_end_the_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def die(engine: Deadly, place: int) -> None:
        engine.broken = True
        if not engine.lone:
            engine._left.append(Note(place, 0.0, ""))

    monkeypatch.setattr(Deadly, "die", die)
    with pytest.raises(LimitError, match="die before they begin"):
        flown(Deadly({"3": 99}, str(tmp_path)))


@pytest.mark.skipif(os.name == "nt", reason="there is no server of workers")
def test_a_server_of_workers_that_does_not_answer_is_a_death(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may die between two looks at it, and then it is started anew."""

    def gone(*_: object) -> None:
        raise ConnectionRefusedError(None, "Connection refused")

    with Local(1) as engine:
        with monkeypatch.context() as patch:
            patch.setattr(forkserver, "connect_to_new_process", gone)
            with pytest.raises(engine.deaths):
                engine.executor().submit(int, "1").result(20)
        engine.renew()
        assert engine.executor().submit(int, "2").result(20) == 2


def test_a_reason_is_the_time_where_that_is_up() -> None:
    flights = Flights(Deadly({}, None), SETUP._replace(timeout=1))
    assert flights._reason(Note(0, 0.0, "")) == "takes longer than 1 s (--timeout)"


def test_what_passes_to_workers_can_be_pickled() -> None:
    failure = Failure("x", LimitError("x is large"))
    part = Part("x.json", (Entry(0, failure),))
    again: Part = pickle.loads(pickle.dumps(part))  # noqa: S301 - our own
    assert str(again.entries[0].item.error) == "x is large"  # type: ignore[union-attr]
    (done,) = work.work(pickle.dumps(SETUP), (part,))
    assert done == Done(None, done.outcomes)
    assert (done.outcomes[0].name, done.outcomes[0].error) == ("x", "x is large")


HALF = """
import os, pathlib, signal, struct, sys

pathlib.Path(folder, str(os.getpid())).touch()  # as all workers do
frame = sys._getframe()
while "result_queue" not in frame.f_locals:
    frame = frame.f_back
queue = frame.f_locals["result_queue"]
queue._wlock.acquire()
os.write(queue._writer.fileno(), struct.pack("!i", 1000) + b"half of it")
os.kill(os.getpid(), signal.SIGKILL)
"""


def halved(engine: Local, executor: Executor) -> "Future[None]":
    """Let a worker die in the middle of handing over a result."""
    future = executor.submit(exec, HALF, {"folder": engine.notes})
    end = time.monotonic() + 20
    while not (notes := list(Path(engine.notes or "").iterdir())) or psutil.pid_exists(int(notes[0].name)):
        assert time.monotonic() < end
        time.sleep(0.01)
    with pytest.raises(TimeoutError):  # nobody hears of it
        future.result(0.2)
    return future


@pytest.mark.skipif(os.name == "nt", reason="what is written to a pipe there is written whole")
@pytest.mark.parametrize("alone", [False, True])
def test_half_a_result_keeps_nobody_waiting(alone: bool) -> None:
    with Local(1) as engine, engine.alone() if alone else nullcontext(engine.executor()) as executor:
        future = halved(engine, executor)
        engine.look()
        with pytest.raises(BrokenProcessPool):
            future.result(20)


@pytest.mark.skipif(os.name == "nt", reason="what is written to a pipe there is written whole")
def test_half_a_result_keeps_nobody_from_leaving() -> None:
    engine = Local(1)
    engine.__enter__()
    halved(engine, engine.executor())
    engine.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)


def test_a_death_that_the_pool_does_not_hear_of_ends_the_others() -> None:
    """A worker that died unheard would let the run wait for ever: its note tells of it."""
    with subprocess.Popen([sys.executable, "-c", ""]) as dead:
        dead.wait()
    with Local(1) as engine:
        future = engine.executor().submit(time.sleep, 60)
        while not future.running():
            time.sleep(0.01)
        engine.look()
        assert not future.done()
        (Path(engine.notes or "") / str(dead.pid)).touch()
        engine.look()
        with pytest.raises(BrokenProcessPool):
            future.result(20)
