"""``speechx text``: its arguments and its help."""

from typing import Final

from speechx.cli import options as opt

EXAMPLES: Final = (
    "speechx text page.pdf | less",
    "speechx text pages.zip -f jsonl -o pages.jsonl",
)


def command(
    file: opt.File,
    format_: opt.TextForm = "text",
    output: opt.OutFile = None,
    encoding: opt.Encoding = None,
    stdin_name: opt.StdinName = "-",
    text_field: opt.TextField = None,
    id_field: opt.IdField = None,
    max_bytes: opt.MaxBytes = opt.MAX_BYTES,
    max_ratio: opt.MaxRatio = opt.MAX_RATIO,
    max_members: opt.MaxMembers = opt.MAX_MEMBERS,
) -> int:
    """Print the text that speechx reads in a document: what the spans of all output count, in UTF-8."""
    from speechx.cli.inputs import Job
    from speechx.cli.tasks import text

    job = Job([file], encoding, stdin_name, max_bytes, False, text_field, id_field, max_ratio, max_members)
    return text.run(job, format_, output)
