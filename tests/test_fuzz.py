"""The fuzz targets hold on their seeds and on seeds with bytes turned over; ``./dev fuzz`` searches on from there."""

from itertools import islice
from random import Random
from typing import Final

import pytest

import laws
import targets

SEEDS: Final = 6


def turned(seed: bytes, chance: Random) -> bytes:
    """Return a seed with some bytes changed, left out, doubled, and its end cut off."""
    data = bytearray(seed)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        data[at : at + chance.randint(0, 4)] = chance.randbytes(chance.randint(0, 4))
    return bytes(data[: chance.randint(0, len(data))]) if chance.random() < 0.2 else bytes(data)


@pytest.mark.parametrize("name", targets.TARGETS)
def test_a_target_holds_on_its_seeds_and_near_them(name: str) -> None:
    chance = Random(name)  # noqa: S311 - the same bytes in each run
    seeds = list(targets.seeds(name))
    assert len(seeds) > SEEDS
    for seed in islice(seeds, 0, None, len(seeds) // SEEDS):
        for data in (seed, turned(seed, chance), turned(seed, chance)):
            targets.TARGETS[name](data)


def test_a_target_tells_of_a_broken_law(monkeypatch: pytest.MonkeyPatch) -> None:
    """A target that cannot fail would prove nothing."""
    monkeypatch.setattr(laws, "restored", lambda text, _: text + "!")
    with pytest.raises(AssertionError):
        targets.pages(bytes(64))
