"""``speechx config``: the settings that hold, and where they come from."""

from collections.abc import Mapping
from typing import Any

from speechx.cli import config
from speechx.cli.config import Setting
from speechx.cli.messages import one_line
from speechx.cli.output import target
from speechx.errors import EXIT_FINE
from speechx.writers import json


def show(format_: str, *, origin: bool) -> int:
    """Print the settings, and return the exit code."""
    found = config.settings()
    with target(None) as out:
        out.write(_json(found, origin=origin) if format_ == "json" else _toml(found, origin=origin))
    return EXIT_FINE


def _json(found: Mapping[str, Setting], *, origin: bool) -> bytes:
    rows = {key: setting._asdict() if origin else setting.value for key, setting in found.items()}
    return json.dumps(rows, indent=True) + b"\n"


def _toml(found: Mapping[str, Setting], *, origin: bool) -> bytes:
    lines = []
    for key, setting in found.items():
        line = f"# {key} is not set" if setting.value is None else f"{key} = {_value(setting.value)}"
        lines.append(f"{line}  # {one_line(setting.origin)}\n" if origin and setting.value is not None else f"{line}\n")
    return "".join(lines).encode()


def _value(value: Any) -> str:  # noqa: ANN401 - whatever a setting may be
    """Return a value as TOML writes it: as JSON does, for all that a setting may be."""
    return json.dumps(value).decode()
