"""``speechx parse``: documents in, one output in one format."""

from collections.abc import Iterator
from typing import NamedTuple

from speechx import writers
from speechx.cli import inputs
from speechx.cli.form import Form
from speechx.cli.inputs import Job
from speechx.cli.output import target
from speechx.cli.reading import Reading
from speechx.cli.selection import Selection
from speechx.models import Document


class Told(NamedTuple):
    """Which diagnostics count, and whether they are printed."""

    selection: Selection
    quiet: bool


def run(job: Job, form: Form, how: Reading, told: Told) -> int:
    """Parse the files of a job, write them, and return the exit code."""
    writer = writers.writer(form.settled())
    with target(form.output, [*job.files, *how.files]) as out:
        options = writers.Options(form.indented(), job.many, form.table or "speeches", form.excel)
        for chunk in writer.chunks(_documents(job, how, told), options):
            out.write(chunk)
        if job.done:
            out.commit()
    return job.code


def _documents(job: Job, how: Reading, told: Told) -> Iterator[Document]:
    for document in job.each(how.parse):
        counting = told.selection.of(document.diagnostics)
        job.judge(counting)
        if not told.quiet:
            inputs.report(document.source.name, counting)
        yield document
