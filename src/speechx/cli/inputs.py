"""What the commands read: files and standard input, one after the other, each failure a line and an exit code."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Final, TypeVar

from speechx.cli.messages import internal, note, say, show
from speechx.errors import EXIT_DIAGNOSTICS, EXIT_FINE, SourceError, SpeechxError
from speechx.findings.text import line
from speechx.models import Diagnostic
from speechx.source import Source, from_file, from_stream

STDIN: Final = "-"
SEVERITIES: Final = ("info", "warning", "error")

Result = TypeVar("Result")


@dataclass
class Job:
    """One run over some files.

    Attributes:
        files: the files, ``-`` for standard input.
        encoding: the codec that the user names, or None.
        stdin_name: what standard input is called.
        max_bytes: the greatest size of a file.
        strict: whether warnings count as errors.
        done: how many files gave a result.
        code: the exit code so far: the highest of all files.
    """

    files: Sequence[str]
    encoding: str | None = None
    stdin_name: str = STDIN
    max_bytes: int | None = None
    strict: bool = False
    done: int = 0
    code: int = EXIT_FINE

    def each(self, work: Callable[[Source], Result]) -> Iterator[Result]:
        """Yield what some work makes of each file; a file that fails is reported and left out."""
        for file in self.files:
            try:
                started = perf_counter()
                source = self._read(file)
                result = work(source)
                self._tell(source, perf_counter() - started)
            except SpeechxError as error:
                say(str(error))
                self._reached(error.exit_code)
            except Exception as error:  # noqa: BLE001 - one document must not take the others with it
                self._reached(internal(error, file))
            else:
                self.done += 1
                yield result

    def judge(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Let the exit code tell of errors, and of warnings where they count."""
        serious = ("error", "warning") if self.strict else ("error",)
        if any(diagnostic.severity in serious for diagnostic in diagnostics):
            self._reached(EXIT_DIAGNOSTICS)

    def _tell(self, source: Source, seconds: float) -> None:
        note(f"{source.name}: {len(source.text)} characters of {source.encoding} in {seconds * 1000:.0f} ms")

    def _reached(self, code: int) -> None:
        self.code = max(self.code, code)

    def _read(self, file: str) -> Source:
        if file != STDIN:
            return from_file(file, self.encoding, self.max_bytes)
        if sys.stdin is None:
            raise SourceError("standard input is closed")
        try:
            return from_stream(sys.stdin.buffer, self.stdin_name, self.encoding, self.max_bytes)
        except OSError as error:
            raise SourceError(f"standard input cannot be read: {error.strerror or error}") from None


def report(name: str, diagnostics: Sequence[Diagnostic]) -> None:
    """Print warnings and errors on standard error."""
    for found in diagnostics:
        if at_least(found, "warning"):
            show(line(name, found))


def at_least(found: Diagnostic, severity: str) -> bool:
    """Whether a diagnostic has at least some severity."""
    return SEVERITIES.index(found.severity) >= SEVERITIES.index(severity)
