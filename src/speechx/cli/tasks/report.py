"""``speechx report``: documents in, one HTML page out."""

from collections.abc import Iterator

from speechx import extras
from speechx.cli import inputs
from speechx.cli.inputs import Job
from speechx.cli.output import target
from speechx.cli.reading import Reading
from speechx.report import Part
from speechx.source import Source


def run(job: Job, output: str | None, how: Reading, *, quiet: bool) -> int:
    """Write the page of the files of a job, and return the exit code."""
    page = extras.load("speechx.report.page", "report", "speechx report")
    with target(output, [*job.files, *how.files]) as out:
        parts = list(_parts(job, how, quiet=quiet))
        if parts:
            for chunk in page.render(parts):
                out.write(chunk)
            out.commit()
    return job.code


def _parts(job: Job, how: Reading, *, quiet: bool) -> Iterator[Part]:
    def read(source: Source) -> Part:
        return Part(source, how.parse(source))

    for part in job.each(read):
        diagnostics = part.document.diagnostics
        job.judge(diagnostics)
        if not quiet:
            inputs.report(part.source.name, diagnostics)
        yield part
