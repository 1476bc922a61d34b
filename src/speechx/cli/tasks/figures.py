"""``speechx figures``: any Chinese text in, its figures out.

Of several documents each figure is told with the name of its own.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final, NamedTuple

from speechx import records
from speechx.cli.form import Form
from speechx.cli.inputs import Job
from speechx.cli.output import target
from speechx.fields import quantities
from speechx.records import Figure
from speechx.source import Source
from speechx.visible import one_line
from speechx.writers import csv, json, tables


class Found(NamedTuple):
    """The figures of a document, with its name where there are several."""

    document: str | None
    figures: Sequence[Figure]


def run(job: Job, form: Form) -> int:
    """Write the figures of the documents of a job, and return the exit code."""
    write = _WRITERS[form.settled(offered=tuple(_WRITERS))]

    def find(source: Source) -> Found:
        figures = list(map(records.validated, quantities.from_text(source.text)[0]))
        return Found(source.name if job.many else None, figures)

    with target(form.output, job.files) as out:
        for chunk in write(job.each(find), form):
            out.write(chunk)
        if job.done:
            out.commit()
    return job.code


def _rows(found: Found) -> Iterator[dict[str, object]]:
    named = {} if found.document is None else {"document": found.document}
    return ({**named, **json.dump(figure)} for figure in found.figures)


def _json(every: Iterator[Found], form: Form) -> Iterator[bytes]:
    rows = [list(_rows(found)) for found in every]
    if rows:  # where nothing could be read, nothing is written
        yield json.dumps(list(chain.from_iterable(rows)), indent=form.indented()) + b"\n"


def _jsonl(every: Iterator[Found], form: Form) -> Iterator[bytes]:  # noqa: ARG001 - nothing to choose
    for found in every:
        for row in _rows(found):
            yield json.dumps(row) + b"\n"


def _csv(every: Iterator[Found], form: Form) -> Iterator[bytes]:
    columns = [column.name for column in tables.FIGURE]
    for index, found in enumerate(every):
        named = [] if found.document is None else [found.document]
        if not index:
            yield csv.head([*(["document"] if named else []), *columns], excel=form.excel)
        for figure in found.figures:
            yield csv.line([*named, *tables.figure_row(figure)])


def _table(every: Iterator[Found], form: Form) -> Iterator[bytes]:
    from speechx.writers import table  # noqa: PLC0415 - only this output needs it

    width = form.options("table", array=False).width
    for index, found in enumerate(every):
        if found.document is not None:
            yield ("\n" * bool(index) + one_line(found.document) + "\n\n").encode()
        yield table.of_figures(found.figures, width)


_WRITERS: Final = {"json": _json, "jsonl": _jsonl, "csv": _csv, "table": _table}
