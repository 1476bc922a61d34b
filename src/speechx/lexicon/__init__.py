"""All words that speechx knows, as data: one TOML file a kind, read and checked once, on first use.

A file holds arrays of tables; an array's entries are checked by the Pydantic entry model that the caller names. Every
entry carries examples (``hits`` and, where a word can mislead, ``misses``), and the tests walk them all.
Words are written in Simplified forms only: a view folds Traditional text before rules read it.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from speechx.errors import LexiconError
from speechx.kept import kept
from speechx.rules import in_force


class Entry(BaseModel):
    """The base of all entry models: frozen, and no key that the model does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Entry):
    """Words that behave alike.

    Attributes:
        name: what the group is called, kebab-case.
        words: the words, Simplified.
        hits: texts in which a word of the group counts.
        misses: texts in which one stands but does not count.
    """

    name: str
    words: tuple[str, ...]
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


EntryT = TypeVar("EntryT", bound=Entry)


def file(name: str) -> dict[str, Any]:
    """Return a lexicon file as TOML gives it, without what packs add.

    Raises:
        LexiconError: the file is missing or no TOML.
    """
    return kept(("lexicon", name), lambda: _read(name))


def _read(name: str) -> dict[str, Any]:
    path = Path(__file__).parent / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"lexicon {name}.toml: {error}") from error


@cache
def entries(name: str, array: str, model: type[EntryT]) -> tuple[EntryT, ...]:
    """Return one array of a lexicon file as entry models, in the order of the file, with what packs in force add.

    Args:
        name: the file's name without ``.toml``.
        array: the key of the array of tables.
        model: the entry model.

    Raises:
        LexiconError: the file is missing, no TOML, or an entry has the wrong shape.
    """
    rows: list[dict[str, Any]] = file(name).get(array, [])
    if added := list(in_force.rows(name, array)):
        from speechx.rules.merging import merged  # noqa: PLC0415 - without packs nobody waits for it

        rows = merged(rows, added)
    try:
        return tuple(model.model_validate(row) for row in rows)
    except ValidationError as error:
        first = error.errors()[0]
        raise LexiconError(f"lexicon {name}.toml: {array}: {first['loc']}: {first['msg']}") from error


@cache
def words(name: str, group: str) -> tuple[str, ...]:
    """Return the words of one ``[[words]]`` group of a lexicon file.

    Raises:
        LexiconError: there is no such group.
    """
    for entry in entries(name, "words", Words):
        if entry.name == group:
            return tuple(entry.words)
    raise LexiconError(f"lexicon {name}.toml: no group {group!r}")
