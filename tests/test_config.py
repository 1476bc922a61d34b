"""The configuration: what is found, what wins, where it may lead, and how mistakes are told."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from speechx.cli import config, main
from speechx.cli.settings import KEYS
from speechx.errors import RulesError

TEXT = "去年收笋30箩筐，铺设管网48.6公里。\n"
PACK = '[[measures.measure]]\nkind = "count"\nwords = ["箩筐"]\nhits = ["3箩筐"]\nmisses = ["箩筐"]\n'


class Result(NamedTuple):
    code: int
    out: str
    err: list[str]


Run = Callable[..., Result]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def call(*args: str) -> Result:
        code = main(list(args))
        out, err = capfd.readouterr()
        return Result(code, out, err.splitlines())

    return call


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project, in whose folder ``deep/er`` the commands run, with the user's configuration beside it."""
    project = tmp_path / "project"
    (project / "deep" / "er").mkdir(parents=True)
    (project / ".git").mkdir()
    (project / "pack.toml").write_text(PACK, encoding="utf-8")
    (project / "deep" / "er" / "text.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "speechx").mkdir()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.chdir(project / "deep" / "er")
    return project


def write(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def said(folder: Path, text: str) -> str:
    """Return what is wrong with a configuration, without the name of its file."""
    path = write(folder / "speechx.toml", text)
    with pytest.raises(RulesError) as error:
        config.settings()
    return str(error.value).removeprefix(f"{path}:")


def test_nothing_is_set(folder: Path, run: Run) -> None:
    assert not list(folder.glob("*speechx*"))
    assert {key: setting.value for key, setting in config.settings().items()} == {
        key: known.default for key, known in KEYS.items()
    }
    assert run("config", "show").out.count("is not set") == sum(known.default is None for known in KEYS.values())


def test_the_stronger_wins(folder: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """The user's configuration, pyproject.toml, speechx.toml, the environment, the command line."""
    user = write(
        folder.parent / "speechx" / "config.toml", "strict = true\ndate = 2021-05-01\nmax-bytes = 5\nplaces = false"
    )
    shared = write(
        folder / "pyproject.toml", '[project]\n[tool.speechx]\ndate = "2022"\nmax-bytes = 6\nplaces = true\n'
    )
    own = write(folder / "deep" / "speechx.toml", "\nmax-bytes = 7\nplaces = false")
    monkeypatch.setenv("SPEECHX_MAX_BYTES", "8")
    found = config.settings()
    assert {key: tuple(found[key]) for key in ("strict", "date", "places", "max-bytes")} == {
        "strict": (True, f"{user}:1:1"),
        "date": ("2022", f"{shared}:3:1"),
        "places": (False, f"{own}:3:1"),
        "max-bytes": (8, "SPEECHX_MAX_BYTES"),
    }
    assert run("figures", "text.txt").err == ["speechx: text.txt is larger than the limit of 8 bytes (--max-bytes)"]
    assert run("figures", "text.txt", "--max-bytes", "999").code == 0
    assert run("figures", "text.txt", "--no-config").code == run("figures", "--isolated", "text.txt").code == 0


def test_a_file_above_the_root_of_the_repository_does_not_count(folder: Path) -> None:
    write(folder.parent / "speechx.toml", "strict = true")
    assert not config.settings()["strict"].value


def test_a_file_above_the_home_of_the_user_does_not_count(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "speechx.toml", "strict = true")
    assert config.settings()["strict"].value
    monkeypatch.setenv("HOME", str(folder / "deep"))
    assert not config.settings()["strict"].value


def test_packs_of_a_configuration_are_in_force(folder: Path, run: Run) -> None:
    plain = run("--version").out
    write(folder / "speechx.toml", 'rules = ["pack.toml"]\nformat = "csv"\n')
    lines = run("figures", "text.txt").out.splitlines()
    assert [line.partition(",")[0] for line in lines] == ["text", "30箩筐", "48.6公里"]
    packed = run("--version").out
    assert run("--version", "--rules", str(folder / "pack.toml"), "--no-config").out == packed != plain
    assert run("--version", "--no-config").out == plain
    assert [figure["text"] for figure in json.loads(run("figures", "text.txt", "--no-config").out)] == ["48.6公里"]


def test_the_suffix_of_the_output_wins_over_a_configured_format(folder: Path, run: Run) -> None:
    write(folder / "speechx.toml", 'format = "csv"')
    run("figures", "text.txt", "-o", "out.json")
    assert json.loads(Path("out.json").read_text(encoding="utf-8"))
    run("figures", "text.txt", "-o", "out.txt")
    assert Path("out.txt").read_text(encoding="utf-8").startswith("text,")


def test_a_format_of_documents_leaves_figures_alone(folder: Path, run: Run) -> None:
    write(folder / "speechx.toml", 'format = "markdown"')
    assert run("parse", "text.txt").out.startswith("# ")
    assert json.loads(run("figures", "text.txt").out)[0]["text"] == "48.6公里"


def test_diagnostics_can_be_ignored_for_good(folder: Path, run: Run) -> None:
    assert "SX101" in run("parse", "text.txt").err[0]
    write(folder / "speechx.toml", 'ignore = ["SX101"]')
    assert run("parse", "text.txt").err == []


def test_show_tells_the_origin(folder: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    own = write(folder / "speechx.toml", 'encoding = "GBK"\n')
    monkeypatch.setenv("SPEECHX_STRICT", "yes")
    lines = run("config", "show", "--origin").out.splitlines()
    assert f'encoding = "gbk"  # {own}:1:1' in lines
    assert "strict = true  # SPEECHX_STRICT" in lines
    assert "places = true  # default" in lines
    found = json.loads(run("config", "show", "--origin", "--format", "json").out)
    assert found["encoding"] == {"value": "gbk", "origin": f"{own}:1:1"}
    assert json.loads(run("config", "show", "-f", "json").out)["encoding"] == "gbk"


MISTAKES = {
    "strict = ": "1:10: Invalid value",
    "strickt = true": "1:1: no setting is called strickt; did you mean strict?",
    "strict = 1": "1:1: strict must be true or false",
    "\nmax-bytes = 0": "2:1: max-bytes must be a whole number of at least 1",
    "encoding = 'utf-9'": "1:1: encoding must be an encoding that Python knows, and utf-9 is none",
    "encoding = ''": "1:1: encoding must be a text",
    "date = '3 May'": "1:1: date must be a date: ",
    "format = 'yaml'": "1:1: format must be one of json, ",
    "ignore = ['SX9999']": "1:1: ignore must be diagnostics: ",
    "rules = 'pack.toml'": "1:1: rules must be a list of texts",
    "rules = ['none.toml']": "1:1: rules none.toml is no file",
    "rules = ['../outside.toml']": "1:1: rules ../outside.toml lies outside of the folder of this file",
    "roster = '/etc/hostname'": "1:1: roster /etc/hostname lies outside of the folder of this file",
    "rules = ['link.toml']": "1:1: rules link.toml lies outside of the folder of this file",
    "roster = 'deep'": "1:1: roster deep is no file",
}


@pytest.mark.parametrize("text", MISTAKES)
def test_mistakes_are_told_with_their_place(folder: Path, text: str, run: Run) -> None:
    write(folder.parent / "outside.toml", PACK)
    (folder / "link.toml").symlink_to(folder.parent / "outside.toml")
    message = said(folder, text)
    assert message.startswith(MISTAKES[text])
    result = run("figures", "text.txt")
    assert (result.code, result.out, len(result.err)) == (2, "", 1)
    assert run("figures", "text.txt", "--no-config").code == 0


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("SPEECHX_MAX_BYTES", "many", "SPEECHX_MAX_BYTES must be a whole number of at least 1"),
        ("SPEECHX_STRICT", "perhaps", "SPEECHX_STRICT must be true or false"),
    ],
)
def test_mistakes_of_the_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch, run: Run, name: str, value: str, message: str
) -> None:
    assert folder.exists()
    monkeypatch.setenv(name, value)
    assert run("figures", "text.txt").err == [f"speechx: {message}"]


def test_without_a_current_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> Path:
        raise FileNotFoundError

    write(folder / "speechx.toml", "strict = true")
    monkeypatch.setattr(Path, "cwd", gone)
    assert not config.settings()["strict"].value


def test_options_before_a_command_are_for_the_version(run: Run) -> None:
    assert run("--rules", "pack.toml", "parse", "-").err == ["speechx: --rules stands behind the command"]
    assert run("--no-config").err == ["speechx: --no-config stands behind the command"]


def test_the_page_tells_of_every_key() -> None:
    page = (
        (Path(__file__).parent.parent / "docs" / "cli.md").read_text(encoding="utf-8").partition("# Configuration")[2]
    )
    assert re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE) == list(KEYS)
