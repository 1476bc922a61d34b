"""Archives: what they hold is read in order, and what is hostile in them is a line and stops nothing else."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from speechx import readers
from speechx.errors import LimitError, SourceError
from speechx.readers import Failure, Item, Options

PAGE = "青禾县柳河镇党委书记　甘若谷\n\n去年全镇增收2.9万元。\n"


def packed(members: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w:gz", *more: tarfile.TarInfo) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for info in more:
            archive.addfile(info)
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def found(data: bytes, name: str, options: Options = Options()) -> tuple[dict[str, str], list[str]]:  # noqa: B008
    """Return the texts of what bytes hold by name, and the messages of what fails."""
    texts: dict[str, str] = {}
    failures: list[str] = []
    for item in readers.items_of(data, name, options):
        try:
            if isinstance(item, Failure):
                raise item.error
            texts[item.name] = readers.read(item, options).text
        except (SourceError, LimitError) as error:
            failures.append(str(error))
    return texts, failures


def test_members_in_order_under_their_names() -> None:
    data = packed({"b/二.txt": PAGE, "a.md": PAGE.encode("gb18030"), "b/": "", "logo.png": "x", "__MACOSX/._a": "y"})
    assert found(data, "pages.zip") == ({"pages.zip/b/二.txt": PAGE, "pages.zip/a.md": PAGE}, [])
    assert found(data, "pages") == ({"pages/b/二.txt": PAGE, "pages/a.md": PAGE}, [])


def test_gzip_holds_one_document_and_keeps_its_name(tmp_path: Path) -> None:
    data = gzip.compress(PAGE.encode())
    assert found(data, "page.txt.gz") == ({"page.txt.gz": PAGE}, [])
    assert found(gzip.compress(data), "page.txt.gz")[0] == {"page.txt.gz": PAGE}
    path = tmp_path / "page.txt.gz"
    path.write_bytes(data)
    assert [item.name for item in readers.items(path)] == [str(path)]
    assert not readers.is_container(path)


@pytest.mark.parametrize(("name", "mode"), [("all.tar.gz", "w:gz"), ("all.tgz", "w:gz"), ("all.tar", "w")])
def test_tar(name: str, mode: str) -> None:
    data = tarred({"a.txt": PAGE.encode(), "b.txt": PAGE.encode("utf-16")}, mode)
    assert found(data, name)[0] == {f"{name}/a.txt": PAGE, f"{name}/b.txt": "\ufeff" + PAGE}


def test_archives_in_archives() -> None:
    inner = packed({"a.txt": PAGE, "c.jsonl.gz": gzip.compress(b'{"text":"abc"}\n')})
    data = packed({"in.zip": inner, "in.tar.gz": tarred({"b.txt": PAGE.encode()})})
    texts, failures = found(data, "out.zip")
    assert list(texts) == ["out.zip/in.zip/a.txt", "out.zip/in.zip/c.jsonl.gz#1", "out.zip/in.tar.gz/b.txt"]
    assert failures == []
    for _ in range(5):
        data = packed({"in.zip": data})
    assert found(data, "out.zip") == ({}, ["out.zip/in.zip/in.zip/in.zip/in.zip lies in more than 3 archives"])


def test_names_that_lead_out_are_refused_and_the_others_read() -> None:
    bad = ["../a.txt", "/etc/a.txt", "b/../../a.txt", "..\\a.txt", "C:\\a.txt", "a\nb.txt", "\x1b[31m.txt"]
    texts, failures = found(packed(dict.fromkeys([*bad, "good.txt"], PAGE)), "x.zip")
    assert texts == {"x.zip/good.txt": PAGE}
    assert len(failures) == len(bad)
    assert sum("leads out of the archive" in line for line in failures) == 5
    assert sum("control characters" in line for line in failures) == 2
    assert all(line.isprintable() for line in failures)
    texts, failures = found(tarred(dict.fromkeys(["../a.txt", "/b.txt", "good.txt"], PAGE.encode())), "x.tar.gz")
    assert (texts, len(failures)) == ({"x.tar.gz/good.txt": PAGE}, 2)


def test_a_member_without_a_name_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("X", PAGE)
        archive.writestr("good.txt", PAGE)
    data = bytearray(out.getvalue())
    for mark, at in ((b"PK\x03\x04", 30), (b"PK\x01\x02", 46)):
        data[data.index(mark) + at] = ord(".")
    told = "x.zip/. is refused: it has no name"
    assert found(bytes(data), "x.zip") == ({"x.zip/good.txt": PAGE}, [told])


def test_a_name_with_nul_is_refused() -> None:
    data = packed({"good.txt": PAGE, "badX.txt": PAGE}).replace(b"badX.txt", b"bad\0.txt")
    assert found(data, "x.zip") == (
        {"x.zip/good.txt": PAGE},
        ["x.zip/bad\\x00.txt is refused: its name holds control characters"],
    )


def test_links_and_devices_are_refused() -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("good.txt", PAGE)
    assert found(out.getvalue(), "x.zip") == (
        {"x.zip/good.txt": PAGE}, ["x.zip/link.txt is a link, which is not followed"],
    )  # fmt: skip
    odd = []
    for name, kind in (("s.txt", tarfile.SYMTYPE), ("h.txt", tarfile.LNKTYPE), ("d.txt", tarfile.CHRTYPE)):
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, "/etc/passwd"
        odd.append(info)
    texts, failures = found(tarred({"good.txt": PAGE.encode()}, "w", *odd), "x.tar")
    assert texts == {"x.tar/good.txt": PAGE}
    assert failures == [
        f"x.tar/{name} is a link or a device, which is not followed" for name in ("s.txt", "h.txt", "d.txt")
    ]


def test_broken_members_do_not_stop_the_others() -> None:
    data = packed({"a.txt": "a" * 4000, "b.txt": PAGE, "empty.txt": "", "bin.txt": bytes(range(256))})
    at = data.index(b"a.txt") + 5
    texts, failures = found(data[:at] + b"\xff\xff" + data[at + 2 :], "x.zip")
    assert texts == {"x.zip/b.txt": PAGE}
    assert [line.partition(":")[0] for line in failures] == [
        "x.zip/a.txt is broken", "x.zip/empty.txt is empty", "x.zip/bin.txt is binary",
    ]  # fmt: skip


def test_encrypted_members_are_told() -> None:
    data = bytearray(packed({"a.txt": PAGE}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert found(bytes(data), "x.zip") == ({}, ["x.zip/a.txt is encrypted"])


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"PK\x03\x04 cut short", "x.zip", "x.zip is a broken ZIP archive: File is not a zip file"),
        (b"", "x.zip", "x.zip is a broken ZIP archive: File is not a zip file"),
        (b"plain", "x.zip", "x.zip is not a ZIP archive, whatever its name says"),
        (gzip.compress(PAGE.encode())[:30], "x.txt.gz", "x.txt.gz is a broken gzip file: "),
        (b"\x1f\x8b\x08 nonsense", "x.gz", "x.gz is a broken gzip file: "),
        (tarred({"a.txt": b"a" * 9000}, "w")[:2000], "x.tar", "x.tar/a.txt is broken: "),
        (packed({}), "x.zip", "x.zip holds no document"),
        (
            packed({"[Content_Types].xml": "", "xl/workbook.xml": ""}),
            "x.xlsx",
            "x.xlsx is an Office document or e-book",
        ),
    ],
)
def test_what_is_no_archive_is_one_line(data: bytes, name: str, message: str) -> None:
    texts, failures = found(data, name)
    assert texts == {}
    assert failures[0].startswith(message)
    assert not any("\n" in line for line in failures)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda data: packed({"bomb.txt": data, "good.txt": PAGE}), "x.zip"),
        (lambda data: packed({"in.zip": packed({"bomb.txt": data}), "good.txt": PAGE}), "x.zip"),
        (lambda data: packed({"bomb.jsonl": data, "good.txt": PAGE}), "x.zip"),
    ],
)
def test_bombs_meet_the_ratio(make: Callable[[bytes], bytes], name: str) -> None:
    texts, failures = found(make(b"0" * (8 << 20)), name)
    assert texts == {"x.zip/good.txt": PAGE}
    assert len(failures) == 1
    assert failures[0].endswith("unpacks to more than 200 times its size (--max-ratio)")


def test_a_bomb_in_gzip_meets_the_ratio_and_may_be_let_through() -> None:
    data = gzip.compress(b"0" * (8 << 20))
    (item,) = readers.items_of(data, "x.txt.gz")
    assert isinstance(item, Failure)
    assert item.error.exit_code == 5
    assert found(data, "x.txt.gz", Options(max_ratio=2000))[1] == []


def test_limits_are_named() -> None:
    data = packed({f"{number}.txt": PAGE for number in range(5)})
    texts, failures = found(data, "x.zip", Options(max_members=3))
    assert (len(texts), failures) == (3, ["x.zip has more than 3 members (--max-members)"])
    texts, failures = found(packed({"a.txt": PAGE * 9, "b.txt": PAGE}), "x.zip", Options(max_bytes=200))
    assert (list(texts), failures) == (
        ["x.zip/b.txt"],
        ["x.zip/a.txt is larger than the limit of 200 bytes (--max-bytes)"],
    )


def test_what_unpacks_to_too_much_in_all_is_read_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("speechx.readers.limits._FREE_IN_ALL", 5000)
    data = packed({f"{number}.txt": "春" * 300 for number in range(40)})
    texts, failures = found(data, "x.zip", Options(max_ratio=1))
    assert 0 < len(texts) < 20
    assert len(failures) == 1
    assert failures[0].endswith("(--max-ratio)")


def test_chinese_names_without_the_mark_of_utf_8() -> None:
    """Archivers on Chinese Windows write names in GBK and say nothing of it."""
    data = packed({"ABCDEFGH.txt": PAGE}).replace(b"ABCDEFGH", "春耕座谈".encode("gbk"))
    assert found(data, "x.zip")[0] == {"x.zip/春耕座谈.txt": PAGE}


def test_a_file_is_listed_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    assert list(readers.items(path)) == [Item(str(path), str(path))]
    zipped = tmp_path / "page.zip"
    zipped.write_bytes(packed({"a.txt": PAGE}))
    assert list(readers.items(zipped)) == [Item(f"{zipped}/a.txt", None, PAGE.encode())]
    assert readers.is_container(zipped)
    assert not readers.is_container(path)
    assert not readers.is_container(tmp_path)


def test_what_its_name_does_not_tell(tmp_path: Path) -> None:
    """A ZIP archive called .txt is read as what it is; an item that is made by hand of one is refused."""
    path = tmp_path / "page.txt"
    path.write_bytes(packed({"a.txt": PAGE}))
    assert [item.name for item in readers.items(path)] == [f"{path}/a.txt"]
    with pytest.raises(SourceError, match="is a ZIP archive, which holds documents but is none"):
        readers.read(Item(str(path), str(path)))
