"""The form of the output: which format, for people or for machines."""

import sys
from pathlib import Path
from typing import Final, NamedTuple

from speechx.errors import UsageError

_SUFFIXES: Final = {".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv"}


def told_by_suffix(output: str | None) -> str | None:
    """Return the format that the name of an output tells."""
    return _SUFFIXES.get(Path(output or "").suffix.lower())


class Form(NamedTuple):
    """The form of the output as the user asked for it; None is for the command to decide."""

    format: str | None
    output: str | None
    table: str | None
    excel: bool
    indent: bool | None

    def settled(self, otherwise: str = "json") -> str:
        """Return the format that is asked for by name or by the suffix of the output.

        Args:
            otherwise: the format where neither tells.

        Raises:
            UsageError: an option of CSV stands with another format.
        """
        chosen = self.format or told_by_suffix(self.output) or otherwise
        for option, given in (("--table", self.table), ("--excel", self.excel)):
            if given and chosen != "csv":
                raise UsageError(f"{option} is for CSV: add -f csv")
        return chosen

    def indented(self) -> bool:
        """Return whether JSON is for people."""
        if self.indent is not None:
            return self.indent
        return self.output is None and sys.stdout is not None and sys.stdout.isatty()
