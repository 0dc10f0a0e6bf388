"""What is people's own copied between a file and a database, table by table."""

from __future__ import annotations

import re

from rawi.errors import InputError, StorageError
from rawi.store.personal.file import LATER, NUMBERED, SCHEMA, PersonalFile


def tables() -> dict[str, bool]:
    """The tables in the order they are made, and whether their rows are numbered by themselves."""
    text = "".join((SCHEMA, *LATER))
    found = re.findall(r"CREATE TABLE (\w+) \((.*?)\)(?: WITHOUT ROWID)?;", text, re.S)
    return {name: NUMBERED in columns for name, columns in found}


def copy_tables(source: PersonalFile, target: PersonalFile) -> int:
    """Copy every row into empty tables of the same version, and read it back; how many.

    Raises ``InputError`` where the target holds something already, ``StorageError`` where
    what is read back is not what was written.
    """
    copied = 0
    with source.together(), target.together():
        if any(target.run(f"SELECT 1 FROM {name} LIMIT 1") for name in tables()):
            raise InputError(
                "the marks to copy into hold something already: give an empty newsroom"
            )
        for name, numbered in tables().items():
            asked = f"SELECT * FROM {name} ORDER BY 1, 2"
            rows = source.run(asked)
            copied += len(rows)
            if rows:
                target.many(f"INSERT INTO {name} VALUES ({','.join('?' * len(rows[0]))})", rows)
            if rows and numbered:
                target.number_on(name)
            if target.run(asked) != rows:
                raise StorageError(f"the rows of {name} did not arrive as they are")
    return copied
