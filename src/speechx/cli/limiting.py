"""The limits that a run keeps to: those of ``speechx.limits``, moved by options of commands that read documents."""

from typing import Annotated, Final

import typer

from speechx.limits import Limits

_INPUT: Final = "Input"
_DEFAULTS: Final = Limits()
_LONGEST: Final = 1_000_000
_chosen: Final[dict[str, int]] = {}


def chosen() -> Limits:
    """Return the limits in force."""
    return Limits(**_chosen)


def _choose(parameter: typer.CallbackParam, value: int) -> None:
    _chosen[(parameter.name or "").removeprefix("_")] = value


def options(
    _line: Annotated[
        int,
        typer.Option(
            "--max-line", metavar="N", min=1, callback=_choose, expose_value=False, rich_help_panel=_INPUT,
            help="Refuse documents with a line of more characters (exit code 5).",
        ),
    ] = _DEFAULTS.line,
    _lines: Annotated[
        int,
        typer.Option(
            "--max-lines", metavar="N", min=1, callback=_choose, expose_value=False, rich_help_panel=_INPUT,
            help="Refuse documents of more lines (exit code 5).",
        ),
    ] = _DEFAULTS.lines,
    _numbers: Annotated[
        int,
        typer.Option(
            "--max-numbers", metavar="N", min=1, callback=_choose, expose_value=False, rich_help_panel=_INPUT,
            help="Refuse documents with more written numbers (exit code 5).",
        ),
    ] = _DEFAULTS.numbers,
    _seconds: Annotated[
        int,
        typer.Option(
            "--timeout", metavar="SECONDS", min=0, max=_LONGEST, callback=_choose, expose_value=False,
            rich_help_panel=_INPUT,
            help="Give up on a document that takes longer (exit code 5); 0 waits for ever.",
        ),
    ] = _DEFAULTS.seconds,
) -> None:  # fmt: skip
    """Take the limits on documents."""
