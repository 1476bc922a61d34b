"""What a start loads: nothing that the task at hand does not use."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parent.parent / "samples" / "newspaper.txt"
LOADED = "import sys; from speechx.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"


def loaded(*args: str) -> set[str]:
    """Return the modules that a command loads; what it writes is thrown away."""
    command = [sys.executable, "-c", LOADED, *args]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    return set(done.stderr.split())


def optional() -> set[str]:
    """Return the modules of all libraries that are extras of the package."""
    wanted = {
        re.split(r"[^\w.-]", requirement)[0].lower()
        for requirement in requires("speechx") or ()
        if "extra ==" in requirement
    }
    return {
        module
        for module, distributions in packages_distributions().items()
        if wanted & {distribution.lower() for distribution in distributions}
    }


@pytest.mark.parametrize("command", ["parse -q -o", "check -o", "figures -o", "parse -q --table figures -o"])
def test_a_text_loads_no_optional_library(command: str, tmp_path: Path) -> None:
    found = loaded(*command.split(), str(tmp_path / "out.json"), str(SAMPLE))
    assert {"speechx", "regex"} <= found
    assert optional()
    assert not optional() & found


def test_values_that_need_no_conversion_load_no_adapter(tmp_path: Path) -> None:
    """Typer's adapters are slow to load: defaults, flags, texts and files of a command line do without."""
    assert "typer._adapters" not in loaded("schema", "-o", str(tmp_path / "schema.json"))
    assert "typer._adapters" in loaded("parse", "--max-bytes", "7", str(SAMPLE), "-o", str(tmp_path / "out.json"))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache in which two starts kept their tables and schemas, for which they loaded the models."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        for command in ("parse -q -o", "figures -o"):
            assert "speechx.models" in loaded(*command.split(), str(folder / "out.json"), str(SAMPLE))
    return folder


@pytest.mark.parametrize("command", ["parse -q -o a.json", "parse -q -o a.csv", "check -o a", "figures -o a.json"])
def test_validation_loads_the_core_of_pydantic_alone(
    command: str, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.chdir(tmp_path)
    found = loaded(*command.split(), str(SAMPLE.resolve()))
    assert "pydantic_core._pydantic_core" in found
    assert not {"pydantic", "pydantic_core", "speechx.models"} & found


@pytest.mark.parametrize("last", ["", "import atexit; atexit.register(print, 'last words'); "])
def test_a_process_ends_at_once_where_nobody_has_last_words(last: str) -> None:
    """What is registered for the end is done; the exit code and what was written are the same in both cases."""
    code = f"{last}import sys; from speechx.cli import main; code = main(); print('cleared up'); sys.exit(code)"
    command = [sys.executable, "-c", code, "rule", "no-speech"]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 0
    assert done.stdout.startswith("SX")
    assert done.stdout.endswith("cleared up\nlast words\n") == bool(last)
    assert ("cleared up" in done.stdout) == bool(last)
