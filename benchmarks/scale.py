"""Scale: how fast, how exactly and with how much memory speechx reads a corpus that cannot lie.

Usage: python benchmarks/scale.py [--quick] [--documents N] [--peer PYTHON]

The corpus is that of ``corpus.py``: its truth is known, so accuracy stands beside speed. What is compared runs in turn,
round by round, and the best of each counts, so that other work on the machine disturbs all alike.

1. One process: bytes to a validated document to JSON bytes, and how exact the result is.
2. Linearity: one long document, and many documents, of 1, 10 and 100 times the text.
3. Recognizers-Text's Python package in Chinese on some of the pages, one by one and in one piece: numbers, and all that
   it has of what a figure is made of (ordinals, percentages, currencies, dimensions, temperatures, ages); where it
   is installed for this Python or that of ``--peer``: pip install recognizers-text-number-with-unit 'emoji<1' grapheme.
4. ``speechx batch``: one worker, two workers, and Dask with two; wall time from start to end, peak memory of a worker.
"""

import argparse
import json as plain_json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

import psutil
from corpus import Page, pages, write

import speechx
from speechx.writers import json

TIMES: Final = (1, 10, 100)
LEAST_RATE: Final = 1_500_000
LEAST_LINEAR: Final = 0.8
LEAST_PEER: Final = 60
LEAST_WORKERS: Final = 1.8
LEAST_DASK: Final = 0.75
MOST_MEMORY: Final = 150
"""The targets: characters a second, shares, times, and MiB."""
SAMPLE: Final = 100
PEER_SAMPLE: Final = 25
"""The pages that one process reads, and those that Recognizers-Text is given, whose cost in one piece is quadratic."""
LONG: Final = 10
MANY: Final = 14
"""The speeches of the long document, and the documents, of the text that is taken 1, 10 and 100 times."""
PEER: Final = """
import json, sys, time
from recognizers_text import Culture
import recognizers_number as number
import recognizers_number_with_unit as with_unit
texts, whole = json.load(sys.stdin)
models = [number.recognize_number]
if whole:
    models += [number.recognize_ordinal, number.recognize_percentage, with_unit.recognize_currency]
    models += [with_unit.recognize_dimension, with_unit.recognize_temperature, with_unit.recognize_age]
for recognize in models:
    recognize("1", Culture.Chinese)
start = time.perf_counter()
found = sum(len(recognize(text, Culture.Chinese)) for text in texts for recognize in models)
json.dump([time.perf_counter() - start, found], sys.stdout)
"""
"""Reads texts, and whether all models are to run, from standard input; prints seconds and how much was found."""


Key = tuple[str | None, tuple[tuple[str | None, str | None, str | None], ...], str]
"""What must be the same of a speech: its title; name, unit and role of its speakers; its body without white space."""


class Accuracy(NamedTuple):
    """Counts over pages: speeches, those found exactly, figures, those found, and those found though they are none."""

    speeches: int
    exact: int
    figures: int
    found: int
    false: int


def convert(documents: Sequence[bytes]) -> int:
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


def verdict(value: float, least: float) -> str:
    """Say whether a target is reached."""
    return f"at least {least:,}: {'yes' if value >= least else 'NO'}"


def accuracy(found: Sequence[Page]) -> Accuracy:
    """Compare what is read of pages with their truth: titles, speakers, whole bodies; figures with their values."""
    total = Counter[str]()
    for page in found:
        speeches = speechx.parse_bytes(page.text.encode()).speeches
        want = Counter[Key]((one.title, ((one.name, one.unit, one.role),), one.body) for one in page.speeches)
        got = Counter[Key](
            (one.title, tuple((who.name, who.unit, who.role) for who in one.speakers), "".join(one.text.split()))
            for one in speeches
        )
        stated = Counter((figure.text, figure.value) for one in page.speeches for figure in one.figures)
        read = Counter((figure.text, _plain(figure.value)) for one in speeches for figure in one.figures)
        total["speeches"] += want.total()
        total["exact"] += (want & got).total()
        total["figures"] += stated.total()
        total["found"] += (stated & read).total()
        total["false"] += (read - stated).total()
    return Accuracy(**{name: total[name] for name in Accuracy._fields})


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def throughput(found: Sequence[Page], rounds: int) -> None:
    """Print how fast and how exactly one process reads pages."""
    chars = sum(len(page.text) for page in found)
    data = [page.text.encode() for page in found]
    rate = chars / best({"speechx": partial(convert, data)}, rounds)["speechx"]
    print(f"one process, {len(found)} pages: {rate:,.0f} characters/s ({verdict(rate, LEAST_RATE)})")
    score = accuracy(found)
    exact, recall = score.exact / score.speeches, score.found / score.figures
    precision = score.found / (score.found + score.false)
    print(f"of {score.speeches} speeches {exact:.1%} exact; of {score.figures} figures {recall:.1%} found, ", end="")
    print(f"{precision:.1%} of those found are figures")


