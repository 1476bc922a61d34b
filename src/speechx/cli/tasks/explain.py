"""``speechx explain``: a document in, the label of each line out.

Of several documents each begins with its name.
"""

from speechx import explain
from speechx.cli.inputs import Job
from speechx.cli.output import target
from speechx.source import Source
from speechx.writers import json


def run(job: Job, *, as_json: bool) -> int:
    """Show how each line of the documents of a job was read, and return the exit code."""

    def show(source: Source) -> bytes:
        return _json(source, many=job.many) if as_json else _text(source, many=job.many)

    with target(None) as out:
        for data in job.each(show):
            out.write(data)
    return job.code


def _text(source: Source, *, many: bool) -> bytes:
    head = f"== {source.name}\n" if many else ""
    return (head + "".join(f"{line}\n" for line in explain.render(source))).encode()


def _json(source: Source, *, many: bool) -> bytes:
    rows = [{**row._asdict(), "votes": [vote._asdict() for vote in row.votes]} for row in explain.explain(source)]
    return json.dumps({"document": source.name, "lines": rows} if many else rows) + b"\n"
