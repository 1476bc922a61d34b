"""``speechx rule``: its arguments and its help."""

from typing import Annotated, Final, Literal

import typer

EXAMPLES: Final = (
    "speechx rule",
    "speechx rule SX102",
    "speechx rule speaker-in-body -f json",
)


def command(
    rule: Annotated[str, typer.Argument(metavar="CODE|NAME", help="A code, the beginning of codes, or a name.")] = "",
    format_: Annotated[
        Literal["text", "json"], typer.Option("--format", "-f", rich_help_panel="Output", help="Lines to read or JSON.")
    ] = "text",
) -> int:
    """Explain a diagnostic: what it means, why it matters, what to do, and a document that brings it about.

    Without a code it lists all diagnostics.
    """
    from speechx.cli.tasks import rule as task

    return task.run(rule, as_json=format_ == "json")
