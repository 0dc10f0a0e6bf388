"""Taking articles out for good: by address, by age, by size.

What is taken down by address stays out: collecting it again and rebuilding are
both refused while its address stands in ``takedown``. What is only removed for
its age may come in again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from sqlalchemy import Connection, delete, or_, select

from rawi.store import kept_captures, sayings, story_rows
from rawi.store import schema as s
from rawi.store.engines.dialects import keeping_first, keeping_last
from rawi.store.reading import chunks


def forbid(connection: Connection, address: str, at: str) -> None:
    """Never take in an article of that canonical address again."""
    connection.execute(keeping_first(connection, s.takedown).values(address=address, at=at))


def forbidden(connection: Connection, addresses: Iterable[str]) -> frozenset[str]:
    """Those of the canonical addresses that were taken down."""
    c = s.takedown.c
    found: set[str] = set()
    for some in chunks(addresses):
        found.update(connection.execute(select(c.address).where(c.address.in_(some))).scalars())
    return frozenset(found)


def at_address(connection: Connection, address: str) -> list[str]:
    """Ids of the articles at a canonical address."""
    found = (
        select(s.article.c.id).where(s.article.c.address == address).order_by(s.article.c.intake)
    )
    return list(connection.execute(found).scalars())


def before(connection: Connection, moment: float, keep: frozenset[str], limit: int) -> list[str]:
    """Ids of at most ``limit`` articles from before a moment, oldest first, not those to keep."""
    c = s.article.c
    rows = connection.execute(select(c.id).where(c.time < moment).order_by(c.time, c.intake))
    return list(islice((name for (name,) in rows if name not in keep), limit))


def remove(connection: Connection, ids: Sequence[str], sequence: int) -> None:
    """Delete articles with all that hangs on them, and captures that held nothing else."""
    for some in chunks(ids):
        c = s.article.c
        rows = connection.execute(select(c.intake, c.story, c.capture).where(c.id.in_(some))).all()
        intakes = [r.intake for r in rows]
        captures = {r.capture for r in rows} | _captures_of_versions(connection, intakes)
        for table in (s.article, s.version, s.note, s.sketch, s.keyword, s.statement, s.mention):
            connection.execute(delete(table).where(table.c.intake.in_(intakes)))
        sayings.forget(connection, intakes)
        links = or_(s.copy.c.article_id.in_(some), s.copy.c.older_id.in_(some))
        connection.execute(delete(s.copy).where(links))
        _drop_captures(connection, captures)
        story_rows.refresh(connection, {r.story for r in rows})
        connection.execute(
            keeping_last(connection, s.removal),
            [{"article_id": name, "sequence": sequence} for name in some],
        )


def _captures_of_versions(connection: Connection, intakes: list[int]) -> set[int]:
    found = select(s.version.c.capture).where(s.version.c.intake.in_(intakes))
    return set(connection.execute(found).scalars())


def _drop_captures(connection: Connection, captures: set[int]) -> None:
    """Delete those captures that no article and no version comes from any more."""
    for number in captures:
        left = select(s.article.c.intake).where(s.article.c.capture == number)
        older = select(s.version.c.intake).where(s.version.c.capture == number)
        if connection.execute(left.union_all(older).limit(1)).first() is None:
            connection.execute(delete(s.rejection).where(s.rejection.c.capture == number))
            kept_captures.drop(connection, number)


def removed_since(connection: Connection, sequence: int) -> list[str]:
    """Ids that batches after ``sequence`` removed and that did not come back."""
    back = select(s.article.c.id).where(s.article.c.id == s.removal.c.article_id).exists()
    found = select(s.removal.c.article_id).where(s.removal.c.sequence > sequence, ~back)
    return list(connection.execute(found).scalars())
