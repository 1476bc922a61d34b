"""The meeting that a document reports: name, date, place, theme, from mastheads, leads, headlines and date lines.

>>> from speechx.view import whole_view
>>> def show(*lines):
...     found = find([("outside", whole_view(line)) for line in lines])
...     return [(event.name, event.date, event.year_source, event.place) for event in found]
>>> show("开篇的话。6月18日下午，全县2021年河道治理现场会在青石镇召开，五位镇长发言。")
[('全县2021年河道治理现场会', '2021-06-18', 'name', '青石镇')]
>>> show("某市教育工作座谈会发言摘登", "（2022年5月26日　安平）")
[('某市教育工作座谈会', '2022-05-26', 'date', '安平')]
>>> show("让河水清起来", "会议指出，要抓好落实。")
[]
"""

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

import regex

from speechx import kept
from speechx.fields import days
from speechx.fields.days import Days
from speechx.lexicon import alternatives, table, words
from speechx.patterns import compiled
from speechx.records import Event
from speechx.source import Span
from speechx.view import WORD_GAP, View, whole_view

YearSource = Literal["option", "front-matter"]

_FILE: Final = "event"
_LONGEST_NAME: Final = 48
_SHORTEST_HEAD: Final = 2
_SHORT_LINE: Final = 60
_NEAR: Final = 4
_TITLE: Final = "title"
"""The label of a view whose lines are joined by gaps."""
_NAME_CHARS: Final = kept.pattern(r"[\p{Han}A-Za-z0-9“”‘’「」（）()·—\-、]")
_OPENING: Final = "“‘「（("
_CLOSING: Final = "”’」）)"
_HARD: Final = kept.pattern(r"——|(?<!\d)—|—(?!\d)|、(?=[^“”（）()]*$)")
_TAIL_PLACE: Final = kept.pattern(r"^[\ ·•，,、]{1,4}[于於在]?(?P<place>\p{Han}{2,14})\ ?[)）]?\ ?$")
# A date in front matter (``date: …``) is that of the document, not of the meeting.
_FRONT_MATTER: Final = kept.pattern(r"[a-z][a-z_-]{0,30}:[ ]")
_SENTENCE: Final = kept.pattern(r"[^。！？!?\n]*[。！？!?\n]?")


class Found(NamedTuple):
    """A stretch of one of the views."""

    view: View
    start: int
    end: int

    @property
    def text(self) -> str:
        """The stretch as the source has it."""
        return self.view.raw[self.start : self.end]

    @property
    def span(self) -> Span:
        """The stretch's place in the source."""
        return self.view.span(self.start, self.end)


def find(parts: Sequence[tuple[str, View]]) -> list[Event]:
    """Return the meeting that the parts of one head announce, or nothing where they name none.

    Args:
        parts: labelled views in the order of the source: ``outside`` (text before the speeches), ``title`` (the title
            of a speech that names its meeting) and ``date-line``.

    Returns:
        No event or one. The date is ISO 8601, null where the text does not tell the year.
    """
    views = [view for _, view in parts]
    name, sentence = _name(parts)
    if name is None:
        return []
    date = _date(views, sentence)
    written, told = date if date is not None else (None, None)
    year = _year(name) if told is not None and told.year is None else None
    iso = told.iso(year) if told is not None else None
    place, theme, host = _place(views, sentence, written), _theme(views), _host(views, name)
    return [
        Event(
            name=name.text, name_span=name.span,
            date=iso, date_end=told.last_iso(year) if told is not None and iso is not None else None,
            date_text=written.text if written else None, date_span=written.span if written else None,
            year_source=None if iso is None else "name" if year is not None else "date",
            place=place.text if place else None, place_span=place.span if place else None,
            host=host.text if host else None, host_span=host.span if host else None,
            theme=theme.text if theme else None, theme_span=theme.span if theme else None,
        )
    ]  # fmt: skip


