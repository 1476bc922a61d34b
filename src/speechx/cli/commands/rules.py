"""``speechx rules``: its commands, their arguments and their help."""

from typing import Annotated, Final, Literal

import typer

from speechx.cli import options as opt

EXAMPLES: Final = (
    "speechx rules new reeds",
    "speechx rules test reeds.toml && speechx rules lint reeds.toml",
    "speechx rules show party-secretary --rules reeds.toml",
)

group = typer.Typer(help="Look at the rules in force, and write, test and lint rule packs.")

Packs = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PACK…]", help="The packs; without any, the lexicon of the package.", show_default=False),
]
Form = Annotated[
    Literal["text", "json"], typer.Option("--format", "-f", help="For people, or as JSON.", show_default=False)
]


@group.command("list")
def list_(form: Form = "text", _rules: opt.Rules = None, _no_config: opt.NoConfig = False) -> int:
    """List the entries in force: array, name, how many words and examples, where from."""
    from speechx.cli.tasks import rules

    return rules.show_list(form)


@group.command("show")
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, or a word of an entry that has none.")],
    form: Form = "text",
    _rules: opt.Rules = None,
    _no_config: opt.NoConfig = False,
) -> int:
    """Show the entries of a name, with their examples and where they come from."""
    from speechx.cli.tasks import rules

    return rules.show_entry(name, form)


@group.command("test")
def run_examples(packs: Packs = None) -> int:
    """Run the examples of each entry: in each hit it must count, in no miss.

    The exit code is 1 where an example fails.
    """
    from speechx.cli.tasks import rules

    return rules.run_examples(packs or ())


@group.command("lint")
def lint(packs: Packs = None) -> int:
    """List what is wrong with packs: mistakes, conflicts, dangerous and slow patterns, entries without examples.

    The exit code is 1 where there is anything.
    """
    from speechx.cli.tasks import rules

    return rules.lint(packs or ())


@group.command("new")
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the pack is called: the file is NAME.toml.")],
) -> int:
    """Write a pack to begin with: commented, tested, and refusing to replace a file."""
    from speechx.cli.tasks import rules

    return rules.new(name)
