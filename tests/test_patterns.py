"""The named patterns of the lexicon: each takes its hits and leaves its misses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechx import lexicon, patterns
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


@given(
    st.sampled_from([("clues", False), ("furniture", True)]),
    st.one_of(
        st.sampled_from([text for file, entry in ENTRIES if file in ("furniture", "clues") for text in entry.hits]),
        st.text(
            st.sampled_from("一二三123年月日第（）【】：:、。会发言材料#*- 整理摄图各位目录甲"), min_size=1, max_size=12
        ),
    ),
)
def test_what_is_not_tried_by_the_first_character_would_not_match(kind: tuple[str, bool], text: str) -> None:
    """Trying only the patterns that a text's first character opens gives what trying all of them gives."""
    file, whole = kind
    tried = {name for name, _ in patterns.openers(file, whole=whole).of(text)}
    takes = {
        name
        for name, pattern in compiled(file).items()
        if (pattern.fullmatch(text) if whole else pattern.search(text)) is not None
    }
    assert takes <= tried
