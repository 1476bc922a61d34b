"""A document as the line rules see it: lines without furniture, folded texts, what each ends and reads like."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

import regex

from speechx import contents, kept, listed
from speechx.fields import names, offices, speaker, speaker_bodies, speaker_titles
from speechx.fields.mention import Reading, is_complete
from speechx.fields.speaker_readings import quotes_behind_comma
from speechx.fields.speaker_signs import signs, silent
from speechx.lines import Line
from speechx.patterns import LONGEST, compiled, openers
from speechx.source import Source
from speechx.view import WORD_GAP, Piece, View

_FINAL: Final = "。！？!?…"
_CLOSING: Final = "”’」』）)】》〉\"'"
_NAME_START: Final = kept.pattern(r"\p{Han}{3}\s+\p{Han}{1,2}$")
_NAME_REST: Final = kept.pattern(r"\p{Han}{1,2}")
_COLON: Final = kept.pattern("[:：]")
_NARROW: Final = re.compile("[ -~]")
_BETWEEN: Final = frozenset("、，")
_COLONS: Final = frozenset(":：")
_PAUSES: Final = "，、：；,“‘（《"
# A speaker line is short; a turn's speaker part ends early. Beyond these a line is not read as a speaker.
_LONGEST_SPEAKER: Final = 80
_LONGEST_TURN_HEAD: Final = 70
# A speaker may be cut in so many lines.
_JOINED_LINES: Final = 3
_SHORTEST_HEADLINE: Final = 12
_GAP: Final = kept.pattern(r"\S\s+\S")
_LONGEST_NAME: Final = 6
_HEAD_LINES: Final = 6
_LONGEST_NAME_HEAD: Final = 16
_MANY: Final = 3
_LONGEST_ABOVE: Final = 40
_LONGEST_HAN_NAME: Final = 4
_DOT: Final = "·"
_NAME_LINE: Final = kept.pattern(r"[*\s]*(?P<name>\p{Han}[\p{Han}·\s]{0,16}\p{Han})[*\s]*(?:[:：][*\s]*)?")
# Forms of a line that may lack the name which stands below it.
_WITHOUT_NAME: Final = frozenset({"office", "label"})
# Lines broken at a column cluster in width; this share of the unfinished lines makes the column believed.
_COLUMN_SHARE: Final = 0.4
_COLUMN_LINES: Final = 3
_COLUMN_SLACK: Final = 4
_NARROWEST: Final = 12  # columns; no page is set narrower: shorter lines are a list, or verse
_WIDER_SHARE: Final = 0.1
_SPACED_SHARE: Final = 0.95


class Joined(NamedTuple):
    """A reading of several lines together, the view that was read, and how many lines beyond the first it takes."""

    reading: Reading
    more: int
    view: View


class Page:
    """The lines that carry text, with what they look like and read like.

    Attributes:
        source: the decoded source.
        lines: its lines without page furniture.
        texts: the folded text of each line.
        signs: what the characters of each line tell of speakers.
        finished: whether each line ends as a sentence ends.
        widths: the width of each line in columns, indent included: two for a wide character, one for ASCII.
        column: the width in columns at which the lines are broken, or None where no width recurs.
        margin: the indent that all lines have at least.
        spaced: whether a blank line stands before almost every line, so that blank lines tell nothing.
        contents: the lines of a contents list with the titles they promise (see ``speechx.contents``).
        promised: the titles that the contents list promises.
        compiles: whether its first lines say that the document is a compilation of speeches.
        answers: what the line rules found out about each line, by the name of the test (see ``speechx.votes``).
    """

    def __init__(self, source: Source, lines: Sequence[Line]) -> None:
        self.source, self.lines = source, lines
        folded = source.folded
        self.texts = [folded[start:end] for _, (start, end), _, _ in lines]
        self.signs = [signs(text) for text in self.texts]
        self.finished = [is_finished(text) for text in self.texts]
        self.widths = [2 * line.indent + _columns(text) for line, text in zip(lines, self.texts, strict=True)]
        self.column = _column(self.widths, self.finished)
        self.margin = min((line.indent for line in lines), default=0)
        self.spaced = sum(line.blank_before for line in lines) >= _SPACED_SHARE * len(lines)
        self.contents = contents.find(self.texts)
        self.promised = frozenset(self.contents.values())
        self.compiles = any(_masthead().search(text[:LONGEST]) for text in self.texts[:_HEAD_LINES])
        self.answers: defaultdict[str, dict[int, bool]] = defaultdict(dict)
        self._alone: dict[int, Reading | None] = {}
        self._readings: dict[int, Reading | None] = {}
        self._joined: dict[int, Joined | None] = {}
        self._clues: dict[int, frozenset[str]] = {}
        self._continues: dict[int, bool] = {}
        self._heads_many: bool | None = None
        self._names_somebody: bool | None = None
        self._credits: bool | None = None
        self._shapes: Counter[str] | None = None
        self._turn_names: dict[str, int] | None = None
        self._known_names: frozenset[str] | None = None

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self.lines)

    def _silent(self, first: int, last: int) -> bool:
        """Whether some lines, joined, surely name no speaker."""
        return silent(self.texts[first : last + 1], self.signs[first : last + 1])

    def full(self, index: int) -> bool:
        """Whether a line reaches the column at which lines are broken."""
        return self.column is not None and self.widths[index] >= self.column - _COLUMN_SLACK

    def continues(self, index: int) -> bool:
        """Whether a line must be the rest of a sentence that the line before began."""
        found = self._continues.get(index)
        if found is None:
            goes_on = index > 0 and self._goes_on(index - 1) and not self._below_masthead(index)
            found = self._continues[index] = goes_on and not self.indented(index)
        return found

    def _below_masthead(self, index: int) -> bool:
        """Whether a blank line parts a line from the name of a compilation above it."""
        if not self.lines[index].blank_before or self.spaced:
            return False
        text = self.texts[index - 1]
        return len(text) <= LONGEST and _masthead().search(text) is not None

    def _goes_on(self, index: int) -> bool:
        if self.finished[index] or self._opens_body(index):
            return False
        return self.texts[index][-1] in _PAUSES or (self.full(index) and not self._is_head(index))

    def _opens_body(self, index: int) -> bool:
        """Whether the colon that ends a line closes the name of a speaker or a section: what follows begins anew."""
        text = self.texts[index]
        if text[-1] not in _COLONS:
            return False
        if len(text) <= LONGEST and compiled("clues")["section-label"].search(text):
            return True
        reading = self._read_alone(index)
        if reading is None or reading.form != "speaker":
            return False
        return all(mention.name and mention.role for mention in reading.mentions)

    def _is_head(self, index: int) -> bool:
        """Whether a line is whole in itself though it reaches the column: a date line, or a speaker named in full."""
        if compiled("clues")["date-line"].search(self.texts[index]):
            return True
        reading = self.reading(index)
        return reading is not None and reading.form == "speaker" and not reading.doubt

    def indented(self, index: int) -> bool:
        """Whether a line is indented against the page's margin."""
        return self.lines[index].indent > self.margin

    def matches(self, index: int, clue: str) -> bool:
        """Whether a clue of ``lexicon/clues.toml`` is found in a line of moderate length."""
        return clue in self.clues(index)

    def clues(self, index: int) -> frozenset[str]:
        """Return the clues of ``lexicon/clues.toml`` that are found in a line of moderate length."""
        found = self._clues.get(index)
        if found is None:
            found = self._clues[index] = self._find_clues(index)
        return found

    def _find_clues(self, index: int) -> frozenset[str]:
        alone, whole = self.texts[index], self.whole(index)
        if len(alone) > LONGEST:
            return frozenset()
        patterns = openers("clues").of(alone)
        found = [name for name, pattern in patterns if pattern.search(alone)]
        if whole is not alone and len(whole) <= LONGEST:
            found += [name for name, pattern in patterns if pattern.search(whole)]
        return frozenset(found)

    def whole(self, index: int) -> str:
        """Return a line's text with the next one's where it was cut at the column."""
        text = self.texts[index]
        if len(text) <= LONGEST and self.full(index) and index + 1 < len(self) and self.continues(index + 1):
            return text + self.texts[index + 1]
        return text

    def view(self, first: int, last: int) -> View:
        """Return the lines ``first`` to ``last`` (included) joined without a gap."""
        return View(self.source, [Piece(line.span, "") for line in self.lines[first : last + 1]])

    def names_meeting(self) -> bool:
        """Whether the document's first lines name a meeting."""
        return any(self.matches(index, "meeting-name") for index in range(min(_HEAD_LINES, len(self))))

    def shapes(self) -> Counter[str]:
        """Return how many lines read as turns by each rule of the speaker reader."""
        if self._shapes is None:
            readings = [self.reading(index) for index in range(len(self))]
            self._shapes = Counter(reading.rule for reading in readings if reading and reading.form == "turn")
        return self._shapes

    def reading(self, index: int) -> Reading | None:
        """Return how a line reads as a speaker line, or None."""
        if index not in self._readings:
            self._readings[index] = self._read(index)
        return self._readings[index]

    def turn_names(self) -> dict[str, int]:
        """Return the names of those who take turns, with the last line at which each does."""
        if self._turn_names is None:
            self._turn_names = {
                mention.name.text: index
                for index in range(len(self))
                if (reading := self.reading(index)) is not None and reading.form == "turn"
                for mention in reading.mentions
                if mention.name is not None
            }
        return self._turn_names

    def known_names(self) -> frozenset[str]:
        """Return the names of the people whom a line of their own gives with their office."""
        if self._known_names is None:
            readings = [self._read_alone(index) for index in range(len(self))]
            self._known_names = frozenset(
                mention.name.text
                for reading in readings
                if reading is not None and reading.form == "speaker"
                for mention in reading.mentions
                if mention.name is not None and mention.role is not None
            )
        return self._known_names

    def heads_many(self) -> bool:
        """Whether at least three lines name a speaker in full, and all but the first stand right behind a sentence."""
        if self._heads_many is None:
            whole = [index for index in range(len(self)) if self._names_in_full(index)]
            behind = sum(self.finished[index - 1] for index in whole[1:])
            self._heads_many = len(whole) >= _MANY and behind == len(whole) - 1
        return self._heads_many

    def gives_offices_in_credits(self) -> bool:
        """Whether a closing credit tells the office or the body of somebody whom it does not name."""
        if self._credits is None:
            readings = (self.reading(index) for index in range(len(self)))
            closing = (reading for reading in readings if reading is not None and reading.form == "credit")
            self._credits = any(mention.name is None for reading in closing for mention in reading.mentions)
        return self._credits

    def names_somebody(self) -> bool:
        """Whether any line names a person: an essay has at its end nothing but the body of its author."""
        if self._names_somebody is None:
            readings = (self.reading(index) for index in range(len(self)))
            people = (mention for reading in readings if reading is not None for mention in reading.mentions)
            self._names_somebody = any(person.name is not None for person in people)
        return self._names_somebody

    def _names_in_full(self, index: int) -> bool:
        reading = self._read_alone(index)
        return reading is not None and is_complete(reading)

    def _read(self, index: int) -> Reading | None:
        reading = self._read_alone(index)
        if (reading is None or _gapped_unit(reading)) and self._may_head(index):
            return speaker_titles.headline(self.view(index, index)) or self._read_rest(index, reading)
        return self._read_rest(index, reading)

    def _read_rest(self, index: int, reading: Reading | None) -> Reading | None:
        """Read what only the page tells: who is named elsewhere, bodies under a title in a compilation."""
        if reading is None and self.signs[index].colon:
            if _COLON.search(self.texts[index], 0, _LONGEST_NAME_HEAD):
                return listed.read(self.view(index, index), self.known_names())
        elif reading is None and self.compiles and not self.signs[index].prose:
            return speaker_bodies.bodies_alone(self.view(index, index), placed=not self._under_title(index))
        return reading

    def _may_head(self, index: int) -> bool:
        """Whether a line may hold a title and its speaker: short, begun anew, with gaps or closed by a parenthesis."""
        text = self.texts[index]
        if not _SHORTEST_HEADLINE <= len(text) <= _LONGEST_SPEAKER or self.finished[index] or self.continues(index):
            return False
        return text[-1] in "）)" or _GAP.search(text) is not None or speaker_titles.names_speech(text)

    def _under_title(self, index: int) -> bool:
        """Whether a short line without a full stop, or another body, stands right above a line."""
        if not index or self.finished[index - 1] or self.continues(index):
            return False
        text = self.texts[index - 1]
        return len(text) <= _LONGEST_ABOVE and text[-1] not in _PAUSES and not self.matches(index - 1, "salutation")

    def _read_alone(self, index: int) -> Reading | None:
        if index not in self._alone:
            self._alone[index] = self._read_line(index)
        return self._alone[index]

    def _read_line(self, index: int) -> Reading | None:
        text = self.texts[index]
        if len(text) > _LONGEST_SPEAKER and not (
            _COLON.search(text, 0, _LONGEST_TURN_HEAD) or quotes_behind_comma(text)
        ):
            return None
        return None if self._silent(index, index) else speaker.read(self.view(index, index))

    def joined(self, index: int) -> Joined | None:
        """Return how a line reads together with the next one or two, where breaks may have cut a speaker in pieces."""
        if index not in self._joined:
            self._joined[index] = self._read_joined(index)
        return self._joined[index]

    def _read_joined(self, index: int) -> Joined | None:
        alone = self.reading(index)
        if len(self.texts[index]) > _LONGEST_SPEAKER or (alone is not None and alone.colon and alone.form == "speaker"):
            return None
        found = self._cut_speaker(index) or self._name_below(index, alone) or self._office_below(index, alone)
        return found or self._unit_above(index, alone)

    def _unit_above(self, index: int, alone: Reading | None) -> Joined | None:
        """Read a body on a line of its own and the office with the name below it as one speaker line."""
        below = self.reading(index + 1) if index + 1 < len(self) else None
        if below is None or below.form != "speaker" or len(below.mentions) != 1 or not (alone is None or alone.doubt):
            return None
        apart = below.mentions[0].unit is None and below.mentions[0].role is not None
        if not apart or not speaker_bodies.is_whole(self.texts[index]):
            return None
        view = View(self.source, [Piece(line.span, WORD_GAP) for line in self.lines[index : index + 2]])
        reading = speaker.read(view)
        if reading is None or reading.form != "speaker" or len(reading.mentions) != 1:
            return None
        unit = reading.mentions[0].unit
        return Joined(reading, 1, view) if unit is not None and len(unit.text) == len(self.texts[index]) else None

    def _cut_speaker(self, index: int) -> Joined | None:
        if index + 1 < len(self) and self._names_in_full(index) and self._names_in_full(index + 1):
            return None
        length = 0
        for last in range(index + 1, min(index + _JOINED_LINES, len(self))):
            # A name that a break cut off at its typesetting gap keeps the gap as its indent.
            indented = self.indented(last) and len(self.texts[last]) > _LONGEST_NAME
            cut = self.full(last - 1) or self._cut_in_name(last) or self._cut_in_office(index, last)
            if self.finished[last - 1] or not cut or indented or self.matches(last, "salutation"):
                return None
            length += len(self.texts[last - 1])
            head = self.texts[last][:_LONGEST_TURN_HEAD]
            if len(head) == _LONGEST_TURN_HEAD and not _COLON.search(head):
                return None
            if self._silent(index, last):
                continue
            reading = speaker.read(self.view(index, last))
            if (
                reading is not None
                and reading.form == "office"
                and last + 1 < len(self)
                and self._cut_in_office(index, last + 1)
            ):
                continue
            if reading is not None and not reading.doubt and _ends_behind(reading, length):
                return Joined(reading, last - index, self.view(index, last))
        return None

    def _cut_in_name(self, last: int) -> bool:
        """Whether a break may have cut a name behind the gap before it: 某镇镇长　司|徒望."""
        below = _NAME_REST.fullmatch(self.texts[last]) is not None
        return below and _NAME_START.search(self.texts[last - 1]) is not None

    def _cut_in_office(self, index: int, last: int) -> bool:
        """Whether a break cut an office behind 、, or parts the rest of an office so cut from the name below it."""
        before = self.texts[last - 1]
        if before[-1] in _BETWEEN:
            return len(before) > 1 and offices.head(before, len(before) - 1) is not None
        opened = last - 1 > index and self.texts[last - 2][-1] in _BETWEEN
        return opened and _NAME_LINE.fullmatch(self.texts[last]) is not None

    def _below_label(self, index: int) -> Joined | None:
        """Read a label that announces a speaker (讲述人：) together with the line below it."""
        view = View(self.source, [Piece(line.span, WORD_GAP) for line in self.lines[index : index + 2]])
        reading = speaker.read(view)
        told = reading is not None and reading.form == "speaker" and not reading.doubt
        return Joined(reading, 1, view) if reading is not None and told else None

    def _office_below(self, index: int, alone: Reading | None) -> Joined | None:
        """Read a labelled name and the office that stands on the line below it as one speaker line."""
        if alone is None or index + 1 >= len(self) or len(alone.mentions) != 1:
            return None
        below = self.reading(index + 1)
        told = below is not None and below.form == "office" and not below.doubt
        bare = alone.form == "name" and told and (self.compiles or self.names_meeting())
        if alone.form != "speaker" and not bare:
            return None
        if alone.mentions[0].role or alone.mentions[0].unit or (below is not None and below.form != "office"):
            return None
        view = View(self.source, [Piece(line.span, WORD_GAP) for line in self.lines[index : index + 2]])
        reading = speaker.read(view)
        if reading is None or reading.form != "speaker" or len(reading.mentions) != 1:
            return None
        mention = reading.mentions[0]
        told = mention.name is not None and mention.role is not None and mention.unit is not None
        return Joined(reading, 1, view) if told and not reading.doubt else None

    def _name_below(self, index: int, alone: Reading | None) -> Joined | None:
        """Read an office and the name that stands on the line below it as one speaker line."""
        if index + 1 >= len(self) or self.finished[index]:
            return None
        if alone is not None and alone.form == "label":
            return self._below_label(index)
        match = _NAME_LINE.fullmatch(self.texts[index + 1])
        name = "".join(match["name"].split()) if match else ""
        if not name or (len(name) > _LONGEST_HAN_NAME and _DOT not in name) or not names.possible(name):
            return None
        view = View(self.source, [Piece(line.span, WORD_GAP) for line in self.lines[index : index + 2]])
        reading = speaker.read(view)
        if reading is None or not self._completes(index, alone, reading, len(name)):
            return None
        return Joined(reading, 1, view)

    def _completes(self, index: int, alone: Reading | None, reading: Reading, size: int) -> bool:
        """Whether the name of ``size`` characters on the next line is that of the office on this one."""
        if reading.form != "speaker" or len(reading.mentions) != 1:
            return False
        mention = reading.mentions[0]
        if mention.name is None or mention.role is None or len(mention.name.text) != size:
            return False
        nameless = alone is None or alone.form in _WITHOUT_NAME
        if alone is not None and not nameless and not alone.doubt and reading.rule == alone.rule:
            return False
        below = self.reading(index + 1)
        told = below is not None and below.form == "name" and not below.doubt
        sure = not reading.doubt or told or (alone is not None and nameless and not alone.doubt)
        return sure and mention.name.pieces[0][0] > len(self.texts[index])


