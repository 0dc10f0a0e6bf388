"""What is asked of the store: articles, what hangs on them, what the window needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    bindparam,
    func,
    or_,
    select,
    tuple_,
)

from rawi.collect.catalogue import named_outlet
from rawi.errors import NotFoundError
from rawi.model import Article, CopyLink, Headline, Notes, Outlet, Rejection
from rawi.relate import Placed, Sketch
from rawi.store import schema as s
from rawi.store.codec import (
    article_of,
    copy_of,
    headline_of,
    notes_of,
    outlet_of,
    readable,
    rejection_of,
    sketch_of,
)
from rawi.store.engines.dialects import block_of, values_of
from rawi.store.paged import Paged, cursor, place

T = TypeVar("T")
_IN = 500
"""Values in one ``IN``."""


NAMED: BindParameter[list[str]] = bindparam("ids", expanding=True)
"""The ids of a statement that is made once: making it takes longer than what it asks."""
_RECORDS = select(s.article.c.id, s.article.c.record).where(s.article.c.id.in_(NAMED))
_STORIES = select(s.article.c.id, s.article.c.story).where(s.article.c.id.in_(NAMED))
_COPIES = select(s.copy.c.intake, s.copy.c.record).where(
    or_(s.copy.c.article_id.in_(NAMED), s.copy.c.older_id.in_(NAMED))
)


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    listed = list(values)
    for start in range(0, len(listed), _IN):
        yield listed[start : start + _IN]


def article(connection: Connection, article_id: str) -> Article:
    """Raises ``NotFoundError``."""
    found = connection.execute(
        select(s.article.c.record).where(s.article.c.id == article_id)
    ).scalar()
    if found is None:
        raise NotFoundError(f"no article {article_id!r}")
    return article_of(found)


def articles(connection: Connection, ids: Sequence[str]) -> tuple[Article, ...]:
    """In the order of ``ids``; those not stored, or not readable, are left out."""
    found: dict[str, Article] = {}
    for some in chunks(ids):
        found |= readable(article_of, connection.execute(_RECORDS, {"ids": some}))
    return tuple(found[name] for name in ids if name in found)


def all_articles(connection: Connection) -> Iterator[Article]:
    """Every article that can be read, in order of intake, a few at a time."""
    c = s.article.c
    rows = connection.execute(
        select(c.id, c.record).order_by(c.intake).execution_options(yield_per=500)
    )
    for _, found in readable(article_of, rows):
        yield found


def notes(connection: Connection, article_id: str) -> Notes:
    """Raises ``NotFoundError``."""
    return notes_of(_noted(connection, article_id, s.note.c.record))


def notes_among(connection: Connection, ids: Iterable[str]) -> dict[str, Notes]:
    """By article; those that cannot be read are left out."""
    both = select(s.article.c.id, s.note.c.record).join(
        s.note, s.note.c.intake == s.article.c.intake
    )
    rows = (
        (row.id, row.record)
        for some in chunks(ids)
        for row in connection.execute(both.where(s.article.c.id.in_(some)))
    )
    return dict(readable(notes_of, rows))


def _noted(connection: Connection, article_id: str, column: object) -> bytes:
    wanted = (
        select(column)  # type: ignore[call-overload]
        .join(s.article, s.article.c.intake == s.note.c.intake)
        .where(s.article.c.id == article_id)
    )
    found = connection.execute(wanted).scalar()
    if found is None:
        raise NotFoundError(f"no article {article_id!r}")
    return bytes(found)


def versions(connection: Connection, article_id: str) -> tuple[Article, ...]:
    """Earlier editions, oldest first. Raises ``NotFoundError``."""
    intake = connection.execute(
        select(s.article.c.intake).where(s.article.c.id == article_id)
    ).scalar()
    if intake is None:
        raise NotFoundError(f"no article {article_id!r}")
    c = s.version.c
    rows = connection.execute(
        select(c.edition, c.record).where(c.intake == intake).order_by(c.edition)
    )
    named = ((f"edition {edition} of {article_id}", record) for edition, record in rows)
    return tuple(found for _, found in readable(article_of, named))


def copies(connection: Connection, ids: Sequence[str]) -> tuple[CopyLink, ...]:
    """Links that any of the articles stands on, either side, in order of intake."""
    found: dict[tuple[int, str, str], CopyLink] = {}
    for some in chunks(ids):
        rows = connection.execute(_COPIES, {"ids": some}).all()
        for intake, link in readable(copy_of, rows):
            found[intake, link.article_id, link.older_id] = link
    return tuple(found[key] for key in sorted(found))


def about(connection: Connection, key: str, limit: int, after: str | None) -> Paged[Article]:
    """Articles with a keyword, by its ``keyword_key``, the latest first."""
    k = s.keyword.c
    a = s.article.c
    wanted = select(k.time, k.intake, a.id, a.record).where(k.key == key)
    if after is not None:
        wanted = wanted.where(
            tuple_(k.time, k.intake)
            < values_of((k.time, k.intake), place(after, tuple[float, int]))
        )
    wanted = wanted.join(s.article, a.intake == k.intake)
    rows = connection.execute(
        wanted.order_by(k.time.desc(), k.intake.desc()).limit(limit + 1)
    ).all()
    on = cursor(rows[limit - 1].time, rows[limit - 1].intake) if len(rows) > limit else None
    named = ((row.id, row.record) for row in rows[:limit])
    return Paged((found for _, found in readable(article_of, named)), on)


def values(connection: Connection, column: ColumnElement[str | None]) -> list[str]:
    """What stands in a column that an index begins with, each once, in order.

    By steps from one value to the next: as many as there are values, not rows. Over a million
    articles DISTINCT took PostgreSQL 400 ms.
    """
    steps = select(func.min(column).label("value")).cte("steps", recursive=True)
    later = select(func.min(column)).where(column > steps.c.value).scalar_subquery()
    steps = steps.union_all(select(later).where(steps.c.value.is_not(None)))
    found = select(steps.c.value).where(steps.c.value.is_not(None)).order_by(steps.c.value)
    return list(connection.execute(found).scalars())


def outlets(connection: Connection) -> tuple[Outlet, ...]:
    """Those that were added, and those that only articles name."""
    rows = connection.execute(select(s.outlet.c.id, s.outlet.c.record))
    added = [outlet for _, outlet in readable(outlet_of, rows)]
    known = {o.id for o in added}
    named = values(connection, s.article.c.outlet)
    more = [named_outlet(name) for name in named if name not in known]
    return tuple(sorted(added + more, key=lambda o: o.id))


def outlet_names(connection: Connection, query: str) -> dict[str, str]:
    """Of outlets by id, where a query may name one: only then are they read."""
    return {o.id: o.name for o in outlets(connection)} if ":" in query else {}


def outlets_of(connection: Connection, country: str) -> tuple[str, ...]:
    """Ids of the outlets of a country."""
    return tuple(o.id for o in outlets(connection) if o.country == country)


def rejections(connection: Connection, limit: int, after: str | None) -> Paged[Rejection]:
    """What was refused, the last first."""
    c = s.rejection.c
    wanted = select(c.sequence, c.id, c.record).order_by(c.sequence.desc(), c.id.desc())
    if after is not None:
        wanted = wanted.where(
            tuple_(c.sequence, c.id) < values_of((c.sequence, c.id), place(after, tuple[int, int]))
        )
    rows = connection.execute(wanted.limit(limit + 1)).all()
    on = cursor(*rows[limit - 1][:2]) if len(rows) > limit else None
    named = ((f"refusal {row.id}", row.record) for row in rows[:limit])
    return Paged((found for _, found in readable(rejection_of, named)), on)


def count(connection: Connection) -> int:
    """How many articles there are."""
    return connection.execute(select(func.count()).select_from(s.article)).scalar_one()


def count_captures(connection: Connection) -> int:
    """How many captures there are."""
    return connection.execute(select(func.count()).select_from(s.capture)).scalar_one()


def position(connection: Connection, key: str) -> int:
    """How far an import of that file came; 0 also for one that was finished."""
    c = s.progress.c
    found = connection.execute(select(c.position).where(c.key == key, c.done == 0)).scalar()
    return found or 0


_LAST_SEQUENCE, _LAST_INTAKE, _LAST_CAPTURE = (
    select(func.max(column)) for column in (s.batch.c.sequence, s.article.c.intake, s.capture.c.id)
)


def last_sequence(connection: Connection) -> int:
    return connection.execute(_LAST_SEQUENCE).scalar() or 0


def mark_of(connection: Connection, sequence: int) -> str:
    """The mark of a batch; empty where there is no such batch."""
    c = s.batch.c
    return connection.execute(select(c.mark).where(c.sequence == sequence)).scalar() or ""


def stored_after(connection: Connection, sequence: int) -> str | None:
    """When the first batch after that one was stored; None where there is none."""
    c = s.batch.c
    asked = select(c.at).where(c.sequence > sequence).order_by(c.sequence).limit(1)
    return connection.execute(asked).scalar()


def stored_at(connection: Connection) -> str:
    """When the last batch was stored; empty where there is none."""
    at = select(s.batch.c.at).order_by(s.batch.c.sequence.desc()).limit(1)
    return connection.execute(at).scalar() or ""


def last_intake(connection: Connection) -> int:
    return connection.execute(_LAST_INTAKE).scalar() or 0


def last_capture(connection: Connection) -> int:
    return connection.execute(_LAST_CAPTURE).scalar() or 0


def last_reconciliation(connection: Connection) -> tuple[int, int]:
    """Batch and number of intake up to which stories were told anew; zeros for never."""
    c = s.reconciliation.c
    row = connection.execute(
        select(c.sequence, c.intake).order_by(c.sequence.desc()).limit(1)
    ).first()
    return (row.sequence, row.intake) if row else (0, 0)


def touched_since(
    connection: Connection, sequence: int, intake: int, seconds: float
) -> dict[int, int]:
    """Blocks of so many seconds in which articles were added or changed since, with how many."""
    c = s.article.c
    block = block_of(s.article.c.time, seconds)
    since = or_(c.intake > intake, (c.sequence > sequence) & (c.edition > 1))
    rows = connection.execute(select(block, func.count()).where(since).group_by(block))
    return {row[0]: row[1] for row in rows}


def count_in(connection: Connection, block: int, seconds: float) -> int:
    """How many articles a block of so many seconds holds."""
    span = s.article.c.time.between(block * seconds, (block + 1) * seconds)
    return connection.execute(select(func.count()).where(span)).scalar_one()


def blocks_from(connection: Connection, first: int, seconds: float) -> list[int]:
    """The blocks of so many seconds, from one on, that hold articles, ascending."""
    block = block_of(s.article.c.time, seconds)
    since = s.article.c.time >= first * seconds
    return list(connection.execute(select(block).where(since).distinct().order_by(block)).scalars())


def members_of(connection: Connection, story: str) -> list[tuple[int, str]]:
    """Number of intake and id of every article of a story."""
    c = s.article.c
    rows = connection.execute(select(c.intake, c.id).where(c.story == story).order_by(c.intake))
    return [(intake, name) for intake, name in rows]


def standing(
    connection: Connection, block: int, seconds: float
) -> Iterator[tuple[int, str, float, Sketch]]:
    """The articles of a block of so many seconds: intake, story, time, sketch."""
    c = s.article.c
    rows = connection.execute(
        select(c.intake, c.story, c.time, s.sketch.c.record)
        .join(s.sketch, s.sketch.c.intake == c.intake)
        .where(c.time >= block * seconds, c.time < (block + 1) * seconds)
        .order_by(c.intake)
    )
    named = ((row[:3], row.record) for row in rows)
    for (intake, story, time), sketch in readable(sketch_of, named):
        yield intake, story, time, sketch


def stories_since(connection: Connection, intake: int) -> list[tuple[str, str]]:
    """Each article from that number of intake on, with its story."""
    c = s.article.c
    rows = connection.execute(select(c.id, c.story).where(c.intake >= intake).order_by(c.intake))
    return [(name, story) for name, story in rows]


def stories_of(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The id of the story that each article belongs to."""
    found: dict[str, str] = {}
    for some in chunks(ids):
        rows = connection.execute(_STORIES, {"ids": some})
        found |= dict(rows.all())
    return found


