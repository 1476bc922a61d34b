"""What is left to do: the parts of which the manifest does not say that they are done, and unchanged since."""

from collections.abc import Callable
from enum import StrEnum

from speechx.batch.manifest import Manifest, Terms
from speechx.batch.seam import Entry, Part
from speechx.batch.work import digest
from speechx.readers import Failure


class Why(StrEnum):
    """Why a part is worked on, or that it is not."""

    NEW = "new"
    CHANGED = "changed"
    RETRIED = "retry"
    LOST = "lost"
    DONE = "done"
    FAILED = "failed"


class Plan:
    """Tells parts that are done from those that are not.

    Args:
        manifest: what is known, or None where nothing is.
        terms: what the outputs depend on now.
        size: returns the size of an output, or None where it is not there.
        retry: whether to try again what failed.
    """

    def __init__(
        self, manifest: Manifest | None, terms: Terms, size: Callable[[str], int | None], *, retry: bool
    ) -> None:
        self._manifest, self._terms, self._size, self._retry = manifest, terms, size, retry

    def why(self, part: Part) -> Why:
        """Return why a part must be worked on; DONE or FAILED where it need not be."""
        reasons = self._each(part)
        for reason in (Why.CHANGED, Why.NEW, Why.RETRIED):
            if reason in reasons:
                return reason
        held = self._manifest.output(part.output) if self._manifest else None
        if held is None or held[0] != len(part.entries):
            return Why.CHANGED
        if held[1] != self._size(part.output):
            return Why.LOST
        return Why.FAILED if Why.FAILED in reasons else Why.DONE

    def failed(self, part: Part) -> int:
        """Return how many documents of a part failed before."""
        return self._each(part).count(Why.FAILED)

    def _each(self, part: Part) -> list[Why]:
        return [self._of(part.output, position, entry) for position, entry in enumerate(part.entries)]

    def _of(self, output: str, position: int, entry: Entry) -> Why:
        row = self._manifest.row(output, position) if self._manifest else None
        if row is None:
            return Why.NEW
        now = None if isinstance(entry.item, Failure) else digest(entry.item)
        terms = self._terms
        if (row.name, row.sha256, row.rules, row.reading) != (entry.item.name, now, terms.rules, terms.reading):
            return Why.CHANGED
        if row.failed:
            return Why.RETRIED if self._retry else Why.FAILED
        return Why.DONE
