"""Each layout of the table wins on its own example, and reads it whole."""

import pytest

from speechx import lexicon, segment
from speechx.labelling import label
from speechx.lexicon.models import LayoutEntry
from speechx.source import from_text

LAYOUTS = lexicon.entries("layouts", "layout", LayoutEntry)


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])
def test_layout_wins_on_its_example(layout: LayoutEntry) -> None:
    labelled = label(from_text(layout.example))
    assert {found.layout for found in labelled.labels if found.layout != "outside"} == {layout.name}
    drafts = segment.drafts(labelled.page, labelled.labels)
    assert [person.name.text for draft in drafts for person in draft.people if person.name] == ["程远山", "罗小满"]
    titled = not {"title", "headline"}.isdisjoint(layout.pattern.split())
    titles = ["让老街重新亮起来", "一条水渠连起两个村"] if titled else [None, None]
    assert [draft.title and draft.title.raw for draft in drafts] == titles
    bodies = ["".join(draft.body.raw.split()) for draft in drafts if draft.body]
    assert [body[:5] for body in bodies] == ["柳溪镇的老", "两个村为了"]
    assert all(body.endswith("。") for body in bodies)
