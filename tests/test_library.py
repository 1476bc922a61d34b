"""The library: the methods of a document, what its users' type checkers see, and that it neither prints nor exits."""

import inspect
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, assert_type, get_args

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import speechx
from speechx import models
from speechx.writers.tables import TABLES, cell

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
SHORT = ROOT / "samples" / "short.txt"


@pytest.fixture(scope="module")
def documents() -> list[speechx.Document]:
    return [speechx.parse_file(path) for path in SAMPLES]


def test_json_and_back(documents: list[speechx.Document]) -> None:
    for document in documents:
        for indent in (False, True):
            text = document.to_json(indent=indent)
            assert (text.count("\n") > 0) is indent
            assert speechx.Document.from_json(text) == document
            assert speechx.Document.from_json(text.encode()) == document


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_numbers_come_back_exactly(value: Decimal) -> None:
    """Pydantic's own reader of JSON would hand numbers over as binary floats."""
    figure = speechx.figures("2.9万人")[0].model_copy(update={"value": value})
    speech = models.Speech(
        index=1, id="a", kind="speech", event=None, title=None, title_span=None, speakers=(), text="",
        text_span=None, headings=(), figures=(figure,), terms=(), span=speechx.Span(0, 1),
    )  # fmt: skip
    document = speechx.parse("").model_copy(update={"speeches": (speech,)})
    assert speechx.Document.from_json(document.to_json()).speeches[0].figures[0].value == value


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "is no JSON: Expecting value"),
        (b"\xff\xfe\xfd", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("[]", "is no Document of speechx: the whole: "),
        ("{}", "is no Document of speechx: schema_version: Field required"),
    ],
)
def test_what_is_no_document(data: str | bytes, message: str) -> None:
    with pytest.raises(speechx.SpeechxError, match=message) as caught:
        speechx.Document.from_json(data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_those_of_csv(documents: list[speechx.Document], table: models.TableName) -> None:
    for document in documents:
        rows = document.to_rows(table)
        assert [list(row) for row in rows] == [TABLES[table].header()] * len(rows)
        assert [[cell(value) for value in row.values()] for row in rows] == list(TABLES[table].rows(document))


def test_rows_have_python_values(documents: list[speechx.Document]) -> None:
    rows = documents[SAMPLES.index(SHORT)].to_rows("figures")
    assert [row["value"] for row in rows] == [Decimal("48.6"), Decimal("67.5"), 1730, 3]
    assert rows[0]["start"] == 62
    assert rows[0]["basis"] is None


@pytest.mark.parametrize("table", TABLES)
def test_frames_have_the_rows(documents: list[speechx.Document], table: models.TableName) -> None:
    for document in [speechx.parse(""), *documents]:
        rows, frame = document.to_rows(table), document.to_frame(table)
        assert list(frame.columns) == TABLES[table].header()
        assert "object" not in {str(kind) for name, kind in frame.dtypes.items() if name not in LISTS}
        for row, back in zip(rows, frame.to_dict("records"), strict=True):
            assert {str(key): plain(value) for key, value in back.items()} == {
                key: float(value) if isinstance(value, Decimal) else value for key, value in row.items()
            }


LISTS = {"names", "units", "roles", "expansion"}


def plain(value: object) -> object:
    return None if value is pd.NA else value


def test_frames_can_be_reckoned_with(documents: list[speechx.Document]) -> None:
    frame = pd.concat([document.to_frame("figures") for document in documents])
    people = frame[frame["measure"] == "人"]["value"].sum()
    assert people == sum(row["value"] or 0 for doc in documents for row in doc.to_rows("figures") if is_people(row))


def is_people(row: dict[str, Any]) -> bool:
    return bool(row["measure"] == "人")


def test_there_is_no_such_table(documents: list[speechx.Document]) -> None:
    name: Any = "people"
    for make in (documents[0].to_rows, documents[0].to_frame):
        with pytest.raises(speechx.SpeechxError, match="no table 'people': choose documents, events, speeches, "):
            make(name)


def test_the_tables_are_those_of_the_writers() -> None:
    assert get_args(models.TableName) == tuple(TABLES)


def test_pandas_is_an_extra(documents: list[speechx.Document], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(speechx.SpeechxError, match=r"^Document.to_frame needs .*: pip install 'speechx\[pandas\]'$"):
        documents[0].to_frame()


def test_speeches_of_files_and_documents(documents: list[speechx.Document]) -> None:
    expected = [speech for document in documents for speech in document.speeches]
    assert list(speechx.iter_speeches(*SAMPLES)) == expected
    assert list(speechx.iter_speeches(*documents)) == expected
    assert list(speechx.iter_speeches(str(SHORT), documents[0], places=False))[1:] == list(documents[0].speeches)
    assert list(speechx.iter_speeches()) == []


def test_a_file_is_read_when_its_turn_comes(tmp_path: Path) -> None:
    found = speechx.iter_speeches(SHORT, tmp_path / "none.txt")
    assert next(found).speakers[0].name == "岑望舒"
    with pytest.raises(speechx.SpeechxError, match=r"none\.txt: no such file"):
        next(found)


def calls(folder: Path) -> dict[str, Callable[[], object]]:
    """Return a call of each public function and of each method of a document, where it works and where it fails."""
    text, roster = SHORT.read_text(encoding="utf-8"), folder / "people.csv"
    roster.write_text("name,id\n岑望舒,p1\n", encoding="utf-8")
    document = speechx.parse(text)
    return {
        "parse": lambda: speechx.parse(text, roster=speechx.Roster.from_file(roster), date="2024"),
        "parse ": lambda: speechx.parse(text, date="soon"),
        "parse_bytes": lambda: speechx.parse_bytes(text.encode("gb18030")),
        "parse_bytes ": lambda: speechx.parse_bytes(bytes(range(256))),
        "parse_file": lambda: speechx.parse_file(SHORT),
        "parse_file ": lambda: speechx.parse_file(folder),
        "figures": lambda: speechx.figures(text),
        "iter_documents": lambda: list(speechx.iter_documents(SHORT)),
        "iter_documents ": lambda: list(speechx.iter_documents(folder / "none")),
        "iter_speeches": lambda: list(speechx.iter_speeches(SHORT, document)),
        "iter_speeches ": lambda: list(speechx.iter_speeches(folder / "none")),
        "rules_hash": speechx.rules_hash,
        "use_rules": speechx.use_rules,
        "use_rules ": lambda: speechx.use_rules(folder / "none"),
        "Document.from_json": lambda: speechx.Document.from_json(document.to_json()),
        "Document.from_json ": lambda: speechx.Document.from_json("nothing"),
        "Document.to_json": document.to_json,
        "Document.to_rows": document.to_rows,
        "Document.to_frame": document.to_frame,
        "Roster.from_file": lambda: speechx.Roster.from_file(roster),
        "Roster.from_bytes": lambda: speechx.Roster.from_bytes(roster.read_bytes()),
        "Roster.from_text": lambda: speechx.Roster.from_text("name,id"),
        "Roster.link": lambda: speechx.Roster.from_file(roster).link("岑望舒", None, None),
        "Roster.from_file ": lambda: speechx.Roster.from_file(folder / "none"),
    }


def public() -> set[str]:
    functions = {name for name in speechx.__all__ if inspect.isfunction(getattr(speechx, name))}
    methods = {
        f"{kind.__name__}.{name}"
        for kind in (speechx.Document, speechx.Roster)
        for name, value in vars(kind).items()
        if not name.startswith(("_", "model_")) and (inspect.isfunction(value) or isinstance(value, classmethod))
    }
    return functions | methods


def test_nothing_prints_or_exits(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every public function is called, with its output captured at the level of the file descriptors."""

    def leave(*_: object) -> None:
        raise AssertionError("the library tried to end the process")

    made = calls(tmp_path)
    assert {name.strip() for name in made} >= public()
    for home, name in ((sys, "exit"), (os, "_exit"), (os, "abort")):
        monkeypatch.setattr(home, name, leave)
    failed = set()
    for name, call in made.items():
        try:
            call()
        except speechx.SpeechxError:
            failed.add(name)
    assert failed == {name for name in made if name.endswith(" ")}
    assert capfd.readouterr() == ("", "")


def types_of_the_functions(text: str) -> None:
    """State what a type checker makes of the functions; mypy reads this with the rest of the tests."""
    document = assert_type(speechx.parse(text), speechx.Document)
    assert_type(speechx.parse_bytes(b"", encoding="gbk", places=False), speechx.Document)
    assert_type(speechx.parse_file(Path(text), roster=speechx.Roster.from_file(text)), speechx.Document)
    assert_type(speechx.figures(text), list[speechx.Figure])
    assert_type(speechx.iter_documents(text, id_field="no", on_failure=print), Iterator[speechx.Document])
    assert_type(speechx.iter_speeches(text, Path(text), document), Iterator[speechx.Speech])
    assert_type(speechx.rules_hash(), str)
    assert_type(speechx.Document.from_json(text), speechx.Document)
    assert_type(document.to_json(indent=True), str)
    assert_type(document.to_rows("figures"), list[dict[str, Any]])
    assert_type(document.to_frame("terms"), pd.DataFrame)


def types_of_the_models(document: speechx.Document) -> None:
    """State what a type checker makes of the models."""
    for speech in document.speeches:
        assert_type(speech, speechx.Speech)
        assert_type(speech.title, str | None)
        for speaker in speech.speakers:
            assert_type(speaker, speechx.Speaker)
            assert_type(speaker.division, speechx.Division | None)
        for figure in speech.figures:
            assert_type(figure.value, Decimal | None)
            assert_type(figure.span, speechx.Span)
        assert_type(speech.headings, tuple[speechx.Heading, ...])
        assert_type(speech.terms, tuple[speechx.Term, ...])
    assert_type(document.event, speechx.Event | None)
    assert_type(document.diagnostics, tuple[speechx.Diagnostic, ...])


USER = """
import speechx
document = speechx.parse("x", encoding="gbk")
document.to_rows("people")
number: int = document.speeches[0].figures[0].value
document.title = "x"
print(document.speeches[0].nothing)
"""


def test_a_type_checker_finds_mistakes_of_a_user(tmp_path: Path) -> None:
    """``py.typed`` works, and the types are strict enough that each of these lines is refused."""
    user = tmp_path / "user.py"
    user.write_text(USER, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary", user],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    kinds = [line.rpartition("[")[2].rstrip("]") for line in done.stdout.splitlines() if " error: " in line]
    assert kinds == ["call-arg", "arg-type", "assignment", "misc", "attr-defined"], done.stdout


def test_the_types_hold_when_it_runs(documents: list[speechx.Document], tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,id\n甘若谷,p1\n", encoding="utf-8")
    for document in documents:
        types_of_the_models(document)
    with pytest.raises(speechx.SpeechxError):
        types_of_the_functions(str(path))  # empty bytes are no document
