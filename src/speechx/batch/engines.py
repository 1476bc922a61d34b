"""Who does the work: an engine makes executors (``concurrent.futures``) and knows how the death of a worker looks."""

from concurrent.futures import Executor
from contextlib import AbstractContextManager
from typing import Literal, NamedTuple, Protocol

from speechx.errors import UsageError

Name = Literal["local", "dask"]


class Note(NamedTuple):
    """What a dead worker left: the place of its document, when it began with that, and why it ended, if it knew."""

    place: int
    since: float
    reason: str


class Engine(Protocol):
    """What the run asks of an engine, which is a context that ends what it began.

    Attributes:
        workers: how many tasks are worked on at the same time.
        deaths: what a future raises whose worker died.
        notes: the folder for the notes of workers, or None where they are out of reach.
    """

    workers: int
    deaths: tuple[type[Exception], ...]
    notes: str | None

    def executor(self) -> Executor:
        """Return the executor; after ``renew`` it is another."""
        ...

    def renew(self) -> None:
        """Clear away what a death has broken."""
        ...

    def look(self) -> None:
        """See to it that a death is not overlooked; it is asked for while a result is long in coming."""
        ...

    def left(self) -> list[Note]:
        """Return what the dead left behind, once, while nobody works."""
        ...

    def alone(self) -> AbstractContextManager[Executor]:
        """Return an executor of one worker that nobody else uses."""
        ...


def engine(name: Name, workers: int, scheduler: str | None) -> AbstractContextManager[Engine]:
    """Return an engine; only its module is loaded.

    Args:
        name: its name.
        workers: how many processes it starts, where it starts some.
        scheduler: the address of a running cluster, for Dask.

    Raises:
        UsageError: the engine has no scheduler, or its library is not installed.
    """
    if name == "local":
        if scheduler is not None:
            raise UsageError("--scheduler is for --engine dask")
        from speechx.batch.local import Local  # noqa: PLC0415 - each engine loads its own

        return Local(workers)
    try:
        from speechx.batch.dask import Dask  # noqa: PLC0415 - the same
    except ModuleNotFoundError:
        raise UsageError("--engine dask needs Dask; install it with: pip install 'speechx[dask]'") from None
    return Dask(workers, scheduler)
