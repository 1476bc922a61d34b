"""Patterns by the first characters of what they take; their examples are run by test_examples.py."""

from hypothesis import given
from hypothesis import strategies as st

from speechx import lexicon, patterns
from speechx.lexicon.models import PatternEntry
from speechx.patterns import compiled

HITS = [
    text
    for file in ("furniture", "clues")
    for entry in lexicon.entries(file, "pattern", PatternEntry)
    for text in entry.hits
]


@given(
    st.sampled_from([("clues", False), ("furniture", True)]),
    st.one_of(
        st.sampled_from(HITS),
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
