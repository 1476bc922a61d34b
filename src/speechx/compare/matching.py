"""What belongs together in two results: by id, by name, by content; never by position alone."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import PurePath
from typing import Any, Final

from speechx.compare.results import Result, names

Items = Sequence[dict[str, Any]]
Pair = tuple[dict[str, Any] | None, dict[str, Any] | None]
"""An old item and its new one; None where there is none."""

_GRAM: Final = 4
"""Speeches are compared by the runs of this many characters that they share."""
_SHARE: Final = 0.3
"""A speech with this share of the runs of the shorter of two is that speech changed; with less, it is another one."""
_ALIKE: Final = 0.6
"""The same for the texts of headings, figures, terms and speakers, by the ratio of ``difflib``."""


def documents(old: Sequence[Result], new: Sequence[Result]) -> Iterator[tuple[Result | None, Result | None]]:
    """Pair results by the names of their documents, else by the names of the files where those are unmistakable."""
    if len(old) == len(new) == 1:
        yield old[0], new[0]
        return
    left, right = list(old), list(new)
    for key in (_whole, _file):
        mine, other = _unmistakable(left, key), _unmistakable(right, key)
        for name, result in mine.items():
            if twin := other.get(name):
                yield result, twin
                left.remove(result)
                right.remove(twin)
    yield from ((result, None) for result in left)
    yield from ((None, result) for result in right)


def _whole(result: Result) -> str:
    return result.name


def _file(result: Result) -> str:
    return PurePath(result.name).name


def _unmistakable(results: Sequence[Result], key: Any) -> dict[str, Result]:  # noqa: ANN401 - one of the two above
    counts = Counter(map(key, results))
    return {key(result): result for result in results if counts[key(result)] == 1}


def speeches(old: Items, new: Items) -> list[Pair]:
    """Pair speeches by their ids, and the rest by what they share; in the new order, what is lost at the end."""
    by_id = {speech["id"]: speech for speech in old}
    twins = {id(speech): by_id.pop(speech["id"]) for speech in new if speech["id"] in by_id}
    rest_old, rest_new = list(by_id.values()), [speech for speech in new if id(speech) not in twins]
    twins |= {id(rest_new[j]): rest_old[i] for i, j in _alike(rest_old, rest_new)}
    found = {id(twin) for twin in twins.values()}
    pairs: list[Pair] = [(twins.get(id(speech)), speech) for speech in new]
    return pairs + [(speech, None) for speech in old if id(speech) not in found]


def _alike(old: Items, new: Items) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the speeches that share most, the greatest share first; each has one partner at most."""
    grams = [[_grams(speech) for speech in side] for side in (old, new)]
    where: dict[str, list[int]] = defaultdict(list)
    for j, mine in enumerate(grams[1]):
        for gram in mine:
            where[gram].append(j)
    shared: Counter[tuple[int, int]] = Counter(
        (i, j) for i, mine in enumerate(grams[0]) for gram in mine for j in where[gram]
    )
    left, right = set(range(len(old))), set(range(len(new)))
    for (i, j), count in shared.most_common():
        if i in left and j in right and count >= _SHARE * min(len(grams[0][i]), len(grams[1][j])):
            left.remove(i)
            right.remove(j)
            yield i, j


def _grams(speech: dict[str, Any]) -> set[str]:
    text = "".join("".join([speech.get("title") or "", *names(speech), speech["text"]]).split())
    return {text[at : at + _GRAM] for at in range(max(1, len(text) - _GRAM + 1))}


def items(old: Items, new: Items, starts: tuple[int, int]) -> Iterator[Pair]:
    """Pair the items of a list: equal texts in order, between them what lies at the same place or is nearly the same.

    Args:
        old: the items of the old speech, in the order of the source.
        new: those of the new speech.
        starts: where the two speeches start in their sources.
    """
    left, right = ([str(item["text"]) for item in side] for side in (old, new))
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from zip(old[a:b], new[c:d], strict=True)
        else:
            yield from _between(old[a:b], list(new[c:d]), starts)


def _between(old: Items, new: list[dict[str, Any]], starts: tuple[int, int]) -> Iterator[Pair]:
    for item in old:
        twin = next((other for other in new if _same_place(item, other, starts) or _nearly(item, other)), None)
        if twin is not None:
            new.remove(twin)
        yield item, twin
    yield from ((None, item) for item in new)


def _same_place(old: dict[str, Any], new: dict[str, Any], starts: tuple[int, int]) -> bool:
    (a, b), (c, d) = ([end - start for end in item["span"]] for item, start in zip((old, new), starts, strict=True))
    return bool(max(a, c) < min(b, d))


def _nearly(old: dict[str, Any], new: dict[str, Any]) -> bool:
    return SequenceMatcher(None, old["text"], new["text"], autojunk=False).ratio() >= _ALIKE