def with_year(event: Event, year: int, year_source: YearSource) -> Event:
    """Return an event with the date that its month and day are in a year; one that has its date stays as it is."""
    if event.date is not None or event.date_text is None:
        return event
    view = whole_view(event.date_text)
    told = days.search(view, 0, len(view), with_year=False)
    iso = told.iso(year) if told is not None else None
    if told is None or iso is None:
        return event
    return event.model_copy(update={"date": iso, "date_end": told.last_iso(year), "year_source": year_source})


def _any(group: str) -> str:
    return alternatives(_FILE, group)


@table
def _noun() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{_any('nouns')})(?=$|[^\p{{Han}}]|{_any('after')})")


@table
def _before() -> regex.Pattern[str]:
    return regex.compile(_any("before"))


@table
def _held() -> regex.Pattern[str]:
    return regex.compile(rf"在(?P<place>[^，。；：、\n]{{2,24}}?)(?:{_any('held')})|(?:{_any('held')})")


def _sentences(view: View) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(view.text):
        if match.end() > match.start():
            yield match.span()


def _name(parts: Sequence[tuple[str, View]]) -> tuple[Found | None, Found | None]:
    """Return the meeting's name and, where a sentence tells that it was held, that sentence."""
    headline = _labelled_name(parts)
    if headline is not None:
        return headline, None
    for label, view in parts:
        for start, end in _sentences(view):
            names = list(_names_in(view, start, end, gaps=label == _TITLE))
            if not names:
                continue
            if _held().search(view.text, start, end):
                return next((name for name in names if _is_held(name)), names[0]), Found(view, start, end)
            headline = headline or names[0]
    return headline, None


@table
def _name_label() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{_any('name-labels')})\s?[:：]\s?(?P<name>[^\n]{{4,48}})")


def _labelled_name(parts: Sequence[tuple[str, View]]) -> Found | None:
    """Return the name behind a label: 会议名称：全县供水座谈会."""
    for _, view in parts:
        match = _name_label().search(view.text)
        if match is not None:
            return _stripped(Found(view, *match.span("name")))
    return None


def _is_held(name: Found) -> bool:
    """Whether the words around a name say that this meeting was held."""
    before = name.view.text[max(0, name.start - _NEAR) : name.start]
    return bool(_held().match(name.view.text, name.end) or before.endswith(words(_FILE, "held-before")))


def _names_in(view: View, start: int, end: int, *, gaps: bool) -> Iterator[Found]:
    """Yield the names of meetings in a sentence; ``gaps`` says that a name may run over the gap between two lines."""
    for noun in _noun().finditer(view.text, start, end):
        begin = _begin(view.text, max(start, noun.end() - _LONGEST_NAME), noun.start(), gaps=gaps)
        head = view.text[begin : noun.start()]
        nameless = head.startswith(words(_FILE, "nameless")) or head.endswith(words(_FILE, "no-name-before-noun"))
        if len(head) >= _SHORTEST_HEAD and not nameless:
            yield Found(view, begin, noun.end())


def _begin(text: str, floor: int, end: int, *, gaps: bool) -> int:
    """Return where the name that ends in a noun at ``end`` begins."""
    begin, depth = end, 0
    while begin > floor:
        char = text[begin - 1]
        if char in _CLOSING:
            depth += 1
        elif char in _OPENING:
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and not _NAME_CHARS.match(char) and not (gaps and char == WORD_GAP):
            break
        begin -= 1
    for pattern in (_HARD, _before(), compiled(_FILE)["day-without-year"]):
        for match in pattern.finditer(text, begin, end):
            if not _inside_quotes(text, begin, match.start()):
                begin = max(begin, match.end())
    date = compiled(_FILE)["date"].match(text, begin, end)
    return int(date.end()) if date else begin


def _inside_quotes(text: str, start: int, place: int) -> bool:
    part = text[start:place]
    return sum(map(part.count, _OPENING)) > sum(map(part.count, _CLOSING))


