"""Write man/speechx.1 from the commands themselves.

Usage: python tools/build_man.py

click-man, which does this for Click, knows nothing of the commands of Typer, which brings a Click of its own.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from typer.main import get_command

from speechx.cli.app import COMMANDS, build
from speechx.cli.help import EXIT_CODES, Group, Section, examples, paragraphs, sections

PAGE: Final = Path(__file__).resolve().parents[1] / "man" / "speechx.1"
_ENVIRONMENT: Final = (
    ("SPEECHX_LANG", "the language of messages and help, en or zh; before LC_ALL, LC_MESSAGES and LANG"),
    ("NO_COLOR, FORCE_COLOR", "no colours; colours where there is no terminal too"),
    ("XDG_CACHE_HOME", "where the folder speechx with compiled patterns lies; by default ~/.cache"),
)


def roff(text: str) -> str:
    r"""Return a text as roff takes it.

    >>> roff(".a -b\\c")
    '\\&.a \\-b\\ec'
    """
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"(?m)^(?=[.'])", r"\\&", text)


def page() -> str:
    """Return the manual page."""
    return "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    root: Any = get_command(build())
    context = root.make_context("speechx", [], resilient_parsing=True)
    yield '.\\" Written by tools/build_man.py; do not edit.'
    yield ".TH SPEECHX 1"
    yield from (".SH NAME", "speechx \\- structured data from Chinese documents that hold many speeches")
    yield from (".SH SYNOPSIS", ".B speechx", roff("COMMAND [OPTIONS] [ARGUMENTS]"))
    yield from (".SH DESCRIPTION", roff(root.help), ".PP", "Standard output carries data only.")
    yield ".SH OPTIONS"
    panels = set(COMMANDS.values())
    yield from _rows(
        [row for section in sections(root, context) if section.title not in panels for row in section.rows]
    )
    yield ".SH COMMANDS"
    yield from _commands(root, context)
    yield ".SH EXIT STATUS"
    yield from _rows(EXIT_CODES)
    yield ".SH ENVIRONMENT"
    yield from _rows(_ENVIRONMENT)
    yield ".SH EXAMPLES"
    yield from (".nf", *(roff(f"$ {example}") for example in examples(root)), ".fi")


def _commands(group: Any, context: Any) -> Iterator[str]:  # noqa: ANN401 - what Typer makes of a command is not public
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        inner = command.make_context(name, [], parent=context, resilient_parsing=True)
        yield f".SS {roff(inner.command_path)}"
        yield "\n.PP\n".join(map(roff, paragraphs(command.help or "")))
        if isinstance(command, Group):
            yield from _commands(command, inner)
            continue
        for section in sections(command, inner):
            yield from _section(section)
        yield from _examples(command)


def _section(section: Section) -> Iterator[str]:
    yield from (".PP", f".I {roff(section.title)}")
    yield from _rows(section.rows)


def _rows(rows: Any) -> Iterator[str]:  # noqa: ANN401 - pairs of texts
    for name, about in rows:
        yield from (".TP", f".B {roff(name)}", roff(about) or "\\&")


def _examples(command: Any) -> Iterator[str]:  # noqa: ANN401 - a command of Typer
    yield from (".PP", "Examples:", ".PP", ".nf", *(roff(f"$ {example}") for example in examples(command)), ".fi")


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
