"""Whether an output is what speechx would write: of the right shape, consistent, and true to its source.

``records`` reads the JSON and ``shape`` makes models of it; ``consistency`` looks at a document alone, ``fidelity``
compares it with its source. They yield problems and change nothing.
"""

from collections.abc import Iterable
from typing import NamedTuple


class Problem(NamedTuple):
    """What is wrong, and where: a JSON path (``$.speeches[0].span``) and a text for a person."""

    path: str
    message: str


def path_of(root: str, keys: Iterable[str | int]) -> str:
    """Return the JSON path of some keys and indexes below another.

    >>> path_of("$", ["speeches", 0, "span"])
    '$.speeches[0].span'
    """
    return root + "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys)
