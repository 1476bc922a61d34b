"""What there is to say of each diagnostic, with a document that brings it about: the pages of ``speechx rule``.

``rule_pages.toml`` holds a page for each row of ``diagnostics.RULES``; the tests parse its example and counter-example.
"""

import io
import json
import tomllib
import zipfile
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from speechx import readers
from speechx.source import Source, from_bytes, from_text

_FILE: Final = Path(__file__).with_suffix(".toml")
_TYPES: Final = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


class Page(BaseModel):
    """The page of one diagnostic.

    Attributes:
        meaning: what is the case.
        reason: why it matters.
        advice: what to do.
        example: a document that brings it about.
        counter: one much like it that does not.
        encoding: the encoding of both, where it matters.
        escaped: whether both are written with escapes, as in JSON, because they are no text.
        roster: the roster beside both.
        name: the file that both are, where they are not told by their text: of a Word document, its parts.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    meaning: str
    reason: str
    advice: str
    example: str
    counter: str
    encoding: str | None = None
    escaped: bool = False
    roster: str | None = None
    name: str | None = None

    def source(self, text: str) -> Source:
        """Return the example or the counter-example as it would be read."""
        if self.name:
            data = _word(text) if self.name.endswith(".docx") else text.encode()
            return readers.read(readers.Item(self.name, None, data))
        if self.encoding:
            return from_bytes(text.encode(self.encoding))
        return from_text(json.loads(f'"{text}"') if self.escaped else text)


def _word(parts: str) -> bytes:
    """Return a Word document of a body and, where it has lists, their numbering."""
    body, start, numbering = parts.strip().partition("<w:numbering>")
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _relation("officeDocument", "word/document.xml"))
        package.writestr("word/document.xml", f'<w:document xmlns:w="{namespace}">{body}</w:document>')
        if start:
            package.writestr("word/_rels/document.xml.rels", _relation("numbering", "numbering.xml"))
            package.writestr("word/numbering.xml", f'<w:numbering xmlns:w="{namespace}">{numbering}')
    return out.getvalue()


def _relation(kind: str, target: str) -> str:
    schemas = "http://schemas.openxmlformats.org"
    return (
        f'<Relationships xmlns="{schemas}/package/2006/relationships"><Relationship Id="r1" Target="{target}" '
        f'Type="{schemas}/officeDocument/2006/relationships/{kind}"/></Relationships>'
    )


def page(name: str) -> Page:
    """Return the page of a diagnostic by its name.

    Raises:
        KeyError: there is none.
    """
    return pages()[name]


@cache
def pages() -> dict[str, Page]:
    """Return all pages by the names of their diagnostics."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: Page.model_validate(row) for name, row in rows.items()}
