"""The public names, and that importing them costs nothing before they are used."""

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import speechx
from speechx import writers

PAGE = (
    "春耕座谈会发言摘登\n\n抓早抓实春耕\n\n青禾县柳河镇党委书记　甘若谷\n\n"
    "去年全镇增收2.9万元，比上年增长9.3%。\n今年要再加一把劲。\n"
)


def test_parse_text_bytes_and_files_alike(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE.encode("gb18030"))
    of_text = speechx.parse(PAGE, name="page")
    of_bytes = speechx.parse_bytes(PAGE.encode("utf-16"), name="page")
    of_file = speechx.parse_file(path, encoding="gbk", places=False)
    assert (of_text.source.name, of_text.source.encoding) == ("page", "utf-8")
    assert (of_bytes.source.encoding, of_file.source.encoding) == ("utf-16-le", "gbk")
    assert of_file.source.name == str(path)
    assert [speech.text for speech in of_text.speeches] == [speech.text for speech in of_file.speeches]
    assert [speech.id for speech in of_text.speeches] == [speech.id for speech in of_bytes.speeches]
    assert isinstance(of_text, speechx.Document)
    assert all(isinstance(speech, speechx.Speech) for speech in of_text.speeches)


def test_figures() -> None:
    found = speechx.figures("去年增收2.9万元，增长9.3%。")
    assert [(str(figure.value), figure.measure) for figure in found] == [("29000", "元"), ("9.3", "%")]
    assert isinstance(found[0], speechx.Figure)
    assert speechx.figures("") == []


def test_parse_never_raises_on_content() -> None:
    assert speechx.parse("").speeches == ()
    assert speechx.parse("\0\ud800").speeches == ()


def test_lone_surrogates_are_told_and_can_be_written() -> None:
    """Half a character has no place in UTF-8: the offsets stay, the character is U+FFFD, a diagnostic says where."""
    text = PAGE.replace("再加", "再\ud800\udfff加")
    document = speechx.parse(text, name="a\udcff")
    (speech,) = document.speeches
    assert "再\ufffd\ufffd加" in speech.text
    assert (document.source.name, document.source.chars) == ("a?", len(text))
    (found,) = (problem for problem in document.diagnostics if problem.code == "SX009")
    assert (found.line, found.span.start, found.message) == (
        8, text.index("\ud800"), "half a character, read as U+FFFD: 2 in all",
    )  # fmt: skip
    for name, form in writers.FORMATS.items():
        data = b"".join(writers.writer(name).chunks([document], writers.Options()))
        assert data if form.binary else data.decode()


def test_files_raise_one_kind_of_error(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(speechx.SpeechxError):
            speechx.parse_file(path)
    with pytest.raises(speechx.SpeechxError):
        speechx.parse_bytes(b"")


def test_unknown_names_are_unknown() -> None:
    assert not hasattr(speechx, "nothing")
    assert all(hasattr(speechx, name) for name in speechx.__all__)


def test_the_version_is_the_package_s() -> None:
    assert speechx.__version__ == version("speechx")


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import speechx; speechx.__version__", "pydantic regex orjson rich typer speechx.models speechx.source"),
        ("from speechx.cli import main; main(['--version'])", "pydantic regex orjson rich typer"),
        ("from speechx.cli import main; main(['--help'])", "pydantic regex orjson speechx.models"),
    ],
)
def test_what_is_not_needed_is_not_loaded(code: str, absent: str) -> None:
    script = f"{code}\nimport sys; print(sorted(set({absent.split()}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1] == "[]"
