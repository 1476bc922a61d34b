"""``speechx parse``: documents in, one output in one format."""

from collections.abc import Iterator

from speechx import writers
from speechx.cli import inputs
from speechx.cli.form import Form
from speechx.cli.inputs import Job
from speechx.cli.output import target
from speechx.cli.reading import Reading
from speechx.models import Document


def run(job: Job, form: Form, how: Reading, *, quiet: bool) -> int:
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
