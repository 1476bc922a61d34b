"""What XML needs: names of attributes, elements with text, and text without the characters that XML cannot hold."""

import re
from typing import Final
from xml.etree import ElementTree as ET

ID: Final = "xml:id"
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Legal:
    """Makes texts that XML can hold, and counts what it had to replace."""

    def __init__(self) -> None:
        self.replaced = 0

    def __call__(self, text: str) -> str:
        """Return a text of the same length, with U+FFFD for what XML cannot hold."""
        text, count = _ILLEGAL.subn("\ufffd", text)
        self.replaced += count
        return text

    def word(self, text: str) -> str:
        """Return a text as a word of an attribute, which has neither blanks nor controls."""
        return "".join(char if char.isprintable() and char != " " else "_" for char in self(text))


def child(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    """Add an element."""
    element = ET.SubElement(parent, tag, attributes)
    element.text = text
    return element
