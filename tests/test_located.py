"""Fields are placed in the text of a speech where they are in the source, or not at all."""

from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import speechx
from speechx.models import Figure, Heading, Speech
from speechx.source import Span
from speechx.writers.located import Item, marks

DOCUMENTS = Path(__file__).parent / "documents"


def speech(text: str, homes: list[int], places: list[tuple[int, int]]) -> Speech:
    """Return a speech whose characters are at ``homes`` in the source, with a figure at each of some places."""
    nulls = dict.fromkeys(("low", "high", "measure", "approx", "direction", "basis", "from_", "to", "metric", "period"))
    figures = tuple(
        Figure.model_validate(
            {
                **nulls,
                "text": text[start:end],
                "value": Decimal(1),
                "kind": "count",
                "relation": "level",
                "span": Span(homes[start], homes[end - 1] + 1),
            }
        )
        for start, end in places
    )
    span = Span(homes[0], homes[-1] + 1)
    empty = {"index": 1, "id": "1", "kind": "speech", "event": None, "title": None, "title_span": None, "speakers": ()}
    return Speech.model_validate(
        {**empty, "text": text, "text_span": span, "headings": (), "figures": figures, "terms": (), "span": span}
    )


@given(st.data())
def test_what_is_placed_is_placed_right(data: st.DataObject) -> None:
    """Few letters and many gaps: most stretches stand at several places."""
    text = data.draw(st.text("甲乙", min_size=1, max_size=12))
    homes, home = [], data.draw(st.integers(0, 3))
    for _ in text:
        homes.append(home)
        home += 1 + data.draw(st.sampled_from([0, 0, 0, 1, 4]))
    ends = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 3))
    places = [(start, min(start + size, len(text))) for start, size in data.draw(st.lists(ends, max_size=4))]
    found = marks(speech(text, homes, places))
    for mark in found:
        assert homes[mark.start] == mark.item.span.start
        assert homes[mark.end - 1] + 1 == mark.item.span.end
    for left, right in pairwise(found):
        assert left.end <= right.start or right.end <= left.end
    if homes == list(range(homes[0], homes[0] + len(text))) and len(set(places)) == 1:
        assert found


def test_all_fields_of_the_annotated_documents_are_placed() -> None:
    """Hard wraps, page numbers and blank lines leave no doubt where a field stands."""
    placed = inside = 0
    for path in sorted(DOCUMENTS.glob("*.txt"))[:10]:
        for found in speechx.parse_file(path).speeches:
            span = found.text_span or Span(0, 0)
            items: list[Item] = [*found.headings, *found.figures, *found.terms]
            inside += sum(span.start <= item.span.start and item.span.end <= span.end for item in items)
            here = marks(found)
            placed += len(here)
            for mark in here:
                text = found.text[mark.start : mark.end]
                assert text.endswith(mark.item.text)
                assert isinstance(mark.item, Heading) or text == mark.item.text
    assert placed == inside > 100


def test_a_hostile_text_takes_no_long_time() -> None:
    """Thousands of equal fields in a stretch with a large gap have too many places to tell, but for the outermost."""
    text = "1年" * 5000
    homes = [*range(5000), *range(10**6, 10**6 + 5000)]
    found = marks(speech(text, homes, [(start, start + 2) for start in range(0, 10_000, 2)]))
    assert [mark.start for mark in found] == [0, 9998]


def test_a_speech_without_text_has_no_marks() -> None:
    found = speech("甲", [0], [(0, 1)])
    assert len(marks(found)) == 1
    assert marks(found.model_copy(update={"text_span": None})) == []
