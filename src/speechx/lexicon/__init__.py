"""All words that speechx knows, as data: one TOML file a kind, read and checked once, on first use.

A file holds arrays of tables; an array's entries are checked by the Pydantic entry model that the caller names. Every
entry carries examples (``hits`` and, where a word can mislead, ``misses``), and the tests walk them all.
Words are written in Simplified forms only: a view folds Traditional text before rules read it.
"""

from collections.abc import Callable
from functools import cache, partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

import regex

from speechx.errors import LexiconError
from speechx.kept import kept
from speechx.rules import in_force

if TYPE_CHECKING:
    from speechx.lexicon.models import Entry


EntryT = TypeVar("EntryT", bound="Entry")
Made = TypeVar("Made")
Arguments = ParamSpec("Arguments")


def table(make: Callable[Arguments, Made]) -> Callable[Arguments, Made]:
    """Let a function that makes something of the lexicon do so once: what it made is kept from start to start."""

    @cache
    @wraps(make)
    def made(*args: Any) -> Made:  # noqa: ANN401 - those of ``make``
        return kept((make.__module__, make.__qualname__, args, in_force.added()), partial(make, *args))

    return cast("Callable[Arguments, Made]", made)


@cache
def file(name: str) -> dict[str, Any]:
    """Return a lexicon file as TOML gives it, without what packs add.

    Raises:
        LexiconError: the file is missing or no TOML.
    """
    import tomllib  # noqa: PLC0415 - most starts read no lexicon

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
    from pydantic import ValidationError  # noqa: PLC0415 - most starts read no lexicon

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
    known = _groups(name)
    if group not in known:
        raise LexiconError(f"lexicon {name}.toml: no group {group!r}")
    return known[group]


def alternatives(name: str, group: str) -> str:
    """Return the words of one group as alternatives of a pattern, the longest first; errors are those of ``words``."""
    return "|".join(map(regex.escape, sorted(words(name, group), key=len, reverse=True)))


@table
def _groups(name: str) -> dict[str, tuple[str, ...]]:
    from speechx.lexicon.models import Words  # noqa: PLC0415 - most starts read no lexicon

    return {entry.name: entry.words for entry in entries(name, "words", Words)}
