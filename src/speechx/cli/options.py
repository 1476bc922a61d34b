"""The options that several commands share, each with its help, in the groups of ``--help``."""

from typing import Annotated, Final, Literal

import typer

from speechx.cli.form import told_by_suffix
from speechx.rules import in_force

MAX_BYTES: Final = 64 << 20
MOST_BYTES: Final = 1 << 40
MAX_RATIO: Final = 200
MAX_MEMBERS: Final = 100_000
_INPUT: Final = "Input"
_OUTPUT: Final = "Output"
_DIAGNOSTICS: Final = "Diagnostics"
_RULES: Final = "Rules"

Format = Literal["json", "jsonl", "csv", "xlsx", "parquet", "sqlite", "tei", "markdown", "table"]
RowFormat = Literal["json", "jsonl", "csv"]
FigureFormat = Literal[RowFormat, "table"]
TextFormat = Literal["text", "jsonl"]
TableName = Literal[
    "all", "documents", "events", "speeches", "speakers", "headings", "figures", "terms", "diagnostics"
]  # fmt: skip
SchemaName = Literal["document", "speech", "figure"]
Severity = Literal["info", "warning", "error"]


def _configure(context: typer.Context, ignored: bool) -> bool:
    """Let the configuration set the defaults of a command, before its other options are read."""
    if not ignored and not context.resilient_parsing:
        from speechx.cli import config  # noqa: PLC0415 - --version loads it without Typer, and completion not at all

        context.default_map = config.defaults(context.info_name)
    return ignored


def _gives_way(context: typer.Context, format_: str | None) -> str | None:
    """Let the suffix of --output win over the format of a configuration; what the user writes is read first."""
    source = context.get_parameter_source("format_")
    configured = source is not None and source.name == "DEFAULT_MAP"
    return None if configured and told_by_suffix(context.params.get("output")) else format_


def _put_in_force(context: typer.Context, paths: list[str] | None) -> list[str] | None:
    """Put the packs in force before the command runs; without any, nobody waits for what reads them."""
    if not context.resilient_parsing and (paths or in_force.packs()):
        from speechx.rules import packs  # noqa: PLC0415

        packs.load(paths or ())
    return paths


