"""``speechx parse``: documents in, one output in one format."""

from collections.abc import Iterator
from typing import NamedTuple

from speechx import writers
from speechx.cli import inputs
from speechx.cli.form import Form
from speechx.cli.inputs import Job
from speechx.cli.output import folder, target
from speechx.cli.reading import Reading
from speechx.cli.selection import Selection
from speechx.records import Document


class Told(NamedTuple):
    """Which diagnostics count, and whether they are printed."""

    selection: Selection
    quiet: bool


def run(job: Job, form: Form, how: Reading, told: Told) -> int:
    """Parse the files of a job, write them, and return the exit code."""
    name = form.settled()
    documents = _documents(job, how, told)
    inputs_ = [*job.files, *how.files]
    if form.is_folder(name):
        from speechx.writers import package  # noqa: PLC0415 - only this output needs it

        with folder(str(form.output), inputs_, package.is_ours) as draft:
            package.write(documents, draft.path, name, form.options(name, array=job.many))
            if job.done:
                draft.commit()
        return job.code
    writer = writers.writer(name)
    with target(form.output, inputs_) as out:
        for chunk in writer.chunks(documents, form.options(name, array=job.many)):
            out.write(chunk)
        if job.done:
            out.commit()
    return job.code


def _documents(job: Job, how: Reading, told: Told) -> Iterator[Document]:
    for document in job.each(how.record):
        counting = told.selection.of(document.diagnostics)
        job.judge(counting)
        if not told.quiet:
            inputs.report(document.source.name, counting)
        yield document
