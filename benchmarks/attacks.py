"""Bad inputs against the command line: each must be answered with one line, the right exit code and no half output.

Usage: python benchmarks/attacks.py [NAME…]

Files are made in a temporary folder: binary, truncated, wrongly encoded, huge, with signs that no terminal should see,
archives that unpack to gigabytes, documents of Word and PDF that are broken. Each goes through the commands that read
documents, as a process of its own, with memory and time limited. A reply is right when the exit code is one of the
contract's (never 70), no traceback appears, no line steers a terminal, and an output file is whole or not there.
"""

import argparse
import csv
import gzip
import io
import json
import os
import resource
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = (ROOT / "samples" / "newspaper.txt").read_bytes()
TEXT: Final = PAGE.decode()
CODES: Final = (0, 1, 2, 3, 5)
"""What an attack may be answered with: fine, diagnostics, usage, unreadable, a limit."""
SECONDS: Final = 120
MEMORY: Final = 2 << 30
LONGEST: Final = 2000
"""Characters of a line on standard error."""
COMMANDS: Final[dict[str, list[str]]] = {
    "parse": ["parse", "-o", "out.json"],
    "csv": ["parse", "--table", "figures", "-o", "out.csv"],
    "check": ["check"],
    "show": ["show"],
    "explain": ["explain"],
    "figures": ["figures"],
}


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a zip archive."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return whole.getvalue()


def tarred(members: dict[str, bytes | str]) -> bytes:
    """Return a tar archive; a text is where a symbolic link leads."""
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w:gz") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            if isinstance(content, str):
                entry.type, entry.linkname = tarfile.SYMTYPE, content
                archive.addfile(entry)
            else:
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
    return whole.getvalue()


def word(document: str, **more: bytes) -> bytes:
    """Return what looks like a document of Word: the XML of its text, and more parts."""
    kinds = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return zipped({"[Content_Types].xml": kinds.encode(), "word/document.xml": document.encode(), **more})


_BOMB: Final = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "山山山山山山山山山山">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + "]><d>&j;</d>"
)
_OUTSIDE: Final = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>'
HTML: Final = "<html><head><script>alert(1)</script></head><body><p>{}</p></body></html>"


