"""HTML: the article of a saved page, as lines of text.

trafilatura finds where the article is, but drops short lines, typesetting gaps and the headline. So its finding is only
taken for the place: all the text of the smallest element that holds the article is kept, and the headline before it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import trafilatura
from lxml import etree, html

from speechx.errors import SourceError
from speechx.readers.html_lines import Line, lines
from speechx.readers.markup import decoded
from speechx.readers.seam import Options, Text

_MOST: Final = 0.9  # the share of the article that an element must hold to be its place
_KEY: Final = 16  # characters by which a line of the article is known again
_SHORTEST_HEADLINE: Final = 4
_TOO_DEEP: Final = "Excessive depth"


def extract(data: bytes, options: Options) -> Text:
    """Return the article of a page, a block or ``<br>`` a line, blank lines around paragraphs.

    Args:
        data: the page.
        options: of these the encoding, which overrides what the page says of itself.

    Raises:
        SourceError: the bytes fit no encoding, or the page holds no text.
    """
    page, encoding, doubt = decoded(data, options.encoding)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    markup = page.replace("\0", "").encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(markup, parser=parser)
    except (etree.ParserError, ValueError):
        raise SourceError("is empty: the page holds no text") from None
    if any(_TOO_DEEP in entry.message for entry in parser.error_log):
        raise SourceError("cannot be read: its elements are nested too deep")
    found = lines(tree)
    kept = _article(tree, found, trafilatura.extract(page, favor_recall=True, include_comments=False) or "")
    text = _joined(kept)
    if not text.strip():
        raise SourceError("is empty: the page holds no text")
    return Text(text, encoding, doubt)


def _article(tree: etree._Element, found: Sequence[Line], article: str) -> list[Line]:
    """Return the lines of the element that holds the article, and the headline before it."""
    keys = {_collapsed(line)[:_KEY] for line in article.splitlines()} - {""}
    matched = [line for line in found if _collapsed(line.text)[:_KEY] in keys]
    place = _place(tree, matched)
    inside = {id(element) for element in place.iter()}
    first = next((index for index, line in enumerate(found) if id(line.element) in inside), 0)
    told = {id(line) for line in matched}
    within = [line for line in found if id(line.element) in inside and (id(line) in told or not line.is_link)]
    return [*_headline(tree, found[:first], within), *within]


def _place(tree: etree._Element, matched: Iterable[Line]) -> etree._Element:
    """Return the smallest element that holds most of the article; the whole page where nothing was found."""
    held: Counter[etree._Element] = Counter()
    for line in matched:
        for element in (line.element, *line.element.iterancestors()):
            held[element] += len(line.text)
    place, enough = tree, _MOST * held[tree]
    while enough and (inner := next((child for child in place if held[child] >= enough), None)) is not None:
        place = inner
    return place


def _headline(tree: etree._Element, before: Sequence[Line], within: Sequence[Line]) -> list[Line]:
    """Return the lines before the article that its page is called by."""
    title = _collapsed(tree.findtext(".//title") or "")
    known = {_collapsed(line.text) for line in within}
    lines_of_heading = []
    for line in before:
        text = _collapsed(line.text)
        heads = line.tag == "h1" or (len(text) >= _SHORTEST_HEADLINE and title.startswith(text))
        if heads and text not in known and not line.is_link:
            known.add(text)
            lines_of_heading.append(line)
    return lines_of_heading


def _joined(kept: Iterable[Line]) -> str:
    out: list[str] = []
    for line in kept:
        if out and line.apart:
            out.append("\n")
        out.append(f"{line.text}\n")
    return "".join(out)


def _collapsed(text: str) -> str:
    return "".join(text.split())
