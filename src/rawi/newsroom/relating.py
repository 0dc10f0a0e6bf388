"""What an accepted article is to the others: its story, its copies, what is like it."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from rawi.model import CopyLink
from rawi.newsroom.decide import Accepted
from rawi.newsroom.recent_window import Recent
from rawi.relate import Relation
from rawi.relate.copies import CopyRules, compared
from rawi.relate.passages import Words, words
from rawi.store import reading

Relinked = tuple[tuple[str, str], CopyLink | None]
"""Ids of younger and older article, and the link between them now; None: none any more."""


class Related(msgspec.Struct, frozen=True):
    """An accepted article with what it is to the others."""

    accepted: Accepted
    relation: Relation | None
    """Of a new article; an edition keeps the story of its article."""
    relinked: tuple[Relinked, ...] = ()
    """What an edition still shares with what it copies, and with its copies."""


class Relating:
    """The articles of one batch set beside the recent ones, in order of intake."""

    def __init__(self, connection: Connection, recent: Recent) -> None:
        self._connection = connection
        self._recent = recent

    def needs_rows(self, accepted: Accepted) -> bool:
        """Whether all before it must be stored first, for it is related by what is stored."""
        return accepted.edition > 1 or self._recent.turns(accepted.intake)

    def relate(self, accepted: Accepted) -> Related:
        """What the article is to those before it."""
        name = accepted.article.id
        self._recent.wordings.keep(name, accepted.ready.wording)
        if accepted.edition > 1:
            linked = reading.copies(self._connection, [name])
            return Related(accepted, None, tuple(map(self._relinked, linked)))
        sketch, intake = accepted.ready.sketch, accepted.intake
        return Related(
            accepted, self._recent.relate(self._connection, intake, sketch, self._words_of)
        )

    def _relinked(self, link: CopyLink) -> Relinked:
        """The link as the texts are now; what is said of where they are from stays."""
        ids = link.article_id, link.older_id
        younger, older = (self._words_of(name) for name in ids)
        found = compared(ids, younger, older, CopyRules())
        if found is not None:
            found = msgspec.structs.replace(found, own=link.own)
        if found is not None and found.copied:
            told = {"agencies": link.agencies, "credited": link.credited}
            found = msgspec.structs.replace(found, **told)
        return ids, found

    def _words_of(self, name: str) -> Words:
        found = self._recent.wordings.of(name)
        if found is None:
            read = reading.articles(self._connection, [name])
            found = words(read[0].text if read else "")  # one that is unreadable has none
            self._recent.wordings.keep(name, found)
        return found
