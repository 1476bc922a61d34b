"""Changes as text for people."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from speechx.cli.colour import paint
from speechx.cli.wrapping import pad, width
from speechx.compare.changes import KINDS, Change, Fields, Kind, counts
from speechx.visible import one_line
from speechx.writers.numbers import plain

_SIGNS: Final[dict[Kind, tuple[str, str]]] = {
    "lost": ("-", "bad"),
    "gained": ("+", "good"),
    "changed": ("~", "changed"),
}
_LONGEST: Final = 60
"""Longer texts are shown where they differ only."""
_CONTEXT: Final = 8
_PLURALS: Final = {"document": "documents", "speech": "speeches", "speaker": "speakers", "heading": "headings",
                   "figure": "figures", "term": "terms"}  # fmt: skip


def text(changes: Sequence[Change], styles: frozenset[str]) -> Iterator[str]:
    """Yield the lines that tell of changes: a document, its speeches, what changed in each."""
    for document, of_document in groupby(changes, lambda change: change.document):
        yield paint(one_line(document), "head", styles)
        for _, of_speech in groupby(of_document, lambda change: change.speech):
            yield from _speech(list(of_speech), styles)


def _speech(changes: Sequence[Change], styles: frozenset[str]) -> Iterator[str]:
    head, inner = changes[0], changes[1:]
    if head.what not in ("document", "speech"):
        yield f"  {_sign('changed', styles)} speech {_shown(head.of)}"
        inner = changes
    elif head.fields:
        yield f"  {_sign(head.kind, styles)} {head.what} {_shown(head.label)}"
        yield from (f"      {_field(name, field)}" for name, field in head.fields.items())
    else:
        yield f"  {_sign(head.kind, styles)} {head.what} {_shown(head.label)}{_held(inner)}"
        return
    for change in inner:
        fields = "; ".join(_field(name, field) for name, field in change.fields.items())
        yield f"    {_sign(change.kind, styles)} {change.what} {_shown(change.label)}{f': {fields}' if fields else ''}"


def _held(inner: Sequence[Change]) -> str:
    """Return what a speech holds that is lost or gained whole."""
    held = Counter(change.what for change in inner)
    return f" ({', '.join(f'{_PLURALS[what]}: {count}' for what, count in held.items())})" if held else ""


def _sign(kind: Kind, styles: frozenset[str]) -> str:
    sign, style = _SIGNS[kind]
    return paint(sign, style, styles)


def _field(name: str, field: Fields) -> str:
    old, new = field
    if isinstance(old, str) and isinstance(new, str) and max(len(old), len(new)) > _LONGEST:
        old, new = _apart(old, new)
    return f"{name} {_shown(old)} → {_shown(new)}"


def _shown(value: Any) -> str:  # noqa: ANN401 - a field is anything
    if value is None:
        return "–"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    line = one_line(str(value))
    return line if len(line) <= 2 * _LONGEST else f"{line[:_LONGEST]}…"


def _apart(old: str, new: str) -> tuple[str, str]:
    """Return what lies between the common beginning and the common end of two texts, with a little of both."""
    shorter = min(len(old), len(new))
    head = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    tail = next((at for at in range(shorter - head) if old[-1 - at] != new[-1 - at]), shorter - head)
    return _cut(old, head, tail), _cut(new, head, tail)


def _cut(whole: str, head: int, tail: int) -> str:
    start, end = max(0, head - _CONTEXT), min(len(whole), len(whole) - tail + _CONTEXT)
    return f"{'…' if start else ''}{whole[start:end]}{'…' if end < len(whole) else ''}"


def stat(changes: Sequence[Change]) -> Iterator[str]:
    """Yield a table of how many things were lost, gained and changed."""
    left = max(map(width, _PLURALS.values()))
    yield pad("", left) + "".join(f"{kind:>9}" for kind in KINDS)
    for what, found in counts(changes).items():
        yield pad(_PLURALS[what], left) + "".join(f"{found[kind]:>9}" for kind in KINDS)
