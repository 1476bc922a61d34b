"""What may be wrong with an entry of a pack: an ordered table of checks, each with a name.

A fatal problem keeps the pack from being loaded; of the others only ``speechx rules lint`` tells.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import regex
from pydantic import ValidationError

from speechx.errors import LexiconError
from speechx.fold import fold
from speechx.lexicon.models import LayoutEntry
from speechx.rules import hazards
from speechx.rules.arrays import ARRAYS, FIXED, Array, built_in
from speechx.rules.in_force import Pack, Place, Row
from speechx.rules.located import suggestion
from speechx.rules.merging import JOINED, Merged

_SPECIAL: Final = frozenset("\\[](){}*+?|^$\n\r\t")
"""Words are put into patterns, and must mean themselves there."""
_FLAGS: Final = regex.VERSION0 | regex.UNICODE | regex.IGNORECASE | regex.MULTILINE | regex.DOTALL | regex.VERBOSE
_LONGEST_WORD: Final = 60
_LONGEST_PATTERN: Final = 4000
_WORDS: Final = ("words", "places", "bodies")
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
    others: Merged
    joined: int | None

    @property
    def known(self) -> Mapping[str, Any]:
        """What is known of the entry that it joins."""
        return {} if self.joined is None else self.others.entries[self.joined]

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
    arrays = {place: Merged(built_in(*place)) for place in {(row.file, row.array) for row in pack.rows}}
    for row in (row for other in before for row in other.rows if (row.file, row.array) in arrays):
        arrays[row.file, row.array].add(row.data)
    for row in pack.rows:
        place = (row.file, row.array)
        others = arrays[place]
        found = list(_of(_Case(row, ARRAYS[place], others, others.joins(row.data)), CHECKS))
        yield from found
        if not any(problem.fatal for problem in found):
            others.add(row.data)


def own_problems(pack: Pack) -> Iterator[Problem]:
    """Yield the problems of the lexicon itself, read as a pack that adds to nothing."""
    arrays: dict[str, Merged] = defaultdict(lambda: Merged(()))
    for row in pack.rows:
        array = ARRAYS.get((row.file, row.array), Array("Entry"))
        yield from _of(_Case(row, array, arrays[row.array], None), [check for check in CHECKS if check[0] in _OWN])
        arrays[row.array].add(row.data)


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
    data = {**{key: [] if key in JOINED else value for key, value in case.known.items()}, **row.data}
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
            yield row.place(*found["loc"]), said


def _unknown_group(case: _Case) -> Found:
    name = case.row.data.get("name")
    if case.array.closed and case.joined is None and isinstance(name, str):
        asked = suggestion(name, case.others.names)
        yield case.row.place("name"), f"no rule asks for a group {name} of {case.called}{asked}"


def _fixed_group(case: _Case) -> Found:
    if (case.row.file, case.row.data.get("name")) in FIXED and case.texts("words"):
        yield case.row.place("words"), f"the words of {case.row.data['name']} are fixed: each has a part of its own"


def _conflict(case: _Case) -> Found:
    row = case.row
    name = row.data.get("name")
    if case.joined is not None:
        for key in (key for key in row.data if key not in JOINED and key in case.known):
            if row.data[key] != case.known[key]:
                yield row.place(key), f"{name} has {key} {case.known[key]!r}; a pack cannot change it"
    elif isinstance(name, str) and name in case.others.names:
        yield row.place("name"), f"{case.called} has an entry {name} already"


def _word(case: _Case) -> Found:
    texts = [(word, (key, index)) for key in _WORDS for index, word in enumerate(case.texts(key))]
    turns: Sequence[Sequence[str]] = case.row.data.get("turns", ())
    texts += [(word, ("turns", index)) for index, turn in enumerate(turns) for word in turn]
    for word, path in texts:
        place = case.row.place(*path)
        if not word.strip() or len(word) > _LONGEST_WORD:
            yield place, f"a word has 1 to {_LONGEST_WORD} characters"
        elif not _SPECIAL.isdisjoint(word):
            yield place, f"{word!r} holds a character that is special in patterns"


def _other_meaning(case: _Case) -> Found:
    if not case.array.unique:
        return
    for index, word in enumerate(case.texts("words")):
        meaning = case.others.meanings.get(word, case.joined)
        if meaning != case.joined and meaning is not None:
            other = case.others.entries[meaning]
            said = f"{word} means something else already: {case.called} {other.get('name') or other.get('kind')}"
            yield case.row.place("words", index), said


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
    if compiled.flags & ~_FLAGS:
        yield case.row.place("pattern"), "the pattern sets a flag other than i, m, s and x"
    if "n" not in compiled.groupindex and case.row.array == "style":
        yield case.row.place("pattern"), "the pattern of a style needs a group n, the number: (?P<n>…)"


def _dangerous(case: _Case) -> Found:
    if (pattern := _pattern(case)) is None:
        return
    for message in hazards.find(pattern):
        yield case.row.place("pattern"), f"dangerous pattern: {message}"


def _empty(case: _Case) -> Found:
    if (pattern := _pattern(case)) is not None and hazards.may_be_empty(pattern):
        yield case.row.place("pattern"), "the pattern can match nothing at all, and so everywhere"


def _layout(case: _Case) -> Found:
    if case.row.array != "layout":
        return
    from speechx import layouts, votes  # noqa: PLC0415 - few packs have layouts

    entry = LayoutEntry.model_validate(case.row.data)
    own = map(LayoutEntry.model_validate, built_in("layouts", "layout"))
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
    known = set() if case.joined is None else case.others.words[case.joined]
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
    ("empty-pattern", True, _empty),
    ("layout", True, _layout),
    ("no-examples", False, _no_examples),
    ("duplicate", False, _duplicates),
    ("traditional", False, _traditional),
)
_OWN: Final = frozenset(
    {"conflict", "other-meaning", "no-pattern", "dangerous-pattern", "empty-pattern", "duplicate", "traditional"}
)
