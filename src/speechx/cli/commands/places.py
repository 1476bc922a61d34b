"""``speechx places``: its arguments and its help."""

from typing import Annotated, Final

import typer

from speechx.cli import options as opt

EXAMPLES: Final = (
    "speechx places 鼓楼区",
    "speechx places 青石镇 城关镇 -f csv -o places.csv",
)


def command(
    names: Annotated[list[str], typer.Argument(metavar="NAME", help="The names, in full, in short or as a chain.")],
    format_: opt.ListFormat = None,
    excel: opt.Excel = False,
    indent: opt.Indent = None,
    output: opt.OutFile = None,
    _rules: opt.Rules = None,
    _no_config: opt.NoConfig = False,
) -> int:
    """List the administrative divisions that a name may mean: code, names from the province down, status.

    The exit code is 1 where the list has no division of a name.
    """
    from speechx.cli.form import Form
    from speechx.cli.tasks import places

    return places.run(names, Form(format_, output, table=None, excel=excel, indent=indent))
