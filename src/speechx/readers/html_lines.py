"""A tree of HTML as the lines that a reader sees, each with the element that it stands in."""

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

_IGNORED: Final = frozenset({
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "head", "nav", "footer",
    "aside", "button", "select", "textarea", "input", "audio", "video", "canvas", "title",
})  # fmt: skip
_APART: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table"})
_BLOCKS: Final = _APART | {
    "address", "article", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "form", "header", "hr", "html", "li", "main", "ol", "section", "summary", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
}  # fmt: skip
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WIDE: Final = r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]"
_WRAP: Final = re.compile(rf"(?<={_WIDE})[ \t\f]*[\r\n][ \t\r\n\f]*(?={_WIDE})")  # no gap in a script without gaps
_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_WORD: Final = re.compile(r"\w")  # bars and dots between links are no text
_EDGE: Final = " \t\r\n\f"


@dataclass
class Line:
    """A line.

    Attributes:
        element: the block that it stands in.
        text: what is read, indents of other than plain blanks kept.
        apart: whether a paragraph or heading begins with it.
        is_link: whether all of its words are links to elsewhere.
    """

    element: etree._Element
    text: str
    apart: bool
    is_link: bool

    @property
    def tag(self) -> str:
        """The name of the element."""
        return str(self.element.tag)


@dataclass
class _Open:
    """The line under way."""

    block: etree._Element
    apart: bool = True
    pieces: list[str] = field(default_factory=list)
    outside: bool = False  # whether any of it is outside of a link


def lines(tree: etree._Element) -> list[Line]:
    """Return the lines of a page in order; scripts, navigation and what is hidden are left out."""
    found: list[Line] = []
    now = _Open(tree)
    links = pre = 0
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if skipped is not None:
                continue
            if tag in _IGNORED or _hidden(element):
                skipped = element
                continue
            if tag in _BLOCKS or tag == "br":
                now = _ended(now, found, now.block if tag == "br" else element, apart=tag in _APART)
            links += _leads_away(element)
            pre += tag == "pre"
            now = _took(now, found, element.text, linked=bool(links), pre=bool(pre))
            continue
        if element is skipped:
            skipped = None
        elif skipped is None:
            links -= _leads_away(element)
            pre -= tag == "pre"
            if tag in _BLOCKS:
                parent = element.getparent()
                now = _ended(now, found, tree if parent is None else parent, apart=tag in _APART)
        if skipped is None and element is not tree:
            now = _took(now, found, element.tail, linked=bool(links), pre=bool(pre))
    _ended(now, found, tree, apart=True)
    return found


def _hidden(element: etree._Element) -> bool:
    return "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")) is not None


def _leads_away(element: etree._Element) -> bool:
    return element.tag == "a" and not element.get("href", "#").startswith("#")


def _took(now: _Open, found: list[Line], text: str | None, *, linked: bool, pre: bool) -> _Open:
    """Add text to the line under way; in preformatted text it may end lines."""
    for index, piece in enumerate((text or "").splitlines() if pre else [text or ""]):
        if index:
            now = _ended(now, found, now.block, apart=False)
        now.pieces.append(piece)
        now.outside = now.outside or (not linked and _WORD.search(piece) is not None)
    return now


def _ended(now: _Open, found: list[Line], block: etree._Element, *, apart: bool) -> _Open:
    """End the line under way, and return the next one."""
    text = _SPACE.sub(" ", _WRAP.sub("", "".join(now.pieces))).strip(_EDGE)
    if text.strip():
        found.append(Line(now.block, text, now.apart, not now.outside))
        return _Open(block, apart)
    return _Open(block, apart or now.apart)
