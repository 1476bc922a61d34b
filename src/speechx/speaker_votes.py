"""Votes on lines that name somebody: what their readings are worth, beside their neighbours and the whole page."""

from collections.abc import Iterator
from typing import Final

from speechx.fields.mention import Reading, is_complete
from speechx.fields.speaker_titles import SPEECH_OF
from speechx.layouts import OUTSIDE
from speechx.page import Page
from speechx.vote import Vote

# So many turns of one shape prove each other.
_FELLOWS: Final = 3
# So many people with offices on lines of their own make a lone turn in full believable.
_OTHERS: Final = 2
# So many lines of speakers in a row are a list of participants, not speeches.
_ROSTER: Final = 4
# A label that a colon closes is no longer.
_LABEL: Final = 24
_COLONS: Final = frozenset(":：")
# Votes of the speaker reader by line label: for a sure reading and for one in doubt.
_LABEL_WEIGHTS: Final = {
    "speaker": (6, 2), "speaker-colon": (6, 2), "name": (1, 0), "name-marked": (4, 2), "turn": (4, 1),
    "turn-quote": (4, 1), "label": (3, 2), "credit": (5, 3), "headline": (6, 2),
}  # fmt: skip
# What a speaker cut by a line end owes to its rest: this much of its weight stands on the next line.
_CUT: Final = 3
_TOLD: Final = "told-quotation"
_JOINED_FORMS: Final = frozenset({"speaker", "turn", "credit"})


def votes_on(page: Page, index: int) -> Iterator[Vote]:
    """Vote on a line by what it reads as, alone or joined with the next ones."""
    reading, joined = page.reading(index), page.joined(index)
    if joined is not None and joined.reading.form in _JOINED_FORMS:
        reading = joined.reading
    # An office without a name is no speaker line: the name below it was looked for already.
    if reading is not None and (label := speaker_label(reading)) in _LABEL_WEIGHTS:
        sure, weak = _LABEL_WEIGHTS[label]
        cut = joined is not None and reading is joined.reading and reading.form != "turn"
        yield Vote(label, weak if reading.doubt else sure - _CUT if cut else sure, f"reads-as-{reading.rule}")
        yield from _context_votes(page, index, reading, label)
    yield from _rest_votes(page, index)


def _rest_votes(page: Page, index: int) -> Iterator[Vote]:
    """Vote for the rest of a speaker or credit that began one or two lines before."""
    for back in (1, 2):
        before = page.joined(index - back) if index >= back else None
        if before is not None and before.more >= back and before.reading.form in ("speaker", "credit"):
            yield Vote("more", 5 + _CUT, "rest-of-wrapped-speaker")
            alone = page.reading(index)
            if alone is not None and is_complete(alone):
                yield Vote("more", -3, "whole-by-itself")
            return


def _context_votes(page: Page, index: int, reading: Reading, label: str) -> Iterator[Vote]:
    if page.matches(index, "meeting-note"):
        yield Vote(label, -6, "meeting-note")
    if page.continues(index) and not _under_label(page, index, reading):
        yield Vote(label, -3 if is_complete(reading) else -6, "rest-of-sentence")
    yield from _credit_votes(page, reading, label)
    if reading.rule == SPEECH_OF:
        yield Vote(OUTSIDE, -6, "speech-of-somebody")
    if reading.form == "turn" and not all(mention.name and mention.role for mention in reading.mentions):
        yield Vote(label, -1, "part-of-a-name-or-office")
    if label in ("turn", "turn-quote"):
        yield from _turn_votes(page, index, reading, label)
    if reading.form == "speaker" and is_date(page, index + 1) and index + 2 == len(page):
        yield Vote(label, -8, "signature")
    if reading.form in ("speaker", "headline") and not reading.doubt and not page.continues(index):
        yield Vote("body", -4, "reads-as-speaker")
    if reading.form == "speaker" and (_in_roster(page, index) or _under_list_heading(page, index)):
        yield Vote(OUTSIDE, 8, "run-of-speaker-lines")
    elif reading.form == "speaker" and _introduces(page, index, reading):
        yield Vote(OUTSIDE, 8, "introduced-before-turns")


