"""Diagnostics to output, beside their documents: one module a format, all with the same function.

``chunks(findings, options)`` takes the findings one by one and yields the bytes of the output, so that those of many
documents never stand in memory together.
"""

import hashlib
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Final, NamedTuple, Protocol, cast

from speechx.records import Diagnostic
from speechx.source import Source

FORMATS: Final = ("text", "json", "github", "sarif")
_FINGERPRINT: Final = 16
_LEAST: Final = 12  # a number or a date alone would be known wherever it stands
_CONTEXT: Final = 100  # where so many characters are searched for


class Finding(NamedTuple):
    """A diagnostic and the source that it is about."""

    source: Source
    diagnostic: Diagnostic

    @property
    def text(self) -> str:
        """The text that the diagnostic is about, without white space; a short one with what follows it.

        Empty where the diagnostic is about the whole document.
        """
        start, end = self.diagnostic.span
        if start == end:
            return ""
        place = "".join(self.source.text[start:end].split())
        following = self.source.text[end : end + _CONTEXT]
        return place + "".join(following.split())[: max(_LEAST - len(place), 0)]

    @property
    def end(self) -> tuple[int, int]:
        """The 1-based line and column behind the last character of the place."""
        return self.source.position(self.diagnostic.span.end)

    @property
    def fingerprint(self) -> str:
        """What the finding is known by, in hexadecimal: its code and its text, so that it stays when lines move."""
        content = f"{self.diagnostic.code}\0{self.text}"
        return hashlib.sha256(content.encode()).hexdigest()[:_FINGERPRINT]


class Options(NamedTuple):
    """How to write; a format leaves alone what does not concern it.

    Attributes:
        excerpt: in text, the line of the source below each finding.
        colored: in text, escape sequences for colours.
        width: the cells of a line of an excerpt.
        indent: JSON over many lines for people, or compact.
    """

    excerpt: bool = False
    colored: bool = False
    width: int = 80
    indent: bool = False


class Writer(Protocol):
    """What each module of a format has."""

    def chunks(self, findings: Iterable[Finding], options: Options) -> Iterator[bytes]:
        """Yield the output, UTF-8, in pieces of any size."""
        ...


def writer(name: str) -> Writer:
    """Return the writer of a format; only its module is loaded.

    Raises:
        ModuleNotFoundError: there is no such format.
    """
    return cast("Writer", import_module(f"{__name__}.{name}"))
