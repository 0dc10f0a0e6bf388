"""What a search index must do, and the small records that go in and out of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

import msgspec

from rawi.model import Article, Filters


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One hit of an index: the article's id and its score, higher is better."""

    article_id: str
    score: float


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """One page of hits."""

    hits: tuple[Found, ...] = ()
    total: int = 0
    """How many articles match in all."""
    next: str | None = None
    """Cursor for the following page; None on the last."""
    outlets: tuple[tuple[str, int], ...] = ()
    """How many matches each outlet has, most first."""
    sections: tuple[tuple[str, int], ...] = ()


class Held(msgspec.Struct, frozen=True):
    """Up to which batch an index follows the store."""

    sequence: int = 0
    """Number of the batch; 0 when empty."""
    mark: str = ""
    """The batch's own mark: another store, or another life of this one, has other marks."""


class SearchIndex(Protocol):
    """An index that follows the store batch by batch."""

    @property
    def held(self) -> Held:
        """The last batch held."""
        ...

    def update(
        self, articles: Iterable[tuple[int, Article]], removed: Iterable[str], held: Held
    ) -> None:
        """Replace or add articles, drop removed ids, all in one commit that names ``held``."""
        ...

    def search(
        self,
        query: str,
        limit: int = 10,
        after: str | None = None,
        filters: Filters | None = None,
        outlets: Collection[str] | None = None,
    ) -> Results:
        """The best hits; never raises for any query string.

        ``outlets``: those of ``filters.country``, which an index does not know.
        Raises ``InputError`` for a cursor of another list.
        """
        ...

    def clear(self) -> None:
        """Empty the index."""
        ...

    def renew(self) -> None:
        """Begin with an empty index, whatever the state of its files."""
        ...

    @property
    def damaged(self) -> tuple[str, ...]:
        """Names of its files that are not as they were written."""
        ...

    def ids(self) -> Iterable[str]:
        """The id of every article held."""
        ...

    def close(self) -> None: ...
