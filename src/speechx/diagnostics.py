"""The table of diagnostics: a row a code, and the one place that builds a ``Diagnostic``.

SX0 source and encoding · SX1 segmentation · SX2 speakers · SX3 headings · SX4 figures and terms · SX5 event and places.
"""

from typing import Final, Literal, NamedTuple

from speechx.models import Diagnostic
from speechx.source import Source, Span


class Rule(NamedTuple):
    """One kind of problem: its code, kebab-case name, severity, message (a format string), and what to do about it."""

    code: str
    name: str
    severity: Literal["error", "warning", "info"]
    message: str
    help: str


RULES: Final = (
    Rule("SX001", "encoding-in-doubt", "warning", "the encoding is a guess: {detail}",
         "Name the encoding with --encoding."),
    Rule("SX101", "no-speech", "warning", "no speech found in this document",
         "The document may be news, a poem or a list; `speechx explain` shows how each line was read."),
)  # fmt: skip

BY_NAME: Final = {rule.name: rule for rule in RULES}


def diagnose(source: Source, name: str, span: Span, **details: object) -> Diagnostic:
    """Build the diagnostic of a rule at a place of the source; ``details`` fill the message."""
    rule = BY_NAME[name]
    line, column = source.position(span.start)
    return Diagnostic(
        code=rule.code, name=rule.name, severity=rule.severity, message=rule.message.format(**details),
        span=span, line=line, column=column,
    )  # fmt: skip
