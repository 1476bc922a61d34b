"""Line rules: what a line looks like, as votes for labels. A rule is a row: name, label, weight and one short test.

Weights are few, small and whole. A rule sees the page and the number of a line; it may look at the neighbours but
decides nothing: ``speechx.decode`` weighs all votes of all lines together. ``speechx explain`` shows them by name.
"""

from collections.abc import Callable, Sequence
from functools import cache, wraps
from typing import Final, NamedTuple

from speechx import contents, kept, quotation, speaker_votes
from speechx.fields.mention import is_complete
from speechx.layouts import OUTSIDE
from speechx.page import Page
from speechx.patterns import compiled
from speechx.speaker_votes import is_date, speaker_label
from speechx.vote import Vote

# A title is short; a line beyond the second length is none whatever stands around it.
_LONG_TITLE: Final = 30
_LONG_CLAUSE: Final = 24
_LONGEST_TITLE: Final = 48
_SHORTEST_TITLE: Final = 3
_TITLE_LINES: Final = 3
_BODY_LENGTH: Final = 50
# A line that heads a whole document is one of the first.
_HEAD: Final = 4


_STOP: Final = kept.pattern("[。…；]")


def _always(page: Page, index: int) -> bool:  # noqa: ARG001 - a test like all others
    return True


# The shapes of lines, each narrower than the one before: any, a short one, one that may be a part of a title, and one
# that may be a title or the last line of one.
LONG, SHORT, PART, TITLE = range(4)


class Rule(NamedTuple):
    """A row of the table of line rules.

    A rule with a clue (of ``lexicon/clues.toml``) is asked only about lines in which that is found, one with a shape
    only about lines of that shape and the narrower ones.
    """

    name: str
    label: str
    weight: int
    test: Callable[[Page, int], bool] = _always
    clue: str | None = None
    shape: int = LONG


def votes(page: Page) -> list[list[Vote]]:
    """Return the votes on each line of a page.

    A label is voted on only where a rule speaks for it: a vote against a label that nobody proposes is left out.
    """
    quoted = _quotation(page)
    return [_of_line(page, index, quoted[index]) for index in range(len(page))]


def _of_line(page: Page, index: int, quoted: str | None) -> list[Vote]:
    rules = _rows(page.clues(index), _shape(page, index))
    others = list(speaker_votes.votes_on(page, index))
    if quoted == "inside":
        others += [Vote("body", 2, "inside-quotation"), Vote("narration", -4, "inside-quotation")]
    elif quoted == "after":
        others.append(Vote("narration", 2, "after-quotation"))
    cast = [(number, vote) for number, test, vote in rules.favouring if test(page, index)]
    proposed = _ALWAYS.union([vote.label for _, vote in cast], [vote.label for vote in others if vote.weight > 0])
    # What speaks against a label is asked only where something speaks for it: most lines are no title.
    for label, opposing in rules.opposing.items():
        if label in proposed:
            cast += [(number, vote) for number, test, vote in opposing if test(page, index)]
    cast.sort()
    return [vote for _, vote in cast] + [vote for vote in others if vote.weight > 0 or vote.label in proposed]


_ALWAYS: Final = frozenset({"body", "narration", OUTSIDE})


def _once(test: Callable[[Page, int], bool]) -> Callable[[Page, int], bool]:
    """Let a test of a line be made once: several rules ask the same of a line and of its neighbours."""
    name = test.__name__

    @wraps(test)
    def answer(page: Page, index: int) -> bool:
        known = page.answers[name]
        found = known.get(index)
        if found is None:
            found = known[index] = test(page, index)
        return found

    return answer


def _quotation(page: Page) -> list[str | None]:
    """Tell for each line whether it stands inside the quotation that a turn opened, behind one, or neither."""
    out: list[str | None] = []
    depth, opened = 0, False
    for index, text in enumerate(page.texts):
        reading = page.reading(index)
        if reading is not None and (reading.form == "turn" or reading.quote):
            out.append(None)
            opened, depth = reading.quote, int(reading.quote)
            rest = text[reading.end :]
        else:
            out.append(("inside" if depth > 0 else "after") if opened else None)
            rest = text
        if opened:
            depth, _ = quotation.walk(rest, depth)
    return out


