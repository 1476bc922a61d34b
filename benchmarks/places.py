"""The gazetteer against itself: every township by its full name, every short name, loading time and memory.

Usage: python benchmarks/places.py [-v]

A full name is province + city + county + township, levels that bear no name left out; it must resolve to its own code.
A short name is the township's county and itself without kinds (某某某某 for 某某县某某镇), and each county's and city's
name without its kind: it may resolve to its own code or be ambiguous; an answer that is another division is wrong. No
document helps: the context is empty. Last, every township alone in a document that names its city.
"""

import subprocess
import sys
import tracemalloc
from collections import Counter
from typing import Final

from speechx import places
from speechx.fold import fold
from speechx.places import names
from speechx.places.evidence import Context
from speechx.places.gazetteer import Gazetteer, gazetteer
from speechx.places.indexing import CITY, COUNTY
from speechx.places.resolver import official

NOWHERE: Final = Context()
_LOAD: Final = """
import time
import regex, speechx.fold, speechx.lexicon, speechx.models
start = time.perf_counter()
from speechx import places
places.context([])
print((time.perf_counter() - start) * 1000)
"""
_LOADS: Final = 7


def townships(known: Gazetteer) -> list[str]:
    """Return the codes of all townships."""
    return [code for county in known.counties("") for code in known.townships(county).forms.values()]


def outcome(unit: str, code: str, context: Context = NOWHERE) -> str:
    """Resolve a unit that stands for a division: right, ambiguous, unknown, none or wrong."""
    division = places.resolve(unit, context)
    if division is None:
        return "none"
    if division.status == "resolved":
        return "right" if division.code == official(code) else "wrong"
    if division.status == "ambiguous" and official(code) not in division.candidates:
        return "ambiguous without it"
    return division.status


def full_names(known: Gazetteer) -> dict[str, str]:
    """Return full name → code of all townships."""
    return {"".join(map(known.name, known.chain(code))): code for code in sorted(set(townships(known)))}


def short_township(known: Gazetteer, code: str) -> str:
    """Return a township's name in short behind its county's."""
    county = fold(known.name(code[:COUNTY]))
    return min(names.short_names(county, COUNTY), key=len, default=county) + names.stem(fold(known.name(code)))


def short_wholes(known: Gazetteer) -> list[tuple[str, str]]:
    """Return the short names of cities and counties, and what they are short for."""
    codes = [step for county in known.counties("") for step in known.chain(county)[1:]]
    return sorted(
        (short, code)
        for code in set(codes)
        for short in names.short_names(fold(known.name(code)), len(code))
    )  # fmt: skip


def report(title: str, rows: list[tuple[str, str]], *, verbose: bool, city: bool = False) -> None:
    """Print how many names have which outcome, with no document or with one that names the city."""
    counts: Counter[str] = Counter()
    for unit, code in rows:
        found = outcome(unit, code, Context(frozenset([code[:CITY]])) if city else NOWHERE)
        counts[found] += 1
        if verbose and found not in {"right", "ambiguous"}:
            print(f"  {found}: {unit} {code}")
    others = "".join(f", {name} {count}" for name, count in sorted(counts.items()) if name not in {"right", "wrong"})
    print(f"{title}: {counts['right']} of {len(rows)} right, wrong {counts['wrong']}{others}")


def load_time() -> float:
    """Return the median time, in ms, in which a fresh interpreter loads the gazetteer."""
    runs = [subprocess.run([sys.executable, "-c", _LOAD], check=True, capture_output=True) for _ in range(_LOADS)]
    return sorted(float(run.stdout) for run in runs)[_LOADS // 2]


def load_memory() -> tuple[float, float]:
    """Return the memory, in MB, that the gazetteer keeps and that it needs while it loads."""
    tracemalloc.start()
    gazetteer()
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return kept / 1e6, peak / 1e6


def main() -> None:
    """Print the report."""
    verbose = "-v" in sys.argv[1:]
    kept, peak = load_memory()
    known = gazetteer()
    full = full_names(known)
    print(f"list of {known.header['version']}: {known.header['divisions']} divisions, {len(full)} townships")
    print(f"loading: {load_time():.0f} ms; {kept:.1f} MB kept, {peak:.1f} MB at most")
    report("full names of townships", list(full.items()), verbose=verbose)
    report("short names of townships", [(short_township(known, code), code) for code in full.values()], verbose=verbose)
    report("short names of cities and counties", short_wholes(known), verbose=verbose)
    alone = [(known.name(code), code) for code in full.values()]
    report("townships alone in a document of their city", alone, verbose=verbose, city=True)
    former = [(known.name(above) + name, now) for above, name, now in known.former_townships()]
    report("former townships behind their county's name of today", former, verbose=verbose)


if __name__ == "__main__":
    main()
