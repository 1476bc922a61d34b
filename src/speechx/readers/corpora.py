"""Corpora: files in which each row is a document, read row by row however long they are.

The column of the texts is the one that the user names, else the first that is called as such columns are
(``lexicon/readers.toml``); it is settled once, for all rows. A row is named ``file#id``.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO, Final

import orjson

from speechx import encodings, lexicon
from speechx.errors import SourceError, SpeechxError, UsageError
from speechx.extras import load
from speechx.readers.limits import Forward, lines, too_large
from speechx.readers.seam import Failure, Item, Options

Found = Item | Failure

_SAMPLE: Final = 1 << 16
_LONGEST: Final = (1 << 31) - 1
_LONGEST_NAME: Final = 40
_BOM: Final = "\ufeff"
_DELIMITERS: Final = {"csv": ",", "tsv": "\t"}


def items(kind: str, stream: BinaryIO, name: str, options: Options) -> Iterator[Found]:
    """Yield the rows of a corpus in order.

    Args:
        kind: ``jsonl``, ``csv``, ``tsv`` or ``parquet``, which alone needs a stream that can seek.
        stream: the bytes.
        name: what the corpus is called.
        options: the columns and limits.

    Raises:
        SpeechxError: the corpus as a whole cannot be read.
    """
    if kind == "jsonl":
        yield from _of_json(stream, name, options)
    elif kind == "parquet":
        yield from load("speechx.readers.parquet", "parquet", "reading Parquet").items(stream, name, options)
    else:
        yield from _of_csv(stream, name, options, _DELIMITERS[kind])


def text_column(columns: Sequence[str], name: str, wanted: str | None) -> str:
    """Return the column that holds the texts.

    Raises:
        UsageError: there is none of the wanted name, or none of a likely one.
    """
    if wanted is not None:
        if wanted in columns:
            return wanted
        raise UsageError(f"{name} has no column {wanted!r} (--text-field): there are {_listed(columns)}")
    plain = {column.strip().strip(_BOM).casefold(): column for column in reversed(columns)}
    for likely in lexicon.words("readers", "text-columns"):
        if likely in plain:
            return plain[likely]
    raise UsageError(f"{name}: which column holds the texts? Name it with --text-field; there are {_listed(columns)}")


def check_id(columns: Iterable[str], name: str, wanted: str | None) -> None:
    """Refuse an id column that a corpus does not have.

    Raises:
        UsageError: it has none of that name.
    """
    if wanted is not None and wanted not in columns:
        raise UsageError(f"{name} has no column {wanted!r} (--id-field)")


def row(name: str, text: object, key: object, options: Options) -> Found:
    """Return a row as a document.

    Args:
        name: what the corpus is called.
        text: the value of the text column.
        key: what the row is called in its corpus.
        options: the limits.
    """
    called = f"{name}#{key}"
    if not isinstance(text, str):
        what = "no text" if text is None else f"no text but {type(text).__name__}"
        return Failure(called, SourceError(f"{called} has {what} in its text column"))
    if options.max_bytes is not None and len(text.encode("utf-8", "replace")) > options.max_bytes:
        return Failure(called, too_large(called, options.max_bytes))
    if not text.strip().strip(_BOM):
        return Failure(called, SourceError(f"{called} is empty"))
    return Item(called, None, text)


def key_of(value: object, number: int) -> str:
    """Return what a row is called: its id where it has one, else its number."""
    return str(number) if value is None or value == "" else " ".join(str(value).split())


def _listed(columns: Sequence[str]) -> str:
    shown = ", ".join(" ".join(column.split())[:_LONGEST_NAME] for column in columns[:12])
    return f"{shown}, …" if len(columns) > 12 else shown or "none"  # noqa: PLR2004 - a line is short


def _of_json(stream: BinaryIO, name: str, options: Options) -> Iterator[Found]:
    column: str | None = None
    for number, line in lines(stream, name, options.max_bytes):
        if isinstance(line, Failure):
            yield line
            continue
        if not line.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        try:
            data = _object(line, f"{name}#{number}", options.encoding)
        except SourceError as error:
            yield Failure(f"{name}#{number}", error)
            continue
        if column is None:
            column = text_column(list(data), name, options.text_field)
            check_id(data, name, options.id_field)
        key = key_of(data.get(options.id_field) if options.id_field else None, number)
        yield row(name, data.get(column), key, options)


def _object(line: bytes, name: str, encoding: str | None) -> dict[str, Any]:
    try:
        data = orjson.loads(line.removeprefix(b"\xef\xbb\xbf") if encoding is None else line.decode(encoding))
    except (ValueError, LookupError):
        data = _odd_object(line, name, encoding)
    if not isinstance(data, dict):
        raise SourceError(f"{name} is no JSON object")
    return data


def _odd_object(line: bytes, name: str, encoding: str | None) -> object:
    """Read a line that is no strict JSON in UTF-8: another encoding, half a character, or no JSON at all."""
    try:
        decoded = encodings.decode(line.rstrip(b"\r\n"), encoding)
    except SourceError as error:
        raise SourceError(f"{name} {error}") from None
    if decoded.doubt:
        raise SourceError(f"{name}: the encoding is a guess ({decoded.doubt}); name it with --encoding")
    try:
        return json.loads(decoded.text.strip(_BOM))
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{name} is no JSON: {str(error).split(':')[0]}") from None


def _of_csv(stream: BinaryIO, name: str, options: Options, delimiter: str) -> Iterator[Found]:
    reader = csv.reader(_decoded_lines(stream, name, options), delimiter=delimiter)
    limit = min(options.max_bytes or _LONGEST, _LONGEST)
    header = _next(reader, name, limit)
    if header is None:
        raise SourceError(f"{name} is empty")
    header = [column.removeprefix(_BOM) for column in header]
    at = header.index(text_column(header, name, options.text_field))
    check_id(header, name, options.id_field)
    key_at = header.index(options.id_field) if options.id_field else None
    number = reader.line_num + 1
    while (cells := _next(reader, name, limit)) is not None:
        if cells:
            key = cells[key_at] if key_at is not None and key_at < len(cells) else None
            yield row(name, cells[at] if at < len(cells) else None, key_of(key, number), options)
        number = reader.line_num + 1


def _next(reader: Any, name: str, limit: int) -> list[str] | None:  # noqa: ANN401 - the type of csv.reader has no public name
    before = csv.field_size_limit(limit)  # the module's own is too small for a long document, and global
    try:
        cells: list[str] | None = next(reader, None)
    except csv.Error as error:
        raise SourceError(f"{name}: line {reader.line_num} is no row: {error}") from None
    finally:
        csv.field_size_limit(before)
    return cells


def _decoded_lines(stream: BinaryIO, name: str, options: Options) -> Iterator[str]:
    """Yield the lines of a text whose codec the first of it tells; a row must be read in the codec of its file."""
    buffered = io.BufferedReader(Forward(stream), _SAMPLE)
    try:
        codec = encodings.codec_of(buffered.peek(_SAMPLE), options.encoding)
    except SpeechxError as error:
        raise SourceError(f"{name} {error}") from None
    text = io.TextIOWrapper(buffered, codec, newline="")
    most = options.max_bytes
    number = 0
    try:
        while line := text.readline(-1 if most is None else most + 1):
            number += 1
            if most is not None and len(line) > most:
                raise too_large(f"{name}: line {number}", most)
            yield line
    except UnicodeDecodeError:
        raise SourceError(f"{name}: a line behind line {number} is not {codec} (--encoding)") from None
