"""A newsroom moved from one engine to another: a file, PostgreSQL, either way."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from rawi.model import Record
from rawi.store.engines.opening import opened, personal
from rawi.store.engines.transfer import copied
from rawi.store.personal.transfer import copy_tables


class Moved(Record, frozen=True, kw_only=True):
    """What was copied, and found equal on both sides."""

    rows: int
    """Of the newsroom, all tables together."""
    marks: int
    """Of what is people's own: accounts, marks, follows, notices."""
    tables: dict[str, int]
    """Rows by table of the newsroom."""


def move(
    source: str,
    target: str,
    cache: Path | None = None,
    captures: tuple[str | None, str | None] = (None, None),
) -> Moved:
    """Copy the newsroom at a path or address into an empty one, whole or not at all.

    ``captures``: where those of either lie, see ``NewsroomOptions.captures``; what lies
    outside is read, and put where the target has such things. Every row is read back and
    compared before anything of it counts. Nobody writes to either meanwhile; readers go on.
    Search index and vectors are made anew where it is opened. Raises ``InputError`` where
    there is no source or the target holds something, ``BusyError`` where somebody writes.
    """
    with (
        closing(opened(source, create=False, beside=cache, captures=captures[0])) as old,
        closing(opened(target, beside=cache, captures=captures[1])) as new,
        closing(personal(old)) as own,
        closing(personal(new)) as copy,
        old.lock(),
        new.lock(),
        old.reading() as read,
        new.writing() as written,
    ):
        found = copied(read, written, whole=True)
        marks = copy_tables(own, copy)
    tables = {name: one.rows for name, one in found.items()}
    return Moved(rows=sum(tables.values()), marks=marks, tables=tables)
