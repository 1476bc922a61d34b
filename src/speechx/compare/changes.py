"""The changes between two sets of results, field by field."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal, NamedTuple

from speechx.compare import matching
from speechx.compare.results import LISTS, Result, names

What = Literal["document", "speech", "speaker", "heading", "figure", "term"]
Kind = Literal["lost", "gained", "changed"]

KINDS: Final[tuple[Kind, ...]] = ("lost", "gained", "changed")
WHATS: Final[tuple[What, ...]] = ("document", "speech", "speaker", "heading", "figure", "term")
_OF_LIST: Final[dict[str, What]] = dict(zip(LISTS, WHATS[2:], strict=True))
# Places move when something else changes, and what is compared by itself is not compared again.
_PLACES: Final = frozenset({"span", "section", "index", "id", "heading", "event"})
_ASIDE: Final = frozenset(
    {"schema_version", "source", "events", "furniture", "blocks", "diagnostics", "speeches", *LISTS}
)


class Fields(NamedTuple):
    """What a field was and what it is."""

    old: object
    new: object


class Change(NamedTuple):
    """One change.

    Attributes:
        kind: what happened.
        what: to what.
        document: the name of the document: the new one, or the old one where that is lost.
        speech: the id of the speech, likewise; None for a document.
        of: what the speech is called: its title and the names of its speakers; None for a document.
        label: what the thing itself is called: the text of an item, or the same as ``of``.
        fields: the fields that changed, by their names.
        whole: whether the speech or document that it belongs to was itself lost or gained.
    """

    kind: Kind
    what: What
    document: str
    speech: str | None
    of: str | None
    label: str
    fields: dict[str, Fields]
    whole: bool = False


def compare(old: Sequence[Result], new: Sequence[Result]) -> Iterator[Change]:
    """Yield the changes from old results to new ones, document by document."""
    for before, after in matching.documents(old, new):
        if before is not None and after is not None:
            yield from _document(before, after)
        else:
            kind, present = _only(before, after)
            yield Change(kind, "document", present.name, None, None, present.name, {})
            for speech in present.speeches:
                yield from _whole(kind, present.name, speech, whole=True)


def _only(old: Any, new: Any) -> tuple[Kind, Any]:  # noqa: ANN401 - the one of the two that is there
    return ("gained", new) if old is None else ("lost", old)


def _document(old: Result, new: Result) -> Iterator[Change]:
    if old.fields and new.fields and (fields := _differences(old.fields, new.fields, _ASIDE)):
        yield Change("changed", "document", new.name, None, None, new.name, fields)
    for before, after in matching.speeches(old.speeches, new.speeches):
        if before is not None and after is not None:
            yield from _speech(new.name, before, after)
        else:
            kind, present = _only(before, after)
            yield from _whole(kind, new.name, present)


def _whole(kind: Kind, document: str, speech: dict[str, Any], *, whole: bool = False) -> Iterator[Change]:
    """Yield a speech that is lost or gained, with all that is in it."""
    of = label(speech)
    yield Change(kind, "speech", document, speech["id"], of, of, {}, whole)
    for key, what in _OF_LIST.items():
        for item in speech[key]:
            yield Change(kind, what, document, speech["id"], of, item["text"], {}, whole=True)


def _speech(document: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    of = label(new)
    if fields := _differences(old, new, _ASIDE | _PLACES):
        yield Change("changed", "speech", document, new["id"], of, of, fields)
    starts = _start(old), _start(new)
    for key, what in _OF_LIST.items():
        for before, after in matching.items(old[key], new[key], starts):
            if before is None or after is None:
                kind, present = _only(before, after)
                yield Change(kind, what, document, new["id"], of, present["text"], {})
            elif fields := _differences(before, after, _PLACES):
                yield Change("changed", what, document, new["id"], of, after["text"], fields)


def _start(speech: dict[str, Any]) -> int:
    span = speech.get("text_span") or speech.get("span") or (0, 0)
    return int(span[0])


def label(speech: dict[str, Any]) -> str:
    """Return what a speech is called: its title and the names of its speakers."""
    return "  ".join(filter(None, [speech.get("title"), "、".join(names(speech))])) or speech["text"][:20]


def _differences(old: dict[str, Any], new: dict[str, Any], aside: frozenset[str]) -> dict[str, Fields]:
    """Return the fields that differ; those of an object within an object by both their names."""
    left, right = _flat(old, aside), _flat(new, aside)
    return {
        key: Fields(left.get(key), right.get(key))
        for key in dict.fromkeys([*left, *right])
        if left.get(key) != right.get(key)
    }


def _flat(plain: dict[str, Any], aside: frozenset[str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in plain.items():
        if key in aside or key.endswith(("span", "spans")):
            continue
        if isinstance(value, dict):
            found |= {f"{key}.{name}": inner for name, inner in _flat(value, frozenset()).items()}
        else:
            found[key] = list(value) if isinstance(value, tuple) else value
    return found


def counts(changes: Sequence[Change]) -> dict[What, dict[Kind, int]]:
    """Return how many things of each kind were lost, gained and changed."""
    found = Counter((change.what, change.kind) for change in changes)
    return {what: {kind: found[what, kind] for kind in KINDS} for what in WHATS}
