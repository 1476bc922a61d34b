"""``speechx text``: a document in, the text that its spans count out."""

from speechx.cli.inputs import Job
from speechx.cli.output import target
from speechx.errors import UsageError
from speechx.source import Source
from speechx.writers import json


def run(job: Job, form: str, output: str | None) -> int:
    """Write the text of a document, or a JSON object for each of many, and return the exit code.

    Raises:
        UsageError: there are many, and they would run into each other.
    """
    if job.many and form == "text":
        raise UsageError(f"{job.files[0]} holds documents, which would run into each other: add -f jsonl")
    with target(output, job.files) as out:
        for data in job.each(_text if form == "text" else _line):
            out.write(data)
        if job.done:
            out.commit()
    return job.code


def _text(source: Source) -> bytes:
    return source.text.encode()


def _line(source: Source) -> bytes:
    starts = source.page_starts
    return json.dumps({"id": source.name, "text": source.text, "page_starts": list(starts) if starts else None}) + b"\n"
