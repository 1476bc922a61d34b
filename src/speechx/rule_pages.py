"""What there is to say of each diagnostic, with a document that brings it about: the pages of ``speechx rule``.

``rule_pages.toml`` holds a page for each row of ``diagnostics.RULES``; the tests parse its example and counter-example.
"""

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from speechx.source import Source, from_bytes, from_text

_FILE: Final = Path(__file__).with_suffix(".toml")


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

    def source(self, text: str) -> Source:
        """Return the example or the counter-example as it would be read."""
        if self.encoding:
            return from_bytes(text.encode(self.encoding))
        return from_text(json.loads(f'"{text}"') if self.escaped else text)


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
