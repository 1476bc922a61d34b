r"""JSON: one document, or an array of documents; numbers are exact.

>>> from decimal import Decimal
>>> dumps({"value": Decimal("3.14159265358979323846")})
b'{"value":3.14159265358979323846}'
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson

from speechx.records import Document, Record, contract
from speechx.source import Span
from speechx.writers import Options
from speechx.writers.numbers import plain

if TYPE_CHECKING:
    from speechx.models import Model


def chunks(documents: Iterable[Document], options: Options) -> Iterator[bytes]:
    """Yield one document, or with ``options.array`` an array of all."""
    opening, separator, closing = (b"[\n", b",\n", b"\n]\n") if options.array else (b"", b"", b"\n")
    written = False
    for document in documents:
        yield separator if written else opening
        yield dumps(dump(document), indent=options.indent)
        written = True
    if written:
        yield closing


def dump(model: "Model") -> dict[str, Any]:
    """Return the fields of a model or record under the names of the contract; ``dumps`` takes what stands in them."""
    return contract(model) if isinstance(model, Record) else model.model_dump(by_alias=True)


def dumps(value: object, *, indent: bool = False) -> bytes:
    """Return values as JSON in UTF-8, without a final newline; a ``Decimal`` becomes an exact number literal.

    Raises:
        TypeError: a value has no JSON form.
    """
    return orjson.dumps(value, default=_default, option=orjson.OPT_INDENT_2 if indent else None)


def _default(value: object) -> object:
    if isinstance(value, Record):
        return contract(value)
    if isinstance(value, Span):
        return list(value)
    if isinstance(value, Decimal):
        return orjson.Fragment(plain(value))
    raise TypeError(f"no JSON form for {type(value).__name__}")