Files = Annotated[list[str], typer.Argument(metavar="FILE", help="The documents; - is standard input.")]
File = Annotated[str, typer.Argument(metavar="FILE", help="The document; - is standard input.")]
Encoding = Annotated[
    str | None,
    typer.Option(metavar="NAME", rich_help_panel=_INPUT, help="The encoding, where the evidence misleads: gbk, big5 …"),
]
StdinName = Annotated[
    str, typer.Option(metavar="NAME", rich_help_panel=_INPUT, help="What standard input is called in the output.")
]
MaxBytes = Annotated[
    int,
    typer.Option(
        metavar="N", min=1, max=MOST_BYTES, rich_help_panel=_INPUT, help="Refuse larger documents (exit code 5)."
    ),
]
TextField = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", rich_help_panel=_INPUT, help="The column of the texts in JSON Lines, CSV, TSV and Parquet.",
        show_default="text, or what is called like it",
    ),
]  # fmt: skip
IdField = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", rich_help_panel=_INPUT, help="The column that names the documents there.",
        show_default="the number of the line",
    ),
]  # fmt: skip
MaxRatio = Annotated[
    int,
    typer.Option(
        metavar="N", min=1, rich_help_panel=_INPUT, help="Refuse what unpacks to over N times its size (exit code 5)."
    ),
]  # fmt: skip
MaxMembers = Annotated[
    int,
    typer.Option(metavar="N", min=1, rich_help_panel=_INPUT, help="Refuse archives with more members (exit code 5)."),
]
Places = Annotated[
    bool,
    typer.Option("--places/--no-places", rich_help_panel=_INPUT, help="Find the administrative divisions of units."),
]
RosterFile = Annotated[
    str | None,
    typer.Option(
        "--roster", metavar="FILE", rich_help_panel=_INPUT,
        help="Your ids of people, as CSV: name,id and, as far as known, unit,role,from,to.",
    ),
]  # fmt: skip
Date = Annotated[
    str | None,
    typer.Option(
        "--date", metavar="YYYY[-MM[-DD]]", rich_help_panel=_INPUT,
        help="The documents' date: the year of a meeting whose date has none.",
    ),
]  # fmt: skip
OutFormat = Annotated[
    Format | None,
    typer.Option(
        "--format", "-f", rich_help_panel=_OUTPUT, callback=_gives_way,
        help="What to write: by default what the suffix of --output says, else json.",
    ),
]  # fmt: skip
FiguresFormat = Annotated[
    FigureFormat | None,
    typer.Option(
        "--format", "-f", callback=_gives_way, rich_help_panel=_OUTPUT,
        help="What to write: by default what the suffix of --output says, else json.",
    ),
]  # fmt: skip
TextForm = Annotated[
    TextFormat,
    typer.Option("--format", "-f", rich_help_panel=_OUTPUT, help="The text itself, or a JSON object a document."),
]
ListFormat = Annotated[
    RowFormat | None,
    typer.Option(
        "--format", "-f", rich_help_panel=_OUTPUT,
        help="What to write: by default what the suffix of --output says, else lines to read.",
    ),
]  # fmt: skip
ReportFormat = Annotated[
    Literal["text", "json"], typer.Option("--format", "-f", rich_help_panel=_OUTPUT, help="Text to read, or JSON.")
]
ScoreFormat = Annotated[
    Literal["text", "json", "csv"] | None,
    typer.Option(
        "--format", "-f", rich_help_panel=_OUTPUT,
        help="What to write: by default what the suffix of --output says, else text to read.",
    ),
]  # fmt: skip
Table = Annotated[
    TableName | None,
    typer.Option(
        "--table", rich_help_panel=_OUTPUT, show_default=False,
        help="The table: by default speeches, in xlsx all. All tables as csv or parquet are a directory.",
    ),
]  # fmt: skip
Excel = Annotated[bool, typer.Option("--excel", rich_help_panel=_OUTPUT, help="Mark CSV as UTF-8, which Excel needs.")]
CsvSafe = Annotated[
    bool | None,
    typer.Option(
        "--csv-safe/--no-csv-safe", rich_help_panel=_OUTPUT, show_default=False,
        help="Mark texts that a spreadsheet would run as formulas: by default in xlsx only.",
    ),
]  # fmt: skip
Indent = Annotated[
    bool | None,
    typer.Option(
        "--indent/--compact", rich_help_panel=_OUTPUT, show_default=False,
        help="JSON for people or for machines: by default for people on a terminal only.",
    ),
]  # fmt: skip
OutFile = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FILE", rich_help_panel=_OUTPUT,
        help="Write to a file, which appears whole or not at all, instead of standard output.",
    ),
]  # fmt: skip
Strict = Annotated[bool, typer.Option("--strict", rich_help_panel=_DIAGNOSTICS, help="Exit with 1 for warnings too.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", rich_help_panel=_DIAGNOSTICS, help="Do not print diagnostics.")]
Least = Annotated[
    Severity, typer.Option("--severity", rich_help_panel=_DIAGNOSTICS, help="The least severity that is printed.")
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select", metavar="CODES", rich_help_panel=_DIAGNOSTICS, show_default=False,
        help="Only these diagnostics: codes, beginnings (SX1) or names, with commas or several times.",
    ),
]  # fmt: skip
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore", metavar="CODES", rich_help_panel=_DIAGNOSTICS, show_default=False,
        help="Not these diagnostics; it wins over --select.",
    ),
]  # fmt: skip
Color = Annotated[
    Literal["auto", "always", "never"],
    typer.Option("--color", rich_help_panel=_OUTPUT, help="Colours: by default on a terminal, unless NO_COLOR is set."),
]
Rules = Annotated[
    list[str] | None,
    typer.Option(
        "--rules", metavar="PACK", rich_help_panel=_RULES, callback=_put_in_force, show_default=False,
        help="A rule pack: your own words, patterns and layouts, as TOML. May be given several times.",
    ),
]  # fmt: skip
NoConfig = Annotated[
    bool,
    typer.Option(
        "--no-config", "--isolated", is_eager=True, callback=_configure, rich_help_panel=_RULES,
        help="Ignore speechx.toml, pyproject.toml, the user's configuration and the environment.",
    ),
]  # fmt: skip
