"""The form of the output: which format, for people or for machines."""

import shutil
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Final, NamedTuple

from speechx.cli.messages import say
from speechx.errors import UsageError
from speechx.writers import ALL, FORMATS, Options

_TABLED: Final = tuple(name for name, form in FORMATS.items() if form.table)
_FOREIGN: Final = frozenset((".doc", ".docx", ".htm", ".html", ".ods", ".odt", ".pdf", ".rtf", ".tsv", ".xls", ".yaml"))
"""Suffixes that tell of what no command writes: a program that opens such a file would be misled."""
_SHEETS: Final = tuple(name for name in ("csv", "xlsx") if name in FORMATS)


def told_by_suffix(output: str | None) -> str | None:
    """Return the format that the name of an output tells."""
    suffix = Path(output or "").suffix.lower()
    return next((name for name, form in FORMATS.items() if suffix and suffix in form.suffixes), None)


class Form(NamedTuple):
    """The form of the output as the user asked for it; None is for the command or the format to decide."""

    format: str | None
    output: str | None
    table: str | None
    excel: bool
    indent: bool | None
    safe: bool | None = None

    def settled(self, otherwise: str = "json", offered: Collection[str] = tuple(FORMATS)) -> str:
        """Return the format that is asked for by name or by the suffix of the output.

        Args:
            otherwise: the format where neither tells.
            offered: the formats that the command writes.

        Raises:
            UsageError: the options contradict each other, or the output cannot be what they say.
        """
        told = self.format or told_by_suffix(self.output) or self._foreign()
        chosen = told or ("csv" if self.table == ALL else otherwise)
        if chosen not in offered:
            raise UsageError(f"this command writes no {chosen}: choose {', '.join(offered)} with -f")
        for option, given, fitting in (
            ("--table", self.table is not None, _TABLED),
            ("--excel", self.excel, ("csv",)),
            ("--csv-safe", self.safe is not None, _SHEETS),
        ):
            if given and chosen not in fitting:
                raise UsageError(f"{option} is for {', '.join(fitting)}: add -f {fitting[0]}")
        if chosen in FORMATS and FORMATS[chosen].binary and not self.is_folder(chosen) and self._to_terminal():
            raise UsageError(f"{chosen} is nothing for a terminal: name a file with -o")
        return chosen

    def _foreign(self) -> str | None:
        suffix = Path(self.output or "").suffix.lower()
        return suffix if suffix in _FOREIGN else None

    def is_folder(self, chosen: str) -> bool:
        """Return whether the output is a directory.

        Raises:
            UsageError: it is, and has no name.
        """
        if self.table != ALL or not FORMATS[chosen].folder:
            return False
        if self.output in {None, "-"}:
            raise UsageError(f"--table all in {chosen} is a directory: name it with -o")
        return True

    def indented(self) -> bool:
        """Return whether JSON is for people."""
        return self._to_terminal() if self.indent is None else self.indent

    def options(self, chosen: str, *, array: bool) -> Options:
        """Return how a writer is to write.

        Args:
            chosen: the format.
            array: whether there are several documents.
        """
        return Options(
            indent=self.indented(), array=array, table=self.table, excel=self.excel,
            safe=chosen == "xlsx" if self.safe is None else self.safe,
            width=shutil.get_terminal_size().columns if self._to_terminal() else None,
            tell=say,
        )  # fmt: skip

    def _to_terminal(self) -> bool:
        return self.output in {None, "-"} and sys.stdout is not None and sys.stdout.isatty()
