"""Affairs: which stories belong to one, as told and as asked for."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, func, select, update

from rawi.errors import NotFoundError
from rawi.model import Affair
from rawi.relate.affairs import TELLING, Matter
from rawi.store import schema as s
from rawi.store.codec import UnreadableError, readable, sketch_of
from rawi.store.story_rows import briefs, now

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
    c = s.story.c
    own = select(c.id).where((c.affair == affair_id) | (c.id == affair_id))
    nearest = own.order_by(func.abs(c.updated - at), c.id).limit(most)
    return list(connection.execute(nearest).scalars())


def matters(connection: Connection, since: float, settled: float) -> list[Matter]:
    """Stories reported on from a time on; the affair of those begun before ``settled`` stands."""
    c, a = s.story.c, s.article.c
    rows = connection.execute(
        select(c.id, c.begun, c.updated, c.affair).where(c.updated >= since).order_by(c.begun, c.id)
    ).all()
    told = (
        select(a.story, s.sketch.c.record)
        .join(s.sketch, s.sketch.c.intake == a.intake)
        .join(s.story, c.id == a.story)
        .where(c.updated >= since)
        .order_by(a.time, a.intake)
    )
    sketches: dict[str, list[bytes]] = {row.id: [] for row in rows}
    for story, record in connection.execute(told):
        if len(sketches[story]) < TELLING:
            sketches[story].append(record)
    return [
        Matter(
            row.id,
            row.begun,
            row.updated,
            tuple(x for _, x in readable(sketch_of, ((row.id, r) for r in sketches[row.id]))),
            (row.affair or row.id) if row.begun < settled else None,
        )
        for row in rows
    ]


def place(connection: Connection, affairs: Mapping[str, str]) -> None:
    """Say which affair stories belong to."""
    rows = [{"name": story, "into": name} for story, name in affairs.items()]
    if rows:
        change = update(s.story).where(s.story.c.id == bindparam("name"))
        connection.execute(change.values(affair=bindparam("into")), rows)
