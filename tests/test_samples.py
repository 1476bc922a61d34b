"""Each sample with its JSON: `speechx parse samples/NAME.txt --indent -o samples/NAME.json` gives the same bytes."""

from pathlib import Path

import pytest

from speechx.cli import main

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_golden(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    out = tmp_path / "out.json"
    name = sample.relative_to(ROOT).as_posix()
    assert main(["parse", name, "--indent", "--quiet", "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == sample.with_suffix(".json").read_text(encoding="utf-8")
