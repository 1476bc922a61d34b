"""Lines and views: where they start, what they join, and that every offset leads home."""

from hypothesis import given
from hypothesis import strategies as st

from speechx.lines import split
from speechx.source import from_text
from speechx.view import PARAGRAPH, WORD_GAP, Piece, View

TEXT = "\ufeff　　甲乙\r\n\r\n丙２萬 \n\u00a0\n  丁"


def test_split_finds_lines_indents_and_blanks() -> None:
    source = from_text(TEXT)
    lines = split(source)
    assert [source.text[start:end] for _, (start, end), _, _ in lines] == ["甲乙", "丙２萬", "丁"]
    assert [line.number for line in lines] == [1, 3, 5]
    assert [line.indent for line in lines] == [3, 0, 2]
    assert [line.blank_before for line in lines] == [True, True, True]


def test_split_of_nothing() -> None:
    assert split(from_text("")) == []
    assert split(from_text(" \n\u3000\n")) == []


@given(st.text(alphabet="甲乙 　\n\r\t\u2028a1。", max_size=60))
def test_lines_hold_every_visible_character(text: str) -> None:
    source = from_text(text)
    lines = split(source)
    kept = "".join(text[line.span.start : line.span.end] for line in lines)
    assert "".join(kept.split()) == "".join(text.split())
    assert [line.span.start for line in lines] == sorted(line.span.start for line in lines)


def test_view_joins_folds_and_leads_home() -> None:
    source = from_text(TEXT)
    first, second, third = (line.span for line in split(source))
    view = View(source, [Piece(first, ""), Piece(second, PARAGRAPH), Piece(third, WORD_GAP)])
    assert view.text == "甲乙\n丙2万 丁"
    assert view.raw == "甲乙\n丙２萬 丁"
    assert view.span(3, 6) == second
    assert source.text[slice(*view.span(0, len(view)))] == TEXT[3:]
    homes = [source.text[view.offset(index)] for index, char in enumerate(view.raw) if char not in " \n"]
    assert homes == [char for char in view.raw if char not in " \n"]


def test_the_first_glue_is_not_used() -> None:
    source = from_text("甲")
    assert View(source, [Piece(split(source)[0].span, PARAGRAPH)]).raw == "甲"
