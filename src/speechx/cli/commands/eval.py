"""``speechx eval``: its arguments and its help."""

from typing import Annotated, Final

import typer

from speechx.cli import options as opt

EXAMPLES: Final = (
    "speechx eval samples/eval/docs samples/eval/gold",
    "speechx eval docs gold --misses misses.txt",
    "speechx eval docs gold -f csv -o scores.csv",
)


def command(
    documents: Annotated[str, typer.Argument(metavar="DOCS", help="The folder of the documents.")],
    gold: Annotated[
        str, typer.Argument(metavar="GOLD", help="Their annotations: a folder of JSON files, or one file.")
    ],
    format_: opt.ScoreFormat = None,
    misses: Annotated[
        str | None,
        typer.Option(
            "--misses",
            metavar="FILE",
            rich_help_panel="Output",
            help="Write what was missed too; - is beside the scores.",
        ),
    ] = None,
    output: opt.OutFile = None,
) -> int:
    """Measure how well annotated documents are read: precision, recall and F1 of each field.

    The format of the annotations is that of docs/evaluation.md.
    """
    from speechx.cli.tasks import eval as task

    return task.run(documents, gold, task.Form(format_, output, misses))
