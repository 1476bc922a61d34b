"""``speechx parse``: its arguments and its help."""

from typing import Final

from speechx.cli import options as opt

EXAMPLES: Final = (
    "speechx parse page.txt | jq '.speeches[].speakers'",
    "speechx parse a.txt b.txt -f jsonl > speeches.jsonl",
    "speechx parse page.txt --table headings -o headings.csv",
    "speechx parse pages/*.txt --table all -o tables",
)


def command(
    files: opt.Files,
    format_: opt.OutFormat = None,
    table: opt.Table = None,
    excel: opt.Excel = False,
    csv_safe: opt.CsvSafe = None,
    indent: opt.Indent = None,
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
    select: opt.Select = None,
    ignore: opt.Ignore = None,
    strict: opt.Strict = False,
    quiet: opt.Quiet = False,
    _rules: opt.Rules = None,
    _no_config: opt.NoConfig = False,
) -> int:
    """Extract who spoke, under which headings and with which figures, as JSON, tables or a spreadsheet.

    One file gives one JSON document, several an array. A file that cannot be read is reported and left out.
    Warnings and errors are printed on standard error as file:line:col: CODE message.
    --select and --ignore are about these and the exit code; the output has all diagnostics.
    """
    from speechx.cli.form import Form
    from speechx.cli.inputs import Job
    from speechx.cli.reading import reading
    from speechx.cli.selection import selection
    from speechx.cli.tasks import parse

    job = Job(files, encoding, stdin_name, max_bytes, strict, text_field, id_field, max_ratio, max_members)
    form = Form(format_, output, table=table, excel=excel, indent=indent, safe=csv_safe)
    told = parse.Told(selection(select, ignore), quiet)
    return parse.run(job, form, reading(places=places, roster=roster, date=date), told)
