"""Structured data from Chinese documents that hold many speeches.

>>> import speechx
>>> document = speechx.parse("……")
>>> document.speeches
()

Importing the package loads nothing else; the parser and its models come with the first call.
"""

from typing import TYPE_CHECKING, Any, Final

from speechx.errors import SpeechxError

if TYPE_CHECKING:
    from os import PathLike

    from speechx.models import Document, Figure, Speech

__version__ = "0.1.0"
__all__ = [
    "Document",
    "Figure",
    "Speech",
    "SpeechxError",
    "__version__",
    "figures",
    "parse",
    "parse_bytes",
    "parse_file",
]

_MODELS: Final = frozenset({"Document", "Figure", "Speech"})


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module attribute is what it is
    """Load a public model when it is first asked for (PEP 562)."""
    if name not in _MODELS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from speechx import models  # noqa: PLC0415 - loads Pydantic

    return getattr(models, name)


def parse(text: str, *, name: str = "<text>", places: bool = True) -> "Document":
    """Parse text that is decoded already.

    Args:
        text: the whole document; all spans count its code points.
        name: what the document is called in its ``source``.
        places: whether to resolve the speakers' units to administrative divisions.

    Returns:
        The document; problems of content are among its diagnostics and never raise.
    """
    from speechx import parser, source  # noqa: PLC0415

    return parser.parse_source(source.from_text(text, name), places=places)


def parse_bytes(data: bytes, *, name: str = "<bytes>", encoding: str | None = None, places: bool = True) -> "Document":
    """Decode and parse the bytes of a document.

    Args:
        data: the whole document, in UTF-8, UTF-16, GB18030 or Big5, or in the named encoding.
        name: what the document is called in its ``source`` and in messages.
        encoding: a Python codec name that overrides the evidence.
        places: whether to resolve the speakers' units to administrative divisions.

    Raises:
        SpeechxError: the bytes are empty, binary or fit no encoding.
    """
    from speechx import parser, source  # noqa: PLC0415

    return parser.parse_source(source.from_bytes(data, name, encoding), places=places)


def parse_file(path: "str | PathLike[str]", *, encoding: str | None = None, places: bool = True) -> "Document":
    """Read, decode and parse a file.

    Args:
        path: the file; the document's ``source`` is named as it is written here.
        encoding: a Python codec name that overrides the evidence.
        places: whether to resolve the speakers' units to administrative divisions.

    Raises:
        SpeechxError: there is no such file, it cannot be read, or it is empty, binary or fits no encoding.
    """
    from speechx import parser, source  # noqa: PLC0415

    return parser.parse_source(source.from_file(path, encoding), places=places)


def figures(text: str) -> "list[Figure]":
    """Return the figures that a text states, in order; spans count its code points.

    >>> [(str(figure.value), figure.measure) for figure in figures("2.9万人")]
    [('29000', '人')]
    """
    from speechx.fields import quantities  # noqa: PLC0415

    found, _ = quantities.from_text(text)
    return list(found)
