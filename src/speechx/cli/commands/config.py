"""``speechx config``: its commands, their arguments and their help."""

from typing import Annotated, Final, Literal

import typer

EXAMPLES: Final = (
    "speechx config show --origin",
    "speechx config show --format json",
)

group = typer.Typer(help="Look at the configuration: the defaults of options, and their origin.")


@group.command("show")
def show(
    origin: Annotated[bool, typer.Option("--origin", help="Tell where each setting comes from.")] = False,
    format_: Annotated[Literal["toml", "json"], typer.Option("--format", "-f", help="What to write.")] = "toml",
) -> int:
    """Print each setting with its value, from files and from the environment."""
    from speechx.cli.tasks import config

    return config.show(format_, origin=origin)
