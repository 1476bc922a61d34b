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
    from collections.abc import Iterator
    from os import PathLike

    from speechx.models import Diagnostic, Division, Document, Event, Figure, Heading, Speaker, Speech, Term
    from speechx.roster import Roster
    from speechx.source import Span

__version__ = "0.1.0"
__all__ = [
    "Diagnostic",
    "Division",
    "Document",
    "Event",
    "Figure",
    "Heading",
    "Roster",
    "Span",
    "Speaker",
    "Speech",
    "SpeechxError",
    "Term",
    "__version__",
    "figures",
    "iter_speeches",
    "parse",
    "parse_bytes",
    "parse_file",
    "rules_hash",
]

_MODELS: Final = ("Diagnostic", "Division", "Document", "Event", "Figure", "Heading", "Speaker", "Speech", "Term")
_HOMES: Final = {**dict.fromkeys(_MODELS, "models"), "Roster": "roster", "Span": "source"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module attribute is what it is
    """Load a public class when it is first asked for (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - the models load Pydantic

    return getattr(import_module(f"speechx.{_HOMES[name]}"), name)


def parse(
    text: str,
    *,
    name: str = "<text>",
    places: bool = True,
    roster: "Roster | None" = None,
    date: str | None = None,
) -> "Document":
    """Parse text that is decoded already.

    Args:
        text: the whole document; all spans count its code points.
        name: what the document is called in its ``source``.
        places: whether to resolve the speakers' units to administrative divisions.
        roster: the user's own ids of people, for the speakers' ``roster_id``: ``Roster.from_file("people.csv")``.
        date: the document's date, ``YYYY[-MM[-DD]]``: it gives a meeting the year where the text lacks it.

    Returns:
        The document; problems of content are among its diagnostics and never raise.

    Raises:
        SpeechxError: ``date`` is none.
    """
    from speechx import parser, source  # noqa: PLC0415

    return parser.parse_source(source.from_text(text, name), places=places, roster=roster, date=date)


def parse_bytes(
    data: bytes,
    *,
    name: str = "<bytes>",
    encoding: str | None = None,
    places: bool = True,
    roster: "Roster | None" = None,
    date: str | None = None,
) -> "Document":
    """Decode and parse the bytes of a document.

    Args:
        data: the whole document, in UTF-8, UTF-16, GB18030 or Big5, or in the named encoding.
        name: what the document is called in its ``source`` and in messages.
        encoding: a Python codec name that overrides the evidence.
        places: whether to resolve the speakers' units to administrative divisions.
        roster: the user's own ids of people, for the speakers' ``roster_id``: ``Roster.from_file("people.csv")``.
        date: the document's date, ``YYYY[-MM[-DD]]``: it gives a meeting the year where the text lacks it.

    Raises:
        SpeechxError: the bytes are empty, binary or fit no encoding, or ``date`` is none.
    """
    from speechx import parser, source  # noqa: PLC0415

    return parser.parse_source(source.from_bytes(data, name, encoding), places=places, roster=roster, date=date)


def parse_file(
    path: "str | PathLike[str]",
    *,
    encoding: str | None = None,
    places: bool = True,
    roster: "Roster | None" = None,
    date: str | None = None,
) -> "Document":
    """Read, decode and parse a file.

    Args:
        path: the file; the document's ``source`` is named as it is written here.
        encoding: a Python codec name that overrides the evidence.
        places: whether to resolve the speakers' units to administrative divisions.
        roster: the user's own ids of people, for the speakers' ``roster_id``: ``Roster.from_file("people.csv")``.
        date: the document's date, ``YYYY[-MM[-DD]]``: it gives a meeting the year where the text lacks it.

    Raises:
        SpeechxError: there is no such file, it cannot be read, or it is empty, binary or fits no encoding,
            or ``date`` is none.
    """
    from speechx import parser, source  # noqa: PLC0415

    return parser.parse_source(source.from_file(path, encoding), places=places, roster=roster, date=date)


def iter_speeches(
    *sources: "str | PathLike[str] | Document",
    encoding: str | None = None,
    places: bool = True,
    roster: "Roster | None" = None,
    date: str | None = None,
) -> "Iterator[Speech]":
    r"""Yield the speeches of many documents, one document in memory at a time; moderators' turns are among them.

    >>> document = parse("春耕座谈会发言摘登\n\n柳河镇镇长　甘若谷\n\n去年增收2.9万元。")
    >>> [speech.speakers[0].name for speech in iter_speeches(document)]
    ['甘若谷']

    Args:
        sources: files, each read when its turn comes, and documents that are parsed already.
        encoding: a Python codec name that overrides the evidence.
        places: whether to resolve the speakers' units to administrative divisions.
        roster: the user's own ids of people, for the speakers' ``roster_id``: ``Roster.from_file("people.csv")``.
        date: the documents' date, ``YYYY[-MM[-DD]]``: it gives a meeting the year where the text lacks it.

    Raises:
        SpeechxError: as ``parse_file`` does, when it is the turn of the file.
    """
    from os import PathLike  # noqa: PLC0415

    for source in sources:
        if isinstance(source, (str, PathLike)):
            document = parse_file(source, encoding=encoding, places=places, roster=roster, date=date)
        else:
            document = source
        yield from document.speeches


def figures(text: str) -> "list[Figure]":
    """Return the figures that a text states, in order; spans count its code points.

    >>> [(str(figure.value), figure.measure) for figure in figures("2.9万人")]
    [('29000', '人')]
    """
    from speechx.fields import quantities  # noqa: PLC0415

    found, _ = quantities.from_text(text)
    return list(found)


def rules_hash() -> str:
    """Return the SHA-256 of the rules in force, in 64 hexadecimal digits.

    It covers the version, the words, patterns and layouts, the list of divisions and the rule packs in force. Equal
    hashes mean equal results for equal input and options.
    """
    from speechx.rules import in_force  # noqa: PLC0415

    return in_force.digest()
