"""Migrations and the tables in the code say the same, and old newsrooms open."""

import json
from collections.abc import Callable

import msgspec
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, select, text, update

from rawi.model import Brief
from rawi.newsroom import Newsroom
from rawi.store import schema as s
from rawi.store.engines.database import HEAD, migrate, upgrade
from rawi.store.schema import metadata
from tests.store.conftest import Room, aged, records

Make = Callable[[Connection], None]


@pytest.mark.parametrize("make", [migrate, upgrade])
def test_new_and_migrated_files_have_the_tables_of_the_schema(make: Make) -> None:
    with create_engine("sqlite://").begin() as connection:
        make(connection)
        context = MigrationContext.configure(connection)
        assert context.get_current_revision() == HEAD
        assert not compare_metadata(context, metadata)


def test_a_new_file_is_what_migrations_make_of_an_empty_one() -> None:
    assert laid_out(migrate) == laid_out(upgrade)


def laid_out(make: Make) -> dict[tuple[str, str], set[tuple[object, ...]]]:
    """What SQLite says of each table's columns, indexes and keys, whatever their order.

    Without the defaults that columns were added with: every row is written whole.
    """
    asked = {
        "table_info": "name, type, [notnull], pk",
        "index_list": "name, [unique], origin, partial",
        "foreign_key_list": "[from], [table], [to]",
    }
    with create_engine("sqlite://").begin() as connection:
        make(connection)
        tables = connection.execute(text(_TABLES)).scalars().all()
        return {
            (pragma, table): {
                tuple(row)
                for row in connection.execute(
                    text(f"SELECT {columns} FROM pragma_{pragma}('{table}')")
                )
            }
            for table in tables
            for pragma, columns in asked.items()
        }


_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"


def test_a_newsroom_of_the_first_schema_lists_the_same_stories(room: Room) -> None:
    news = room()
    news.add(records(20))
    before = without_affairs(news)
    with news._database.writing() as connection:
        aged(connection, "0001")
        for name, record in connection.execute(select(s.story.c.id, s.story.c.record)).all():
            kept = json.loads(record)
            for field in ("articles", "first", "others"):
                kept.pop(field, None)
            old = (
                update(s.story).where(s.story.c.id == name).values(record=json.dumps(kept).encode())
            )
            connection.execute(old)
    assert without_affairs(room()) == before


def without_affairs(news: Newsroom) -> list[Brief]:
    """Affairs are told anew with the stories, from what came in later on."""
    return [msgspec.structs.replace(one, affair=None) for one in news.briefs()]
