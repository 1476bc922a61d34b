"""Excerpts: the carets stand under the place, whatever the width of the characters before it.

The tests count cells on their own (East Asian width, combining marks), not with the library that the code counts with.
"""

import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechx.cli import main
from speechx.diagnostics import diagnose
from speechx.findings import Finding, Options
from speechx.findings.excerpt import excerpt
from speechx.findings.text import chunks
from speechx.source import Span, from_text


def cells(text: str) -> int:
    """Return how many cells a terminal gives a text, by the properties of its characters."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def found(text: str, start: int, end: int) -> Finding:
    source = from_text(text)
    return Finding(source, diagnose(source, "no-speech", Span(start, end)))


def shown(text: str, place: str, width: int = 60) -> tuple[str, str]:
    """Return the line and the carets for the first occurrence of a place in a text."""
    start = text.index(place)
    out = excerpt(found(text, start, start + len(place)), width)
    return out.before + out.place + out.after, out.carets


@pytest.mark.parametrize(
    ("text", "line", "carets"),
    [
        ("abc岑望舒", "abc岑望舒", "   ^^^^^^"),
        ("镇长岑望舒", "镇长岑望舒", "    ^^^^^^"),
        ("　　镇长　岑望舒", "　　镇长　岑望舒", "          ^^^^^^"),
        ("ＡＢ９岑望舒", "ＡＢ９岑望舒", "      ^^^^^^"),
        ("e\u0301a\u0308岑望舒", "e\u0301a\u0308岑望舒", "  ^^^^^^"),
        ("\t镇\t岑望舒", "    镇    岑望舒", "          ^^^^^^"),
        ("\ufeff岑望舒", "\\ufeff岑望舒", "      ^^^^^^"),
        ("甲\u202e岑望舒", "甲\\u202e岑望舒", "        ^^^^^^"),
        ("甲\x1b[31m岑望舒", "甲\\x1b[31m岑望舒", "          ^^^^^^"),
        ("\u00a0ﾊﾝ岑望舒", "\u00a0ﾊﾝ岑望舒", "   ^^^^^^"),
        ("\U00020000岑望舒", "\U00020000岑望舒", "  ^^^^^^"),
    ],
    ids=["narrow", "wide", "ideographic-space", "full-width", "combining", "tab", "bom", "bidi", "escape", "half", "b"],
)
def test_carets(text: str, line: str, carets: str) -> None:
    assert shown(text, "岑望舒") == (line, carets)


def test_marks_on_the_place_take_no_cell() -> None:
    assert shown("甲ne\u0301e\u0301乙", "e\u0301e\u0301") == ("甲ne\u0301e\u0301乙", "   ^^")


def test_a_place_without_width_has_one_caret() -> None:
    out = excerpt(found("甲乙", 1, 1), 60)
    assert (out.before, out.place, out.after, out.carets) == ("甲", "", "乙", "  ^")
    assert excerpt(found("\n甲", 0, 0), 60).carets == "^"
    assert excerpt(found("甲\n", 2, 2), 60).line == 1


def test_a_long_line_is_cut_around_the_place() -> None:
    line, carets = shown("前" * 100 + "岑望舒" + "后" * 100, "岑望舒", width=40)
    assert line == "…" + "前" * 6 + "岑望舒" + "后" * 10 + "…"
    assert carets == " " * 13 + "^" * 6


def test_a_place_near_the_end_shows_more_before_it() -> None:
    line, carets = shown("前" * 100 + "岑望舒。", "岑望舒", width=40)
    assert (line, cells(line)) == ("…" + "前" * 15 + "岑望舒。", 39)
    assert carets == " " * 31 + "^" * 6


def test_a_long_place_is_cut_at_its_end() -> None:
    line, carets = shown("　　" + "岑" * 100, "岑" * 100, width=40)
    assert line == "　　" + "岑" * 17 + "…"
    assert carets == " " * 4 + "^" * 35


def test_a_place_of_several_lines() -> None:
    out = excerpt(found("一二\r\n三四\r\n五六\r\n", 1, 10), 60)
    assert (out.line, out.before, out.place, out.after, out.last) == (1, "一", "二", "", 3)
    assert excerpt(found("一二\n三四\n", 0, 3), 60).last == 1


TEXT = st.text(st.sampled_from("a1岑　９é\u0301\t\u202e\x1b\ue000，"), max_size=80)


@given(TEXT, TEXT, TEXT, st.integers(0, 60))
def test_any_line(before: str, place: str, after: str, width: int) -> None:
    """Nothing is wider than asked for, and the carets begin under the first cell of the place."""
    out = excerpt(found(before + place + after, len(before), len(before + place)), width)
    line = out.before + out.place + out.after
    assert all(char.isprintable() or char == "　" for char in line)
    assert cells(line) <= max(width, 20)
    assert len(out.carets) - len(out.carets.lstrip()) == cells(out.before)
    assert out.carets.count("^") == max(cells(out.place), 1)
    assert bool(place) == bool(out.place)


PAGE = "道路建设座谈会发言摘登\n（4月2日）\n\n把路修到山顶\n\n安吉县天荒坪镇党委书记　嬲望舒\n\n去年修路31公里。\n"
EXCERPT = """\
page.txt:2:2: SX502 the year of this date is not known: 4月2日
  |
