"""Every diagnostic has a page, whose example brings it about and whose counter-example does not."""

from pathlib import Path

import pytest

from speechx import rule_pages
from speechx.diagnostics import RULES, Rule
from speechx.parser import parse_source
from speechx.roster import Roster


def test_a_page_for_each_diagnostic_in_the_same_order() -> None:
    assert list(rule_pages.pages()) == [rule.name for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_examples(rule: Rule, tmp_path: Path) -> None:
    """The example has the diagnostic and the counter-example has not."""
    page = rule_pages.page(rule.name)
    roster = None
    if page.roster is not None:
        people = tmp_path / "people.csv"
        people.write_text(page.roster.lstrip(), encoding="utf-8")
        roster = Roster.from_file(people)
    example, counter = (
        {found.code for found in parse_source(page.source(text), roster=roster).diagnostics}
        for text in (page.example, page.counter)
    )
    assert rule.code in example
    assert rule.code not in counter
