"""Limits on documents: each is named by its option, the default takes what is ordinary, and an alarm stops a search."""

import time
from pathlib import Path

import pytest
import regex

from speechx import parser
from speechx.cli import main
from speechx.errors import LimitError
from speechx.limits import Limits, check, within
from speechx.models import Document
from speechx.source import Source, from_text

PAGE = "修路的故事\n青石县镇长　张守田\n修路10公里，花了三百万元，比上年多9.5%。\n"
EXPLODING = regex.compile("(?:a|aa|a)+b")


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("山" * 10 + "\n" + "山" * 9, Limits(line=11)),
        ("山\n" * 10, Limits(lines=10)),
        ("山1" * 10, Limits(numbers=10)),
        ("1,234.5元" * 10, Limits(numbers=10)),
        ("三百万元" * 10, Limits(numbers=10)),
    ],
)
def test_what_a_limit_allows_passes(text: str, limits: Limits) -> None:
    check(from_text(text), limits)


@pytest.mark.parametrize(
    ("text", "limits", "told"),
    [
        ("山\n" + "山" * 12, Limits(line=11), "x has over 11 characters in line 2 (--max-line)"),
        ("山\n" * 11, Limits(lines=10), "x has more than 10 lines (--max-lines)"),
        ("山1" * 11, Limits(numbers=10), "x has more than 10 numbers (--max-numbers)"),
        ("９年" * 11, Limits(numbers=10), "x has more than 10 numbers (--max-numbers)"),
        ("参加三会" * 11, Limits(numbers=10), "x has more than 10 numbers (--max-numbers)"),
    ],
)
def test_what_exceeds_a_limit_is_refused(text: str, limits: Limits, told: str) -> None:
    with pytest.raises(LimitError) as raised:
        check(from_text(text, "x"), limits)
    assert str(raised.value) == told


def test_a_search_that_would_never_end_is_stopped() -> None:
    started = time.perf_counter()
    with pytest.raises(LimitError, match=r"^x takes longer than 0\.2 s \(--timeout\)$"), within("x", 0.2):
        EXPLODING.fullmatch("a" * 100)
    assert time.perf_counter() - started < 20


def test_no_handler_of_errors_takes_the_alarm_for_its_own() -> None:
    def careless() -> None:
        try:
            EXPLODING.fullmatch("a" * 100)
        except Exception:  # noqa: BLE001 - what code on the way may do
            pytest.fail("the alarm was caught")

    with pytest.raises(LimitError), within("x", 0.1):
        careless()


def test_what_is_done_in_time_is_left_alone() -> None:
    with within("x", 0.05):
        pass
    time.sleep(0.1)  # an alarm that was left on would go off here


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (["--max-line", "6"], "has over 6 characters in line 2 (--max-line)"),
        (["--max-lines", "2"], "has more than 2 lines (--max-lines)"),
        (["--max-numbers", "2"], "has more than 2 numbers (--max-numbers)"),
    ],
)
@pytest.mark.parametrize("command", ["parse", "check", "show", "explain", "figures"])
def test_a_command_names_the_limit(
    command: str, option: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    assert main([command, str(path), *option]) == 5
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"speechx: {path} {told}\n")
    assert main([command, str(path)]) in {0, 1}


def test_a_document_that_takes_too_long_leaves_the_others_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(source: Source, **options: object) -> Document:
        if "slow" in source.name:
            EXPLODING.fullmatch("a" * 100)
        return real(source, **options)  # type: ignore[arg-type]

    real = parser.record
    monkeypatch.setattr(parser, "record", slow)
    paths = [tmp_path / name for name in ("first.txt", "slow.txt", "last.txt")]
    for path in paths:
        path.write_text(PAGE, encoding="utf-8")
    assert main(["parse", *map(str, paths), "--timeout", "1", "--table", "speeches", "-f", "csv"]) == 5
    out, err = capsys.readouterr()
    assert [line.split(",")[0] for line in out.splitlines()[1:]] == [str(paths[0]), str(paths[2])]
    assert f"speechx: {paths[1]} takes longer than 1 s (--timeout)" in err.splitlines()
