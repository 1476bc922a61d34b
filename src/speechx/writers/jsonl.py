"""JSON Lines: a speech a line, each with the name of its document under ``source``."""

from collections.abc import Iterable, Iterator

from speechx.records import Document
from speechx.writers import Options
from speechx.writers.json import dump, dumps


def chunks(documents: Iterable[Document], options: Options) -> Iterator[bytes]:  # noqa: ARG001 - nothing to choose
    """Yield each speech as one line."""
    for document in documents:
        for speech in document.speeches:
            yield dumps({"source": document.source.name, **dump(speech)}) + b"\n"
