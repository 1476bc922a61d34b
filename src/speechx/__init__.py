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
    from collections.abc import Callable, Iterator
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
    "iter_documents",
    "iter_speeches",
    "parse",
    "parse_bytes",
    "parse_file",
    "rules_hash",
    "use_rules",
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
    from speechx import parser, readers  # noqa: PLC0415

    source = readers.read(readers.Item(name, None, data), readers.Options(encoding))
    return parser.parse_source(source, places=places, roster=roster, date=date)


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
        SpeechxError: there is no such file, it cannot be read, or it is empty, binary or fits no encoding, it holds
            several documents (see ``iter_documents``), an extra is missing that its kind needs, or ``date`` is none.
    """
    from speechx import parser, readers  # noqa: PLC0415
    from speechx.errors import UsageError  # noqa: PLC0415

    if readers.is_container(path):
        raise UsageError(f"{path} holds several documents: use speechx.iter_documents")
    options = readers.Options(encoding)
    (found,) = readers.items(path, options)
    if isinstance(found, readers.Failure):
        raise found.error
    return parser.parse_source(readers.read(found, options), places=places, roster=roster, date=date)


def iter_documents(  # noqa: PLR0913 - options with defaults
    path: "str | PathLike[str]",
    *,
    encoding: str | None = None,
    text_field: str | None = None,
    id_field: str | None = None,
    places: bool = True,
    roster: "Roster | None" = None,
    date: str | None = None,
    on_failure: "Callable[[str, SpeechxError], object] | None" = None,
) -> "Iterator[Document]":
    """Parse the documents of a file one by one: the rows of a corpus, the members of an archive, or the file itself.

    Args:
        path: the file.
        encoding: a Python codec name that overrides the evidence.
        text_field: the column of a corpus that holds the texts; by default the one that is called like it.
        id_field: the column that names its documents; by default they are named by their line numbers.
        places: whether to resolve the speakers' units to administrative divisions.
        roster: the user's own ids of people, for the speakers' ``roster_id``.
        date: the documents' date, ``YYYY[-MM[-DD]]``.
        on_failure: is called with the name and the error of each document that cannot be read; the others follow. By
            default the error is raised, and nothing follows.

    Yields:
        The documents in the order of the file; no more than one stands in memory.

    Raises:
        SpeechxError: a document cannot be read, and there is no ``on_failure``; or ``date`` is none.
    """
    from speechx import parser, readers  # noqa: PLC0415

    options = readers.Options(encoding, text_field=text_field, id_field=id_field)
    for found in readers.items(path, options):
        try:
            if isinstance(found, readers.Failure):
                raise found.error
            source = readers.read(found, options)
        except SpeechxError as error:
            if on_failure is None:
                raise
            on_failure(found.name, error)
        else:
            yield parser.parse_source(source, places=places, roster=roster, date=date)


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
        sources: files, each read when its turn comes, corpora and archives document by document, and documents that
            are parsed already.
        encoding: a Python codec name that overrides the evidence.
        places: whether to resolve the speakers' units to administrative divisions.
        roster: the user's own ids of people, for the speakers' ``roster_id``: ``Roster.from_file("people.csv")``.
        date: the documents' date, ``YYYY[-MM[-DD]]``: it gives a meeting the year where the text lacks it.

    Raises:
        SpeechxError: as ``iter_documents`` does, when it is the turn of the file.
    """
    from os import PathLike  # noqa: PLC0415

    for source in sources:
        if isinstance(source, (str, PathLike)):
            documents = iter_documents(source, encoding=encoding, places=places, roster=roster, date=date)
        else:
            documents = iter((source,))
        for document in documents:
            yield from document.speeches


def figures(text: str) -> "list[Figure]":
    """Return the figures that a text states, in order; spans count its code points.

    >>> [(str(figure.value), figure.measure) for figure in figures("2.9万人")]
    [('29000', '人')]
    """
    from speechx import records  # noqa: PLC0415
    from speechx.fields import quantities  # noqa: PLC0415

    found, _ = quantities.from_text(text)
    return list(map(records.model, found))


def rules_hash() -> str:
    """Return the SHA-256 of the rules in force, in 64 hexadecimal digits.

    It covers the version, the words, patterns and layouts, the list of divisions and the rule packs in force. Equal
    hashes mean equal results for equal input and options.
    """
    from speechx.rules import in_force  # noqa: PLC0415

    return in_force.digest()


def use_rules(*packs: "str | PathLike[str]") -> None:
    """Put rule packs in force for this process, in place of those that were; none for the rules of the package alone.

    What follows is read with them; not while another thread parses.

    Args:
        packs: the files, in the order in which they stand beside the lexicon.

    Raises:
        SpeechxError: a pack cannot be read, or has an entry that may not be; nothing is put in force.
    """
    from speechx.rules import packs as files  # noqa: PLC0415

    files.load([str(pack) for pack in packs])
