"""Speed of the figure extractor against a bare number regex over the same text, in one process.

Usage: python benchmarks/figures.py [--quick]

The text is every sample and test document, one after the other. The extractor is ``quantities.from_text``: figures and
terms with their metrics, periods and spans. There are two yardsticks: a regex for runs of Arabic and Chinese digits,
the barest there is, and ``numerals.NUMBER``, which finds the numbers as they are written (2.4万, 1 200, 三点五), what
the extractor itself must at least run. Processor time is measured, so that other work on the machine disturbs little;
rounds of all alternate, and the best of each counts. Targets: the extractor reads at least 1/12 of a bare number
regex's characters a second, and 100 times the text at 0.8 of its own rate.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import regex
from speed import build

from speechx.fields import numerals, quantities
from speechx.source import from_bytes

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDERS: Final = (ROOT / "samples", ROOT / "tests" / "documents")
NUMBER: Final = regex.compile(r"[0-9一二三四五六七八九十百千万亿两零〇]+(?:\.[0-9]+)?")
WRITTEN: Final = regex.compile(numerals.NUMBER)
LEAST_RATIO: Final = 1 / 12
LEAST_LINEAR: Final = 0.8
ROUNDS: Final = 7


def corpus() -> str:
    """Return the text of all documents."""
    paths = sorted(path for folder in FOLDERS for path in folder.glob("*.txt"))
    return "\n".join(from_bytes(path.read_bytes(), path.name).text for path in paths)


def bare(text: str) -> int:
    """Find runs of digits: the yardstick."""
    return sum(1 for _ in NUMBER.finditer(text))


def written(text: str) -> int:
    """Find numbers as written."""
    return sum(1 for _ in WRITTEN.finditer(text))


def extract(text: str) -> int:
    """Find the figures and terms of a text."""
    figures, terms = quantities.from_text(text)
    return len(figures) + len(terms)


def seconds(run: Callable[[str], int], text: str) -> float:
    """Return how much processor time a run over a text takes."""
    start = time.process_time()
    run(text)
    return time.process_time() - start


def rate(run: Callable[[str], int], text: str, rounds: int) -> float:
    """Return the best rate of several rounds, in characters a second."""
    return len(text) / min(seconds(run, text) for _ in range(rounds))


def main() -> int:
    """Print both rates, their ratio, and how the extractor's rate holds on longer texts."""
    quick = "--quick" in sys.argv[1:]
    text = corpus()
    extract(text)
    slow = fast = number = 0.0
    for _ in range(3 if quick else ROUNDS):
        slow, fast = max(slow, rate(extract, text, 1)), max(fast, rate(bare, text, 3))
        number = max(number, rate(written, text, 3))
    print(f"speechx as {build()}")
    print(f"text {len(text):,} characters, {bare(text):,} runs of digits, {extract(text):,} figures and terms")
    print(f"extractor {slow:14,.0f} characters a second")
    print(f"bare regex {fast:13,.0f} characters a second")
    print(f"number regex {number:11,.0f} characters a second")
    for name, yardstick in (("bare", fast), ("number", number)):
        met = "met" if slow / yardstick >= LEAST_RATIO else "not met"
        print(f"ratio to the {name} regex 1/{yardstick / slow:.1f} (target: at least 1/{1 / LEAST_RATIO:.0f}, {met})")
    for times in (10,) if quick else (10, 100):
        long = rate(extract, text * times, 2)
        print(f"{times:4} times the text: {long:,.0f} characters a second, {long / slow:.2f} of the rate on the text")
    print(f"target: at least {LEAST_LINEAR}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
