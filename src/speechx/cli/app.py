"""The application: which commands there are, and what stands before them."""

from collections.abc import Iterable
from importlib import import_module
from typing import Annotated, Final

import typer

from speechx import __version__

# In the order and under the headings of ``--help``.
COMMANDS: Final = {
    "parse": "Extract",
    "figures": "Extract",
    "check": "Look",
    "show": "Look",
    "explain": "Look",
    "validate": "Look",
    "rule": "Look up",
    "places": "Look up",
    "schema": "Look up",
}
_EXAMPLES: Final = (
    "speechx parse page.txt",
    "speechx parse pages/*.txt -f csv --table figures --excel -o figures.csv",
    "cat page.txt | speechx parse - --stdin-name page.txt -f jsonl",
    "speechx show page.txt",
    "speechx check pages/*.txt",
)
_CODES: Final = (
    "[bold]Exit codes[/bold]: 0 fine · 1 diagnostics of severity error (--strict: warnings too) · 2 usage · "
    "3 input or output failed · 5 a limit was hit · 70 internal error · 130 interrupted"
)


def _epilog(examples: Iterable[str], *more: str) -> str:
    """Return examples as paragraphs, which Rich keeps apart."""
    return "\n\n".join(("[bold]Examples[/bold]", *(f"  [cyan]{example}[/cyan]" for example in examples), *more))


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"speechx {__version__}")
        raise typer.Exit


def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def build(names: Iterable[str] = tuple(COMMANDS)) -> typer.Typer:
    """Return the application with some of its commands: one command does not wait for the others to be loaded.

    A module of ``speechx.cli.commands`` has either ``command`` or, where it is a group of commands, ``group``.
    """
    app = typer.Typer(
        name="speechx",
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="Structured data from Chinese documents that hold many speeches: who spoke, for whom, with which figures.",
        epilog=_epilog(_EXAMPLES, _CODES),
    )
    app.callback()(_common)
    for name in names:
        module = import_module(f"speechx.cli.commands.{name}")
        panel, epilog = COMMANDS[name], _epilog(module.EXAMPLES)
        if hasattr(module, "group"):
            app.add_typer(module.group, name=name, rich_help_panel=panel, epilog=epilog)
        else:
            app.command(name, rich_help_panel=panel, epilog=epilog)(module.command)
    return app
