r"""Workflow commands of GitHub Actions, which become annotations of the lines.

>>> escaped("100%: a\nb"), escaped_property("a,b: 100%")
('100%25: a%0Ab', 'a%2Cb%3A 100%25')
"""

from collections.abc import Iterable, Iterator
from typing import Final

from speechx.findings import Finding, Options

_LEVELS: Final = {"error": "error", "warning": "warning", "info": "notice"}


def chunks(findings: Iterable[Finding], options: Options) -> Iterator[bytes]:  # noqa: ARG001 - nothing to choose
    """Yield a command a line."""
    for finding in findings:
        yield f"{_command(finding)}\n".encode()


def _command(finding: Finding) -> str:
    found = finding.diagnostic
    end_line, end_column = finding.end
    properties = {
        "title": f"{found.code} {found.name}",
        "file": finding.source.name,
        "line": str(found.line),
        "endLine": str(end_line),
        "col": str(found.column),
    }
    if end_line == found.line:  # columns of different lines are refused
        properties["endColumn"] = str(max(end_column, found.column))
    else:
        del properties["col"]
    listed = ",".join(f"{key}={escaped_property(value)}" for key, value in properties.items())
    return f"::{_LEVELS[found.severity]} {listed}::{escaped(found.message)}"


def escaped(text: str) -> str:
    """Return a message without what would end it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escaped_property(text: str) -> str:
    """Return the value of a property without what would end it."""
    return escaped(text).replace(":", "%3A").replace(",", "%2C")
