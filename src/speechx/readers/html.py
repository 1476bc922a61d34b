"""HTML: the article of a saved page, as lines of text.

trafilatura finds where the article is, but drops short lines, typesetting gaps and the headline. So its finding is only
taken for the place: all the text from the headline to the end of the smallest element that holds the article is kept.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

import trafilatura
from lxml import etree, html

from speechx.errors import SourceError
from speechx.readers.html_lines import Line, lines
from speechx.readers.markup import decoded
from speechx.readers.seam import Options, Text

_MOST: Final = 0.9  # the share of the article that an element must hold to be its place
_CAREFUL: Final[dict[str, Any]] = {"favor_precision": True, "include_comments": False}
_GENEROUS: Final[dict[str, Any]] = {"favor_recall": True, "include_comments": False}
_PARAGRAPH: Final = 40  # characters of a line that is no caption, no name and no button
_KEY: Final = 16  # characters by which a line of the article is known again
_SHORTEST_HEADLINE: Final = 4
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
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
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    markup = page.replace("\0", "").encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(markup, parser=parser)
    except (etree.ParserError, ValueError):
        raise SourceError("is empty: the page holds no text") from None
    if any(_TOO_DEEP in entry.message for entry in parser.error_log):
        raise SourceError("cannot be read: its elements are nested too deep")
    found = lines(tree)
    kept = _article(tree, found, _told(found, page))
    text = _joined(kept or found)
    if not text.strip():
        raise SourceError("is empty: the page holds no text")
    return Text(text, encoding, doubt)


def _told(found: Sequence[Line], page: str) -> set[int]:
    """Return which lines trafilatura takes for the article.

    Careful, it finds the place but may leave out a speech among several; generous, it finds them all but more besides,
    of which only paragraphs count.
    """
    sure, likely = (_keys(trafilatura.extract(page, **how) or "") for how in (_CAREFUL, _GENEROUS))
    return {
        index
        for index, line in enumerate(found)
        if (key := line.text.split()[0][:_KEY]) in sure
        or (key in likely and len(line.text) >= _PARAGRAPH and not line.is_link)
    }


def _keys(article: str) -> set[str]:
    """Return what its lines are known again by: in a table it runs them together with blanks and bars."""
    return {word[:_KEY] for word in article.replace("|", " ").split()}


def _article(tree: etree._Element, found: Sequence[Line], told: Collection[int]) -> list[Line]:
    """Return the lines of the article, from the headline to the end of the element that holds it or the next links."""
    place = _place(tree, found, told)
    inside = {id(element) for element in place.iter()}
    within = [index for index in told if id(found[index].element) in inside]
    if not within:
        return []
    start, end = min(within), max(within) + 1
    while start and not found[start - 1].is_link and id(found[start - 1].element) in inside:
        start -= 1
    while end < len(found) and not found[end].is_link and id(found[end].element) in inside:
        end += 1
    if end < len(found) and found[end].is_link and found[end - 1].tag in _HEADINGS:
        end -= 1  # a heading over nothing but links
    first = _headline(tree, found[:start])
    kept = range(start if first is None else first, end)
    return [found[index] for index in kept if index in told or not found[index].is_link]


def _place(tree: etree._Element, found: Sequence[Line], told: Collection[int]) -> etree._Element:
    """Return the smallest element of several lines that holds most of the article; the page where nothing was told."""
    held: Counter[etree._Element] = Counter()
    size: Counter[etree._Element] = Counter()
    for index, line in enumerate(found):
        size[line.element] += 1
        held[line.element] += len(line.text) if index in told else 0
    for element in reversed(list(tree.iterdescendants())):  # what lies deeper comes first
        size[element.getparent()] += size[element]
        held[element.getparent()] += held[element]
    place, enough = tree, _MOST * held[tree]
    while enough and (inner := next((child for child in place if held[child] >= enough), None)) is not None:
        if size[inner] == 1:
            break
        place = inner
    return place


def _headline(tree: etree._Element, before: Sequence[Line]) -> int | None:
    """Return the first of the lines before the article that its page is called by."""
    title = _collapsed(tree.findtext(".//title") or "")
    for index, line in enumerate(before):
        text = _collapsed(line.text)
        if not line.is_link and (line.tag == "h1" or (len(text) >= _SHORTEST_HEADLINE and title.startswith(text))):
            return index
    return None


def _joined(kept: Iterable[Line]) -> str:
    out: list[str] = []
    for line in kept:
        if out and line.apart:
            out.append("\n")
        out.append(f"{line.text}\n")
    return "".join(out)


def _collapsed(text: str) -> str:
    return "".join(text.split())
