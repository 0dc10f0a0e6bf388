"""The hits of a query in their order, a page at a time."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from math import log
from typing import Any

import tantivy

from rawi.search import feedback
from rawi.search.asking import Asked
from rawi.search.document import id_of
from rawi.search.index import Counts, Found, SearchOptions
from rawi.search.variants import Vocabulary

_POOL = 200
"""Hits at the head that feedback and freshness order; what follows is by BM25 alone.
The same for every page, so that pages agree."""
_FRESH = 0.05
"""What the newest gains at most: a tie-break, not an order by date."""
_HALF_LIFE_DAYS = 30.0
"""Days in which what freshness adds is halved; it orders equals and no more."""
_FACETS = 20
"""Values that are counted of each facet."""
_DAY = 86_400
"""Seconds."""

Scored = tuple[Any, tantivy.DocAddress]


class Ranking:
    """What a query finds in one state of the index."""

    def __init__(
        self,
        searcher: tantivy.Searcher,
        asked: Asked,
        vocabulary: Vocabulary,
        options: SearchOptions,
    ) -> None:
        self._searcher = searcher
        self._asked = asked
        self._vocabulary = vocabulary
        self._options = options
        self._brought = 0
        """Hits of the pool that feedback found without a word of the query."""

    def page(self, offset: int, limit: int) -> tuple[tuple[Found, ...], int]:
        """Hits from ``offset`` on, and how many there are in all."""
        if self._options.order == "date":
            found = self._latest(offset, limit)
        else:
            found = self._ranked(offset, limit)
        hits = tuple(Found(article_id=self._id(a), score=float(s)) for s, a in found)
        return hits, self._total

    def facets(self) -> tuple[Counts, Counts, Counts]:
        """How many matches each outlet, each section and each day has."""
        sizes = {"outlet_is": _FACETS, "section_is": _FACETS, "day": _FACETS}
        asked = {f: {"terms": {"field": f, "size": n}} for f, n in sizes.items()}
        told = self._searcher.aggregate(self._asked.matching, asked)
        outlets, sections, days = (
            tuple((str(b["key"]), int(b["doc_count"])) for b in told[f]["buckets"]) for f in sizes
        )
        return outlets, sections, tuple(sorted(((_iso(d), n) for d, n in days), reverse=True))

    def _latest(self, offset: int, limit: int) -> list[Scored]:
        found = self._searcher.search(
            self._asked.matching, limit, count=False, offset=offset, order_by_field="at"
        )
        return [(0.0, address) for _, address in found.hits]

    def _ranked(self, offset: int, limit: int) -> list[Scored]:
        pool = self._pool
        if offset + limit <= len(pool) or len(pool) >= self._total:
            return pool[offset : offset + limit]
        return [*pool, *self._rest(offset + limit)][offset : offset + limit]

    def _rest(self, upto: int) -> list[Scored]:
        """What follows the pool, as far as there are ``upto`` hits in all."""
        pool = {_place(address) for _, address in self._pool}
        found = self._searcher.search(self._asked.matching, upto, count=False).hits
        return [hit for hit in found if _place(hit[1]) not in pool]

    @cached_property
    def _pool(self) -> list[Scored]:
        first = self._searcher.search(self._asked.matching, _POOL, count=False).hits
        found = self._fed(first) if self._options.feedback and self._asked.feeds else first
        return self._freshened(found)

    @cached_property
    def _total(self) -> int:
        """What matches, and what feedback brought to the pool besides."""
        matching = _count(self._searcher, self._asked.matching)
        return matching + (
            self._brought if self._options.order == "relevance" and self._pool else 0
        )

    def _fed(self, first: list[Scored]) -> list[Scored]:
        """The pool by the query and by the words of its best articles together."""
        best = [(float(s), self._heavy(a)) for s, a in first[: feedback.ARTICLES]]
        terms = feedback.terms(best, self._rarity)
        if not terms or not first[0][0]:
            return first
        like = self._searcher.search(self._asked.like(terms), _POOL, count=False).hits
        if not like or not like[0][0]:
            return first
        share = feedback.share(self._asked.words)
        weights = (1 - share) / first[0][0], share / like[0][0]
        mixed = self._asked.mixed(terms, weights, self._numbers([*first, *like]))
        found = self._searcher.search(mixed, _POOL, count=False).hits
        self._brought = len(found) - self._answering(found)
        return found

    def _answering(self, found: list[Scored]) -> int:
        """How many hits answer the query itself."""
        return _count(self._searcher, self._asked.among(self._numbers(found)))

    def _numbers(self, found: list[Scored]) -> list[int]:
        """The numbers of hits, each once."""
        told = self._searcher.fast_field_values("number", [address for _, address in found])
        return sorted({int(number or 0) for number in told})

    def _freshened(self, found: list[Scored]) -> list[Scored]:
        days = self._searcher.fast_field_values("day", [address for _, address in found])
        newest = max((float(day) for day in days if day is not None), default=0.0)
        fresh = [
            (score * (1 + _FRESH * 0.5 ** ((newest - float(day or 0)) / _HALF_LIFE_DAYS)), address)
            for (score, address), day in zip(found, days, strict=True)
        ]
        return sorted(fresh, key=lambda hit: -hit[0])

    def _rarity(self, lemma: str) -> float:
        return log((self._searcher.num_docs + 1) / (self._vocabulary.holding(lemma) + 0.5))

    def _heavy(self, address: tantivy.DocAddress) -> feedback.Heavy:
        return feedback.unpacked(bytes(self._searcher.doc(address).get_first("heaviest") or b""))

    def _id(self, address: tantivy.DocAddress) -> str:
        return id_of(self._searcher.doc(address))


def _place(address: tantivy.DocAddress) -> tuple[int, int]:
    return address.segment_ord, address.doc


def _count(searcher: tantivy.Searcher, asked: tantivy.Query) -> int:
    found = searcher.search(asked, 1, count=True)
    return int(getattr(found, "count", 0))  # the stubs of tantivy forget it


def _iso(day: str) -> str:
    return datetime.fromtimestamp(float(day) * _DAY, UTC).date().isoformat()
