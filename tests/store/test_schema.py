"""Migrations and the tables in the code say the same, and old newsrooms open."""

import json

import msgspec
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, update

from rawi.model import Brief
from rawi.newsroom import Newsroom
from rawi.store import schema as s
from rawi.store.engines.database import HEAD
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
