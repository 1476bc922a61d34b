"""JSON to models: every field there, of its type and with its values, and nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from speechx.models import Model, Speech
from speechx.records import SCHEMA_VERSION
from speechx.validation import Problem, path_of
from speechx.writers import json

_SHOWN: Final = 40

ModelT = TypeVar("ModelT", bound=Model)


class SpeechRow(Speech):
    """A line of JSON Lines: a speech with the name of its document."""

    source: str


def read(data: object, model: type[ModelT], root: str) -> tuple[ModelT | None, list[Problem]]:
    """Return the model of some JSON, or None where it is none, and what is wrong.

    Args:
        data: what was read, numbers with a fraction as ``Decimal``.
        model: what it should be.
        root: the path of the data.
    """
    version = data.get("schema_version", SCHEMA_VERSION) if isinstance(data, dict) else SCHEMA_VERSION
    if version != SCHEMA_VERSION:
        message = f"is {version!r}: this speechx knows version {SCHEMA_VERSION!r} only"
        return None, [Problem(f"{root}.schema_version", message)]
    try:
        made = model.model_validate(data)
    except ValidationError as error:
        return None, [Problem(path_of(root, row["loc"]), row["msg"]) for row in error.errors()]
    # Pydantic fills in what is missing and converts what it can; an output has neither.
    return made, list(_differences(data, json.dump(made), root))


def _differences(given: Any, made: Any, path: str) -> Iterator[Problem]:  # noqa: ANN401 - JSON
    if isinstance(made, Mapping) and isinstance(given, Mapping):
        for key in dict.fromkeys([*made, *given]):
            below = path_of(path, [key])
            if key not in given:
                yield Problem(below, "is missing")
            elif key not in made:
                yield Problem(below, "is no field")
            else:
                yield from _differences(given[key], made[key], below)
    elif isinstance(made, Sequence) and not isinstance(made, str) and isinstance(given, Sequence):
        for index, (left, right) in enumerate(zip(given, made, strict=True)):
            yield from _differences(left, right, path_of(path, [index]))
    elif given != made or isinstance(given, bool):
        yield Problem(path, f"is {_shown(given)}, not {_shown(made)}")


def _shown(value: object) -> str:
    return json.dumps(value).decode()[:_SHOWN]
