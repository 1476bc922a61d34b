"""Modules that need an extra: loaded when they are used, and one line where the extra is not installed."""

from importlib import import_module
from types import ModuleType

from speechx.errors import UsageError


def load(module: str, extra: str, use: str) -> ModuleType:
    """Return a module of speechx that needs a library of an extra.

    Args:
        module: the module's full name.
        extra: the extra of ``pyproject.toml`` that brings what it imports.
        use: what cannot be done without it, for the message.

    Raises:
        UsageError: a library is not installed; the message names the command that installs it.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "speechx":
            raise
        raise UsageError(f"{use} needs more than the base: pip install 'speechx[{extra}]'") from None
