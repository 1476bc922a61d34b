"""The pages of docs/ tell the truth: their commands and their Python run and print what they show."""

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest

import speechx
from speechx.cli import main

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "docs").glob("*.md"))
SHELL = re.compile(r"[|<>;&$*]")
COMMENT = re.compile(r" +# .*")


class Command(NamedTuple):
    """A command line of a page; a comment ``# exit code N`` behind it tells of a code that is not 0."""

    line: str
    code: int


class Example(NamedTuple):
    """A block of a page: commands with the folder that they share, or Python."""

    page: str
    language: str
    text: str

    def commands(self) -> list[Command]:
        """Return the commands of speechx; one that names a HOST needs a network that is not here."""
        lines = [line[2:] for line in self.text.splitlines() if line.startswith("$ speechx ") and "HOST" not in line]
        codes = [re.search(r"# exit code (\d+)", line) for line in lines]
        return [Command(COMMENT.sub("", line), int(code[1]) if code else 0)
                for line, code in zip(lines, codes, strict=True)]  # fmt: skip


def examples(language: str) -> list[Example]:
    """Return the blocks of a language; those without a command of ours are for people only."""
    found = []
    for page in PAGES:
        for text in re.findall(
            rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
        ):
            example = Example(page.name, language, text)
            if language != "console" or example.commands():
                found.append(example)
    return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which the examples run: samples, ``page.txt``, ``pages/`` and the annotated documents."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    shutil.copytree(ROOT / "samples", tmp_path / "pages", ignore=shutil.ignore_patterns("*.json", "eval"))
    shutil.copyfile(ROOT / "samples" / "newspaper.txt", tmp_path / "page.txt")
    shutil.copytree(ROOT / "tests" / "documents", tmp_path / "tests" / "documents")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(line: str) -> int:
    """Run a command in this process, or one with a pipe or a pattern in a shell."""
    if not SHELL.search(line):
        return main(shlex.split(line)[1:])
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", line], env={**os.environ, "PATH": path}, check=False
    ).returncode  # fmt: skip


def files(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


@pytest.mark.parametrize("example", examples("console"), ids=lambda example: example.page)
def test_commands(example: Example, folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Each command ends as the page says, and gives something: on standard output or in a file."""
    for command in example.commands():
        before = files(folder)
        code = run(command.line)
        out, error = capfdbinary.readouterr()
        assert code == command.code, f"{command.line}: {error.decode()}"
        assert out or files(folder) != before or "# prints nothing" in example.text, command.line


@pytest.mark.parametrize("example", examples("python"), ids=lambda example: example.page)
def test_python(example: Example, folder: Path) -> None:
    (folder / "people.csv").write_text("name,id\n甘若谷,p1\n", encoding="utf-8")
    out = io.StringIO()
    with redirect_stdout(out):
        exec(compile(example.text, example.page, "exec"), {"speechx": speechx})  # noqa: S102 - it is our own
    shown = [line[2:] for line in example.text.splitlines() if line.startswith("# ")]
    assert not shown or out.getvalue().splitlines() == shown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links(page: Path) -> None:
    """Every link leads to a file, and to a heading that it has."""
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
        path, _, anchor = target.partition("#")
        other = page.parent / path if path else page
        assert "://" in target or other.exists(), target
        if anchor and other.suffix == ".md":
            assert anchor in anchors(other.read_text(encoding="utf-8")), target


def anchors(text: str) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head).replace(" ", "-").lower() for head in heads}


@pytest.mark.parametrize("page", ["SECURITY.md", "docs/reliability.md"])
def test_every_test_that_a_promise_names_is_there(page: str) -> None:
    named = re.findall(r"`((?:tests|benchmarks|fuzz|tools)/[\w./-]*)`", (ROOT / page).read_text(encoding="utf-8"))
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_front_page_names_every_page() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if f"docs/{page.name}" not in readme] == []
