"""The commands: their arguments, their help, and which function does the work."""

from typing import Annotated, Final

import typer

from speechx import __version__
from speechx.cli import options as opt

_CODES: Final = (
    "[bold]Exit codes[/bold]: 0 fine · 1 diagnostics of severity error (--strict: warnings too) · 2 usage · "
    "3 input or output failed · 5 a limit was hit · 70 internal error · 130 interrupted"
)


def _epilog(*examples: str) -> str:
    """Return examples as paragraphs, which Rich keeps apart."""
    return "\n\n".join(("[bold]Examples[/bold]", *(f"  [cyan]{example}[/cyan]" for example in examples)))


app = typer.Typer(
    name="speechx",
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Structured data from Chinese documents that hold many speeches: who spoke, for whom, with which figures.",
    epilog=_epilog(
        "speechx parse page.txt",
        "speechx parse pages/*.txt -f csv --table figures --excel -o figures.csv",
        "cat page.txt | speechx parse - --stdin-name page.txt -f jsonl",
        "speechx check pages/*.txt",
    )
    + "\n\n"
    + _CODES,
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"speechx {__version__}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


@app.command(
    epilog=_epilog(
        "speechx parse page.txt | jq '.speeches[].speakers'",
        "speechx parse a.txt b.txt -f jsonl > speeches.jsonl",
        "speechx parse page.txt --table headings -o headings.csv",
    )
)
def parse(  # noqa: PLR0913, PLR0917 - Typer makes options of arguments
    files: opt.Files,
    format_: opt.OutFormat = None,
    table: opt.Table = None,
    excel: opt.Excel = False,
    indent: opt.Indent = None,
    output: opt.OutFile = None,
    encoding: opt.Encoding = None,
    stdin_name: opt.StdinName = "-",
    max_bytes: opt.MaxBytes = opt.MAX_BYTES,
    places: opt.Places = True,
    roster: opt.RosterFile = None,
    date: opt.Date = None,
    strict: opt.Strict = False,
    quiet: opt.Quiet = False,
) -> int:
    """Parse documents.

    One file gives one JSON document, several an array. A file that cannot be read is reported and left out.
    Warnings and errors are printed on standard error as file:line:col: CODE message.
    """
    from speechx.cli import commands  # noqa: PLC0415 - loads the models
    from speechx.cli.form import Form  # noqa: PLC0415
    from speechx.cli.inputs import Job  # noqa: PLC0415

    job = Job(files, encoding, stdin_name, max_bytes, strict)
    form = Form(format_, output, table=table, excel=excel, indent=indent)
    return commands.parse(job, form, commands.reading(places=places, roster=roster, date=date), quiet=quiet)


@app.command(epilog=_epilog("speechx check pages/*.txt", "speechx check --severity warning --strict page.txt"))
def check(  # noqa: PLR0913, PLR0917 - Typer makes options of arguments
    files: opt.Files,
    least: opt.Least = "info",
    encoding: opt.Encoding = None,
    stdin_name: opt.StdinName = "-",
    max_bytes: opt.MaxBytes = opt.MAX_BYTES,
    roster: opt.RosterFile = None,
    date: opt.Date = None,
    strict: opt.Strict = False,
) -> int:
    """List what could not be understood, as file:line:col: CODE message."""
    from speechx.cli import commands  # noqa: PLC0415
    from speechx.cli.inputs import Job  # noqa: PLC0415

    how = commands.reading(places=True, roster=roster, date=date)
    return commands.check(Job(files, encoding, stdin_name, max_bytes, strict), how, least)


@app.command(epilog=_epilog("speechx explain page.txt", "speechx explain page.txt --json | jq '.[] | .label'"))
def explain(
    file: opt.File,
    json: Annotated[bool, typer.Option("--json", help="Write JSON instead of text.")] = False,
    encoding: opt.Encoding = None,
    stdin_name: opt.StdinName = "-",
    max_bytes: opt.MaxBytes = opt.MAX_BYTES,
) -> int:
    """Show how each line was read: its label, the rules that voted, and the runner-up."""
    from speechx.cli import commands  # noqa: PLC0415
    from speechx.cli.inputs import Job  # noqa: PLC0415

    return commands.explain(Job([file], encoding, stdin_name, max_bytes), as_json=json)


@app.command(epilog=_epilog("speechx figures < report.txt", "speechx figures report.txt -f csv"))
def figures(  # noqa: PLR0913, PLR0917 - Typer makes options of arguments
    file: opt.File = "-",
    format_: opt.OutFormat = None,
    excel: opt.Excel = False,
    indent: opt.Indent = None,
    output: opt.OutFile = None,
    encoding: opt.Encoding = None,
    stdin_name: opt.StdinName = "-",
    max_bytes: opt.MaxBytes = opt.MAX_BYTES,
) -> int:
    """List the figures of any Chinese text, without looking for speeches."""
    from speechx.cli import commands  # noqa: PLC0415
    from speechx.cli.form import Form  # noqa: PLC0415
    from speechx.cli.inputs import Job  # noqa: PLC0415

    form = Form(format_, output, table=None, excel=excel, indent=indent)
    return commands.figures(Job([file], encoding, stdin_name, max_bytes), form)


@app.command(epilog=_epilog("speechx places 鼓楼区", "speechx places 青石镇 城关镇 -f csv -o places.csv"))
def places(
    names: Annotated[list[str], typer.Argument(metavar="NAME", help="The names, in full, in short or as a chain.")],
    format_: opt.ListFormat = None,
    excel: opt.Excel = False,
    indent: opt.Indent = None,
    output: opt.OutFile = None,
) -> int:
    """List the administrative divisions that a name may mean: code, names from the province down, status.

    The exit code is 1 where the list has no division of a name.
    """
    from speechx.cli import lookup  # noqa: PLC0415 - loads the models
    from speechx.cli.form import Form  # noqa: PLC0415

    return lookup.places(names, Form(format_, output, table=None, excel=excel, indent=indent))


@app.command(epilog=_epilog("speechx schema document > schemas/document.schema.json"))
def schema(
    name: Annotated[opt.SchemaName, typer.Argument(metavar="[document|speech|figure]")] = "document",
) -> int:
    """Print the JSON Schema of the output."""
    from speechx.cli import commands  # noqa: PLC0415

    return commands.schema(name)
