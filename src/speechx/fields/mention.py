"""What the speaker rules hand to segmentation: a reading of one line, in offsets of the view that was read."""

from typing import Literal, NamedTuple

Form = Literal["speaker", "office", "name", "turn", "label", "credit", "headline"]
"""What a line is when a speaker rule fits it.

speaker: the whole line names one or more speakers (某区某街道党工委书记 李某, 李某（某镇党委书记）：, 讲述人：…).
office:  unit and role without a name; the name must stand on the next line.
name:    a bare name and nothing else (吉　浩, □ 章某), the office stands elsewhere.
turn:    a speaker, a colon, and the body runs on in the same line (张三：各位…, 某局局长张三：“…).
label:   only a label that announces a speaker or a piece (案例一, 发言人：), which names nobody.
headline: a title and, behind it or in parentheses, its speaker (让老街亮起来（某县某镇镇长　张守田）).
credit:  a closing credit that gives the office of a speaker named elsewhere (（作者系某村党支部书记）).
"""


class Part(NamedTuple):
    """A field as written without gaps, and the view offsets of the pieces that make it up."""

    text: str
    pieces: tuple[tuple[int, int], ...]


class Mention(NamedTuple):
    """One person as a line names them; ``start`` and ``end`` are view offsets of the whole mention."""

    name: Part | None
    unit: Part | None
    role: Part | None
    roles: tuple[str, ...]
    moderator: bool
    start: int
    end: int


class Reading(NamedTuple):
    """A line read as a speaker line.

    Attributes:
        rule: the kebab-case name of the rule that fits.
        form: what kind of line it is.
        mentions: the people (or the office of one) that it names.
        colon: whether a colon closes the speaker part (the colon of a label in front does not: 讲述人：某镇镇长 张某).
        quote: whether an opening quotation mark follows the colon.
        end: the view offset behind the speaker part, its colon and its opening quotation mark, where a body run in
            starts.
        doubt: a kebab-case reason why the reading is weak (surname-unknown, role-unknown …), or None.
    """

    rule: str
    form: Form
    mentions: tuple[Mention, ...]
    colon: bool
    quote: bool
    end: int
    doubt: str | None


def is_complete(reading: Reading) -> bool:
    """Whether a speaker line names unit, role and person, without doubt: hardly the chance end of a broken sentence."""
    whole = all(mention.name and mention.unit and mention.role for mention in reading.mentions)
    return reading.form == "speaker" and not reading.doubt and bool(reading.mentions) and whole
