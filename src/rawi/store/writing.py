"""Rows in: what one batch adds, changes and moves. The caller holds the transaction."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from rawi.model import Article, Capture, CopyLink, Rejection
from rawi.store import schema as s
from rawi.store.codec import encoded
from rawi.store.engines.dialects import add_rows
from rawi.store.reading import chunks, last_sequence, standing_of, stories_of


def begin_batch(connection: Connection, at: str) -> int:
    """The number of a new batch, begun at that time (ISO 8601)."""
    sequence = last_sequence(connection) + 1
    row = {"sequence": sequence, "at": at, "mark": secrets.token_hex(8)}
    connection.execute(insert(s.batch).values(row))
    return sequence


def begin_life(connection: Connection, sequence: int) -> None:
    """Another mark for a batch: what follows the store must begin anew."""
    mark = update(s.batch).where(s.batch.c.sequence == sequence)
    connection.execute(mark.values(mark=secrets.token_hex(8)))


class Standing(msgspec.Struct):
    """The articles that stand on a capture, as long as nothing newer came of them."""

    given: int
    """How many articles it gave."""
    ids: set[str]
    addresses: set[str | None]


def captured(connection: Connection, digests: Sequence[bytes]) -> dict[bytes, Standing]:
    """Those of the captures that are stored and on which all their articles still stand."""
    c, a = s.capture.c, s.article.c
    found: dict[int, tuple[bytes, Standing]] = {}
    for start in range(0, len(digests), 500):
        rows = connection.execute(
            select(c.id, c.digest, c.articles, a.id.label("name"), a.address)
            .join(s.article, a.capture == c.id)
            .where(c.digest.in_(digests[start : start + 500]))
        )
        for row in rows:
            _, standing = found.setdefault(
                row.id, (row.digest, Standing(row.articles, set(), set()))
            )
            standing.ids.add(row.name)
            standing.addresses.add(row.address)
    return {d: standing for d, standing in found.values() if len(standing.ids) == standing.given}


def capture_row(capture: Capture) -> dict[str, Any]:
    """The columns of a capture whose body is packed."""
    return {
        "url": capture.url,
        "outlet": capture.outlet,
        "collected": capture.collected,
        "content_type": capture.content_type,
        "headers": encoded(capture.headers) if capture.headers else None,
        "body": capture.body,
    }


def replace_article(
    connection: Connection,
    row: dict[str, Any],
    notes: bytes,
    keywords: list[dict[str, Any]],
    statements: list[dict[str, Any]],
) -> None:
    """Put a new edition in place of an article; the old one becomes a version."""
    c, intake = s.article.c, row["intake"]
    old = select(c.intake, c.edition, c.capture, c.record).where(c.intake == intake)
    into = ["intake", "edition", "capture", "record"]
    connection.execute(insert(s.version).from_select(into, old))
    connection.execute(update(s.article).where(c.intake == intake).values(row))
    connection.execute(update(s.note).where(s.note.c.intake == intake).values(record=notes))
    connection.execute(delete(s.keyword).where(s.keyword.c.intake == intake))
    add_rows(connection, s.keyword, keywords)
    connection.execute(delete(s.statement).where(s.statement.c.intake == intake))
    add_rows(connection, s.statement, statements)


class Move(NamedTuple):
    """An article that went from one story to another."""

    time: float
    left: str
    joined: str


def tell_anew(
    connection: Connection, sequence: int, intake: int, moves: Sequence[tuple[str, str]]
) -> list[Move]:
    """Put articles into other stories, as a reconciliation says; what went where.

    ``sequence``: its batch; ``intake``: of the last article that it knew of. Where a
    story is no more, a redirect goes to the one that its founder is in now.
    """
    standing = standing_of(connection, dict(moves))
    if moves:
        change = update(s.article).where(s.article.c.id == bindparam("name"))
        rows = [{"name": name, "into": story} for name, story in moves]
        connection.execute(change.values(story=bindparam("into")), rows)
    _redirect(connection, {left for _, left in standing.values()}, intake)
    connection.execute(delete(s.reconciliation).where(s.reconciliation.c.sequence == sequence))
    connection.execute(insert(s.reconciliation).values(sequence=sequence, intake=intake))
    return [Move(*standing[name], story) for name, story in moves if name in standing]


def _redirect(connection: Connection, left: set[str], intake: int) -> None:
    """Remember where the stories went that articles left and that have none any more."""
    held: set[str] = set()
    for some in chunks(left):
        found = select(s.article.c.story).where(s.article.c.story.in_(some)).distinct()
        held.update(connection.execute(found).scalars())
        connection.execute(delete(s.redirect).where(s.redirect.c.story.in_(some)))
    founders = stories_of(connection, left - held)
    rows = [{"story": name, "target": to, "intake": intake} for name, to in founders.items()]
    add_rows(connection, s.redirect, rows)


def reject(
    connection: Connection, sequence: int, found: Iterable[tuple[int | None, Rejection]]
) -> None:
    """Keep what was refused, each with the number of its capture."""
    listed = list(found)
    next_one = 1 + (connection.execute(select(func.max(s.rejection.c.id))).scalar() or 0)
    rows = [
        {"id": next_one + n, "sequence": sequence, "capture": number, "record": encoded(r)}
        for n, (number, r) in enumerate(listed)
    ]
    add_rows(connection, s.rejection, rows)


def set_progress(connection: Connection, sequence: int, places: Iterable[Any]) -> None:
    """Remember how far imports came, in the transaction that stored what they read."""
    for place in places:
        connection.execute(delete(s.progress).where(s.progress.c.key == place.key))
        connection.execute(
            insert(s.progress).values(
                key=place.key,
                name=place.name,
                position=place.position,
                done=int(place.done),
                sequence=sequence,
            )
        )


def set_link(connection: Connection, ids: tuple[str, str], link: CopyLink | None) -> None:
    """Change what is known of a link; None: it no longer holds."""
    c = s.copy.c
    this = (c.article_id == ids[0]) & (c.older_id == ids[1])
    if link is None:
        connection.execute(delete(s.copy).where(this))
    else:
        connection.execute(
            update(s.copy).where(this).values(partial=not link.copied, record=encoded(link))
        )


def article_row(article: Article, record: bytes) -> dict[str, Any]:
    """The columns that come from the article itself, which is encoded in ``record``."""
    return {
        "outlet": article.outlet,
        "section": article.section,
        "language": article.language,
        "record": record,
    }
