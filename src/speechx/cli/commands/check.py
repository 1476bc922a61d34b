"""``speechx check``: its arguments and its help."""

from typing import Final

from speechx.cli import options as opt

EXAMPLES: Final = (
    "speechx check pages/*.txt",
    "speechx check --severity warning --strict page.txt",
)


def command(
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
    from speechx.cli.inputs import Job
    from speechx.cli.reading import reading
    from speechx.cli.tasks import check

    how = reading(places=True, roster=roster, date=date)
    return check.run(Job(files, encoding, stdin_name, max_bytes, strict), how, least)
