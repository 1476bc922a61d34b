"""Documents with known truth for the benchmarks: the marked samples as lines that may be disturbed, and the scoring.

A ``Paper`` knows of each line what it is and which part of it counts (of a title's line the title, of a speech's line
the body), so that the truth of a disturbed document is read off its own lines and cannot drift from its text.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from speechx.evaluate.alignment import align, announced
from speechx.models import Document

HOME: Final = Path(__file__).parents[1]
sys.path.insert(0, str(HOME / "tools"))

from build_documents import LINE, Builder  # noqa: E402 - tools are no package

_EDGE: Final = 16  # a lost speech is told by this many characters

Who = tuple[str | None, str | None, str | None]
"""Name, unit and role of a speaker, without white space."""


@dataclass(frozen=True)
class Line:
    """A line: ``text[start:end]`` is what counts of it; ``kind`` is its mark in the sample, or B (body) or a space."""

    text: str
    kind: str = " "
    speech: int = -1
    start: int = 0
    end: int = 0

    @property
    def counted(self) -> str:
        """The title or the body that stands in this line."""
        return self.text[self.start : self.end]

    def edit(self, start: int, end: int, new: str) -> "Line":
        """Replace ``text[start:end]``, which lies wholly in or wholly outside what counts."""
        grown = len(new) - (end - start)
        return replace(
            self,
            text=self.text[:start] + new + self.text[end:],
            start=self.start + (grown if end <= self.start else 0),
            end=self.end + (grown if start < self.end else 0),
        )

    def cut(self, places: Sequence[int]) -> "list[Line]":
        """Cut the line at the places, which ascend."""
        return [
            replace(
                self,
                text=self.text[a:b],
                start=min(max(self.start, a), b) - a,
                end=min(max(self.end, a), b) - a,
            )
            for a, b in pairwise([0, *places, len(self.text)])
        ]


class Speech(NamedTuple):
    """A speech as it should be found or was found; its text without white space."""

    title: str | None
    speakers: tuple[Who, ...]
    body: str


@dataclass(frozen=True)
class Paper:
    """A document as lines, with the speakers of each speech and the bytes it is to be written in."""

    name: str
    header: str
    lines: tuple[Line, ...]
    speakers: tuple[tuple[Who, ...], ...]
    moderated: frozenset[int]
    newline: str = "\n"
    encoding: str = "utf-8"

    @property
    def text(self) -> str:
        """The document as text."""
        return "".join(line.text + self.newline for line in self.lines)

    def truth(self) -> list[Speech]:
        """Return the speeches, turns of a moderator left out."""
        titles = [""] * len(self.speakers)
        bodies = [""] * len(self.speakers)
        for line in self.lines:
            if line.speech >= 0:
                (titles if line.kind == "T" else bodies)[line.speech] += flat(line.counted)
        whole = zip(titles, self.speakers, bodies, strict=True)
        return [
            Speech(title or None, who, body)
            for index, (title, who, body) in enumerate(whole)
            if index not in self.moderated
        ]


def flat(text: str | None) -> str:
    """Return a text without its white space, as texts are compared."""
    return "".join((text or "").split())


class _Recorder(Builder):
    """Builds a marked sample and remembers what each character of it is."""

    def __init__(self, name: str, source: str) -> None:
        self.kinds: dict[int, tuple[str, int]] = {}
        self.counted: set[int] = set()
        self.letter = " "
        super().__init__(name, source)

    def line(self, line: str) -> None:
        match = LINE.fullmatch(line)
        self.letter, at = match[1] if match else "F", len(self.text)
        super().line(line)
        if match and match[1] == "T":
            before, bar, rest = match[3].partition("‹")
            inner = rest.partition("›")[0] if bar else before
            at += len(self.letters(before)) if bar else 0
            self.counted.update(range(at, at + len(self.letters(inner))))

    def both(self, text: str, shown: str | None = None) -> None:
        outer, self.letter, at = self.letter, "B", len(self.text)
        super().both(text, shown)
        self.counted.update(range(at, len(self.text)))
        self.letter = outer

    def write(self, text: str, wrap: int = 0) -> None:
        at = len(self.text)
        super().write(text, wrap)
        self.kinds.update(dict.fromkeys(range(at, len(self.text)), (self.letter, len(self.speeches) - 1)))

    def lines(self) -> Iterator[Line]:
        """Yield the lines of the document."""
        at = 0
        for text in self.text.rstrip("\n").split("\n"):
            marks = [self.kinds[at + i] for i, char in enumerate(text) if not char.isspace()]
            counted = [i for i, char in enumerate(text) if at + i in self.counted and not char.isspace()]
            kind = next((kind for wanted in "SMBTDICF" for kind, _ in marks if kind == wanted), " ")
            if counted:
                yield Line(text, kind, marks[0][1], counted[0], counted[-1] + 1)
            else:
                yield Line(text, kind, marks[0][1] if kind in "SM" else -1)
            at += len(text) + 1


def papers() -> list[Paper]:
    """Return the samples.

    Raises:
        AssertionError: what the lines say is not what the sample's annotation says.
    """
    out = []
    for path in sorted((HOME / "tests/documents/marked").glob("*.txt")):
        with redirect_stdout(StringIO()):  # what the builder remarks is told when the samples are built
            found = _Recorder(path.stem, path.read_text(encoding="utf-8"))
        golds = [piece.gold() for piece in found.speeches]
        who = tuple(tuple(_who(s["name"], s["unit"], s["role"]) for s in gold["speakers"]) for gold in golds)
        moderated = frozenset(index for index, gold in enumerate(golds) if gold.get("moderator"))
        paper = Paper(path.stem, found.titles[0] if found.titles else "", tuple(found.lines()), who, moderated)
        wanted = [(flat(gold["title"]) or None, flat(gold["body"])) for gold in golds if not gold.get("moderator")]
        assert [(speech.title, speech.body) for speech in paper.truth()] == wanted, path.stem
        out.append(paper)
    return out


def _who(name: str | None, unit: str | None, role: str | None) -> Who:
    return flat(name) or None, flat(unit) or None, flat(role) or None


def found(document: Document) -> list[Speech]:
    """Return the speeches of a parsed document, turns of a moderator left out."""
    return [
        Speech(
            flat(speech.title) or None,
            tuple(_who(speaker.name, speaker.unit, speaker.role) for speaker in speech.speakers),
            flat(speech.text),
        )
        for speech in document.speeches
        if speech.kind != "moderator"
    ]


class Score(NamedTuple):
    """Counts over speeches, and the misses: the number of a speech, what differs, what was wanted, what was found."""

    speeches: int
    exact: int
    silent: int
    invented: int
    misses: list[tuple[int, str, str, str]]


def score(paper: Paper, document: Document) -> Score:
    """Compare a parsed document with the truth of its paper."""
    truth, got = paper.truth(), found(document)
    pairs = align([speech.body for speech in truth], [speech.body for speech in got])
    exact = silent = 0
    misses = []
    for index, want in enumerate(truth):
        match = pairs.get(index)
        if match is None:
            is_announced = announced(document, paper.text, want.body)
            silent += not is_announced
            misses.append((index + 1, "lost" if is_announced else "LOST SILENTLY", want.body[:_EDGE], ""))
            continue
        exact += want == got[match]
        misses += [(index + 1, *difference) for difference in _differences(want, got[match])]
    strangers = [speech for index, speech in enumerate(got) if index not in pairs.values()]
    misses += [(0, "invented", "", f"{who} {title or ''} {body[:30]}") for title, who, body in strangers]
    return Score(len(truth), exact, silent, len(strangers), misses)


def _differences(want: Speech, got: Speech) -> Iterator[tuple[str, str, str]]:
    if want.title != got.title:
        yield "title", str(want.title), str(got.title)
    for index, field in enumerate(("name", "unit", "role")):
        mine, other = ([who[index] for who in speech.speakers] for speech in (want, got))
        if mine != other:
            yield field, str(mine), str(other)
    if want.body != got.body:
        yield "body", *_apart(want.body, got.body)


def _apart(want: str, got: str) -> tuple[str, str]:
    """Return what lies between the common beginning and the common end of two texts."""
    shorter = min(len(want), len(got))
    head = next((i for i in range(shorter) if want[i] != got[i]), shorter)
    tail = next((i for i in range(shorter - head) if want[-1 - i] != got[-1 - i]), shorter - head)
    before = re.sub(r"^.*(?=.{6}$)", "…", want[:head])
    return before + "|" + want[head : len(want) - tail], before + "|" + got[head : len(got) - tail]
