"""``speechx diff``: its arguments and its help."""

from typing import Annotated, Final

import typer

from speechx.cli import options as opt

EXAMPLES: Final = (
    "speechx diff old.json new.json",
    "speechx diff results-0.1/ results-0.2/ --stat",
    "speechx diff old.jsonl new.jsonl -f json | jq '.changes[] | select(.what == \"figure\")'",
)


def command(
    old: Annotated[str, typer.Argument(metavar="OLD", help="Results in JSON or JSON Lines, or a folder of them.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The results to compare with them.")],
    format_: opt.ReportFormat = "text",
    stat: Annotated[bool, typer.Option("--stat", rich_help_panel="Output", help="Print the counts only.")] = False,
    output: opt.OutFile = None,
) -> int:
    """Tell which speeches, speakers, headings, figures and terms were gained, lost and changed.

    Speeches are matched by their ids and else by their content, never by their position. The exit code is 0 where
    nothing differs and 1 where something does.
    """
    from speechx.cli.tasks import diff

    return diff.run(old, new, diff.Form(format_, output, stat=stat))
