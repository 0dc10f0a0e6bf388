"""What SQLite and PostgreSQL say in different words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Float,
    Integer,
    LargeBinary,
    Table,
    Text,
    Tuple,
    cast,
    func,
    insert,
    literal_column,
    text,
    tuple_,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement
from sqlalchemy.sql.operators import OperatorType

_MANY = 4
"""Rows from which a COPY pays."""
_COPIED = {Integer: "int8", Float: "float8", Text: "text", LargeBinary: "bytea", Boolean: "bool"}
"""How PostgreSQL calls the columns."""


class IsOneOf(FunctionElement[bool]):
    """Whether a number is one of a list that comes in as JSON: one statement for any length."""

    name = "is_one_of"
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: OperatorType | None = None) -> Any:  # noqa: ARG002
        """As it stands: with the ``= 1`` that SQLAlchemy puts behind a function that is true or
        not, SQLite reads the whole table in place of the index."""
        return self


class ItemNamed(FunctionElement[str]):
    """The value of ``item`` in a record of JSON."""

    name = "item_named"
    type = Text()
    inherit_cache = True


def keeping_first(connection: Connection, table: Table) -> Any:
    """An INSERT that leaves a row that is there already as it is."""
    return _insert(connection, table).on_conflict_do_nothing()


def keeping_last(connection: Connection, table: Table) -> Any:
    """An INSERT that puts a row in place of one with the same key."""
    new = _insert(connection, table)
    key = [column.name for column in table.primary_key]
    rest = {c.name: new.excluded[c.name] for c in table.c if c.name not in key}
    return new.on_conflict_do_update(index_elements=key, set_=rest)


def add_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns; on PostgreSQL by COPY, in a tenth of the time.

    SQLite takes them as they are: SQLAlchemy would look at each value of each row.
    """
    if not rows:
        return
    if not is_postgres(connection):
        _inserted(connection, table, rows)
    elif len(rows) >= _MANY:
        _copied(connection, table, rows)
    else:
        connection.execute(insert(table), rows)


def _inserted(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    names = list(rows[0])
    listed = ", ".join(f'"{name}"' for name in names)
    given = ", ".join("?" * len(names))
    values = [tuple([row[name] for name in names]) for row in rows]
    connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({listed}) VALUES ({given})', values)


def _copied(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    connection.execute(text("SELECT 1"))  # begins the transaction as SQLAlchemy counts it
    names = list(rows[0])
    listed = ", ".join(f'"{name}"' for name in names)
    raw: Any = connection.connection.driver_connection
    with (
        raw.cursor() as cursor,
        cursor.copy(f'COPY "{table.name}" ({listed}) FROM STDIN (FORMAT BINARY)') as copy,
    ):
        copy.set_types([_COPIED[type(table.c[name].type)] for name in names])
        for row in rows:
            copy.write_row([row[name] for name in names])


def block_of(time: ColumnElement[float], seconds: float) -> ColumnElement[int]:
    """Which block of so many seconds a time stands in.

    Without a parameter: PostgreSQL takes two of them for two expressions where it groups.
    """
    return cast(func.floor(time / literal_column(str(float(seconds)))), Integer)


def is_postgres(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def _insert(connection: Connection, table: Table) -> Any:
    if is_postgres(connection):
        from sqlalchemy.dialects import postgresql  # not where nobody has it

        return postgresql.insert(table)
    return sqlite.insert(table)


@compiles(IsOneOf, "sqlite")
def _is_one_of(element: Any, compiler: Any, **how: Any) -> str:
    number, listed = (compiler.process(one, **how) for one in element.clauses)
    return f"{number} IN (SELECT value FROM json_each({listed}))"


@compiles(IsOneOf, "postgresql")
def _is_any_of(element: Any, compiler: Any, **how: Any) -> str:
    number, listed = (compiler.process(one, **how) for one in element.clauses)
    return f"{number} = ANY (CAST(translate({listed}, '[]', '{{}}') AS BIGINT[]))"


@compiles(ItemNamed, "sqlite")
def _item_of_text(element: Any, compiler: Any, **how: Any) -> str:
    return f"json_extract(CAST({compiler.process(element.clauses, **how)} AS TEXT), '$.item')"


@compiles(ItemNamed, "postgresql")
def _item_of_bytes(element: Any, compiler: Any, **how: Any) -> str:
    record = compiler.process(element.clauses, **how)
    return f"CAST(convert_from({record}, 'UTF8') AS JSON) ->> 'item'"


def integrity(connection: Connection) -> list[str]:
    """What SQLite finds wrong with its file, in its words, a hundred at most.

    PostgreSQL looks after its own files: it tells where one that it reads is damaged.
    """
    if is_postgres(connection):
        return []
    rows = connection.exec_driver_sql("PRAGMA integrity_check")
    return [str(told) for (told,) in rows if told != "ok"]


def make_indexes_anew(connection: Connection) -> None:
    """The indexes of SQLite from their tables; ``integrity`` finds those that need it."""
    if not is_postgres(connection):
        connection.execute(text("REINDEX"))


def used_bytes(connection: Connection) -> int:
    """What the rows take up: in a file without its free pages; in PostgreSQL the wide columns,
    as they are kept, without what is free around them and without indexes."""
    if is_postgres(connection):
        columns = [(t, c) for t, names in _WIDE.items() for c in names]
        asked = " + ".join(
            f"(SELECT coalesce(sum(pg_column_size({c})), 0) FROM {t})" for t, c in columns
        )
        return int(connection.execute(text(f"SELECT {asked}")).scalar_one())
    pages, free, size = (
        connection.execute(text(f"PRAGMA {name}")).scalar_one()
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


_WIDE = {
    "capture": ("body",),
    "article": ("record",),
    "version": ("record",),
    "note": ("record", "similar"),
    "sketch": ("record",),
    "story": ("record",),
}


def values_of(columns: Iterable[ColumnElement[Any]], values: Iterable[object]) -> Tuple:
    """Values that compare with a tuple of these columns: PostgreSQL asks for their types."""
    return tuple_(*values, types=[column.type for column in columns])
