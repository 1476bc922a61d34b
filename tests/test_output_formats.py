"""Each format, read by its own ecosystem, gives the rows of the JSON; what is dangerous in a text stays text."""

import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest
from lxml import etree
from openpyxl.utils.escape import unescape
from rich.cells import cell_len

import speechx
from speechx.errors import LimitError, OutputError, UsageError
from speechx.models import Document, Figure, Term
from speechx.source import Span
from speechx.writers import ALL, FORMATS, Options, package, parquet, sqlite, table, writer, xlsx
from speechx.writers.tables import TABLES, cell

ROOT = Path(__file__).parent.parent
PAGES = [*sorted((ROOT / "samples").glob("*.txt")), *sorted((ROOT / "tests" / "documents").glob("*.txt"))[:6]]
SCHEMA = etree.RelaxNG(etree.parse(ROOT / "schemas" / "tei.rng"))
TEI = {"t": "http://www.tei-c.org/ns/1.0"}
BINARY = [name for name, form in FORMATS.items() if form.binary]


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [speechx.parse_file(path) for path in PAGES]


def written(name: str, documents: list[Document], **options: Any) -> bytes:  # noqa: ANN401 - options are anything
    return b"".join(writer(name).chunks(iter(documents), Options(**options)))


def records(name: str, documents: list[Document]) -> list[dict[str, Any]]:
    return [record for document in documents for record in TABLES[name].records(document)]


def hostile(document: Document, text: str, **fields: object) -> Document:
    """Return a document whose first speech has a text as its title, name and body, and other fields beside."""
    speech = document.speeches[0]
    speaker = speech.speakers[0].model_copy(update={"name": text})
    more = {"title": text, "text": text, "speakers": (speaker,), "headings": (), "figures": (), "terms": ()}
    return document.model_copy(update={"speeches": (speech.model_copy(update={**more, **fields}),)})


def figure(value: str) -> Figure:
    nulls = dict.fromkeys(("low", "high", "measure", "approx", "direction", "basis", "from_", "to", "metric", "period"))
    rest = {"text": "", "value": Decimal(value), "kind": "count", "relation": "level", "span": Span(0, 1)}
    return Figure.model_validate({**nulls, **rest})


