"""Corpora: each row is a document with a name of its own, and a row that is none stops no other."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from speechx import readers
from speechx.errors import SpeechxError
from speechx.readers import Failure, Item, Options
from speechx.readers.corpora import text_column

ONE = "青禾县柳河镇党委书记　甘若谷\n\n去年全镇增收2.9万元。\n"
TWO = "今年要再加一把劲，把路修到村口。"
ROWS = [{"编号": "a1", "正文": ONE}, {"编号": "b2", "正文": TWO}]


def as_jsonl(rows: Sequence[dict[str, str]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def as_csv(rows: Sequence[dict[str, str]], delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def as_parquet(rows: Sequence[dict[str, str]]) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(list(rows)), out)
    return out.getvalue()


FILES = [
    ("c.jsonl", as_jsonl(ROWS)), ("c.ndjson", b"\xef\xbb\xbf" + as_jsonl(ROWS)), ("c.csv", as_csv(ROWS)),
    ("c.csv", b"\xef\xbb\xbf" + as_csv(ROWS)), ("c.csv", as_csv(ROWS).decode().encode("gb18030")),
    ("c.csv", as_csv(ROWS).decode().encode("utf-16")), ("c.tsv", as_csv(ROWS, "\t")), ("c.parquet", as_parquet(ROWS)),
    ("c.jsonl", as_jsonl(ROWS).decode().encode("gb18030")),
]  # fmt: skip


def found(data: bytes, name: str, options: Options = Options()) -> tuple[dict[str, str], list[str]]:  # noqa: B008
    """Return the texts of what bytes hold by name, and the messages of what fails."""
    items = list(readers.items_of(data, name, options))
    texts = {item.name: readers.read(item, options).text for item in items if isinstance(item, Item)}
    return texts, [str(item.error) for item in items if isinstance(item, Failure)]


@pytest.mark.parametrize(("name", "data"), FILES)
def test_rows_are_documents_named_by_their_id(name: str, data: bytes) -> None:
    assert found(data, name, Options(id_field="编号")) == ({f"{name}#a1": ONE, f"{name}#b2": TWO}, [])


@pytest.mark.parametrize(("name", "data"), FILES)
def test_the_column_of_the_texts_is_found_or_named(name: str, data: bytes) -> None:
    """Without ids a row is named by the line where it begins, in Parquet by its number."""
    texts, failures = found(data, name)
    assert (list(texts.values()), failures) == ([ONE, TWO], [])
    keys = (2, 6) if name.endswith("sv") else (1, 2)
    assert list(texts) == [f"{name}#{key}" for key in keys]
    assert list(found(data, name, Options(text_field="编号"))[0].values()) == ["a1", "b2"]


@pytest.mark.parametrize(("name", "data"), FILES)
@pytest.mark.parametrize("options", [Options(text_field="nothing"), Options(id_field="nothing")])
def test_a_column_that_there_is_not(name: str, data: bytes, options: Options) -> None:
    (only,) = list(readers.items_of(data, name, options))
    assert isinstance(only, Failure)
    assert only.error.exit_code == 2
    assert str(only.error).startswith(f"{name} has no column 'nothing' (--")


def test_files_are_streamed_like_bytes(tmp_path: Path) -> None:
    for name, data in FILES:
        path = tmp_path / name
        path.write_bytes(data)
        texts = [readers.read(item).text for item in readers.items(path) if isinstance(item, Item)]
        assert texts == [ONE, TWO]
        assert readers.is_container(path)


@pytest.mark.parametrize("columns", [["id", "text"], ["title", " Content "], ["\ufefftext", "x"], ["标题", "内容"]])
def test_likely_names(columns: list[str]) -> None:
    assert text_column(columns, "c", None) in columns


def test_a_corpus_without_a_likely_column_says_what_it_has() -> None:
    with pytest.raises(SpeechxError, match=r"^c: which column .* --text-field; there are title, context$"):
        text_column(["title", "context"], "c", None)
    with pytest.raises(SpeechxError, match=r"there are 0, 1, 2, .*, 11, …$"):
        text_column([str(number) for number in range(30)], "c", None)


def test_rows_that_are_none_stop_no_other() -> None:
    lines = [
        '{"text": "甲乙"}',
        "{",
        "[1]",
        "",
        '{"text": null}',
        '{"text": 7}',
        '{"text": "\\ud800丙"}',
        '{"text": " "}',
        "{}",
    ]
    texts, failures = found("\n".join(lines).encode() + b'\n{"text": "\xff"}\n{"text": "\xe4\xb8\x81"}', "c.jsonl")
    assert texts == {"c.jsonl#1": "甲乙", "c.jsonl#7": "\ufffd丙", "c.jsonl#11": "丁"}
    assert [line.split()[0].rstrip(":") for line in failures] == [
        f"c.jsonl#{number}" for number in (2, 3, 5, 6, 8, 9, 10)
    ]
    assert all("\n" not in line for line in failures)


def test_a_row_that_is_too_large_is_skipped() -> None:
    options = Options(max_bytes=60)
    data = as_jsonl([{"text": "春" * 100}, {"text": "夏"}])
    assert found(data, "c.jsonl", options) == (
        {"c.jsonl#2": "夏"}, ["c.jsonl#1 is larger than the limit of 60 bytes (--max-bytes)"],
    )  # fmt: skip
    data = as_csv([{"text": "春" * 25}, {"text": "夏"}])
    assert list(found(data, "c.csv", options)[0]) == ["c.csv#3"]
    data = as_csv([{"text": "夏"}, {"text": "春" * 100}])
    texts, failures = found(data, "c.csv", options)
    assert (list(texts), len(failures)) == (["c.csv#2"], 1)
    assert failures[0].endswith("(--max-bytes)")
    assert list(found(as_parquet([{"text": "春" * 100}, {"text": "夏"}]), "c.parquet", options)[0]) == ["c.parquet#2"]


def test_a_long_field_is_no_error() -> None:
    """The module csv refuses fields of more than 128 KiB unless told, and what it was told before stays."""
    before = csv.field_size_limit()
    assert len(found(as_csv([{"text": "春" * 200_000}]), "c.csv")[0]["c.csv#2"]) == 200_000
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("c.jsonl", b"", "c.jsonl holds no document"),
        ("c.csv", b"", "c.csv is empty"),
        ("c.csv", b"text\n", "c.csv holds no document"),
        ("c.csv", b"text\n" + "各表\n".encode("gbk"), "c.csv is in doubt: gb18030 and big5"),
        ("c.csv", b"text\n" + b"x\n" * 40_000 + b"\xff\n", "c.csv: a line behind line 3"),
        ("c.parquet", b"PAR1 and no more", "c.parquet cannot be read as Parquet: "),
        ("c.parquet", b"text", "c.parquet is not a Parquet file"),
        ("c.csv", as_parquet(ROWS)[:-9], "c.csv cannot be read as Parquet: "),
    ],
)
def test_what_is_no_corpus_is_one_line(name: str, data: bytes, message: str) -> None:
    _, failures = found(data, name)
    assert len(failures) == 1
    assert failures[0].startswith(message)
