"""What the commands do, once their arguments are read: sources in, bytes out."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from speechx import explain as explaining
from speechx import parser, writers
from speechx import schema as schemas
from speechx.cli import inputs
from speechx.cli.inputs import Job
from speechx.cli.output import target
from speechx.errors import EXIT_FINE, UsageError
from speechx.fields import quantities
from speechx.models import Document, Figure
from speechx.source import Source
from speechx.writers import csv, json, tables

_SUFFIXES: Final = {".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv"}


class Form(NamedTuple):
    """The form of the output as the user asked for it; None is for the command to decide."""

    format: str | None
    output: str | None
    table: str | None
    excel: bool
    indent: bool | None

    def settled(self) -> str:
        """Return the format.

        Raises:
            UsageError: an option of CSV stands with another format.
        """
        chosen = self.format or _SUFFIXES.get(Path(self.output or "").suffix.lower(), "json")
        for option, given in (("--table", self.table), ("--excel", self.excel)):
            if given and chosen != "csv":
                raise UsageError(f"{option} is for CSV: add -f csv")
        return chosen

    def indented(self) -> bool:
        """Return whether JSON is for people."""
        if self.indent is not None:
            return self.indent
        return self.output is None and sys.stdout is not None and sys.stdout.isatty()


def parse(job: Job, form: Form, *, places: bool, quiet: bool) -> int:
    """Parse the files of a job, write them, and return the exit code."""
    writer = writers.writer(form.settled())
    options = writers.Options(form.indented(), len(job.files) > 1, form.table or "speeches", form.excel)
    with target(form.output, job.files) as out:
        for chunk in writer.chunks(_documents(job, places=places, quiet=quiet), options):
            out.write(chunk)
        if job.done:
            out.commit()
    return job.code


def _documents(job: Job, *, places: bool, quiet: bool) -> Iterator[Document]:
    for document in job.each(lambda source: parser.parse_source(source, places=places)):
        job.judge(document.diagnostics)
        if not quiet:
            inputs.report(document.source.name, document.diagnostics)
        yield document


def check(job: Job, least: str) -> int:
    """List the diagnostics of the files of a job, and return the exit code."""
    with target(None) as out:
        for document in job.each(parser.parse_source):
            job.judge(document.diagnostics)
            for line in inputs.listed(document.source.name, document.diagnostics, least):
                out.write(f"{line}\n".encode())
    return job.code


def explain(job: Job, *, as_json: bool) -> int:
    """Show how each line of a file was read, and return the exit code."""
    with target(None) as out:
        for data in job.each(_explained_json if as_json else _explained):
            out.write(data)
    return job.code


def _explained(source: Source) -> bytes:
    return "".join(f"{line}\n" for line in explaining.render(source)).encode()


def _explained_json(source: Source) -> bytes:
    rows = [{**row._asdict(), "votes": [vote._asdict() for vote in row.votes]} for row in explaining.explain(source)]
    return json.dumps(rows) + b"\n"


def figures(job: Job, form: Form) -> int:
    """Write the figures of a text, and return the exit code."""
    write = {"json": _figures_json, "jsonl": _figures_jsonl, "csv": _figures_csv}[form.settled()]
    with target(form.output, job.files) as out:
        for found in job.each(lambda source: quantities.from_text(source.text)[0]):
            out.write(write(found, form))
            out.commit()
    return job.code


def _figures_json(found: Sequence[Figure], form: Form) -> bytes:
    return json.dumps([json.dump(figure) for figure in found], indent=form.indented()) + b"\n"


def _figures_jsonl(found: Sequence[Figure], form: Form) -> bytes:  # noqa: ARG001 - nothing to choose
    return b"".join(json.dumps(json.dump(figure)) + b"\n" for figure in found)


def _figures_csv(found: Sequence[Figure], form: Form) -> bytes:
    rows = map(csv.line, map(tables.figure_row, found))
    return csv.head([column.name for column in tables.FIGURE], excel=form.excel) + b"".join(rows)


def schema(name: str) -> int:
    """Print a JSON Schema, and return the exit code."""
    with target(None) as out:
        out.write(json.dumps(schemas.schema(name), indent=True) + b"\n")
    return EXIT_FINE
