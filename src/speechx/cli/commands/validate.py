"""``speechx validate``: its arguments and its help."""

from typing import Annotated, Final

import typer

EXAMPLES: Final = (
    "speechx validate page.json",
    "speechx validate speeches.jsonl --source pages/",
    "speechx parse page.txt | speechx validate -",
)


def command(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Outputs in JSON or JSON Lines; - is stdin.")],
    source: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="The source, or the folder of the sources; by default as they are named."),
    ] = None,
) -> int:  # fmt: skip
    """Check outputs: against the contract, for consistency, and against their sources.

    With the source at hand, its digest must be that of the output, and each text must stand in its place.
    Problems are listed as file: JSON path: message; the exit code is then 1.
    """
    from speechx.cli.tasks import validate

    return validate.run(files, source)
