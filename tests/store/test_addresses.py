"""Addresses that are compared otherwise now: old newsrooms follow."""

from __future__ import annotations

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import insert, update

from rawi.store import schema as s
from rawi.store.migrations.versions import addresses
from tests.store.conftest import Room, record


def test_what_was_taken_down_in_an_older_form_stays_down(room: Room) -> None:
    news = room()
    news.add([record(1, id=None, outlet="a.example", url="https://a.example/n/7")])
    with news._database.writing() as connection:
        old = {"address": "https://b.example/x/../n/8?msclkid=3", "at": "2025-01-01"}
        connection.execute(insert(s.takedown).values(old))
        connection.execute(update(s.article).values(address="https://a.example/./n/7"))
        with Operations.context(MigrationContext.configure(connection)):
            addresses.upgrade()
    news.close()
    again = room()
    told = again.add([record(2, id=None, url="https://b.example/n/8")])
    assert [r.kind for r in told.rejected] == ["takedown"]
    edited = record(1, title="عنوان معدل", id=None, outlet="a.example", url="https://a.example/n/7")
    assert again.add([edited]).versions == 1


def test_an_import_from_the_future_is_undated(room: Room) -> None:
    news = room()
    news.add([record(1, published="2038-01-01T00:00:00+00:00"), record(2, published="2025-05-10")])
    late, close = news.article("t1"), news.article("t2")
    assert (late.published, late.unread["published"]) == (None, "2038-01-01T00:00:00+00:00")
    assert close.published == "2025-05-10"
