"""What is stored already of what comes in, asked once a batch."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select

from rawi.store import removal
from rawi.store import schema as s
from rawi.store.reading import chunks, last_capture, last_intake


class Known(msgspec.Struct, frozen=True):
    """What decides about an article of the same id or address."""

    intake: int
    id: str
    edition: int
    fingerprint: bytes
    outlet: str | None


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """What the store holds of the articles, addresses and captures of a batch."""

    known: dict[str, Known] = {}
    """Article id -> the article."""
    addresses: dict[str, str] = {}
    """Canonical address -> id of the first article taken in under it."""
    barred: frozenset[str] = frozenset()
    """Addresses that were taken down."""
    refused: frozenset[bytes] = frozenset()
    """Digests of captures that are stored although they gave no article."""
    last_intake: int = 0
    last_capture: int = 0


def stored(
    connection: Connection, ids: set[str], addresses: set[str], hopeless: set[bytes]
) -> Stored:
    """What is stored of articles by id and address, and of captures that give none."""
    there = _at_addresses(connection, addresses)
    return Stored(
        known=_known(connection, ids.union(there.values())),
        addresses=there,
        barred=removal.forbidden(connection, addresses),
        refused=_refused(connection, hopeless),
        last_intake=last_intake(connection),
        last_capture=last_capture(connection),
    )


def _known(connection: Connection, ids: Iterable[str]) -> dict[str, Known]:
    c = s.article.c
    asked = select(c.intake, c.id, c.edition, c.fingerprint, c.outlet)
    found: dict[str, Known] = {}
    for some in chunks(ids):
        rows = connection.execute(asked.where(c.id.in_(some)))
        found |= {row.id: Known(*row) for row in rows}
    return found


def _at_addresses(connection: Connection, addresses: Iterable[str]) -> dict[str, str]:
    c = s.article.c
    found: dict[str, str] = {}
    for some in chunks(addresses):
        rows = connection.execute(
            select(c.address, c.id).where(c.address.in_(some)).order_by(c.intake.desc())
        )
        found |= {row.address: row.id for row in rows}
    return found


def _refused(connection: Connection, digests: Iterable[bytes]) -> frozenset[bytes]:
    c = s.capture.c
    found: set[bytes] = set()
    for some in chunks(digests):
        rows = connection.execute(select(c.digest).where(c.digest.in_(some), c.articles == 0))
        found.update(rows.scalars())
    return frozenset(found)
