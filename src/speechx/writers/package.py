"""All tables in a folder, a file each, described by a ``datapackage.json`` (Frictionless Data Package).

The description is what a reader needs to join the tables: the columns with their types and meanings, and the keys.
"""

import json
from collections.abc import Iterable
from contextlib import ExitStack, closing
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Protocol

import orjson

from speechx import __version__
from speechx.records import Document
from speechx.writers import FORMATS, Options
from speechx.writers.tables import SEPARATOR, TABLES, Table, Type, distinct

DESCRIPTION: Final = "datapackage.json"
_PRODUCER: Final = "speechx"
_CSV_TYPES: Final[dict[Type, str]] = {"list": "string"}
_TYPES: Final[dict[Type, str]] = {"list": "array"}
_MEDIA: Final = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


class Sheet(Protocol):
    """A file of one table, open for more documents."""

    def add(self, document: Document) -> None:
        """Write the rows of a document."""
        ...

    def close(self) -> None:
        """Finish the file."""
        ...


def write(documents: Iterable[Document], folder: Path, name: str, options: Options) -> None:
    """Write all tables of documents into an empty folder.

    Args:
        documents: the documents, taken one by one.
        folder: the folder.
        name: a format of one file a table.
        options: how to write.

    Raises:
        UsageError: two documents have the same name.
        OSError: a file cannot be written.
    """
    opened = import_module(f"speechx.writers.{name}").Sheet
    with ExitStack() as stack:
        sheets: list[Sheet] = [
            stack.enter_context(closing(opened(folder / _file(key, name), table, options)))
            for key, table in TABLES.items()
        ]
        for document in distinct(documents):
            for sheet in sheets:
                sheet.add(document)
    described = orjson.dumps(describe(name, options), option=orjson.OPT_INDENT_2)
    (folder / DESCRIPTION).write_bytes(described + b"\n")


def is_ours(folder: Path) -> bool:
    """Whether a folder holds an output of ``write`` and nothing else."""
    try:
        package = json.loads((folder / DESCRIPTION).read_bytes())
        files = {DESCRIPTION, *(resource["path"] for resource in package["resources"])}
        return package["producer"]["name"] == _PRODUCER and files >= {path.name for path in folder.iterdir()}
    except (OSError, ValueError, KeyError, TypeError):
        return False


def describe(name: str, options: Options) -> dict[str, Any]:
    """Return the description of the files of a format."""
    return {
        "profile": "tabular-data-package" if name == "csv" else "data-package",
        "name": "speeches",
        "title": "Speeches and their speakers, headings, figures and terms",
        "producer": {"name": _PRODUCER, "version": __version__},
        "resources": [_resource(key, table, name, options) for key, table in TABLES.items()],
    }


def _file(key: str, name: str) -> str:
    return key + FORMATS[name].suffixes[0]


def _resource(key: str, table: Table, name: str, options: Options) -> dict[str, Any]:
    text = {"profile": "tabular-data-resource", "encoding": "utf-8-sig" if options.excel else "utf-8"}
    return {
        "name": key,
        "path": _file(key, name),
        "description": table.help,
        "format": name,
        "mediatype": _MEDIA[name],
        **(text if name == "csv" else {}),
        "schema": {
            "fields": [_field(column.name, column.help, column.type, name) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": list(fields), "reference": {"resource": other, "fields": list(fields)}}
                for other, fields in table.refers.items()
                if set(fields) <= set(table.key)  # a reference that may be empty in part is a fault to Frictionless
            ],
            **({"missingValues": [""]} if name == "csv" else {}),
        },
    }


def _field(column: str, about: str, kind: Type, name: str) -> dict[str, str]:
    types = _CSV_TYPES if name == "csv" else _TYPES
    if kind == "list" and name == "csv":
        about = f"{about}; separated by {SEPARATOR}"
    return {"name": column, "type": types.get(kind, kind), "description": about}
