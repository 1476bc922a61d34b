"""Each entry of the lexicon proves itself: in its hits it counts, in its misses it does not."""

import pytest

from speechx import lexicon
from speechx.fields import terms
from speechx.fold import fold
from speechx.lexicon.models import Entry, Head, PatternEntry, Words
from speechx.rules import examples
from speechx.rules.arrays import ARRAYS

MODELS = {
    **{place: array.load() for place, array in ARRAYS.items()},
    **{(file, "pattern"): PatternEntry for file in ("clues", "event", "headings")},
}
ENTRIES = [
    (file, array, entry) for (file, array), model in MODELS.items() for entry in lexicon.entries(file, array, model)
]
# Groups of characters and words that have no text of their own: other groups prove what they do.
WITHOUT_HITS = {
    ("speakers", "hardly-last"), ("speakers", "transliteration"),
    ("units", "appointing"), ("units", "never-in-unit"), ("units", "no-role-prefix"),
}  # fmt: skip


def name_of(case: tuple[str, str, Entry]) -> str:
    file, array, entry = case
    words = getattr(entry, "words", ("",))
    return f"{file}-{array}-{getattr(entry, 'name', words[0])}"


@pytest.mark.parametrize("case", ENTRIES, ids=name_of)
def test_examples(case: tuple[str, str, Entry]) -> None:
    assert list(examples.failures(*case)) == []


def test_every_entry_has_examples() -> None:
    without = {(file, getattr(entry, "name", "")) for file, _, entry in ENTRIES if getattr(entry, "hits", None) == ()}
    assert without == WITHOUT_HITS
    needed = [entry for _, array, entry in ENTRIES if array in ("pattern", "style", "offices", "overlaps")]
    assert all(getattr(entry, "misses", ()) for entry in needed)


def test_every_group_with_examples_has_a_proof_of_its_own() -> None:
    for (file, array), proofs in examples.GROUPS.items():
        found = lexicon.entries(file, array, MODELS[file, array])
        groups = {
            getattr(entry, "name", "") for entry in found if getattr(entry, "hits", ()) or getattr(entry, "misses", ())
        }
        assert groups == set(proofs)


@pytest.mark.parametrize(
    ("file", "array", "name", "hit", "miss"),
    [
        ("figures", "words", "range-joiners", "5人", "5至6人"),
        ("roles", "words", "deputy", "县长", "副县长"),
        ("speakers", "words", "moderators", "题目", "主持人："),
        ("surnames", "surnames", "common", "的确良", "张守田"),
        ("furniture", "pattern", "editor", "文章很长。", "责任编辑：林小满"),
        ("terms", "pattern", "doubled", "三户五口", "四治四化"),
        ("headings", "style", "is", "一定要", "一是修渡口"),
        ("amounts", "words", "between-links", "10人和20人", "在10和20之间"),
        ("figures", "basis", "同比", "增长5%", "同比增长5%"),
        ("units", "units", "school", "某市教育", "某县一中"),
        ("roles", "offices", "party-secretary", "书记处", "党委书记"),
    ],
)
def test_a_wrong_example_fails(file: str, array: str, name: str, hit: str, miss: str) -> None:
    """A proof that takes everything would prove nothing."""
    (entry,) = (
        entry for entry in lexicon.entries(file, array, MODELS[file, array]) if getattr(entry, "name", "") == name
    )
    wrong = entry.model_copy(update={"hits": (hit,), "misses": (miss,)})
    assert [tuple(failure) for failure in examples.failures(file, array, wrong)] == [
        ("hits", 0, hit),
        ("misses", 0, miss),
    ]


def test_a_layout_that_does_not_win_fails() -> None:
    entry = lexicon.entries("layouts", "layout", MODELS["layouts", "layout"])[0]
    wrong = entry.model_copy(update={"example": "春天来了。"})
    assert [failure.key for failure in examples.failures("layouts", "layout", wrong)] == ["example"]


def test_term_names_are_terms_whole() -> None:
    (entry,) = lexicon.entries("terms", "words", Words)
    assert [word for word in entry.words if terms.locate(word) != [(0, len(word))]] == []


def test_no_office_word_stands_in_two_entries() -> None:
    seen: dict[str, str] = {}
    for entry in lexicon.entries("roles", "offices", Head):
        for word in entry.words:
            assert fold(word) == word
            assert seen.setdefault(word, entry.name) == entry.name, word