def _date(views: Sequence[View], sentence: Found | None) -> tuple[Found, Days] | None:
    """Return the meeting's date: in the sentence that tells of it, or in a short line of its own."""
    places = [sentence] if sentence is not None else []
    for view in views:
        for start, end in _lines(view):
            if end - start <= _SHORT_LINE and not _FRONT_MATTER.match(view.text, start):
                places.append(Found(view, start, end))
    for with_year in (True, False):
        for place in places:
            found = days.search(place.view, place.start, place.end, with_year=with_year)
            if found is not None:
                return Found(place.view, found.start, found.end), found
    return None


def _lines(view: View) -> Iterator[tuple[int, int]]:
    start = 0
    for line in view.text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _year(name: Found) -> int | None:
    match = compiled(_FILE)["year"].search(name.view.text, name.start, name.end)
    return int(match["year"]) if match else None


@table
def _place_label() -> regex.Pattern[str]:
    """A label for the place, however far typesetting parts its characters."""
    spread = (r"\ {0,6}".join(map(regex.escape, word)) for word in words(_FILE, "place-labels"))
    return regex.compile(rf"(?:{'|'.join(spread)})[:： ]\ ?(?P<place>[^\n，。；;]{{2,30}})")


def _place(views: Sequence[View], sentence: Found | None, date: Found | None) -> Found | None:
    """Return where the meeting was held: 在某地举行, behind a label, or behind the date."""
    if sentence is not None:
        match = _held().search(sentence.view.text, sentence.start, sentence.end)
        if match and match["place"] and match["place"] not in words(_FILE, "no-places"):
            return Found(sentence.view, *match.span("place"))
    label = _place_label()
    for view in views:
        match = label.search(view.text)
        if match:
            return _stripped(Found(view, *match.span("place")))
    if date is None:
        return None
    view, end = date.view, date.end
    stop = view.text.find("\n", end)
    match = _TAIL_PLACE.match(view.text[end : stop if stop >= 0 else len(view.text)])
    if match is None or match["place"].startswith(words(_FILE, "no-place-starts")):
        return None
    return Found(view, end + match.start("place"), end + match.end("place"))


@table
def _hosts() -> tuple[regex.Pattern[str], regex.Pattern[str], regex.Pattern[str]]:
    """Who held a meeting: behind a label, behind 由 and before a verb, right before the verb and the name."""
    held = _any("held-by")
    return (
        regex.compile(rf"(?:{_any('host-labels')})[:： ]\ ?(?P<host>[^\n，。；;]{{2,30}})"),
        regex.compile(rf"{_any('by')}(?P<host>[\p{{Han}}“”]{{2,24}}?)(?:{held})"),
        regex.compile(rf"(?:^|[，。：、\n ])(?P<host>[\p{{Han}}]{{2,20}}?)(?:{_any('held-before')})$"),
    )


def _host(views: Sequence[View], name: Found) -> Found | None:
    """Return who held the meeting: 由县政协主办, 主办单位：县政协, 县政协召开……会."""
    label, by, before = _hosts()
    for view in views:
        for pattern in (label, by):
            match = pattern.search(view.text)
            if match:
                return _stripped(Found(view, *match.span("host")))
    match = before.search(name.view.text, max(0, name.start - _SHORT_LINE), name.start)
    host = Found(name.view, *match.span("host")) if match else None
    return None if host is None or host.text.endswith(words(_FILE, "no-hosts")) else host


def _stripped(found: Found) -> Found:
    start, end = found.start, found.end
    while end > start and found.view.text[end - 1] in " )）":
        end -= 1
    return found._replace(end=end)


def _theme(views: Sequence[View]) -> Found | None:
    for view in views:
        match = compiled(_FILE)["theme"].search(view.text)
        if match:
            return Found(view, *match.span("theme"))
    return None