def _credit_votes(page: Page, reading: Reading, label: str) -> Iterator[Vote]:
    """Weigh a bare name by the credits of the page, and a credit by the names."""
    if reading.form == "name" and not reading.doubt and page.gives_offices_in_credits():
        yield Vote(label, 3, "office-in-a-credit")
    if reading.form == "credit" and not page.names_somebody() and not (page.compiles or page.names_meeting()):
        yield Vote(label, -8, "nobody-named")


def _under_label(page: Page, index: int, reading: Reading) -> bool:
    """Whether a line below a colon names a person with office or body: the colon closed a label, no clause."""
    told = all(mention.name and (mention.role or mention.unit) for mention in reading.mentions)
    short = len(page.texts[index - 1]) <= _LABEL and page.texts[index - 1][-1] in _COLONS
    return short and told and not reading.doubt


def _turn_votes(page: Page, index: int, reading: Reading, label: str) -> Iterator[Vote]:
    """Weigh a turn by its fellows: many of one shape prove each other, and one alone is hardly a turn."""
    whole = not reading.doubt and all(mention.name and mention.role and mention.unit for mention in reading.mentions)
    if page.shapes().total() == 1 and not (whole and len(page.known_names()) >= _OTHERS):
        yield Vote(label, -3, "lone-turn")
    if index and page.matches(index - 1, "section-label"):
        yield Vote(label, 2, "below-a-section-label")
    if reading.rule == _TOLD:
        yield Vote(label, 3 if page.names_meeting() else -8, "told-at-a-meeting")
    if page.shapes()[reading.rule] >= _FELLOWS:
        yield Vote(label, 2, "fellows-of-the-same-shape")
    if label == "turn-quote" and not any(mention.role or mention.unit for mention in reading.mentions):
        yield Vote(label, -2, "bare-name-with-quotation")
    if reading.form == "turn" and any(reading_form(page, place) == "turn" for place in (index - 1, index + 1)):
        yield Vote(label, 2, "among-turns")


def speaker_label(reading: Reading) -> str:
    """Return the line label that a reading speaks for."""
    if reading.quote:
        return "turn-quote"
    if reading.form == "turn":
        return "turn"
    if reading.form == "speaker" and reading.colon:
        return "speaker-colon"
    if reading.form == "name" and reading.mentions and reading.mentions[0].start > 0:
        return "name-marked"
    return reading.form


def reading_form(page: Page, index: int) -> str | None:
    """Return the form of a line's reading, or None."""
    reading = page.reading(index) if 0 <= index < len(page) else None
    return reading.form if reading else None


def _in_roster(page: Page, index: int) -> bool:
    run = 1
    for step in (-1, 1):
        place = index + step
        while 0 <= place < len(page) and run < _ROSTER and reading_form(page, place) == "speaker":
            run += 1
            place += step
    return run >= _ROSTER


def _introduces(page: Page, index: int, reading: Reading) -> bool:
    """Whether a line only introduces people who take their turns below, and no text of theirs follows it."""
    names = [mention.name.text for mention in reading.mentions if mention.name is not None]
    if not names or any(page.turn_names().get(name, -1) <= index for name in names):
        return False
    return index + 1 < len(page) and (page.reading(index + 1) is not None or page.matches(index + 1, "meeting-note"))


def _under_list_heading(page: Page, index: int) -> bool:
    """Whether a line stands in a run of speaker lines under the heading of a list of participants."""
    place = index
    while place >= 0 and reading_form(page, place) == "speaker":
        place -= 1
    return place >= 0 and place < index and page.matches(place, "list-heading")


def is_date(page: Page, index: int) -> bool:
    """Whether a line is a date line."""
    return 0 <= index < len(page) and page.matches(index, "date-line")
