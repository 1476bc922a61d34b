"""The codec of an HTML page: a byte-order mark, what the page says of itself where that is plausible, else evidence."""

import codecs
import re
from typing import Final, NamedTuple

from speechx import encodings
from speechx.errors import SourceError

_DECLARED: Final = re.compile(
    rb"""<(?:meta\b[^>]{0,200}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_HEAD: Final = 4096  # bytes in which a declaration must stand for browsers to see it, and some more
# What browsers take these names for: the wider code of which the named one is a part.
_WIDER: Final = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso8859-1": "cp1252"}
_PLAUSIBLE: Final = 0.5
_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Page(NamedTuple):
    """A page as text, its codec, and why that is only a guess, or None."""

    text: str
    encoding: str
    doubt: str | None


def decoded(data: bytes, encoding: str | None) -> Page:
    """Decode a page; bytes that its own codec does not have become U+FFFD.

    Args:
        data: the page.
        encoding: a Python codec name that overrides what the page says of itself.

    Raises:
        SourceError: the bytes fit no codec; the message goes on where the name of the page stops.
    """
    declared = _declared(data)
    if encoding is None and declared is not None and not data.startswith(_MARKS):
        text = _strictly(data, declared)
        if text is not None and encodings.plausibility(text) >= _PLAUSIBLE:
            return Page(text, declared, None)
    try:
        return Page(*encodings.decode(data, encoding))
    except SourceError:
        # A single broken byte, a title cut in a character, is common in pages and no reason to lose the page.
        text = data.decode(declared or "utf-8", "replace")
        if encoding is not None or encodings.plausibility(text.replace("\ufffd", "")) < _PLAUSIBLE:
            raise
        return Page(text, declared or "utf-8", None)


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data, 0, _HEAD)
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii", "replace")).name
        "".encode(name)  # refuses the codecs that are no text encodings
    except (LookupError, ValueError):
        return None
    # A page that says so in bytes of ASCII is not in UTF-16, whatever it says.
    return "utf-8" if name.startswith(("utf-16", "utf-32")) else _WIDER.get(name, name)
