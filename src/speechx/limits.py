"""Limits of a document that was read: how long its lines are, how many, how many numbers it has, how long it may take.

Cost and memory are linear in the text, so a limit on bytes bounds both; these bound them closer. Every limit is named
in its error by the option that moves it.
"""

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from speechx import kept
from speechx.errors import LimitError
from speechx.fields import numerals
from speechx.source import Source


class Limits(NamedTuple):
    """How much a document may be.

    Attributes:
        line: the characters of a line, its end included.
        lines: the lines.
        numbers: the written numbers, each of which may become a figure.
        seconds: how long reading and parsing may take, or 0 for ever.
    """

    line: int = 16 << 20
    lines: int = 2_000_000
    numbers: int = 500_000
    seconds: int = 600


_NUMBER: Final = kept.pattern(rf"(?:[0-9]++[.,]?+)++|[{numerals.CHINESE}]++")


class _Late(BaseException):
    """Time is up; no ``except Exception`` on the way may take it."""


def check(source: Source, limits: Limits) -> None:
    """Refuse a document that is too much.

    Raises:
        LimitError: it has too long a line, too many lines or too many numbers.
    """
    chars = len(source.text)  # a short text exceeds nothing, and need not be looked at
    if chars > limits.line:
        ends = [*source.line_starts, chars]
        for number, (start, end) in enumerate(pairwise(ends), 1):
            if end - start > limits.line:
                raise LimitError(f"{source.name} has over {limits.line} characters in line {number} (--max-line)")
    if chars > limits.lines and len(source.line_starts) > limits.lines:
        raise LimitError(f"{source.name} has more than {limits.lines} lines (--max-lines)")
    if chars > limits.numbers and _exceeds(source.folded, limits.numbers):
        raise LimitError(f"{source.name} has more than {limits.numbers} numbers (--max-numbers)")


def _exceeds(text: str, most: int) -> bool:
    return any(count > most for count, _ in enumerate(_NUMBER.finditer(text), 1))


@contextlib.contextmanager
def within(name: str, seconds: float) -> Iterator[None]:
    """Stop what is done here when it takes too long, in the middle of a search for a pattern too.

    The alarm of the system is asked for between two steps of Python and within the search of a pattern. Where there is
    none (on Windows, in any thread but the main one) nothing is stopped.

    Raises:
        LimitError: time was up.
    """
    if not seconds or not can_stop():
        yield
        return
    try:
        before = signal.signal(signal.SIGALRM, _stop)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
    except _Late:
        raise LimitError(f"{name} takes longer than {seconds} s (--timeout)") from None


def can_stop() -> bool:
    """Whether what takes too long can be stopped here."""
    return sys.platform != "win32" and threading.current_thread() is threading.main_thread()


def _stop(*_: object) -> None:
    raise _Late
