"""The committed schemas are those of the models, and fit what the writers give."""

import json
from pathlib import Path

import pytest

from speechx import schema

COMMITTED = Path(__file__).parents[1] / "schemas"


@pytest.mark.parametrize("name", schema.MODELS)
def test_the_committed_schema_is_the_generated_one(name: str) -> None:
    """Regenerate with ``speechx schema NAME > schemas/NAME.schema.json``."""
    committed = json.loads((COMMITTED / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert committed == schema.schema(name)


def test_no_schema_is_forgotten() -> None:
    assert {path.name for path in COMMITTED.glob("*.json")} == {f"{name}.schema.json" for name in schema.MODELS}


def test_the_schema_speaks_of_the_output_not_of_python() -> None:
    figure = schema.schema("figure")
    assert figure["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert figure["$id"] == "urn:speechx:schema:1:figure"
    assert "from" in figure["properties"]
    assert figure["properties"]["value"]["anyOf"] == [{"type": "number"}, {"type": "null"}]
    assert set(figure["required"]) == set(figure["properties"])
    assert figure["additionalProperties"] is False
    span = figure["$defs"]["Span"]
    assert (span["type"], span["minItems"], span["maxItems"]) == ("array", 2, 2)
