"""``speechx explain``: its arguments and its help."""

from typing import Annotated, Final

import typer

from speechx.cli import options as opt

EXAMPLES: Final = (
    "speechx explain page.txt",
    "speechx explain page.txt --json | jq '.[] | .label'",
)


def command(
    file: opt.File,
    json: Annotated[bool, typer.Option("--json", help="Write JSON instead of text.")] = False,
    encoding: opt.Encoding = None,
    stdin_name: opt.StdinName = "-",
    text_field: opt.TextField = None,
    id_field: opt.IdField = None,
    max_bytes: opt.MaxBytes = opt.MAX_BYTES,
    max_ratio: opt.MaxRatio = opt.MAX_RATIO,
    max_members: opt.MaxMembers = opt.MAX_MEMBERS,
) -> int:
    """Show how each line was read: its label, the rules that voted, and the runner-up."""
    from speechx.cli.inputs import Job
    from speechx.cli.tasks import explain

    job = Job([file], encoding, stdin_name, max_bytes, False, text_field, id_field, max_ratio, max_members)
    return explain.run(job, as_json=json)
