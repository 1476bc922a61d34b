"""``speechx explain``: a document in, the label of each line out."""

from speechx import explain
from speechx.cli.inputs import Job
from speechx.cli.output import target
from speechx.source import Source
from speechx.writers import json


def run(job: Job, *, as_json: bool) -> int:
    """Show how each line of a file was read, and return the exit code."""
    with target(None) as out:
        for data in job.each(_json if as_json else _text):
            out.write(data)
    return job.code


def _text(source: Source) -> bytes:
    return "".join(f"{line}\n" for line in explain.render(source)).encode()


def _json(source: Source) -> bytes:
    rows = [{**row._asdict(), "votes": [vote._asdict() for vote in row.votes]} for row in explain.explain(source)]
    return json.dumps(rows) + b"\n"
