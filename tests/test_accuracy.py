"""The annotated documents are read as their annotations say; where not everything is right yet, no less than was.

``speechx eval tests/documents tests/documents`` prints the same counts. They may be raised here; to
lower one needs a reason.
"""

from pathlib import Path
from typing import Final

import pytest

import speechx
from speechx.evaluate import gold
from speechx.evaluate.scores import Score, score

FOLDER: Final = Path(__file__).parent / "documents"
FILES: Final = gold.files(FOLDER)
WHOLE: Final = ("speeches", "title", "name", "unit", "role")
"""Fields in which nothing may be missing, and nothing too much."""
LEAST: Final = {"headings": 71, "figures": 911, "attributes": 5184, "terms": 13, "event": 56}
"""How many of the gold must be found."""
MOST: Final = {"headings": 0, "figures": 6, "terms": 13, "event": 0}
"""How many may be found that are not in the gold."""


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    found = {}
    for path in FILES:
        annotation = gold.read(path)
        source = gold.document(annotation, path, FOLDER)
        document = speechx.parse_file(source, places=False)
        text = source.read_bytes().decode(document.source.encoding)
        found[path.stem] = score(annotation, document, text)
    return found


@pytest.mark.parametrize("name", [path.stem for path in FILES])
def test_every_speech_and_speaker_is_exact(name: str, scores: dict[str, Score]) -> None:
    assert [miss for miss in scores[name].misses if miss.field in WHOLE] == []
    assert scores[name].counts["speeches"].gold
    assert scores[name].silent == 0


def test_no_field_is_read_worse_than_before(scores: dict[str, Score]) -> None:
    total = Score()
    for found in scores.values():
        total.add(found)
    recalled = {name: total.counts[name].recalled for name in LEAST}
    assert {name: max(count, LEAST[name]) for name, count in recalled.items()} == recalled
    false = {name: total.counts[name].found - total.counts[name].right for name in MOST}
    assert {name: min(count, MOST[name]) for name, count in false.items()} == false
