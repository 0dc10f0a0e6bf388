"""An article or a story with what stands around it: copies, similar articles, what to read next."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from rawi.collect.catalogue import ownership_of
from rawi.model import Article, CopyLink, Coverage, Headline, Notes, Record, Story
from rawi.newsroom.recent_window import Recent
from rawi.relate.coverage import coverage
from rawi.relate.similar import Beside, Given, Reason
from rawi.relate.sketch import name_hash
from rawi.store import affair_rows, reading, story_rows
from rawi.store.engines.database import Database
from rawi.store.surroundings import StoredArticle, headlines, stored_article

_STORIES = 40
"""Stories of an affair, those nearest in time, whose articles may be given."""


class Neighbour(Record, frozen=True, kw_only=True):
    """An article that is given beside another, and why."""

    article: Headline
    reason: Reason
    name: str | None = None
    """Of ``names``: the name that both are about, as the other article has it."""


class Around(Record, frozen=True, kw_only=True):
    """An article with what stands around it, the others without their texts."""

    stored: StoredArticle
    similar: tuple[Neighbour, ...]
    """Of other stories: on the same matter, the likest first; where these are few of the
    affair, or about the same people or places."""
    next_read: Article | None
    next_reason: Reason | None
    named: dict[str, Headline]
    """The articles that are similar, copied or copies, by id."""


class AroundStory(Record, frozen=True, kw_only=True):
    """A story with what stands around it."""

    story: Story
    links: tuple[CopyLink, ...]
    """Between its articles."""
    similar: tuple[Neighbour, ...]
    """Of other stories, as beside its first report."""


def around(connection: Connection, recent: Recent, article_id: str, limit: int) -> Around:
    """Raises ``NotFoundError``."""
    found = stored_article(connection, article_id)
    beside = _beside(connection, recent, found, limit)
    linked = {name for link in found.links for name in (link.article_id, link.older_id)}
    named = headlines(connection, linked.union(one.id for one in beside.similar))
    following = beside.next_read
    read = reading.articles(connection, [following.id]) if following else ()
    return Around(
        stored=found,
        similar=_neighbours(beside, found.notes, named),
        next_read=read[0] if read else None,
        next_reason=following.reason if following and read else None,
        named=named,
    )


def around_story(connection: Connection, recent: Recent, story_id: str, limit: int) -> AroundStory:
    """Raises ``NotFoundError``."""
    story = story_rows.story(connection, story_id)
    first = stored_article(connection, story.first.id)
    beside = _beside(connection, recent, first, limit)
    named = headlines(connection, {one.id for one in beside.similar})
    return AroundStory(
        story=story,
        links=links_within(connection, frozenset(a.id for a in story.articles)),
        similar=_neighbours(beside, first.notes, named),
    )


def _beside(connection: Connection, recent: Recent, found: StoredArticle, limit: int) -> Beside:
    """What is given beside an article; as at its intake where it is no longer recent."""
    story = found.story
    affair = affair_rows.near(connection, story.affair or story.id, found.time, _STORIES)
    beside = recent.beside(found.article.id, limit, affair)
    if beside is not None:
        return beside
    before = tuple(Given(name, 0.0, "matter") for name in found.similar)
    return Beside(before[:limit], next(iter(before), None))


def _neighbours(beside: Beside, notes: Notes, named: dict[str, Headline]) -> tuple[Neighbour, ...]:
    names = {name_hash(entity.name): entity.name for entity in notes.entities}
    return tuple(
        Neighbour(article=named[one.id], reason=one.reason, name=names.get(one.name or 0))
        for one in beside.similar
        if one.id in named
    )


def links_within(connection: Connection, ids: frozenset[str]) -> tuple[CopyLink, ...]:
    """The links both of whose articles are among the ids."""
    found = reading.copies(connection, sorted(ids))
    return tuple(x for x in found if x.article_id in ids and x.older_id in ids)


class Surroundings:
    """The part of ``Newsroom`` that tells what stands around an article or a story."""

    _database: Database
    _recent: Recent

    def similar(self, article_id: str, limit: int = 10) -> tuple[Article, ...]:
        """Articles of other stories: on the same matter, likest first; where these are few,
        of the affair or about the same people or places, see ``around`` for the reasons.

        Raises ``NotFoundError``.
        """
        found = self.around(article_id, limit)
        return self.whole(one.article.id for one in found.similar)

    def whole(self, ids: Iterable[str]) -> tuple[Article, ...]:
        """The articles of these ids, in their order; those not stored are left out."""
        with self._database.reading() as connection:
            return reading.articles(connection, list(ids))

    def next_read(self, article_id: str) -> Article | None:
        """The one article to read after this: the newest development, else the background.

        Raises ``NotFoundError``.
        """
        return self.around(article_id, 5).next_read

    def around(self, article_id: str, limit: int = 10) -> Around:
        """An article with all that its page shows, at once. Raises ``NotFoundError``."""
        self._follow()
        with self._database.reading() as connection:
            return around(connection, self._recent, article_id, limit)

    def around_story(self, story_id: str, limit: int = 10) -> AroundStory:
        """A story with all that its page shows, at once. Raises ``NotFoundError``."""
        self._follow()
        with self._database.reading() as connection:
            return around_story(connection, self._recent, story_id, limit)

    def coverage(self, story_id: str) -> Coverage:
        """A story side by side, by country and kind of the outlets. Raises ``NotFoundError``."""
        with self._database.reading() as connection:
            return self._coverage(connection, story_rows.story(connection, story_id))

    def coverage_of(self, story: Story) -> Coverage:
        """The same of a story that is here, or of what is left of it."""
        with self._database.reading() as connection:
            return self._coverage(connection, story)

    def _coverage(self, connection: Connection, story: Story) -> Coverage:
        ids = frozenset(a.id for a in story.articles)
        outlets = reading.outlets(connection)
        countries = {o.id: o.country for o in outlets}
        owners = {o.id: o.ownership or ownership_of(o.id) for o in outlets}
        kinds = {name: owner.kind for name, owner in owners.items() if owner}
        links = links_within(connection, ids)
        return coverage(story, reading.notes_among(connection, ids), links, countries, kinds)

    def copies(self, article_id: str) -> tuple[CopyLink, ...]:
        """Links to what it copies and to its copies. Raises ``NotFoundError``."""
        with self._database.reading() as connection:
            reading.article(connection, article_id)
            return reading.copies(connection, [article_id])

    def _follow(self) -> None:
        """Bring the window of recent articles up to what is stored."""
        if not self._recent.follows(self._database.last_batch()):
            with self._database.reading() as connection:
                self._recent.follow(connection)
