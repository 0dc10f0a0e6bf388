"""Stories: their rows kept up to date, and lists of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, exists, select, tuple_

from rawi.annotation.topics import topic_of
from rawi.errors import NotFoundError
from rawi.model import Article, Brief, Filters, Headline, Story
from rawi.relate.headlines import LATEST, leading
from rawi.store import schema as s
from rawi.store.codec import (
    StoryRecord,
    article_of,
    encoded,
    headline_of,
    readable,
    readable_or,
    story_of,
)
from rawi.store.engines.dialects import add_rows, values_of
from rawi.store.paged import Paged, cursor, place
from rawi.store.reading import NAMED, chunks, outlets_of, values

_ROWS = select(s.story).where(s.story.c.id.in_(NAMED))
_IDS = select(s.article.c.story, s.article.c.id).where(s.article.c.story.in_(NAMED))
_WHOLE = (
    select(s.article.c.story, s.article.c.intake, s.article.c.record)
    .where(s.article.c.story.in_(NAMED))
    .order_by(s.article.c.story, s.article.c.time, s.article.c.intake)
)
_HERE = select(s.article.c.story).where(s.article.c.id == bindparam("name"))
_GONE = select(s.redirect.c.target).where(s.redirect.c.story == bindparam("name"))
_OTHERS = 3
"""Reports besides the first that a list may name."""

Member = Row[int, str, float, str, str | None, str | None, str | None]


def refresh(connection: Connection, ids: Iterable[str]) -> None:
    """Make the rows of these stories say what their articles say now."""
    for some in chunks(sorted(ids)):
        affairs = _affairs(connection, some)
        for table, column in ((s.story, s.story.c.id), (s.story_outlet, s.story_outlet.c.story)):
            connection.execute(delete(table).where(column.in_(some)))
        members = reports_of(connection, some)
        copies = copied(connection, [m.id for found in members.values() for m in found])
        leads = {name: _leading(connection, found, copies) for name, found in members.items()}
        named = [m.intake for name, found in members.items() for m in _named(found, leads[name])]
        records = _records(connection, named)
        rows, reported = [], []
        for name, found in members.items():
            row = columns_of(name, found) | {"affair": affairs.get(name)}
            told = [records[m.intake] for m in _named(found, leads[name])]
            row["record"] = _record(told, found, copies)
            rows.append(row)
            outlets = {m.outlet for m in found if m.outlet}
            reported += [
                {"outlet": o, "updated": row["updated"], "story": name} for o in sorted(outlets)
            ]
        if rows:
            add_rows(connection, s.story, rows)
        if reported:
            add_rows(connection, s.story_outlet, reported)


def _affairs(connection: Connection, stories: list[str]) -> dict[str, str]:
    """The affair of each story that has one."""
    c = s.story.c
    return dict(connection.execute(select(c.id, c.affair).where(c.id.in_(stories))).all())


def reports_of(connection: Connection, stories: list[str]) -> dict[str, list[Member]]:
    """Articles of each story, oldest first."""
    c = s.article.c
    rows = connection.execute(
        select(c.intake, c.id, c.time, c.story, c.outlet, c.section, c.language)
        .where(c.story.in_(stories))
        .order_by(c.story, c.time, c.intake)
    )
    found: dict[str, list[Member]] = {}
    for row in rows:
        found.setdefault(row.story, []).append(row)
    return found


def copied(connection: Connection, ids: list[str]) -> set[str]:
    """Those of the articles that are copies of another."""
    held: set[str] = set()
    for some in chunks(ids):
        rows = connection.execute(
            select(s.copy.c.article_id)
            .where(s.copy.c.article_id.in_(some), s.copy.c.partial.is_(False))
            .distinct()
        )
        held.update(name for (name,) in rows)
    return held


def _leading(connection: Connection, found: list[Member], copied: set[str]) -> Member:
    """The report that speaks for a story, of its latest that are no copies."""
    own = [m for m in found if m.id not in copied][-LATEST:] or found[-LATEST:]
    if len(own) == 1:
        return own[0]
    titles = _titles(connection, [m.intake for m in own])
    return own[leading([titles[m.intake] for m in own])]


def _titles(connection: Connection, intakes: list[int]) -> dict[int, str | None]:
    c = s.article.c
    rows = connection.execute(select(c.intake, c.id, c.record).where(c.intake.in_(intakes)))
    return {
        row.intake: readable_or(headline_of, row.id, row.record, Headline(id=row.id)).title
        for row in rows
    }


def _named(found: list[Member], leads: Member) -> list[Member]:
    """Those that a list names: the first, some others, in the last places leading and latest."""
    return [*found[: 1 + _OTHERS], leads, found[-1]]


def _records(connection: Connection, intakes: list[int]) -> dict[int, Article]:
    found: dict[int, Article] = {}
    for some in chunks(intakes):
        c = s.article.c
        rows = connection.execute(select(c.intake, c.id, c.record).where(c.intake.in_(some)))
        found |= {
            row.intake: readable_or(article_of, row.id, row.record, Article(id=row.id))
            for row in rows
        }
    return found


def _most(values: Iterable[str | None]) -> str | None:
    """The commonest value, the earliest of equals; None where there is none."""
    counted = Counter(v for v in values if v)
    return max(counted, key=lambda v: counted[v]) if counted else None


def columns_of(name: str, found: list[Member]) -> dict[str, object]:
    """What the columns of a story say when these are its articles, oldest first."""
    return {
        "id": name,
        "first": found[0].intake,
        "begun": found[0].time,
        "updated": found[-1].time,
        "section": _most(m.section for m in found),
        "language": _most(m.language for m in found),
        "reports": len({m.outlet for m in found}),
    }


def _record(named: list[Article], found: list[Member], copied: set[str]) -> bytes:
    first, *others, leads, last = named
    begin = leads.body[0] if leads.body else ""
    return encoded(
        StoryRecord(
            headline=leads.title or begin[:120],
            lead=leads.lead,
            leading=Headline.of(leads),
            updated=last.published or last.collected,
            outlets=tuple(dict.fromkeys(m.outlet for m in found if m.outlet)),
            copies=sum(m.id in copied for m in found),
            articles=len(found),
            first=Headline.of(first),
            others=tuple(map(Headline.of, others)),
        )
    )


def story(connection: Connection, story_id: str) -> Story:
    """A story by its id, also by the id of one that was merged into it.

    Raises ``NotFoundError``.
    """
    rows = connection.execute(_ROWS, {"ids": [now(connection, story_id)]})
    found = whole_stories(connection, rows.all())
    if not found:
        raise NotFoundError(f"no story {story_id!r}")
    return found[0]


def ids_of(connection: Connection, stories: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Ids of the articles of each story; those that are not there are left out."""
    found: dict[str, list[str]] = {}
    for some in chunks(stories):
        for story, name in connection.execute(_IDS, {"ids": some}).all():
            found.setdefault(story, []).append(name)
    return {story: tuple(names) for story, names in found.items()}


