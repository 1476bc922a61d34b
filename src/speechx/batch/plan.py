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
        if self._manifest is None:
            return Why.NEW
        reasons = [self._of(part, entry) for entry in part.entries]
        for reason in (Why.CHANGED, Why.NEW, Why.RETRIED):
            if reason in reasons:
                return reason
        held = self._manifest.output(part.output)
        if held is None or held[0] != len(part.entries):
            return Why.CHANGED
        if held[1] != self._size(part.output):
            return Why.LOST
        return Why.FAILED if Why.FAILED in reasons else Why.DONE

    def failed(self, part: Part) -> int:
        """Return how many documents of a part failed before."""
        return [self._of(part, entry) for entry in part.entries].count(Why.FAILED)

    def _of(self, part: Part, entry: Entry) -> Why:
        row = self._manifest.row(entry.item.name) if self._manifest else None
        if row is None:
            return Why.NEW
        now = None if isinstance(entry.item, Failure) else digest(entry.item)
        if (row.output, row.sha256, row.rules, row.reading) != (
            part.output,
            now,
            self._terms.rules,
            self._terms.reading,
        ):
            return Why.CHANGED
        if row.failed:
            return Why.RETRIED if self._retry else Why.FAILED
        return Why.DONE