def test_the_tables_are_the_json(documents: list[Document]) -> None:
    data = json.loads(written("json", documents, array=True), parse_float=Decimal, parse_int=Decimal)
    expected = [
        (
            document["source"]["name"],
            speech["index"],
            number,
            *(item[name] for name in ("text", "value", "from", "kind")),
        )
        for document in data
        for speech in document["speeches"]
        for number, item in enumerate(speech["figures"])
    ]
    names = ("document", "speech", "figure", "text", "value", "from", "kind")
    assert [tuple(record[name] for name in names) for record in records("figures", documents)] == expected
    assert [record["text"] for record in records("speeches", documents)] == [
        speech["text"] for document in data for speech in document["speeches"]
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_equal_documents_give_equal_bytes(
    name: str, documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = written(name, documents, array=True)
    monkeypatch.setattr("time.time", lambda: 2e9)
    assert written(name, documents, array=True) == first
    assert written(name, []) == b""


@pytest.mark.parametrize("name", ["xlsx", "sqlite"])
def test_documents_need_names_of_their_own(name: str, documents: list[Document]) -> None:
    with pytest.raises(UsageError, match="is given twice"):
        written(name, [documents[0], documents[0]])


def book(data: bytes) -> Any:  # noqa: ANN401 - openpyxl has no types
    return openpyxl.load_workbook(io.BytesIO(data))


def test_xlsx_has_the_rows(documents: list[Document]) -> None:
    sheets = book(written("xlsx", documents))
    assert sheets.sheetnames == list(TABLES)
    for name, kind in TABLES.items():
        head, *rows = sheets[name].values
        assert list(head) == kind.header()
        expected = [
            tuple(
                None if value is None or value == "" else (float(value) if isinstance(value, Decimal) else value)
                for value in ((cell(value) if isinstance(value, tuple) else value) for value in record.values())
            )
            for record in records(name, documents)
        ]
        assert rows == expected
        assert sheets[name].freeze_panes == "A2"
        assert sheets[name].auto_filter.ref == sheets[name].dimensions
        assert all(8 <= column.width <= 64 for column in sheets[name].column_dimensions.values())
    assert sheets["speeches"].column_dimensions["E"].width > sheets["speeches"].column_dimensions["B"].width


def test_one_sheet(documents: list[Document]) -> None:
    assert book(written("xlsx", documents, table="figures")).sheetnames == ["figures"]


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("123456789012345", 123456789012345),
        ("1234567890123456", "1234567890123456"),
        ("3.14159265358979", 3.14159265358979),
        ("3.14159265358979323846", "3.14159265358979323846"),
        ("1E+20", 10**20),
        ("1E+400", "1" + "0" * 400),
    ],
)
def test_xlsx_numbers_are_exact(documents: list[Document], value: str, kept: object) -> None:
    document = hostile(documents[0], "甲", figures=(figure(value),))
    sheet = book(written("xlsx", [document], table="figures"))["figures"]
    assert sheet.cell(2, TABLES["figures"].header().index("value") + 1).value == kept


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "＝1", "-2", "http://example.org", "{=1}", "<r>&</r>", "甲\t乙"])
def test_xlsx_texts_are_texts(documents: list[Document], text: str) -> None:
    sheet = book(written("xlsx", [hostile(documents[0], text)], table="speeches", safe=True))["speeches"]
    found = sheet["E2"]
    assert (found.value, found.data_type, found.hyperlink) == (
        text,
        "s" if found.data_type == "s" else "inlineStr",
        None,
    )
    assert found.quotePrefix is (text[0] in "=@＝-")


def test_xlsx_long_texts_go_on_elsewhere(documents: list[Document]) -> None:
    text = "长" * 40_000 + "\U00020000" * 30_000
    told: list[str] = []
    sheets = book(written("xlsx", [hostile(documents[0], text)], tell=told.append))
    rest = [row for row in sheets["continued"].values if row[2] == "text"]
    assert [row[:4] for row in rest] == [("speeches", 2, "text", part) for part in (2, 3, 4)]
    assert "".join([sheets["speeches"]["O2"].value, *(row[4] for row in rest)]) == text
    assert told == ["4 texts are longer than the 32767 characters of a cell: the rest is in the sheet 'continued'"]


def test_xlsx_control_characters_are_kept(documents: list[Document]) -> None:
    text = "甲\x00\x1b\r_x0041_乙"
    sheet = book(written("xlsx", [hostile(documents[0], text)], table="speeches"))["speeches"]
    assert unescape(sheet["E2"].value) == text
    sheet = book(written("xlsx", [hostile(documents[0], "甲\ufffe\ud800")], table="speeches"))["speeches"]
    assert sheet["E2"].value == "甲\ufffd\ufffd"


