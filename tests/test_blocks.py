"""Tiling: whatever the marks, the blocks give the source back."""

from hypothesis import given
from hypothesis import strategies as st

from speechx.blocks import Mark, tile
from speechx.source import from_text


def test_neighbours_under_one_label_are_one_block() -> None:
    source = from_text("\n甲\n乙\n丙")
    marks = [Mark(1, "title", 1), Mark(3, "body", 1), Mark(5, "body", 1)]
    assert [(block.label, tuple(block.span)) for block in tile(source, marks)] == [("title", (0, 3)), ("body", (3, 6))]


def test_sources_without_marks() -> None:
    assert tile(from_text(""), []) == ()
    assert [block.label for block in tile(from_text("\n\n"), [])] == ["blank"]


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 39), st.sampled_from("abc"))))
def test_blocks_tile(text: str, places: list[tuple[int, str]]) -> None:
    marks = [Mark(offset, label, None) for offset, label in places if offset < len(text)]
    blocks = tile(from_text(text), marks)
    assert "".join(text[slice(*block.span)] for block in blocks) == text
    assert all(block.span.start < block.span.end for block in blocks)
