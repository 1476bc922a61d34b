"""Labelled lines to draft speeches: which lines are title, who speaks, where the body starts and ends."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from speechx import kept, quotation, reflow
from speechx.decode import Label
from speechx.fields.mention import Mention, Part, Reading
from speechx.layouts import OUTSIDE
from speechx.lexicon import words
from speechx.page import Page
from speechx.patterns import compiled
from speechx.source import Span
from speechx.view import WORD_GAP, Piece, View

_SPEAKER_LABELS: Final = frozenset(
    {"speaker", "speaker-colon", "name", "name-marked", "turn", "turn-quote", "headline"}
)
_BETWEEN: Final = "、"
# A speaker that labels tell apart (姓名, 单位, 职务) takes so many lines.
_PAIR: Final = 2
_PARTS: Final = 3
_SHORTEST_MARKED: Final = 4
_MARKED_TITLE: Final = kept.pattern(r"\s*+《(?P<title>[^《》\n]{2,40})》[。\s]*+")
_MARK_OPENS: Final = frozenset("（(【")
_MARK_CLOSES: Final = frozenset("）)】")
_LONGEST_MARK: Final = 14
# Markers that a compiler sets before a title and that are not part of it.
_TITLE_MARKERS: Final = ("bullet", "speech-number", "title-label")


class Field(NamedTuple):
    """A field as written, and the pieces of the source that make it up."""

    text: str
    spans: tuple[Span, ...]


class Person(NamedTuple):
    """A speaker as the lines of one speech name him; what they do not tell is None."""

    name: Field | None
    unit: Field | None
    role: Field | None
    roles: tuple[str, ...]
    moderator: bool
    text: str
    span: Span
    doubt: str | None


class Draft:
    """One speech before its fields are read.

    Attributes:
        page: the page that its lines are numbered on.
        layout: the layout that its lines were found in.
        lines: the numbers of its lines on the page.
        title: the title's view, or None.
        people: the speakers in the order of the source.
        body: the body's view, or None where there is no text.
        body_spans: for each line that holds body text, which part of it does.
        dates: views of the date lines among its head.
    """

    def __init__(self, page: Page, layout: str, lines: list[int]) -> None:
        self.page = page
        self.layout = layout
        self.lines = lines
        self.title: View | None = None
        self.people: list[Person] = []
        self.body: View | None = None
        self.body_spans: dict[int, Span] = {}
        self.dates: list[View] = []


def drafts(page: Page, labels: Sequence[Label]) -> list[Draft]:
    """Build the draft speeches of a page from the labels of its lines."""
    groups: list[list[int]] = []
    for index, label in enumerate(labels):
        if label.layout == OUTSIDE:
            continue
        if label.begins or not groups:
            groups.append([])
        groups[-1].append(index)
    return [_draft(page, labels, group) for group in groups]


def _draft(page: Page, labels: Sequence[Label], group: list[int]) -> Draft:
    draft = Draft(page, labels[group[0]].layout, group)
    by_label: dict[str, list[int]] = {}
    for index in group:
        by_label.setdefault(labels[index].label, []).append(index)
    titles = sorted(by_label.get("title", []) + by_label.get("title-more", []))
    draft.title = title_view(page, titles)
    draft.dates = [page.view(index, index) for index in by_label.get("date", [])]
    bodies = {index: _body_of(page, index) for index in by_label.get("body", [])}
    for index in (index for index in group if labels[index].label in _SPEAKER_LABELS):
        view, reading = _reading(page, labels, index)
        if reading is not None:
            draft.people += [person(view, mention, reading.doubt) for mention in reading.mentions]
            if labels[index].label == "headline":
                draft.title = _headline(page, index, view, reading)
            if labels[index].label.startswith("turn"):
                _start_body(page, index, view, reading, bodies)
    for index in by_label.get("credit", []):
        view, reading = _reading(page, labels, index)
        if reading is not None:
            _credit(draft, view, reading)
    if by_label.get("turn-quote"):
        _close_quotation(page, bodies)
    if draft.title is None and by_label.get("turn"):
        draft.title = _title_in_turn(page, bodies)
    draft.people = _merged(draft.people)
    draft.body_spans = bodies
    lines = sorted(bodies)
    body = View(page.source, reflow.pieces(page, lines, [bodies[index] for index in lines]))
    draft.body = body if len(body) else None
    return draft


def _body_of(page: Page, index: int) -> Span:
    """Return a line's span without its label (发言内容：) or a mark of the page at either end: （下转第三版）."""
    start, end = page.lines[index].span
    text = page.texts[index]
    if page.matches(index, "content-label"):
        label = compiled("clues")["content-label"].match(text)
        return Span(start + (label.end() if label else 0), end)
    if text[0] not in _MARK_OPENS and text[-1] not in _MARK_CLOSES:
        return Span(start, end)
    before = compiled("clues")["continued-from"].match(text)
    behind = compiled("clues")["continued-on"].search(text, max(0, len(text) - _LONGEST_MARK))
    return Span(start + (before.end() if before else 0), end - (len(text) - behind.start() if behind else 0))


