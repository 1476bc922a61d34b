"""A job: what the user asks of ``speechx batch``, from the settings to the summary."""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Final, NamedTuple

from speechx import __version__, readers, writers
from speechx.batch import engines, inputs
from speechx.batch.engines import engine
from speechx.batch.flights import Flights
from speechx.batch.manifest import FILE, Manifest, Terms
from speechx.batch.parts import Listing
from speechx.batch.plan import Plan
from speechx.batch.progress import progress
from speechx.batch.run import Run
from speechx.batch.seam import Part, Setup
from speechx.batch.store import Store
from speechx.batch.summary import Summary
from speechx.rules import in_force

_TEXT: Final = ".txt"
"""The suffix of outputs whose format has none of its own."""


class Job(NamedTuple):
    """What the user asks for.

    Attributes:
        arguments: the inputs (see ``inputs.files``).
        output: the output folder.
        setup: what the workers must know.
        people: the digest of the roster, or None without one.
        shard: the number of documents to a file, or None for a file each.
        engine: who does the work.
        workers: how many do it, where that is for us to say.
        scheduler: the address of a cluster, or None.
        resume: whether to go on with what is there.
        retry: whether to try again what failed.
        force: whether to begin anew where something is.
        most: the number of failures at which to stop, or None.
        quiet: whether to tell nothing on the way.
    """

    arguments: tuple[str, ...]
    output: str
    setup: Setup
    people: str | None = None
    shard: int | None = None
    engine: engines.Name = "local"
    workers: int = 1
    scheduler: str | None = None
    resume: bool = False
    retry: bool = False
    force: bool = False
    most: int | None = None
    quiet: bool = False

    def terms(self) -> Terms:
        """Return what the outputs depend on beside the bytes of the documents."""
        setup = self.setup
        settled = setup.reading._replace(max_bytes=None, max_ratio=1, max_members=1)  # limits change no output
        reading = repr((settled, setup.places, self.people, setup.date))
        return Terms(in_force.digest(), hashlib.sha256(reading.encode()).hexdigest(), self._form())

    def _form(self) -> str:
        """Return the options that decide which files there are and what they look like."""
        writing = self.setup.writing
        words = ["--format", self.setup.format]
        words += ["--table", writing.table] if writing.table else []
        words += ["--excel"] * writing.excel + ["--csv-safe"] * writing.safe + ["--indent"] * writing.indent
        return " ".join(words + (["--shard-size", str(self.shard)] if self.shard else []))

    def parts(self) -> Iterator[Part]:
        """Yield the documents, grouped by the file that they go to; nothing is read before it is needed."""
        files = inputs.files(self.arguments, self.output)
        listing = Listing(files, self.setup.reading, (*writers.FORMATS[self.setup.format].suffixes, _TEXT)[0])
        return listing.single() if self.shard is None else listing.shards(self.shard)


def run(job: Job) -> Summary:
    """Do a job.

    Raises:
        UsageError: the output folder holds something else or is an input, another run is at work in it, or an extra
            is missing.
        OutputError: an output or the manifest cannot be written.
        SourceError: a list of inputs cannot be read.
    """
    writers.writer(job.setup.format)  # is what it needs installed?
    inputs.refuse(job.arguments, job.output)
    store = Store(job.output)
    store.inspect(resume=job.resume, force=job.force)
    store.open()
    terms = job.terms()
    with ExitStack() as stack:
        manifest = stack.enter_context(Manifest(store.folder))
        if job.force:
            _remove(store, manifest, 0)
            manifest.clear()
        store.clear()
        manifest.begin(terms, __version__, job.arguments)
        under_way = Run(store, manifest, terms, job.most)
        plan = Plan(manifest if job.resume else None, terms, store.size, retry=job.retry)
        told = stack.enter_context(progress(_total(job), quiet=job.quiet))
        workers = stack.enter_context(engine(job.engine, job.workers, job.scheduler))
        under_way.go(Flights(workers, job.setup), job.parts(), plan, told)
        if job.shard and under_way.summary.state == "complete":
            _remove(store, manifest, under_way.parts)
        manifest.end(under_way.summary.state)
        store.close()
        return under_way.summary


def look(job: Job) -> Iterator[tuple[str, str, str]]:
    """Yield what a run would do with each document, without doing it: why, the document, the output."""
    store = Store(job.output)
    store.inspect(resume=job.resume, force=job.force)
    with ExitStack() as stack:
        known = job.resume and (store.folder / FILE).exists()
        manifest = stack.enter_context(Manifest(store.folder)) if known else None
        plan = Plan(manifest, job.terms(), store.size, retry=job.retry)
        for part in job.parts():
            why = plan.why(part)
            yield from ((why, entry.item.name, part.output) for entry in part.entries)


def _remove(store: Store, manifest: Manifest, first: int) -> None:
    """Remove outputs and forget them: all, or the shards from a number on, which earlier runs had more of."""
    for path in manifest.outputs():
        if not first or int(path.removeprefix("part-").partition(".")[0]) >= first:
            store.put(path, None)
            manifest.forget(path)


def _total(job: Job) -> int | None:
    """Return how many documents there are, if that can be told without reading them."""
    if inputs.STDIN in job.arguments:
        return None  # it can be read once only
    total = 0
    for file in inputs.files(job.arguments, job.output):
        if isinstance(file, inputs.Input) and (inputs.is_url(file.name) or readers.is_container(file.name)):
            return None
        total += 1
    return total
