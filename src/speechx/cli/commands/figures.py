"""``speechx figures``: its arguments and its help."""

from typing import Final

from speechx.cli import options as opt

EXAMPLES: Final = (
    "speechx figures < report.txt",
    "speechx figures report.txt -f csv",
    "speechx figures report.txt -f table | less",
)


def command(
    file: opt.File = "-",
    format_: opt.FiguresFormat = None,
    excel: opt.Excel = False,
    indent: opt.Indent = None,
    output: opt.OutFile = None,
    encoding: opt.Encoding = None,
    stdin_name: opt.StdinName = "-",
    text_field: opt.TextField = None,
    id_field: opt.IdField = None,
    max_bytes: opt.MaxBytes = opt.MAX_BYTES,
    max_ratio: opt.MaxRatio = opt.MAX_RATIO,
    max_members: opt.MaxMembers = opt.MAX_MEMBERS,
    _rules: opt.Rules = None,
    _no_config: opt.NoConfig = False,
) -> int:
    """List the figures of any Chinese text, without looking for speeches."""
    from speechx.cli.form import Form
    from speechx.cli.inputs import Job
    from speechx.cli.tasks import figures

    form = Form(format_, output, table=None, excel=excel, indent=indent)
    job = Job([file], encoding, stdin_name, max_bytes, False, text_field, id_field, max_ratio, max_members)
    return figures.run(job, form)
