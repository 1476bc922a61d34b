"""``speechx batch``: its arguments and its help."""

from typing import Annotated, Final, Literal

import typer

from speechx.cli import options as opt

EXAMPLES: Final = (
    "speechx batch pages/ -o out",
    "speechx batch pages/ -o out --resume --retry-failed",
    "speechx batch corpus.jsonl -o tables -f csv --table figures --shard-size 1000",
    "find pages -name '*.txt' -print0 | speechx batch - -o out --workers 8",
)
_OUTPUT: Final = "Output"
_RUN: Final = "Run"
_WORK: Final = "Work"

EngineName = Literal["local", "dask"]

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="Folders, files, 'patterns', URLs, @FILE with a name a line; - is such a list on standard input.",
    ),
]
Folder = Annotated[
    str, typer.Option("--output", "-o", metavar="FOLDER", help="The folder of the outputs and of their manifest.")
]
Format = Annotated[
    opt.Format | None, typer.Option("--format", "-f", rich_help_panel=_OUTPUT, help="What to write: by default json.")
]
Indent = Annotated[
    bool, typer.Option("--indent/--compact", rich_help_panel=_OUTPUT, help="JSON for people or for machines.")
]
ShardSize = Annotated[
    int | None,
    typer.Option(
        metavar="N", min=1, rich_help_panel=_OUTPUT,
        help="Write N documents to a file, part-00000 and so on, instead of a file a document.",
    ),
]  # fmt: skip
Resume = Annotated[bool, typer.Option("--resume", rich_help_panel=_RUN, help="Go on: skip what is done and unchanged.")]
RetryFailed = Annotated[
    bool, typer.Option("--retry-failed", rich_help_panel=_RUN, help="Go on, and try again what failed.")
]
Force = Annotated[
    bool, typer.Option("--force", rich_help_panel=_RUN, help="Begin anew where the folder holds something.")
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", rich_help_panel=_RUN, help="Print what would be done with each document.")
]
FailFast = Annotated[bool, typer.Option("--fail-fast", rich_help_panel=_RUN, help="Stop at the first failure.")]
MaxFailures = Annotated[
    int | None, typer.Option(metavar="N", min=1, rich_help_panel=_RUN, help="Stop at the Nth failure.")
]
Report = Annotated[str | None, typer.Option(metavar="FILE", rich_help_panel=_RUN, help="Write the summary as JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", rich_help_panel=_RUN, help="Print errors only.")]
Workers = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, rich_help_panel=_WORK, help="Worker processes; one a core by default."),
]
Engine = Annotated[EngineName, typer.Option(rich_help_panel=_WORK, help="Who does the work.")]
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", rich_help_panel=_WORK, help="A running Dask cluster, tcp://HOST:PORT."),
]
Timeout = Annotated[
    int, typer.Option(metavar="SECONDS", min=1, rich_help_panel=_WORK, help="Give up a document that takes longer.")
]
MaxMemory = Annotated[
    int | None,
    typer.Option(metavar="MIB", min=1, rich_help_panel=_WORK, help="Memory that a worker may have, in MiB."),
]


def command(
    inputs: Inputs,
    output: Folder,
    format_: Format = None,
    table: opt.Table = None,
    excel: opt.Excel = False,
    csv_safe: opt.CsvSafe = None,
    indent: Indent = False,
    shard_size: ShardSize = None,
    resume: Resume = False,
    retry_failed: RetryFailed = False,
    force: Force = False,
    dry_run: DryRun = False,
    fail_fast: FailFast = False,
    max_failures: MaxFailures = None,
    report: Report = None,
    quiet: Quiet = False,
    workers: Workers = None,
    engine: Engine = "local",
    scheduler: Scheduler = None,
    timeout: Timeout = 600,
    max_memory: MaxMemory = None,
    encoding: opt.Encoding = None,
    text_field: opt.TextField = None,
    id_field: opt.IdField = None,
    max_bytes: opt.MaxBytes = opt.MAX_BYTES,
    max_ratio: opt.MaxRatio = opt.MAX_RATIO,
    max_members: opt.MaxMembers = opt.MAX_MEMBERS,
    places: opt.Places = True,
    roster: opt.RosterFile = None,
    date: opt.Date = None,
    _rules: opt.Rules = None,
    _no_config: opt.NoConfig = False,
) -> int:
    """Parse many documents with several processes, and resume where a run was stopped.

    Each document becomes a file of the same name below FOLDER; with --shard-size, N of them become one file. A document
    that fails stops nothing: it is in the manifest and in the closing summary, and the exit code is 4.
    """
    from speechx.batch.job import Job
    from speechx.cli.form import Form
    from speechx.cli.reading import reading
    from speechx.cli.tasks import batch
    from speechx.readers import Options

    form = Form(format_ or "json", output, table=table, excel=excel, indent=indent, safe=csv_safe)
    how = reading(places=places, roster=roster, date=date)
    files = Options(encoding, max_bytes, text_field, id_field, max_ratio, max_members)
    setup = batch.setup(form, how, files, timeout, max_memory, array=shard_size is not None)
    job = Job(
        tuple(inputs), output, setup, batch.digest(how), shard_size, engine, workers or batch.cores(), scheduler,
        resume=resume or retry_failed, retry=retry_failed, force=force,
        most=1 if fail_fast else max_failures, quiet=quiet,
    )  # fmt: skip
    return batch.look(job) if dry_run else batch.run(job, report)
