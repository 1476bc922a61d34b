"""What a run comes to: counts, the most frequent diagnostics, the first failures."""

import time
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from speechx.batch.seam import Done, Outcome, Part
from speechx.diagnostics import RULES
from speechx.language import counted, phrase, translate

_SHOWN: Final = 5
_LISTED: Final = 1000
"""The failures that a report lists; the manifest has them all."""


class Summary:
    """The counts of a run, kept while it goes on."""

    def __init__(self) -> None:
        self.documents = self.skipped = self.chars = self.speeches = self.figures = 0
        self.failed_before = 0
        self.failures: list[tuple[str, str]] = []
        self.failed = 0
        self.diagnostics: Counter[str] = Counter()
        self.state = "running"
        self._start = time.monotonic()

    def add(self, done: Done) -> None:
        """Count what became of a part."""
        for outcome in done.outcomes:
            self._count(outcome)

    def _count(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            self.failed += 1
            if len(self.failures) < _LISTED:
                self.failures.append((outcome.name, outcome.error))
            return
        self.documents += 1
        self.chars += outcome.chars
        self.speeches += outcome.speeches
        self.figures += outcome.figures
        self.diagnostics.update(dict(outcome.diagnostics))

    def skip(self, part: Part, failed: int) -> None:
        """Count a part that was done before, and how many of its documents failed then."""
        self.skipped += len(part.entries)
        self.failed_before += failed

    @property
    def seconds(self) -> float:
        """How long the run has been under way."""
        return time.monotonic() - self._start

    def rate(self, documents: int) -> str:
        """Return how many documents a second that is."""
        return f"{documents / max(self.seconds, 1e-9):,.0f}"

    def lines(self) -> Iterator[str]:
        """Yield what a person wants to know at the end."""
        yield phrase(
            "{documents} done ({rate} a second), {skipped} skipped, {failed} failed",
            documents=counted(self.documents, "document"), rate=self.rate(self.documents),
            skipped=f"{self.skipped:,}", failed=f"{self.failed:,}",
        )  # fmt: skip
        yield f"{counted(self.speeches, 'speech')}, {counted(self.figures, 'figure')}"
        if self.failed_before:
            again = "{count} of those skipped failed before: --retry-failed tries them again"
            yield phrase(again, count=f"{self.failed_before:,}")
        names = {rule.code: rule.name for rule in RULES}
        if self.diagnostics:
            most = self.diagnostics.most_common(_SHOWN)
            found = ", ".join(f"{code} {names[code]} {times:,}" for code, times in most)
            yield phrase("most frequent: {found}", found=found)
        yield from (phrase("failed: {error}", error=translate(error)) for _, error in self.failures[:_SHOWN])
        if self.failed > _SHOWN:
            yield phrase("… and {count} more: the manifest lists them", count=f"{self.failed - _SHOWN:,}")

    def report(self) -> dict[str, Any]:
        """Return the summary as plain values."""
        return {
            "state": self.state,
            "documents": self.documents,
            "skipped": self.skipped,
            "failed": self.failed,
            "failed_before": self.failed_before,
            "chars": self.chars,
            "speeches": self.speeches,
            "figures": self.figures,
            "seconds": round(self.seconds, 3),
            "diagnostics": dict(self.diagnostics.most_common()),
            "failures": [{"name": name, "error": error} for name, error in self.failures],
        }
