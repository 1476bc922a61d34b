"""What may be wrong with an entry of a pack: an ordered table of checks, each with a name.

A fatal problem keeps the pack from being loaded; of the others only ``speechx rules lint`` tells.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import regex
from pydantic import ValidationError

from speechx.errors import LexiconError
from speechx.fold import fold
from speechx.rules import hazards
from speechx.rules.arrays import ARRAYS, FIXED, Array, built_in
from speechx.rules.in_force import Pack, Place, Row
from speechx.rules.located import suggestion
from speechx.rules.merging import JOINED, join, joins, merged

_SPECIAL: Final = frozenset("\\[](){}*+?|^$\n\r\t")
"""Words are put into patterns, and must mean themselves there."""
_LONGEST_WORD: Final = 60
_LONGEST_PATTERN: Final = 4000
_EXAMPLES: Final = ("hits", "misses")


class Problem(NamedTuple):
    """A problem of an entry: the name of the check, the place in the pack, and what is wrong."""

    check: str
    place: Place
    message: str
    fatal: bool

    def told(self, name: str) -> str:
        """Return the problem as a line, ``name`` being what the pack is called."""
        return f"{name}:{self.place.line}:{self.place.column}: {self.message}"


class _Case(NamedTuple):
    """An entry under check, beside the entries before it.

    Attributes:
        row: the entry.
        array: what may be added to its array.
        others: the entries of the array before it: those of the package, of other packs, and those above.
        joined: the index of the entry that it joins, or None.
    """

    row: Row
    array: Array
    others: Sequence[Mapping[str, Any]]
    joined: int | None

    @property
    def called(self) -> str:
        return f"{self.row.file}.{self.row.array}"

    def texts(self, key: str) -> Sequence[str]:
        return tuple(self.row.data.get(key, ()))


Found = Iterator[tuple[Place, str]]
Check = tuple[str, bool, Callable[[_Case], Found]]
"""The name of a check, whether its problems are fatal, and what finds them."""


def problems(pack: Pack, before: Sequence[Pack] = ()) -> Iterator[Problem]:
    """Yield the problems of a pack, entry by entry.

    Args:
        pack: the pack.
        before: the packs that stand before it.
    """
    rows = [row for other in before for row in other.rows]
    for row in pack.rows:
        same = [other for other in rows if (other.file, other.array) == (row.file, row.array)]
        others = merged(built_in(row.file, row.array), same)
        case = _Case(row, ARRAYS[row.file, row.array], others, joins(others, row.data))
        found = list(_of(case, CHECKS))
        yield from found
        if not any(problem.fatal for problem in found):
            rows.append(row)


def own_problems(pack: Pack) -> Iterator[Problem]:
    """Yield the problems of the lexicon itself, read as a pack that adds to nothing."""
    for row in pack.rows:
        array = ARRAYS.get((row.file, row.array), Array("speechx.lexicon:Entry"))
        others = [other.data for other in pack.rows if other.array == row.array and other.start < row.start]
        yield from _of(_Case(row, array, others, None), (check for check in CHECKS if check[0] in _OWN))


def _of(case: _Case, checks: Iterable[Check]) -> Iterator[Problem]:
    """Yield the problems of an entry; the later checks rely on the earlier fatal ones."""
    for name, fatal, check in checks:
        failed = False
        for place, message in check(case):
            failed = True
            yield Problem(name, place, message, fatal)
        if failed and fatal:
            return


def _shape(case: _Case) -> Found:
    row = case.row
    if none := [key for key in JOINED if not isinstance(row.data.get(key, []), list)]:
        yield row.place(none[0]), f"{none[0]} must be a list"
        return
    data = row.data if case.joined is None else join(dict(case.others[case.joined]), row.data)
    model = case.array.load()
    try:
        model.model_validate(data)
    except ValidationError as error:
        for found in sorted(error.errors(), key=lambda found: found["type"] != "extra_forbidden"):
            key = str(found["loc"][0]) if found["loc"] else ""
            if found["type"] == "extra_forbidden":
                said = f"{case.called} knows no key {key}{suggestion(key, model.model_fields)}"
            else:
                said = f"{key}: {found['msg']}"
            yield row.place(*_own(found["loc"], case)), said


def _own(path: Sequence[str | int], case: _Case) -> tuple[str | int, ...]:
    """Return a path into a joined entry as a path into the entry itself."""
    if len(path) > 1 and case.joined is not None and path[0] in JOINED and isinstance(path[1], int):
        return path[0], path[1] - len(case.others[case.joined].get(str(path[0]), ()))
    return tuple(path)


def _unknown_group(case: _Case) -> Found:
    name = case.row.data.get("name")
    if case.array.closed and case.joined is None and isinstance(name, str):
        asked = suggestion(name, (str(entry["name"]) for entry in case.others))
        yield case.row.place("name"), f"no rule asks for a group {name} of {case.called}{asked}"


def _fixed_group(case: _Case) -> Found:
    if (case.row.file, case.row.data.get("name")) in FIXED and case.texts("words"):
        yield case.row.place("words"), f"the words of {case.row.data['name']} are fixed: each has a part of its own"


def _conflict(case: _Case) -> Found:
    row = case.row
    if case.joined is not None:
        known = case.others[case.joined]
        for key in row.data.keys() - set(JOINED):
            if row.data[key] != known.get(key):
                yield row.place(key), f"{row.data['name']} has {key} {known.get(key)!r}; a pack cannot change it"
    elif "name" in row.data and any(entry.get("name") == row.data["name"] for entry in case.others):
        yield row.place("name"), f"{case.called} has an entry {row.data['name']} already"


def _word(case: _Case) -> Found:
    for index, word in enumerate(case.texts("words")):
        place = case.row.place("words", index)
        if not word.strip() or len(word) > _LONGEST_WORD:
            yield place, f"a word has 1 to {_LONGEST_WORD} characters"
        elif not _SPECIAL.isdisjoint(word):
            yield place, f"{word!r} holds a character that is special in patterns"


def _other_meaning(case: _Case) -> Found:
    if not case.array.unique:
        return
    meant = {word: at for at, entry in enumerate(case.others) if at != case.joined for word in entry["words"]}
    for index, word in enumerate(case.texts("words")):
        if word in meant:
            other = case.others[meant[word]]
            yield (
                case.row.place("words", index),
                f"{word} means something else already: {case.called} {other.get('name') or other.get('kind')}",
            )


def _no_pattern(case: _Case) -> Found:
    if (pattern := _pattern(case)) is None:
        return
    if len(pattern) > _LONGEST_PATTERN:
        yield case.row.place("pattern"), f"the pattern is longer than {_LONGEST_PATTERN} characters"
        return
    try:
        compiled = regex.compile(pattern)
    except (regex.error, OverflowError, RecursionError, ValueError, KeyError) as error:
        yield case.row.place("pattern"), f"no regular expression: {error}"
        return
    if "n" not in compiled.groupindex and case.row.array == "style":
        yield case.row.place("pattern"), "the pattern of a style needs a group n, the number: (?P<n>…)"


def _dangerous(case: _Case) -> Found:
    for message in hazards.find(_pattern(case) or ""):
        yield case.row.place("pattern"), f"dangerous pattern: {message}"


def _layout(case: _Case) -> Found:
    if case.row.array != "layout":
        return
    from speechx import layouts, votes  # noqa: PLC0415 - few packs have layouts

    entry = layouts.LayoutEntry.model_validate(case.row.data)
    own = map(layouts.LayoutEntry.model_validate, built_in("layouts", "layout"))
    known = {rule.label for rule in votes.RULES}.union(*map(layouts.labels, own))
    try:
        unknown = sorted(layouts.labels(entry) - known)
    except LexiconError as error:
        yield case.row.place("pattern"), str(error)
        return
    for label in unknown:
        yield case.row.place("pattern"), f"no rule votes for a label {label}{suggestion(label, known)}"


def _no_examples(case: _Case) -> Found:
    for key in _EXAMPLES:
        if key in case.array.load().model_fields and not case.texts(key):
            yield case.row.start, f"the entry has no {key}: nothing proves it"


def _duplicates(case: _Case) -> Found:
    known = set() if case.joined is None else set(case.others[case.joined].get("words", ()))
    counts = Counter(case.texts("words"))
    for index, word in enumerate(case.texts("words")):
        if word in known or counts[word] > 1:
            yield case.row.place("words", index), f"{word} stands in the entry already"


def _traditional(case: _Case) -> Found:
    for index, word in enumerate(case.texts("words")):
        if fold(word) != word:
            yield case.row.place("words", index), f"no text can have {word}: it is folded to {fold(word)} before"


def _pattern(case: _Case) -> str | None:
    found = case.row.data.get("pattern")
    return found if isinstance(found, str) and case.row.array != "layout" else None


CHECKS: Final[Sequence[Check]] = (
    ("unknown-group", True, _unknown_group),
    ("conflict", True, _conflict),
    ("shape", True, _shape),
    ("fixed-group", True, _fixed_group),
    ("word", True, _word),
    ("other-meaning", True, _other_meaning),
    ("no-pattern", True, _no_pattern),
    ("dangerous-pattern", True, _dangerous),
    ("layout", True, _layout),
    ("no-examples", False, _no_examples),
    ("duplicate", False, _duplicates),
    ("traditional", False, _traditional),
)
_OWN: Final = frozenset({"conflict", "other-meaning", "no-pattern", "dangerous-pattern", "duplicate", "traditional"})
