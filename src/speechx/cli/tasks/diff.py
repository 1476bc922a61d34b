"""``speechx diff``: two sets of results in, their differences out."""

import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from speechx.cli import differences
from speechx.cli.colour import wanted
from speechx.cli.messages import note
from speechx.cli.output import target
from speechx.compare import changes, results
from speechx.compare.changes import Change
from speechx.compare.results import Result
from speechx.errors import EXIT_DIAGNOSTICS, EXIT_FINE
from speechx.writers import json


class Form(NamedTuple):
    """How the differences are written."""

    format: str
    output: str | None
    stat: bool


def run(old: str, new: str, form: Form) -> int:
    """Compare two sets of results, write the differences, and return the exit code."""
    found = list(changes.compare(_read(old), _read(new)))
    with target(form.output) as out:
        out.write(_json(found, form) if form.format == "json" else _text(found, form))
        out.commit()
    return EXIT_DIAGNOSTICS if found else EXIT_FINE


def _read(path: str) -> list[Result]:
    read = results.read(path)
    note(f"{path}: {len(read)} documents, {sum(len(result.speeches) for result in read)} speeches")
    return read


def _text(found: Sequence[Change], form: Form) -> bytes:
    styles = wanted(sys.stdout) if form.output is None else frozenset()
    lines: Iterator[str] = differences.stat(found) if form.stat else differences.text(found, styles)
    return "".join(f"{line}\n" for line in lines).encode()


def _json(found: Sequence[Change], form: Form) -> bytes:
    rows = [] if form.stat else [{**change._asdict(), "fields": _fields(change)} for change in found]
    whole = {"stat": changes.counts(found)} | ({} if form.stat else {"changes": rows})
    return json.dumps(whole, indent=True) + b"\n"


def _fields(change: Change) -> dict[str, dict[str, object]]:
    return {name: field._asdict() for name, field in change.fields.items()}
