"""The page: documents in, the bytes of one HTML file out, the same bytes for the same documents and language.

All text passes through ``visible`` and is escaped by Jinja; style and script are allowed by their digests only, so that
what slipped through could not run. The fields for the script are JSON in an element that is never run.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import orjson
import regex
from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from speechx import __version__, language
from speechx.models import Document
from speechx.report import Part, charts, divisions, visible
from speechx.report.fields import Field, fields, label
from speechx.report.figures import Row, rows
from speechx.report.sections import Section, sections
from speechx.report.words import word, words

_UNSAFE: Final = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&'"})
_BATCH: Final = 200  # pieces of HTML that are written together


class Chapter(NamedTuple):
    """A document as the page shows it; ``number`` counts from 1."""

    number: int
    document: Document
    fields: list[Field]
    sections: list[Section]
    rows: list[Row]

    @property
    def title(self) -> str:
        """What the document is called."""
        document = self.document
        return document.title or (document.event and document.event.name) or document.source.name

    @property
    def headings(self) -> dict[int, list[Field]]:
        """The headings of each speech, by its index."""
        found: dict[int, list[Field]] = {}
        for field in self.fields:
            if field.kind == "heading" and field.speech:
                found.setdefault(field.speech.index, []).append(field)
        return found


def render(parts: Sequence[Part]) -> Iterator[bytes]:
    """Yield the page of some documents."""
    chapters = list(_chapters(parts))
    found = [field for chapter in chapters for field in chapter.fields]
    table = [row for chapter in chapters for row in chapter.rows]
    kinds = charts.kinds(table)
    axis, growth = charts.growth(table)
    stream = _template().stream(
        version=__version__, chapters=chapters, rows=table, kinds=kinds, axis=axis, growth=growth,
        bars=charts.bars(table, kinds), tree=divisions.tree(found), data=_data(found), label=label,
        words=_json(words(found)._asdict()), lang=language.chosen(), t=language.translate, word=word,
        style=_asset("report.css"), script=_asset("report.js"), policy=policy(),
        diagnostics=sum(len(chapter.document.diagnostics) for chapter in chapters),
    )  # fmt: skip
    stream.enable_buffering(_BATCH)
    return (text.encode() for text in stream)


def policy() -> str:
    """Return the content security policy: nothing from anywhere, and only the page's own style and script."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(_asset('report.css'))}'",
            f"script-src '{_digest(_asset('report.js'))}'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _chapters(parts: Sequence[Part]) -> Iterator[Chapter]:
    first = 0
    for number, part in enumerate(parts, 1):
        found = list(fields(part, first))
        yield Chapter(number, part.document, found, list(sections(part, found)), list(rows(number, found)))
        first += len(found)


def _data(found: Sequence[Field]) -> Markup:
    """Return the fields for the script.

    Each field is a string of JSON of its own: what is copied is what ``speechx parse`` writes, to the last digit.
    """
    return _json([(field.kind, field.where, field.json()) for field in found])


def _json(data: object) -> Markup:
    """Return JSON that no text in it can end, turn around or hide in."""
    shown = visible.HIDDEN.sub(_escaped, orjson.dumps(data).decode().translate(_UNSAFE))
    return Markup(shown)  # noqa: S704 - there is no mark-up left in it


def _escaped(hidden: "regex.Match[str]") -> str:
    """Return a character as JSON escapes it: in units of UTF-16."""
    units = hidden[0].encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


@cache
def _asset(name: str) -> Markup:
    return Markup(files(__package__).joinpath(name).read_text(encoding="utf-8"))  # noqa: S704 - a file of our own


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_finalize
    )
    environment.filters["chips"] = visible.chips
    return environment.from_string(_asset("template.html"))


def _finalize(value: object) -> object:
    """Let no text into the page with hidden characters in it."""
    return visible.plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value
