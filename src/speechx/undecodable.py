"""Why bytes fit no codec: which one they would fit but for a few, and where those are."""

from typing import Final

from speechx import encodings

_CODECS: Final = ("utf-8", "gb18030", "cp950", "utf-16-le", "utf-16-be")
_PLAUSIBLE: Final = 0.75
_LONGEST: Final = 4  # bytes of a character
_MOST_FAULTS: Final = 0.02  # the share of the characters
_LOST: Final = "\ufffd"


def reason(data: bytes) -> str:
    """Return why bytes cannot be decoded, as the rest of a sentence that begins with the name of the document."""
    for codec in _CODECS:
        if b"\0" in data and not codec.startswith("utf-16"):
            continue
        text = data.decode(codec, "replace")
        faults = text.count(_LOST)
        kept = text.replace(_LOST, "")
        few = not kept.isascii() and "\0" not in kept and 0 < faults <= max(1, _MOST_FAULTS * len(text))
        if few and encodings.plausibility(kept) >= _PLAUSIBLE:
            return _told(data, codec, faults)
    if b"\0" in data:
        return "is binary: it holds NUL bytes and is no UTF-16"
    place = _place(data, "utf-8")
    return f"cannot be decoded: {place} is not UTF-8, and it is not plausible GB18030, Big5 or UTF-16"


def _told(data: bytes, codec: str, faults: int) -> str:
    try:
        data.decode(codec)
    except UnicodeDecodeError as error:
        if faults == 1 and error.start >= len(data) - _LONGEST and error.end == len(data):
            return f"cannot be decoded: it is {codec}, but its last character is cut"
    name = "UTF-8" if codec == "utf-8" else codec
    more = f", nor are {faults - 1} more," if faults > 1 else ""
    return f"cannot be decoded: {_place(data, codec)} is not {name}{more} though all else is"


def _place(data: bytes, codec: str) -> str:
    try:
        data.decode(codec)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(codec, "replace").count("\n") + 1
        return f"byte {error.start} (line {line})"
    return "some byte"
