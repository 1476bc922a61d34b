"""Formats that are no stream: built in a temporary folder, then given on as bytes."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_BLOCK: Final = 1 << 20


@contextmanager
def folder() -> Iterator[Path]:
    """Make a folder that goes away again."""
    with tempfile.TemporaryDirectory(prefix="speechx-") as name:
        yield Path(name)


def blocks(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file."""
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            yield block
