"""Stories by who reports them: what alerts and digests are decided on."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from rawi.model import Brief, Record
from rawi.store import reading, story_rows
from rawi.store import schema as s
from rawi.store.engines.database import Database
from rawi.store.personal.file import OWNER
from rawi.store.personal.follows import Follows
from rawi.store.personal.items import Arrivals, Items
from rawi.store.personal.marks import Marks


class Report(Record, frozen=True, kw_only=True):
    """One report of a story."""

    id: str
    outlet: str | None = None
    time: float
    """When it appeared, seconds since 1970."""
    copy: bool = False
    """Whether its text is that of an older report."""


class Reported(Record, frozen=True, kw_only=True):
    """One story, with all reports of it."""

    id: str
    reports: tuple[Report, ...]
    """The oldest first."""
    names: frozenset[str] = frozenset()
    """Every id that leads to it: its own, of stories that were merged into it, of its reports."""


def independent(reports: Iterable[Report]) -> int:
    """How many outlets tell it in words of their own; those without an outlet count one each."""
    own = [report for report in reports if not report.copy]
    outlets = {report.outlet for report in own if report.outlet}
    return len(outlets) + sum(not report.outlet for report in own)


class Reporting:
    """The part of ``Newsroom`` that tells who reports what came in."""

    marks: Marks
    follows: Follows
    _database: Database

    def arrivals(self, after: int, most: int) -> Arrivals | None:
        """Articles that came in behind a number, the first so many.

        None while some of them were not yet held against what people follow and mute
        (``judge_arrivals``): to be asked again in a moment.
        """
        items = Items(self.marks.of(OWNER))
        with self.marks.file.together():
            if items.followed() != self.follows.judged():
                return None
            return items.arrivals(after, most)

    def followed_among(self, articles: Iterable[str], person: int) -> dict[str, tuple[int, ...]]:
        """Those of the articles that match what a person follows, with the numbers of it."""
        return self.follows.of(person).concerned(articles)

    def stories_with(self, articles: Iterable[str]) -> dict[str, str]:
        """The id of the story of each article; those that are gone are left out."""
        with self._database.reading() as connection:
            return reading.stories_of(connection, articles)

    def reported(self, stories: Iterable[str]) -> dict[str, Reported]:
        """Stories by the ids they have now; those without a report are left out."""
        found: dict[str, Reported] = {}
        with self._database.reading() as connection:
            for some in reading.chunks(sorted(set(stories))):
                found |= _reported(connection, some)
        return found

    def briefs_of(self, stories: Iterable[str]) -> tuple[Brief, ...]:
        """Stories as lists show them, by the ids they have now."""
        with self._database.reading() as connection:
            chunks = reading.chunks(stories)
            return tuple(b for some in chunks for b in story_rows.briefs_of(connection, some))

    def story_now(self, story_id: str) -> str:
        """The id that the story has now: another may have taken it in."""
        with self._database.reading() as connection:
            return story_rows.now(connection, story_id)


def _reported(connection: Connection, stories: list[str]) -> dict[str, Reported]:
    members = story_rows.reports_of(connection, stories)
    copied = story_rows.copied(connection, [m.id for found in members.values() for m in found])
    c = s.redirect.c
    merged: dict[str, set[str]] = {}
    rows = connection.execute(select(c.target, c.story).where(c.target.in_(stories)))
    for target, name in rows:
        merged.setdefault(target, set()).add(name)
    return {
        name: Reported(
            id=name,
            reports=tuple(
                Report(id=m.id, outlet=m.outlet, time=m.time, copy=m.id in copied) for m in found
            ),
            names=frozenset({name, *merged.get(name, ()), *(m.id for m in found)}),
        )
        for name, found in members.items()
    }
