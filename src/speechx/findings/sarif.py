"""SARIF 2.1.0, the interchange format of static analysis: one run with the rules that there are.

Columns and offsets count code points, and lines end where Python's do; the run says so.
"""

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from speechx import __version__, rule_pages
from speechx.diagnostics import RULES, Rule
from speechx.findings import Finding, Options
from speechx.writers import json

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {"error": "error", "warning": "warning", "info": "note"}
_LINE_ENDS: Final = ("\r\n", "\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
"""What ``str.splitlines`` ends a line at."""


def chunks(findings: Iterable[Finding], options: Options) -> Iterator[bytes]:
    """Yield one log, without results where nothing was found."""
    indexes = {rule.code: index for index, rule in enumerate(RULES)}
    driver = {"name": "speechx", "semanticVersion": __version__, "rules": [_rule(rule) for rule in RULES]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": list(_LINE_ENDS),
        "results": [_result(finding, indexes) for finding in findings],
    }
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=options.indent) + b"\n"


def _rule(rule: Rule) -> dict[str, Any]:
    page = rule_pages.page(rule.name)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": page.meaning},
        "fullDescription": {"text": f"{page.meaning} {page.reason}"},
        "help": {"text": f"{page.advice} {rule.help}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, indexes: dict[str, int]) -> dict[str, Any]:
    found = finding.diagnostic
    index = {"ruleIndex": indexes[found.code]} if found.code in indexes else {}
    place = {"artifactLocation": {"uri": uri(finding.source.name)}, "region": _region(finding)}
    return {
        "ruleId": found.code,
        **index,
        "level": _LEVELS[found.severity],
        "message": {"text": found.message},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"speechx/v1": finding.fingerprint},
    }


def _region(finding: Finding) -> dict[str, int]:
    found = finding.diagnostic
    line, column = finding.end
    start, end = found.span
    return {
        "startLine": found.line,
        "startColumn": found.column,
        "endLine": line,
        "endColumn": column,
        "charOffset": start,
        "charLength": end - start,
    }


def uri(name: str) -> str:
    """Return a file name as a URI: a relative one stays relative.

    >>> uri("pages/春 耕.txt")
    'pages/%E6%98%A5%20%E8%80%95.txt'
    """
    path = PurePath(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
