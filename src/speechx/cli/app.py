"""The application: which commands there are, and what stands before and behind each of them."""

from collections.abc import Iterator
from importlib import import_module
from typing import Annotated, Any, Final, Literal, cast

import typer
from typer.main import get_command

from speechx import language
from speechx.cli import messages
from speechx.cli.help import Command, Group
from speechx.errors import UsageError

# In the order and under the headings of ``--help``.
COMMANDS: Final = {
    "parse": "Extract",
    "batch": "Extract",
    "figures": "Extract",
    "check": "Look",
    "show": "Look",
    "report": "Look",
    "explain": "Look",
    "text": "Look",
    "validate": "Look",
    "diff": "Compare",
    "eval": "Compare",
    "rule": "Look up",
    "places": "Look up",
    "schema": "Look up",
    "rules": "Set up",
    "config": "Set up",
}
# What ``--help`` and completion say of each: its first paragraph, here so that they need not load the commands.
SUMMARIES: Final = {
    "parse": "Extract who spoke, under which headings and with which figures, as JSON, tables or a spreadsheet.",
    "batch": "Parse many documents with several processes, and resume where a run was stopped.",
    "figures": "List the figures of any Chinese text, without looking for speeches.",
    "check": "List what could not be understood, as file:line:col: CODE message.",
    "show": "Show a document with everything marked that was found in it: titles, speakers, headings, figures, terms.",
    "report": "Write one HTML page to read and check documents with: source, figures, charts, diagnostics.",
    "explain": "Show how each line was read: its label, the rules that voted, and the runner-up.",
    "text": "Print the text that speechx reads in a document: what the spans of all output count, in UTF-8.",
    "validate": "Check outputs: against the contract, for consistency, and against their sources.",
    "diff": "Tell which speeches, speakers, headings, figures and terms were gained, lost and changed.",
    "eval": "Measure how well annotated documents are read: precision, recall and F1 of each field.",
    "rule": "Explain a diagnostic: what it means, why it matters, what to do, and a document that brings it about.",
    "places": "List the administrative divisions that a name may mean: code, names from the province down, status.",
    "schema": "Print the JSON Schema of the output.",
    "rules": "Look at the rules in force, and write, test and lint rule packs.",
    "config": "Look at the configuration: the defaults of options, and their origin.",
}
_EXAMPLES: Final = (
    "speechx parse page.txt",
    "speechx parse pages/*.txt -f csv --table figures --excel -o figures.csv",
    "cat page.txt | speechx parse - --stdin-name page.txt -f jsonl",
    "speechx show page.txt",
    "speechx check pages/*.txt",
)
_MESSAGES: Final = "Messages"
_Lang = Annotated[
    Literal["en", "zh"] | None,
    typer.Option(
        language.OPTION, expose_value=False, rich_help_panel=_MESSAGES,
        help="The language of messages and help: by default that of SPEECHX_LANG or of the locale.",
    ),
]  # fmt: skip


class Root(Group):
    """The group of all commands; each is loaded when it is asked for, so that it does not wait for the others."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - what Typer hands over
        super().__init__(**settings)
        self.commands: dict[str, Any] = dict.fromkeys(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - the same
        """Return a command, or None where there is none of that name."""
        if cmd_name in self.commands and self.commands[cmd_name] is None:
            self.commands[cmd_name] = _load(cmd_name)
        return self.commands.get(cmd_name)

    def summaries(self, ctx: Any) -> Iterator[tuple[str, str, str]]:  # noqa: ANN401, ARG002 - the same
        """Yield the heading, the name and the summary of each command; none of them is loaded."""
        for name, panel in COMMANDS.items():
            yield panel, name, SUMMARIES[name]


def _before(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and the hash of the rules in force, and exit.")
    ] = False,
    rules: Annotated[
        list[str] | None, typer.Option("--rules", metavar="PACK", help="With --version: the rule packs in force.")
    ] = None,
    no_config: Annotated[
        bool, typer.Option("--no-config", "--isolated", help="With --version: ignore the configuration.")
    ] = False,
    _lang: _Lang = None,
) -> None:
    """Take the options that stand before a command."""
    if version:
        from speechx.cli.version import show  # noqa: PLC0415 - as the commands do

        raise typer.Exit(show(rules or None, configured=not no_config))
    if rules or no_config:
        raise UsageError(f"{'--rules' if rules else '--no-config'} stands behind the command")
    if context.invoked_subcommand is None:
        context.fail("Missing command.")


def _common(
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose", "-v", callback=messages.be_verbose, expose_value=False, rich_help_panel=_MESSAGES,
            help="Tell on standard error what was read, how long it took, and which rules were in force.",
        ),
    ] = False,
    _lang: _Lang = None,
) -> None:  # fmt: skip
    """Take the options that every command has."""


def build() -> typer.Typer:
    """Return the application."""
    app = typer.Typer(
        name="speechx",
        cls=Root,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="Structured data from Chinese documents that hold many speeches: who spoke, for whom, with which figures.",
        epilog="\n".join(_EXAMPLES),
    )
    app.callback(invoke_without_command=True)(_before)
    return app


def _load(name: str) -> Any:  # noqa: ANN401 - what Typer makes of a command is not public
    """Load a module of ``speechx.cli.commands``: it has ``command`` or, where it is a group of commands, ``group``."""
    module = import_module(f"speechx.cli.commands.{name}")
    about: dict[str, Any] = {"rich_help_panel": COMMANDS[name], "epilog": "\n".join(module.EXAMPLES)}
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    if not hasattr(module, "group"):
        app.command(name, cls=Command, **about)(module.command)
        return _with_common(get_command(app))
    for info in module.group.registered_commands:
        info.cls = Command
    app.add_typer(module.group, name=name, cls=Group, **about)
    loaded = cast("Any", get_command(app)).commands[name]
    for command in [loaded, *loaded.commands.values()]:
        _with_common(command)
    return loaded


def _with_common(command: Any) -> Any:  # noqa: ANN401 - the same
    """Give a command the options that every command has and, if it reads documents, the limits on these."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command()(_common)
    _add(command, app)
    if any("--max-bytes" in parameter.opts for parameter in command.params):
        from speechx.cli import limiting  # noqa: PLC0415 - only commands that read documents need it

        reading = typer.Typer(rich_markup_mode=None, add_completion=False)
        reading.command()(limiting.options)
        _add(command, reading)
    return command


def _add(command: Any, app: typer.Typer) -> None:  # noqa: ANN401 - the same
    """Give a command the options of an application's only command, but for those that it has itself."""
    taken = {option for parameter in command.params for option in parameter.opts}
    command.params += [option for option in get_command(app).params if taken.isdisjoint(option.opts)]
