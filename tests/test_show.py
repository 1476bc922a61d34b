"""``speechx show``: every line of the source is there, everything found is marked, and the page fits the terminal."""

import os
import pydoc
import shutil
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.ansi import AnsiDecoder
from rich.text import Text

from speechx.cli import main
from speechx.models import Document
from speechx.parser import parse_source
from speechx.show import LOOKS, page
from speechx.show.line import marked, wrapped
from speechx.show.marks import Mark
from speechx.source import Source, Span, from_bytes, from_text
from speechx.visible import visible

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*(ROOT / "samples").glob("*.txt"), *(ROOT / "tests/documents").glob("*.txt")])
PAGE = """道路建设座谈会发言摘登
（4月2日）

把路修到山顶

安吉县天荒坪镇党委书记　嬲　砚

一、修路31公里

去年，满意度由71.4%提高到93.8%。

— 3 —

二、卖果

还要做好“三办三评”工作。
"""
SHOWN = """\
page.txt: 105 characters in 16 lines, utf-8, layout title-speaker
道路建设座谈会, 4月2日
1 speech: 49 characters, 2 headings, 2 figures, 1 term
2 diagnostics: SX202, SX502
marked: |name|  [heading]  {figure}  <term>  ! look here

 1   outside   | 道路建设座谈会发言摘登
 2 ? outside   | （4月2日）
   ?           | SX502 the year of this date is not known: 4月2日
 3             |
--- speech 1 of 1: 嬲砚 (49 characters, 2 headings, 2 figures, 1 term)
 4   title     | 把路修到山顶
 5             |
 6 ! speaker   | 安吉县天荒坪镇党委书记　|嬲|　|砚|
   !           | SX202 this speaker is read with doubt: surname-unknown
 7             |
 8             | [一、修路{31公里}]
 9             |
10             | 去年，满意度{由71.4%提高到93.8%}。
11             |
12   furniture | — 3 —
13             |
14             | [二、卖果]
15             |
16             | 还要做好“<三办三评>”工作。
"""


