"""Outputs: a digest of what speechx gives for each of many documents, so that two builds of it can be compared.

Usage: python benchmarks/outputs.py [--compiled]

The documents are the samples, the test documents as they are, rewrapped and with their lines in another order, a
generated corpus, and small hostile texts. `./dev wheel` runs it with the plain and with the compiled package: equal
lines are equal bytes. ``--compiled`` refuses to speak for a package that is not compiled.
"""

import argparse
import hashlib
import random
from collections.abc import Iterator
from typing import Final

import corpus
import hostile
from speed import FOLDERS, build

import speechx
from speechx.errors import SpeechxError
from speechx.source import from_file

PAGES: Final = 60
WIDTHS: Final = (16, 35)
HOSTILE: Final = 500
"""The size, in characters, of a hostile text."""
HEAD: Final = "修路的故事\n青石镇党委书记　张守田\n"


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield the documents with their names."""
    for path in sorted(path for folder in FOLDERS for path in folder.glob("*.txt")):
        yield path.name, path.read_bytes()
        text = from_file(path).text
        for width in WIDTHS:
            yield f"{path.name} at {width} columns", _wrapped(text, width).encode()
        lines = text.splitlines()
        random.Random(path.name).shuffle(lines)  # noqa: S311 - no secret
        yield f"{path.name} shuffled", "\n".join(lines).encode()
    for page in corpus.pages(PAGES):
        yield page.name, page.text.encode()
    for name, make in hostile.CASES.items():
        text = make(HOSTILE)[:HOSTILE]
        yield name, text.encode("utf-8", "replace")
        yield f"{name} in a speech", f"{HEAD}{text}\n路修好了3公里。".encode("utf-8", "replace")


def _wrapped(text: str, width: int) -> str:
    return "\n".join(line[start : start + width] for line in text.splitlines() for start in range(0, len(line), width))


def digest(data: bytes) -> str:
    """Return the digest of the JSON of a document, or of the error that it is refused with."""
    try:
        out = speechx.parse_bytes(data).to_json()
    except SpeechxError as error:
        out = str(error)
    return hashlib.sha256(out.encode()).hexdigest()


def main() -> None:
    """Print a line a document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compiled", action="store_true")
    if parser.parse_args().compiled and build() != "compiled":
        parser.error("the package is not compiled")
    for name, data in documents():
        print(digest(data), name)


if __name__ == "__main__":
    main()
