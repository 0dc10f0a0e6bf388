"""Affairs: which stories belong to one, as told and as asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, or_, select, update

from rawi.errors import NotFoundError
from rawi.model import Affair
from rawi.relate.affairs import TELLING, Matter
from rawi.store import schema as s
from rawi.store.codec import UnreadableError, readable, sketch_of
from rawi.store.reading import chunks
from rawi.store.story_rows import briefs, now

_NEAR = (
    select(s.story.c.id)
    .where((s.story.c.affair == bindparam("affair")) | (s.story.c.id == bindparam("affair")))
    .order_by(func.abs(s.story.c.updated - bindparam("at")), s.story.c.id)
    .limit(bindparam("most"))
)
MOST = 300
"""Stories of an affair that are shown, the latest."""


def affair(connection: Connection, affair_id: str) -> Affair:
    """An affair by its id, or by that of any of its stories. Raises ``NotFoundError``."""
    name = now(connection, affair_id)
    found = connection.execute(select(s.story.c.affair).where(s.story.c.id == name)).first()
    if found is None:
        raise NotFoundError(f"no affair {affair_id!r}")
    own = found.affair or name
    c = s.story.c
    rows = connection.execute(
        select(s.story)
        .where((c.affair == own) | (c.id == name))
        .order_by(c.updated.desc(), c.id.desc())
        .limit(MOST)
    ).all()
    stories = tuple(briefs(rows))
    if not stories:
        raise UnreadableError(f"no story of the affair {affair_id!r} can be read")
    latest, first = stories[0], stories[-1]
    return Affair(
        id=own,
        headline=latest.headline,
        stories=stories,
        begun=first.first.published or first.first.collected,
        updated=latest.updated,
        articles=sum(story.articles for story in stories),
    )


def latest(connection: Connection, affair_id: str, most: int) -> list[str]:
    """Ids of the stories placed in an affair, those last reported on first."""
    c = s.story.c
    own = select(c.id).where(c.affair == affair_id).order_by(c.updated.desc(), c.id.desc())
    return list(connection.execute(own.limit(most)).scalars())


def near(connection: Connection, affair_id: str, at: float, most: int) -> list[str]:
    """Ids of the affair's stories, those last reported on nearest to a time first."""
    asked = {"affair": affair_id, "at": at, "most": most}
    return list(connection.execute(_NEAR, asked).scalars().all())


class Told(NamedTuple):
    """A story as the table has it."""

    story: str
    begun: float
    updated: float
    affair: str | None
    """None until it is told."""


def begun_from(connection: Connection, at: float) -> float | None:
    """When the first story began that began at a time or later; None where none did."""
    c = s.story.c
    return connection.execute(select(func.min(c.begun)).where(c.begun >= at)).scalar()


def told(connection: Connection, stories: Iterable[str]) -> Iterator[Told]:
    """Those of the stories that there are."""
    c = s.story.c
    for some in chunks(stories):
        asked = select(c.id, c.begun, c.updated, c.affair).where(c.id.in_(some))
        yield from (Told(*row) for row in connection.execute(asked))


def touched(connection: Connection, sequence: int, intake: int) -> dict[str, bool]:
    """Stories that articles came into, or changed in, after that; whether one is an edition."""
    c = s.article.c
    later = or_(c.intake > intake, (c.sequence > sequence) & (c.edition > 1))
    asked = select(c.story, func.max(c.edition)).where(later).group_by(c.story)
    return {story: edition > 1 for story, edition in connection.execute(asked)}


def matters(
    connection: Connection, since: float, settled: float, until: float
) -> tuple[list[Matter], dict[str, Told]]:
    """Stories begun before ``until`` and reported on from ``since`` on; the affair of those begun
    before ``settled`` stands, and what the table has of all others."""
    c, a = s.story.c, s.article.c
    asked = (c.updated >= since) & (c.begun < until)
    order = select(c.id, c.begun, c.updated, c.affair).where(asked).order_by(c.begun, c.id)
    rows = [Told(*row) for row in connection.execute(order)]
    openings = (
        select(a.story, s.sketch.c.record)
        .join(s.sketch, s.sketch.c.intake == a.intake)
        .join(s.story, c.id == a.story)
        .where(asked)
        .order_by(a.time, a.intake)
    )
    sketches: dict[str, list[bytes]] = {row.story: [] for row in rows}
    for story, record in connection.execute(openings):
        if len(sketches[story]) < TELLING:
            sketches[story].append(record)
    found = [
        Matter(
            row.story,
            row.begun,
            row.updated,
            tuple(x for _, x in readable(sketch_of, ((row.story, r) for r in sketches[row.story]))),
            (row.affair or row.story) if row.begun < settled else None,
        )
        for row in rows
    ]
    return found, {row.story: row for row in rows if row.begun >= settled}


def place(connection: Connection, affairs: Mapping[str, str]) -> None:
    """Say which affair stories belong to."""
    rows = [{"name": story, "into": name} for story, name in affairs.items()]
    if rows:
        change = update(s.story).where(s.story.c.id == bindparam("name"))
        connection.execute(change.values(affair=bindparam("into")), rows)