def _merged(people: list[Person]) -> list[Person]:
    """Put the only person that some lines name together with the body and the office that the others tell."""
    named = [person for person in people if person.name is not None]
    if len(named) != 1 or not _PAIR <= len(people) <= _PARTS:
        return people
    one = named[0]
    for other in (person for person in people if person.name is None):
        # 某集团某分公司 on the line above, 分公司总经理 on this one.
        part = one.unit is None or other.unit is None or other.unit.text.endswith(one.unit.text)
        if not part or (one.role is not None and other.role is not None):
            return people
        one = one._replace(unit=other.unit or one.unit, role=one.role or other.role, roles=one.roles or other.roles)
    return [one]


def title_view(page: Page, indices: Sequence[int]) -> View | None:
    """Return the view of the title lines without the markers before them."""
    spans = []
    for place, index in enumerate(indices):
        start, end = page.lines[index].span
        text = page.texts[index]
        if place == 0:
            for name in _TITLE_MARKERS:
                match = compiled("clues")[name].match(text)
                if match and match.end() < len(text):
                    start, text = start + match.end(), text[match.end() :]
            emphasis = len(text) - len(text.rstrip("*#"))
            end -= emphasis
        spans.append(Piece(Span(start, end), WORD_GAP))
    return View(page.source, _unmarked(page, spans)) if spans else None


def _headline(page: Page, index: int, view: View, reading: Reading) -> View:
    """Return the title that stands before the speaker on the same line, without the markers before it."""
    start, end = page.lines[index].span.start, view.offset(reading.end - 1) + 1
    for name in _TITLE_MARKERS:
        match = compiled("clues")[name].match(page.source.folded, start, end)
        start = match.end() if match is not None and match.end() < end else start
    return View(page.source, _unmarked(page, [Piece(Span(start, end), WORD_GAP)]))


def _unmarked(page: Page, pieces: list[Piece]) -> list[Piece]:
    """Leave out the marks 《 and 》 where they enclose a title as a whole."""
    text = page.source.text
    (first, glue), (last, _) = pieces[0], pieces[-1]
    whole = text[first.start : last.end]
    if len(whole) < _SHORTEST_MARKED or whole[0] != "《" or whole[-1] != "》" or whole.count("《") > 1:
        return pieces
    pieces = [Piece(Span(first.start + 1, first.end), glue), *pieces[1:]]
    last, glue = pieces[-1]
    return [*pieces[:-1], Piece(Span(last.start, last.end - 1), glue)]


def _title_in_turn(page: Page, bodies: dict[int, Span]) -> View | None:
    """Take the title that a turn gives before its text: 某镇镇长 张守田：《让老街亮起来》."""
    first = min((index for index in bodies if bodies[index].start < bodies[index].end), default=None)
    if first is None:
        return None
    start, end = bodies[first]
    match = _MARKED_TITLE.fullmatch(page.source.text, start, end)
    if match is None or first + 1 not in bodies:
        return None
    bodies[first] = Span(end, end)
    return View(page.source, [Piece(Span(*match.span("title")), "")])


