"""Rows in: what one batch adds, changes and moves. The caller holds the transaction."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, delete, insert, or_, select, update

from rawi.model import Article, Capture, CopyLink, Rejection
from rawi.store import schema as s
from rawi.store.codec import encoded
from rawi.store.reading import chunks, last_sequence


def begin_batch(connection: Connection, at: str) -> int:
    """The number of a new batch, begun at that time (ISO 8601)."""
    sequence = last_sequence(connection) + 1
    row = {"sequence": sequence, "at": at, "mark": secrets.token_hex(8)}
    connection.execute(insert(s.batch).values(row))
    return sequence


class Known(msgspec.Struct, frozen=True):
    """What the writer must know of a stored article."""

    intake: int
    id: str
    edition: int
    fingerprint: bytes
    outlet: str | None
    story: str


def known(connection: Connection, ids: Iterable[str]) -> dict[str, Known]:
    """Those of the ids that are stored."""
    c = s.article.c
    found: dict[str, Known] = {}
    for some in chunks(ids):
        rows = connection.execute(
            select(c.intake, c.id, c.edition, c.fingerprint, c.outlet, c.story).where(
                c.id.in_(some)
            )
        )
        found |= {row.id: Known(*row) for row in rows}
    return found


def at_addresses(connection: Connection, addresses: Iterable[str]) -> dict[str, str]:
    """Canonical address -> id of the first article taken in under it."""
    c = s.article.c
    found: dict[str, str] = {}
    for some in chunks(addresses):
        rows = connection.execute(
            select(c.address, c.id).where(c.address.in_(some)).order_by(c.intake.desc())
        )
        found |= {row.address: row.id for row in rows}
    return found


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


def refused(connection: Connection, digests: Sequence[bytes]) -> set[bytes]:
    """Those of the captures that are stored although they gave no article."""
    c = s.capture.c
    found: set[bytes] = set()
    for start in range(0, len(digests), 500):
        some = digests[start : start + 500]
        rows = connection.execute(select(c.digest).where(c.digest.in_(some), c.articles == 0))
        found.update(rows.scalars())
    return found


def add_rows(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


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
    connection: Connection, row: dict[str, Any], notes: bytes, keywords: list[dict[str, Any]]
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


def move_story(connection: Connection, story: str, target: str, intake: int) -> None:
    """Two stories are one: the articles of ``story`` go to ``target``."""
    connection.execute(update(s.article).where(s.article.c.story == story).values(story=target))
    connection.execute(update(s.redirect).where(s.redirect.c.target == story).values(target=target))
    connection.execute(delete(s.redirect).where(s.redirect.c.story == story))
    connection.execute(insert(s.redirect).values(story=story, target=target, intake=intake))


def reject(
    connection: Connection, sequence: int, capture: int | None, found: Iterable[Rejection]
) -> None:
    add_rows(
        connection,
        s.rejection,
        [{"sequence": sequence, "capture": capture, "record": encoded(r)} for r in found],
    )


def set_progress(connection: Connection, sequence: int, places: Iterable[Any]) -> None:
    """Remember how far imports came, in the transaction that stored what they read."""
    for place in places:
        connection.execute(delete(s.progress).where(s.progress.c.key == place.key))
        connection.execute(
            insert(s.progress).values(
                key=place.key,
                name=place.name,
                position=place.position,
                done=place.done,
                sequence=sequence,
            )
        )


def links_of(connection: Connection, article_id: str) -> list[tuple[str, str]]:
    c = s.copy.c
    rows = connection.execute(
        select(c.article_id, c.older_id).where(
            or_(c.article_id == article_id, c.older_id == article_id)
        )
    )
    return [(younger, older) for younger, older in rows]


def set_link(connection: Connection, ids: tuple[str, str], link: CopyLink | None) -> None:
    """Change what is known of a link; None: it no longer holds."""
    c = s.copy.c
    this = (c.article_id == ids[0]) & (c.older_id == ids[1])
    if link is None:
        connection.execute(delete(s.copy).where(this))
    else:
        connection.execute(update(s.copy).where(this).values(record=encoded(link)))


def article_row(article: Article) -> dict[str, Any]:
    """The columns that come from the article itself."""
    return {
        "outlet": article.outlet,
        "section": article.section,
        "language": article.language,
        "record": encoded(article),
    }
