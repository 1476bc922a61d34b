"""Headings, figures and terms in TEI: marked in the text, and told in full in feature structures."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final
from xml.etree import ElementTree as ET

from speechx.models import Figure, Heading, Model, Speech
from speechx.writers.json import dump
from speechx.writers.located import Item, Mark, marks
from speechx.writers.numbers import plain
from speechx.writers.xml import ID, Legal, child

_SPANS: Final = ("span", "section")


class Marker:
    """Marks the fields of a speech.

    Args:
        legal: makes texts that XML can hold.
        speech: the speech.
        name: the id of the speech.
    """

    def __init__(self, legal: Legal, speech: Speech, name: str) -> None:
        self._legal, self._speech = legal, speech
        self._marks = marks(speech)
        kinds: dict[str, Sequence[Item]] = {
            "heading": speech.headings, "figure": speech.figures, "term": speech.terms
        }  # fmt: skip
        self._kinds = kinds
        self._names = {
            id(item): f"{name}.{kind[0]}{number}" for kind, items in kinds.items() for number, item in enumerate(items)
        }

    def fill(self, segments: Sequence[ET.Element]) -> None:
        """Put the text of the speech into the elements of its paragraphs; of a speech without text there are none."""
        if not segments:
            return
        start = 0
        for segment, paragraph in zip(segments, self._speech.text.split("\n"), strict=True):
            end = start + len(paragraph)
            self._put(segment, start, end, [mark for mark in self._marks if start <= mark.start and mark.end <= end])
            start = end + 1

    def features(self, div: ET.Element) -> None:
        """Add a feature structure for each field, with all that it has; one that is marked is pointed to."""
        if not self._names:
            return
        placed = {id(mark.item) for mark in self._marks}
        library = child(div, "fvLib")
        for kind, items in self._kinds.items():
            for item in items:
                structure = child(library, "fs", type=kind)
                if id(item) in placed:
                    structure.set("corresp", f"#{self._names[id(item)]}")
                for field, value in dump(item).items():
                    if value is not None and field not in _SPANS:
                        self._value(child(structure, "f", name=field), value)

    def _put(self, element: ET.Element, start: int, end: int, inside: Sequence[Mark]) -> None:
        """Write a stretch of the text, with an element for each mark in it; a mark may hold others."""
        last: ET.Element | None = None
        index = 0
        while index < len(inside):
            mark = inside[index]
            self._text(element, last, start, mark.start)
            behind = index + 1
            while behind < len(inside) and inside[behind].start < mark.end:
                behind += 1
            last = self._element(element, mark.item)
            self._put(last, mark.start, mark.end, inside[index + 1 : behind])
            start, index = mark.end, behind
        self._text(element, last, start, end)

    def _text(self, element: ET.Element, last: ET.Element | None, start: int, end: int) -> None:
        text = self._legal(self._speech.text[start:end])
        if last is None:
            element.text = text
        else:
            last.tail = text

    def _element(self, parent: ET.Element, item: Model) -> ET.Element:
        name = self._names[id(item)]
        if isinstance(item, Heading):
            return child(parent, "seg", type="heading", subtype=item.style, n=str(item.level), **{ID: name})
        if not isinstance(item, Figure):
            return child(parent, "term", **{ID: name})
        ana = f"#{item.relation} #{item.direction}" if item.direction else f"#{item.relation}"
        measure = child(parent, "measure", type=item.kind, ana=ana, **{ID: name})
        if item.value is not None:
            measure.set("quantity", plain(item.value))
        if item.measure:
            measure.set("unit", self._legal.word(item.measure))
        if item.metric:
            measure.set("commodity", self._legal.word(item.metric))
        return measure

    def _value(self, feature: ET.Element, value: object) -> None:
        if isinstance(value, (Decimal, int)):
            child(feature, "numeric", value=plain(Decimal(value)))
        elif isinstance(value, tuple):
            members = child(feature, "vColl", org="list")
            for member in value:
                child(members, "string", self._legal(member))
        else:
            child(feature, "string", self._legal(str(value)))
