"""TOML with the place of each key: ``tomllib`` reads the values, a small scan tells the lines and columns.

The scan knows no more of TOML than where strings, comments and brackets end; what it reads is valid already.
"""

import difflib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import regex

from speechx.errors import RulesError, reason_of
from speechx.rules.in_force import Place

Keys = tuple[str | int, ...]
"""The keys and indices that lead to a value."""

_NEWLINE: Final = "\n"
_TOKEN: Final = regex.compile(
    r"""
    (?P<comment> \#[^\n]*+ )
  | (?P<string> \"{3}(?:[^\\]|\\.)*?\"{3,5}+ | '{3}.*?'{3,5}+ | "(?:[^"\\\n]++|\\.)*+" | '[^'\n]*+' )
  | (?P<open> [\[{] )
  | (?P<close> [\]}] )
  | (?P<newline> \n )
  | (?P<space> [ \t\r]++ )
  | (?P<other> [^\s"'\#\[\]{}]++ | . )
    """,
    regex.VERBOSE | regex.DOTALL,
)
# tomllib takes the square of the number of keys that dots join.
_DEEP: Final = regex.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){33}""")
_ERROR: Final = regex.compile(r"(?P<said>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)")


class Located(NamedTuple):
    """A TOML document: what it says, and where."""

    data: dict[str, Any]
    places: Mapping[Keys, Place]

    def place(self, path: Keys) -> Place:
        """Return where a value stands, or else the first that it holds, or the nearest that holds it."""
        for size in range(len(path), 0, -1):
            for keys, place in self.places.items():
                if keys[:size] == path[:size]:
                    return place
        return Place(1, 1)


class _Statement(NamedTuple):
    """A key with its value, or a header: its text as far as the value, and the places of the strings of the value."""

    text: str
    place: Place
    strings: tuple[Place, ...]


def read(path: str, most: int) -> Located:
    """Read a TOML file of at most so many bytes.

    Raises:
        RulesError: it cannot be read, is too large or no TOML; the message tells the line and the column.
    """
    return loads(_text(path, most), path)


def loads(text: str, name: str) -> Located:
    """Read TOML.

    Args:
        text: the document.
        name: what it is called in messages.

    Raises:
        RulesError: it is no TOML; the message tells the line and the column.
    """
    if deep := _DEEP.search(text):
        before = text[: deep.start()]
        raise RulesError(f"{name}:{before.count(_NEWLINE) + 1}:{_column(before)}: too many keys are joined by dots")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulesError(_message(str(error), text, name)) from None
    except RecursionError:
        raise RulesError(f"{name}:1:1: the arrays are nested too deeply") from None
    return Located(data, dict(_places(text)))


def _text(path: str, most: int) -> str:
    """Return the text of a file.

    Raises:
        RulesError: it cannot be read, is too large or is not UTF-8.
    """
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(most + 1)
    except (OSError, ValueError) as error:
        raise RulesError(f"{path} cannot be read: {reason_of(error)}") from None
    if len(data) > most:
        raise RulesError(f"{path} is larger than {most} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
        raise RulesError(f"{path}:{before.count(10) + 1}:{column}: TOML is UTF-8, and this is not") from None


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return a question for a word that is not known, or nothing where none comes near it."""
    near = difflib.get_close_matches(word, sorted(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _column(before: str) -> int:
    return len(before) - before.rfind(_NEWLINE)


def _message(said: str, text: str, name: str) -> str:
    match = _ERROR.fullmatch(said)
    if match is None:
        return f"{name}:1:1: {said}"
    line, column = match["line"], match["column"]
    if line is None:
        line, column = text.count(_NEWLINE) + 1, _column(text)
    return f"{name}:{line}:{column}: {match['said']}"


def _places(text: str) -> Iterator[tuple[Keys, Place]]:
    table: Keys = ()
    counts: dict[Keys, int] = {}
    for statement in _statements(text):
        header = statement.text.startswith("[")
        path = _path(statement.text if header else f"{statement.text}= 0")
        if header:
            path = _indexed(path, counts)
            if statement.text.startswith("[["):
                counts[path] = counts.get(path, -1) + 1
                path = (*path, counts[path])
            table = path
        else:
            path = (*table, *path)
        yield path, statement.place
        yield from (((*path, index), place) for index, place in enumerate(statement.strings))


def _indexed(path: Keys, counts: Mapping[Keys, int]) -> Keys:
    """Return the path of a header with the index of each array of tables that it passes through."""
    whole: Keys = ()
    for place, key in enumerate(path):
        whole = (*whole, key)
        if place < len(path) - 1 and whole in counts:
            whole = (*whole, counts[whole])
    return whole


def _path(text: str) -> Keys:
    """Return the keys of a header or of a key with a value."""
    path: Keys = ()
    value: Any = tomllib.loads(text)
    while value:
        value = value[0] if isinstance(value, list) else value
        for key, inner in value.items():
            path, value = (*path, key), inner
    return path


def _statements(text: str) -> Iterator[_Statement]:
    line, line_start, depth = 1, 0, 0
    begin = -1  # of the statement, -1 between statements
    end: int | None = None  # where the key ends and the value begins
    place = Place(1, 1)
    strings: list[Place] = []
    for match in _TOKEN.finditer(text):
        kind, start = match.lastgroup, match.start()
        if kind not in ("space", "comment", "newline") and begin < 0:
            begin, end, place, strings = start, None, Place(line, start - line_start + 1), []
        if kind == "newline" and depth == 0 and begin >= 0:
            yield _Statement(text[begin : start if end is None else end], place, tuple(strings))
            begin = -1
        elif kind == "other" and end is None and "=" in match[0] and text[begin] != "[":
            end = start + match[0].index("=")
        elif kind == "string" and end is not None:
            strings.append(Place(line, start - line_start + 1))
        depth += (kind == "open") - (kind == "close")
        if (newlines := match[0].count("\n")) > 0:
            line, line_start = line + newlines, match.start() + match[0].rfind("\n") + 1
    if begin >= 0:
        yield _Statement(text[begin : len(text) if end is None else end], place, tuple(strings))
