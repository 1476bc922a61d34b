"""What goes to standard error: one line a message, safe for any terminal."""

import contextlib
import sys
from typing import Final

from speechx.errors import EXIT_INTERNAL, EXIT_LIMIT
from speechx.language import translate
from speechx.visible import one_line

__all__ = ["be_verbose", "internal", "note", "one_line", "say", "show", "verbose"]

_wish: Final = {"verbose": False}


def be_verbose(asked: bool) -> None:
    """Print what ``note`` has to say from now on, or do not."""
    _wish["verbose"] = asked


def verbose() -> bool:
    """Tell whether the user wants to know what is being done."""
    return _wish["verbose"]


def say(message: str) -> None:
    """Print a message of the command itself."""
    show(f"speechx: {translate(message)}")


def note(message: str) -> None:
    """Print what the command is doing, if the user wants to know."""
    if verbose():
        say(message)


def show(line: str) -> None:
    """Print a line on standard error; where nobody reads it, it is lost."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            print(one_line(line), file=sys.stderr, flush=True)  # noqa: T201 - the one place that prints messages


def internal(error: Exception, name: str | None = None) -> int:
    """Report a mistake in speechx itself, with the document that brought it to light, and return the exit code.

    That memory is at an end is none: it is a limit like any other.
    """
    if isinstance(error, MemoryError):
        say(f"{name} needs more memory than there is" if name else "there is not enough memory")
        return EXIT_LIMIT
    say(f"{f'{name}: ' if name else ''}internal error, please report it: {type(error).__name__}: {error}")
    return EXIT_INTERNAL
