"""What is known of the terminal."""

import os
import shutil
import sys


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def colored(choice: str) -> bool:
    """Return whether to use colours.

    Args:
        choice: ``always``, ``never`` or ``auto``: as ``NO_COLOR`` and ``FORCE_COLOR`` say, else on a terminal only.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (is_terminal() and os.environ.get("TERM") != "dumb")


def width() -> int:
    """Return the width of the terminal in cells: that of ``COLUMNS`` where it is set, and 80 where there is none."""
    return shutil.get_terminal_size().columns
