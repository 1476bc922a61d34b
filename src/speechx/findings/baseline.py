"""A baseline: the findings that are known, so that only new ones count.

A finding is known by its file, its code and its text (``Finding.fingerprint``), never by its line. Files
are named from the folder of the baseline, so that it holds wherever the command is started. Two findings that cannot be
told apart are counted: a third one is new.
"""

import os
from collections import Counter
from pathlib import Path
from typing import Final, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from speechx import bounded
from speechx.errors import SourceError, UsageError, reason_of
from speechx.findings import Finding
from speechx.writers import json

_EXCERPT: Final = 30


class Key(NamedTuple):
    """What a finding is known by."""

    file: str
    code: str
    fingerprint: str


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    file: str
    code: str
    fingerprint: str
    text: str
    count: int


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: Literal[1]
    findings: tuple[_Row, ...]


class Baseline:
    """The findings of a file, or those that a new file is to hold."""

    def __init__(self, path: str) -> None:
        self._folder = os.path.dirname(path) or "."  # noqa: PTH120 - names are texts, some of no file
        self._left: Counter[Key] = Counter()
        self._texts: dict[Key, str] = {}

    @classmethod
    def read(cls, path: str) -> Self:
        """Read a baseline.

        Raises:
            SourceError: the file cannot be read.
            UsageError: it is no baseline.
        """
        try:
            data = bounded.beside(path)
        except FileNotFoundError:
            raise SourceError(f"{path}: no such file; --write-baseline makes it") from None
        except (OSError, ValueError) as error:
            raise SourceError(f"{path} cannot be read: {reason_of(error)}") from None
        made = cls(path)
        try:
            rows = _File.model_validate_json(data).findings
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise UsageError(f"{path} is no baseline: {f'{where}: ' if where else ''}{first['msg']}") from None
        for row in rows:
            made._left[Key(row.file, row.code, row.fingerprint)] += row.count
        return made

    def add(self, finding: Finding) -> None:
        """Take a finding for a known one."""
        key = self._key(finding)
        self._left[key] += 1
        self._texts[key] = finding.text[:_EXCERPT]

    def takes(self, finding: Finding) -> bool:
        """Whether a finding is known; each known one is met once."""
        key = self._key(finding)
        known = self._left[key] > 0
        self._left[key] -= known
        return known

    def dumped(self) -> bytes:
        """Return the file: a finding a line, in an order that does not depend on places."""
        rows = (
            json.dumps({**key._asdict(), "text": self._texts[key], "count": count})
            for key, count in sorted(self._left.items())
        )
        return b'{"version":1,"findings":[\n' + b",\n".join(rows) + b"\n]}\n"

    def _key(self, finding: Finding) -> Key:
        name = finding.source.name
        if os.path.exists(name):  # noqa: PTH110 - see above
            try:
                name = Path(os.path.relpath(name, self._folder)).as_posix()
            except ValueError:  # another drive
                name = Path(name).as_posix()
        return Key(name, finding.diagnostic.code, finding.fingerprint)
