"""``speechx figures``: any Chinese text in, its figures out."""

from collections.abc import Sequence
from typing import Final

from speechx.cli.form import Form
from speechx.cli.inputs import Job
from speechx.cli.output import target
from speechx.fields import quantities
from speechx.models import Figure
from speechx.writers import csv, json, tables


def run(job: Job, form: Form) -> int:
    """Write the figures of a text, and return the exit code."""
    write = _WRITERS[form.settled(offered=tuple(_WRITERS))]
    with target(form.output, job.files) as out:
        for found in job.each(lambda source: quantities.from_text(source.text)[0]):
            out.write(write(found, form))
            out.commit()
    return job.code


def _json(found: Sequence[Figure], form: Form) -> bytes:
    return json.dumps([json.dump(figure) for figure in found], indent=form.indented()) + b"\n"


def _jsonl(found: Sequence[Figure], form: Form) -> bytes:  # noqa: ARG001 - nothing to choose
    return b"".join(json.dumps(json.dump(figure)) + b"\n" for figure in found)


def _csv(found: Sequence[Figure], form: Form) -> bytes:
    rows = map(csv.line, map(tables.figure_row, found))
    return csv.head([column.name for column in tables.FIGURE], excel=form.excel) + b"".join(rows)


def _table(found: Sequence[Figure], form: Form) -> bytes:
    from speechx.writers import table  # noqa: PLC0415 - only this output needs it

    return table.of_figures(found, form.options("table", array=False).width)


_WRITERS: Final = {"json": _json, "jsonl": _jsonl, "csv": _csv, "table": _table}
