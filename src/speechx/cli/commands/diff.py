"""``speechx diff``: its arguments and its help."""

from typing import Annotated, Final

import typer

from speechx.cli import options as opt

EXAMPLES: Final = (
    "speechx diff old.json new.json",
    "speechx diff results-0.1/ results-0.2/ --stat",
    "speechx diff pages/ --rules-new pack.toml",
    "speechx diff old.jsonl new.jsonl -f json | jq '.changes[] | select(.what == \"figure\")'",
)


def command(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="Results in JSON or JSON Lines, or a folder of them; or documents.")
    ],
    new: Annotated[
        str | None, typer.Argument(metavar="[NEW]", help="The results to compare with them.", show_default=False)
    ] = None,
    format_: opt.ReportFormat = "text",
    stat: Annotated[bool, typer.Option("--stat", rich_help_panel="Output", help="Print the counts only.")] = False,
    output: opt.OutFile = None,
    rules_old: Annotated[
        list[str] | None,
        typer.Option(
            "--rules-old", metavar="PACK", rich_help_panel="Rules", show_default=False,
            help="Read the documents with these rule packs, instead of comparing results.",
        ),
    ] = None,
    rules_new: Annotated[
        list[str] | None,
        typer.Option(
            "--rules-new", metavar="PACK", rich_help_panel="Rules", show_default=False,
            help="And with these; without any, with the lexicon of the package alone.",
        ),
    ] = None,
) -> int:  # fmt: skip
    """Tell which speeches, speakers, headings, figures and terms were gained, lost and changed.

    Speeches are matched by their ids and else by their content, never by their position. The exit code is 0 where
    nothing differs and 1 where something does. With --rules-old or --rules-new, OLD is a document or a folder of
    documents that is read under both rules.
    """
    from speechx.cli.tasks import diff

    form = diff.Form(format_, output, stat=stat)
    if rules_old is None and rules_new is None:
        return diff.run(old, new, form)
    return diff.under(old, new, diff.Rules(rules_old or [], rules_new or []), form)