BYTES: Final[dict[str, Callable[[], bytes]]] = {
    "empty.txt": lambda: b"",
    "one-byte.txt": lambda: b"\xff",
    "zeros.txt": lambda: bytes(100_000),
    "random.txt": lambda: bytes((i * i * 31 + i // 7) % 256 for i in range(100_000)),
    "program.txt": lambda: Path(sys.executable).read_bytes()[:200_000],
    "cut-character.txt": lambda: PAGE[:-1] + PAGE[:1],
    "cut-gb18030.txt": lambda: TEXT.encode("gb18030")[:-1],
    "odd-utf-16.txt": lambda: TEXT.encode("utf-16")[:-1],
    "lone-surrogate-utf-16.txt": lambda: b"\xff\xfe" + "山".encode("utf-16-le") + b"\x00\xd8" * 20,
    "surrogates-utf-8.txt": lambda: PAGE + b"\xed\xa0\x80" * 5,
    "overlong.txt": lambda: PAGE + b"\xc0\xaf\xe0\x80\xaf",
    "utf-32.txt": lambda: TEXT.encode("utf-32"),
    "utf-7.txt": lambda: TEXT.encode("utf-7"),
    "mixed-encodings.txt": lambda: PAGE + TEXT.encode("gb18030"),
    "latin-1.txt": lambda: "déjà vu, été\n".encode("latin-1") * 50,
    "bom-only.txt": lambda: b"\xef\xbb\xbf",
    "many-boms.txt": lambda: b"\xef\xbb\xbf" * 10_000,
    "nul-inside.txt": lambda: PAGE[:300] + b"\x00" + PAGE[300:],
    "escapes.txt": lambda: b"\x1b[2J\x1b]0;owned\x07\x1b[31m" + PAGE.replace(b"\n", b"\x1b[1m\n"),
    "c1-controls.txt": lambda: TEXT.replace("。", "\x9b31m。").encode(),
    "bidi.txt": lambda: TEXT.replace("，", "\u202e，\u2066").encode(),
    "backspaces.txt": lambda: TEXT.replace("，", "\b\b\b，\x7f").encode(),
    "carriage-returns.txt": lambda: TEXT.replace("\n", "\r").encode(),
    "line-separators.txt": lambda: TEXT.replace("\n", "\u2028\x0b\x0c\x1c").encode(),
    "combining.txt": lambda: "\u0301".join("山" * 50_000).encode(),
    "formulas.txt": lambda: "=cmd|' /C calc'!A0\n青石县镇长　=张守田\n+修路@SUM(1)3公里。\n".encode() * 20,
    "one-line.txt": lambda: TEXT.replace("\n", "").encode() * 300,
    "blank-lines.txt": lambda: b"\n" * 1_000_000,
    "too-many-lines.txt": lambda: b"\n" * 2_000_001,
    "too-many-numbers.txt": lambda: b"1 \n" * 500_001,
    "too-long-a-line.txt": lambda: b"a" * ((16 << 20) + 1),
    "digits.txt": lambda: b"1" * 1_000_000,
    "brackets.txt": lambda: "（".encode() * 100_000 + "）".encode() * 100_000,
    "great-exponent.txt": lambda: "青石县镇长　张守田\n修路1e99999999公里，9e999元，1e-99999999米。\n".encode() * 20,
    "long-number.txt": lambda: "青石县镇长　张守田\n修路".encode() + b"9" * 5000 + "公里。\n".encode(),
    "front-matter.txt": lambda: b"---\ndate: !!python/object/apply:os.system ['true']\n---\n" + PAGE,
    "named-like\n\x1b[31mthis.txt": lambda: PAGE,
    "-o": lambda: PAGE,
    "no.zip": lambda: b"PK\x03\x04" + bytes(100),
    "cut.zip": lambda: zipped({"a.txt": PAGE})[:-30],
    "bomb.zip": lambda: zipped({"a.txt": bytes(300 << 20)}),
    "bomb-of-text.zip": lambda: zipped({"a.txt": "山\n".encode() * (20 << 20)}),
    "up.zip": lambda: zipped({"../../up.txt": PAGE, "/absolute.txt": PAGE, "a\nb\x1b[31m.txt": PAGE}),
    "nested.zip": lambda: zipped({"b.zip": zipped({"c.zip": zipped({"d.txt": PAGE})})}),
    "many-members.zip": lambda: zipped({f"{i}.txt": b"a" for i in range(100_001)}),
    "links.tar.gz": lambda: tarred({"a.txt": "/etc/passwd", "b.txt": PAGE}),
    "bomb.txt.gz": lambda: gzip.compress(bytes(300 << 20)),
    "cut.txt.gz": lambda: gzip.compress(PAGE)[:-20],
    "no.gz": lambda: b"\x1f\x8b" + bytes(50),
    "empty.docx": lambda: b"",
    "no.docx": lambda: zipped({"a.txt": PAGE}),
    "entities.docx": lambda: word(_BOMB),
    "outside.docx": lambda: word(_OUTSIDE),
    "macros.docm": lambda: word("<d/>", **{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 100}),
    "old-word.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
    "no.pdf": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 50,
    "loop.pdf": lambda: (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\nstartxref\n0\n%%EOF"
    ),
    "script.html": lambda: HTML.format(TEXT).encode(),
    "deep.html": lambda: b"<div>" * 50_000 + PAGE,
    "entities.html": lambda: _BOMB.encode() + HTML.format("&j;" * 100).encode(),
    "attributes.html": lambda: b"<p " + b"a=1 " * 100_000 + b">" + PAGE,
    "deep.jsonl": lambda: b'{"text": ' + b"[" * 100_000,
    "no.jsonl": lambda: b'{"text": "\xff"}\n{"text": 3}\nnull\n{"text": "\\ud800"}\n',
    "wide.csv": lambda: b"text," * 50_000 + b"\n" + b'"' * 50_001,
    "no.parquet": lambda: b"PAR1" + bytes(100) + b"PAR1",
}


LARGE: Final = ("bomb.zip", "bomb-of-text.zip", "many-members.zip", "bomb.txt.gz", "one-line.txt", "too-many-lines.txt")
"""What takes long to make."""


class Reply(NamedTuple):
    """What a command did: its exit code, what is wrong with it, and how many documents came out."""

    code: int
    faults: tuple[str, ...]


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _faults(done: subprocess.CompletedProcess[bytes], folder: Path, before: set[str]) -> Iterator[str]:
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode not in CODES:
        yield f"exit code {done.returncode}: {said[-300:]!r}"
    if "Traceback" in said:
        yield "a traceback"
    if not said and done.returncode:
        yield "no message"
    for line in said.split("\n"):
        if len(line) > LONGEST:
            yield f"a message of {len(line)} characters"
        if any(not char.isprintable() and char != "\u3000" for char in line):
            yield f"a sign that steers a terminal: {line[:100]!r}"
    for path in (path for path in folder.iterdir() if path.name not in before):
        if not path.name.startswith("out."):
            yield f"left behind: {path.name!r}"
        elif not _whole(path):
            yield f"half an output: {path.name}"


def _whole(path: Path) -> bool:
    try:
        if path.suffix == ".json":
            return bool(json.loads(path.read_bytes()))
        with path.open(encoding="utf-8", newline="") as stream:
            return len({len(row) for row in csv.reader(stream)}) == 1
    except ValueError:
        return False


def attack(folder: Path, name: str, command: list[str]) -> Reply:
    """Run a command on a file of a folder."""
    before = {entry.name for entry in folder.iterdir()}
    arguments = [sys.executable, "-m", "speechx", *command, "--", name]
    environment = {**os.environ, "PYTHONUTF8": "1", "SPEECHX_LANG": "en"}
    try:
        done = subprocess.run(
            arguments, cwd=folder, check=False, capture_output=True, timeout=SECONDS, env=environment,
            stdin=subprocess.DEVNULL, preexec_fn=_limited,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Reply(-1, (f"takes longer than {SECONDS} s",))
    faults = tuple(_faults(done, folder, before))
    for output in folder.glob("out.*"):
        output.unlink()
    return Reply(done.returncode, faults)


def main() -> None:
    """Print what is wrong, and how many attacks were answered with which exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="the files; all by default")
    given = parser.parse_args()
    codes: Counter[int] = Counter()
    bad = 0
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name in given.names or BYTES:
            (folder / name).write_bytes(BYTES[name]())
            for command, arguments in COMMANDS.items():
                reply = attack(folder, name, arguments)
                codes[reply.code] += 1
                bad += bool(reply.faults)
                for fault in reply.faults:
                    print(f"! {command} {name!r}: {fault}", flush=True)
            (folder / name).unlink()
    count = len(given.names or BYTES)
    print(f"{codes.total()} attacks with {count} bad inputs; exit codes: {dict(sorted(codes.items()))}")
    print(f"not answered as they should be: {bad}")
    if bad:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