@_once
def _is_speaker_line(page: Page, index: int) -> bool:
    """Whether a line names a speaker on a line of his own, alone or joined with the next."""
    if not 0 <= index < len(page):
        return False
    joined = page.joined(index)
    for reading in (page.reading(index), joined.reading if joined else None):
        if reading is None or (page.continues(index) and not is_complete(reading)):
            continue
        if not reading.quote and (reading.form == "speaker" or (reading.form == "turn" and not reading.doubt)):
            return True
        if reading.form == "name" and speaker_label(reading) == "name-marked":
            return True
    return False


@_once
def _title_part(page: Page, index: int) -> bool:
    """Whether a line may be a part of a title: short, and without a full stop."""
    text = page.texts[index] if 0 <= index < len(page) else ""
    return 0 < len(text) <= _LONGEST_TITLE and text[-1] not in "；;:：" and not _STOP.search(text)


@_once
def _looks_like_title(page: Page, index: int) -> bool:
    """Whether a line may be a title, or the last line of one."""
    if not _title_part(page, index) or page.texts[index][-1] in "，、,":
        return False
    return (len(page.texts[index]) >= _SHORTEST_TITLE or page.continues(index)) and _ends_as_title(page, index)


@_once
def _ends_as_title(page: Page, index: int) -> bool:
    """Whether what a line cut at the column runs on into is still short and without a full stop."""
    for place in range(index, index + _TITLE_LINES):
        if not _title_part(page, place):
            return False
        if place + 1 >= len(page) or not page.full(place) or not page.continues(place + 1):
            return True
    return False


@_once
def _follows_in_title(page: Page, index: int) -> bool:
    """Whether a line may belong to the same title as the line before it."""
    apart = page.lines[index].blank_before and not page.full(index - 1) and not page.spaced
    return index > 0 and not apart and _title_part(page, index - 1) and _title_part(page, index)


@_once
def _before_speaker(page: Page, index: int) -> bool:
    return _looks_like_title(page, index) and _is_speaker_line(page, index + 1) and not _is_speaker_line(page, index)


@_once
def _earlier_before_speaker(page: Page, index: int) -> bool:
    """Whether a line is the first or second of a title of two or three lines that a speaker line follows."""
    for last in (index + 1, index + 2):
        if not _follows_in_title(page, last) if last < len(page) else True:
            return False
        if _before_speaker(page, last) or _dated_before_speaker(page, last):
            return not _is_speaker_line(page, index)
    return False


@_once
def _cut_named_speech(page: Page, index: int) -> bool:
    """Whether a line and the next together name a speech at a meeting, and the first alone does not."""
    if index + 1 >= len(page) or not _looks_like_title(page, index) or not _title_part(page, index + 1):
        return False
    whole = page.texts[index] + page.texts[index + 1]
    return not page.matches(index, "named-speech") and compiled("clues")["named-speech"].search(whole) is not None


def _dated_before_speaker(page: Page, index: int) -> bool:
    return _looks_like_title(page, index) and is_date(page, index + 1) and _is_speaker_line(page, index + 2)


@_once
def _counts_like_prose(page: Page, index: int) -> bool:
    """Whether a line tells figures in a sentence of several clauses, as no title does."""
    text = page.texts[index]
    commas = text.count("，") + text.count(",")
    told = commas > 1 or (commas == 1 and len(text) > _LONG_CLAUSE)
    return told and any(char.isdigit() for char in text)


def _after_speaker(page: Page, index: int) -> bool:
    if not index or not _looks_like_title(page, index) or page.continues(index):
        return False
    reading = page.reading(index - 1)
    for back in (2, 3):
        cut = page.joined(index - back) if index >= back else None
        if cut is not None and cut.more == back - 1:
            reading = cut.reading
    if reading is None or reading.form not in ("speaker", "name"):
        return False
    return not reading.colon or (_set_apart(page, index) and not page.matches(index, "numbered"))


def _set_apart(page: Page, index: int) -> bool:
    """Whether a blank line behind a line, in a page where blank lines tell something, sets it apart as a title."""
    return index + 1 < len(page) and page.lines[index + 1].blank_before and not page.spaced and not page.full(index)


def _is_bare_name(page: Page, index: int) -> bool:
    reading = page.reading(index)
    return reading is not None and reading.form == "name" and not reading.doubt