def test_xlsx_has_a_greatest_number_of_rows(documents: list[Document], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    with pytest.raises(LimitError, match="speeches has more rows than a sheet, 3"):
        written("xlsx", documents)


@pytest.mark.parametrize("name", TABLES)
def test_parquet_has_the_rows(name: str, documents: list[Document], tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    path.write_bytes(written("parquet", documents, table=name))
    expected = [
        {key: list(value) if isinstance(value, tuple) else value for key, value in record.items()}
        for record in records(name, documents)
    ]
    found = pq.read_table(path)
    assert found.to_pylist() == expected
    for column in TABLES[name].columns:
        assert found.schema.field(column.name).metadata == {b"description": column.help.encode()}
    asked: Any = duckdb.sql(f"SELECT * FROM '{path}'")  # noqa: S608 - it is our own path
    assert [dict(zip(asked.columns, row, strict=True)) for row in asked.fetchall()] == expected


def test_parquet_tables_join(documents: list[Document], tmp_path: Path) -> None:
    package.write(iter(documents), tmp_path, "parquet", Options())
    question = f"""
        SELECT sum(figures.value) FROM '{tmp_path}/figures.parquet' figures
        JOIN '{tmp_path}/speeches.parquet' speeches USING (document, speech) WHERE list_contains(names, '岑望舒')
    """  # noqa: S608 - it is our own path
    named = [
        speech
        for document in documents
        for speech in document.speeches
        if "岑望舒" in [s.name for s in speech.speakers]
    ]
    asked: Any = duckdb.sql(question)
    assert asked.fetchall() == [(sum(item.value or 0 for speech in named for item in speech.figures),)]


def test_parquet_numbers_that_do_not_fit(documents: list[Document], tmp_path: Path) -> None:
    values = ("3.14159265358979323846", "1E+26", "29000.5")
    document = hostile(documents[0], "甲", figures=tuple(map(figure, values)))
    told: list[str] = []
    path = tmp_path / "table.parquet"
    path.write_bytes(written("parquet", [document], table="figures", tell=told.append))
    assert pq.read_table(path)["value"].to_pylist() == [Decimal("3.141592653590"), None, Decimal("29000.5")]
    assert told[0].startswith("2 numbers do not fit 26 digits before the point and 12 behind it")


def test_parquet_writes_in_groups(documents: list[Document], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_GROUP", 1)
    path = tmp_path / "table.parquet"
    path.write_bytes(written("parquet", documents))
    assert pq.ParquetFile(path).num_row_groups == len(documents)
    assert pq.read_table(path).num_rows == len(records("speeches", documents))


@pytest.fixture(scope="module")
def database(documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("base") / "speeches.db"
    path.write_bytes(written("sqlite", documents))
    return path


@pytest.fixture
def base(database: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(database)
    yield connection
    connection.close()


@pytest.mark.parametrize("name", TABLES)
def test_sqlite_has_the_rows(name: str, base: sqlite3.Connection, documents: list[Document]) -> None:
    columns = ", ".join(f'"{column}"' for column in TABLES[name].header())
    order = ", ".join(f'"{column}"' for column in TABLES[name].key[1:]) or "1"
    found = base.execute(f"SELECT {columns} FROM {name} ORDER BY document, {order}").fetchall()  # noqa: S608 - our own
    expected = [
        tuple(
            json.dumps(value, ensure_ascii=False) if isinstance(value, tuple)
            else float(value) if isinstance(value, Decimal) else value
            for value in record.values()
        )
        for record in records(name, sorted(documents, key=lambda document: document.source.name))
    ]  # fmt: skip
    assert found == expected


def test_sqlite_is_sound(base: sqlite3.Connection) -> None:
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert len(base.execute("PRAGMA foreign_key_list(figures)").fetchall()) == 5
    assert base.execute("PRAGMA user_version").fetchone() == (1,)
    with pytest.raises(sqlite3.IntegrityError):
        base.execute("PRAGMA foreign_keys=ON").execute("DELETE FROM documents")


def test_sqlite_numbers_are_exact(documents: list[Document], tmp_path: Path) -> None:
    values = ("3.14159265358979323846", "48.6", "9223372036854775807", "9223372036854775808", "-0.5")
    document = hostile(documents[0], "甲", figures=tuple(map(figure, values)))
    (tmp_path / "base.db").write_bytes(written("sqlite", [document]))
    connection = sqlite3.connect(tmp_path / "base.db")
    found = [value for (value,) in connection.execute("SELECT value FROM figures ORDER BY figure")]
    connection.close()
    assert found == [values[0], 48.6, 9223372036854775807, values[3], -0.5]


WORDS = ["水利", "溪流", "天荒坪", "岑望舒", "党委书记", "民情账目", "河段", "安吉县天荒坪镇"]


@pytest.mark.parametrize("word", WORDS)
def test_sqlite_finds_chinese_words(word: str, base: sqlite3.Connection) -> None:
    """A word is found in the speeches that hold it and in no others."""
    question = "SELECT row FROM speeches WHERE row IN (SELECT rowid FROM speeches_fts WHERE speeches_fts MATCH ?)"
    columns = " || ' ' || ".join(f"coalesce({name}, '')" for name in sqlite.SEARCHED)
    holding = base.execute(f"SELECT row FROM speeches WHERE instr({columns}, ?)", (word,)).fetchall()  # noqa: S608
    assert base.execute(question, (word,)).fetchall() == holding
    assert holding or word == "民情账目"


def test_sqlite_finds_any_stretch(base: sqlite3.Connection, documents: list[Document]) -> None:
    text = next(run for run in documents[0].speeches[1].text.split("，") if len(run) > sqlite.SEARCHED["text"])
    for start in range(len(text) - sqlite.SEARCHED["text"]):
        part = text[start : start + sqlite.SEARCHED["text"]]
        if part.isalpha():
            assert base.execute("SELECT count(*) FROM speeches_fts WHERE speeches_fts MATCH ?", (part,)).fetchone()[0]


def test_sqlite_finds_traditional_by_simplified(base: sqlite3.Connection) -> None:
    question = "SELECT count(*) FROM speeches_fts WHERE speeches_fts MATCH ?"
    assert base.execute(question, ("議員",)).fetchone() == base.execute(question, ("议员",)).fetchone() != (0,)


@pytest.mark.parametrize(("question", "count"), [('"48.6"', 2), ('"48.7"', 0), ('"水利、溪流"', 0), ("水利*", 3)])
def test_sqlite_takes_any_question(base: sqlite3.Connection, question: str, count: int) -> None:
    """What the search box of Datasette makes of a word with a point or comma in it is no error."""
    asked = "SELECT count(*) FROM speeches_fts WHERE speeches_fts MATCH ?"
    assert base.execute(asked, (question,)).fetchone() == (count,)


def test_sqlite_searches_a_column(base: sqlite3.Connection) -> None:
    question = "SELECT count(*) FROM speeches_fts WHERE speeches_fts MATCH ?"
    assert base.execute(question, ("title : 溪流",)).fetchone() == (1,)
    assert base.execute(question, ("units : 安吉县天荒坪镇",)).fetchone() == (2,)
    assert base.execute(question, ("text : 岑望舒",)).fetchone() == (0,)


ASK = """
import asyncio, json, sys
from datasette.app import Datasette

async def ask():
    served = Datasette([sys.argv[1]], settings={"num_sql_threads": 0})
    return [(await served.client.get(f"/speeches/{path}")).text for path in sys.argv[2:]]

print(json.dumps(asyncio.run(ask())))
"""


def test_sqlite_opens_in_datasette(database: Path, documents: list[Document]) -> None:
    """In a process of its own, since it leaves connections open."""
    paths = ("speeches.json?_search=水利&_shape=array", "speeches?_search=天荒坪", "figures.json?_size=0&_facet=kind")
    done = subprocess.run([sys.executable, "-c", ASK, database, *paths], capture_output=True, check=True)
    found, page, facets = json.loads(done.stdout)
    assert {row["document"] for row in json.loads(found)} >= {str(ROOT / "samples" / "materials.txt")}
    assert "一条溪流的" in page
    assert json.loads(facets)["filtered_table_rows_count"] == len(records("figures", documents))


def test_an_old_sqlite_is_one_line(documents: list[Document], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 8, 0))
    with pytest.raises(OutputError, match=r"is too old: 3\.20\.0 is needed"):
        written("sqlite", documents)


def tree(data: bytes) -> Any:  # noqa: ANN401 - lxml has no types
    root = etree.fromstring(data)
    SCHEMA.assertValid(root)
    return root


def features(root: Any, kind: str) -> list[dict[str, Any]]:  # noqa: ANN401 - lxml has no types
    """Return the fields of the feature structures of a kind."""
    return [
        {
            feature.get("name"): Decimal(feature[0].get("value"))
            if "value" in feature[0].attrib
            else [member.text for member in feature[0]] or feature[0].text
            for feature in structure
        }
        for structure in root.iterfind(f".//t:fs[@type='{kind}']", TEI)
    ]


def test_tei_has_all_that_json_has(documents: list[Document]) -> None:
    for document in documents:
        root = tree(written("tei", [document]))
        utterances = root.findall(".//t:u", TEI)
        texts = ["\n".join("".join(seg.itertext()) for seg in u.findall("t:seg", TEI)) for u in utterances]
        assert texts == [speech.text for speech in document.speeches]
        for kind in ("headings", "figures", "terms"):
            expected = [
                {key: value for key, value in item.items() if value is not None and key not in {"span", "section"}}
                for speech in json.loads(written("json", [document]), parse_float=Decimal, parse_int=Decimal)[
                    "speeches"
                ]
                for item in speech[kind]
            ]
            assert features(root, kind.removesuffix("s")) == expected


def test_tei_points_to_what_there_is(documents: list[Document]) -> None:
    """Every pointer has its target; who speaks is the person named."""
    root = tree(written("tei", documents, array=True))
    ids = {element.get("{http://www.w3.org/XML/1998/namespace}id"): element for element in root.iter()}
    for element in root.iter():
        for name in ("who", "ana", "ref", "corresp"):
            assert all(target.removeprefix("#") in ids for target in element.get(name, "").split()), element.attrib
    speeches = [speech for document in documents for speech in document.speeches]
    for utterance, speech in zip(root.iterfind(".//t:u", TEI), speeches, strict=True):
        who = [ids[target.removeprefix("#")] for target in utterance.get("who", "").split()]
        named = [speaker.name or speaker.text for speaker in speech.speakers]
        assert [person.findtext("t:persName", namespaces=TEI) for person in who] == list(dict.fromkeys(named))
    for structure in root.iterfind(".//t:fs[@corresp]", TEI):
        target = ids[structure.get("corresp").removeprefix("#")]
        text = structure.findtext("t:f[@name='text']/t:string", namespaces=TEI)
        assert "".join(target.itertext()).endswith(text)


def test_tei_tells_of_meeting_person_and_body(documents: list[Document]) -> None:
    document = next(document for document in documents if document.source.name.endswith("newspaper.txt"))
    more = {"place": "礼堂", "host": "某局", "theme": "修路", "date": "2024-04-12", "date_end": "2024-04-13"}
    event = document.events[0].model_copy(update=more)
    speech = document.speeches[0]
    speaker = speech.speakers[0].model_copy(update={"roster_id": "p1"})
    term = Term(text="三办", expansion=("办实", "办好"), span=Span(0, 2))
    speeches = (
        speech.model_copy(update={"speakers": (speaker,), "terms": (term,)}),
        speech.model_copy(update={"index": 2, "speakers": (speaker.model_copy(update={"unit": None, "role": None}),)}),
        speech.model_copy(update={"index": 3, "speakers": (), "event": None, "title": None, "text": ""}),
    )
    root = tree(written("tei", [document.model_copy(update={"events": (event,), "speeches": speeches})]))
    setting = root.find(".//t:setting", TEI)
    assert [child.text for child in setting] == [event.name, "礼堂", "某局", event.date_text, "修路"]
    assert root.find(".//t:meeting", TEI).attrib == {"n": "0", "from": "2024-04-12", "to": "2024-04-13"}
    (person,) = root.iterfind(".//t:person", TEI)
    assert [child.text for child in person if child.text.strip()] == ["岑望舒", "p1"]
    (body,) = root.iterfind(".//t:org", TEI)
    assert [child.text for child in body] == ["安吉县天荒坪镇", "330523108"]
    assert features(root, "term")[0] == {"text": "三办", "expansion": ["办实", "办好"]}


def test_tei_of_a_document_without_speeches() -> None:
    assert tree(written("tei", [speechx.parse("春天来了。")])).findall(".//t:u", TEI) == []


def test_tei_attributes_are_words(documents: list[Document]) -> None:
    odd = figure("1").model_copy(update={"text": "甲", "measure": "a b\u202e", "metric": "丙\u3000\x00"})
    root = tree(written("tei", [hostile(documents[0], "甲", figures=(odd,), text_span=Span(0, 1))]))
    assert [root.find(".//t:measure", TEI).get(name) for name in ("unit", "commodity")] == ["a_b_", "丙_\ufffd"]


def test_tei_replaces_what_xml_cannot_hold(documents: list[Document]) -> None:
    told: list[str] = []
    root = tree(written("tei", [hostile(documents[0], "甲<&\x00\x1b\ufffe\ud800]]>")], tell=told.append))
    assert "".join(root.find(".//t:u", TEI).itertext()).strip() == "甲<&\ufffd\ufffd\ufffd\ufffd]]>"
    assert told[0].endswith("characters that XML cannot hold are U+FFFD")


DANGEROUS = "甲\u202e乙\x1b[31m丙\ue000<script>|*a*|`b`\x00"


@pytest.mark.parametrize("name", ["table", "markdown"])
def test_reading_is_safe(name: str, documents: list[Document]) -> None:
    text = written(name, [hostile(documents[0], DANGEROUS)]).decode()
    assert all(char.isprintable() or char in "\n\u3000" for char in text)
    assert "\\u202e" in text
    assert "\\x1b" in text


def test_markdown_shows_what_stands_there(documents: list[Document]) -> None:
    """A reader of Markdown makes the words of the source out of it again, and no markup."""
    markdown_it = pytest.importorskip("markdown_it")
    lines = ["1. <b>甲</b>", "# 乙", "*丙* _丁_ [戊](x)", "- 己", "=", "> 庚 & &amp; ~~辛~~ `壬` $x$"]
    data = written("markdown", [hostile(documents[0], "\n".join(lines), title="题")]).decode()
    tokens = markdown_it.MarkdownIt("commonmark").parse(data)
    inline = ["".join(child.content for child in token.children) for token in tokens if token.type == "inline"]
    assert inline[-len(lines) :] == lines
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"text", "text_special", "strong_open", "strong_close"}


def test_markdown_is_for_reading(documents: list[Document]) -> None:
    materials = next(document for document in documents if document.source.name.endswith("materials.txt"))
    text = written("markdown", [materials, materials]).decode()
    assert text.startswith("# 全市水利系统冬修工作会议 交流发言材料\n\n全市水利系统冬修工作会议 · 2022-12-06\n\n")
    assert "\n### 一、底数要摸清\n" in text
    assert "\n临水县水利局党组书记、局长 **澹台敬之**\n" in text
    assert "\n**（一）干渠靠县里**。投入" in text
    assert "\n| 3至5人 | 3–5 | 人 |" in text
    assert text.count("\n---\n") == 1


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("width", [None, 80, 20])
def test_tables_are_aligned(name: str, width: int | None, documents: list[Document]) -> None:
    lines = written("table", documents[:1], table=name, width=width).decode().splitlines()
    assert lines[0].split() == [column.upper() for column in table.READ[name].split()] or width == 20
    assert len(lines) == 1 + len(records(name, documents[:1]))
    if width == 80:
        assert max(map(cell_len, lines)) <= width
    if name == "figures" and width != 20:
        column = lines[0].index("MEASURE")
        for line in lines[1:]:
            start = next(size for size in range(len(line) + 1) if cell_len(line[:size]) >= column)
            assert cell_len(line[:start]) == column
            assert line[max(start - 2, 0) : start].isspace()


def test_tables_of_several_documents(documents: list[Document]) -> None:
    text = written("table", documents[:2], table=ALL, array=True).decode()
    assert [text.count(f"\n{name.upper()}\n") for name in TABLES] == [2] * len(TABLES)
    assert text.startswith(f"{documents[0].source.name}\n\nDOCUMENTS\n")
