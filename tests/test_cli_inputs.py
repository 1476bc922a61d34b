"""The commands on inputs of many documents: one result for each, one line for each that fails."""

import csv
import gzip
import io
import json
import os
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from speechx import cli, readers
from speechx.cli import options
from speechx.readers import seam

PAGE = "春耕座谈会发言摘登\n\n抓早抓实春耕\n\n青禾县柳河镇党委书记　甘若谷\n\n去年全镇增收2.9万元。\n"
POEM = "春天来了。\n"
ROWS = [{"no": "a", "text": PAGE}, {"no": "b", "text": None}, {"no": "c", "text": POEM}]
CORPUS = "".join(json.dumps(row) + "\n" for row in ROWS)


class Result(NamedTuple):
    code: int
    out: bytes
    err: list[str]


Run = Callable[..., Result]


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    def call(*args: object, data: bytes = b"") -> Result:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
            code = cli.main([str(arg) for arg in args])
        out, err = capsysbinary.readouterr()
        return Result(code, out, err.decode().splitlines())

    return call


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "rows.jsonl"
    path.write_text(CORPUS, encoding="utf-8")
    return path


def packed(members: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_parse_gives_an_array_of_a_container(run: Run, corpus: Path) -> None:
    result = run("parse", corpus, "--id-field", "no", "--quiet")
    assert (result.code, result.err) == (3, [f"speechx: {corpus}#b has no text in its text column"])
    assert [document["source"]["name"] for document in json.loads(result.out)] == [f"{corpus}#a", f"{corpus}#c"]
    rows = list(csv.DictReader(io.StringIO(run("parse", corpus, "-f", "csv").out.decode())))
    assert [row["document"] for row in rows] == [f"{corpus}#1"]


def test_parse_gives_an_array_also_of_a_container_of_one(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    path.write_bytes(packed({"a.txt": PAGE}))
    assert [row["source"]["name"] for row in json.loads(run("parse", path).out)] == [f"{path}/a.txt"]
    alone = tmp_path / "page.txt.gz"
    alone.write_bytes(gzip.compress(PAGE.encode()))
    assert json.loads(run("parse", alone).out)["source"]["name"] == str(alone)


def test_standard_input_is_what_its_bytes_or_its_name_tell(run: Run) -> None:
    rows = json.loads(run("parse", "-", "--stdin-name", "pages", data=packed({"a.txt": PAGE, "b.txt": POEM})).out)
    assert [row["source"]["name"] for row in rows] == ["pages/a.txt", "pages/b.txt"]
    rows = json.loads(run("parse", "-", "--stdin-name", "c.jsonl", "-q", data=CORPUS.encode()).out)
    assert [row["source"]["name"] for row in rows] == ["c.jsonl#1", "c.jsonl#3"]
    assert json.loads(run("parse", "-", data=CORPUS.encode()).out)["source"]["name"] == "-"
    result = run("parse", "-", "--stdin-name", "c.zip", data=b"plain")
    assert result == (3, b"", ["speechx: c.zip is not a ZIP archive, whatever its name says"])
    result = run("parse", "-", "--max-bytes", "20", data=PAGE.encode())
    assert result == (5, b"", ["speechx: - is larger than the limit of 20 bytes (--max-bytes)"])


def test_check_names_the_document(run: Run, corpus: Path) -> None:
    result = run("check", corpus, "--quiet")
    assert (result.code, len(result.err)) == (3, 1)
    assert result.out == f"{corpus}#3:1:1: SX101 no speech found in this document\n".encode()


def test_explain_begins_each_document_with_its_name(run: Run, corpus: Path) -> None:
    lines = run("explain", corpus).out.decode().splitlines()
    assert [line for line in lines if line.startswith("==")] == [f"== {corpus}#1", f"== {corpus}#3"]
    rows = [json.loads(line) for line in run("explain", corpus, "--json").out.splitlines()]
    assert [(row["document"], len(row["lines"])) for row in rows] == [(f"{corpus}#1", 4), (f"{corpus}#3", 1)]


def test_figures_name_their_document(run: Run, corpus: Path) -> None:
    expected = [(f"{corpus}#1", "2.9万元")]
    assert [(row["document"], row["text"]) for row in json.loads(run("figures", corpus).out)] == expected
    lines = run("figures", corpus, "-f", "jsonl").out.splitlines()
    assert [(row["document"], row["text"]) for row in map(json.loads, lines)] == expected
    rows = csv.DictReader(io.StringIO(run("figures", corpus, "-f", "csv").out.decode()))
    assert [(row["document"], row["text"]) for row in rows] == expected
    assert run("figures", corpus, "--text-field", "none") == (
        2, b"", [f"speechx: {corpus} has no column 'none' (--text-field): there are no, text"],
    )  # fmt: skip


def test_text_prints_one_document_as_it_is(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(("\ufeff" + PAGE).replace("\n", "\r\n").encode("utf-16-le"))
    assert run("text", path) == (0, ("\ufeff" + PAGE).replace("\n", "\r\n").encode(), [])
    assert run("text", path, "-o", tmp_path / "out.txt") == (0, b"", [])
    assert (tmp_path / "out.txt").read_bytes() == ("\ufeff" + PAGE).replace("\n", "\r\n").encode()
    assert run("text", path, "-o", path).code == 2
    assert run("text", tmp_path / "none", "-o", tmp_path / "not.txt").code == 3
    assert not (tmp_path / "not.txt").exists()


def test_text_of_many_documents_is_a_corpus_again(run: Run, corpus: Path, tmp_path: Path) -> None:
    result = run("text", corpus)
    assert (result.code, result.out) == (2, b"")
    assert result.err == [f"speechx: {corpus} holds documents, which would run into each other: add -f jsonl"]
    out = tmp_path / "again.jsonl"
    assert run("text", corpus, "-f", "jsonl", "-o", out).code == 3
    assert [json.loads(line) for line in out.read_bytes().splitlines()] == [
        {"id": f"{corpus}#1", "text": PAGE, "page_starts": None},
        {"id": f"{corpus}#3", "text": POEM, "page_starts": None},
    ]  # fmt: skip
    rows = json.loads(run("parse", out, "--id-field", "id", "-q").out)
    assert [row["source"]["name"] for row in rows] == [f"{out}#{corpus}#1", f"{out}#{corpus}#3"]


def test_limits_are_options(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(packed({"bomb.txt": b"0" * (4 << 20), "a.txt": PAGE, "b.txt": PAGE}))
    result = run("parse", path, "-f", "jsonl")
    assert (result.code, len(result.out.splitlines())) == (5, 2)
    assert result.err == [f"speechx: {path}/bomb.txt unpacks to more than 200 times its size (--max-ratio)"]
    assert run("text", path, "-f", "jsonl", "--max-ratio", "2000").code == 0
    result = run("text", path, "-f", "jsonl", "--max-members", "1", "--max-ratio", "2000")
    assert (result.code, result.err) == (5, [f"speechx: {path} has more than 1 members (--max-members)"])


def test_the_defaults_of_the_options_are_those_of_the_library() -> None:
    assert (options.MAX_RATIO, options.MAX_MEMBERS) == (seam.MAX_RATIO, seam.MAX_MEMBERS)
    assert readers.Options().max_ratio == seam.MAX_RATIO


def test_hostile_names_are_safe_on_a_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(packed({"\x1b[31m\n.txt": PAGE, "../../etc/a.txt": PAGE, "good.txt": PAGE}))
    result = run("parse", path, "-f", "jsonl")
    assert (result.code, len(result.out.splitlines()), len(result.err)) == (3, 1, 2)
    assert all(line.isprintable() for line in result.err)


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_pipe_is_read_once(run: Run) -> None:
    """So is what a shell gives for ``<(command)``."""
    for data, names in ((PAGE.encode(), [""]), (packed({"a.txt": PAGE}), ["/a.txt"])):
        reader, writer = os.pipe()
        os.write(writer, data)
        os.close(writer)
        path = f"/dev/fd/{reader}"
        result = run("parse", path, "-f", "jsonl")
        os.close(reader)
        assert [json.loads(line)["source"] for line in result.out.splitlines()] == [path + name for name in names]


def test_a_mistake_in_listing_is_told_and_stops_no_other(
    run: Run, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("odd")

    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    monkeypatch.setattr("speechx.readers.corpora.items", fail)
    result = run("parse", corpus, page, "-f", "jsonl")
    assert (result.code, len(result.out.splitlines())) == (70, 1)
    assert result.err == [f"speechx: {corpus}: internal error, please report it: RuntimeError: odd"]
