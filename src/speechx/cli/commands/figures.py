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
    max_bytes: opt.MaxBytes = opt.MAX_BYTES,
) -> int:
    """List the figures of any Chinese text, without looking for speeches."""
    from speechx.cli.form import Form
    from speechx.cli.inputs import Job
    from speechx.cli.tasks import figures

    form = Form(format_, output, table=None, excel=excel, indent=indent)
    return figures.run(Job([file], encoding, stdin_name, max_bytes), form)
