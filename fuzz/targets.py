"""What is fuzzed: each target takes any bytes and raises where speechx breaks a promise.

An error of speechx's own (``SpeechxError``) is an answer; whatever else is raised, and each law that does not hold, is
a fault. The targets know nothing of the fuzzer: ``fuzz/run.py`` drives them, and the tests run them over their seeds.
"""

import gzip
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path += [str(ROOT / "tests"), str(ROOT / "benchmarks")]

import attacks  # noqa: E402 - the path comes first
import hostile  # noqa: E402
import orjson  # noqa: E402

import laws  # noqa: E402
from speechx import readers  # noqa: E402
from speechx.errors import SpeechxError  # noqa: E402
from speechx.fields import quantities  # noqa: E402
from speechx.rules import checks  # noqa: E402
from speechx.rules import packs as rule_packs  # noqa: E402
from speechx.source import from_bytes, from_text  # noqa: E402
from test_laws import LINES  # noqa: E402

Target = Callable[[bytes], None]

_JOINTS: Final = (
    "\n",
    "\n\n",
    "\r\n",
    "\u3000",
    " ",
    "\ufeff",
    "\x0c",
    "\u2028",
    "，",
    "。",
    "：",
    "、",
    "“",
    "”",
    "（",
    "）",
)
_NUMERALS: Final = "一二三四两十百千万亿零〇半几多余数第成倍0123456789.,%％‰～—-至从到约近超每增长提高降低"
_WIDE: Final = 1 << 16
_MOST_BYTES: Final = 1 << 20


@cache
def fragments() -> tuple[str, ...]:
    """Return what documents are put together from: joints, numerals, whole lines, each word of the lexicon."""
    return (*_JOINTS, *_NUMERALS, *LINES, *hostile.lexicon_words())


def woven(data: bytes) -> str:
    """Return a text of fragments, two bytes each: what one bit turns over is a word, not a third of a character."""
    known = fragments()
    numbers = (int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data) - 1, 2))
    return "".join(known[number * len(known) // _WIDE] for number in numbers)


def decoding(data: bytes) -> None:
    """Bytes in any encoding: an error, or a text that gives the bytes back and a document that obeys all laws."""
    try:
        source = from_bytes(data)
    except SpeechxError:
        return
    assert source.text.encode(source.encoding) == data
    laws.check(source)


def pages(data: bytes) -> None:
    """Texts of words that rules look for, in any order."""
    laws.check(from_text(woven(data)))


def figures(data: bytes) -> None:
    """Figures of any text: in order, apart, in place."""
    for text in (data.decode("utf-8", "ignore"), woven(data)):
        found, _ = quantities.from_text(text)
        laws.check_figures(text, found)


def inputs(data: bytes) -> None:
    """Files of every kind, told by their first byte: an error a document, or documents that obey all laws."""
    suffix = SUFFIXES[data[0] % len(SUFFIXES)] if data else "txt"
    options = readers.Options(max_bytes=_MOST_BYTES)
    for found in readers.items_of(data[1:], f"x.{suffix}", options):
        if isinstance(found, readers.Item):
            with suppress(SpeechxError):
                laws.check(readers.read(found, options))


def packs(data: bytes) -> None:
    """Rule packs: an error, or a list of what is wrong with the entries; nothing is put in force."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pack.toml"
        path.write_bytes(data)
        with suppress(SpeechxError):
            pack = rule_packs.read(str(path))
            for problem in checks.problems(pack, []):
                assert problem.told(pack.name)


TARGETS: Final[dict[str, Target]] = {
    "decoding": decoding,
    "pages": pages,
    "figures": figures,
    "inputs": inputs,
    "packs": packs,
}
SUFFIXES: Final = ("txt", "md", "html", "docx", "pdf", "jsonl", "csv", "tsv", "zip", "tar", "gz", "parquet")


def seeds(target: str) -> Iterator[bytes]:
    """Yield what the fuzzer of a target starts from."""
    documents = sorted([*(ROOT / "samples").glob("*.txt"), *(ROOT / "tests" / "documents").glob("*.txt")])
    texts = [from_bytes(path.read_bytes()).text for path in documents]
    if target == "decoding":
        for text in texts:
            yield from (text[:700].encode(codec, "ignore") for codec in ("utf-8", "utf-16", "gb18030", "big5"))
    elif target == "inputs":
        yield from _files()
    elif target == "packs":
        yield from _packs()
    elif target == "pages":
        size = len(fragments())
        yield bytes(range(256))
        for first in range(0, size, 8):
            numbers = (-(-number * _WIDE // size) for number in range(first, min(first + 8, size)))
            yield b"".join(min(number, _WIDE - 1).to_bytes(2, "big") for number in numbers)
    else:
        yield from (text[at : at + 200].encode() for text in texts for at in range(0, min(len(text), 2000), 200))


def _files() -> Iterator[bytes]:
    """Yield small files, good and bad, of each kind that is read, behind the number of their suffix."""
    page = attacks.TEXT[:150].encode()
    good = {
        "txt": page, "md": b"# " + page, "html": attacks.HTML.format(page.decode()).encode(),
        "jsonl": orjson.dumps({"text": page.decode()}), "csv": b"id,text\n1," + page.split(b"\n")[0],
        "zip": attacks.zipped({"a.txt": page, "b/c.md": page}), "gz": gzip.compress(page),
        "tar": gzip.decompress(attacks.tarred({"a.txt": page})), "docx": attacks.word(_WORD),
    }  # fmt: skip
    bad = {name: make() for name, make in attacks.BYTES.items() if name not in attacks.LARGE}
    for name, data in [*good.items(), *bad.items()]:
        suffix = name.rsplit(".", 1)[-1]
        if suffix in SUFFIXES and len(data) < _LARGEST_SEED:
            yield bytes([SUFFIXES.index(suffix)]) + data


def _packs() -> Iterator[bytes]:
    """Yield the pack to begin with, and each entry of the lexicon as a pack."""
    yield (hostile.LEXICON.parent / "rules" / "template.toml").read_bytes()
    for path in sorted(hostile.LEXICON.glob("*.toml")):
        for entry in path.read_text("utf-8").split("\n[[")[1:]:
            if len(entry) < _LARGEST_SEED:
                yield f"[[{path.stem}.{entry}".encode()


_LARGEST_SEED: Final = 12_000
_WORD: Final = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
    "青石县镇长　张守田</w:t></w:r></w:p></w:body></w:document>"
)


if __name__ == "__main__":
    print(*TARGETS)
