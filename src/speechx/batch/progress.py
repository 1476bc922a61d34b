"""How far a run is: a bar on a terminal, a line every so often elsewhere, nothing where nobody wants to know."""

import sys
import time
from contextlib import AbstractContextManager, nullcontext
from typing import Final, Protocol, Self

from speechx.batch.summary import Summary
from speechx.language import counted, phrase

_EVERY: Final = 30.0
"""The seconds between two lines."""


class Progress(Protocol):
    """What a run tells of itself, step by step."""

    def step(self, summary: Summary, parts: int) -> None:
        """Tell that so many more files of the input are done."""
        ...


class _Silent:
    def step(self, summary: Summary, parts: int) -> None:
        """Tell nothing."""


class _Lines:
    def __init__(self) -> None:
        self._last = time.monotonic()

    def step(self, summary: Summary, parts: int) -> None:  # noqa: ARG002 - lines tell what is done, not how much is left
        """Tell by a line, if the last was long ago."""
        if time.monotonic() - self._last >= _EVERY:
            self._last = time.monotonic()
            print(f"speechx: {counts(summary)}", file=sys.stderr, flush=True)  # noqa: T201 - for people


class _Bar:
    def __init__(self, total: int | None) -> None:
        from rich.console import Console  # noqa: PLC0415 - only where there is a terminal
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("", total=total)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def step(self, summary: Summary, parts: int) -> None:
        """Move the bar."""
        self._bar.update(self._task, advance=parts, description=counts(summary))


def counts(summary: Summary) -> str:
    """Return what is done, in a few words."""
    done = summary.documents + summary.failed
    return phrase(
        "{documents}, {rate} a second, {failed} failed",
        documents=counted(done, "document"), rate=summary.rate(done), failed=f"{summary.failed:,}",
    )  # fmt: skip


def progress(total: int | None, *, quiet: bool) -> AbstractContextManager[Progress]:
    """Return how to tell of a run.

    Args:
        total: how many documents there are, or None where nobody knows.
        quiet: whether to tell nothing.
    """
    if quiet or sys.stderr is None:
        return nullcontext(_Silent())
    return _Bar(total) if sys.stderr.isatty() else nullcontext(_Lines())
