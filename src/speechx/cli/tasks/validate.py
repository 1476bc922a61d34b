"""``speechx validate``: outputs in, what is wrong with them out."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from speechx import readers
from speechx.cli.inputs import STDIN
from speechx.cli.messages import one_line, say
from speechx.cli.output import Output, target
from speechx.errors import EXIT_DIAGNOSTICS, EXIT_FINE, SourceError, SpeechxError
from speechx.language import counted, phrase, translate
from speechx.models import Document, SourceInfo
from speechx.source import Source, from_file, from_stream
from speechx.validation import Problem, consistency, fidelity, shape
from speechx.validation.fidelity import Original
from speechx.validation.records import Record, records

_ENCODING: Final = "utf-8"
_NAMES: Final = 3  # so many missing sources are named


@dataclass
class _Check:
    """One run over some outputs.

    Attributes:
        where: the source, or the folder of the sources, or None: then their names tell.
        sources: the sources that were looked for; None where there is none.
        documents: how many documents were checked.
        speeches: how many speeches.
        problems: how many problems were found.
    """

    where: str | None
    sources: dict[tuple[str, str | None], Source | None] = field(default_factory=dict)
    documents: int = 0
    speeches: int = 0
    problems: int = 0

    def told(self) -> str:
        """Return the summary."""
        missing = sorted({name for (name, _), source in self.sources.items() if source is None})
        more = phrase(" and {count} more", count=len(missing) - _NAMES) if len(missing) > _NAMES else ""
        names = f"{', '.join(missing[:_NAMES])}{more}"
        unseen = phrase("; places not checked, there is no {names} (--source)", names=names) if missing else ""
        counts = ((self.documents, "document"), (self.speeches, "speech"))
        seen = ", ".join(counted(count, noun) for count, noun in counts if count) or translate("nothing to check")
        found = counted(self.problems, "problem") if self.problems else translate("ok")
        return f"{found}: {seen}{unseen}"

    def of(self, record: Record) -> Iterator[Problem]:
        """Yield what is wrong with a record."""
        keys = record.data.keys() if isinstance(record.data, dict) else set()
        if keys & {"schema_version", "speeches"}:
            yield from self._document(record)
        elif {"source", "speakers"} <= keys:
            yield from self._row(record)
        else:
            yield Problem(record.root, "is neither a document nor a speech with its source")

    def _document(self, record: Record) -> Iterator[Problem]:
        self.documents += 1
        document, problems = shape.read(record.data, Document, record.root)
        yield from problems
        if document is None:
            return
        self.speeches += len(document.speeches)
        yield from consistency.of_document(document, record.root)
        source = self._source(document.source)
        if source is not None:
            yield from fidelity.of_document(document, source, record.root)

    def _row(self, record: Record) -> Iterator[Problem]:
        self.speeches += 1
        speech, problems = shape.read(record.data, shape.SpeechRow, record.root)
        yield from problems
        if speech is None:
            return
        yield from consistency.of_speech(speech, record.root)
        source = self._source(speech.source)
        if source is not None:
            yield from fidelity.of_speech(speech, Original(source, None), record.root)

    def _source(self, told: SourceInfo | str) -> Source | None:
        name, encoding = (told, None) if isinstance(told, str) else (told.name, told.encoding)
        key = (name, encoding)
        if key not in self.sources:
            self.sources[key] = _found(self.where, name, encoding)
        return self.sources[key]


def run(files: Sequence[str], where: str | None) -> int:
    """List what is wrong with some outputs, and return the exit code."""
    check = _Check(where)
    code = EXIT_FINE
    read = 0
    with target(None) as out:
        for file in files:
            try:
                _list(file, check, out)
                read += 1
            except SpeechxError as error:
                say(str(error))
                code = max(code, error.exit_code)
    if sys.stdout is not None:
        sys.stdout.flush()
    if read:
        say(check.told())
    return max(code, EXIT_DIAGNOSTICS if check.problems else EXIT_FINE)


def _list(file: str, check: _Check, out: Output) -> None:
    for record in records(_read(file).text, file):
        for problem in check.of(record):
            check.problems += 1
            out.write(f"{one_line(f'{file}: {problem.path}: {problem.message}')}\n".encode())


def _read(file: str) -> Source:
    if file != STDIN:
        return from_file(file, _ENCODING)
    if sys.stdin is None:
        raise SourceError("standard input is closed")
    return from_stream(sys.stdin.buffer, STDIN, _ENCODING)


def _found(where: str | None, name: str, encoding: str | None) -> Source | None:
    """Return the source of a document, or None where there is no file of its name.

    Raises:
        SpeechxError: it cannot be read.
    """
    folder = where is not None and Path(where).is_dir()
    path = Path(where, name) if where and folder else Path(where or name)
    by_name = where is None or folder
    if by_name and (name == STDIN or not os.path.isfile(path)):  # noqa: PTH113 - pathlib raises for some names
        return None
    options = readers.Options(encoding)
    items = list(readers.items(path, options))
    chosen = next((item for item in items if item.name == name), items[0] if len(items) == 1 else None)
    if isinstance(chosen, readers.Failure):
        raise chosen.error
    return readers.read(chosen, options) if chosen else None
