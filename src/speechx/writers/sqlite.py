"""SQLite: all tables with their keys, and a full-text search that finds Chinese words.

``speeches_fts`` is an index of ``speeches`` (FTS5): it holds every stretch of up to four characters of the text, and
longer ones of the other columns, as a word: ``MATCH '水利'`` and the search box of Datasette find what no blanks part.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from typing import Final, cast

from speechx.errors import OutputError
from speechx.records import Document
from speechx.writers import Options, temporary
from speechx.writers.grams import words
from speechx.writers.numbers import plain
from speechx.writers.tables import TABLES, Table, Type, distinct

OLDEST: Final = (3, 20, 0)
"""The SQLite whose full-text search has all that is used here."""
_EXACT_DIGITS: Final = 15
_GREATEST: Final = 1 << 63
# A number has no declared type: SQLite would make a float of an exact text.
_TYPES: Final[dict[Type, str]] = {"string": "TEXT", "list": "TEXT", "integer": "INTEGER", "number": ""}
SEARCHED: Final = {"title": 16, "names": 16, "units": 16, "roles": 16, "text": 4}
"""The columns that are searched, and how long the stretches are that are found in them."""
SEARCH_KEY: Final = "row"
_SEARCH: Final = (
    f'CREATE VIRTUAL TABLE speeches_fts USING fts5({", ".join(SEARCHED)}, content="speeches", '
    f'content_rowid="{SEARCH_KEY}", columnsize=0, tokenize="unicode61 remove_diacritics 0")'
)
_INDEXES: Final = (
    ("speeches", "speech_id"), ("speakers", "name"), ("speakers", "unit"), ("speakers", "division_code"),
    ("headings", "text"), ("figures", "metric"), ("figures", "measure"), ("terms", "text"),
)  # fmt: skip
_VERSION: Final = 1
"""The version of the schema; it stands in ``PRAGMA user_version``."""


def chunks(documents: Iterable[Document], options: Options) -> Iterator[bytes]:  # noqa: ARG001 - nothing to choose
    """Yield a database of all tables.

    Raises:
        UsageError: two documents have the same name.
        OutputError: the SQLite of this Python is too old.
    """
    if sqlite3.sqlite_version_info < OLDEST:
        raise OutputError(f"SQLite {sqlite3.sqlite_version} is too old: {'.'.join(map(str, OLDEST))} is needed")
    with temporary.folder() as folder:
        path = folder / "speeches.sqlite"
        with closing(sqlite3.connect(path, isolation_level=None)) as base:
            empty = not _fill(base, documents)
        if not empty:
            yield from temporary.blocks(path)


def _fill(base: sqlite3.Connection, documents: Iterable[Document]) -> bool:
    """Write documents into an empty database, and return whether there were any."""
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=ON", f"user_version={_VERSION}"):
        base.execute(f"PRAGMA {pragma}")
    base.execute("BEGIN")
    for name, table in TABLES.items():
        base.execute(_definition(name, table))
    for table_name, column in _INDEXES:
        base.execute(f'CREATE INDEX {table_name}_{column} ON {table_name} ("{column}")')
    base.execute(_SEARCH)
    found = False
    for document in distinct(documents):
        found = True
        _add(base, document)
    base.execute("INSERT INTO speeches_fts(speeches_fts) VALUES ('optimize')")
    base.execute("COMMIT")
    base.execute("VACUUM")
    return found


def _add(base: sqlite3.Connection, document: Document) -> None:
    for name, table in TABLES.items():
        insert = _insert(name, table.header())
        for record in table.records(document):
            row = base.execute(insert, [_value(value) for value in record.values()]).lastrowid
            if name == "speeches":
                texts = [words(_texts(record[column]), longest) for column, longest in SEARCHED.items()]
                base.execute(_insert("speeches_fts", ("rowid", *SEARCHED)), [row, *texts])


def _definition(name: str, table: Table) -> str:
    """Return the statement that makes a table; what its columns mean stands there too."""
    searched = name == "speeches"
    lines = [f'"{SEARCH_KEY}" INTEGER PRIMARY KEY, -- what speeches_fts calls rowid'] if searched else []
    for column in table.columns:
        needed = " NOT NULL" if column.name in table.key else ""
        lines.append(f"{_quoted(column.name)} {_TYPES[column.type]}{needed}, -- {column.help}")
    keys = [f"{'UNIQUE' if searched else 'PRIMARY KEY'} ({', '.join(map(_quoted, table.key))})"]
    for other, columns in table.refers.items():
        names = ", ".join(map(_quoted, columns))
        keys.append(f"FOREIGN KEY ({names}) REFERENCES {other} ({names})")
    body = "\n  ".join([*lines, ",\n  ".join(keys)])
    return f"CREATE TABLE {name} ( -- {table.help}\n  {body}\n){'' if searched else ' WITHOUT ROWID'}"


def _value(value: object) -> str | int | float | None:
    """Return what SQLite keeps of a value: exact, a number of more digits than it can calculate with as text.

    >>> [_value(value) for value in (Decimal("2.5"), Decimal("3.14159265358979323846"), ("甲", None))]
    [2.5, '3.14159265358979323846', '["甲", null]']
    """
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    if not isinstance(value, Decimal):
        return cast("str | int | None", value)
    literal = plain(value)
    if "." not in literal:
        return int(literal) if abs(value) < _GREATEST else literal
    return float(literal) if len(literal.lstrip("-0.").replace(".", "")) <= _EXACT_DIGITS else literal


def _texts(value: object) -> Iterable[str | None]:
    return value if isinstance(value, tuple) else (cast("str | None", value),)


def _quoted(name: str) -> str:
    return f'"{name}"'


def _insert(table: str, columns: Sequence[str]) -> str:
    names, marks = ", ".join(map(_quoted, columns)), ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - all names are our own
