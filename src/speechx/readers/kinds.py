"""What a file is: its suffix says it, its first bytes confirm or correct it.

Bytes that only one kind begins with win over the suffix; those without such bytes (text, rows) are believed.
"""

import re
from pathlib import PurePath
from typing import Final

from speechx.errors import SourceError
from speechx.source import Remark

HEAD: Final = 1024  # bytes that are enough to tell

_SUFFIXES: Final = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html", ".docx": "docx", ".docm": "docx",
    ".pdf": "pdf", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv", ".parquet": "parquet",
    ".zip": "zip", ".gz": "gzip", ".tgz": "gzip", ".tar": "tar",
}  # fmt: skip
_MAGIC: Final = ((b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"\x1f\x8b", "gzip"), (b"PAR1", "parquet"))
_TAR: Final = (257, b"ustar")
_MARKUP: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_PACKED: Final = (".gz",)  # a suffix that stands behind that of the document

CONTAINERS: Final = frozenset({"jsonl", "csv", "tsv", "parquet", "zip", "gzip", "tar"})
CALLED: Final = {
    "text": "plain text", "html": "an HTML page", "docx": "a Word document", "pdf": "a PDF file",
    "parquet": "a Parquet file", "zip": "a ZIP archive", "gzip": "a gzip file", "tar": "a tar archive",
}  # fmt: skip
_SURE: Final = frozenset({"docx", "pdf", "parquet", "zip", "gzip", "tar"})  # kinds that their bytes always tell
_PASSED_OVER: Final = frozenset({
    ".css", ".js", ".map", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".svg", ".webp", ".ico", ".woff", ".woff2", ".ttf",
    ".eot", ".mp3", ".mp4", ".swf",
})  # fmt: skip


def by_suffix(name: str) -> str:
    """Return the kind that a name tells, ``text`` for any other.

    >>> by_suffix("a/page.HTML"), by_suffix("page.txt.gz"), by_suffix("notes")
    ('html', 'gzip', 'text')
    """
    return _SUFFIXES.get(_suffix(name), "text")


def unpacked(name: str) -> str:
    """Return a name without the suffix of what it was packed with.

    >>> unpacked("page.html.gz"), unpacked("all.tgz"), unpacked("page.html")
    ('page.html', 'all.tar', 'page.html')
    """
    if _suffix(name) == ".tgz":
        return f"{name[:-4]}.tar"
    return name[: -len(_suffix(name))] if _suffix(name) in _PACKED else name


def is_passed_over(name: str) -> bool:
    """Whether a member of an archive is no document but what comes with one: a picture, a style, what a Mac adds."""
    parts = PurePath(name).parts
    return _suffix(name) in _PASSED_OVER or "__MACOSX" in parts or parts[-1:] == (".DS_Store",)


def settle(name: str, head: bytes) -> str:
    """Return the kind of a document or container.

    Args:
        name: its name, for the suffix.
        head: its first bytes, ``HEAD`` or more.

    Raises:
        SourceError: the suffix names a kind that the bytes are not; the message goes on where the name stops.
    """
    told, found = by_suffix(name), _by_bytes(head)
    if found == "zip" and told == "docx":
        return "docx"
    if found:
        return found
    if told == "docx" and head.startswith(_OLD_OFFICE):
        raise SourceError("is encrypted, or an old Word document: save it as .docx without a password")
    if told in _SURE and head:
        raise SourceError(f"is not {CALLED[told]}, whatever its name says")
    return told


def remarks(name: str, kind: str) -> tuple[Remark, ...]:
    """Return what there is to say of a document of one kind whose name tells another."""
    suffix = _suffix(name)
    if suffix and by_suffix(name) != kind:
        return (Remark("another-kind", 0, f"{CALLED[kind]} called {suffix}"),)
    return ()


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()


def _by_bytes(head: bytes) -> str | None:
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head[:HEAD] and head.lstrip(b"\xef\xbb\xbf\0\r\n\t ").startswith(b"%PDF-"):
        return "pdf"
    at, magic = _TAR
    if head[at:].startswith(magic):
        return "tar"
    return "html" if _MARKUP.match(head[:HEAD]) else None