2 | （4月2日）
  |   ^^^^^^
  = Give it with --date, or as date: in front matter.

page.txt:6:1: SX202 this speaker is read with doubt: surname-unknown
  |
6 | 安吉县天荒坪镇党委书记　嬲望舒
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = Check the name and the office against the source.

"""


class Check:
    def __init__(self, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self.patch, self._capture = patch, capture

    def __call__(self, *args: str) -> str:
        assert main(["check", "page.txt", *args]) == 0
        return self._capture.readouterr().out

    def on_a_terminal(self) -> None:
        self.patch.setattr(sys.stdout, "isatty", lambda: True)
        self.patch.setenv("TERM", "xterm")


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Check:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    Path("page.txt").write_text(PAGE, encoding="utf-8")
    return Check(monkeypatch, capsys)


def test_lines_in_a_pipe(check: Check) -> None:
    lines = check().splitlines()
    assert lines == [line for line in EXCERPT.splitlines() if line.startswith("page.txt")]
    assert check("--excerpt") == EXCERPT
    assert check("--no-excerpt", "--color", "always").count("\x1b[33mSX202\x1b[0m") == 1


def test_an_excerpt_of_an_unknown_diagnostic_has_no_advice() -> None:
    finding = found("甲乙", 0, 1)
    odd = finding.diagnostic.model_copy(update={"code": "SX999", "name": "odd"})
    out = b"".join(chunks([Finding(finding.source, odd)], Options(excerpt=True))).decode()
    assert out == "<text>:1:1: SX999 no speech found in this document\n  |\n1 | 甲乙\n  | ^^\n\n"


def test_an_excerpt_tells_where_a_long_place_ends() -> None:
    out = b"".join(chunks([found("甲乙\n丙丁\n", 1, 4)], Options(excerpt=True))).decode()
    assert out.splitlines()[3] == "  |   ^^ to line 2"


def test_excerpts_on_a_terminal(check: Check) -> None:
    check.on_a_terminal()
    assert check("--color", "never") == EXCERPT
    assert check("--no-excerpt", "--color", "never").splitlines()[1] == EXCERPT.splitlines()[6]
    assert "\x1b[33m^^^^^^" in check()
    check.patch.setenv("TERM", "dumb")
    assert check() == EXCERPT


def test_the_width_of_the_terminal(check: Check) -> None:
    check.patch.setenv("COLUMNS", "24")
    assert "6 | 安吉县天荒坪镇党委…\n  | ^^^^^^^^^^^^^^^^^^^\n" in check("--excerpt")


def test_colours(check: Check) -> None:
    check.on_a_terminal()
    check.patch.setenv("NO_COLOR", "1")
    assert check() == EXCERPT
    assert "\x1b[" in check("--color", "always")
    check.patch.setenv("NO_COLOR", "")
    assert "\x1b[" in check()


def test_a_file_is_no_terminal(check: Check) -> None:
    check.on_a_terminal()
    for more, colored in ([], False), (["--color", "always"], True):
        assert check("-o", "out.txt", *more) == ""
        text = Path("out.txt").read_text(encoding="utf-8")
        assert (len(text.splitlines()), "\x1b[" in text) == (2, colored)


def test_forced_colours_in_a_pipe(check: Check) -> None:
    check.patch.setenv("FORCE_COLOR", "1")
    assert "\x1b[33mSX202\x1b[0m" in check()
    check.patch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in check()
