"""The named patterns of the lexicon: each takes its hits and leaves its misses."""

import pytest

from speechx import lexicon
from speechx.fold import fold
from speechx.patterns import PatternEntry, compiled

FILES = ("furniture", "clues", "periods", "event")
ENTRIES = [(file, entry) for file in FILES for entry in lexicon.entries(file, "pattern", PatternEntry)]
IDS = [f"{file}-{entry.name}" for file, entry in ENTRIES]


def matches(file: str, name: str, text: str) -> bool:
    pattern = compiled(file)[name]
    found = pattern.fullmatch(fold(text)) if file == "furniture" else pattern.search(fold(text))
    return found is not None


@pytest.mark.parametrize(("file", "entry"), ENTRIES, ids=IDS)
def test_hits(file: str, entry: PatternEntry) -> None:
    assert entry.hits
    assert [text for text in entry.hits if not matches(file, entry.name, text)] == []


@pytest.mark.parametrize(("file", "entry"), ENTRIES, ids=IDS)
def test_misses(file: str, entry: PatternEntry) -> None:
    assert entry.misses
    assert [text for text in entry.misses if matches(file, entry.name, text)] == []
