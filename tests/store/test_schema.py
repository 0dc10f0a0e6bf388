"""Migrations and the tables in the code say the same, and old newsrooms open."""

import json

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, update

from rawi.store import schema as s
from rawi.store.database import HEAD
from rawi.store.schema import metadata
from tests.store.conftest import Room, aged, records


def test_migrations_make_the_tables_of_the_schema(room: Room) -> None:
    with room()._database.reading() as connection:
        context = MigrationContext.configure(connection)
        assert context.get_current_revision() == HEAD
        assert not compare_metadata(context, metadata)


def test_a_newsroom_of_the_first_schema_lists_the_same_stories(room: Room) -> None:
    news = room()
    news.add(records(20))
    before = news.briefs()
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
    assert room().briefs() == before
