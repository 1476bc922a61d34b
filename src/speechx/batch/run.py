"""One run: what is left to do goes to workers, what comes back to files and manifest, in the order of the inputs."""

from collections.abc import Iterable, Iterator

from speechx.batch.flights import Flights
from speechx.batch.manifest import Manifest, Terms
from speechx.batch.parts import tasks
from speechx.batch.plan import Plan, Why
from speechx.batch.progress import Progress
from speechx.batch.seam import Part
from speechx.batch.store import Store
from speechx.batch.summary import Summary


class Run:
    """A run under way.

    Args:
        store: where the outputs go.
        manifest: where it is told what became of the documents.
        terms: what the outputs depend on beside the documents.
        most: the number of failures at which the run stops, or None for any.

    Attributes:
        summary: what it came to so far.
        parts: the number of parts that were listed.
    """

    def __init__(self, store: Store, manifest: Manifest, terms: Terms, most: int | None) -> None:
        self._store, self._manifest, self._terms, self._most = store, manifest, terms, most
        self.summary = Summary()
        self.parts = 0

    def go(self, flights: Flights, parts: Iterable[Part], plan: Plan, progress: Progress) -> None:
        """Work on what is left to do, until all is done or too much has failed."""
        left = self._left(parts, plan, progress)
        for task, done in flights.results(tasks(left)):
            both = list(zip(task, done, strict=True))
            for part, result in both:
                self._store.put(part.output, result.data)
                self.summary.add(result)
            self._manifest.add(both, self._terms)
            progress.step(self.summary, sum(len(part.entries) for part in task))
            if self._most is not None and self.summary.failed >= self._most:
                self.summary.state = "stopped"
                return
        self.summary.state = "complete"

    def _left(self, parts: Iterable[Part], plan: Plan, progress: Progress) -> Iterator[Part]:
        for part in parts:
            self.parts += 1
            why = plan.why(part)
            if why in (Why.DONE, Why.FAILED):
                self.summary.skip(part, plan.failed(part) if why is Why.FAILED else 0)
                progress.step(self.summary, len(part.entries))
            else:
                yield part
