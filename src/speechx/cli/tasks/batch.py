"""``speechx batch``: a job in, files out; what it came to on standard error and in a report."""

import errno
import hashlib
import os
from pathlib import Path

from speechx import readers
from speechx.batch import job as jobs
from speechx.batch.job import Job
from speechx.batch.seam import Setup
from speechx.cli import limiting
from speechx.cli.form import Form
from speechx.cli.messages import one_line, say
from speechx.cli.output import target
from speechx.cli.reading import Reading
from speechx.diagnostics import RULES
from speechx.errors import EXIT_DIAGNOSTICS, EXIT_FINE, EXIT_PARTLY, OutputError, UsageError
from speechx.rules import in_force
from speechx.writers import json

_MEBI = 1 << 20


def setup(
    form: Form, how: Reading, files: readers.Options, timeout: int, max_memory: int | None, *, array: bool
) -> Setup:
    """Return what the workers must know.

    Raises:
        UsageError: a document would be several files.
    """
    name = form.settled()
    if form.is_folder(name):
        raise UsageError("--table all is several files a document: name one table, or choose xlsx or sqlite with -f")
    return Setup(
        reading=files,
        places=how.places,
        roster=how.roster,
        date=how.date,
        packs=in_force.packs(),
        format=name,
        writing=form.options(name, array=array),
        limits=limiting.chosen(),
        timeout=timeout,
        memory=None if max_memory is None else max_memory * _MEBI,
        notes=None,
    )


def digest(how: Reading) -> str | None:
    """Return the digest of the files that tell how to read, or None without any."""
    return "".join(hashlib.sha256(Path(file).read_bytes()).hexdigest() for file in how.files) or None


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(job: Job, report: str | None) -> int:
    """Do a job, and return the exit code.

    Raises:
        OutputError: the report cannot be written; where its folder is not there, nothing is begun.
    """
    if report is not None:
        _expect_folder(report, job.output)
    try:
        summary = jobs.run(job)
    except KeyboardInterrupt:
        if not job.quiet:
            say("interrupted; --resume goes on")
        raise
    if not job.quiet:
        for line in summary.lines():
            say(line)
    if report is not None:
        with target(report) as out:
            out.write(json.dumps(summary.report(), indent=True) + b"\n")
            out.commit()
    if summary.state == "stopped":
        say(f"stopped after {summary.failed} failures; --resume goes on")
    if summary.failed or summary.failed_before:
        return EXIT_PARTLY
    serious = {rule.code for rule in RULES if rule.severity == "error"}
    return EXIT_DIAGNOSTICS if serious & summary.diagnostics.keys() else EXIT_FINE


def _expect_folder(report: str, output: str) -> None:
    folder = Path(report).parent
    if not folder.is_dir() and not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(output)):
        raise OutputError(f"{report} cannot be written: {os.strerror(errno.ENOENT)}")


def look(job: Job) -> int:
    """Print what a run would do, and return the exit code."""
    with target(None) as out:
        for row in jobs.look(job):
            out.write("\t".join(map(one_line, row)).encode() + b"\n")
    return EXIT_FINE
