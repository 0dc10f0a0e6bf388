"""What a newsroom is kept in: one schema on SQLite, in a file, and on PostgreSQL."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, inspect, text

from rawi.errors import NewsroomError, VersionError
from rawi.store.schema import metadata

HEAD = "0012"
"""The schema that this Rawi writes; the last of ``migrations/versions``."""


class Database(Protocol):
    """One newsroom. Safe for threads: each call takes its own connection."""

    @property
    def name(self) -> str:
        """What it is called in messages: a path, or an address without its password."""
        ...

    @property
    def path(self) -> Path:
        """Where what is derived lies beside it, by other endings; of a file, the file itself."""
        ...

    @property
    def writable(self) -> bool: ...

    @property
    def shared(self) -> bool:
        """Whether machines share it, each with an index of its own."""
        ...

    def close(self) -> None: ...

    def now(self) -> datetime:
        """The time that counts: this machine's, or the server's where machines share it."""
        ...

    def last_batch(self) -> int:
        """Number of the last batch stored; cheap to ask again and again."""
        ...

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection with one unchanging view of the newsroom; never waits."""
        ...

    def view(self) -> AbstractContextManager[None]:
        """While this holds, all that this thread reads is of one moment, over one connection."""
        ...

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction: all of it or nothing. The caller holds ``lock``."""
        ...

    def lock(self) -> AbstractContextManager[None]:
        """Be the one writer. Raises ``BusyError``."""
        ...

    def backup(self, path: Path) -> None:
        """Copy everything to a new SQLite file, as of one moment, while others go on."""
        ...

    def compact(self) -> None:
        """Give back what nothing uses. The caller holds ``lock``."""
        ...


def is_up_to_date(connection: Connection, name: str, create: bool) -> bool:
    """Whether the tables are those of this Rawi; not where they must be made or migrated.

    Raises ``NewsroomError`` for what is no newsroom and must not become one,
    ``VersionError`` for one of a newer Rawi.
    """
    found = _schema(connection, name)
    if found is None and not create:
        raise NewsroomError(f"{name} is empty: no newsroom, or a copy that was cut off")
    if found is not None and found > HEAD:
        raise VersionError(
            f"{name} was written by a newer Rawi (schema {found}, this one knows {HEAD})"
        )
    return found == HEAD


def _schema(connection: Connection, name: str) -> str | None:
    """Revision of the schema; None where there are no tables yet."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise NewsroomError(f"{name} is a database, but no newsroom")
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(connection: Connection) -> None:
    """Bring the tables to ``HEAD``, inside the caller's transaction.

    A new file gets them as they are today, without the way there (8 ms for 48, and Alembic's
    loading). On PostgreSQL the way holds what only that engine asks for.
    """
    if connection.dialect.name == "sqlite" and not inspect(connection).get_table_names():
        metadata.create_all(connection, checkfirst=False)
        connection.execute(text(_VERSIONS))
        connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})
    else:
        upgrade(connection)


_VERSIONS = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
    " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
"""As Alembic makes it."""


def upgrade(connection: Connection) -> None:
    """Bring the tables to ``HEAD`` by the migrations that they have not seen."""
    from alembic import command  # slow to import, seldom needed
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "rawi.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
