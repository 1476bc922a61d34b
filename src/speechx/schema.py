"""The JSON Schemas of the output, made from the public models.

``schemas/*.json`` are these, committed: ``speechx schema document > schemas/document.schema.json``.
"""

from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema

from speechx import models, records

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
MODELS: Final[dict[str, type[models.Model]]] = {
    "document": models.Document,
    "speech": models.Speech,
    "figure": models.Figure,
}


class _OfOutput(GenerateJsonSchema):
    """Calls every field required: the writers leave none out, whether it has a default in Python or not."""

    def field_is_required(self, *_: object, **__: object) -> bool:
        return True


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what the writers give for a model.

    Args:
        name: a key of ``MODELS``.

    Raises:
        KeyError: there is no such model.
    """
    body = MODELS[name].model_json_schema(by_alias=True, schema_generator=_OfOutput, mode="serialization")
    identity = f"urn:speechx:schema:{records.SCHEMA_VERSION}:{name}"
    return {"$schema": DIALECT, "$id": identity, **body}
