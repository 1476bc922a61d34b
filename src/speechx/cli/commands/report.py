"""``speechx report``: its arguments and its help."""

from typing import Final

from speechx.cli import options as opt

EXAMPLES: Final = (
    "speechx report page.txt -o report.html",
    "speechx report pages/*.txt --quiet -o report.html",
)


def command(
    files: opt.Files,
    output: opt.OutFile = None,
    encoding: opt.Encoding = None,
    stdin_name: opt.StdinName = "-",
    text_field: opt.TextField = None,
    id_field: opt.IdField = None,
    max_bytes: opt.MaxBytes = opt.MAX_BYTES,
    max_ratio: opt.MaxRatio = opt.MAX_RATIO,
    max_members: opt.MaxMembers = opt.MAX_MEMBERS,
    places: opt.Places = True,
    roster: opt.RosterFile = None,
    date: opt.Date = None,
    strict: opt.Strict = False,
    quiet: opt.Quiet = False,
) -> int:
    """Write one HTML page to read and check documents with: source, figures, charts, diagnostics.

    The page needs no network and no other file. It is for any browser of the last two years.
    """
    from speechx.cli.inputs import Job
    from speechx.cli.reading import reading
    from speechx.cli.tasks import report

    job = Job(files, encoding, stdin_name, max_bytes, strict, text_field, id_field, max_ratio, max_members)
    return report.run(job, output, reading(places=places, roster=roster, date=date), quiet=quiet)
