"""Mutation testing of what reads the fields: a sample of all mutants that mutmut makes, and how many the tests find.

Usage: python tools/mutate.py [--sample N] [--seed N] [--show]

Works on a copy of the repository in a temporary folder. The modules and the tests stand in ``pyproject.toml`` under
``tool.mutmut``. The sample is drawn by a seed, so that two runs on the same code try the same mutants. Exits with 1
where the score is below ``LEAST``.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
LEAST: Final = 80.0
"""The least share of the mutants, in percent, that the tests must find."""
_SURVIVED: Final = 0
_NOT_RUN: Final = (None, 34)  # 34 is mutmut's exit code of what it skipped
_UNTESTED: Final = 33
_OUT_OF_TIME: Final = (24, 36, 152, 255, -24)


def _copy(folder: Path) -> None:
    """Copy the files that git knows, as they are now."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True)  # noqa: S607
    for name in listed.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())


def _mutmut(folder: Path, *args: str) -> str:
    done = subprocess.run(  # noqa: S603 - the tool of this environment
        [sys.executable, "-m", "mutmut", *args], cwd=folder, check=False, capture_output=True, text=True
    )
    return done.stdout + done.stderr


def _outcomes(folder: Path) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for path in sorted(folder.glob("mutants/**/*.meta")):
        found |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def main() -> None:
    """Print the score, and the mutants that no test found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print the change that each survivor made")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _copy(folder)
        said = _mutmut(folder, "run", "speechx.view.*")
        every = sorted(_outcomes(folder))
        if not every:
            raise SystemExit(said)
        chosen = Random(given.seed).sample(every, min(given.sample, len(every)))  # noqa: S311 - a sample, no secret
        said = _mutmut(folder, "run", *chosen)
        outcomes = {mutant: code for mutant, code in _outcomes(folder).items() if mutant in set(chosen)}
        if not any(outcomes.values()):
            raise SystemExit(said)  # the tests do not pass without a change
        report(folder, len(every), outcomes, show=given.show)


def report(folder: Path, every: int, outcomes: dict[str, int | None], *, show: bool) -> None:
    """Print how a sample fared, and exit with 1 where too many lived."""
    run = {mutant: code for mutant, code in outcomes.items() if code not in _NOT_RUN}
    alive = sorted(mutant for mutant, code in run.items() if code in (_SURVIVED, _UNTESTED))
    for mutant in alive:
        print(_mutmut(folder, "show", mutant) if show else f"survived: {mutant}")
    for module, count in sorted(Counter(mutant.split(".x")[0] for mutant in alive).items()):
        print(f"{module}: {count} survived")
    score = 100 * (len(run) - len(alive)) / max(1, len(run))
    late = sum(code in _OUT_OF_TIME for code in run.values())
    print(
        f"{len(run)} of {every} mutants tried, {len(run) - len(alive)} found ({late} of them as they ran for too long)"
    )
    print(f"score: {score:.1f} % (at least {LEAST:.0f} %)")
    if score < LEAST or len(run) < len(outcomes):
        raise SystemExit(f"{len(outcomes) - len(run)} were not run" if score >= LEAST else 1)


if __name__ == "__main__":
    main()
