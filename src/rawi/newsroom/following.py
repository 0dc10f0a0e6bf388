"""Articles numbered for reading: what reader apps and unread counts go by."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from threading import Event

from sqlalchemy import select

from rawi.errors import NewsroomError
from rawi.model import Brief, Filters
from rawi.newsroom import numbering
from rawi.newsroom.filters import filters, zone_of
from rawi.newsroom.lately import Lately
from rawi.store import affair_rows, reading, story_rows
from rawi.store import schema as s
from rawi.store.engines.database import Database
from rawi.store.personal.file import OWNER
from rawi.store.personal.items import Items
from rawi.store.personal.marks import Marks

_PAUSE = 0.01
"""Seconds between two steps, for those who wait to mark something."""
log = logging.getLogger("rawi.newsroom")


def _asked(zone: str, narrowed: dict[str, str | None]) -> Filters:
    """The filters of a list by their names. Raises ``InputError``."""
    days = {name: narrowed.pop(name, None) for name in ("since", "until")}
    return filters(zone_of(zone), days["since"], days["until"], **narrowed)


class Following:
    """The part of ``Newsroom`` that keeps the file of marks up with the articles."""

    marks: Marks
    _database: Database
    _members: Lately[tuple[str, ...]]
    _last_intake: Lately[int]
    _followed: int = -1
    """The batch that was last followed here."""
    _numbering: bool = False
    """Whether a thread numbers what is stored."""

    def items(self, person: int = OWNER) -> Items:
        """The numbered articles with the marks of one person, up to date."""
        self.number_arrivals()
        return Items(self.marks.of(person))

    def number_arrivals(self) -> None:
        """Number the articles that came in, before any of them is marked.

        Nothing while ``keep_numbering`` is at it: what is marked meanwhile gets its number then.
        """
        if self._numbering or self._followed == (last := self._database.last_batch()):
            return
        while not self._step():
            pass
        self._followed = last

    def keep_numbering(self, stop: Event) -> None:
        """Number what is stored, a step at a time, until all is or told to stop; meant for a thread
        of its own, which lets others answer meanwhile."""
        self._numbering = True
        try:
            while not stop.is_set() and not self._step():
                time.sleep(_PAUSE)
        except NewsroomError as why:  # whoever asks next goes on with it
            log.warning("not all articles are numbered yet: %s", why)
        finally:
            self._numbering = False

    def unnumbered(self) -> int:
        """How many articles have no number yet while they are being numbered; else 0."""
        if not self._numbering:
            return 0
        with self._database.reading() as connection:
            return max(0, reading.count(connection) - Items(self.marks.of(OWNER)).numbered())

    def _step(self) -> bool:
        return numbering.step(self._database, Items(self.marks.of(OWNER)))

    def last_intake(self) -> int:
        """The number of the article that came in last; 0 where there is none."""
        batch = self._database.last_batch()
        if (known := self._last_intake.get(batch, ())) is not None:
            return known
        with self._database.reading() as connection:
            return self._last_intake.put(batch, (), reading.last_intake(connection))

    def arrived(
        self, after: int, zone: str = "UTC", limit: int = 200, **narrowed: str | None
    ) -> list[str]:
        """Ids of the stories, at most so many, that articles founded which came in after number
        ``after``.

        ``narrowed``: the filters of ``stories``, by name; days begin in ``zone``.
        """
        asked = _asked(zone, narrowed)
        with self._database.reading() as connection:
            return story_rows.founded_after(connection, asked, after, limit)

    def within(self, zone: str = "UTC", **narrowed: str | None) -> list[str]:
        """Ids of all reports of the stories of a list, whatever page of it they stand on.

        ``narrowed`` and ``zone`` as for ``arrived``. Raises ``InputError``.
        """
        with self._database.reading() as connection:
            return story_rows.reports_within(connection, _asked(zone, narrowed))

    def members(self, stories: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Ids of the articles of each story."""
        batch, wanted = self._database.last_batch(), list(stories)
        known = {story: self._members.get(batch, story) for story in wanted}
        if missing := [story for story, names in known.items() if names is None]:
            with self._database.reading() as connection:
                read = story_rows.ids_of(connection, missing)
            known |= {name: self._members.put(batch, name, ids) for name, ids in read.items()}
        return {story: names for story, names in known.items() if names}

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