def _continues_title(page: Page, index: int) -> bool:
    if not index or not _follows_in_title(page, index) or not _ends_as_title(page, index):
        return False
    return not _is_speaker_line(page, index - 1)


def _deeper_than_title(page: Page, index: int) -> bool:
    return index > 0 and page.lines[index].indent > page.lines[index - 1].indent


def _far_from_title(page: Page, index: int) -> bool:
    return index > 0 and page.lines[index].blank_before and not page.full(index - 1) and not page.spaced


def _dash_start(page: Page, index: int) -> bool:
    return page.texts[index].startswith(("—", "──", "--", "－")) and _looks_like_title(page, index)


def _label_or_credit(page: Page, index: int) -> bool:
    joined = page.joined(index)
    readings = (page.reading(index), joined.reading if joined else None)
    return any(reading is not None and reading.form in ("label", "credit") for reading in readings)


def _rest_of_head(page: Page, index: int) -> bool:
    """Whether a line is the wrapped rest of a masthead or a contents line."""
    if not index or not page.continues(index):
        return False
    before = index - 1
    # A sentence of a body may end in words that also end the name of a meeting.
    return page.matches(before, "contents-line") or (page.matches(before, "masthead") and _title_part(page, before))


def _listed_in_contents(page: Page, index: int) -> bool:
    text = page.texts[index]
    if len(text) > _LONGEST_TITLE or not page.contents or index in page.contents:
        return False
    return contents.plain(text) in page.promised


def _before_title(page: Page, index: int) -> bool:
    """Whether the next line is a title, or the first line of one, that a speaker line follows."""
    return index + 1 < len(page) and (_before_speaker(page, index + 1) or _earlier_before_speaker(page, index + 1))


def _heads_many(page: Page, index: int) -> bool:
    """Whether a line near the top that names a speech heads several people who speak without titles of their own."""
    return index < _HEAD and page.heads_many()


def _names_no_speech(page: Page, index: int) -> bool:
    return not page.matches(index, "named-speech")


