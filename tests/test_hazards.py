"""Patterns whose time explodes are told from those that only look like it."""

import pytest

from speechx.rules import hazards, pumps

EXPONENTIAL = (
    "(a+)+", "(a*)*", "(?:a|a)*", "(?:[，、][^。；]{2,40})*", "(?:(?:ab)?c?)*", "(?i:A+a)+", "(?=(a+)+$)a",
    "(?:a?){20}", "(?x) ( a + ) +", r"(?:\p{Han}+|[一-龥]x)+y",
)  # fmt: skip
QUADRATIC = ("a*a*b", r"\s*,?\s*", ".*.*", ".*x.*", r"\d+[0-9a-f]*z")
REFUSED = {
    "(?<=a+)b": "behind", r"(a+)\1": "refers back", "(?R)?a": "recursion", "a{2000}": "more than 1000",
    "(?:ab){e<=1}": "fuzzy", "(?(?=a)a|b)": "conditional", r"a\Kb": r"\K", r"\Xa": r"\X",
    "(a)?(?(1)b|c)": "conditional", "a(*PRUNE)b": "verb", "(?:" * 6 + "abcdefgh" + "){3,7}" * 6: "large",
}  # fmt: skip
HARMLESS = (
    "(?x) ( ab + c ) +", "(?r)[ab]+c",
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


@pytest.mark.parametrize("length", [1000, 60_000])
def test_the_analysis_itself_has_a_bound(length: int) -> None:
    """A pattern that takes long to prove is refused, so that reading a pack cannot hang either."""
    words = "|".join(f"{number:x}" for number in range(length // 5))
    (message,) = hazards.find(f"(?:{words})*")
    assert message in (
        "it is too large to be proved harmless",
        "nested repeats can share one text in exponentially many ways",
    )


@pytest.mark.parametrize(
    ("file", "pattern", "slow"),
    [
        ("terms", r"\d+人", True),
        ("terms", r"(?<!\d)\d++人", False),
        ("terms", r"\d{1,9}人", False),
        ("furniture", r"\d+人", False),
        ("furniture", r"(?:\d+)+人", True),
    ],
)
def test_slow_patterns_are_measured(file: str, pattern: str, slow: bool) -> None:
    """Lines of furniture are short, other texts are not."""
    assert (pumps.slow(file, pattern, ["12人"]) is not None) == slow
