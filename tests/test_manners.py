"""What makes a command pleasant: help, completion, a manual page, and hints for what was mistyped."""

import importlib.util
import os
import shutil
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.main import get_command

import speechx
from speechx import errors
from speechx.cli import main
from speechx.cli.app import COMMANDS, SUMMARIES, build
from speechx.cli.colour import wanted
from speechx.cli.help import EXIT_CODES, examples, summary
from speechx.cli.wrapping import width, wrap

ROOT = Path(__file__).parent.parent
BASH = shutil.which("bash") or ""
GROFF = shutil.which("groff") or ""
Complete = Callable[..., list[str]]


@pytest.fixture
def complete(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Complete:
    """Return a function that asks as the scripts of the shells do."""

    def ask(shell: str, line: str) -> list[str]:
        monkeypatch.setenv("_SPEECHX_COMPLETE", f"complete_{shell}")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line)
        monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
        with pytest.raises(SystemExit) as stop:
            main([])
        assert not stop.value.code
        return capfd.readouterr().out.split("\n")[:-1]

    return ask


@pytest.fixture
def tree() -> Any:  # noqa: ANN401 - what Typer makes of a command is not public
    return get_command(build())


@pytest.mark.parametrize("name", COMMANDS)
def test_the_summary_of_a_command_is_its_own(tree: Any, name: str) -> None:  # noqa: ANN401
    """``app.SUMMARIES`` repeats the first paragraph of each docstring, so that help need not load the commands."""
    assert list(SUMMARIES) == list(COMMANDS)
    assert summary(tree.get_command(None, name).help) == SUMMARIES[name]


