"""Articles numbered for reading: what reader apps and unread counts go by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter

from sqlalchemy import Connection, select

from rawi.model import Brief
from rawi.newsroom.filters import filters, zone_of
from rawi.store import affair_rows, reading, story_rows
from rawi.store import schema as s
from rawi.store.engines.database import Database
from rawi.store.personal.file import OWNER
from rawi.store.personal.items import Items, Row
from rawi.store.personal.marks import Marks


class Following:
    """The part of ``Newsroom`` that keeps the file of marks up with the articles."""

    marks: Marks
    _database: Database
    _followed: int = -1
    """The batch that was last followed here."""

    def items(self, person: int = OWNER) -> Items:
        """The numbered articles with the marks of one person, up to date."""
        self.number_arrivals()
        return Items(self.marks.of(person))

    def number_arrivals(self) -> None:
        """Number the articles that came in, before any of them is marked."""
        if self._followed != (last := self._database.last_batch()):
            self._number(Items(self.marks.of(OWNER)))
            self._followed = last

    def last_intake(self) -> int:
        """The number of the article that came in last; 0 where there is none."""
        with self._database.reading() as connection:
            return reading.last_intake(connection)

    def arrived(
        self, after: int, zone: str = "UTC", limit: int = 200, **narrowed: str | None
    ) -> list[str]:
        """Ids of the stories, at most so many, that articles founded which came in after number
        ``after``.

        ``narrowed``: the filters of ``stories``, by name; days begin in ``zone``.
        """
        days = {name: narrowed.pop(name, None) for name in ("since", "until")}
        asked = filters(zone_of(zone), days["since"], days["until"], **narrowed)
        with self._database.reading() as connection:
            return story_rows.founded_after(connection, asked, after, limit)

    def members(self, stories: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Ids of the articles of each story."""
        found: dict[str, list[str]] = {}
        c = s.article.c
        with self._database.reading() as connection:
            for some in reading.chunks(stories):
                rows = connection.execute(select(c.story, c.id).where(c.story.in_(some)))
                for story, name in rows:
                    found.setdefault(story, []).append(name)
        return {story: tuple(names) for story, names in found.items()}

    def affairs_of(self, ids: Iterable[str]) -> dict[str, str]:
        """The affair that each article's story belongs to."""
        found: dict[str, str] = {}
        a, c = s.article.c, s.story.c
        with self._database.reading() as connection:
            for some in reading.chunks(ids):
                asked = select(a.id, c.affair).join(s.story, c.id == a.story)
                rows = connection.execute(asked.where(a.id.in_(some), c.affair.is_not(None)))
                found |= dict(rows.all())
        return found

    def latest_of_affairs(self, affairs: Iterable[str]) -> dict[str, Brief]:
        """The latest story of each affair that has more than one."""
        latest: dict[str, str] = {}
        with self._database.reading() as connection:
            for name in affairs:
                found = affair_rows.latest(connection, name, 2)
                if len(found) > 1:
                    latest[name] = found[0]
            stories = {b.id: b for b in story_rows.briefs_of(connection, list(latest.values()))}
        return {name: stories[story] for name, story in latest.items() if story in stories}

    def _number(self, items: Items) -> None:
        """Number what batches added since; all anew where the newsroom was built anew."""
        with self.marks.file.together(), self._database.reading() as connection:
            sequence, mark = items.followed()
            same = bool(sequence) and reading.mark_of(connection, sequence) == mark
            last = reading.last_sequence(connection)
            if same and sequence == last:
                return
            since = sequence if same else 0
            rows = list(_changed(connection, since))
            held = items.ids() if sequence and not same else frozenset()
            gone = [*_removed(connection, since), *(held - {row.id for row in rows})]
            items.follow(rows, gone, (last, reading.mark_of(connection, last)))


def _changed(connection: Connection, since: int) -> Iterator[Row]:
    """In the order of intake: put in it here, since asked for it SQLite reads the whole table."""
    c = s.article.c
    asked = select(c.intake, c.id, c.outlet, c.section, c.time).where(c.sequence > since)
    rows = sorted(connection.execute(asked).all(), key=itemgetter(0))
    for _, name, outlet, section, time in rows:
        yield Row(id=name, outlet=outlet, section=section, time=time)


def _removed(connection: Connection, since: int) -> list[str]:
    """Articles that went since, those that came back left out."""
    c = s.removal.c
    gone = list(connection.execute(select(c.article_id).where(c.sequence > since)).scalars())
    back = reading.stories_of(connection, gone)
    return [name for name in gone if name not in back]
