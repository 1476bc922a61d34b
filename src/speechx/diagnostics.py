"""The table of diagnostics: a row a code, and the one place that builds a ``Diagnostic``.

SX0 source and encoding · SX1 segmentation · SX2 speakers · SX3 headings · SX4 figures and terms · SX5 event and places.
"""

from difflib import get_close_matches
from typing import Final, Literal, NamedTuple

from speechx.errors import UsageError
from speechx.records import Diagnostic
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
         "Two encodings fit the bytes. Name the right one with --encoding."),
    Rule("SX002", "replacement-character", "warning", "characters that were lost stand as U+FFFD: {count} in all",
         "The bytes of the document are damaged, or it was decoded badly before. Compare with another copy."),
    Rule("SX003", "left-out", "info", "left out of the text: {detail}",
         "Look into the document itself if they matter."),
    Rule("SX004", "numbers-in-digits", "info", "list numbers of an unknown style are given in digits: {detail}",
         "The headings are right but for the look of their numbers."),
    Rule("SX005", "another-kind", "info", "read as what its bytes are, not as what its name says: {detail}",
         "Rename the file."),
    Rule("SX009", "lone-surrogate", "warning", "half a character, read as U+FFFD: {detail}",
         'The text was cut or decoded badly before speechx got it. Decode its bytes with errors="replace".'),
    Rule("SX101", "no-speech", "warning", "no speech found in this document",
         "The document may be news, a poem or a list. `speechx explain` shows how each line was read."),
    Rule("SX102", "speaker-in-body", "warning", "this line reads like a speaker line but lies in a body: {text}",
         "A speech may be swallowed here. `speechx explain` shows why the line lost."),
    Rule("SX103", "outside-speaker", "info", "this line reads like a speaker line but belongs to no speech: {text}",
         "It may be a list of participants, or a speech may be lost here."),
    Rule("SX104", "title-without-speaker", "warning", "this line is set like a title but no speaker follows: {text}",
         "The speaker line below it may be of a kind that speechx does not know."),
    Rule("SX105", "speech-without-title", "info", "this speech has no title though most of its fellows have one",
         "The title may have been taken for the end of the speech before."),
    Rule("SX106", "speech-without-text", "warning", "this speaker is followed by no text",
         "The text may be missing in the source, or the line is no speaker line."),
    Rule("SX107", "repeated-speech", "warning", "this text is the same as that of speech {first}",
         "The page may hold the same article twice."),
    Rule("SX108", "giant-speech", "warning", "this speech has {chars} characters, its fellows about {usual}",
         "Another speech may be hidden in it."),
    Rule("SX109", "contents-promise-more", "warning", "the contents list promises a speech that was not found: {title}",
         "The speech may be missing in the source, or its title differs from the list's."),
    Rule("SX110", "quotation-outside", "info", "this line quotes somebody but opens no speech: {text}",
         "A report tells the speech in its own words. If it is one, set the speaker before a colon."),
    Rule("SX111", "text-behind-box", "warning", "this text stands below a box and belongs to no speech: {text}",
         "The speech above the box may go on here. Move the box behind it."),
    Rule("SX201", "speaker-incomplete", "info", "the source does not tell this speaker's {missing}",
         "The fields are null. Nothing is guessed."),
    Rule("SX202", "speaker-in-doubt", "warning", "this speaker is read with doubt: {reason}",
         "Check the name and the office against the source."),
    Rule("SX301", "numbering-gap", "warning", "heading number {number} does not follow {before}",
         "A heading may be lost or misprinted."),
    Rule("SX501", "division-ambiguous", "info", "this unit may be in any of {count} divisions: {unit}",
         "The candidates are in the output. Nothing in the document decides between them."),
    Rule("SX502", "event-year-unknown", "info", "the year of this date is not known: {date}",
         "Give it with --date, or as date: in front matter."),
    Rule("SX503", "roster-ambiguous", "warning", "the roster has more than one {person} here: {candidates}",
         "Tell them apart by unit, from and to in the roster."),
    Rule("SX504", "roster-conflict", "warning", "the roster's {person} does not fit by unit or date: {candidates}",
         "It may be a namesake. Correct or add a row, or give the date with --date."),
)  # fmt: skip

BY_NAME: Final = {rule.name: rule for rule in RULES}


def matching(text: str) -> tuple[Rule, ...]:
    """Return the rules that a code, the beginning of a code or a name means; case makes no difference.

    >>> [rule.name for rule in matching("sx30")]
    ['numbering-gap']

    Raises:
        UsageError: there is none; the message offers what is most like it.
    """
    found = tuple(rule for rule in RULES if rule.code.startswith(text.upper()) or rule.name == text.lower())
    if found and text:
        return found
    near = get_close_matches(text.upper(), [rule.code for rule in RULES], n=1) or get_close_matches(
        text.lower(), list(BY_NAME), n=1
    )
    hint = f"; did you mean {near[0]}?" if near else "; `speechx rule` lists them"
    raise UsageError(f"there is no diagnostic {text!r}{hint}")


def diagnose(source: Source, name: str, span: Span, **details: object) -> Diagnostic:
    """Build the diagnostic of a rule at a place of the source; ``details`` fill the message.

    Raises:
        KeyError: there is no rule of that name, or the message wants a detail that is not given.
    """
    rule = BY_NAME[name]
    line, column = source.position(span.start)
    page = source.page(span.start)
    message = rule.message.format(**details) + (f" (page {page})" if page else "")
    return Diagnostic(
        code=rule.code, name=rule.name, severity=rule.severity, message=message, span=span, line=line, column=column,
    )  # fmt: skip
