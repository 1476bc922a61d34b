"""docs/output.md and docs/cli.md tell of all that there is, and of nothing that there is not."""

import inspect
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin

import pytest
from typer.main import get_command

import speechx
from speechx import errors, findings, layouts, models, writers
from speechx.cli import limiting
from speechx.cli.app import COMMANDS as NAMES
from speechx.cli.app import build
from speechx.cli.tasks import places
from speechx.cli.tasks.eval import COLUMNS
from speechx.compare.changes import KINDS, WHATS, Change
from speechx.diagnostics import RULES
from speechx.evaluate import gold
from speechx.evaluate.scores import FIELDS
from speechx.furniture import LABEL as FURNITURE
from speechx.limits import Limits
from speechx.source import Span
from speechx.writers.tables import FIGURE, TABLES

DOCS = Path(__file__).parent.parent / "docs"
OUTPUT = (DOCS / "output.md").read_text(encoding="utf-8")
EVALUATION = (DOCS / "evaluation.md").read_text(encoding="utf-8")
LIBRARY = (DOCS / "library.md").read_text(encoding="utf-8")
CLI = (DOCS / "cli.md").read_text(encoding="utf-8")
MODELS = {model.__name__: model for model in models.Model.__subclasses__()}
ROOT: Any = get_command(build())
COMMANDS: dict[str, Any] = {name: ROOT.get_command(None, name) for name in NAMES}
COMMON = {"--help", "-h", "--verbose", "-v", "--lang"}
PLAIN = {str: "string", int: "integer", Decimal: "number", Span: "span", NoneType: "null"}


def section(document: str, heading: str) -> str:
    """Return the text under a heading of any level, up to the next heading."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", document, re.MULTILINE | re.DOTALL)
    assert found is not None, f"there is no heading {heading!r}"
    return found[1]


def rows(text: str) -> Iterator[list[str]]:
    """Yield the cells of the lines of a table whose first cell is code."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| `"):
            assert all(cells), f"an empty cell: {line}"
            yield [cells[0].strip("`"), *cells[1:]]


