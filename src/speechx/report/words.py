"""The words of the page in the language of the program: those that the script says, and those in the fields it shows.

What is copied stays as ``speechx parse`` writes it; only what is read is translated.
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from speechx.language import translate
from speechx.report.fields import Field

SAID: Final = (
    "Copy JSON", "Copied as JSON", "Dark colours", "Light colours", "{count} figures", "{count} of {whole} figures",
)  # fmt: skip
"""What ``report.js`` says."""
CHOICES: Final = (
    "kind", "relation", "direction", "style", "status", "severity", "unit_kind", "year_source", "message", "help",
)  # fmt: skip
"""The keys of a field whose values are words of the program, not of the document."""


class Words(NamedTuple):
    """What the script needs to tell fields in words.

    Attributes:
        choices: the keys whose values are words.
        words: what is said in place of a word, where that is something else.
    """

    choices: tuple[str, ...]
    words: dict[str, str]


def word(name: str, key: str = "") -> str:
    """Return a name of the output as a word; a level of figures is another word than one of headings: the key tells.

    >>> word("percentage_point", "kind")
    'percentage point'
    """
    text = f"{key}: {name}"
    said = translate(text)
    return said if said != text else translate(name.replace("_", " "))


def words(found: Iterable[Field]) -> Words:
    """Return the words of some fields and of the script."""
    rows = dict((*((text, translate(text)) for text in SAID), *(row for field in found for row in _rows(field))))
    return Words(CHOICES, {text: said for text, said in sorted(rows.items()) if said != text})


def _rows(field: Field) -> Iterator[tuple[str, str]]:
    yield field.kind, word(field.kind)
    for key, value in field.data.items():
        yield key, word(key)
        if key in CHOICES and isinstance(value, str):
            yield f"{key}: {value}", word(value, key)
