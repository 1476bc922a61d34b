"""What ``--help`` prints. Typer's own page is drawn by Rich, which takes longer to load than all the rest."""

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from typer.core import TyperCommand, TyperGroup

from speechx.cli.colour import paint, wanted
from speechx.cli.values import spared
from speechx.cli.wrapping import pad, width, wrap
from speechx.language import translate

_WIDEST: Final = 100
_LEAST: Final = 40
_LEFT: Final = 30
"""The cells of the column of options; what is longer stands on a line of its own."""
_BRACES: Final = str.maketrans("", "", "{}")
_RANGE: Final = re.compile("x[<>]")
"""What Typer says of the bounds of a number: a number beyond them is told when it is given."""

EXIT_CODES: Final = (
    ("0", "fine"),
    ("1", "diagnostics of severity error (--strict: warnings too), or a difference that was looked for"),
    ("2", "wrong usage"),
    ("3", "an input could not be read or an output not written"),
    ("4", "documents of a batch failed; the others are done"),
    ("5", "a limit was hit"),
    ("70", "a defect of speechx"),
    ("130", "interrupted"),
)


class Section(NamedTuple):
    """A part of a help page: its heading, and pairs of what stands to the left and to the right."""

    title: str
    rows: Sequence[tuple[str, str]]


class Command(TyperCommand):
    """A command with our help."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - what Typer hands over is not public
        """Write the help of the command."""
        _write(self, ctx, formatter)

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - the same
        """Return the parameters, without adapters for what needs no conversion."""
        return spared(super().get_params(ctx))


class Group(TyperGroup):
    """A group of commands with our help."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - what Typer hands over is not public
        """Write the help of the group."""
        _write(self, ctx, formatter)

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - the same
        """Return the parameters, without adapters for what needs no conversion."""
        return spared(super().get_params(ctx))

    def summaries(self, ctx: Any) -> Iterator[tuple[str, str, str]]:  # noqa: ANN401 - the same
        """Yield the heading, the name and the summary of each command."""
        for name in self.list_commands(ctx):
            found = self.get_command(ctx, name)
            if found is not None and not found.hidden:
                yield getattr(found, "rich_help_panel", None) or "Commands", name, summary(found.help or "")


def summary(text: str) -> str:
    """Return the first paragraph of a help text, in one line."""
    return next(iter(paragraphs(text)), "")


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, each in one line."""
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def examples(command: Any) -> list[str]:  # noqa: ANN401 - a command of Typer
    """Return the examples of a command, which stand in its epilog, a line each."""
    return (command.epilog or "").splitlines()


def sections(command: Any, ctx: Any) -> list[Section]:  # noqa: ANN401 - the same
    """Return what a command takes, in groups, in the order in which they are declared."""
    found: dict[str, list[tuple[str, str]]] = {}
    if isinstance(command, Group):
        for panel, name, about in command.summaries(ctx):
            found.setdefault(panel, []).append((name, translate(about)))
    for parameter in command.get_params(ctx):
        record = parameter.get_help_record(ctx)
        if record is None:
            continue
        is_argument = parameter.param_type_name == "argument"
        panel = getattr(parameter, "rich_help_panel", None) or ("Arguments" if is_argument else "Options")
        name = parameter.metavar or parameter.human_readable_name if is_argument else record[0]
        found.setdefault(panel, []).append((name, _about(parameter.help or "", record[1])))
    return [Section(title, rows) for title, rows in found.items()]


def _about(text: str, record: str) -> str:
    """Return the help of a parameter with what Typer adds in brackets: whether it is required, what the default is."""
    told = [part for part in record.removeprefix(text).strip(" []").split("; ") if not _RANGE.search(part)]
    extra = "; ".join(map(_extra, filter(None, told)))
    return f"{translate(text)}  {f'[{extra}]' if extra else ''}".strip()


def _extra(told: str) -> str:
    """Return one thing that Typer adds in the language in use, and its numbers for people."""
    word, colon, value = told.partition(": ")
    value = value.strip("()")
    return f"{translate(word)}{colon}{f'{int(value):,}' if value.isdecimal() else translate(value)}"


def _write(command: Any, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - what Typer hands over is not public
    styles = wanted(sys.stdout)
    ctx.color = bool(styles)
    cells = max(_LEAST, min(shutil.get_terminal_size().columns, _WIDEST))
    for line in _page(command, ctx, cells, styles):
        formatter.write(f"{line}\n")


def _page(command: Any, ctx: Any, cells: int, styles: frozenset[str]) -> Iterator[str]:  # noqa: ANN401 - the same
    pieces = " ".join(command.collect_usage_pieces(ctx)).translate(_BRACES).replace("[[", "[").replace("]]", "]")
    usage = f"{ctx.command_path} {pieces}"
    yield f"{_title('Usage', styles)} {usage}"
    for paragraph in paragraphs(command.help or ""):
        yield ""
        yield from wrap(translate(paragraph), cells)
    for section in sections(command, ctx):
        yield from _section(section, cells, styles)
    if command.epilog:
        yield from ("", _title("Examples", styles))
        yield from (f"  {paint(example, 'name', styles)}" for example in examples(command))
    if ctx.parent is None:
        yield from _section(
            Section("Exit codes", [(code, translate(text)) for code, text in EXIT_CODES]), cells, styles
        )


def _section(section: Section, cells: int, styles: frozenset[str]) -> Iterator[str]:
    yield from ("", _title(section.title, styles))
    left = min(_LEFT, max(width(name) for name, _ in section.rows))
    for name, about in section.rows:
        lines = wrap(about, cells - left - 4)
        head = paint(name, "name", styles) + pad("", left - width(name))
        if width(name) > left:
            yield f"  {head}"
            head = pad("", left)
        yield f"  {head}  {lines[0]}".rstrip()
        yield from (f"  {pad('', left)}  {line}" for line in lines[1:])


def _title(text: str, styles: frozenset[str]) -> str:
    return paint(f"{translate(text)}:", "head", styles)
