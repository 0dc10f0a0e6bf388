"""What a search index must do, and the small records that go in and out of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal, Protocol

import msgspec

from rawi.errors import InputError
from rawi.model import Article, Filters, Notes
from rawi.search.meaning import Near
from rawi.search.query import Query

SearchOrder = Literal["relevance", "date"]
_RANK = re.compile("[0-9]{1,9}")
Counts = tuple[tuple[str, int], ...]


class SearchOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to search."""

    order: SearchOrder = "relevance"
    """By relevance, or the latest first."""
    feedback: bool = True
    """Whether the best articles lend the query their weightiest words."""
    facets: bool = True
    """Whether the first page counts matches by outlet, section and day."""
    near: Near | None = None
    """How near articles are to a question in meaning; None: words alone tell."""
    names: Mapping[str, str] = {}
    """Of outlets, by id, for ``outlet:``."""
    now: datetime | None = None
    """What words such as "yesterday" are counted from; without it they are words."""


class Entry(msgspec.Struct, frozen=True):
    """What is indexed of one article."""

    article: Article
    notes: Notes = Notes()


class Fields(msgspec.Struct, frozen=True, array_like=True):
    """What the index holds of an article; goes through msgpack unchanged."""

    texts: tuple[tuple[str, str], ...]
    """Field -> its words, parted by spaces, or what filters compare whole."""
    heaviest: bytes
    at: int = 0
    """Seconds since 1970."""
    day: int | None = None
    """Days since 1970; None where the time is not known."""
    month: int | None = None


class Analysed(msgspec.Struct, frozen=True):
    """The same of an article that was analysed elsewhere."""

    article_id: str
    fields: Fields


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One hit of an index: the article's id and its score, higher is better."""

    article_id: str
    score: float


class Respelled(msgspec.Struct, frozen=True, kw_only=True):
    """A word of the query that was searched in other spellings too."""

    word: str
    """As the reader wrote it."""
    lemmas: tuple[str, ...]
    """What was searched besides it, the likest first."""
    known: bool
    """Whether the word itself occurs; where it does not, the first is what was meant."""


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """One page of hits."""

    hits: tuple[Found, ...] = ()
    total: int = 0
    """How many articles match in all."""
    next: str | None = None
    """Cursor for the following page; None on the last."""
    outlets: Counts = ()
    """How many matches each outlet has, most first."""
    sections: Counts = ()
    days: Counts = ()
    """How many matches each day has (ISO dates, UTC), the latest first."""
    respelled: tuple[Respelled, ...] = ()
    ignored: tuple[str, ...] = ()
    """Parts of the query that say nothing that could be read, such as ``since:soon``."""


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
        self, entries: Iterable[Entry | Analysed], removed: Iterable[str], held: Held
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
        options: SearchOptions | None = None,
    ) -> Results:
        """The best hits; never raises for any query string.

        ``outlets``: those of ``filters.country``, which an index does not know.
        Raises ``InputError`` for a cursor of another list.
        """
        ...

    def matching(
        self,
        query: Query,
        filters: Filters | None = None,
        outlets: Collection[str] | None = None,
        among: Collection[str] | None = None,
    ) -> tuple[str, ...]:
        """Ids of all articles that satisfy a query, in no order; words as they are written.

        ``outlets`` as for ``search``; ``among``: of these articles alone.
        """
        ...

    def values(self) -> dict[str, tuple[str, ...]]:
        """Of outlet, section and language each value that occurs, the most frequent first."""
        ...

    def replace(self, entries: Iterable[Entry | Analysed], held: Held) -> None:
        """Hold these articles and no others, in one commit; what was held serves till then."""
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

    def __len__(self) -> int:
        """How many articles are held."""
        ...

    def among(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of the ids that are held."""
        ...

    def close(self) -> None: ...


def rank(after: str | None) -> int:
    """The rank that a cursor of hits stands for. Raises ``InputError``."""
    if after is None:
        return 0
    if not isinstance(after, str) or not _RANK.fullmatch(after):
        raise InputError(f"{after!r} is no cursor of this list")
    return int(after)
