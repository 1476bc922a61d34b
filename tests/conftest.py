"""What all tests share."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from hypothesis import settings

from speechx import kept
from speechx.models import Document
from speechx.rules import in_force

# A shell lets what it runs in the background ignore interrupts, and programs that are started from there inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

# No test is timed: how long an example takes is up to the machine and what else it does.
# Mutants meet the same examples each time.
settings.register_profile("untimed", deadline=None, derandomize="MUTANT_UNDER_TEST" in os.environ)
settings.load_profile("untimed")

WORDS: Final = {
    "name", "encoding", "layout", "title", "text", "unit", "role", "number", "measure", "approx", "basis", "metric",
    "period", "date", "date_text", "place", "host", "theme", "message", "province", "city", "county", "township",
}  # fmt: skip
"""The fields of the output whose text comes from the document or its name."""


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what start-up keeps away from the user's own cache, and the user's language away from the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        for name in [name for name in os.environ if name.startswith("SPEECHX_")]:
            patch.delenv(name)
        patch.setenv("SPEECHX_LANG", "en")  # whatever the locale of whoever runs the tests
        yield


@pytest.fixture
def poisoned() -> Callable[[Document, str], Document]:
    """Return a function that puts a text before every word that a document holds."""

    def poison(document: Document, text: str) -> Document:
        def walk(value: Any, key: str = "") -> Any:  # noqa: ANN401 - JSON
            if isinstance(value, dict):
                return {name: walk(inner, name) for name, inner in value.items()}
            if isinstance(value, (list, tuple)):
                return [walk(inner, key) for inner in value]
            return text + value if isinstance(value, str) and key in WORDS else value

        return Document.model_validate(walk(document.model_dump(by_alias=True)))

    return poison


@pytest.fixture(autouse=True)
def _own_rules() -> Iterator[None]:
    """Leave no rule pack in force for the tests that follow."""
    yield
    if in_force.packs():
        in_force.put([])


@pytest.fixture(scope="module", autouse=True)
def _nothing_remembered() -> None:
    """Forget what was made before where mutmut forks a process that has run all tests: a mutant must make it anew.

    Once a file of tests: mutmut runs on a mutant the tests that were seen to reach its function, and a function whose
    result is kept is reached once.
    """
    if "MUTANT_UNDER_TEST" in os.environ:
        kept._made.clear()
        for name, module in list(sys.modules.items()):
            if name.startswith("speechx.") and name != "speechx.kept":
                for value in list(vars(module).values()):
                    if callable(forget := getattr(value, "cache_clear", None)):
                        forget()
