"""The figures of passages that once were blind: what was mended for them stays mended."""

import passages
import pytest


@pytest.mark.parametrize("name", passages.FILES)
def test_figures_and_attributes_stay(name: str) -> None:
    count, misses = passages.measure(name)
    assert count["gold"] > 200
    assert 2 * count["found"] / (count["gold"] + count["found"] + count["invented"]) >= 0.99, misses
    asked, right = (
        sum(count[f"{attribute} {word}"] for attribute in passages.ATTRIBUTES) for word in ("asked", "right")
    )
    assert right / asked >= 0.99, misses


def test_terms_are_found() -> None:
    counts = [passages.measure(name)[0] for name in passages.FILES]
    assert sum(count["terms found"] for count in counts) >= 0.95 * sum(count["terms"] for count in counts) > 0


@pytest.mark.parametrize(
    ("body", "missed"),
    [
        ("签约项目{5个|5 个|M项目}。", []),
        ("签约项目{5个|6 个}。", ["missed", "invented"]),
        ("税收下降{5%|5 %|u}。", ["direction"]),
        ("税收由{3亿元增至5亿元|5e8 元|lu F4e8}。", ["from"]),
        ("签约项目5个。", ["invented"]),
        ("签约项目{5个|?}。", []),
    ],
)
def test_a_wrong_figure_is_told(body: str, missed: list[str]) -> None:
    _, misses = passages.compare(passages.read("", body))
    assert [miss.split(":")[0].split()[0] for miss in misses] == missed
