"""JSON: a list of diagnostics, each with its file and the place where it ends."""

from collections.abc import Iterable, Iterator

from speechx.findings import Finding, Options
from speechx.writers import json


def chunks(findings: Iterable[Finding], options: Options) -> Iterator[bytes]:
    """Yield a list, empty where nothing was found."""
    rows = [row(finding) for finding in findings]
    yield json.dumps(rows, indent=options.indent) + b"\n"


def row(finding: Finding) -> dict[str, object]:
    """Return the fields of a finding: those of its diagnostic, and four more."""
    line, column = finding.end
    own = {"end_line": line, "end_column": column, "fingerprint": finding.fingerprint}
    return {"file": finding.source.name, **json.dump(finding.diagnostic), **own}
