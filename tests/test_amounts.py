"""Amounts: what a table of invented texts states, and that no text can break the reader."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from speechx.fields import amounts, quantities
from speechx.fold import fold

TABLE = tomllib.loads((Path(__file__).parent / "data" / "amounts.toml").read_text(encoding="utf-8"))
TEXTS = st.text(
    st.sampled_from(
        "零〇一二两三四五六七八九十百千万亿几多余半成折个元块角分米人岁度"
        "%.,，。-—到至和之间约大于小比 0123456789eEk/又点第"
    )
)
RUNS = st.lists(
    st.tuples(st.sampled_from([*"三七九万亿零点.，,/又%几", "分之", "1/", "又三分之", "百分之"]), st.integers(1, 40))
)
"""Characters and signs of fractions, each again and again: numbers far too great."""


def shown(text: str) -> list[str]:
    out = []
    for found in amounts.scan(fold(text)):
        value = f"{found.low:f}..{found.high:f}" if found.value is None else f"{found.value:f}"
        measure = "".join((found.measure or "-").split())
        out.append(f"{value} {measure} {found.approx or '-'}")
    return out


@pytest.mark.parametrize(("text", "expected"), TABLE["amounts"].items())
def test_amounts(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize("text", TABLE["none"]["texts"])
def test_no_figures(text: str) -> None:
    assert [figure.text for figure in quantities.from_text(text)[0]] == []


def test_the_table_is_large() -> None:
    assert len(TABLE["amounts"]) >= 120
    assert len(TABLE["none"]["texts"]) >= 60


@given(st.text() | TEXTS | RUNS.map(lambda runs: "".join(sign * count for sign, count in runs)))
@example("三分之" + "5" * 26)
@example("三分之" + "5" * 16 + "，二又七分之" + "3" * 24)
def test_never_raises(text: str) -> None:
    figures, terms = quantities.from_text(text)
    assert [text[slice(*figure.span)] for figure in figures] == [figure.text for figure in figures]
    assert [text[slice(*term.span)] for term in terms] == [term.text for term in terms]
    for figure in figures:
        assert figure.value is not None or (figure.low is not None and figure.high is not None)
        assert figure.low is None or figure.high is None or figure.low < figure.high


@given(TEXTS)
def test_amounts_stand_in_order(text: str) -> None:
    found = amounts.scan(text)
    assert all(0 <= amount.start <= amount.number < amount.end <= len(text) for amount in found)
    assert all(first.end <= second.end for first, second in pairwise(found))
