"""``speechx diff``: two sets of results in, their differences out."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from speechx import parser
from speechx.cli import differences
from speechx.cli.colour import wanted
from speechx.cli.inputs import Job
from speechx.cli.messages import note
from speechx.cli.output import target
from speechx.compare import changes, results
from speechx.compare.changes import Change
from speechx.compare.results import Result
from speechx.errors import EXIT_DIAGNOSTICS, EXIT_FINE, UsageError
from speechx.rules import in_force, packs
from speechx.writers import json


class Form(NamedTuple):
    """How the differences are written."""

    format: str
    output: str | None
    stat: bool


class Rules(NamedTuple):
    """Two sets of rule packs, by their files."""

    old: Sequence[str]
    new: Sequence[str]


def run(old: str, new: str | None, form: Form) -> int:
    """Compare two sets of results, write the differences, and return the exit code.

    Raises:
        UsageError: there is but one.
    """
    if new is None:
        raise UsageError("name NEW too, or rule packs with --rules-old and --rules-new")
    found = list(changes.compare(_read(old), _read(new)))
    _write(found, form)
    return EXIT_DIAGNOSTICS if found else EXIT_FINE


def under(documents: str, new: str | None, rules: Rules, form: Form) -> int:
    """Compare what documents give under two sets of rules, write the differences, and return the exit code.

    Raises:
        UsageError: there are results to compare too.
        RulesError: a pack cannot be read, or has an entry that may not be.
    """
    if new is not None:
        raise UsageError("--rules-old and --rules-new read documents: name one file or folder")
    job = Job(_files(documents))
    found = list(changes.compare(*(_parsed(job, packs) for packs in rules)))
    _write(found, form)
    return max(job.code, EXIT_DIAGNOSTICS if found else EXIT_FINE)


def _files(documents: str) -> list[str]:
    home = Path(documents)
    return sorted(map(str, filter(Path.is_file, home.rglob("*")))) if home.is_dir() else [documents]


def _parsed(job: Job, paths: Sequence[str]) -> list[Result]:
    packs.load(paths)
    note(f"{', '.join(paths) or '-'}: rules {in_force.digest()}")
    return [results.of(document) for document in job.each(parser.parse_source)]


def _write(found: Sequence[Change], form: Form) -> None:
    with target(form.output) as out:
        out.write(_json(found, form) if form.format == "json" else _text(found, form))
        out.commit()


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
