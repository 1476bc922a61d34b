"""``speechx rules``: what is in force, and what is wrong with packs."""

from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

from speechx.cli.messages import one_line, show
from speechx.cli.output import target
from speechx.errors import EXIT_DIAGNOSTICS, EXIT_FINE, OutputError, UsageError, reason_of
from speechx.language import phrase, translate
from speechx.rules import in_force, packs
from speechx.rules.linting import lint as lint_packs
from speechx.rules.linting import lint_package
from speechx.rules.listing import Listed, listed
from speechx.rules.located import suggestion
from speechx.rules.proving import prove, prove_package
from speechx.writers import json

_SUFFIX: Final = ".toml"
_COUNTED: Final = ("words", "hits", "misses")


def show_list(form: str) -> int:
    """List the entries in force, and return the exit code."""
    entries = list(listed())
    with target(None) as out:
        if form == "json":
            out.write(json.dumps([_row(entry) for entry in entries], indent=True) + b"\n")
        else:
            out.write("".join(f"{line}\n" for line in map(_line, entries)).encode())
    return EXIT_FINE


def show_entry(name: str, form: str) -> int:
    """Show the entries of a name, and return the exit code.

    Raises:
        UsageError: there is none.
    """
    entries = list(listed())
    found = [entry for entry in entries if name in (entry.name, *(() if "name" in entry.data else _words(entry)))]
    if not found:
        raise UsageError(f"no entry is called {name}{suggestion(name, {entry.name for entry in entries})}")
    with target(None) as out:
        if form == "json":
            whole = [{**_row(entry), "entry": entry.data} for entry in found]
            out.write(json.dumps(whole, indent=True) + b"\n")
        else:
            out.write("\n".join(map(_toml, found)).encode())
    return EXIT_FINE


def run_examples(paths: Sequence[str]) -> int:
    """Run the examples of packs, and return the exit code."""
    packs.load(paths)
    entries, total, failed = 0, 0, 0
    with target(None) as out:
        for proved in prove(in_force.packs()) if paths else prove_package():
            entries, total, failed = entries + 1, total + proved.examples, failed + len(proved.failed)
            for where, key, text in proved.failed:
                said = translate("counts all the same" if key == "misses" else "does not count")
                out.write(f"{one_line(f'{where}: {key} of {proved.name}: {text} {said}')}\n".encode())
    counts = {"entries": entries, "examples": total, "failed": failed}
    show(phrase("{entries} entries, {examples} examples, {failed} failed", **counts))
    return EXIT_DIAGNOSTICS if failed else EXIT_FINE


def lint(paths: Sequence[str]) -> int:
    """List the problems of packs, and return the exit code."""
    code = EXIT_FINE
    with target(None) as out:
        for pack, problem in lint_packs([packs.read(path) for path in paths]) if paths else lint_package():
            where = f"{pack.name}:{problem.place.line}:{problem.place.column}"
            out.write(f"{one_line(f'{where}: {problem.check}: {translate(problem.message)}')}\n".encode())
            code = EXIT_DIAGNOSTICS
    return code


def new(name: str) -> int:
    """Write a pack to begin with, and return the exit code.

    Raises:
        UsageError: there is a file of the name.
        OutputError: it cannot be written.
    """
    path = Path(name if name.endswith(_SUFFIX) else f"{name}{_SUFFIX}")
    try:
        with path.open("xb") as stream:
            stream.write(files("speechx.rules").joinpath("template.toml").read_bytes())
    except FileExistsError:
        raise UsageError(f"{path} is there already") from None
    except (OSError, ValueError) as error:
        raise OutputError(f"{path} cannot be written: {reason_of(error)}") from None
    then = "{name} is written: change it, then run 'speechx rules test {name}' and 'speechx rules lint {name}'"
    show(phrase(then, name=path))
    return EXIT_FINE


def _row(entry: Listed) -> dict[str, object]:
    counts = {key: len(entry.data.get(key, ())) for key in _COUNTED}
    return {"file": entry.file, "array": entry.array, "name": entry.name, **counts, "origin": entry.origin}


def _line(entry: Listed) -> str:
    counts = " ".join(f"{key}={len(entry.data[key])}" for key in _COUNTED if entry.data.get(key))
    return one_line(f"{entry.file}.{entry.array} {entry.name} {counts} {' + '.join(entry.origin)}")


def _toml(entry: Listed) -> str:
    """Return an entry as it would stand in a pack."""
    lines = [f"# {one_line(' + '.join(entry.origin))}", f"[[{entry.file}.{entry.array}]]"]
    lines += [f"{key} = {json.dumps(value).decode()}" for key, value in entry.data.items()]
    return "".join(f"{line}\n" for line in lines)


def _words(entry: Listed) -> Iterator[str]:
    yield from entry.data.get("words", ())
