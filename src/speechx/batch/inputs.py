"""What the user names, to files: folders, patterns, lists of names. Nothing is read yet, and nothing listed is kept."""

import glob
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from speechx import bounded
from speechx.errors import SourceError, UsageError, reason_of
from speechx.readers import Failure
from speechx.source import named

STDIN: Final = "-"
_LIST: Final = "@"
_URL: Final = "://"


class Input(NamedTuple):
    """A file.

    Attributes:
        name: its path or URL as it follows from what the user wrote.
        below: its path below what the user named, for the path of its output.
    """

    name: str
    below: str


def refuse(arguments: Sequence[str], output: str) -> None:
    """Refuse an output folder that is an input: the next run would read what this one wrote.

    Raises:
        UsageError: it is one.
    """
    for argument in arguments:
        if Path(argument).is_dir() and os.path.realpath(argument) == os.path.realpath(output):
            raise UsageError(f"{argument} is an input; name another folder with -o, such as {Path(argument, 'out')}")


def files(arguments: Sequence[str], output: str) -> Iterator[Input | Failure]:
    """Yield the files of the arguments, in their order; a folder's by name, those hidden left out.

    Args:
        arguments: files, folders, patterns, URLs; ``@FILE`` has a name a line, ``-`` is such a list on standard input.
        output: the output folder, whose files are no inputs.

    Raises:
        SourceError: a list of names cannot be read.
        UsageError: an extra is missing.
    """
    inside = os.path.realpath(output)
    for argument in arguments:
        for name in _listed(argument):
            yield from _expanded(name, inside)


def _listed(argument: str) -> Iterator[str]:
    """Yield an argument, or the names in the list that it stands for: a name a line, or with NUL between them."""
    if argument != STDIN and not (argument.startswith(_LIST) and not Path(argument).exists()):
        yield argument
        return
    try:
        data = bounded.whole(sys.stdin.buffer, STDIN) if argument == STDIN else bounded.beside(argument[1:])
    except (OSError, ValueError, AttributeError) as error:
        what = "standard input" if argument == STDIN else argument[1:]
        raise SourceError(f"{what} cannot be read: {reason_of(error)}") from None
    names = data.split(b"\0") if b"\0" in data else data.splitlines()
    yield from (os.fsdecode(name) for name in names if name)


def _expanded(name: str, inside: str) -> Iterator[Input | Failure]:
    path = Path(name)
    if is_url(name):
        from speechx.batch import remote  # noqa: PLC0415 - most inputs are here

        yield from remote.files(name)
    elif path.is_dir():
        for file in _walk(name, os.path.realpath(name), inside):
            yield file if isinstance(file, Failure) else Input(file, file.removeprefix(name).lstrip(os.sep))
    elif not os.path.lexists(name) and glob.has_magic(name):
        found = sorted(glob.iglob(name, recursive=True))  # noqa: PTH207 - pathlib would not keep the name as written
        if not found:
            yield _failure(name, "fits no file")
        for file in found:
            if Path(file).is_dir():
                continue
            yield Input(file, os.path.relpath(file, _fixed(name)))
    else:
        yield Input(name, path.name)


def _failure(name: str, what: str) -> Failure:
    shown = named(name)
    return Failure(shown, SourceError(f"{shown} {what}"))


def is_url(name: str) -> bool:
    """Whether a name is a URL, which fsspec opens."""
    return _URL in name


def _fixed(pattern: str) -> str:
    """Return the folders of a pattern that stand before its first wildcard."""
    head = []
    for part in Path(pattern).parts[:-1]:
        if glob.has_magic(part):
            break
        head.append(part)
    return os.path.join(*head) if head else "."  # noqa: PTH118 - the text is what counts


def _walk(folder: str, root: str, inside: str) -> Iterator[str | Failure]:
    """Yield the files below a folder; a link to a folder is not followed, nor one to a file outside of the root."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        yield _failure(folder, f"cannot be read: {reason_of(error)}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if os.path.realpath(entry.path) != inside:
                yield from _walk(entry.path, root, inside)
        elif entry.is_symlink():
            target = os.path.realpath(entry.path)
            if not Path(target).is_dir() and Path(target).is_relative_to(root):
                yield entry.path
        elif entry.is_file():
            yield entry.path
