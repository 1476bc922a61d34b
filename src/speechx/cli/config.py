"""The configuration: defaults of options from files and from the environment, each with where it comes from.

From the weakest to the strongest: ``speechx/config.toml`` in the user's configuration, ``[tool.speechx]`` of the
nearest ``pyproject.toml`` that has it, the nearest ``speechx.toml``, the environment. Nearest is upwards from the
current folder, as far as the root of a repository or the user's home. The command line is stronger than all of them.

A configuration is data. The files that it names must lie in its own folder, wherever links lead: whoever works in a
folder of others reads nothing else of theirs, and nothing of their own, because of it.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from speechx import bounded
from speechx.cli.settings import KEYS, from_text
from speechx.errors import RulesError

OWN: Final = "speechx.toml"
SHARED: Final = "pyproject.toml"
PREFIX: Final = "SPEECHX_"
DEFAULT: Final = "default"
_MOST_BYTES: Final = 1 << 18


class Setting(NamedTuple):
    """The value of a key, and where it comes from: ``file:line:column``, a variable of the environment, or nowhere."""

    value: Any
    origin: str


def settings() -> dict[str, Setting]:
    """Return what holds for each key.

    Raises:
        RulesError: a configuration has a mistake; the message tells where.
    """
    found = {key: Setting(known.default, DEFAULT) for key, known in KEYS.items()}
    for path, table in files():
        found.update(_read(path, table))
    found.update(_environment())
    return found


def defaults(command: str | None) -> dict[str, Any]:
    """Return the defaults that are set for the parameters of a command."""
    return {
        KEYS[key].parameter: setting.value
        for key, setting in settings().items()
        if setting.origin != DEFAULT and KEYS[key].fits(command, setting.value)
    }


def files() -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Yield the files that are read, the weakest first, each with the table that counts."""
    home = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")  # noqa: PTH111 - it may have no home
    user = Path(home) / "speechx" / "config.toml"
    if user.is_file():
        yield user, ()
    folders = list(_folders())
    if shared := next((path for folder in folders if _is_shared(path := folder / SHARED)), None):
        yield shared, ("tool", "speechx")
    if own := next((path for folder in folders if (path := folder / OWN).is_file()), None):
        yield own, ()


def _folders() -> Iterator[Path]:
    try:
        start = Path.cwd()
    except OSError:  # it was deleted
        return
    home = os.path.expanduser("~")  # noqa: PTH111 - pathlib raises where there is none
    for folder in (start, *start.parents):
        yield folder
        if str(folder) == home or (folder / ".git").exists():
            return


def _is_shared(path: Path) -> bool:
    try:
        return b"[tool.speechx]" in bounded.beside(path)
    except OSError:
        return False


def _read(path: Path, keys: tuple[str, ...]) -> Iterator[tuple[str, Setting]]:
    from speechx.rules import located  # noqa: PLC0415 - only where there is a configuration somebody waits for it

    document = located.read(str(path), _MOST_BYTES)
    table: Any = document.data
    for key in keys:
        table = table.get(key, {})
    for key, value in table.items():
        place = document.place((*keys, key))
        where = f"{path}:{place.line}:{place.column}"
        if key not in KEYS:
            raise RulesError(f"{where}: no setting is called {key}{located.suggestion(key, KEYS)}")
        try:
            yield key, Setting(_inside(path.parent, key, KEYS[key].check(value)), where)
        except ValueError as error:
            raise RulesError(f"{where}: {key} {error}") from None


def _inside(folder: Path, key: str, value: Any) -> Any:  # noqa: ANN401 - whatever a setting may be
    """Return a value with its paths made whole.

    Raises:
        ValueError: a path leads out of the folder, or to no file.
    """
    if not KEYS[key].paths:
        return value
    whole = []
    for name in [value] if isinstance(value, str) else value:
        path = Path(os.path.realpath(folder / name))
        if not path.is_relative_to(os.path.realpath(folder)):
            raise ValueError(f"{name} lies outside of the folder of this file")
        if not path.is_file():
            raise ValueError(f"{name} is no file")
        whole.append(str(path))
    return whole[0] if isinstance(value, str) else whole


def _environment() -> Iterator[tuple[str, Setting]]:
    for key, known in KEYS.items():
        name = PREFIX + key.upper().replace("-", "_")
        if text := os.environ.get(name):
            try:
                yield key, Setting(known.check(from_text(key, text, os.pathsep)), name)
            except ValueError as error:
                raise RulesError(f"{name} {error}") from None