def now(connection: Connection, story_id: str) -> str:
    """Where the story is found now: another may have taken it in.

    The article that founded it may be gone, taken down or too old: then a redirect
    tells, or its id stands.
    """
    asked = {"name": story_id}
    found = connection.execute(_HERE, asked).scalar() or connection.execute(_GONE, asked).scalar()
    return found or story_id


def stories(
    connection: Connection, filters: Filters, limit: int, after: str | None
) -> Paged[Story]:
    """A page of stories, the last updated first."""
    by = s.story_outlet.c if filters.outlet else s.story.c
    updated, name = by.updated, s.story_outlet.c.story if filters.outlet else s.story.c.id
    query = narrowed(connection, filters)
    if after is not None:
        query = query.where(
            tuple_(updated, name) < values_of((updated, name), place(after, tuple[float, str]))
        )
    rows = connection.execute(query.order_by(updated.desc(), name.desc()).limit(limit + 1)).all()
    on = cursor(rows[limit - 1].updated, rows[limit - 1].id) if len(rows) > limit else None
    return Paged(whole_stories(connection, rows[:limit]), on)


def narrowed(connection: Connection, filters: Filters) -> Select[Any]:
    """The rows of the stories that the filters let through, in no order."""
    query = select(s.story)
    c = s.story.c
    if filters.outlet:
        joined = s.story_outlet.join(s.story, s.story_outlet.c.story == c.id)
        query = query.select_from(joined).where(s.story_outlet.c.outlet == filters.outlet)
    if filters.section:
        query = query.where(c.section == filters.section)
    if filters.topic:
        query = query.where(c.section.in_(_sections(connection, filters.topic)))
    if filters.language:
        query = query.where(c.language == filters.language)
    if filters.country:
        there = outlets_of(connection, filters.country)
        here = s.story_outlet.alias()
        query = query.where(exists().where(here.c.story == c.id, here.c.outlet.in_(there)))
    if filters.since:
        query = query.where(c.updated >= filters.since.timestamp())
    if filters.until:
        query = query.where(c.begun < filters.until.timestamp())
    return query


