"""The outline of a body, on invented bodies, and the styles of the lexicon on their examples."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechx.fields import headings
from speechx.view import whole_view

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "data" / "headings.toml").read_text("utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_outline(case: dict[str, Any]) -> None:
    body = whole_view(case["body"].strip("\n"))
    found = headings.find(body).headings
    assert [f"{one.level} {one.text}" for one in found] == case["headings"]
    if "style" in case:
        assert {one.style for one in found} == {case["style"]}
    for one in found:
        said = body.raw[one.span.start : one.span.end]
        assert said.startswith(one.number or "")
        assert said.endswith(one.text)
        assert one.span.end <= one.section.start <= one.section.end <= len(body)


@pytest.mark.parametrize("case", [case for case in CASES if "gaps" in case], ids=lambda case: case["name"])
def test_gaps(case: dict[str, Any]) -> None:
    gaps = headings.find(whole_view(case["body"].strip("\n"))).gaps
    assert [f"{gap.details['before']} {gap.details['number']}" for gap in gaps] == case["gaps"]


def test_sections_of_numbered_parts() -> None:
    """A section reaches to the next heading of the same level or above, its subheadings included."""
    body = whole_view("一、稳粮\n良田多。\n（一）建田\n田建好了。\n二、兴业\n厂开工了。")
    found = headings.find(body).headings
    sections = [body.raw[one.section.start : one.section.end] for one in found]
    assert sections == ["良田多。\n（一）建田\n田建好了。", "田建好了。", "厂开工了。"]


def test_traditional_text_is_given_as_written() -> None:
    body = whole_view("一、改善山村公車\n班次增加了不少。\n二、補足駕駛人手\n訓練開了很多班。")
    assert [one.text for one in headings.find(body).headings] == ["改善山村公車", "補足駕駛人手"]


SIGNS = st.text(alphabet="一二三、（）1.\n。，：；？！“”是第首先其次最后让把好做大 　*#【】—◆", max_size=80)


@given(SIGNS)
def test_any_text_gives_an_outline_in_order(text: str) -> None:
    """Nothing raises; headings come in order, do not overlap, and their spans and sections lie in the text."""
    body = whole_view(text)
    end = 0
    for one in headings.find(body).headings:
        said = body.raw[one.span.start : one.span.end]
        assert said.endswith(one.text)
        assert said.startswith(one.number or "")
        assert end <= one.span.start < one.span.end <= one.section.start <= one.section.end <= len(text)
        end = one.span.end
