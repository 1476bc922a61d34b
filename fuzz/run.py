"""Fuzz one target with Atheris (libFuzzer) for some seconds, and print how many inputs were tried.

Usage: python fuzz/run.py TARGET [--seconds N] [--corpus FOLDER]

``./dev fuzz`` runs all targets; Atheris is in the dependency group ``fuzz``. The corpus starts from seeds (see
``targets.seeds``) and grows in its folder, so that a later run goes on where this one stopped. An input that breaks a
promise is written to the folder as ``crash-…``, its traceback is printed, and the exit code is not 0. Make a test of it
and mend what it shows.
"""

import argparse
import hashlib
import pkgutil
import sys
from importlib import import_module
from pathlib import Path
from typing import Final

import atheris

_LONGEST: Final = 4096
_SLOWEST: Final = 30
"""Seconds that one input may take: all are small, so that any that takes this long hangs."""
_MEMORY: Final = 2048
"""Megabytes that the process may take."""

with atheris.instrument_imports(include=["speechx"]):
    import speechx
    import targets

    for module in pkgutil.walk_packages(speechx.__path__, "speechx."):
        if module.name != "speechx.__main__":
            try:
                import_module(module.name)
            except ImportError as error:  # what needs an extra that is not installed
                print(f"not fuzzed: {module.name}: {error}", file=sys.stderr)


def _plant(folder: Path, target: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for seed in targets.seeds(target):
        (folder / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)


def main() -> None:
    """Run the fuzzer; it ends the process itself."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=targets.TARGETS)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--corpus", type=Path, help="by default .fuzz/TARGET")
    given = parser.parse_args()
    folder = given.corpus or targets.ROOT / ".fuzz" / given.target
    _plant(folder, given.target)
    settings = {
        "max_total_time": given.seconds, "max_len": _LONGEST, "timeout": _SLOWEST, "rss_limit_mb": _MEMORY,
        "artifact_prefix": f"{folder}/", "print_final_stats": 1, "verbosity": 0,
    }  # fmt: skip
    atheris.Setup([sys.argv[0], *(f"-{name}={value}" for name, value in settings.items()), str(folder)],
                  targets.TARGETS[given.target])  # fmt: skip
    atheris.Fuzz()


if __name__ == "__main__":
    main()
