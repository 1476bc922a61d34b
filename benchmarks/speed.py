"""Speed: bytes to JSON in one process, the cost of long documents, and how long the command takes to start.

Usage: python benchmarks/speed.py [--quick]

The corpus is every document of ``samples`` and ``tests/documents``. Rates are characters of decoded text a second, from
bytes to JSON bytes; rounds of all contestants alternate and the best of each counts, so that other work on the machine
disturbs them alike. The yardstick is a bare ``regex`` search for numbers over the same text: it tells how fast the
machine is, so the ratio can be compared between machines. Start-up is the median wall time of fresh interpreters, in
ratio to interpreters that only import what the command is built on; all find their bytecode compiled, as an installed
package has it.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

import regex

import speechx
from speechx.fields import quantities
from speechx.source import from_file
from speechx.writers import json

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDERS: Final = (ROOT / "samples", ROOT / "tests" / "documents")
NUMBER: Final = regex.compile(r"[0-9]+(?:\.[0-9]+)?")
TIMES: Final = (1, 10, 100)
LEAST_LINEAR: Final = 0.8
"""The rate on 100 times the text must be this share of the rate on the text at least."""
PAGE: Final = 15_000
"""The size, in bytes, of the page that start-up parses."""
MOST_START: Final = {"--version": (1.2, "typer"), "--help": (1.6, "typer")}
MOST_PARSE: Final = (1.7, "typer, regex, orjson, pydantic")
"""These may take so many times as long as importing what the command is built on."""
YARDSTICKS: Final = {
    "typer": "import typer",
    "typer, regex, orjson, pydantic": "import typer, regex, orjson, pydantic",
}


def build() -> str:
    """Return what is measured: the package as it is written, or compiled (``./dev wheel``)."""
    return "pure Python" if str(quantities.__file__).endswith(".py") else "compiled"


def corpus() -> list[bytes]:
    """Return the documents as UTF-8, whatever they are written in."""
    return [from_file(path).text.encode() for folder in FOLDERS for path in sorted(folder.glob("*.txt"))]


def convert(documents: list[bytes]) -> int:
    """Turn documents into JSON; return the bytes written."""
    return sum(len(json.dumps(json.dump(speechx.parse_bytes(document)))) for document in documents)


def best(contestants: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Run the contestants in turn, round by round; return the least time of each, in seconds."""
    least = dict.fromkeys(contestants, float("inf"))
    for _ in range(rounds):
        for name, work in contestants.items():
            start = time.perf_counter()
            work()
            least[name] = min(least[name], time.perf_counter() - start)
    return least


def throughput(rounds: int) -> None:
    """Print the rate on many documents, beside that of the yardstick."""
    documents = corpus()
    texts = [document.decode() for document in documents]
    chars = sum(map(len, texts))
    least = best(
        {"parse": lambda: convert(documents), "search": lambda: [len(NUMBER.findall(text)) for text in texts]}, rounds
    )
    rate, yardstick = (chars / least[name] for name in ("parse", "search"))
    print(f"{len(documents)} documents, {chars} characters: {rate:,.0f} characters/s")
    print(f"yardstick (a search for numbers): {yardstick:,.0f} characters/s; ratio 1 : {yardstick / rate:,.0f}")


def linearity(title: str, once: bytes, rounds: int) -> None:
    """Print the rate on one document of 1, 10 and 100 times a text, and how much of it is left at 100 times."""
    rates = {}
    for times in TIMES:
        text = b"\n\n".join([once] * times)
        least = best({"parse": partial(convert, [text])}, max(1, min(rounds, 10 // times)))["parse"]
        rates[times] = len(text.decode()) / least
        print(f"{title}, {times} x: {rates[times]:,.0f} characters/s", flush=True)
    ratio = rates[TIMES[-1]] / rates[1]
    verdict = "yes" if ratio >= LEAST_LINEAR else "NO"
    print(f"linear: the rate at {TIMES[-1]} x is {ratio:.2f} of that at 1 x (at least {LEAST_LINEAR}: {verdict})")


def _page(folder: str) -> str:
    """Write a document of ``PAGE`` bytes, give or take a line, and return its path."""
    data = (ROOT / "samples" / "newspaper.txt").read_bytes()
    while len(data) < PAGE:
        data += b"\n\n" + data
    path = Path(folder) / "page.txt"
    path.write_bytes(data[: data.index(b"\n", PAGE - 1) + 1] if b"\n" in data[PAGE - 1 :] else data)
    return os.fspath(path)


def startup(rounds: int) -> None:
    """Print the median times of fresh interpreters, in turn, and the ratios to the yardsticks."""
    with tempfile.TemporaryDirectory() as folder:
        page = _page(folder)
        commands = {name: [sys.executable, "-c", code] for name, code in YARDSTICKS.items()}
        speech = [sys.executable, "-m", "speechx"]
        commands |= {
            "--version": [*speech, "--version"],
            "--help": [*speech, "--help"],
            f"parse, {Path(page).stat().st_size} bytes": [*speech, "parse", "-q", page],
        }
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder, "PYTHONDONTWRITEBYTECODE": ""}
        for command in commands.values():
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
        runs: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                start = time.perf_counter()
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
                runs[name].append(time.perf_counter() - start)
    times = {name: median(found) for name, found in runs.items()}
    for name in YARDSTICKS:
        print(f"import {name}: {times[name] * 1000:.0f} ms")
    for name in [name for name in times if name not in YARDSTICKS]:
        ratios = ", ".join(f"{times[name] / times[base]:.2f} x ({base})" for base in YARDSTICKS)
        print(f"start-up {name}: {times[name] * 1000:.0f} ms = {ratios}")
    for name in [name for name in times if name not in YARDSTICKS]:
        most, base = MOST_START.get(name, MOST_PARSE)
        verdict = "yes" if times[name] <= most * times[base] else "NO"
        print(f"aim for {name}: at most {most} x {base}: {verdict}")


def main() -> None:
    """Print the report."""
    rounds = 2 if "--quick" in sys.argv[1:] else 5
    print(f"speechx as {build()}")
    throughput(rounds)
    linearity("all documents in one", b"\n\n".join(corpus()), rounds)
    linearity("one newspaper page", (ROOT / "samples" / "newspaper.txt").read_bytes(), rounds)
    startup(2 * rounds + 1)


if __name__ == "__main__":
    main()