def standing_of(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[float, str]]:
    """When each article was reported, and the story that it belongs to."""
    c = s.article.c
    found: dict[str, tuple[float, str]] = {}
    for some in chunks(ids):
        rows = connection.execute(select(c.id, c.time, c.story).where(c.id.in_(some)))
        found |= {row.id: (row.time, row.story) for row in rows}
    return found


def placed(connection: Connection, first: int, last: int) -> Iterator[Placed]:
    """What the window holds of the articles numbered ``first`` to ``last`` by intake."""
    links: dict[int, list[CopyLink]] = {}
    span = s.copy.c.intake.between(first, last)
    linked = connection.execute(
        select(s.copy.c.intake, s.copy.c.record)
        .where(span)
        .order_by(s.copy.c.intake, s.copy.c.article_id, s.copy.c.older_id)
    )
    for intake, link in readable(copy_of, linked):
        links.setdefault(intake, []).append(link)
    rows = connection.execute(
        select(s.article.c.intake, s.article.c.story, s.sketch.c.record)
        .join(s.sketch, s.sketch.c.intake == s.article.c.intake)
        .where(s.article.c.intake.between(first, last))
        .order_by(s.article.c.intake)
        .execution_options(yield_per=2000)
    )
    named = (((intake, story), record) for intake, story, record in rows)
    for (intake, story), sketch in readable(sketch_of, named):
        yield Placed(sketch=sketch, story_id=story, copies=tuple(links.get(intake, ())))


def named_by_address(connection: Connection) -> Iterator[tuple[int, str, Headline]]:
    """Articles and editions whose ids were made of addresses: capture, id, the record in brief."""
    a, v = s.article.c, s.version.c
    older = select(v.capture, a.id, v.record).join(s.article, a.intake == v.intake)
    both = older.where(a.id.like("u%")).union_all(
        select(a.capture, a.id, a.record).where(a.id.like("u%"))
    )
    rows = connection.execute(both.execution_options(yield_per=500))
    named = (((capture, name), record) for capture, name, record in rows)
    for (capture, name), found in readable(headline_of, named):
        yield capture, name, found


def made_of(connection: Connection, number: int) -> list[Article]:
    """The articles and editions that came of a capture, those that can be read."""
    a, v = s.article.c, s.version.c
    older = select(a.id, v.edition, v.record).join(s.article, a.intake == v.intake)
    asked = older.where(v.capture == number).union_all(
        select(a.id, a.edition, a.record).where(a.capture == number)
    )
    named = (
        (name, record) for name, _, record in connection.execute(asked.order_by("edition", "id"))
    )
    return [found for _, found in readable(article_of, named)]
