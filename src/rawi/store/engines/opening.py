"""Which engine keeps a newsroom: what stands before ``://`` says it, else it is a file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rawi.errors import InputError
from rawi.store.engines.database import Database
from rawi.store.engines.objects import Objects, objects_at
from rawi.store.engines.sqlite import SqliteDatabase
from rawi.store.personal.file import PersonalFile, marks_path

POSTGRES = ("postgresql", "postgres")
_EXTRA = "a newsroom in PostgreSQL needs an extra: pip install 'rawi[postgres]'"


def is_address(place: str | os.PathLike[str]) -> bool:
    """Whether it is the address of a database, and no file."""
    return "://" in str(place)


def opened(
    place: str | os.PathLike[str],
    *,
    create: bool = True,
    beside: Path | None = None,
    captures: str | None = None,
) -> Database:
    """The database of the newsroom at a path or address, made where there is none.

    ``beside``: folder for what each machine derives for itself of a shared database, its
    search index and vectors; otherwise one of the user's cache. ``captures``: folder for
    what came in; otherwise it is in the newsroom.
    Raises ``InputError`` for a newsroom that should be there and is not.
    """
    objects = objects_at(captures)
    if is_address(place):
        return _postgres(str(place), beside or cache(), create, objects)
    path = Path(place)
    if not create and not path.exists():
        raise InputError(f"there is no newsroom at {path}")
    return SqliteDatabase(path.resolve(), create=create, objects=objects)


def personal(database: Database) -> PersonalFile:
    """What is people's own of that newsroom: in a file beside it, or in the same database."""
    if not database.shared:
        return PersonalFile(marks_path(database.path))
    from rawi.store.engines.postgres import PostgresDatabase
    from rawi.store.personal.postgres import PersonalSchema

    assert isinstance(database, PostgresDatabase)
    return PersonalSchema(database.connected, database.name)


@contextmanager
def personal_at(place: str) -> Iterator[PersonalFile]:
    """What is people's own of the newsroom at a path or address, made where there is none."""
    database = opened(place) if is_address(place) else None
    file = personal(database) if database else PersonalFile(marks_path(Path(place)))
    try:
        yield file
    finally:
        file.close()
        if database:
            database.close()


def cache() -> Path:
    """Where side files of shared newsrooms lie unless told otherwise."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "rawi"


def _postgres(address: str, beside: Path, create: bool, objects: Objects | None) -> Database:
    if address.partition("://")[0] not in POSTGRES:
        raise InputError(f"{address}: a newsroom is a file, or postgresql://user@host/name")
    try:
        from rawi.store.engines.postgres import PostgresDatabase  # not where nobody has it
    except ModuleNotFoundError as why:
        if why.name != "psycopg":
            raise
        raise InputError(_EXTRA) from why
    address = address.replace("postgres://", "postgresql://", 1)
    return PostgresDatabase(address, beside, create=create, objects=objects)