def _gapped_unit(reading: Reading) -> bool:
    """Whether gaps cut the unit of a speaker line in pieces: the first of them may be a title."""
    units = [mention.unit for mention in reading.mentions[:1]]
    return reading.form == "speaker" and any(unit is not None and len(unit.pieces) > 1 for unit in units)


def _masthead() -> regex.Pattern[str]:
    return compiled("clues")["masthead"]


def _ends_behind(reading: Reading, length: int) -> bool:
    return reading.end > length or any(mention.end > length for mention in reading.mentions)


def is_finished(text: str) -> bool:
    """Whether a text ends as a sentence ends, closing quotation marks and brackets looked through.

    >>> is_finished("他说：“好。”"), is_finished("划分为3个灌"), is_finished("“双碳”")
    (True, False, False)
    """
    core = text.rstrip(_CLOSING)
    return bool(core) and core[-1] in _FINAL


def _column(widths: Sequence[int], finished: Sequence[bool]) -> int | None:
    """Return the width in columns at which lines are broken, or None where no width recurs."""
    unfinished = [width for width, done in zip(widths, finished, strict=True) if not done and width <= 2 * LONGEST]
    counts = Counter(width // _COLUMN_SLACK for width in unfinished)
    best = max(counts, key=lambda width: (counts[width] + counts[width + 1], width), default=0)
    size, column = counts[best] + counts[best + 1], (best + 1) * _COLUMN_SLACK
    wider = sum(width > column + _COLUMN_SLACK for width in widths)
    if size < max(_COLUMN_LINES, _COLUMN_SHARE * len(unfinished)) or wider > _WIDER_SHARE * len(widths):
        return None
    if column < _NARROWEST:
        return None
    return column


def _columns(text: str) -> int:
    return 2 * len(text) - len(_NARROW.findall(text))
