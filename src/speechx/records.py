"""What the parser makes: objects with the fields of the public models, held to the models' own contract.

The models (``speechx.models``) are the contract, but loading Pydantic and building them takes longer than parsing a
page. What validates for them is Pydantic's core, which is quick to load and asks for no class of Pydantic. So the
parser makes records, which stand for the models: they have no fields of their own, and are what the models' core
schemas say. ``validated`` holds them to these: each field there, of its very type, and none else. The schemas are made
of the models at the first start, and kept.

To a type checker a record is a model, for it has the fields, and of the methods the one that is used here.
"""

from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from speechx import core
from speechx.kept import kept

if TYPE_CHECKING:
    from pydantic_core import SchemaValidator

    from speechx.models import Model

SCHEMA_VERSION: Final = "1"

Made = TypeVar("Made", bound="Model")

_NO_FIELDS: Final[frozenset[str]] = frozenset()


class Record:
    """The base of all records; its slots are those that Pydantic's core fills in a model."""

    __slots__ = ("__dict__", "__pydantic_extra__", "__pydantic_fields_set__", "__pydantic_private__")

    def __init__(self, **fields: object) -> None:
        self.__dict__ = fields
        self.__pydantic_extra__ = None
        self.__pydantic_fields_set__ = _NO_FIELDS
        self.__pydantic_private__ = None

    def model_copy(self, *, update: dict[str, object]) -> "Record":
        """Return a copy with other values of some fields."""
        return type(self)(**{**self.__dict__, **update})


def _stand_in(name: str) -> type[Record]:
    return type(name, (Record,), {"__slots__": (), "__module__": __name__})


if TYPE_CHECKING:
    from speechx.models import (
        Block,
        Diagnostic,
        Division,
        Document,
        Event,
        Figure,
        Heading,
        Passage,
        SourceInfo,
        Speaker,
        Speech,
        Term,
    )
else:
    Block = _stand_in("Block")
    Diagnostic = _stand_in("Diagnostic")
    Division = _stand_in("Division")
    Document = _stand_in("Document")
    Event = _stand_in("Event")
    Figure = _stand_in("Figure")
    Heading = _stand_in("Heading")
    Passage = _stand_in("Passage")
    SourceInfo = _stand_in("SourceInfo")
    Speaker = _stand_in("Speaker")
    Speech = _stand_in("Speech")
    Term = _stand_in("Term")

__all__ = [
    "SCHEMA_VERSION",
    "Block",
    "Diagnostic",
    "Division",
    "Document",
    "Event",
    "Figure",
    "Heading",
    "Passage",
    "Record",
    "SourceInfo",
    "Speaker",
    "Speech",
    "Term",
    "contract",
    "model",
    "schema",
    "validated",
]


def validated(record: Made) -> Made:
    """Return a record that is held to the contract: every field is there, of its very type, and no other.

    Raises:
        pydantic_core.ValidationError: it is not; then the parser has a defect.
    """
    return cast("Made", _validator(type(record).__name__).validate_python(record))


def model(record: Made) -> Made:
    """Return the public model of a record, which validates it; a model stays what it is."""
    if not isinstance(record, Record):
        return record
    from speechx import models  # noqa: PLC0415 - most starts need no models

    kind: type[Made] = getattr(models, type(record).__name__)
    return kind.model_validate(record, from_attributes=True)


def contract(record: Record) -> dict[str, object]:
    """Return the fields of a record under the names of the contract: ``from_`` is ``from``."""
    return {name.removesuffix("_"): value for name, value in record.__dict__.items()}


def schema(name: str) -> dict[str, Any]:
    """Return the core schema of a record: that of its model, but strict, and of records."""
    from speechx import models  # noqa: PLC0415 - once it is kept, nobody needs them

    return cast("dict[str, Any]", _of_records(getattr(models, name).__pydantic_core_schema__))


def _of_records(part: Any) -> Any:  # noqa: ANN401 - any part of a core schema
    if isinstance(part, list):
        return [_of_records(item) for item in part]
    if not isinstance(part, dict):
        return part
    made = {key: _of_records(value) for key, value in part.items() if key != "metadata"}  # it is for JSON Schema
    if part.get("type") == "model":
        made |= {"cls": globals()[part["cls"].__name__], "revalidate_instances": "always"}
        made["config"] = {**part["config"], "strict": True}
    return made


def _kept_schema(name: str) -> Any:  # noqa: ANN401 - a core schema
    return kept(("core schema", name, core.load().__version__), lambda: schema(name))


@cache
def _validator(name: str) -> "SchemaValidator":
    return cast("SchemaValidator", core.load().SchemaValidator(_kept_schema(name)))
