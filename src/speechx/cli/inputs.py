"""What the commands read: files and standard input, one after the other, each failure a line and an exit code."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from time import perf_counter
from typing import Final, TypeVar

from speechx import readers
from speechx.cli import limiting
from speechx.cli.messages import internal, note, say, show
from speechx.errors import EXIT_DIAGNOSTICS, EXIT_FINE, SourceError, SpeechxError, reason_of
from speechx.limits import check, within
from speechx.readers.limits import read_all
from speechx.readers.seam import MAX_MEMBERS, MAX_RATIO
from speechx.records import Diagnostic
from speechx.source import Source

STDIN: Final = "-"
SEVERITIES: Final = ("info", "warning", "error")

Result = TypeVar("Result")


@dataclass(eq=False, repr=False)  # nobody asks for these, and making them takes time at each start
class Job:
    """One run over some files.

    Attributes:
        files: the files, ``-`` for standard input.
        encoding: the codec that the user names, or None.
        stdin_name: what standard input is called.
        max_bytes: the greatest size of a file.
        strict: whether warnings count as errors.
        text_field: the column of a corpus that holds the texts.
        id_field: the column of a corpus that names its documents.
        max_ratio: how many times larger than packed the content of an archive may be.
        max_members: how many members an archive may have.
        done: how many documents gave a result.
        code: the exit code so far: the highest of all files.
    """

    files: Sequence[str]
    encoding: str | None = None
    stdin_name: str = STDIN
    max_bytes: int | None = None
    strict: bool = False
    text_field: str | None = None
    id_field: str | None = None
    max_ratio: int = MAX_RATIO
    max_members: int = MAX_MEMBERS
    done: int = 0
    code: int = EXIT_FINE

    @property
    def options(self) -> readers.Options:
        """How the files are read."""
        return readers.Options(
            self.encoding, self.max_bytes, self.text_field, self.id_field, self.max_ratio, self.max_members
        )

    @cached_property
    def many(self) -> bool:
        """Whether there may be several documents: several files, or one that is a container."""
        if len(self.files) != 1 or self.files[0] != STDIN:
            return len(self.files) > 1 or any(map(readers.is_container, self.files))
        return isinstance(self._stdin, bytes) and readers.is_container_of(self._stdin, self.stdin_name)

    def each(self, work: Callable[[Source], Result]) -> Iterator[Result]:
        """Yield what some work makes of each document; one that fails is reported and left out."""
        bounds = limiting.chosen()
        for found in self._items():
            try:
                started = perf_counter()
                with within(found.name, bounds.seconds):
                    source = self._source(found)
                    check(source, bounds)
                    result = work(source)
                self._tell(source, perf_counter() - started)
            except SpeechxError as error:
                say(str(error))
                self._reached(error.exit_code)
            except Exception as error:  # noqa: BLE001 - one document must not take the others with it
                self._reached(internal(error, found.name))
            else:
                self.done += 1
                yield result

    def _source(self, found: readers.Item | readers.Failure) -> Source:
        if isinstance(found, readers.Failure):
            raise found.error
        return readers.read(found, self.options)

    def _items(self) -> Iterator[readers.Item | readers.Failure]:
        for file in self.files:
            try:
                if file != STDIN:
                    yield from readers.items(file, self.options)
                elif isinstance(self._stdin, SpeechxError):
                    yield readers.Failure(file, self._stdin)
                else:
                    yield from readers.items_of(self._stdin, self.stdin_name, self.options)
            except Exception as error:  # noqa: BLE001 - one file must not take the others with it
                self._reached(internal(error, file))

    @cached_property
    def _stdin(self) -> bytes | SpeechxError:
        """The bytes of standard input, which can be read once only, or why there are none."""
        if sys.stdin is None:
            return SourceError("standard input is closed")
        try:
            return read_all(sys.stdin.buffer, self.stdin_name, self.max_bytes)
        except OSError as error:
            return SourceError(f"standard input cannot be read: {reason_of(error)}")
        except SpeechxError as error:
            return error

    def judge(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Let the exit code tell of errors, and of warnings where they count."""
        serious = ("error", "warning") if self.strict else ("error",)
        if any(diagnostic.severity in serious for diagnostic in diagnostics):
            self._reached(EXIT_DIAGNOSTICS)

    def _tell(self, source: Source, seconds: float) -> None:
        note(f"{source.name}: {len(source.text)} characters of {source.encoding} in {seconds * 1000:.0f} ms")

    def _reached(self, code: int) -> None:
        self.code = max(self.code, code)


def report(name: str, diagnostics: Sequence[Diagnostic]) -> None:
    """Print warnings and errors on standard error."""
    serious = [found for found in diagnostics if at_least(found, "warning")]
    if serious:
        from speechx.findings.text import line  # noqa: PLC0415 - most documents have none

        for found in serious:
            show(line(name, found))


def at_least(found: Diagnostic, severity: str) -> bool:
    """Whether a diagnostic has at least some severity."""
    return SEVERITIES.index(found.severity) >= SEVERITIES.index(severity)
