"""``speechx rule``: a code in, what there is to say of it out."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from speechx import rule_pages
from speechx.cli.output import target
from speechx.cli.wrapping import wrap
from speechx.diagnostics import RULES, Rule, matching
from speechx.errors import EXIT_FINE
from speechx.language import phrase, translate
from speechx.writers import json

_WIDEST_NAME: Final = max(len(rule.name) for rule in RULES)
_WIDEST_SEVERITY: Final = 7
_WIDTH: Final = 79


def run(text: str, *, as_json: bool) -> int:
    """Print one diagnostic, or list several, and return the exit code."""
    rules = matching(text) if text else RULES
    with target(None) as out:
        if as_json:
            out.write(json.dumps([_fields(rule) for rule in rules], indent=True) + b"\n")
        else:
            lines = _page(rules[0]) if len(rules) == 1 else _list(rules)
            out.write("".join(f"{line}\n" for line in lines).encode())
    return EXIT_FINE


def _list(rules: Sequence[Rule]) -> Iterator[str]:
    for rule in rules:
        yield f"{rule.code}  {rule.name:<{_WIDEST_NAME}}  {rule.severity:<{_WIDEST_SEVERITY}}  {_message(rule)}"


def _page(rule: Rule) -> Iterator[str]:
    page = rule_pages.page(rule.name)
    yield f"{rule.code} {rule.name} ({translate(rule.severity)})"
    yield _message(rule)
    for title, text in (("What it means", page.meaning), ("Why it matters", page.reason), ("What to do", page.advice)):
        yield from ("", translate(title), *(f"  {line}" for line in wrap(translate(text), _WIDTH - 2)))
    for title, text in _documents(page):
        yield from ("", title, *(f"  | {line}".rstrip() for line in text.strip().splitlines()))


def _message(rule: Rule) -> str:
    """Return what the diagnostic says, with a gap where it tells of a document."""
    return re.sub(r"\{\w+\}", "…", translate(rule.message))


def _documents(page: rule_pages.Page) -> Iterator[tuple[str, str]]:
    notes = [phrase("encoded as {encoding}", encoding=page.encoding)] if page.encoding else []
    notes += [translate("with escapes, as in JSON")] if page.escaped else []
    note = f" ({', '.join(notes)})" if notes else ""
    yield f"{translate('A document that has it')}{note}", page.example
    yield f"{translate('One that has not')}{note}", page.counter
    if page.roster:
        yield translate("The roster of both"), page.roster


def _fields(rule: Rule) -> dict[str, object]:
    return {**rule._asdict(), **rule_pages.page(rule.name).model_dump()}
