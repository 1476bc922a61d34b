"""``speechx schema``: a JSON Schema out."""

from speechx import schema
from speechx.cli.output import target
from speechx.errors import EXIT_FINE
from speechx.writers import json


def run(name: str) -> int:
    """Print a JSON Schema, and return the exit code."""
    with target(None) as out:
        out.write(json.dumps(schema.schema(name), indent=True) + b"\n")
    return EXIT_FINE
