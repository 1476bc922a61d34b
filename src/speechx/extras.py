"""Libraries that are not part of the base install: loaded when they are used, and one line where they are missing."""

from importlib import import_module
from types import ModuleType

from speechx.errors import UsageError


def load(module: str, extra: str) -> ModuleType:
    """Return a module of an optional library.

    Args:
        module: its name, as in an import.
        extra: the extra of speechx that installs it.

    Raises:
        UsageError: it is not installed; the message names the command that installs it.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module.partition(".")[0]:
            raise  # it is installed, and lacks something itself
        raise UsageError(f"{module} is not installed: pip install 'speechx[{extra}]'") from None