def _reading(page: Page, labels: Sequence[Label], index: int) -> tuple[View, Reading | None]:
    """Return a speaker line's view and reading, joined with the next line where that one belongs to it."""
    alone, joined = page.reading(index), page.joined(index)
    wrapped = index + 1 < len(labels) and labels[index + 1].label == "more"
    turn = labels[index].label.startswith("turn")
    rest = labels[index + 1 : index + joined.more + 1] if joined is not None else ()
    cut = any(label.begins or label.layout == OUTSIDE for label in rest)
    if joined is not None and not cut and (wrapped or (turn and (alone is None or alone.form != "turn"))):
        return joined.view, joined.reading
    return page.view(index, index), alone


def _start_body(page: Page, index: int, view: View, reading: Reading, bodies: dict[int, Span]) -> None:
    """Let the body begin behind the speaker part of a turn, in this line or (where that was wrapped) in a later one."""
    text, place, end = view.text, reading.end, index
    while place < len(text) and text[place].isspace():
        place += 1
    start = view.offset(place) if place < len(text) else view.offset(len(text) - 1) + 1
    while end + 1 < len(page) and page.lines[end].span.end <= start and page.lines[end + 1].span.start <= start:
        end += 1
    for line in range(index, end + 1):
        span = page.lines[line].span
        bodies[line] = Span(min(max(span.start, start), span.end), span.end)


def _close_quotation(page: Page, bodies: dict[int, Span]) -> None:
    """Let the body of a quoted turn end before the mark that closes it; what stands behind is the reporter's."""
    filled = [index for index in sorted(bodies) if bodies[index].start < bodies[index].end]
    depth = 1
    for place, index in enumerate(filled):
        start, end = bodies[index]
        if place and not page.continues(index) and quotation.reopens(page.source.text[start:end], depth):
            bodies[index] = Span(start + 1, end)
        depth, _ = quotation.walk(page.source.text[slice(*bodies[index])], depth)
    text = "".join(page.source.text[slice(*bodies[index])] for index in filled)
    depth, closed = quotation.walk(text, 1)
    if closed is None or depth:
        return
    for index in filled:
        start, end = bodies[index]
        bodies[index] = Span(start, min(end, start + max(0, closed - 1)))
        closed -= end - start


def _field(view: View, part: Part | None) -> Field | None:
    if part is None:
        return None
    return Field(part.text, tuple(span for start, end in part.pieces for span in view.spans(start, end)))


def person(view: View, mention: Mention, doubt: str | None) -> Person:
    """Place a mention of a view in the source."""
    return Person(
        name=_field(view, mention.name), unit=_field(view, mention.unit), role=_field(view, mention.role),
        roles=mention.roles, moderator=mention.moderator, doubt=doubt,
        text=view.raw[mention.start : mention.end], span=view.span(mention.start, mention.end),
    )  # fmt: skip


def _share_out(draft: Draft, credit: Person) -> bool:
    """Give each of several authors the office of his place in a credit: 作者分别系某院教授、博士研究生."""
    offices = credit.role.text.split(_BETWEEN) if credit.role is not None else []
    without = [place for place, known in enumerate(draft.people) if known.role is None and known.unit is None]
    if credit.role is None or credit.name is not None or len(offices) < 2 or len(without) != len(offices):  # noqa: PLR2004
        return False
    start = credit.role.spans[0].start
    if len(credit.role.spans) != 1:
        return False
    for place, office in zip(without, offices, strict=True):
        field = Field(office, (Span(start, start + len(office)),))
        draft.people[place] = draft.people[place]._replace(unit=credit.unit, role=field, roles=(office,))
        start += len(office) + len(_BETWEEN)
    return True


def _credit(draft: Draft, view: View, reading: Reading) -> None:
    """Give the office of a closing credit to the speaker that has none (to the one it names, where it names one).

    Where no line names the speaker, the credit does.
    """
    for mention in reading.mentions:
        credit = person(view, mention, reading.doubt)
        if any(word in view.text for word in words("speakers", "credit-shares")) and _share_out(draft, credit):
            continue
        if not draft.people and credit.name is not None:
            draft.people.append(credit)
            return
        for place, known in enumerate(draft.people):
            same = credit.name is None or (known.name is not None and known.name.text == credit.name.text)
            if same and known.role is None and known.unit is None:
                draft.people[place] = known._replace(unit=credit.unit, role=credit.role, roles=credit.roles)
                break
