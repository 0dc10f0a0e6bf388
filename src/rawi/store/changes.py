"""What batches added or changed, for what follows the store."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from rawi.model import Article, Notes
from rawi.store import schema as s
from rawi.store.codec import article_of, notes_of, readable, readable_or

_PAGE = 500
"""Articles that are read at once."""
_LAST = 1 << 62
"""Above any number of intake."""


class Changed(NamedTuple):
    """An article as a batch left it."""

    article_id: str
    sequence: int


def changed_since(
    connection: Connection, sequence: int, known: Collection[Changed] = ()
) -> Iterator[tuple[Changed, tuple[Article, Notes] | None]]:
    """Articles that batches after ``sequence`` added or changed, in order of batch.

    Those that are ``known`` are named and not read. What cannot be read is left out.
    """
    c = s.article.c
    after = (sequence, _LAST)
    wanted = select(c.sequence, c.intake, c.id).order_by(c.sequence, c.intake).limit(_PAGE)
    while True:
        rows = connection.execute(wanted.where(_beyond(after))).all()
        changed = [Changed(row.id, row.sequence) for row in rows]
        unread = [row.intake for row, one in zip(rows, changed, strict=True) if one not in known]
        read = _with_notes(connection, unread)
        for row, one in zip(rows, changed, strict=True):
            if one in known:
                yield one, None
            elif row.intake in read:
                yield one, read[row.intake]
        if len(rows) < _PAGE:
            return
        after = (rows[-1].sequence, rows[-1].intake)


def _beyond(after: tuple[int, int]) -> ColumnElement[bool]:
    c = s.article.c
    return or_(c.sequence > after[0], and_(c.sequence == after[0], c.intake > after[1]))


def _with_notes(connection: Connection, intakes: Sequence[int]) -> dict[int, tuple[Article, Notes]]:
    """Articles with their notes, by numbers of intake."""
    found: dict[int, tuple[Article, Notes]] = {}
    c = s.article.c
    rows = connection.execute(
        select(c.intake, c.id, c.record, s.note.c.record)
        .join(s.note, s.note.c.intake == c.intake, isouter=True)
        .where(c.intake.in_(intakes))
    )
    for intake, name, record, noted in rows:
        for _, article in readable(article_of, [(name, record)]):
            notes = readable_or(notes_of, name, noted, Notes()) if noted else Notes()
            found[intake] = article, notes
    return found
