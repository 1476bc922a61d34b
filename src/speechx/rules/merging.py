"""How the entries of packs stand beside those of the lexicon: words join the group of their name, the rest is added."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from speechx.rules.in_force import Row

JOINED: Final = ("words", "hits", "misses")
"""The keys whose lists grow when an entry joins another."""


def merged(entries: Sequence[dict[str, Any]], rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return the entries of an array with those of packs; what is joined gets the keys that it does not give."""
    whole = list(entries)
    for row in rows:
        place = joins(whole, row.data)
        if place is None:
            whole.append(row.data)
        else:
            whole[place] = join(whole[place], row.data)
    return whole


def joins(entries: Sequence[dict[str, Any]], data: dict[str, Any]) -> int | None:
    """Return the index of the entry that a further one joins: it has the same name, and words."""
    if "name" not in data:
        return None
    return next(
        (place for place, known in enumerate(entries) if known.get("name") == data["name"] and "words" in known), None
    )


def join(known: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with the words and examples of another."""
    grown: dict[str, Any] = {
        key: [*known.get(key, ()), *data.get(key, ())] for key in JOINED if key in known or key in data
    }
    return {**known, **data, **grown}
