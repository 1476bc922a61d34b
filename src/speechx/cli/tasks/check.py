"""``speechx check``: documents in, their diagnostics out."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from speechx import findings, terminal
from speechx.cli import inputs
from speechx.cli.form import Form
from speechx.cli.inputs import Job
from speechx.cli.messages import say
from speechx.cli.output import target
from speechx.cli.reading import Reading
from speechx.cli.selection import Selection
from speechx.errors import EXIT_DIAGNOSTICS, UsageError
from speechx.findings import Finding
from speechx.language import counted, phrase, translate
from speechx.source import Source

if TYPE_CHECKING:
    from speechx.findings.baseline import Baseline

_SUFFIXES: Final = {".json": "json", ".sarif": "sarif"}


class How(NamedTuple):
    """What counts as a finding: how documents are read, and which diagnostics of them count.

    ``least`` is for what is listed only.
    """

    reading: Reading
    least: str
    selection: Selection
    baseline: str | None
    quiet: bool


class Look(NamedTuple):
    """How text looks: with excerpts, with colours."""

    excerpt: bool | None
    color: str


@dataclass
class _Tally:
    """What the summary tells."""

    severities: Counter[str] = field(default_factory=Counter)
    known: int = 0

    def told(self, documents: int) -> str:
        """Return the summary, such as ``2 warnings, 1 info in 3 documents; 4 known findings not listed``."""
        counts = [
            counted(count, severity) for severity in reversed(inputs.SEVERITIES) if (count := self.severities[severity])
        ]
        found = ", ".join(counts) or translate("nothing found")
        known = phrase("; {findings} not listed", findings=counted(self.known, "known finding")) if self.known else ""
        return phrase("{findings} in {documents}", findings=found, documents=counted(documents, "document")) + known


def run(job: Job, how: How, form: Form, look: Look) -> int:
    """List the diagnostics of the files of a job, and return the exit code."""
    known = _baseline().read(how.baseline) if how.baseline else None
    tally = _Tally()
    writer = findings.writer(form.format or _SUFFIXES.get(Path(form.output or "").suffix.lower(), "text"))
    with target(form.output, [*job.files, *how.reading.files, *([how.baseline] if how.baseline else [])]) as out:
        for chunk in writer.chunks(_listed(job, how, known, tally), _options(form, look)):
            out.write(chunk)
        if job.done:
            out.commit()
    if job.done and not how.quiet:
        if sys.stdout is not None:
            sys.stdout.flush()  # the summary comes last, and not at all where nobody reads the list
        say(tally.told(job.done))
    return job.code


def write_baseline(job: Job, how: How) -> int:
    """Write the baseline of the files of a job, and return the exit code; without all files it would be half a one."""
    if how.baseline is None:
        raise UsageError("--write-baseline needs --baseline FILE")
    known = _baseline()(how.baseline)
    count = 0
    with target(how.baseline, [*job.files, *how.reading.files]) as out:
        for finding in _found(job, how):
            known.add(finding)
            count += 1
        if job.code > EXIT_DIAGNOSTICS:
            say(f"{how.baseline} is not written: not all documents could be read")
            return job.code
        out.write(known.dumped())
        out.commit()
    if not how.quiet:
        say(f"{how.baseline}: {counted(count, 'known finding')} of {counted(job.done, 'document')}")
    return job.code


def _baseline() -> "type[Baseline]":
    from speechx.findings.baseline import Baseline  # noqa: PLC0415 - it loads Pydantic

    return Baseline


def _found(job: Job, how: How) -> Iterator[Finding]:
    def work(source: Source) -> Sequence[Finding]:
        return [Finding(source, found) for found in how.selection.of(how.reading.record(source).diagnostics)]

    for found in job.each(work):
        yield from found


def _listed(job: Job, how: How, known: "Baseline | None", tally: _Tally) -> Iterator[Finding]:
    for finding in _found(job, how):
        if known is not None and known.takes(finding):
            tally.known += 1
            continue
        job.judge([finding.diagnostic])
        tally.severities[finding.diagnostic.severity] += 1
        if inputs.at_least(finding.diagnostic, how.least):
            yield finding


def _options(form: Form, look: Look) -> findings.Options:
    """Return how to write: on a terminal for people; a file is never taken for one."""
    to_standard = form.output in (None, "-")
    excerpt = look.excerpt if look.excerpt is not None else to_standard and terminal.is_terminal()
    colored = terminal.colored(look.color) if to_standard else look.color == "always"
    return findings.Options(excerpt, colored, terminal.width(), form.indented())
