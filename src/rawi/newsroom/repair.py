"""Deriving again what ``check`` found wrong. The caller holds the writer's lock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, select, update

from rawi.annotation import annotate
from rawi.model import Article, Rejection
from rawi.newsroom.rebuild import article_again
from rawi.relate import sketch, statements
from rawi.relate.copies import CopyRules, compared
from rawi.relate.passages import words
from rawi.store import mentions, reading, sayings, story_rows, writing
from rawi.store import schema as s
from rawi.store.codec import (
    UnreadableError,
    article_of,
    encoded,
    readable_or,
    similar_of,
    sketch_of,
    sketched,
)
from rawi.store.engines import dialects
from rawi.store.filing import filing, keyword_rows, statement_rows
from rawi.store.mentions import Named
from rawi.store.sayings import Telling

Ids = tuple[str, str]


def mend(connection: Connection, keys: dict[str, list[Any]]) -> None:
    """Derive rows again, by kind of finding and key."""
    for kind, work in _WORK.items():
        if found := keys.get(kind):
            work(connection, found)


def drop(files: Iterable[Path]) -> None:
    """Remove copies that were cut off."""
    for file in files:
        file.unlink(missing_ok=True)


def _indexes(connection: Connection, _: list[Any]) -> None:
    dialects.make_indexes_anew(connection)


def _articles(connection: Connection, intakes: list[int]) -> None:
    """Rows of articles and all that hangs on each, from the article or else from its capture."""
    stories: set[str] = set()
    for intake in dict.fromkeys(intakes):
        row = connection.execute(select(s.article).where(s.article.c.intake == intake)).one()
        if article := _article(connection, row):
            _replace(connection, row, article)
            stories.add(row.story)
    story_rows.refresh(connection, stories)


def _article(connection: Connection, row: Row[Any]) -> Article | None:
    try:
        return msgspec.structs.replace(article_of(row.record), id=row.id)
    except UnreadableError:
        return article_again(connection, row.capture, row.id, row.address)


def _replace(connection: Connection, row: Row[Any], article: Article) -> None:
    intake, notes = row.intake, annotate(article)
    said = statements.sayings(article, notes)
    made = filing(article, notes, sketch(article, notes), said)
    columns = writing.article_row(article, made.article) | {"fingerprint": made.fingerprint}
    connection.execute(update(s.article).where(s.article.c.intake == intake).values(columns))
    kept = select(s.note.c.similar).where(s.note.c.intake == intake)
    none: tuple[str, ...] = ()
    similar = readable_or(similar_of, row.id, connection.execute(kept).scalar() or b"[]", none)
    old = select(s.sketch.c.record).where(s.sketch.c.intake == intake)
    drawn = connection.execute(old).scalar()
    for table in (s.note, s.keyword, s.statement, s.mention, s.sketch):
        connection.execute(delete(table).where(table.c.intake == intake))
    sayings.forget(connection, [intake])
    sayings.add(connection, [Telling(intake, row.time, made.sayings, True)])
    mentions.add(connection, [Named(intake, row.time, made.namings, made.surnames)])
    dialects.add_rows(
        connection,
        s.note,
        [{"intake": intake, "record": made.notes, "similar": encoded(similar)}],
    )
    dialects.add_rows(connection, s.keyword, keyword_rows(made.keywords, row.time, intake))
    dialects.add_rows(connection, s.statement, statement_rows(made.statements, row.time, intake))
    record = _sketch(connection, row, drawn, made.sketch)
    dialects.add_rows(connection, s.sketch, [{"intake": intake, "record": record}])


def _sketch(connection: Connection, row: Row[Any], drawn: bytes | None, again: bytes) -> bytes:
    """The sketch as it is, else of the first edition that can be read: it never changes."""
    try:
        sketch_of(drawn or b"")
    except UnreadableError:
        older = reading.versions(connection, row.id)
        return sketched(sketch(older[0], annotate(older[0]))) if older else again
    return drawn or b""


def _versions(connection: Connection, keys: list[tuple[int, int]]) -> None:
    v = s.version.c
    for intake, edition in keys:
        this = (v.intake == intake) & (v.edition == edition)
        capture = connection.execute(select(v.capture).where(this)).scalar_one()
        a = s.article.c
        row = connection.execute(select(a.id, a.address).where(a.intake == intake)).one()
        if again := article_again(connection, capture, row.id, row.address):
            connection.execute(update(s.version).where(this).values(record=encoded(again)))


def _links(connection: Connection, keys: list[Ids]) -> None:
    for ids in keys:
        texts = {a.id: words(a.text) for a in reading.articles(connection, ids)}
        both = len(texts) == len(ids)
        found = compared(ids, texts[ids[0]], texts[ids[1]], CopyRules()) if both else None
        writing.set_link(connection, ids, found)
    touched = {name for ids in keys for name in ids}
    story_rows.refresh(connection, set(reading.stories_of(connection, list(touched)).values()))


def _stories(connection: Connection, names: list[str]) -> None:
    story_rows.refresh(connection, set(names))


def _strays(connection: Connection, keys: list[Any]) -> None:
    for table, intake in keys:
        connection.execute(delete(table).where(table.c.intake == intake))


def _memories(connection: Connection, outlets: list[str]) -> None:
    """What collecting remembers of an outlet: it visits it as a new one."""
    c = s.outlet_state.c
    connection.execute(delete(s.outlet_state).where(c.outlet.in_(outlets)))


def _refusals(connection: Connection, numbers: list[int]) -> None:
    """That something was refused stays, and that it is no longer known what."""
    told = Rejection(kind="unreadable", reason="what was refused, and why, can no longer be read")
    c = s.rejection.c
    change = update(s.rejection).where(c.id.in_(numbers))
    connection.execute(change.values(record=encoded(told)))


_WORK: dict[str, Callable[[Connection, list[Any]], None]] = {
    "file": _indexes,
    "article": _articles,
    "version": _versions,
    "copy": _links,
    "stray": _strays,
    "story": _stories,
    "memory": _memories,
    "refusal": _refusals,
}
"""Kinds in the order in which they are mended: stories last, for they tell of the others."""