def cells(text: str) -> int:
    """Return how many cells a terminal gives a text, by the properties of its characters."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def lines_of(rows: list[Text]) -> list[str]:
    """Return the lines of the source on a page, without margins, notes and what stands before them."""
    plain = [row.plain for row in rows]
    numbered = (line for line in plain[plain.index("") :] if line.lstrip()[:1].isdigit())
    return [line.partition(" |")[2].removeprefix(" ") for line in numbered]


class Result(NamedTuple):
    code: int
    out: str
    err: list[str]


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LESS"):
        monkeypatch.delenv(name, raising=False)
    Path("page.txt").write_text(PAGE, encoding="utf-8")

    def call(*args: str) -> Result:
        code = main(["show", *args])
        out, err = capsysbinary.readouterr()
        return Result(code, out.decode(), err.decode().splitlines())

    return call


def test_a_page_without_colours(run: Run) -> None:
    assert run("page.txt") == (0, SHOWN, [])


def test_colours_instead_of_signs(run: Run) -> None:
    """Each kind has its own style, and lies over those that it stands in."""
    out = run("page.txt", "--color", "always").out
    assert run("page.txt", "--color", "never").out == SHOWN
    found = defaultdict(list)
    for row in AnsiDecoder().decode(out.partition("\n\n")[2]):
        for span in row.spans:
            found[str(span.style)].append(row.plain[span.start : span.end])
    assert found["bold color(5)"] == ["把路修到山顶"]
    assert found["bold underline color(1)"] == ["嬲", "砚"]
    assert found["bold color(2)"] == ["一、修路", "二、卖果"]
    assert found["bold color(3)"] == ["31公里"]
    assert found["color(3)"] == ["由71.4%提高到93.8%"]
    assert found["bold color(4)"] == ["三办三评"]
    assert "— 3 —" in found["dim"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_line_is_there(path: Path) -> None:
    source = from_bytes(path.read_bytes(), path.name)
    rows = list(page.rows(parse_source(source, places=False), source, page.View(colored=True, width=None)))
    assert lines_of(rows) == [visible(line).rstrip() for line in source.text.splitlines()]


@pytest.fixture(scope="module")
def newspaper() -> tuple[Document, Source]:
    source = from_bytes((ROOT / "samples/newspaper.txt").read_bytes(), "newspaper.txt")
    return parse_source(source), source


@pytest.mark.parametrize("width", [30, 57, 80, 81])
@pytest.mark.parametrize("colored", [True, False])
def test_no_row_is_wider_than_the_terminal(newspaper: tuple[Document, Source], width: int, colored: bool) -> None:
    """What is wrapped is the same text, behind an empty margin."""
    narrow = list(page.rows(*newspaper, page.View(colored, width)))
    wide = list(page.rows(*newspaper, page.View(colored, None)))
    assert max(cells(row.plain) for row in narrow) in (width - 1, width)
    texts = ["".join(row.plain.partition("| ")[2] or row.plain for row in rows) for rows in (narrow, wide)]
    assert "".join(texts[0].split()) == "".join(texts[1].split())


def test_wide_characters_are_not_cut_in_half() -> None:
    """Combining marks stay with their letters; a terminal too narrow for anything gets a character a row."""
    text = "甲e\u0301乙　９a丙"
    for width in range(1, 12):
        source = from_text(text)
        rows = list(page.rows(parse_source(source), source, page.View(colored=False, width=width + 14)))
        pieces = [row.plain.partition("| ")[2] for row in rows if row.plain[:1] in "1 " and "| " in row.plain]
        pieces = pieces[: next(index for index, piece in enumerate(pieces) if piece.startswith("SX"))]
        assert "".join(pieces).replace("　", "") == text.replace("　", "")
        assert all(cells(piece) <= max(width, 2) for piece in pieces)
        assert not any(unicodedata.combining(piece[0]) for piece in pieces)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("增长12.5%，增收", ["增长", "12.5%，", "增收"]),
        ("甲乙丙丁，好", ["甲乙丙", "丁，好"]),
        ("甲乙丙“六稳”好", ["甲乙丙", "“六稳”好"]),
        ("甲乙丙（六稳）好", ["甲乙丙", "（六稳）", "好"]),
        ("1234567890123", ["12345678", "90123"]),
        ("甲。。。。。。", ["甲。。。", "。。。"]),
        ("", [""]),
    ],
)
def test_where_lines_are_broken(text: str, pieces: list[str]) -> None:
    """Numbers and punctuation stay with what they belong to, unless they fill the row."""
    assert [piece.plain for piece in wrapped(Text(text), 8)] == pieces


KINDS = st.sampled_from([kind for kind, look in LOOKS.items() if look.before])
MARKS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 6), KINDS), max_size=6)


@given(st.text("甲ae\u0301　\t\u202e9", min_size=1, max_size=12), MARKS)
@settings(max_examples=200)
def test_any_marks(text: str, spans: list[tuple[int, int, str]]) -> None:
    """Styles add nothing to a line; signs add one for each end that lies in it, and nothing is lost between them."""
    source, line = from_text(text), Span(0, len(text))
    marks = [Mark(Span(start, start + size), kind) for start, size, kind in spans if start < len(text)]
    assert marked(source, line, marks, colored=True).plain == visible(text)
    plain = marked(source, line, marks, colored=False).plain
    signs = "".join(look.before + look.after for look in LOOKS.values())
    assert plain.translate(dict.fromkeys(map(ord, signs))) == visible(text)
    assert len(plain) - len(visible(text)) == len(marks) + sum(mark.span.end <= len(text) for mark in marks)


def test_signs_are_nested() -> None:
    source = from_text("一、修路31公里")
    marks = [
        Mark(Span(4, 8), "figure"),
        Mark(Span(0, 8), "heading"),
        Mark(Span(2, 4), "term"),
        Mark(Span(0, 2), "name"),
    ]
    assert marked(source, Span(0, 8), marks, colored=False).plain == "[|一、|<修路>{31公里}]"


def test_a_mark_over_a_line_end_is_open_there(run: Run) -> None:
    Path("page.txt").write_text(PAGE.replace("提高到93.8", "提高\n到93.8"), encoding="utf-8")
    out = run("page.txt").out
    assert "10             | 去年，满意度{由71.4%提高\n11             | 到93.8%}。" in out


def test_nothing_reaches_the_terminal_unseen(run: Run) -> None:
    odd = "\u202e嬲\x1b[31m\ue000\u200b"
    Path("page.txt").write_text(f"{odd}\n座谈会：\n路通了，果子就卖得出去。\n", encoding="utf-8")
    for color in ("always", "never"):
        out = run("page.txt", "--color", color).out
        shown = "".join(row.plain for row in AnsiDecoder().decode(out))
        assert "\\u202e嬲\\x1b[31m\\ue000\\u200b" in shown
        assert all(char.isprintable() or char == "　" for char in shown)


def test_one_speech(run: Run, newspaper: tuple[Document, Source]) -> None:
    document, source = newspaper
    Path("page.txt").write_bytes(source.text.encode())
    out = run("page.txt", "--speech", "2").out
    start, end = (source.position(offset)[0] for offset in document.speeches[1].span)
    numbers = [int(line.split()[0]) for line in out.splitlines() if line.lstrip()[:1].isdigit() and "|" in line]
    assert numbers == list(range(start, end + 1))
    assert out.count("--- speech") == 1


def test_a_speech_that_there_is_not(run: Run) -> None:
    assert run("page.txt", "--speech", "9") == (2, "", ["speechx: there is no speech 9: page.txt has 1"])
    assert run("page.txt", "--speech", "0").code == 2


def test_a_document_without_speeches_and_moderators(run: Run) -> None:
    Path("page.txt").write_text("春天来了。", encoding="utf-8")
    lines = run("page.txt").out.splitlines()
    assert lines[1:3] == ["0 speeches: no text", "1 diagnostic: SX101"]
    assert lines[-2:] == ["1 ! outside | 春天来了。", "  !         | SX101 no speech found in this document"]
    Path("page.txt").write_bytes((ROOT / "samples/roundtable.txt").read_bytes())
    lines = run("page.txt").out.splitlines()
    assert lines[2].startswith("4 speeches, 1 moderator turn: ")
    assert "--- moderator 4 of 5: 主持人 (11 characters)" in lines


def test_what_cannot_be_read(run: Run) -> None:
    assert run("none") == (3, "", ["speechx: none: no such file"])


class Terminal:
    """A terminal of 60 by 10 cells, and what its pager was given."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.paged: list[str] = []
        patch.setattr(sys.stdout, "isatty", lambda: True)
        patch.setattr(shutil, "get_terminal_size", lambda: os.terminal_size((60, 10)))
        patch.setattr(pydoc, "pager", self.paged.append)
        patch.setenv("TERM", "xterm")


def test_a_long_page_is_paged_on_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(monkeypatch)
    assert run("page.txt").out == ""
    assert run("page.txt", "--no-pager").out == terminal.paged[0]
    assert "\x1b[" in terminal.paged[0]
    assert os.environ["LESS"] == "-FX -R"
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("LESS", "-i")
    run("page.txt")
    assert "\x1b[" not in terminal.paged[1]
    assert max(map(cells, terminal.paged[1].splitlines())) <= 60
    assert os.environ["LESS"] == "-i -R"


def test_a_short_page_is_paged_where_asked_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(monkeypatch)
    Path("page.txt").write_text("春天来了。", encoding="utf-8")
    assert "春天来了" in run("page.txt").out
    assert terminal.paged == []
    assert run("page.txt", "--pager").out == ""
    assert len(terminal.paged) == 1


def test_a_pipe_is_never_paged(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(monkeypatch)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False)
    assert run("page.txt", "--pager").out == SHOWN
    assert terminal.paged == []


def test_a_pipe_has_the_width_that_the_user_gives(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert max(map(cells, run("page.txt").out.splitlines())) in (39, 40)
