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
        lines = [line[2:] for line in self.text.splitlines() if line.startswith("$ speechx ")]
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
    """Return a folder with the samples and the annotated documents, in which the examples run."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
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


@pytest.mark.parametrize("example", examples("console"), ids=lambda example: example.page)
@pytest.mark.usefixtures("folder")
def test_commands(example: Example, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    for command in example.commands():
        code = run(command.line)
        out, error = capfdbinary.readouterr()
        assert code == command.code, f"{command.line}: {error.decode()}"
        assert out or "-o" in command.line.split() or "# prints nothing" in example.text, command.line


@pytest.mark.parametrize("example", examples("python"), ids=lambda example: example.page)
def test_python(example: Example, folder: Path) -> None:
    (folder / "people.csv").write_text("name,id\n甘若谷,p1\n", encoding="utf-8")
    (folder / "page.txt").write_text("青禾县柳河镇镇长　甘若谷\n\n去年全镇增收2.9万元。\n", encoding="utf-8")
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


def test_the_front_page_names_every_page() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if f"docs/{page.name}" not in readme] == []
