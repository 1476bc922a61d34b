"""Patterns whose time explodes are told from those that only look like it; no pattern of the package is one."""

import importlib
import pkgutil
from pathlib import Path

import pytest

import speechx
from speechx import kept
from speechx.rules import hazards

SAMPLES = Path(__file__).parent.parent / "samples"
EXPONENTIAL = (
    "(a+)+", "(a*)*", "(?:a|a)*", "(?:[，、][^。；]{2,40})*", "(?:(?:ab)?c?)*", "(?i:A+a)+", "(?=(a+)+$)a",
    "(?:a?){20}", r"(?:\p{Han}+|[一-龥]x)+y",
)  # fmt: skip
QUADRATIC = ("a*a*b", r"\s*,?\s*", ".*.*", ".*x.*", r"\d+[0-9a-f]*z")
REFUSED = {
    "(?<=a+)b": "behind", r"(a+)\1": "refers back", "(?R)?a": "recursion", "a{2000}": "more than 1000",
    "(?:ab){e<=1}": "fuzzy", "(?(?=a)a|b)": "conditional", r"a\Kb": r"\K", r"\Xa": r"\X",
    "(a)?(?(1)b|c)": "conditional", "a(*PRUNE)b": "verb", "(?:" * 6 + "abcdefgh" + "){3,7}" * 6: "large",
}  # fmt: skip
HARMLESS = (
    "(?:a|ab)*c", "(?:[^，]+，)+", "(?:[a-z]++ ?)+", r"\s*,\s*", "(?>a+)+", "(?:上午|上周)*", r"([ab])\1",
    r"(?:\p{Han}{2,4}、?){1,3}", "[^x]*x.*", "(?:ab?)*", r"(?:\d{1,3}\p{Han}{1,2}){3,9}", r"(?<!\d)\d++人", "",
)  # fmt: skip


@pytest.mark.parametrize("pattern", EXPONENTIAL)
def test_exponential(pattern: str) -> None:
    assert list(hazards.find(pattern)) == ["nested repeats can share one text in exponentially many ways"]


@pytest.mark.parametrize("pattern", QUADRATIC)
def test_quadratic(pattern: str) -> None:
    assert list(hazards.find(pattern)) == ["two repeats can share one text in as many ways as it is long"]


@pytest.mark.parametrize(("pattern", "said"), REFUSED.items())
def test_refused(pattern: str, said: str) -> None:
    (message,) = hazards.find(pattern)
    assert said in message


@pytest.mark.parametrize("pattern", HARMLESS)
def test_harmless(pattern: str) -> None:
    assert list(hazards.find(pattern)) == []


def test_no_pattern_of_the_package_is_dangerous() -> None:
    for module in pkgutil.walk_packages(speechx.__path__, "speechx."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for sample in SAMPLES.glob("*.txt"):
        speechx.parse_file(sample)
    patterns = [key[1] for key in kept._known() if isinstance(key, tuple) and key[0] == "pattern"]
    assert len(patterns) > 150
    assert {pattern: found for pattern in patterns if (found := list(hazards.find(pattern)))} == {}
