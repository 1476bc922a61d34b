"""Rule packs: how they are read, checked and put in force."""

import shutil
import subprocess
import sys
from pathlib import Path

import speechx


def test_the_hash_of_the_rules_does_not_depend_on_where_the_package_is(tmp_path: Path) -> None:
    home = Path(speechx.__file__).parent
    shutil.copytree(home, tmp_path / "speechx", ignore=shutil.ignore_patterns("__pycache__"))
    code = "import speechx, sys; print(speechx.rules_hash(), 'pydantic' in sys.modules, speechx.__file__)"
    moved = subprocess.run(  # the copies have other paths and dates
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout.split()
    assert moved[2].startswith(str(tmp_path))
    assert moved[:2] == [speechx.rules_hash(), "False"]
    assert len(moved[0]) == 64
    with (tmp_path / "speechx" / "lexicon" / "terms.toml").open("a") as lexicon:
        lexicon.write("\n")
    changed = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert changed.stdout.split()[0] != moved[0]
