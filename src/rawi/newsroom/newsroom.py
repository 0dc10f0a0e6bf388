"""``rawi.open``: the one place where the parts are wired together."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from rawi.collect.options import CollectOptions
from rawi.collect.state import Health, OutletState, health
from rawi.model import (
    AddCounts,
    Affair,
    Article,
    Brief,
    Capture,
    Notes,
    Outlet,
    Rejection,
    Story,
)
from rawi.newsroom import importing
from rawi.newsroom.administration import Administration
from rawi.newsroom.filters import Time, filters, most, text, zone_of
from rawi.newsroom.followed import Followed
from rawi.newsroom.keeping_up import KeepingUp
from rawi.newsroom.lately import Lately
from rawi.newsroom.lookups import Lookups
from rawi.newsroom.maintenance import Followers, Upkeep
from rawi.newsroom.options import NewsroomOptions
from rawi.newsroom.prepare import Offer, record_capture
from rawi.newsroom.recent_window import Recent
from rawi.newsroom.reported import Reporting
from rawi.newsroom.searching import Asking, Group, Hits, Ordering, search
from rawi.newsroom.semantics import Semantics
from rawi.newsroom.side_files import index_beside
from rawi.newsroom.writer import Clock, Step, Writer, now, summed
from rawi.search.index import SearchIndex, SearchOrder
from rawi.search.meaning import Near
from rawi.store import affair_rows, overview, reading, story_rows
from rawi.store import outlets as outlets_kept
from rawi.store.editions import edition
from rawi.store.engines.database import Database
from rawi.store.engines.opening import opened, personal
from rawi.store.overview import Facets, Tally
from rawi.store.paged import Paged, cursor, place
from rawi.store.personal.file import OWNER
from rawi.store.personal.follows import Follows
from rawi.store.personal.marks import Marks
from rawi.store.personal.notices import Notices
from rawi.store.personal.people import People
from rawi.store.vectors import Vectors, vectors_path

if TYPE_CHECKING:
    from rawi.collect.schedule import CollectReport

Order = Literal["updated", "edition"]
_STORIES, _LISTS = 4_096, 128
"""Stories whose reports, and pages of stories that, are kept while nothing new is stored."""


def open(
    path: str | os.PathLike[str] = "news.db",
    *,
    create: bool = True,
    options: NewsroomOptions | None = None,
    clock: Clock | None = None,
) -> Newsroom:
    """The newsroom in the file at ``path``, or in the PostgreSQL database at that address
    (``postgresql://user:password@host/name``), made where there is none.

    Raises ``InputError`` for a newsroom that should be there and is not,
    ``VersionError`` for one of a newer Rawi, ``StorageError`` for a damaged one.
    """
    options = options or NewsroomOptions()
    beside = Path(options.cache) if options.cache else None
    database = opened(path, create=create, beside=beside, captures=options.captures)
    return Newsroom(database, options, clock or database.now)


class Newsroom(Lookups, Followed, Reporting, KeepingUp, Administration):
    """Everything that outlets published, as stories, kept in one file or database.

    Safe for use from several threads. Readers never wait; a second writer,
    here or in another process, gets ``BusyError``.
    """

    def __init__(self, database: Database, options: NewsroomOptions, clock: Clock) -> None:
        self.path = path = database.path
        self.name = database.name
        self._database = database
        self._index: SearchIndex = index_beside(path, database.writable or database.shared)
        self._recent = Recent(options.window)
        self._workers = options.workers or max(2, os.cpu_count() or 2)
        self._writer = Writer(self._database, self._recent, self._index, clock)
        self._writer.catch_up()
        self.changed = self._writer.changed
        self.marks = Marks(personal(database))
        self.people = People(self.marks.file)
        self.follows = Follows(self.marks.file)
        self._judging = threading.Lock()
        self._members, self._last_intake = Lately(_STORIES), Lately(1)
        self._lists: Lately[Paged[Brief]] = Lately(_LISTS)
        self.notices = Notices(self.marks.file)
        self._clock = clock
        self._semantics = Semantics(self._database, Vectors(vectors_path(path)))
        self._near: Near | None = None
        if options.semantic:
            _ = self._semantics.embedder  # tells at once where the extra is missing
            self._near = self._semantics.near
        self._upkeep = Upkeep(
            self._database,
            self._recent,
            self.marks,
            clock,
            Followers(self._semantics.forget, self._writer.along),
        )

    def __enter__(self) -> Newsroom:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        for held in (self.marks, self._semantics, self._index, self._database):
            held.close()

    def add(self, records: Iterable[Article | Mapping[str, Any] | Capture]) -> AddCounts:
        """Take in articles, records of the import form or captures.

        A bad record is counted with its reason and stops nothing. Raises
        ``BusyError`` while another writer is at work, ``StorageError`` where the
        disk refuses: what earlier batches stored stays.
        """
        offers = (Offer(r if isinstance(r, Capture) else record_capture(r)) for r in records)
        total = AddCounts()
        for step in self._writer.add(offers, self._workers):
            total = summed(total, step.counts)
        return total

    def import_files(self, paths: Iterable[str | os.PathLike[str]]) -> Iterator[Step]:
        """Take in files and folders, a batch at a time: JSON lines, HTML, text, WARC.

        Goes on where it was cut off. What is bad is counted with its reason; outlets and
        marks of an export come too. Raises ``BusyError``, ``StorageError``.
        """
        self.add_outlet(*importing.new_outlets(given := list(map(Path, paths)), self.outlets()))

        def position_of(key: str) -> int:
            with self._database.reading() as connection:
                return reading.position(connection, key)

        offers = importing.marked(importing.offers(given, position_of), self.marks)
        return self._writer.add(offers, self._workers)

    def article(self, article_id: str) -> Article:
        """Raises ``NotFoundError``."""
        with self._database.reading() as connection:
            return reading.article(connection, article_id)

    def notes(self, article_id: str) -> Notes:
        """Keywords, entities, quotes, dates, credits. Raises ``NotFoundError``."""
        with self._database.reading() as connection:
            return reading.notes(connection, article_id)

    def versions(self, article_id: str) -> tuple[Article, ...]:
        """Earlier editions, oldest first. Raises ``NotFoundError``."""
        with self._database.reading() as connection:
            return reading.versions(connection, article_id)

    def story(self, story_id: str) -> Story:
        """Also by the id of a story that was merged into it. Raises ``NotFoundError``."""
        with self._database.reading() as connection:
            return story_rows.story(connection, story_id)

    def affair(self, affair_id: str) -> Affair:
        """Its stories, the latest first; by the id of any. Raises ``NotFoundError``."""
        with self._database.reading() as connection:
            return affair_rows.affair(connection, affair_id)

    affair_of = affair
    """The affair of a story, by its id."""

    def story_of(self, article_id: str) -> Story:
        """The story that the article belongs to. Raises ``NotFoundError``."""
        return self.story(article_id)

    def stories(
        self,
        limit: int = 50,
        after: str | None = None,
        order: Order = "updated",
        zone: str = "UTC",
        *,
        since: Time | None = None,
        until: Time | None = None,
        section: str | None = None,
        topic: str | None = None,
        outlet: str | None = None,
        language: str | None = None,
        country: str | None = None,
    ) -> Paged[Story]:
        """Stories, the last updated first; in the order ``edition`` by days of the
        time zone, the latest first, and inside a day the most covered first.

        ``since`` and ``until`` are ISO 8601 or dates: stories that went on then or
        later, stories that began before or on the day (month, year) itself.
        ``section``, ``topic`` (one of ``rawi.annotation.topics``), ``outlet`` (an id), ``language``
        and ``country`` (ISO 639 and 3166, lower case) narrow them further. ``after`` is the
        ``next`` of the page before.
        Raises ``InputError`` for a time, cursor, zone or limit that cannot be read.
        """
        days = zone_of(zone)
        named = {"section": section, "topic": topic, "outlet": outlet}
        named |= {"language": language, "country": country}
        asked = filters(days, since, until, **named)
        with self._database.reading() as connection:
            if order == "updated":
                return story_rows.stories(connection, asked, most(limit), after)
            page = edition(connection, asked, days, most(limit), after)
            return Paged(story_rows.whole_stories(connection, page), page.next)

    def briefs(
        self,
        limit: int = 50,
        after: str | None = None,
        zone: str = "UTC",
        *,
        since: Time | None = None,
        until: Time | None = None,
        section: str | None = None,
        topic: str | None = None,
        outlet: str | None = None,
        language: str | None = None,
        country: str | None = None,
    ) -> Paged[Brief]:
        """The same as ``stories`` in the order ``edition``, without the texts: quick to list."""
        days = zone_of(zone)
        named = {"section": section, "topic": topic, "outlet": outlet}
        named |= {"language": language, "country": country}
        asked = filters(days, since, until, **named)
        batch, wanted = self._database.last_batch(), (asked, zone, most(limit), after)
        if (known := self._lists.get(batch, wanted)) is not None:
            return known
        with self._database.reading() as connection:
            page = edition(connection, asked, days, limit, after)
        return self._lists.put(batch, wanted, Paged(story_rows.briefs(page), page.next))

    def search(
        self,
        query: str,
        limit: int = 10,
        after: str | None = None,
        zone: str = "UTC",
        *,
        order: SearchOrder = "relevance",
        group: Group = "copies",
        since: Time | None = None,
        until: Time | None = None,
        section: str | None = None,
        topic: str | None = None,
        outlet: str | None = None,
        language: str | None = None,
        country: str | None = None,
    ) -> Hits:
        """The articles that answer best, or the latest first; any query string will do.

        ``group``: one hit of each copy group, one of each story, or every article.
        The rest as for ``stories``. Raises ``InputError`` for what cannot be read.
        """
        names = {"section": section, "topic": topic, "outlet": outlet}
        names |= {"language": language, "country": country}
        asked = filters(zone_of(zone), since, until, **names)
        how = Ordering(order, group, self._near)
        asking = Asking(text("query", query), most(limit), after, how, self._clock())
        with self._database.reading() as connection:
            return search(self._writer.search, connection, asking, asked)

    def outlets(self) -> tuple[Outlet, ...]:
        """The outlets that were added, and those that only articles name."""
        with self._database.reading() as connection:
            return reading.outlets(connection)

    def add_outlet(self, *outlets: Outlet) -> None:
        """Add outlets, or change those of the same id. Raises ``BusyError``."""
        with self._database.lock(), self._database.writing() as connection:
            for outlet in outlets:
                outlets_kept.save(connection, outlet)

    def pause_outlet(self, outlet_id: str, paused: bool = True) -> None:
        """Collect from the outlet no more, or again. Raises ``NotFoundError``, ``BusyError``."""
        with self._database.lock(), self._database.writing() as connection:
            outlet = outlets_kept.added(connection, outlet_id)
            outlets_kept.save(connection, msgspec.structs.replace(outlet, paused=paused))

    def remove_outlet(self, outlet_id: str) -> None:
        """Forget the outlet; its articles stay. Raises ``NotFoundError``, ``BusyError``."""
        with self._database.lock(), self._database.writing() as connection:
            outlets_kept.remove(connection, outlet_id)

    def unvisited(self) -> frozenset[str]:
        """Ids of the added outlets that collection has not visited yet."""
        with self._database.reading() as connection:
            return outlets_kept.unvisited(connection)

    def outlet_states(self) -> dict[str, OutletState]:
        """What collection remembers, by outlet."""
        with self._database.reading() as connection:
            return outlets_kept.states(connection)

    def save_outlet_states(self, states: Iterable[OutletState]) -> None:
        """For collection: remember these. Raises ``BusyError``."""
        with self._database.lock(), self._database.writing() as connection:
            outlets_kept.save_states(connection, states)

    def health(self) -> dict[str, Health]:
        """How each outlet that was ever visited does, by outlet."""
        at = now()
        return {name: health(state, at) for name, state in self.outlet_states().items()}

    def collect(
        self,
        options: CollectOptions | None = None,
        *,
        due_only: bool = False,
        only: frozenset[str] | None = None,
    ) -> CollectReport:
        """One round over the outlets, over those that are due, or over some by their ids.

        Raises ``BusyError`` where another process goes on writing for a minute.
        """
        from rawi.collect.schedule import run_round  # slow to import; readers collect nothing

        return run_round(self, options, due_only=due_only, only=only)

    def rejections(self, limit: int = 50, after: str | None = None) -> Paged[Rejection]:
        """What was refused and why, the last first."""
        with self._database.reading() as connection:
            return reading.rejections(connection, most(limit), after)

    def count(self) -> int:
        """How many articles there are."""
        with self._database.reading() as connection:
            return reading.count(connection)

    def articles(self) -> Iterator[Article]:
        """Every article, in order of intake."""
        with self._database.reading() as connection:
            yield from reading.all_articles(connection)

    def saved(
        self, limit: int = 50, after: str | None = None, person: int = OWNER
    ) -> Paged[Article]:
        """What the owner, or another person by number, saved, the last saved first."""
        before = place(after, tuple[int])[0] if after else None
        rows = self.marks.of(person).saved(most(limit) + 1, before)
        with self._database.reading() as connection:
            found = reading.articles(connection, [name for _, name in rows[:limit]])
        return Paged(found, cursor(rows[limit - 1][0]) if len(rows) > limit else None)

    def facets(self) -> Facets:
        """What lists can be narrowed to, as search holds it; where it holds nothing, as stored."""
        countries = {o.id: o.country for o in self.outlets()}
        if self._index.held.sequence:
            return overview.facets(self._writer.values(), countries)
        with self._database.reading() as connection:
            return overview.facets(overview.counted(connection), countries)

    def tallies(self) -> dict[str, Tally]:
        """Outlet id to how much there is of it."""
        with self._database.reading() as connection:
            return overview.tallies(connection, self._clock().timestamp())

    def clashes(self) -> dict[str, int]:
        """Outlet id to how many of its reports came in under the id or address of another."""
        with self._database.reading() as connection:
            return overview.clashes(connection)
