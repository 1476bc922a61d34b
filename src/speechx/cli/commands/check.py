"""``speechx check``: its arguments and its help."""

from typing import Annotated, Final, Literal

import typer

from speechx.cli import options as opt

EXAMPLES: Final = (
    "speechx check pages/*.txt",
    "speechx check --severity warning --strict page.txt",
    "speechx check pages/*.txt --ignore SX2,SX501 --format sarif -o findings.sarif",
    "speechx check pages/*.txt --baseline known.json --write-baseline",
)


def command(
    files: opt.Files,
    format_: Annotated[
        Literal["text", "json", "github", "sarif"] | None,
        typer.Option(
            "--format", "-f", rich_help_panel="Output",
            help="What to write: by default what the suffix of --output says (.json, .sarif), else text.",
        ),
    ] = None,
    excerpt: Annotated[
        bool | None,
        typer.Option(
            "--excerpt/--no-excerpt", rich_help_panel="Output", show_default=False,
            help="Show the line of the source in text: by default on a terminal only.",
        ),
    ] = None,
    color: opt.Color = "auto",
    indent: opt.Indent = None,
    output: opt.OutFile = None,
    encoding: opt.Encoding = None,
    stdin_name: opt.StdinName = "-",
    text_field: opt.TextField = None,
    id_field: opt.IdField = None,
    max_bytes: opt.MaxBytes = opt.MAX_BYTES,
    max_ratio: opt.MaxRatio = opt.MAX_RATIO,
    max_members: opt.MaxMembers = opt.MAX_MEMBERS,
    roster: opt.RosterFile = None,
    date: opt.Date = None,
    least: opt.Least = "info",
    select: opt.Select = None,
    ignore: opt.Ignore = None,
    baseline: Annotated[
        str | None,
        typer.Option(metavar="FILE", rich_help_panel="Diagnostics", help="Known findings: only new ones count."),
    ] = None,
    write_baseline: Annotated[
        bool,
        typer.Option("--write-baseline", rich_help_panel="Diagnostics", help="Make all findings known: write FILE."),
    ] = False,
    strict: opt.Strict = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", rich_help_panel="Diagnostics", help="Do not print the summary.")
    ] = False,
) -> int:  # fmt: skip
    """List what could not be understood, as file:line:col: CODE message.

    On a terminal, the line of the source stands below each finding. `speechx rule CODE` explains one.
    """
    from speechx.cli.form import Form
    from speechx.cli.inputs import Job
    from speechx.cli.reading import reading
    from speechx.cli.selection import selection
    from speechx.cli.tasks import check

    how = check.How(
        reading(places=True, roster=roster, date=date), least, selection(select, ignore), baseline, quiet=quiet
    )
    job = Job(files, encoding, stdin_name, max_bytes, strict, text_field, id_field, max_ratio, max_members)
    if write_baseline:
        return check.write_baseline(job, how)
    form = Form(format_, output, table=None, excel=False, indent=indent)
    return check.run(job, how, form, check.Look(excerpt, color))
