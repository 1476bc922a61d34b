"""ZIP archives that are no archives to a user: Office documents."""

import zipfile
from typing import BinaryIO, Final

from speechx.errors import SourceError

_WORD: Final = "word/document.xml"
_OTHERS: Final = ("[Content_Types].xml", "mimetype", "META-INF/container.xml")


def is_word(stream: BinaryIO, name: str) -> bool:
    """Whether a ZIP archive is a Word document; the stream is left at its start.

    Raises:
        SourceError: it is a document of another kind.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        members = set()  # whoever reads it says what is wrong
    stream.seek(0)
    if _WORD in members:
        return True
    if any(other in members for other in _OTHERS):
        raise SourceError(f"{name} is an Office document or e-book of a kind that speechx does not read")
    return False