def linearity(rounds: int) -> None:
    """Print what is left of the rate on 100 times the text: in one document, and in as many documents."""
    kinds: dict[str, Callable[[int], Sequence[Page]]] = {
        "one long document": lambda times: list(pages(1, speeches=(LONG * times, LONG * times))),
        "many documents": lambda times: list(pages(MANY * times, speeches=(2, 2))),
    }
    for kind, made in kinds.items():
        rates = {}
        for times in TIMES:
            found = made(times)
            data = [page.text.encode() for page in found]
            again = max(1, TIMES[1] // times)
            least = best({kind: partial(_repeat, partial(convert, data), again)}, rounds)[kind]
            rates[times] = again * sum(len(page.text) for page in found) / least
        ratio = rates[TIMES[-1]] / rates[TIMES[0]]
        told = ", ".join(f"{times} x {rate:,.0f}" for times, rate in rates.items())
        print(f"{kind}: {told} characters/s; ratio {ratio:.2f} ({verdict(ratio, LEAST_LINEAR)})")


def _repeat(work: Callable[[], object], times: int) -> None:
    for _ in range(times):
        work()


def peer(found: Sequence[Page], python: str, rounds: int) -> None:
    """Print how fast Recognizers-Text reads the same text, page by page and in one piece."""
    texts = [page.text for page in found]
    for kind, pieces in (("one by one", texts), ("in one piece", ["\n\n".join(texts)])):
        chars = sum(map(len, pieces))
        ours = best({kind: partial(convert, [piece.encode() for piece in pieces])}, rounds)[kind]
        print(f"speechx, {len(texts)} pages {kind}: {chars / ours:,.0f} characters/s")
        for what, whole in (("numbers alone", False), ("all of its models of numbers and units", True)):
            try:
                least, things = min(_of_peer(pieces, python, whole=whole) for _ in range(rounds))
            except RuntimeError as error:
                print(f"Recognizers-Text does not run here: {error}")
                return
            print(f"Recognizers-Text, {what}: {chars / least:,.0f} characters/s, {things} found; speechx is ", end="")
            print(f"{least / ours:.1f} times as fast ({verdict(least / ours, LEAST_PEER)})")


def _of_peer(pieces: Sequence[str], python: str, *, whole: bool) -> tuple[float, int]:
    """Return seconds, and how many things were found.

    Raises:
        RuntimeError: it is not installed, or fails.
    """
    command = [python, "-W", "ignore", "-c", PEER]
    done = subprocess.run(command, input=json.dumps([pieces, whole]), capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.decode().strip().rpartition("\n")[2])
    seconds, things = plain_json.loads(done.stdout)
    return seconds, things


class Peak:
    """The greatest memory of a process that works, looked at every so often while a command runs."""

    def __init__(self) -> None:
        self.mebibytes = 0.0

    def run(self, command: Sequence[str]) -> None:
        """Run a command to its end.

        Raises:
            subprocess.CalledProcessError: it fails.
        """
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            watch = threading.Thread(target=self._watch, args=(psutil.Process(process.pid),), daemon=True)
            watch.start()
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)

    def _watch(self, process: psutil.Process) -> None:
        while process.is_running():
            try:
                sizes = [child.memory_info().rss for child in process.children(recursive=True)]
            except psutil.Error:
                return
            self.mebibytes = max([self.mebibytes, *(size / 2**20 for size in sizes)])
            time.sleep(0.1)


def batches(documents: int, rounds: int) -> None:
    """Print how the command scales: workers, engines, and the memory of a worker."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        chars = write(home / "corpus", pages(documents))
        peaks: dict[str, Peak] = {"1 worker": Peak(), "2 workers": Peak(), "2 workers, dask": Peak()}

        def work(name: str) -> None:
            shutil.rmtree(home / "out", ignore_errors=True)
            command = [sys.executable, "-m", "speechx", "batch", os.fspath(home / "corpus" / "documents")]
            command += ["-o", os.fspath(home / "out"), "--workers", name[0], "--quiet"]
            peaks[name].run(command + (["--engine", "dask"] if name.endswith("dask") else []))

        least = best({name: partial(work, name) for name in peaks}, rounds)
    for name, seconds in least.items():
        print(
            f"batch, {documents:,} documents, {name}: {seconds:,.1f} s, {chars / seconds:,.0f} characters/s, ", end=""
        )
        print(f"a process of at most {peaks[name].mebibytes:.0f} MiB")
    one, two, dask = least.values()
    print(f"two workers are {one / two:.2f} times as fast as one ({verdict(one / two, LEAST_WORKERS)})")
    print(f"dask is {two / dask:.2f} times as fast as processes ({verdict(two / dask, LEAST_DASK)})")
    most = peaks["2 workers"].mebibytes
    print(f"memory of a worker: {most:.0f} MiB (at most {MOST_MEMORY}: {'yes' if most <= MOST_MEMORY else 'NO'})")


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer pages, fewer rounds")
    parser.add_argument("--documents", type=int, help="of speechx batch; by default 10,000, with --quick 300")
    parser.add_argument("--peer", default=sys.executable, help="the Python that has Recognizers-Text")
    chosen = parser.parse_args()
    rounds = 1 if chosen.quick else 3
    found = list(pages(SAMPLE // 4 if chosen.quick else SAMPLE))
    throughput(found, 2 * rounds)
    peer(found[:PEER_SAMPLE], chosen.peer, rounds)
    linearity(2 * rounds)
    batches(chosen.documents or (300 if chosen.quick else 10_000), 1 if chosen.quick else 2)


if __name__ == "__main__":
    main()
