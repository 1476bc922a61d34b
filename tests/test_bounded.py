"""Files beside the documents have bounds too, and memory that is at an end is a limit, not a defect."""

import io
from pathlib import Path

import pytest

from speechx import bounded, parser
from speechx.cli import main
from speechx.errors import LimitError

PAGE = "修路的故事\n\n青石县镇长　张守田\n\n修路10公里。\n"


class Endless(io.RawIOBase):
    """A stream without an end."""

    def read(self, size: int = -1, /) -> bytes:
        return b"0" * size


def test_a_stream_without_end_is_read_to_the_bound_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "MOST_BESIDE", 3 << 20)
    assert bounded.read(Endless(), 5 << 20) is None
    assert bounded.read(io.BytesIO(b"123"), 3) == b"123"
    assert bounded.read(io.BytesIO(b"1234"), 3) is None
    with pytest.raises(LimitError, match=r"^x is larger than \d+ bytes$"):
        bounded.whole(Endless(), "x")


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bounded, "MOST_BESIDE", 1000)
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    (tmp_path / "large").write_bytes(b"0" * 1001)
    return path


@pytest.mark.parametrize(
    "command",
    [
        "validate large", "diff large large", "eval . large", "parse page.txt --roster large", "batch @large -o out",
        "check page.txt --baseline large",
    ],
)  # fmt: skip
def test_what_is_too_large_beside_the_documents_is_refused(
    command: str, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command.split()) == 5
    assert page.exists()
    assert capsys.readouterr().err == "speechx: large is larger than 1000 bytes\n"


@pytest.mark.parametrize("size", ["1048576", str(1 << 40)])
def test_a_bound_on_documents_may_be_great(size: str, page: Path) -> None:
    assert main(["parse", str(page), "--quiet", "--max-bytes", size]) == 0


def test_a_bound_may_not_be_absurd(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", str(page), "--max-bytes", "9" * 30]) == 2
    assert "--max-bytes" in capsys.readouterr().err


def test_the_end_of_memory_is_a_limit(
    page: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(parser, "record", exhausted)
    assert main(["parse", str(page)]) == 5
    assert capsys.readouterr().err == f"speechx: {page} needs more memory than there is\n"