def test_help_loads_no_command() -> None:
    script = (
        "from speechx.cli import main; main(['--help'])\n"
        "import sys; print([name for name in sys.modules if name.startswith(('rich', 'speechx.cli.commands'))])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_examples_and_help_for_every_option(tree: Any, name: str) -> None:  # noqa: ANN401
    command = tree.get_command(None, name)
    for leaf in getattr(command, "commands", {"": command}).values():
        assert all(parameter.help for parameter in leaf.params if parameter.param_type_name == "option")
    assert examples(command)
    assert all(f"speechx {name}" in example for example in examples(command))


def test_help_is_grouped(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", "--help"]) == 0
    out = capfd.readouterr().out
    titles = [line for line in out.splitlines() if line.endswith(":") and not line.startswith(" ")]
    assert (titles[0], titles[-1]) == ("Arguments:", "Examples:")
    assert {"Output:", "Input:", "Diagnostics:", "Messages:", "Options:"} <= set(titles)
    assert out.startswith("Usage: speechx parse [OPTIONS] FILE...\n\nExtract who spoke, ")
    assert "\n  FILE  The documents; - is standard input.  [required]\n" in out
    assert max(map(width, out.splitlines())) <= 100


def test_a_group_of_commands(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A module of commands may have a group: its commands get our help and the options that all have."""
    module: Any = types.ModuleType("speechx.cli.commands.birds")
    group = typer.Typer(help="Look at birds.")
    module.EXAMPLES, module.group = ("speechx birds count",), group

    @group.command("count")
    def count() -> int:
        """Count them."""
        return 7

    @group.command("name")
    def name() -> int:
        """Name them."""
        return 8

    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(COMMANDS, "birds", "Look")
    monkeypatch.setitem(SUMMARIES, "birds", "Look at birds.")
    assert [main(["birds", "count", "-v"]), main(["birds", "-v", "name"]), main(["birds", "nmae"])] == [7, 8, 2]
    assert "Did you mean 'name'?" in capfd.readouterr().err
    assert main(["birds", "--help"]) == main(["birds", "count", "--help"]) == 0
    whole, _, one = capfd.readouterr().out.partition("Usage: speechx birds count [OPTIONS]\n")
    assert "\nCommands:\n  count  Count them.\n  name   Name them.\n" in whole
    assert "Examples:\n  speechx birds count\n" in whole
    assert "--verbose" in one


def test_help_tells_every_exit_code() -> None:
    codes = {str(value) for name, value in vars(errors).items() if name.startswith("EXIT_")}
    assert {code for code, _ in EXIT_CODES} == codes


@pytest.mark.parametrize("columns", [50, 80, 200])
def test_help_fits_the_terminal(
    columns: int, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert main(["--help"]) == 0
    lines = capfd.readouterr().out.splitlines()
    described = lines[1 : lines.index("Examples:")]  # the usage stands as it is
    assert max(map(width, described)) <= min(columns, 100)


def test_wrapping() -> None:
    assert wrap("", 10) == [""]
    assert wrap("no-such-word-is-cut", 5) == ["no-such-word-is-cut"]
    assert wrap("一二三四五六七。八", 14) == ["一二三四五六七。", "八"]


class Terminal:
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "on_terminal", "elsewhere"),
    [
        ({}, 6, 0),
        ({"NO_COLOR": "1"}, 2, 0),
        ({"FORCE_COLOR": "1"}, 6, 6),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, 2, 2),
        ({"TERM": "dumb"}, 0, 0),
    ],
)
def test_styles(environment: dict[str, str], on_terminal: int, elsewhere: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.setenv(name, environment.get(name, ""))
    terminal: Any = Terminal()
    assert (len(wanted(terminal)), len(wanted(None))) == (on_terminal, elsewhere)


def test_completion_of_commands_options_and_values(complete: Complete) -> None:
    assert complete("bash", "speechx pa") == ["parse"]
    assert complete("bash", "speechx ") == list(COMMANDS)
    assert complete("bash", "speechx parse --fo") == ["--format"]
    assert complete("bash", "speechx parse -f ")[:3] == ["json", "jsonl", "csv"]
    assert complete("bash", "speechx parse samples/s") == [""]  # bash goes on with the names of files
    assert complete("zsh", "speechx sch") == [
        """_arguments '*: :(("schema":"Print the JSON Schema of the output."))'"""
    ]
    assert complete("fish", "speechx schema sp") == ["speech"]
    (option,) = complete("fish", "speechx parse --out")
    assert option.startswith("--output\tWrite to a file")


@pytest.mark.skipif(not BASH, reason="needs bash")
def test_completion_in_bash_itself() -> None:
    """The script that ``--show-completion`` prints, sourced and called as bash calls it."""
    script = (
        'source <(_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION=1 speechx --show-completion bash)\n'
        'COMP_WORDS=(speechx sch); COMP_CWORD=1; _speechx_completion speechx; echo "${COMPREPLY[@]}"'
    )  # fmt: skip
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [BASH, "-c", script], env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert (done.stdout, done.returncode) == ("schema\n", 0), done.stderr


@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (["chekc"], "Did you mean 'check'?"),
        (["parse", "x", "--encodng", "gbk"], "--encoding"),
        (["figures", "--ident"], "--indent"),
    ],
)
def test_what_was_meant(args: list[str], hint: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(args) == 2
    assert hint in capfd.readouterr().err


def test_verbose(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["parse", "samples/short.txt", "--verbose"]) == 0
    out, err = capfd.readouterr()
    told, rules = err.splitlines()
    assert told.startswith("speechx: samples/short.txt: 124 characters of utf-8 in ")
    assert rules == f"speechx: rules {speechx.rules_hash()}, packs: -"
    assert main(["parse", "samples/short.txt"]) == 0
    assert capfd.readouterr() == (out, "")  # the wish of one call is not that of the next


def test_the_manual_page_is_that_of_the_commands() -> None:
    """``python tools/build_man.py`` writes it."""
    specification = importlib.util.spec_from_file_location("build_man", ROOT / "tools" / "build_man.py")
    assert specification is not None
    assert specification.loader is not None
    tool = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(tool)
    assert (ROOT / "man" / "speechx.1").read_text(encoding="utf-8") == tool.page()


@pytest.mark.skipif(not GROFF, reason="needs groff")
def test_the_manual_page_is_good_roff() -> None:
    page = ROOT / "man" / "speechx.1"
    done = subprocess.run([GROFF, "-man", "-Kutf8", "-Tutf8", "-ww", page], capture_output=True, check=True)
    assert done.stderr == b""
    assert "天荒坪镇" in done.stdout.decode() or "鼓楼区" in done.stdout.decode()


@pytest.mark.parametrize(
    ("name", "code"), [("out.doc", 2), ("out.XLS", 2), ("out.html", 2), ("out", 0), ("out.txt", 0)]
)
def test_a_name_that_promises_another_format(
    name: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    output = tmp_path / name
    assert main(["parse", "samples/short.txt", "-o", str(output)]) == code
    assert output.exists() == (code == 0)
    suffix = output.suffix.lower()
    told = f"speechx: this command writes no {suffix}: choose json, jsonl, csv, xlsx, parquet, sqlite, tei, "
    assert capfd.readouterr().err.startswith(told if code else "")
    assert main(["parse", "samples/short.txt", "-f", "json", "-o", str(output)]) == 0
