"""What goes to standard error: one line a message, safe for any terminal."""

import contextlib
import sys

from speechx.errors import EXIT_INTERNAL
from speechx.visible import one_line

__all__ = ["internal", "one_line", "say", "show"]


def say(message: str) -> None:
    """Print a message of the command itself."""
    show(f"speechx: {message}")


def show(line: str) -> None:
    """Print a line on standard error; where nobody reads it, it is lost."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            print(one_line(line), file=sys.stderr, flush=True)  # noqa: T201 - the one place that prints messages


def internal(error: Exception, name: str | None = None) -> int:
    """Report a mistake in speechx itself, with the document that brought it to light, and return the exit code."""
    say(f"{f'{name}: ' if name else ''}internal error, please report it: {type(error).__name__}: {error}")
    return EXIT_INTERNAL
