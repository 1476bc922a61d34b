"""The JSON Schemas of the output, made from the public models.

``schemas/*.json`` are these, committed: ``speechx schema document > schemas/document.schema.json``.
"""

from typing import Any, Final

from speechx import models

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
MODELS: Final[dict[str, type[models.Model]]] = {
    "document": models.Document,
    "speech": models.Speech,
    "figure": models.Figure,
}


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what the writers give for a model.

    Args:
        name: a key of ``MODELS``.

    Raises:
        KeyError: there is no such model.
    """
    body = MODELS[name].model_json_schema(by_alias=True, mode="serialization")
    identity = f"urn:speechx:schema:{models.SCHEMA_VERSION}:{name}"
    return {"$schema": DIALECT, "$id": identity, **body}