RULES: Final[Sequence[Rule]] = (
    Rule("first-line", OUTSIDE, 1, lambda _, index: index == 0),
    Rule("masthead-words", OUTSIDE, 4, clue="masthead", shape=TITLE),
    Rule("meeting-name", OUTSIDE, 2, clue="meeting-name", shape=TITLE),
    Rule("section-label", OUTSIDE, 5, clue="section-label"),
    Rule("section-label", "title", -3, clue="section-label"),
    Rule("report-of-meeting", OUTSIDE, 4, clue="report-of-meeting"),
    Rule("meeting-note", OUTSIDE, 3, clue="meeting-note"),
    Rule("meeting-note", "title", -4, clue="meeting-note"),
    Rule("meeting-note", "title-more", -4, clue="meeting-note"),
    Rule("box", OUTSIDE, 6, clue="box"),
    Rule("box", "title", -6, clue="box"),
    Rule("table-row", OUTSIDE, 6, clue="table-row"),
    Rule("table-row", "title", -6, clue="table-row"),
    Rule("table-row", "title-more", -6, clue="table-row"),
    Rule("date-line", OUTSIDE, 2, clue="date-line"),
    Rule("contents-line", OUTSIDE, 8, lambda page, index: index in page.contents),
    Rule("rest-of-head", OUTSIDE, 4, _rest_of_head),
    Rule("date-line", "date", 2, clue="date-line"),
    Rule("short-and-unfinished", "title", 1, lambda page, index: len(page.texts[index]) <= _LONG_TITLE,
         shape=TITLE),
    Rule("before-speaker-line", "title", 4, _before_speaker, shape=TITLE),
    Rule("before-rest-of-title", "title", 3, _earlier_before_speaker, shape=PART),
    Rule("before-date-and-speaker", "title", 4, _dated_before_speaker, shape=TITLE),
    Rule("after-speaker-line", "title", 3, _after_speaker, shape=TITLE),
    Rule("named-speech", "title", 4, clue="named-speech"),
    Rule("heads-many", OUTSIDE, 8, _heads_many, "named-speech"),
    Rule("heads-many", "title", -8, _heads_many, "named-speech"),
    Rule("number-alone", "label", 5, _before_title, clue="number-alone"),
    Rule("number-alone", "title", -6, clue="number-alone"),
    Rule("title-label", "title", 6, clue="title-label"),
    Rule("own-material", "title", 9, _before_speaker, clue="own-material"),
    Rule("named-speech-cut", "title", 5, _cut_named_speech, shape=TITLE),
    Rule("named-speech-cut", "title-more", 3, lambda page, index: index > 0 and _cut_named_speech(page, index - 1)),
    Rule("starts-with-bullet", "title", 1, clue="bullet", shape=TITLE),
    Rule("after-finished-line", "title", 1, lambda page, index: index == 0 or page.finished[index - 1],
         shape=TITLE),
    Rule("figures-in-clauses", "title", -5, _counts_like_prose),
    Rule("figures-in-clauses", "title-more", -5, _counts_like_prose),
    Rule("holds-comma", "title", -1, lambda page, index: "，" in page.texts[index]),
    Rule("masthead-words", "title", -9, _names_no_speech, "masthead"),
    Rule("masthead-words", "title-more", -5, _names_no_speech, "masthead"),
    Rule("meeting-name", "title", -2, _names_no_speech, "meeting-name"),
    Rule("numbered-heading", "title", -3, clue="numbered"),
    Rule("rest-of-sentence", "title", -6, lambda page, index: page.continues(index)),
    Rule("date-line", "title", -6, clue="date-line"),
    Rule("contents-line", "title", -8, lambda page, index: index in page.contents),
    Rule("listed-in-contents", "title", 3, _listed_in_contents),
    Rule("speaker-line", "title", -5, _is_speaker_line),
    Rule("label-or-credit", "title", -6, _label_or_credit),
    Rule("salutation", "title", -6, clue="salutation"),
    Rule("under-a-title", "title-more", 2, _continues_title, shape=PART),
    Rule("starts-with-dash", "title-more", 3, _dash_start, shape=TITLE),
    Rule("before-speaker-line", "title-more", 3, _before_speaker, shape=TITLE),
    Rule("before-rest-of-title", "title-more", 2, _earlier_before_speaker, shape=PART),
    Rule("name-line", "title-more", -4, _is_bare_name),
    Rule("blank-before", "title-more", -5, _far_from_title),
    Rule("indented-deeper", "title-more", -3, _deeper_than_title),
    Rule("speaker-line", "title-more", -6, _is_speaker_line),
    Rule("date-line", "title-more", -6, clue="date-line"),
    Rule("label-or-credit", "title-more", -6, _label_or_credit),
    Rule("numbered-heading", "title-more", -3, clue="numbered"),
    Rule("salutation", "title-more", -6, clue="salutation"),
    Rule("sentence", "body", 1, lambda page, index: page.finished[index] or len(page.texts[index]) > _BODY_LENGTH),
    Rule("content-label", "body", 5, clue="content-label"),
    Rule("content-label", "title", -6, clue="content-label"),
    Rule("salutation", "body", 2, clue="salutation"),
    Rule("rest-of-sentence", "body", 2, lambda page, index: page.continues(index)),
)  # fmt: skip

_Row = tuple[int, Callable[[Page, int], bool], Vote]


class _Rows(NamedTuple):
    """The rules to be asked about a line, each with its place in the table: those for a label, and against each."""

    favouring: tuple[_Row, ...]
    opposing: dict[str, tuple[_Row, ...]]


def _shape(page: Page, index: int) -> int:
    """Return the shape of a line."""
    if len(page.texts[index]) > _LONGEST_TITLE:
        return LONG
    if not _title_part(page, index):
        return SHORT
    return TITLE if _looks_like_title(page, index) else PART


@cache
def _rows(clues: frozenset[str], shape: int) -> _Rows:
    """Return the rules to be asked about lines of a shape with some clues.

    A title is never long, so its rules need not be asked about long lines.
    """
    rows = [
        (number, rule.test, Vote(rule.label, rule.weight, rule.name))
        for number, rule in enumerate(RULES)
        if (rule.clue is None or rule.clue in clues)
        and rule.shape <= shape
        and (shape > LONG or rule.label not in ("title", "title-more"))
    ]
    against = [row for row in rows if row[2].weight < 0]
    labels = dict.fromkeys(row[2].label for row in against)
    return _Rows(
        tuple(row for row in rows if row[2].weight > 0),
        {label: tuple(row for row in against if row[2].label == label) for label in labels},
    )
