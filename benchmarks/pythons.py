"""The same bytes from every Python: JSON and CSV of all samples and annotated documents, digest by digest.

Usage: python benchmarks/pythons.py PYTHON…      (python benchmarks/pythons.py python3.13)

Each interpreter gets an environment of its own with the locked dependencies; what it writes is compared with what this
one writes. Exits with 1 where a byte differs.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
TABLES: Final = ("speeches", "speakers", "headings", "figures", "terms")


def digests() -> dict[str, str]:
    """Return the digest of each document in each form, as this interpreter writes it."""
    import speechx  # noqa: PLC0415 - the caller of this script need not have it
    from speechx import writers  # noqa: PLC0415

    found = {}
    for path in sorted([*ROOT.glob("samples/*.txt"), *ROOT.glob("tests/documents/*.txt")]):
        document = speechx.parse_bytes(path.read_bytes(), name=path.name)
        found[f"{path.name} json"] = document.to_json()
        for table in TABLES:
            chunks = writers.writer("csv").chunks([document], writers.Options(table=table))
            found[f"{path.name} {table}"] = b"".join(chunks).decode()
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in found.items()}


def digests_of(python: str) -> tuple[str, dict[str, str]]:
    """Return the version of an interpreter and the digests of what it writes."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([python, "-m", "venv", folder], check=True)
        inner = f"{folder}/bin/python"
        install = [inner, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, "--require-hashes", "-r", str(ROOT / "requirements.lock")], check=True)
        command = [inner, __file__, "--digests"]
        environment = {"PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1", "XDG_CACHE_HOME": folder}
        done = subprocess.run(command, check=True, capture_output=True, env=environment)
        version, found = json.loads(done.stdout)
        return version, found


def main() -> None:
    """Print how many outputs are the same."""
    if sys.argv[1:] == ["--digests"]:
        print(json.dumps([sys.version.split()[0], digests()]))
        return
    here = digests()
    different = 0
    for python in sys.argv[1:]:
        version, there = digests_of(python)
        unlike = [name for name in here if here[name] != there.get(name)]
        different += len(unlike)
        same = f"{len(here) - len(unlike)} of {len(here)} outputs are the same"
        print(f"Python {sys.version.split()[0]} and {version}: {same}")
        for name in unlike:
            print(f"! {name}")
    if different:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
