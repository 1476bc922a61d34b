"""Text of an output to records: a document, an array of documents, or JSON Lines with a speech a line."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple, NoReturn

from speechx.errors import SourceError


class Record(NamedTuple):
    """A document or speech of an output: its path there, and its JSON."""

    root: str
    data: object


def records(text: str, name: str) -> list[Record]:
    """Return the records of an output.

    Raises:
        SourceError: the text is no JSON.
    """
    text = text.removeprefix("\ufeff")
    try:
        data = _loads(text)
    except json.JSONDecodeError as error:
        if error.msg != "Extra data":
            raise SourceError(f"{name} is no JSON: line {error.lineno}, column {error.colno}: {error.msg}") from None
        return list(_lines(text, name))
    if isinstance(data, list):
        return [Record(f"$[{index}]", row) for index, row in enumerate(data)]
    return [Record("$", data)]


def _lines(text: str, name: str) -> Iterator[Record]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield Record(f"line {number}: $", _loads(line))
            except json.JSONDecodeError as error:
                raise SourceError(f"{name} is no JSON: line {number}, column {error.colno}: {error.msg}") from None


def _loads(text: str) -> Any:  # noqa: ANN401 - JSON
    """Return JSON with exact numbers; what is nested too deeply, or a number beyond all measure, is none."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_refuse)
    except json.JSONDecodeError:
        raise
    except RecursionError:
        raise json.JSONDecodeError("nested too deeply", text, 0) from None
    except (ValueError, ArithmeticError):
        raise json.JSONDecodeError("a number is too long", text, 0) from None


def _refuse(name: str) -> NoReturn:
    raise json.JSONDecodeError(f"{name} is no number", name, 0)
