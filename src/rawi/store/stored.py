"""What is stored already of what comes in, asked once a batch."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select

from rawi.model import Article
from rawi.store import removal
from rawi.store import schema as s
from rawi.store.reading import articles, chunks, last_capture, last_intake

LATEST = 2
"""So many reports besides the first at one address are looked at for an earlier edition."""


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
    addresses: dict[str, tuple[str, ...]] = {}
    """Canonical address -> ids of the first and the last articles taken in under it."""
    texts: dict[str, Article] = {}
    """Articles that something else came in for, by id, as they stand."""
    barred: frozenset[str] = frozenset()
    """Addresses that were taken down."""
    refused: frozenset[bytes] = frozenset()
    """Digests of captures that are stored although they gave no article."""
    last_intake: int = 0
    last_capture: int = 0


class Coming(msgspec.Struct, frozen=True, kw_only=True):
    """What a batch brings: all that the store is asked for."""

    ids: frozenset[str]
    addresses: frozenset[str]
    fingerprints: frozenset[bytes]
    hopeless: frozenset[bytes]
    """Digests of captures that gave no article."""


def stored(connection: Connection, coming: Coming) -> Stored:
    """What is stored of what comes in."""
    there = _at_addresses(connection, coming.addresses)
    known = _known(connection, coming.ids.union(*there.values()))
    other = [name for name, one in known.items() if one.fingerprint not in coming.fingerprints]
    return Stored(
        known=known,
        addresses=there,
        texts={article.id: article for article in articles(connection, other)},
        barred=removal.forbidden(connection, coming.addresses),
        refused=_refused(connection, coming.hopeless),
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


def _at_addresses(connection: Connection, addresses: Iterable[str]) -> dict[str, tuple[str, ...]]:
    c = s.article.c
    found: dict[str, list[str]] = {}
    for some in chunks(addresses):
        rows = connection.execute(
            select(c.address, c.id).where(c.address.in_(some)).order_by(c.intake)
        )
        for address, name in rows:
            found.setdefault(address, []).append(name)
    return {address: (*names[:1], *names[1:][-LATEST:]) for address, names in found.items()}


def _refused(connection: Connection, digests: Iterable[bytes]) -> frozenset[bytes]:
    c = s.capture.c
    found: set[bytes] = set()
    for some in chunks(digests):
        rows = connection.execute(select(c.digest).where(c.digest.in_(some), c.articles == 0))
        found.update(rows.scalars())
    return frozenset(found)
