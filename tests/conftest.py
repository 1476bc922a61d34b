"""What all tests share."""

import os
from collections.abc import Iterator

import pytest

from speechx.rules import in_force


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what start-up keeps away from the user's own cache, and the user's language away from the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        for name in [name for name in os.environ if name.startswith("SPEECHX_")]:
            patch.delenv(name)
        patch.setenv("SPEECHX_LANG", "en")  # whatever the locale of whoever runs the tests
        yield


@pytest.fixture(autouse=True)
def _own_rules() -> Iterator[None]:
    """Leave no rule pack in force for the tests that follow."""
    yield
    if in_force.packs():
        in_force.put([])
