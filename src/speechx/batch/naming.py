r"""Names of output files: those of the inputs, made safe for every file system, and never the same twice.

>>> names = Names()
>>> names.file("2024/a.txt", ".json", "x/2024/a.txt"), names.file("2024/A.TXT", ".json", "y/2024/A.TXT")
('2024/a.txt.json', '2024/A.TXT~3fffbb18.json')
>>> names.file("../con/x: y?.txt ", ".json", "")
'con_/x_ y_.txt_.json'
"""

import hashlib
import re
import unicodedata
from typing import Final

from speechx.source import named

_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
"""What Windows takes for a device, whatever the suffix."""
_LONGEST: Final = 200
"""The bytes of a name that every file system has room for, a suffix included."""
_DIGITS: Final = 8


class Names:
    """The names that are taken; of each only eight bytes are kept."""

    def __init__(self) -> None:
        self._taken: set[int] = set()

    def first(self, name: str) -> bool:
        """Whether a name is new, letter for letter."""
        return self._take(f"\0{name}")

    def file(self, name: str, suffix: str, key: str) -> str:
        """Return the path of an output, relative and with ``/``.

        Args:
            name: the path of the input below what the user named.
            suffix: what is added to it.
            key: what the whole input is called, to tell it from others by where the name is taken.
        """
        parts = [_safe(part) for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
        plain = path = "/".join(parts) or "_"
        while not self._take(_alike(path + suffix)):
            key = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
            path = f"{plain}~{key[:_DIGITS]}"
        return path + suffix

    def _take(self, key: str) -> bool:
        digest = int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest())
        new = digest not in self._taken
        self._taken.add(digest)
        return new


def _alike(path: str) -> str:
    """Return what some file systems do not tell apart."""
    return unicodedata.normalize("NFC", path).casefold()


def _safe(part: str) -> str:
    """Return a part of a path without what some file system refuses or changes."""
    plain = _UNSAFE.sub("_", named(part))
    plain = re.sub(r"[. ]$", "_", plain)
    if _RESERVED.fullmatch(plain):
        plain = re.sub(r"^[^.]*", r"\g<0>_", plain)
    data = plain.encode()
    if len(data) <= _LONGEST:
        return plain
    digest = hashlib.sha256(data).hexdigest()[:_DIGITS]
    return f"{data[: _LONGEST - _DIGITS - 1].decode('utf-8', 'ignore')}~{digest}"
