"""Styled lines as text for a terminal."""

import io
from collections.abc import Iterable
from typing import Final

from rich.console import Console
from rich.text import Text

_WIDE: Final = 10_000


class Screen:
    """Makes styled lines text, with escape sequences for the eight colours of any terminal or without."""

    def __init__(self, *, colored: bool) -> None:
        self._stream = io.StringIO()
        self._console = Console(
            file=self._stream, width=_WIDE, color_system="standard" if colored else None, force_terminal=colored,
            no_color=not colored, legacy_windows=False,
        )  # fmt: skip

    def encoded(self, rows: Iterable[Text]) -> bytes:
        """Return lines in UTF-8, each with its line end; none is wrapped."""
        for row in rows:
            self._console.print(row, soft_wrap=True, highlight=False)
        text = self._stream.getvalue()
        self._stream.seek(0)
        self._stream.truncate()
        return text.encode()
