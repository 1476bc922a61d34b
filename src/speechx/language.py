"""The language of help and messages: English as it stands in the code, or what a catalogue has in its place.

A catalogue is ``speechx/locale/LANGUAGE.toml``: a row a text, ``"English" = "translation"``, under headings. A text
with ``{names}`` stands for every message of its shape, so that the places where messages are made need not know of
languages at all; what the program itself says in the place of a name is translated too. Under ``page``,
``phrases`` and ``rule-pages`` stand texts that are asked for as they are (``phrase``): so short that they would fit
messages that do not mean them. A text without a row stays English. Data is never translated.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

LANGUAGES: Final = ("en", "zh")
VARIABLES: Final = ("SPEECHX_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
"""The first of these that is set tells the language, as with other programs."""
OPTION: Final = "--lang"
_LOCALES: Final = Path(__file__).parent / "locale"
_PHRASES: Final = frozenset(("page", "phrases", "rule-pages"))
_NAME: Final = re.compile(r"\{(\w+)\}")
_SAID: Final = frozenset(
    (
        "complaint",
        "detail",
        "error",
        "findings",
        "hint",
        "kind",
        "message",
        "missing",
        "more",
        "person",
        "reason",
        "what",
    )
)
"""The names that stand for something the program says; all others stand for what the user named, or the document."""

_chosen: list[str] = [LANGUAGES[0]]


class Template(NamedTuple):
    """A text with names: the messages of its shape, and what they become."""

    pattern: re.Pattern[str]
    translation: str


def choose(args: Sequence[str], environment: Mapping[str, str]) -> None:
    """Settle the language before anything is said, from the arguments or else from the environment."""
    named = [value for option, value in pairwise(args) if option == OPTION]
    named += [arg.partition("=")[2] for arg in args if arg.startswith(f"{OPTION}=")]
    if not named:
        named = [value for variable in VARIABLES if (value := environment.get(variable))][:1]
    _chosen[0] = next((known for known in LANGUAGES if any(name.startswith(known) for name in named)), LANGUAGES[0])


def chosen() -> str:
    """Return the language in use."""
    return _chosen[0]


def translate(text: str) -> str:
    """Return a text of the program in the language in use."""
    if _chosen[0] == LANGUAGES[0]:
        return text
    exact, templates = catalogue(_chosen[0])
    if text in exact:
        return exact[text]
    for template in templates:
        if found := template.pattern.fullmatch(text):
            parts = found.groupdict().items()
            return template.translation.format_map({name: _told(name, part) for name, part in parts})
    return text


def phrase(text: str, **told: object) -> str:
    """Return a text of the program in the language in use, with what is told in the places of its names."""
    return translate(text).format(**told)


def counted(count: int, noun: str) -> str:
    """Return how many there are of something.

    >>> [counted(count, noun) for count, noun in ((1, "speech"), (2, "speech"), (1200, "line"), (2, "info"))]
    ['1 speech', '2 speeches', '1,200 lines', '2 info']
    """
    plural = noun if noun == "info" else f"{noun}es" if noun.endswith("h") else f"{noun}s"
    singular = count == 1 and _chosen[0] == LANGUAGES[0]
    return phrase(f"{{count}} {noun if singular else plural}", count=f"{count:,}")


def _told(name: str, part: str) -> str:
    return translate(part) if name in _SAID else part


@cache
def catalogue(language: str) -> tuple[dict[str, str], tuple[Template, ...]]:
    """Return the texts of a language as they stand, and the messages with names, the most exact first."""
    found = sections(language)
    exact = {english: other for rows in found.values() for english, other in rows.items()}
    messages = [row for name, rows in found.items() if name not in _PHRASES for row in rows.items()]
    named = sorted((row for row in messages if _NAME.search(row[0])), key=_exactness)
    return exact, tuple(Template(_pattern(english), other) for english, other in named)


@cache
def sections(language: str) -> dict[str, dict[str, str]]:
    """Return the rows of a catalogue under their headings."""
    import tomllib  # noqa: PLC0415 - English needs no catalogue

    return tomllib.loads((_LOCALES / f"{language}.toml").read_text(encoding="utf-8"))


def _exactness(row: tuple[str, str]) -> int:
    return -len(_NAME.sub("", row[0]))


def _pattern(english: str) -> re.Pattern[str]:
    pieces = _NAME.split(english)  # text and names in turn
    return re.compile("".join(_piece(piece, index) for index, piece in enumerate(pieces)), re.DOTALL)


def _piece(piece: str, index: int) -> str:
    return f"(?P<{piece}>.*?)" if index % 2 else re.escape(piece)


def shape(text: str) -> str:
    """Return a text with its names left out, by which a row of the catalogue is compared with a message in the code.

    >>> shape("{path}: no such file") == shape("{name}: no such file")
    True
    """
    return _NAME.sub("{}", text)


def missing(texts: Iterable[str], language: str) -> list[str]:
    """Return the texts for which the catalogue of a language has no row; the names in them do not count."""
    known = {shape(english) for english in catalogue(language)[0]}
    return sorted({text for text in texts if shape(text) not in known})
