"""Precision and recall of the speaker reader on the project's table of lines.

Usage: python benchmarks/speakers.py [-v]

A line of tests/data/speaker_lines.tsv counts as found when form, moderator, name, unit and role are all as written
there; a line of tests/data/speaker_misses.txt that gets a reading is an invented speaker. Recall = found / lines of the
table; precision = right readings / all readings.
"""

import sys
from pathlib import Path
from typing import Final, NamedTuple

from speechx.fields.mention import Part, Reading
from speechx.fields.speaker import read
from speechx.source import Span, from_text
from speechx.view import Piece, View

DATA: Final = Path(__file__).parents[1] / "tests" / "data"


class Row(NamedTuple):
    """A line and what it should read as; the fields are strings with ``-`` for null and ``+`` between speakers."""

    line: str
    form: str
    name: str
    unit: str
    role: str


def rows() -> list[Row]:
    """Return the table of speaker lines."""
    text = (DATA / "speaker_lines.tsv").read_text(encoding="utf-8")
    return [Row(*line.split("\t")) for line in text.splitlines() if line and not line.startswith("# ")]


def misses() -> list[str]:
    """Return the lines that only look like speaker lines."""
    text = (DATA / "speaker_misses.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def reading_of(text: str) -> Reading | None:
    """Read one line that is a document of its own."""
    return read(View(from_text(text), [Piece(Span(0, len(text)), "")]))


def flat(line: str, reading: Reading | None) -> Row | None:
    """Write a reading as a row of the table."""
    if reading is None:
        return None

    def column(parts: list[Part | None]) -> str:
        return "+".join(part.text if part else "-" for part in parts) or "-"

    mentions = reading.mentions
    form = reading.form + ("!" if any(mention.moderator for mention in mentions) else "")
    return Row(
        line,
        form,
        column([mention.name for mention in mentions]),
        column([mention.unit for mention in mentions]),
        column([mention.role for mention in mentions]),
    )


def main() -> int:
    """Print precision and recall, and with ``-v`` each line that is wrong."""
    loud = "-v" in sys.argv[1:]
    wanted, near = rows(), misses()
    got = [flat(row.line, reading_of(row.line)) for row in wanted]
    right = sum(row == reading for row, reading in zip(wanted, got, strict=True))
    invented = [flat(line, reading_of(line)) for line in near]
    readings = sum(reading is not None for reading in (*got, *invented))
    for row, reading in zip(wanted, got, strict=True):
        if loud and row != reading:
            print("wrong   ", *row, "\n    read", *(reading[1:] if reading else ["nothing"]))
    for reading in invented:
        if loud and reading is not None:
            print("invented", *reading)
    print(f"speaker lines {len(wanted)}, near-misses {len(near)}")
    print(f"recall {right / len(wanted):.1%}  precision {right / readings:.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
