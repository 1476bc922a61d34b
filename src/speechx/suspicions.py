"""Structural suspicions: what a reader should look at because a speech may be lost, invented or cut in the wrong place.

Each function sees the labelled page and the speeches and yields what it suspects; none changes anything.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from speechx import contents, quotation
from speechx.decode import Label
from speechx.fields import speaker_titles
from speechx.fields.speaker_readings import TOLD_HEAD
from speechx.fields.speaker_signs import hints_at_speaker, hints_at_turn
from speechx.layouts import OUTSIDE
from speechx.page import Page
from speechx.patterns import compiled
from speechx.segment import Draft
from speechx.source import Span

# A speech is suspiciously long beyond this many times the median of at least so many fellows.
_TIMES_MEDIAN: Final = 4
_FELLOWS: Final = 3
_LONGEST_LONE_LINE: Final = 40
# A shorter quotation is a word or two.
_SHORTEST_QUOTED: Final = 8
_LONGEST_QUOTED: Final = 400
# The head of a box is no longer; a longer line holds the text of the box as well.
_LONGEST_BOX_HEAD: Final = 12
_PAUSES: Final = "，、；：,;:"
_SENTENCE_ENDS: Final = "。；"
_COMMAS: Final = "，、,"


class Suspicion(NamedTuple):
    """The name of a diagnostic, where it stands, and what fills its message."""

    name: str
    span: Span
    details: dict[str, object]


def find(page: Page, labels: Sequence[Label], drafts: Sequence[Draft]) -> list[Suspicion]:
    """Return all structural suspicions of a page."""
    return [
        *_stray_speakers(page, labels, drafts),
        *_told_quotations(page, labels),
        *_behind_boxes(page, labels),
        *_lone_titles(page, labels, drafts),
        *_missing_parts(page, drafts),
        *_repeats(drafts),
        *_giants(page, drafts),
        *_contents(page, drafts),
    ]


def _stray_speakers(page: Page, labels: Sequence[Label], drafts: Sequence[Draft]) -> Iterator[Suspicion]:
    """A line that reads as a speaker line but was taken for something else; a list of those who speak is none."""
    heard = {person.name.text for draft in drafts for person in draft.people if person.name is not None}
    for index, label in enumerate(labels):
        if page.continues(index) or label.label not in (OUTSIDE, "body", "narration"):
            continue
        reading = page.reading(index)
        if reading is None:
            if _hints(page, label, index):
                yield _speaker_in_body(page, index) if label.label == "body" else _outside_speaker(page, index)
            continue
        listed = label.label == OUTSIDE and all(
            mention.name is not None and mention.name.text in heard for mention in reading.mentions
        )
        if reading.form in ("speaker", "turn", "office") and not listed:
            if label.label != OUTSIDE:
                yield _speaker_in_body(page, index)
                continue
            yield _outside_speaker(page, index)


def _hints(page: Page, label: Label, index: int) -> bool:
    """Whether a line that reads as no speaker line is built as one: a turn anywhere, a line of its own in a body."""
    if any(page.matches(index, clue) for clue in ("salutation", "meeting-note", "table-row", "numbered")):
        return False
    text = page.texts[index]
    if hints_at_turn(text):
        return True
    own = label.label == "body" and index + 1 < len(page) and not page.continues(index) and not page.finished[index]
    return own and (hints_at_speaker(text) or speaker_titles.names_speech(text))


def _outside_speaker(page: Page, index: int) -> Suspicion:
    text = page.texts[index][:_LONGEST_LONE_LINE]
    return Suspicion("outside-speaker", page.lines[index].span, {"text": text})


def _speaker_in_body(page: Page, index: int) -> Suspicion:
    return Suspicion("speaker-in-body", page.lines[index].span, {"text": page.texts[index][:_LONGEST_LONE_LINE]})


def _told_quotations(page: Page, labels: Sequence[Label]) -> Iterator[Suspicion]:
    """A line that quotes somebody behind a verb of speaking and opens no speech, in a report of a meeting."""
    if not page.names_meeting():
        return
    for index, label in enumerate(labels):
        if label.label in (OUTSIDE, "narration", "body") and _quotes(page.whole(index)):
            yield Suspicion(
                "quotation-outside", page.lines[index].span, {"text": page.texts[index][:_LONGEST_LONE_LINE]}
            )


def _quotes(text: str) -> bool:
    """Whether a line begins as a told quotation does, or with one and who said it behind: “…。”某镇镇长说."""
    patterns = compiled("clues")
    if text[:1] not in quotation.OPENING:
        return patterns["told-quotation"].search(text[:TOLD_HEAD]) is not None
    closed = next((place for place, char in enumerate(text[:_LONGEST_QUOTED]) if char in quotation.CLOSING), 0)
    if closed < _SHORTEST_QUOTED:
        return False
    return patterns["inverted-quotation"].search(text[closed + 1 : closed + TOLD_HEAD]) is not None


def _behind_boxes(page: Page, labels: Sequence[Label]) -> Iterator[Suspicion]:
    """Prose below the first paragraph of a box that stands behind a speech: the speech may go on there."""
    spoken, boxed, paragraphs = False, False, 0
    for index, label in enumerate(labels):
        if label.label != OUTSIDE:
            spoken, boxed = True, False
            continue
        if page.matches(index, "box"):
            boxed = spoken
            paragraphs = int(len(page.texts[index]) > _LONGEST_BOX_HEAD)
            continue
        paragraphs += page.lines[index].blank_before or paragraphs == 0
        if boxed and paragraphs > 1 and page.finished[index] and len(page.texts[index]) > _SHORTEST_QUOTED:
            text = page.texts[index][:_LONGEST_LONE_LINE]
            yield Suspicion("text-behind-box", page.lines[index].span, {"text": text})
            boxed = False


def _lone_titles(page: Page, labels: Sequence[Label], drafts: Sequence[Draft]) -> Iterator[Suspicion]:
    """A line set like a title that no speaker line follows, in a document whose speeches have titles."""
    if 2 * sum(draft.title is not None for draft in drafts) < len(drafts):
        return
    for index, label in enumerate(labels[:-1]):
        own_title = index == 0 and label.label == OUTSIDE
        opens = label.label == "body" and (not index or labels[index - 1].label != "body")
        if label.label not in ("body", OUTSIDE) or own_title or opens:
            continue
        if _set_like_title(page, index):
            yield Suspicion("title-without-speaker", page.lines[index].span, {"text": page.texts[index]})


def _set_like_title(page: Page, index: int) -> bool:
    """Whether a short unfinished line stands alone between blank lines, after a sentence and before one."""
    text = page.texts[index]
    alone = page.lines[index].blank_before and page.lines[index + 1].blank_before and not page.indented(index)
    clauses = sum(map(text.count, _COMMAS))
    prose = text[-1] in _PAUSES or any(mark in text for mark in _SENTENCE_ENDS) or clauses > 1
    if not alone or len(text) > _LONGEST_LONE_LINE or prose or page.finished[index]:
        return False
    if any(page.matches(index, clue) for clue in ("numbered", "date-line", "meeting-note", "masthead", "salutation")):
        return False
    return index not in page.contents and (index == 0 or page.finished[index - 1] or not page.full(index - 1))


def _missing_parts(page: Page, drafts: Sequence[Draft]) -> Iterator[Suspicion]:
    titled = sum(draft.title is not None for draft in drafts)
    for draft in drafts:
        span = page.lines[draft.lines[0]].span
        moderator = any(person.moderator for person in draft.people)
        if draft.title is None and 2 * titled > len(drafts) and not moderator:
            yield Suspicion("speech-without-title", span, {})
        if draft.body is None:
            yield Suspicion("speech-without-text", span, {})
        for person in draft.people:
            if not person.moderator:
                missing = [name for name in ("name", "unit", "role") if getattr(person, name) is None]
                if missing:
                    yield Suspicion("speaker-incomplete", person.span, {"missing": ", ".join(missing)})
            if person.doubt and (person.doubt != "role-unknown" or person.role is not None):
                yield Suspicion("speaker-in-doubt", person.span, {"reason": person.doubt})


def _repeats(drafts: Sequence[Draft]) -> Iterator[Suspicion]:
    seen: dict[str, int] = {}
    for number, draft in enumerate(drafts, 1):
        if draft.body is None:
            continue
        first = seen.setdefault("".join(draft.body.raw.split()), number)
        if first != number and len(draft.body) > _LONGEST_LONE_LINE:
            yield Suspicion("repeated-speech", draft.body.span(0, len(draft.body)), {"first": first})


def _giants(page: Page, drafts: Sequence[Draft]) -> Iterator[Suspicion]:
    """A speech far longer than its fellows of the same layout: another one may be hidden in it."""
    by_layout: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.body is not None and not any(person.moderator for person in draft.people):
            by_layout[draft.layout].append(draft)
    for fellows in by_layout.values():
        sizes = [len(draft.body or ()) for draft in fellows]
        usual = _median(sizes)
        if len(fellows) > _FELLOWS:
            for draft, size in zip(fellows, sizes, strict=True):
                if size > _TIMES_MEDIAN * usual:
                    yield Suspicion("giant-speech", page.lines[draft.lines[0]].span, {"chars": size, "usual": usual})


def _median(sizes: Sequence[int]) -> float:
    """Return the median; ``statistics`` takes longer to load than all suspicions to find."""
    ordered = sorted(sizes)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _contents(page: Page, drafts: Sequence[Draft]) -> Iterator[Suspicion]:
    """A title of the contents list that no speech bears; where titles are cut or changed, the count decides."""
    promised = {index: title for index, title in page.contents.items() if title}
    found = {contents.plain(draft.title.text) for draft in drafts if draft.title is not None}
    speeches = sum(not any(person.moderator for person in draft.people) for draft in drafts)
    if len(promised) <= speeches:
        return
    for index, title in promised.items():
        if title not in found:
            yield Suspicion("contents-promise-more", page.lines[index].span, {"title": title})
