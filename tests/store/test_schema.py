"""Migrations and the tables in the code say the same."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from tests.store.conftest import Room

from rawi.store.database import HEAD
from rawi.store.schema import metadata


def test_migrations_make_the_tables_of_the_schema(room: Room) -> None:
    with room()._database.reading() as connection:
        context = MigrationContext.configure(connection)
        assert context.get_current_revision() == HEAD
        assert not compare_metadata(context, metadata)
