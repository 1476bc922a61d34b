"""A Dask cluster: one that runs, or one of this machine's processes for the time of the run.

Dask schedules, moves and repeats; what is here says how to reach it, and what it raises of a task that kills workers.
"""

import contextlib
import logging
from collections.abc import Iterator
from concurrent.futures import Executor
from types import TracebackType
from typing import Final, Self

from dask import config
from distributed import Client, KilledWorker, LocalCluster

from speechx.batch.engines import Note
from speechx.errors import SourceError

_OUR_OWN: Final = {"distributed.scheduler.allowed-failures": 0, "distributed.worker.profile.enabled": False}
"""A cluster of our own need not try again what killed a worker, which the run does, nor look what its workers do."""
_PATIENCE: Final = 30.0
"""The seconds that a scheduler has to answer."""


class Dask:
    """The engine of a cluster.

    Args:
        workers: how many processes a cluster of this machine has.
        scheduler: the address of a running cluster, or None.

    Raises:
        SourceError: nobody answers at the address.
    """

    deaths: tuple[type[Exception], ...] = (KilledWorker,)
    notes: str | None = None

    def __init__(self, workers: int, scheduler: str | None) -> None:
        self._stack = contextlib.ExitStack()
        try:
            self._client = self._stack.enter_context(_client(workers, scheduler))
        except (OSError, ValueError):
            raise SourceError(f"no Dask scheduler answers at {scheduler}") from None
        self.workers = sum(self._client.nthreads().values()) or workers
        self._executor: Executor = self._client.get_executor(pure=False)

    def __enter__(self) -> Self:
        """Begin: the cluster is there already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the cluster, and end it where it is our own."""
        self._executor.shutdown(wait=kind is None)
        self._stack.close()

    def executor(self) -> Executor:
        """Return the executor of the whole cluster."""
        return self._executor

    def renew(self) -> None:
        """Do nothing: the cluster replaces its workers itself."""

    def look(self) -> None:
        """Do nothing: the scheduler hears of deaths itself."""

    def left(self) -> list[Note]:
        """Return nothing: the workers may be on other machines."""
        return []

    @contextlib.contextmanager
    def alone(self) -> Iterator[Executor]:
        """Return the executor: the cluster has tried a task that kills workers on several of them already."""
        yield self._executor


def _client(workers: int, scheduler: str | None) -> Client:
    if scheduler is not None:
        return Client(scheduler, timeout=_PATIENCE)  # type: ignore[no-untyped-call]
    with config.set(_OUR_OWN):
        cluster = LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
        )
    return Client(cluster)  # type: ignore[no-untyped-call]
