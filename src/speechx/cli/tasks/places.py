"""``speechx places``: names in, what they may mean in the list of divisions out."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from speechx import places as gazetteer
from speechx import records
from speechx.cli.form import Form
from speechx.cli.messages import say
from speechx.cli.output import target
from speechx.errors import EXIT_DIAGNOSTICS, EXIT_FINE
from speechx.records import Division
from speechx.writers import csv, json

COLUMNS: Final = ("query", "code", "names", "status")
_LINES: Final = "lines"
_WIDEST_CODE: Final = 9


class Hit(NamedTuple):
    """A name that was asked for, and a division that it may mean."""

    query: str
    division: Division

    def cells(self) -> tuple[str, str, str, str]:
        """Return what stands in ``COLUMNS``: the names are joined from the province down."""
        names = "".join(self.division.names.values())
        return self.query, self.division.code or "", names, self.division.status


def run(names: Sequence[str], form: Form) -> int:
    """Write the divisions that the names may mean, and return the exit code."""
    hits: list[Hit] = []
    code = EXIT_FINE
    for name in names:
        found = [Hit(name, records.validated(division)) for division in gazetteer.lookup(name)]
        if not found:
            say(f"no division is called {name}")
            code = EXIT_DIAGNOSTICS
        hits += found
    write = _WRITERS[form.settled(_LINES, tuple(_WRITERS))]
    with target(form.output) as out:
        out.write(write(hits, form))
        out.commit()
    return code


def _lines(hits: Sequence[Hit], form: Form) -> bytes:  # noqa: ARG001 - nothing to choose
    rows = (hit.cells() for hit in hits)
    return "".join(f"{code:<{_WIDEST_CODE}}  {names}  {status}\n" for _, code, names, status in rows).encode()


def _json(hits: Sequence[Hit], form: Form) -> bytes:
    return json.dumps([_fields(hit) for hit in hits], indent=form.indented()) + b"\n"


def _jsonl(hits: Sequence[Hit], form: Form) -> bytes:  # noqa: ARG001 - nothing to choose
    return b"".join(json.dumps(_fields(hit)) + b"\n" for hit in hits)


def _csv(hits: Sequence[Hit], form: Form) -> bytes:
    return csv.head(COLUMNS, excel=form.excel) + b"".join(csv.line(hit.cells()) for hit in hits)


def _fields(hit: Hit) -> dict[str, object]:
    return {"query": hit.query, **json.dump(hit.division)}


_WRITERS: Final = {"json": _json, "jsonl": _jsonl, "csv": _csv, _LINES: _lines}
