"""``speechx schema``: its arguments and its help."""

from typing import Annotated, Final

import typer

from speechx.cli import options as opt

EXAMPLES: Final = ("speechx schema document > schemas/document.schema.json",)


def command(
    name: Annotated[opt.SchemaName, typer.Argument(metavar="[document|speech|figure]")] = "document",
) -> int:
    """Print the JSON Schema of the output."""
    from speechx.cli.tasks import schema

    return schema.run(name)
