"""``speechx check``: documents in, their diagnostics out."""

from speechx.cli import inputs
from speechx.cli.inputs import Job
from speechx.cli.output import target
from speechx.cli.reading import Reading


def run(job: Job, how: Reading, least: str) -> int:
    """List the diagnostics of the files of a job, and return the exit code."""
    with target(None) as out:
        for document in job.each(how.parse):
            job.judge(document.diagnostics)
            for line in inputs.listed(document.source.name, document.diagnostics, least):
                out.write(f"{line}\n".encode())
    return job.code
