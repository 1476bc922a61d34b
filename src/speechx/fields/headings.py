r"""The outline of a body: numbered headings, headings on a line of their own, and run-in parallel sentences.

>>> from speechx.view import whole_view
>>> def outline(text):
...     return [(found.level, found.text) for found in find(whole_view(text)).headings]
>>> outline("一、看好责任田\n我县耕地多。\n（一）荒坡先绿起来\n新建良田七万亩。\n（二）果树再栽下去\n覆盖率很高。")
[(1, '看好责任田'), (2, '荒坡先绿起来'), (2, '果树再栽下去')]
>>> outline("渔港修得宽\n渔港能停大船。\n渔市管得细\n每一杆秤都校过。")
[(1, '渔港修得宽'), (1, '渔市管得细')]
>>> outline("古寨不大。补一堵老墙，留一段回忆。石匠一块一块垒回去。开一条新路，添一份生机。赶集的人从此不用绕山。")
[(1, '补一堵老墙，留一段回忆'), (1, '开一条新路，添一份生机')]
>>> find(whole_view("一、抓春耕\n麦子返青了。\n三、备农资\n化肥到了。")).gaps[0].details
{'number': '三、', 'before': '一、'}
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from speechx.fields import lone, numbering, parallels
from speechx.records import Heading
from speechx.source import Span
from speechx.view import View


class Gap(NamedTuple):
    """A number that does not follow the one before: its place in the source, and what the diagnostic says."""

    span: Span
    details: dict[str, str]


class Outline(NamedTuple):
    """The headings of a body in the order of the source, and the gaps in their numbering."""

    headings: tuple[Heading, ...]
    gaps: tuple[Gap, ...]


class _Entry(NamedTuple):
    begin: int
    start: int
    end: int
    stop: int
    style: Literal["numbered", "run-in", "standalone"]
    scale: str
    rank: int | None


def find(body: View) -> Outline:
    """Find the headings of a body.

    Args:
        body: the reflowed body of one speech, paragraphs separated by ``PARAGRAPH``.

    Returns:
        The outline. Levels start at 1; a section reaches from behind its heading to the next of its level or above.
    """
    numbered, gaps = numbering.find(body.text)
    entries = [
        _Entry(one.begin, one.start, one.end, one.stop, "numbered", one.style.name, one.style.rank) for one in numbered
    ]
    taken = {one.begin for one in numbered}
    entries += [
        _Entry(*one, "standalone", "standalone", None) for one in lone.find(body.text) if one.start not in taken
    ]
    entries += list(_run_in(body.text, entries))
    entries.sort()
    return Outline(
        tuple(_heading(body, entries, levels, index) for levels in [_levels(entries)] for index in range(len(entries))),
        tuple(Gap(body.span(*gap[:2]), {"number": gap.number, "before": gap.before}) for gap in gaps),
    )


def _run_in(text: str, others: Sequence[_Entry]) -> Iterator[_Entry]:
    """Find run-in headings: in the whole body, or under each of its numbered parts and heading lines."""
    parts = sorted(entry for entry in others if entry.rank is not None or entry.style == "standalone")
    starts, limits = [0, *(part.stop for part in parts)], [*(part.begin for part in parts), len(text)]
    for start, limit in zip(starts, limits, strict=True):
        for found in parallels.find(text, start, limit, strict=bool(parts)):
            yield _Entry(*found, "run-in", "run-in", None)


def _levels(entries: Sequence[_Entry]) -> list[int]:
    """Return the level of each heading.

    The official scale (一、 above （一） above 1.) keeps its steps even where one is left out; what is on no scale is
    one below the heading under which it first stands.
    """
    ranks = [entry.rank for entry in entries if entry.rank is not None]
    first: dict[str, int] = {}
    levels: list[int] = []
    for entry in entries:
        if entry.scale not in first:
            above = levels[-1] if levels else 0
            first[entry.scale] = above + 1 if entry.rank is None else entry.rank - min(ranks) + 1
        levels.append(first[entry.scale])
    return levels


def _heading(body: View, entries: Sequence[_Entry], levels: Sequence[int], index: int) -> Heading:
    entry, level = entries[index], levels[index]
    following = (entries[at].begin for at in range(index + 1, len(entries)) if levels[at] <= level)
    limit = next(following, len(body))
    numbered = entry.style == "numbered"
    return Heading(
        level=level,
        text=body.raw[entry.start : entry.end],
        number=body.raw[entry.begin : entry.start].strip() if numbered else None,
        style=entry.style,
        span=body.span(entry.begin if numbered else entry.start, entry.end),
        section=_section(body, entry.stop, limit),
    )


def _section(body: View, start: int, limit: int) -> Span:
    """Return the span of a section's text, white space around it left out; empty where there is none."""
    text = body.text[start:limit]
    begin = start + len(text) - len(text.lstrip())
    if not text.strip():
        end = body.span(start - 1, start).end
        return Span(end, end)
    return body.span(begin, start + len(text.rstrip()))
