"""Results of speechx as plain values: from files of JSON or JSON Lines, from folders of them, from documents."""

from collections.abc import Iterator, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Final, NamedTuple

from speechx import bounded, stored
from speechx.errors import SourceError, reason_of
from speechx.models import Document
from speechx.writers import json

LISTS: Final = ("speakers", "headings", "figures", "terms")
_SUFFIXES: Final = frozenset({".json", ".jsonl", ".ndjson"})
_TEXTS: Final = ("id", "text")


class Result(NamedTuple):
    """The result of one document: its name, its own fields (none in JSON Lines), and its speeches."""

    name: str
    fields: dict[str, Any]
    speeches: list[dict[str, Any]]


def of(document: Document) -> Result:
    """Return a document as a result."""
    plain = json.dump(document)
    return Result(document.source.name, plain, plain["speeches"])


def read(path: str | PathLike[str]) -> list[Result]:
    """Read the results in a file, or in all files of JSON and JSON Lines below a folder, in the order of their names.

    Raises:
        SourceError: a file cannot be read, or is not what ``speechx parse`` writes as JSON or JSON Lines.
    """
    home = Path(path)
    if not home.is_dir():
        return list(_file(home))
    files = sorted(file for file in home.rglob("*") if file.suffix in _SUFFIXES and file.is_file())
    if not files:
        raise SourceError(f"{home} holds no results: no file that ends in .json, .jsonl or .ndjson")
    return [result for file in files for result in _file(file)]


def _file(path: Path) -> Iterator[Result]:
    try:
        data = bounded.beside(path)
    except (OSError, ValueError) as error:
        raise SourceError(f"{path} cannot be read: {reason_of(error)}") from None
    if path.suffix == ".json":
        whole = stored.value(data, str(path))
        yield from (_document(found, path) for found in (whole if isinstance(whole, list) else [whole]))
        return
    by_source: dict[str, list[dict[str, Any]]] = {}
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            speech = _speech(stored.value(line, f"{path}:{number}"), f"{path}:{number}")
            by_source.setdefault(str(speech.pop("source", path)), []).append(speech)
    yield from (Result(name, {}, speeches) for name, speeches in by_source.items())


def _document(plain: object, path: Path) -> Result:
    source = plain.get("source") if isinstance(plain, dict) else None
    speeches = plain.get("speeches") if isinstance(plain, dict) else None
    if not isinstance(plain, dict) or not isinstance(source, dict) or not isinstance(speeches, list):
        raise SourceError(f"{path} is no output of speechx: it has no source and speeches")
    return Result(str(source.get("name", path)), plain, [_speech(speech, str(path)) for speech in speeches])


def _speech(plain: object, name: str) -> dict[str, Any]:
    """Return a speech, once everything is proved to be there that is compared item by item."""
    if not isinstance(plain, dict) or not all(isinstance(plain.get(key), str) for key in _TEXTS):
        raise SourceError(f"{name} is no output of speechx: a speech has no id and text")
    if not isinstance(plain.get("title"), str | None):
        raise SourceError(f"{name} is no output of speechx: the title of speech {plain['id']} is no text")
    for key in LISTS:
        if not _items(plain.get(key)):
            raise SourceError(
                f"{name} is no output of speechx: the {key} of speech {plain['id']} are no list of objects"
            )
    return plain


def _items(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, dict) and isinstance(item.get("text"), str) and _span(item.get("span")) for item in value
    )


def _span(value: object) -> bool:
    return isinstance(value, list) and [type(end) for end in value] == [int, int]


def names(speech: dict[str, Any]) -> Sequence[str]:
    """Return the names of the speakers of a speech, or how they are called where they have none."""
    return [str(speaker.get("name") or speaker["text"]) for speaker in speech["speakers"]]
