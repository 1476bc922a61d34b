"""What is kept from one start to the next: the same results, made once, and only from a file that can be trusted."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from speechx import kept

SAMPLE = Path(__file__).parent.parent / "samples" / "newspaper.txt"
COUNT = """
import sys
from speechx import kept
from speechx.cli import main
save, made = kept.save, []
kept.save = lambda: (made.extend(kept._made), save())
code = main(["parse", "-q", sys.argv[1], "-o", sys.argv[2]])
print(len(made))
sys.exit(code)
"""


class Start:
    """Fresh processes over one cache of their own, each with another order of sets."""

    def __init__(self, folder: Path) -> None:
        self.cache = folder / "cache"
        self._out = folder / "out.json"
        self._seed = 0

    def made(self) -> int:
        """Parse the sample in a fresh process; return how many things it had to make."""
        self._seed += 1
        environment = {**os.environ, "XDG_CACHE_HOME": str(self.cache), "PYTHONHASHSEED": str(self._seed)}
        command = [sys.executable, "-c", COUNT, str(SAMPLE), str(self._out)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        assert not done.stderr
        return int(done.stdout)

    def file(self) -> Path:
        """Return the one file that is kept."""
        (file,) = (self.cache / "speechx").iterdir()
        return file

    def output(self) -> bytes:
        """Return what the last process wrote."""
        return self._out.read_bytes()


@pytest.fixture
def start(tmp_path: Path) -> Start:
    return Start(tmp_path)


def test_everything_is_made_once(start: Start) -> None:
    assert start.made() > 100
    first = start.output()
    assert start.made() == 0
    assert start.output() == first


@pytest.mark.parametrize("junk", [b"", b"\x80", b"no pickle", pickle.dumps(7), pickle.dumps(("other", {}))])
def test_a_file_that_says_something_else_is_made_anew(start: Start, junk: bytes) -> None:
    start.made()
    first = start.output()
    start.file().write_bytes(junk)
    assert start.made() > 100
    assert start.output() == first
    assert start.made() == 0


class Bomb:
    def __reduce__(self) -> tuple[object, ...]:
        return exec, ("raise SystemExit('exploded')",)


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="only POSIX tells who may write a file")
def test_a_file_that_others_may_write_is_not_read(start: Start) -> None:
    start.made()
    start.file().write_bytes(pickle.dumps(Bomb()))
    start.file().chmod(0o666)
    assert start.made() > 100


def test_without_a_cache(start: Start) -> None:
    start.cache.write_text("a file where the folder should be", encoding="utf-8")
    assert start.made() > 100
    assert start.made() > 100


def test_what_nobody_uses_any_more_goes_when_it_is_much(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    kept._known.cache_clear()
    known = kept._known()
    known.update({("old", number): b"" for number in range(kept._MOST)})
    kept.kept(("new", 1), lambda: 1)
    kept.save()
    kept._known.cache_clear()
    assert ("new", 1) in kept._known()
    assert not any(key[0] == "old" for key in kept._known() if isinstance(key, tuple))
    kept._known.cache_clear()
