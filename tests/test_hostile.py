"""Hostile documents finish, do not raise and tile; and no built-in pattern is dangerous.

The cases are those of ``benchmarks/hostile.py``, small; how their cost grows is measured there.
"""

import importlib
import importlib.util
import inspect
import pkgutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest
import regex

import speechx
from speechx.models import Document
from speechx.rules import hazards

SMALL: Final = 600
WORK: Final = 10_000_000  # the largest pattern, that of a share, takes more than a pack may
PACKAGE: Final = Path(speechx.__file__).parent


def _benchmark() -> ModuleType:
    path = Path(__file__).parents[1] / "benchmarks" / "hostile.py"
    spec = importlib.util.spec_from_file_location("hostile", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


HOSTILE: Final = _benchmark()


def _check(text: str) -> Document:
    document = speechx.parse(text)
    assert "".join(text[start:end] for block in document.blocks for start, end in [block.span]) == text
    for speech in document.speeches:
        for figure in speech.figures:
            assert 0 <= figure.span.start < figure.span.end <= len(text)
    return document


@pytest.mark.parametrize("name", HOSTILE.CASES)
def test_a_hostile_text_finishes_and_tiles(name: str) -> None:
    _check(HOSTILE.CASES[name](SMALL))


@pytest.mark.parametrize("name", HOSTILE.CASES)
def test_a_hostile_body_finishes_and_tiles(name: str) -> None:
    _check(HOSTILE.HEAD + HOSTILE.CASES[name](SMALL))


def test_the_head_of_the_hostile_bodies_makes_a_speech() -> None:
    assert len(_check(HOSTILE.HEAD + "路修好了，共修路10公里。").speeches) == 1


def patterns() -> dict[str, str]:
    """Return all patterns of the package by where they stand: in lexicon files, in modules, behind cached functions."""
    found: dict[str, str] = {}
    for path in PACKAGE.glob("lexicon/*.toml"):
        for array, rows in tomllib.loads(path.read_text("utf-8")).items():
            for row in rows if isinstance(rows, list) else ():
                if "pattern" in row and array != "layout":
                    found[f"{path.name}: {row.get('name')}"] = row["pattern"]
    for info in pkgutil.walk_packages([str(PACKAGE)], "speechx."):
        if info.name != "speechx.__main__":
            module = importlib.import_module(info.name)
            for name, value in vars(module).items():
                if getattr(value, "__module__", module.__name__) == module.__name__ or not callable(value):
                    for number, pattern in enumerate(_patterns_in(value)):
                        found[f"{info.name}.{name} {number}"] = pattern
    return found


def _patterns_in(value: object) -> Iterator[str]:
    """Yield the patterns of a value; a cached function without parameters is called."""
    if isinstance(value, regex.Pattern):
        yield value.pattern
    elif isinstance(value, dict):
        yield from _patterns_in(list(value.values()))
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _patterns_in(item)
    elif callable(value) and hasattr(value, "cache_info") and not inspect.signature(value).parameters:
        yield from _patterns_in(value())


def test_no_pattern_of_the_package_is_dangerous() -> None:
    """The analysis that refuses patterns of packs (tests/test_hazards.py) finds nothing in the package itself."""
    found = patterns()
    assert len(found) > 100
    dangerous = {pattern for pattern in {*found.values()} if list(hazards.find(pattern, WORK))}
    assert [name for name, pattern in found.items() if pattern in dangerous] == []
