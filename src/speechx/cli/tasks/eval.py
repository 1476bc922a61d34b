"""``speechx eval``: annotated documents in, how well they are read out."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from speechx import parser
from speechx.cli.inputs import Job
from speechx.cli.messages import one_line, say
from speechx.cli.output import target
from speechx.cli.wrapping import pad
from speechx.errors import SpeechxError, UsageError
from speechx.evaluate import gold as annotations
from speechx.evaluate.scores import FIELDS, Count, Miss, Score, score
from speechx.source import Source
from speechx.writers import csv, json

COLUMNS: Final = ("document", "field", "precision", "recall", "f1", "gold", "found")
_STANDARD: Final = "-"
_SUFFIXES: Final = {".csv": "csv", ".json": "json"}
_LEFT: Final = max(map(len, FIELDS))


class Form(NamedTuple):
    """How the scores are written, and where the misses go."""

    format: str | None
    output: str | None
    misses: str | None

    def settled(self) -> str:
        """Return the format that is asked for by name or by the suffix of the output.

        Raises:
            UsageError: the misses would stand in the midst of CSV.
        """
        chosen = self.format or _SUFFIXES.get(Path(self.output or "").suffix.lower(), "text")
        if chosen == "csv" and self.misses == _STANDARD:
            raise UsageError("--misses - is for text and JSON: name a file, such as misses.csv")
        return chosen


class Scored(NamedTuple):
    """The scores of the documents that could be read, by name."""

    documents: dict[str, Score]
    total: Score


def run(documents: str, gold: str, form: Form) -> int:
    """Score the documents of a folder, write the scores, and return the exit code."""
    write = {"text": _text, "json": _json, "csv": _csv}[form.settled()]
    job = Job([])
    scored = Scored({}, Score())
    for path in annotations.files(gold):
        _one(path, documents, job, scored)
    with target(form.output) as out:
        out.write(write(scored, form))
        if scored.documents:
            out.commit()
    if form.misses not in (None, _STANDARD):
        _write_misses(str(form.misses), scored.total.misses)
    return job.code


def _one(path: Path, documents: str, job: Job, scored: Scored) -> None:
    """Score one document; one that cannot be read is reported and left out."""
    try:
        wanted = annotations.read(path)
    except SpeechxError as error:
        say(str(error))
        job.code = max(job.code, error.exit_code)
        return

    def work(source: Source) -> Score:
        return score(wanted, parser.parse_source(source), source.text)

    job.files = [str(annotations.document(wanted, path, documents))]
    for found in job.each(work):
        scored.documents[wanted.file] = found
        scored.total.add(found)


def _text(scored: Scored, form: Form) -> bytes:
    lines = [pad("", _LEFT) + "".join(f"{name:>11}" for name in COLUMNS[2:])]
    for name, count in scored.total.counts.items():
        shares = "".join(f"{_percent(share):>11}" for share in (count.precision, count.recall, count.f1))
        lines.append(f"{pad(name, _LEFT)}{shares}{count.gold:>11}{count.found:>11}")
    lines.append(f"{len(scored.documents)} documents; speeches lost without a diagnostic: {scored.total.silent}")
    if form.misses == _STANDARD:
        lines += ["", *map(_line, scored.total.misses)]
    return "".join(f"{line}\n" for line in lines).encode()


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"


def _line(miss: Miss) -> str:
    return one_line(f"{miss.document}#{miss.speech} {miss.field}: want {miss.want or '–'}, got {miss.got or '–'}")


def _json(scored: Scored, form: Form) -> bytes:
    whole: dict[str, object] = {
        "total": _scores(scored.total),
        "documents": {name: _scores(found) for name, found in scored.documents.items()},
    }
    if form.misses == _STANDARD:
        whole["misses"] = [miss._asdict() for miss in scored.total.misses]
    return json.dumps(whole, indent=True) + b"\n"


def _scores(found: Score) -> dict[str, object]:
    fields = {name: dict(zip(COLUMNS[2:], _cells(count), strict=True)) for name, count in found.counts.items()}
    return {**fields, "silent": found.silent}


def _cells(count: Count) -> list[float | int | None]:
    return [count.precision, count.recall, count.f1, count.gold, count.found]


def _csv(scored: Scored, form: Form) -> bytes:  # noqa: ARG001 - nothing to choose
    rows = [csv.head(COLUMNS, excel=False)]
    for document, found in (("", scored.total), *scored.documents.items()):
        for name, count in found.counts.items():
            rows.append(csv.line([document, name, *("" if cell is None else str(cell) for cell in _cells(count))]))
    return b"".join(rows)


def _write_misses(path: str, misses: list[Miss]) -> None:
    """Write the misses in the format that the suffix of the file tells: CSV, JSON Lines, or text."""
    write = _WRITERS.get(Path(path).suffix.lower(), _text_misses)
    with target(path) as out:
        for data in write(misses):
            out.write(data)
        out.commit()


def _text_misses(misses: list[Miss]) -> Iterator[bytes]:
    return (f"{_line(miss)}\n".encode() for miss in misses)


def _csv_misses(misses: list[Miss]) -> Iterator[bytes]:
    yield csv.head(Miss._fields, excel=False)
    yield from (csv.line(["" if cell is None else str(cell) for cell in miss]) for miss in misses)


def _json_misses(misses: list[Miss]) -> Iterator[bytes]:
    return (json.dumps(miss._asdict()) + b"\n" for miss in misses)


_WRITERS: Final[dict[str, Callable[[list[Miss]], Iterator[bytes]]]] = {
    ".csv": _csv_misses, ".jsonl": _json_misses, ".ndjson": _json_misses,
}  # fmt: skip
