"""``speechx show``: its arguments and its help."""

from typing import Annotated, Final

import typer

from speechx.cli import options as opt

EXAMPLES: Final = (
    "speechx show page.txt",
    "speechx show page.txt --speech 3",
    "speechx show page.txt --color always | less -R",
)


def command(
    file: opt.File,
    speech: Annotated[
        int | None, typer.Option(metavar="N", min=1, rich_help_panel="Output", help="Only the speech of this number.")
    ] = None,
    color: opt.Color = "auto",
    pager: Annotated[
        bool | None,
        typer.Option(
            "--pager/--no-pager", rich_help_panel="Output", show_default=False,
            help="Page through it: by default on a terminal where it is longer than that.",
        ),
    ] = None,
    encoding: opt.Encoding = None,
    stdin_name: opt.StdinName = "-",
    text_field: opt.TextField = None,
    id_field: opt.IdField = None,
    max_bytes: opt.MaxBytes = opt.MAX_BYTES,
    max_ratio: opt.MaxRatio = opt.MAX_RATIO,
    max_members: opt.MaxMembers = opt.MAX_MEMBERS,
    roster: opt.RosterFile = None,
    date: opt.Date = None,
) -> int:  # fmt: skip
    """Show a document with everything marked that was found in it: titles, speakers, headings, figures, terms.

    What could not be understood is marked too, with its diagnostic below the line. Without colours, marks are signs.
    """
    from speechx.cli.inputs import Job
    from speechx.cli.reading import reading
    from speechx.cli.tasks import show

    how = reading(places=True, roster=roster, date=date)
    job = Job([file], encoding, stdin_name, max_bytes, False, text_field, id_field, max_ratio, max_members)
    return show.run(job, how, show.Look(speech, color, pager))
