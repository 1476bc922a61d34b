"""Exceptions, raised only where nothing can be returned; problems of content are diagnostics.

Each class carries the exit code that the command line answers with.
"""

from typing import ClassVar, Final

EXIT_FINE: Final = 0
EXIT_DIAGNOSTICS: Final = 1
EXIT_USAGE: Final = 2
EXIT_INPUT_OUTPUT: Final = 3
EXIT_PARTLY: Final = 4
EXIT_LIMIT: Final = 5
EXIT_INTERNAL: Final = 70
EXIT_INTERRUPTED: Final = 130


class SpeechxError(Exception):
    """The base of all errors that speechx raises; its message is one line for a person."""

    exit_code: ClassVar[int] = EXIT_USAGE


class UsageError(SpeechxError):
    """The call contradicts itself; the message says what to write instead."""

    exit_code = EXIT_USAGE


class SourceError(SpeechxError):
    """The input could not be read or decoded."""

    exit_code = EXIT_INPUT_OUTPUT


class OutputError(SpeechxError):
    """The output could not be written."""

    exit_code = EXIT_INPUT_OUTPUT


class LimitError(SpeechxError):
    """The input exceeds a limit; the message names the limit."""

    exit_code = EXIT_LIMIT


class LexiconError(SpeechxError):
    """A lexicon file is missing or has an entry of the wrong shape."""

    exit_code = EXIT_USAGE


class RulesError(SpeechxError):
    """A rule pack or a configuration is not what it should be; the message begins with ``file:line:column``."""

    exit_code = EXIT_USAGE


def reason_of(error: BaseException) -> str:
    """Return why the system refused something, without the names that it repeats; of other errors their message.

    >>> reason_of(FileNotFoundError(2, "No such file or directory", "x")), reason_of(ValueError("embedded null byte"))
    ('No such file or directory', 'embedded null byte')
    """
    return str(getattr(error, "strerror", None) or error)
