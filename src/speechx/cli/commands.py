"""What the commands do, once their arguments are read: sources in, bytes out."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from speechx import explain as explaining
from speechx import parser, writers
from speechx import schema as schemas
from speechx.cli import inputs
from speechx.cli.form import Form
from speechx.cli.inputs import Job
from speechx.cli.messages import say
from speechx.cli.output import target
from speechx.dates import period
from speechx.errors import EXIT_FINE
from speechx.fields import quantities
from speechx.models import Document, Figure
from speechx.roster import Roster
from speechx.source import Source
from speechx.writers import csv, json, tables


class Reading(NamedTuple):
    """How documents are read: whether with divisions, and what the user knows beside them.

    ``files`` are those that this was read from.
    """

    places: bool
    roster: Roster | None
    date: str | None
    files: tuple[str, ...]

    def parse(self, source: Source) -> Document:
        """Parse a source."""
        return parser.parse_source(source, places=self.places, roster=self.roster, date=self.date)


def reading(*, places: bool, roster: str | None, date: str | None) -> Reading:
    """Return how to read, once the roster and the date are proved to be what they should be.

    Raises:
        SpeechxError: they are not.
    """
    if date is not None:
        period(date)
    if roster is None:
        return Reading(places, None, date, ())
    people = Roster.from_file(roster)
    if people.doubt:
        say(f"{roster}: the encoding is a guess: {people.doubt}; save it as UTF-8 to be sure")
    return Reading(places, people, date, (roster,))


def parse(job: Job, form: Form, how: Reading, *, quiet: bool) -> int:
    """Parse the files of a job, write them, and return the exit code."""
    writer = writers.writer(form.settled())
    options = writers.Options(form.indented(), len(job.files) > 1, form.table or "speeches", form.excel)
    with target(form.output, [*job.files, *how.files]) as out:
        for chunk in writer.chunks(_documents(job, how, quiet=quiet), options):
            out.write(chunk)
        if job.done:
            out.commit()
    return job.code


def _documents(job: Job, how: Reading, *, quiet: bool) -> Iterator[Document]:
    for document in job.each(how.parse):
        job.judge(document.diagnostics)
        if not quiet:
            inputs.report(document.source.name, document.diagnostics)
        yield document


def check(job: Job, how: Reading, least: str) -> int:
    """List the diagnostics of the files of a job, and return the exit code."""
    with target(None) as out:
        for document in job.each(how.parse):
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
