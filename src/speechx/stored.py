"""What speechx wrote, read again: JSON to models, every number exactly what it was.

Pydantic reads the numbers of JSON as binary floats before they become ``Decimal``; the parser of the standard library
hands over the digits.
"""

import json
from decimal import Decimal
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from speechx.errors import SourceError

_SAFE_DIGITS: Final = 18

Read = TypeVar("Read", bound=BaseModel)


def value(data: str | bytes, name: str = "the JSON") -> object:
    """Return what a piece of JSON says; fractions and very large numbers are ``Decimal``.

    Raises:
        SourceError: it is no JSON in UTF-8.
    """
    try:
        return json.loads(data, parse_float=Decimal, parse_int=_integer)
    except ValueError as error:
        raise SourceError(f"{name} is no JSON: {error}") from None
    except RecursionError:
        raise SourceError(f"{name} is no JSON that speechx writes: it is nested too deeply") from None


def _integer(digits: str) -> int | Decimal:
    """Return an integer that fits 64 bits, which is what JSON can be written with again, or else a ``Decimal``."""
    return int(digits) if len(digits) <= _SAFE_DIGITS else Decimal(digits)


def model(kind: type[Read], data: str | bytes, name: str = "the JSON") -> Read:
    """Read a model from JSON.

    Raises:
        SourceError: it is no JSON, or not what the writers give for that model.
    """
    return of(kind, value(data, name), name)


def of(kind: type[Read], plain: object, name: str) -> Read:
    """Make a model of plain values.

    Raises:
        SourceError: they are not those of that model.
    """
    try:
        return kind.model_validate(plain)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise SourceError(f"{name} is no {kind.__name__} of speechx: {where}: {first['msg']}") from None