def founded_after(connection: Connection, filters: Filters, intake: int, limit: int) -> list[str]:
    """Those of the stories that an article founded which came in after ``intake``, at most so many.

    A story bears the id of the article that founded it.
    """
    new = select(s.article.c.id).where(s.article.c.intake > intake).scalar_subquery()
    found = narrowed(connection, filters).where(s.story.c.id.in_(new))
    named = found.with_only_columns(s.story.c.id, maintain_column_froms=True)
    return list(connection.execute(named.limit(limit)).scalars())


def reports_within(connection: Connection, filters: Filters) -> list[str]:
    """Ids of all reports of the stories that the filters let through."""
    found = narrowed(connection, filters)
    inside = found.with_only_columns(s.story.c.id, maintain_column_froms=True)
    told = select(s.article.c.id).where(s.article.c.story.in_(inside))
    return list(connection.execute(told).scalars())


def _sections(connection: Connection, topic: str) -> list[str]:
    """The sections, as they are called, that come under the topic."""
    there = values(connection, s.story.c.section)
    return [name for name in there if topic_of(name) == topic]


def whole_stories(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[Story, ...]:
    """Whole stories for rows of the story table, in the same order; what is unreadable left out."""
    found: dict[str, list[tuple[int, Article]]] = {row.id: [] for row in rows}
    for some in chunks(found):
        members = connection.execute(_WHOLE, {"ids": some}).all()
        named = (((name, intake), record) for name, intake, record in members)
        for (name, intake), article in readable(article_of, named):
            found[name].append((intake, article))
    whole = ((row.id, (row, found[row.id])) for row in rows if found[row.id])
    return tuple(story for _, story in readable(lambda one: _story(*one), whole))


def briefs(rows: Iterable[Row[Any]]) -> Iterator[Brief]:
    """Rows of the story table as lists show them; what is unreadable left out."""
    for _, found in readable(brief, ((row.id, row) for row in rows)):
        yield found


def briefs_of(connection: Connection, ids: Sequence[str]) -> tuple[Brief, ...]:
    """Stories by their ids, in that order."""
    rows = connection.execute(_ROWS, {"ids": list(ids)}).all()
    found = {one.id: one for one in briefs(rows)}
    return tuple(found[name] for name in ids if name in found)


def brief(row: Row[Any]) -> Brief:
    """A row of the story table as lists show it. Raises ``Unreadable``."""
    kept = story_of(row.record)
    return Brief(
        id=row.id,
        headline=kept.headline,
        lead=kept.lead,
        first=kept.first,
        leading=kept.leading or kept.first,
        others=kept.others,
        updated=kept.updated,
        section=row.section,
        topic=topic_of(row.section),
        outlets=kept.outlets,
        articles=kept.articles,
        copies=kept.copies,
        affair=row.affair or row.id,
    )


def _story(row: Row[Any], members: list[tuple[int, Article]]) -> Story:
    kept = story_of(row.record)
    return Story(
        id=row.id,
        headline=kept.headline,
        lead=kept.lead,
        articles=tuple(article for _, article in members),
        first=next((article for intake, article in members if intake == row.first), members[0][1]),
        leading=kept.leading or kept.first,
        updated=kept.updated,
        section=row.section,
        topic=topic_of(row.section),
        outlets=kept.outlets,
        copies=kept.copies,
        affair=row.affair or row.id,
    )
