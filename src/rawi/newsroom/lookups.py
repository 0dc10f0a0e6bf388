"""What a newsroom looks up by a name or a word: statements, keywords."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from rawi.annotation.keywords import keyword_key
from rawi.annotation.quotes import speaker_key
from rawi.model import Article, Statement
from rawi.newsroom.filters import Time, filters, most, text, topic, zone_of
from rawi.newsroom.profiles import Beside, Profile, names_in, profile
from rawi.store import mentions, reading
from rawi.store.engines.database import Database
from rawi.store.paged import Paged
from rawi.store.statements import Asked, said_in, statements

_READ = 12
"""Articles of a story whose statements are looked through, the oldest."""

_NAMED = 40
"""Articles whose names are read: more change little of who comes first."""


class Lookups:
    """The part of ``Newsroom`` that finds by name."""

    _database: Database

    def quotes(
        self,
        speaker: str | None = None,
        entity: str | None = None,
        since: Time | None = None,
        limit: int = 50,
        after: str | None = None,
        *,
        grouped: bool = False,
    ) -> Paged[Statement]:
        """Who said what, the latest first.

        ``speaker`` is a name in any spelling, or its last word alone; a surname that stands
        alone in an article counts for whom others of those days mean. ``entity``: a name that
        the statement holds. ``grouped``: a statement that several articles tell stands once,
        at its latest telling, with the others as ``variants``. Statements that are more likely
        wrong than right have no speaker here. Raises ``InputError`` for a name, time, cursor or
        limit that cannot be read.
        """
        span = filters(zone_of("UTC"), since, None)
        begin = span.since.timestamp() if span.since else None
        named = {"speaker": speaker, "entity": entity}
        keys = {
            role: speaker_key(text(role, name)) for role, name in named.items() if name is not None
        }
        with self._database.reading() as connection:
            asked = Asked(keys=keys, since=begin, limit=most(limit), after=after, grouped=grouped)
            return statements(connection, asked)

    def entity(self, name: str) -> Profile:
        """A person, organisation, place or other named thing over all articles.

        ``name`` in any spelling; a surname alone where most mean one person by it. Raises
        ``NotFoundError`` where no article names it, ``InputError`` for no name.
        """
        with self._database.reading() as connection:
            return profile(connection, text("name", name))

    def said(self, articles: Iterable[Article], limit: int = 5) -> tuple[Statement, ...]:
        """Who says what in these articles: what most tell first, with some other tellings.

        Statements that are more likely wrong than right are left out.
        """
        with self._database.reading() as connection:
            return said_in(connection, list(articles)[:_READ], limit)

    def names(self, articles: Iterable[Article]) -> tuple[Beside, ...]:
        """Whom and what these articles name, the first 40 of them: those that most of them
        have first, each with in how many it stands."""
        ids = [article.id for article in islice(articles, _NAMED)]
        with self._database.reading() as connection:
            return names_in(connection, mentions.placed(connection, ids))

    def names_about(self, keyword: str) -> tuple[Beside, ...]:
        """Whom and what the latest 40 articles name that have the keyword, in any spelling."""
        with self._database.reading() as connection:
            latest = mentions.tagged(connection, keyword_key(keyword), _NAMED)
            return names_in(connection, latest)

    def topic(self, section: str | None) -> str | None:
        """What an outlet's word for a section comes under; None where no word of it tells."""
        return topic(section)

    def about(self, keyword: str, limit: int = 50, after: str | None = None) -> Paged[Article]:
        """Articles that have the keyword, in any spelling of it, the latest first."""
        with self._database.reading() as connection:
            return reading.about(connection, keyword_key(keyword), most(limit), after)
