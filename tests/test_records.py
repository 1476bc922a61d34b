"""Records, which the parser makes, are held to the contract of the models, and say the same as these."""

import pickle
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic_core import ValidationError

import speechx
from speechx import models, parser, records
from speechx.cli import main
from speechx.models import Model
from speechx.records import Record
from speechx.source import Span, from_file, from_text
from speechx.writers import json

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))
NAMES = sorted(kind.__name__ for kind in Model.__subclasses__() if kind.__module__ == models.__name__)
PAGE = """2024年全市农村道路工作会议发言摘要

（3月5日，柳河镇）

修路的故事
柳河镇镇长　甘若谷
　　一、多修路。修路10公里，花了三百万元，做好“六稳”工作。
　　三、修好路。路长比上年多9.5%。

第3页
"""


def parts(value: Any) -> Iterator[Record]:  # noqa: ANN401 - whatever a record holds
    """Yield all records in a value."""
    if isinstance(value, Record):
        yield value
        for field in vars(value).values():
            yield from parts(field)
    elif isinstance(value, tuple):
        for item in value:
            yield from parts(item)


@pytest.fixture(scope="module")
def examples() -> dict[str, Any]:
    """Return a record of each kind."""
    found = [parser.record(from_file(path)) for path in SAMPLES] + [parser.record(from_text(PAGE))]
    return {type(part).__name__: part for document in found for part in parts(document)}


def without_addresses(part: Any) -> Any:  # noqa: ANN401 - any part of a core schema
    """Return a core schema without the addresses of this process, by which its parts refer to each other."""
    if isinstance(part, list):
        return [without_addresses(item) for item in part]
    if not isinstance(part, dict):
        return part
    made = {key: without_addresses(value) for key, value in part.items()}
    return made | {key: made[key].partition(":")[0] for key in ("ref", "schema_ref") if key in made}


def models_in(part: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any part of a core schema
    """Yield the schemas of records in a core schema."""
    if isinstance(part, dict) and part.get("type") == "model":
        yield part
    for below in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from models_in(below)


def refused(record: Any) -> bool:  # noqa: ANN401 - any record
    """Whether a record is not valid."""
    try:
        records.validated(record)
    except ValidationError:
        return True
    return False


def test_every_model_has_its_record(examples: dict[str, Any]) -> None:
    assert [name for name in NAMES if issubclass(getattr(records, name), Record)] == NAMES
    assert sorted(examples) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_that_of_the_model_but_strict(name: str) -> None:
    for made in models_in(records.schema(name)):
        kind = getattr(models, made["cls"].__name__)
        assert made["cls"] is getattr(records, kind.__name__)
        assert (made["config"]["strict"], made["revalidate_instances"]) == (True, "always")
        assert made["config"]["extra_fields_behavior"] == "forbid"
        assert list(made["schema"]["fields"]) == list(kind.model_fields)


def test_what_is_kept_is_what_the_models_give(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from speechx import kept  # noqa: PLC0415 - its file is another one here

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(kept, "_known", dict)
    monkeypatch.setattr(kept, "_made", {})
    records._kept_schema("Document")
    kept.save()
    (file,) = (tmp_path / "speechx").iterdir()
    _, known = pickle.loads(file.read_bytes())  # noqa: S301 - written here
    (read,) = map(pickle.loads, known.values())
    assert without_addresses(read) == without_addresses(records.schema("Document"))


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_record_is_refused(name: str, examples: dict[str, Any]) -> None:
    right = examples[name]
    assert not refused(right)
    assert refused(right.model_copy(update={"unheard_of": None}))
    for field, info in getattr(models, name).model_fields.items():
        assert refused(right.model_copy(update={field: object()}))
        less = right.model_copy(update={})
        del less.__dict__[field]
        assert refused(less) == info.is_required()


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("Figure", "value", 1.5),
        ("Figure", "value", 3),
        ("Figure", "value", "3"),
        ("Figure", "heading", True),
        ("Figure", "heading", Decimal(1)),
        ("Figure", "kind", "colour"),
        ("Figure", "span", Span(1.0, 2)),  # type: ignore[arg-type]
        ("Speaker", "roles", ["镇长"]),
        ("Speaker", "name", b"x"),
        ("SourceInfo", "chars", "7"),
        ("Document", "schema_version", "2"),
    ],
)
def test_nothing_is_converted(name: str, field: str, value: object, examples: dict[str, Any]) -> None:
    assert refused(examples[name].model_copy(update={field: value}))


def test_what_lies_deep_in_a_document_is_looked_at() -> None:
    document = parser.record(from_text(PAGE))
    vars(document.speeches[0].figures[-1])["value"] = 9.5
    with pytest.raises(ValidationError, match=r"speeches\.0\.figures\.\d\.value"):
        records.validated(document)


@pytest.mark.parametrize("command", ["parse", "check", "figures"])
def test_the_commands_write_nothing_that_is_not_valid(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("speechx.parser._main_layout", lambda _: 7)
    monkeypatch.setattr("speechx.fields.quantities._period", lambda *_: 7)
    page, out = tmp_path / "page.txt", tmp_path / "out"
    page.write_text(PAGE, encoding="utf-8")
    assert main([command, str(page), "-o", str(out)]) == 70
    assert not out.exists()
    assert "internal error" in capsys.readouterr().err


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_records_and_models_are_written_alike(path: Path) -> None:
    record, model = parser.record(from_file(path)), speechx.parse_file(path)
    assert isinstance(record, Record)
    assert isinstance(model, models.Document)
    assert json.dumps(json.dump(record)) == json.dumps(json.dump(model)).replace(b'"<text>"', b'"-"')
    assert records.model(record) == model
    assert records.model(model) is model
