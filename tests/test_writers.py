"""What the writers give can be read back, number for number."""

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import speechx
from speechx.models import Division, Document, Figure, Speech
from speechx.source import Span
from speechx.writers import FORMATS, Options, writer
from speechx.writers.csv import line
from speechx.writers.json import dump, dumps
from speechx.writers.numbers import plain
from speechx.writers.tables import SEPARATOR, TABLES

SAMPLES = sorted((Path(__file__).parent / "documents").glob("*.txt"))[:6]
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30)


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [speechx.parse_file(path) for path in SAMPLES]


def written(name: str, documents: list[Document], options: Options | None = None) -> bytes:
    return b"".join(writer(name).chunks(iter(documents), options or Options()))


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


def figure(**fields: object) -> Figure:
    empty = dict.fromkeys(("value", "low", "high", "measure", "approx", "direction", "basis", "from_", "to"))
    rest = {"text": "", "kind": "count", "relation": "level", "metric": None, "period": None, "span": Span(0, 1)}
    return Figure.model_validate({**empty, **rest, **fields})


def with_figures(document: Document, figures: tuple[Figure, ...]) -> Document:
    speech = document.speeches[0].model_copy(update={"figures": figures})
    return document.model_copy(update={"speeches": (speech,)})


@given(NUMBERS)
def test_numbers_are_exact(value: Decimal) -> None:
    literal = plain(value)
    assert Decimal(literal) == value
    assert "E" not in literal
    assert literal != "-0"
    assert json.loads(dumps(value), parse_float=Decimal, parse_int=Decimal) == value


def test_json_is_the_model(documents: list[Document]) -> None:
    for document in documents:
        for indent in (False, True):
            data = written("json", [document], Options(indent=indent))
            assert data.endswith(b"}\n")
            assert (data.count(b"\n") > 1) is indent
            plain_data = json.loads(data, parse_float=Decimal, parse_int=Decimal)
            assert Document.model_validate(plain_data) == document


def test_json_arrays(documents: list[Document]) -> None:
    assert [row["source"]["name"] for row in json.loads(written("json", documents, Options(array=True)))] == [
        str(path) for path in SAMPLES
    ]
    assert len(json.loads(written("json", documents[:1], Options(array=True, indent=True)))) == 1


def test_json_takes_nothing_but_the_models() -> None:
    with pytest.raises(TypeError):
        dumps(object())


def test_json_names_and_spans() -> None:
    data = json.loads(dumps(dump(figure(from_=Decimal("2.50"), to=Decimal("-0"), value=Decimal("1E+3")))))
    assert (data["from"], data["to"], data["value"], data["span"]) == (2.5, 0, 1000, [0, 1])


def test_json_lines_are_speeches(documents: list[Document]) -> None:
    lines = written("jsonl", documents).splitlines()
    speeches = [(document, speech) for document in documents for speech in document.speeches]
    assert len(lines) == len(speeches)
    for text, (document, speech) in zip(lines, speeches, strict=True):
        fields = json.loads(text, parse_float=Decimal, parse_int=Decimal)
        assert fields.pop("source") == document.source.name
        assert Speech.model_validate(fields) == speech


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_made_of_no_documents(name: str) -> None:
    assert written(name, []) == b""


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if not form.binary])
def test_documents_are_taken_one_by_one(name: str, documents: list[Document]) -> None:
    taken: list[str] = []

    def lazily() -> Iterator[Document]:
        for document in documents:
            taken.append(document.source.name)
            yield document

    chunks = writer(name).chunks(lazily(), Options(array=True))
    next(chunks)
    assert len(taken) == 1
    assert b"".join(chunks)
    assert len(taken) == len(documents)


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_read_back(table: str, documents: list[Document]) -> None:
    rows = rows_of(written("csv", documents, Options(table=table)))
    expected = [row for document in documents for row in TABLES[table].rows(document)]
    assert [list(row.values()) for row in rows] == expected
    assert all(row.keys() == set(TABLES[table].header()) for row in rows)
    assert table == "terms" or rows