def type_of(annotation: Any) -> str:  # noqa: ANN401 - an annotation is anything
    """Return the type of a field as the page writes it."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if annotation in PLAIN:
        return PLAIN[annotation]
    if annotation in MODELS.values():
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    if origin is Literal:
        return " · ".join(f"`{value}`" for value in inner)
    if origin is tuple:
        return f"list of {type_of(inner[0])}"
    if origin is dict:
        return "object of strings"
    return ", ".join(map(type_of, inner)) if origin is not None and type(None) in inner else type_of(inner[0])


@pytest.mark.parametrize("name", MODELS)
def test_every_field_with_its_type(name: str) -> None:
    expected = {field.alias or key: type_of(field.annotation) for key, field in MODELS[name].model_fields.items()}
    assert {field: kind for field, kind, _ in rows(section(OUTPUT, name))} == expected


@pytest.mark.parametrize("name", TABLES)
def test_every_column_in_order(name: str) -> None:
    columns = [column for column, _ in rows(section(OUTPUT, f"Table {name}"))]
    assert columns == TABLES[name].header()


def test_columns_of_the_other_commands() -> None:
    assert f"`{','.join(column.name for column in FIGURE)}`" in section(OUTPUT, "speechx figures")
    assert f"`{','.join(places.COLUMNS)}`" in section(OUTPUT, "speechx places")


def test_every_diagnostic_as_it_is() -> None:
    """The row of a diagnostic is ``| `code` | name | severity | help |``."""
    expected = [[rule.code, rule.name, rule.severity, rule.help] for rule in RULES]
    assert list(rows(section(OUTPUT, "Diagnostics"))) == expected


def test_no_code_that_there_is_not() -> None:
    known = {rule.code for rule in RULES}
    pages = [DOCS.parent / "README.md", DOCS.parent / "CHANGELOG.md", *DOCS.glob("*.md")]
    found = {code for page in pages for code in re.findall(r"\bSX\d{3}\b", page.read_text(encoding="utf-8"))}
    assert found <= known


def test_every_exit_code() -> None:
    codes = {value for name, value in vars(errors).items() if name.startswith("EXIT_")}
    assert {int(code) for code, _ in rows(section(OUTPUT, "Exit codes"))} == codes


def test_every_block_label() -> None:
    labels = {state.label for state in layouts.automaton()} | {FURNITURE}
    assert {label for label, _ in rows(section(OUTPUT, "Labels of blocks"))} >= labels


@pytest.mark.parametrize("name", writers.FORMATS)
def test_every_format(name: str) -> None:
    assert f"`{name}`" in section(OUTPUT, "Formats and several files")


def test_every_format_of_findings() -> None:
    assert tuple(name for name, _ in rows(section(OUTPUT, "speechx check"))) == findings.FORMATS


def limits() -> set[str]:
    return {option for row in rows(section(CLI, "Limits")) for option in re.findall(r"--[\w-]+", row[0])}


def test_every_limit() -> None:
    taken = inspect.signature(limiting.options).parameters
    assert len(limits()) == len(taken) == len(Limits._fields)
    assert {name.removeprefix("_") for name in taken} == set(Limits._fields)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_with_its_options(name: str) -> None:
    # A group has options in its commands only; they stand in one table with those of the group.
    commands = [COMMANDS[name], *getattr(COMMANDS[name], "commands", {}).values()]
    real = {
        option
        for command in commands
        for parameter in command.params
        if parameter.param_type_name == "option"
        for option in (*parameter.opts, *parameter.secondary_opts)
    } - COMMON
    if "--max-bytes" in real:
        assert limits() <= real
        real -= limits()
    told = {option for row in rows(section(CLI, f"speechx {name}")) for option in re.findall(r"-[\w-]+", row[0])}
    assert told == real


def test_no_command_that_there_is_not() -> None:
    assert sorted(re.findall(r"^## speechx (\w+)$", CLI, re.MULTILINE)) == sorted(COMMANDS)
    told = set(re.findall(r"`speechx ([a-z]+)", f"{CLI}{OUTPUT}"))
    assert told <= set(COMMANDS)


def test_options_before_a_command() -> None:
    for parameter in ROOT.params:
        assert f"`{parameter.opts[0]}`" in CLI


def test_options_of_every_command() -> None:
    told = {option for row in rows(section(CLI, "The command line")) for option in re.findall(r"-[\w-]+", row[0])}
    assert told == COMMON


def test_every_field_of_the_evaluation() -> None:
    fields = ",".join(
        name for cell, *_ in rows(section(EVALUATION, "The measures")) for name in re.findall(r"\w+", cell)
    )
    assert fields.split(",") == list(FIELDS)
    assert f"`{','.join(COLUMNS)}`" in EVALUATION


def test_every_key_of_the_gold() -> None:
    """What the gold may hold is what its models read; of lists of objects the keys stand in the row of the list."""
    text = section(EVALUATION, "The gold")
    for model in gold.Gold.__subclasses__():
        for name, field in model.model_fields.items():
            assert f"`{field.alias or name}`" in text or name == "encoding", name


def test_every_key_of_a_change() -> None:
    text = section(CLI, "speechx diff")
    assert [name for name in Change._fields if f"`{name}`" not in text] == []
    assert [what for what in (*WHATS, *KINDS) if f"`{what}`" not in text] == []


def test_every_function_of_the_library() -> None:
    names = [name for name in speechx.__all__ if inspect.isfunction(getattr(speechx, name))]
    methods = [name for name, value in vars(speechx.Document).items() if name.startswith(("to_", "from_")) and value]
    told = {name for cell, *_ in rows(LIBRARY) for name in re.findall(r"^\w+", cell)}
    assert told == set(names)
    assert [name for name in methods if f"`Document.{name}(" not in LIBRARY] == []
