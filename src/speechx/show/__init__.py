"""A document as a page to read: its source line by line, with everything marked that was found in it.

``marks`` tells what to mark, ``page`` sets the lines. With colours a mark is a style; without, it is a pair of signs.
"""

from typing import Final, NamedTuple


class Look(NamedTuple):
    """How a kind of mark looks: its style, and the signs around it where there are no colours."""

    style: str
    before: str = ""
    after: str = ""


LOOKS: Final = {
    "title": Look("bold magenta"),
    "speaker": Look("cyan"),
    "name": Look("bold cyan", "|", "|"),
    "heading": Look("bold green", "[", "]"),
    "figure": Look("yellow", "{", "}"),
    "term": Look("bold blue", "<", ">"),
    "furniture": Look("dim"),
    "outside": Look("dim"),
    "suspect": Look("underline red"),
}
"""The later ones lie over the earlier ones."""
