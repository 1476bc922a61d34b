"""The README tells the truth: its input is a sample, its JSON is in the output, its commands and its Python run."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def commands() -> list[str]:
    lines = (line.partition("  #")[0].strip() for block in blocks("console") for line in block.splitlines())
    return [line.removeprefix("$ ") for line in lines if line.startswith("$ speechx ")]


def run(command: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    words = [sys.executable, "-m", *shlex.split(command)]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    return tmp_path


def differences(shown: Any, real: Any, path: str = "$") -> Iterator[str]:  # noqa: ANN401 - JSON
    """Yield what the shortened JSON shows that the real one does not have."""
    if isinstance(shown, dict):
        for key, value in shown.items():
            yield from differences(value, real.get(key, KeyError), f"{path}.{key}")
    elif isinstance(shown, list):
        if len(shown) != len(real):
            yield f"{path} has {len(real)} items"
        for index, (left, right) in enumerate(zip(shown, real, strict=False)):
            yield from differences(left, right, f"{path}[{index}]")
    elif shown != real:
        yield f"{path} is {real!r}"


def test_input_is_the_sample() -> None:
    assert blocks("text") == [(ROOT / "samples/short.txt").read_text(encoding="utf-8")]


def test_json_is_in_the_output(folder: Path) -> None:
    done = run("speechx parse samples/short.txt", folder)
    assert list(differences(json.loads(blocks("json")[0]), json.loads(done.stdout))) == []


@pytest.mark.parametrize("command", commands())
def test_commands(command: str, folder: Path) -> None:
    done = run(command, folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout or "-o" in command


def test_python(folder: Path) -> None:
    (block,) = blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", block], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "岑望舒 管网 48.6 公里"


def test_links() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert [target for target in targets if "://" not in target and not (ROOT / target).exists()] == []
