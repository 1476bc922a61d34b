"""Why a line got its label: the votes with their rules, the label that won, and the runner-up."""

from collections.abc import Iterator
from typing import NamedTuple

from speechx.furniture import LABEL as FURNITURE
from speechx.labelling import label
from speechx.source import Source
from speechx.vote import Vote


class Explanation(NamedTuple):
    """One line of the source and how it was read.

    Attributes:
        line: its 1-based number.
        text: the line without its surrounding white space.
        label: the label that won.
        layout: the layout it was found in, or ``outside``.
        begins: whether a speech begins here.
        votes: what the rules said.
        runner_up: the best other label, or None.
        margin: by how many votes the winner leads over the whole page, or None. No probability.
    """

    line: int
    text: str
    label: str
    layout: str
    begins: bool
    votes: tuple[Vote, ...]
    runner_up: str | None
    margin: int | None


def explain(source: Source) -> list[Explanation]:
    """Explain each line of a source that is not blank, in order."""
    labelled = label(source, margins=True)
    rows = [
        Explanation(line.number, _text(source, line.span), found.label, found.layout, found.begins, tuple(cast),
                    found.runner_up, found.margin)
        for line, found, cast in zip(labelled.page.lines, labelled.labels, labelled.votes, strict=True)
    ]  # fmt: skip
    for line, rule in labelled.furniture:
        vote = Vote(FURNITURE, 1, rule)
        rows.append(
            Explanation(line.number, _text(source, line.span), FURNITURE, "outside", False, (vote,), None, None)
        )
    return sorted(rows, key=lambda row: row.line)


def _text(source: Source, span: tuple[int, int]) -> str:
    return source.text[span[0] : span[1]]


def render(source: Source, width: int = 28) -> Iterator[str]:
    """Yield one line of plain text for each line of the source.

    Args:
        source: the decoded source.
        width: how many characters of each line to show.
    """
    for row in explain(source):
        rival = f"  > {row.runner_up} by {row.margin}" if row.runner_up else ""
        cast = " ".join(f"{vote.label}{vote.weight:+d}:{vote.rule}" for vote in row.votes)
        mark = "*" if row.begins else " "
        yield f"{row.line:>5} {mark}{row.label:<14} {row.layout:<18} {row.text[:width]!r}{rival}  [{cast}]"
