"""``speechx rule``: the list, a page, and what there is not."""

import json
import re
from collections.abc import Callable

import pytest

from speechx import rule_pages
from speechx.cli import main
from speechx.cli.wrapping import width
from speechx.diagnostics import RULES, Rule

Run = Callable[..., tuple[int, list[str], list[str]]]


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    def call(*args: str) -> tuple[int, list[str], list[str]]:
        code = main(["rule", *args])
        out, err = capsysbinary.readouterr()
        return code, out.decode().splitlines(), err.decode().splitlines()

    return call


def test_the_list(run: Run) -> None:
    code, out, err = run()
    assert (code, err) == (0, [])
    assert [line.split()[:3] for line in out] == [[rule.code, rule.name, rule.severity] for rule in RULES]
    assert len({line.index(message(rule)) for line, rule in zip(out, RULES, strict=True)}) == 1


def message(rule: Rule) -> str:
    return re.sub(r"\{.*?\}", "…", rule.message)


def test_chinese_pages(run: Run) -> None:
    """Everything is Chinese but the code, the name and the example; lines are as wide as those in English."""
    for rule in RULES:
        _, out, _ = run(rule.code, "--lang", "zh")
        told = "\n".join(out).partition("有此问题的文档")[0]
        assert {"含义", "为何重要", "如何处理"} <= set(told.splitlines())
        page = rule_pages.page(rule.name)
        assert not any(text in told for text in (page.meaning, page.reason, page.advice, rule.message))
        assert max(map(width, told.splitlines())) < 80


def test_the_beginning_of_several_codes(run: Run) -> None:
    assert [line.split()[0] for line in run("SX20")[1]] == ["SX201", "SX202"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_page(run: Run, rule: Rule) -> None:
    """Code and name lead to the same page, on which everything stands."""
    _, out, err = run(rule.code)
    assert err == []
    assert run(rule.name)[1] == run(rule.code.lower())[1] == out
    assert out[:2] == [f"{rule.code} {rule.name} ({rule.severity})", message(rule)]
    page = rule_pages.page(rule.name)
    words = " ".join(" ".join(out).split())
    assert all(told in words for told in (page.meaning, page.reason, page.advice))
    assert max(map(len, out[2:])) < 80
    text = "\n".join(line.removeprefix("  |").removeprefix(" ") for line in out)
    assert all(document.strip() in text for document in (page.example, page.counter, page.roster or ""))
    assert ("encoded as gbk" in text) == (page.encoding == "gbk")
    assert ("with escapes, as in JSON" in text) == page.escaped


def test_json(run: Run) -> None:
    _, out, _ = run("numbering-gap", "-f", "json")
    (row,) = json.loads("\n".join(out))
    assert (row["code"], row["severity"]) == ("SX301", "warning")
    assert set(row) == {*Rule._fields, *rule_pages.Page.model_fields}
    assert len(json.loads("\n".join(run("--format", "json")[1]))) == len(RULES)


def test_a_diagnostic_that_there_is_not(run: Run) -> None:
    assert run("SX2O1") == (2, [], ["speechx: there is no diagnostic 'SX2O1'; did you mean SX201?"])
