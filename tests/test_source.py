"""Bytes to text: which codec, what is refused, that the bytes come back, and where an offset lies."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechx import lines
from speechx.errors import LimitError, SourceError
from speechx.source import from_bytes, from_file, from_text

TEXT = "春山镇党委书记　甘若谷\r\n各位代表：去年全镇增收2.9万元，比上年增长9.3%。\n谢谢大家！\n"
TRADITIONAL = "　　各位同仁：本縣去年增加收入，較前年增長一成。農會與學校一同參與，謝謝大家。\r\n"
BOM = "\ufeff"

DECODED = [
    (TEXT, "utf-8"),
    (BOM + TEXT, "utf-8"),
    ("plain ASCII\n", "utf-8"),
    (TEXT, "gb18030"),
    (TRADITIONAL, "gb18030"),
    (TRADITIONAL, "big5"),
    (BOM + TEXT, "utf-16-le"),
    (BOM + TEXT, "utf-16-be"),
    (BOM + TEXT, "utf-32-le"),
    (BOM + TEXT, "utf-32-be"),
    (TEXT, "utf-16-le"),
    (TEXT, "utf-16-be"),
    (TRADITIONAL.rstrip(), "utf-16-be"),  # no NUL gives the codec away here
]


@pytest.mark.parametrize(("text", "encoding"), DECODED)
def test_the_codec_is_found(text: str, encoding: str) -> None:
    source = from_bytes(text.encode(encoding), "a.txt")
    assert (source.text, source.encoding, source.doubt) == (text, encoding, None)
    assert source.text.encode(source.encoding) == text.encode(encoding)


@pytest.mark.parametrize("size", range(6, 30, 4))
def test_a_few_characters_are_enough(size: int) -> None:
    for encoding in ("gb18030", "big5"):
        assert from_bytes(TRADITIONAL[2 : 2 + size].encode(encoding)).encoding == encoding


@pytest.mark.parametrize(
    ("named", "data", "encoding", "text"),
    [
        ("GBK", "增长".encode("gbk"), "gbk", "增长"),
        ("utf8", b"abc", "utf-8", "abc"),
        ("utf-8-sig", b"\xef\xbb\xbfabc", "utf-8", "\ufeffabc"),
        ("utf-16", "a增".encode("utf-16-le"), "utf-16-le", "a增"),
        ("utf-16", "\ufeffa增".encode("utf-16-be"), "utf-16-be", "\ufeffa增"),
        ("latin-1", "增".encode("gbk"), "iso8859-1", "Ôö"),
    ],
)
def test_a_named_codec_overrides_the_evidence(named: str, data: bytes, encoding: str, text: str) -> None:
    source = from_bytes(data, "a.txt", named)
    assert (source.encoding, source.text) == (encoding, text)
    assert source.text.encode(source.encoding) == data


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (b"", None, "a.txt is empty"),
        (b" \r\n\t\n", None, "a.txt is empty: it holds only white space"),
        (BOM.encode() + "\u3000\n".encode(), None, "a.txt is empty: it holds only white space"),
        (b"%PDF-1.7\n", None, "a PDF file"),
        (b"PK\x03\x04\x14\x00", None, "Office document"),
        (b"\x7fELF\x02\x01\x01\x00\x00", None, "is binary: it holds NUL bytes"),
        (b"\x01\x02\x03\x04 abc", None, "is binary: it holds control characters"),
        ("增\0长".encode(), "utf-8", "is binary"),
        (
            "增长".encode() + b"\xff" + "，下降".encode(),
            None,
            "cannot be decoded: byte 6 (line 1) is not UTF-8 though all else is",
        ),
        (b"caf\xe9 au lait, voil\xe0 tout", None, "byte 3 (line 1) is not UTF-8, and it is not plausible GB18030"),
        (b"\xff\xfea", None, "has the byte-order mark of utf-16-le, but byte 2 is not utf-16-le"),
        ("增长".encode("gbk"), "utf-8", "byte 0 is not utf-8"),
        ("增长".encode(), "ascii", "byte 0 is not ascii"),
        (b"abc", "utf-9", "there is no encoding 'utf-9'"),
        (b"abc", "rot13", "there is no encoding 'rot13'"),
        (b"abc", "a\0b", "there is no encoding"),
        (b"+2AA-", "utf-7", "the bytes are not utf-7"),
        (b"+AGE-", "utf-7", "utf-7 would not give the same bytes back"),
        (b"+//8-\xff", "utf-7", "utf-7"),
        (b"abc\x1b\x80", "iso2022_jp", "iso2022_jp would not give the same bytes back"),
    ],
)
def test_what_is_refused(data: bytes, encoding: str | None, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        from_bytes(data, "a.txt", encoding)
    assert str(caught.value).startswith("a.txt ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_stray_control_character_is_text() -> None:
    assert from_bytes((TEXT + "\x07").encode()).text.endswith("\x07")


def test_doubt_names_both_codecs() -> None:
    source = from_bytes("各表".encode("gb18030"))
    assert (source.text, source.doubt) == ("各表", "gb18030 and big5 fit the bytes about equally well")


def test_many_rare_characters_leave_a_doubt() -> None:
    source = from_bytes(("各位代表，齉齾龘" * 3 + "\n").encode("gb18030"))
    assert (source.encoding, source.doubt) == ("gb18030", "gb18030 gives many rare characters")


@given(
    st.text(max_size=40) | st.text(alphabet="的一是在不了，。增長农農a1 \n\0", max_size=40),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "big5", "cp950"]),
    st.booleans(),
)
def test_bytes_come_back_or_are_refused(text: str, encoding: str, named: bool) -> None:
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return
    try:
        source = from_bytes(data, "a.txt", encoding if named else None)
    except SourceError as error:
        assert str(error).startswith("a.txt ")  # noqa: PT017 - an error is one of two right answers
        return
    assert source.text.encode(source.encoding) == data
    if named and not encoding.endswith(("sig", "16")):
        assert source.text == data.decode(encoding)  # cp950 writes two characters the same way


@given(st.binary(max_size=60))
def test_any_bytes_come_back_or_are_refused(data: bytes) -> None:
    try:
        source = from_bytes(data)
    except SourceError:
        return
    assert source.text.encode(source.encoding) == data


@given(st.text(alphabet="甲 a\n\r\x0b\x0c\x1c\x85\u2028\u2029\u3000", max_size=30))
def test_lines_are_those_of_splitlines(text: str) -> None:
    source = from_text(text)
    physical = text.splitlines(keepends=True) or [""]
    assert [text[start:].startswith(line) for start, line in zip(source.line_starts, physical, strict=True)]
    for offset in range(len(text) + 1):
        line, column = source.position(offset)
        assert 1 <= line <= len(physical)
        assert sum(map(len, physical[: line - 1])) + column - 1 == offset
    for found in lines.split(source):
        assert source.position(found.span.start) == (found.number, found.indent + 1)


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "page-one.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    source = from_file(path)
    assert (source.name, source.text) == (str(path), TEXT)
    assert from_file(path, "gbk").encoding == "gbk"
    with pytest.raises(LimitError, match="larger than the limit of 10 bytes"):
        from_file(path, max_bytes=10)
    assert from_file(path, max_bytes=path.stat().st_size).text == TEXT


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "page-one.txt").write_text("a", encoding="utf-8")
    with pytest.raises(SourceError, match=r"page-on\.txt: no such file; did you mean .*page-one\.txt\?"):
        from_file(tmp_path / "page-on.txt")
    with pytest.raises(SourceError, match=r"nothing: no such file$"):
        from_file(tmp_path / "nothing")
    with pytest.raises(SourceError, match=r"no such file$"):
        from_file(tmp_path / "nowhere" / "page-one.txt")
    with pytest.raises(SourceError, match="is a directory"):
        from_file(tmp_path)
    with pytest.raises(SourceError, match=r"cannot be read: Not a directory"):
        from_file(tmp_path / "page-one.txt" / "x")
    with pytest.raises(SourceError, match=r"cannot be read: embedded null"):
        from_file("a\0b")


@pytest.mark.skipif(os.name == "nt", reason="names are bytes on POSIX only")
def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")
    Path(path).write_text("abc", encoding="utf-8")
    assert from_file(path).name == f"{tmp_path}/\ufffd.txt"