def test_tables_join(documents: list[Document]) -> None:
    tables = {name: rows_of(written("csv", documents, Options(table=name))) for name in TABLES}
    keys = {(row["document"], row["speech"], row["speech_id"]) for row in tables["speeches"]}
    assert len(keys) == len(tables["speeches"])
    headings = {(row["document"], row["speech"], row["heading"]): row["text"] for row in tables["headings"]}
    for name in ("speakers", "headings", "figures", "terms"):
        assert {(row["document"], row["speech"], row["speech_id"]) for row in tables[name]} <= keys
    for row in tables["figures"]:
        if row["heading"]:
            assert headings[row["document"], row["speech"], row["heading"]] == row["heading_text"]
    for row in tables["speeches"]:
        assert sum(other["speech_id"] == row["speech_id"] for other in tables["figures"]) == int(row["figures"])


def test_figures_are_exact_in_tables(documents: list[Document]) -> None:
    values = (Decimal("3.14159265358979323846"), Decimal("2.9E+4"), Decimal("-0"), None)
    document = with_figures(documents[0], tuple(figure(value=value, from_=value) for value in values))
    rows = rows_of(written("csv", [document], Options(table="figures")))
    assert [row["value"] for row in rows] == ["3.14159265358979323846", "29000", "0", ""]
    assert [row["from"] for row in rows] == [row["value"] for row in rows]


def test_figures_under_a_heading_name_it(documents: list[Document]) -> None:
    document = next(found for found in documents if found.speeches[0].headings)
    rows = rows_of(written("csv", [with_figures(document, (figure(heading=0),))], Options(table="figures")))
    assert rows[0]["heading_text"] == document.speeches[0].headings[0].text


def test_several_speakers_share_a_cell(documents: list[Document]) -> None:
    document = documents[0]
    speaker = document.speeches[0].speakers[0]
    names = {"province": "甲省", "city": "乙市", "county": "丙县", "township": "丁镇"}
    place = Division(code="990000000", names=names, status="resolved")
    both = (
        speaker.model_copy(update={"division": place}),
        speaker.model_copy(update={"unit": None, "roles": ("子", "丑")}),
    )
    speech = document.speeches[0].model_copy(update={"speakers": both, "event": None})
    document = document.model_copy(update={"speeches": (speech,)})
    row = rows_of(written("csv", [document]))[0]
    assert row["names"] == f"{speaker.name}{SEPARATOR}{speaker.name}"
    assert row["units"] == f"{speaker.unit}{SEPARATOR}"
    assert row["event"] == ""
    first, second = rows_of(written("csv", [document], Options(table="speakers")))
    assert [first[key] for key in ("division_code", "division_status", *names)] == [
        "990000000",
        "resolved",
        *names.values(),
    ]
    assert (second["unit"], second["roles"], second["speaker"]) == ("", f"子{SEPARATOR}丑", "1")
    nobody = speech.model_copy(update={"speakers": ()})
    row = rows_of(written("csv", [document.model_copy(update={"speeches": (nobody,)})]))[0]
    assert (row["names"], row["roles"]) == ("", "")


def test_excel_gets_a_byte_order_mark(documents: list[Document]) -> None:
    bare = written("csv", documents)
    assert written("csv", documents, Options(excel=True)) == b"\xef\xbb\xbf" + bare
    assert bare.startswith(b"document,speech,speech_id,")


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8), min_size=2))
def test_any_cells_are_read_back(cells: list[str]) -> None:
    data = line(cells).decode()
    assert list(csv.reader(io.StringIO(data, newline=""), strict=True)) == [cells]
    assert data.endswith("\n")
    assert not data.endswith("\r\n") or cells[-1].endswith("\r")


def test_columns_are_documented_once() -> None:
    for table in TABLES.values():
        assert len(set(table.header())) == len(table.columns)
        assert all(column.help for column in table.columns)
