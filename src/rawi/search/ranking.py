"""The hits of a query in their order, a page at a time."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from math import log
from typing import Any

import numpy as np
import tantivy

from rawi.search import feedback, meaning
from rawi.search.asking import Asked
from rawi.search.document import id_of
from rawi.search.index import Counts, Found, SearchOptions
from rawi.search.variants import Vocabulary

_POOL = 200
"""Hits at the head that feedback and freshness order; what follows is by BM25 alone.
The same for every page, so that pages agree."""
_DEEP = 1_000
"""Hits that the query and feedback each bring: 200 and 1,000 give the same to .001."""
_MOST_BROUGHT = 100
"""Articles without a word of the query that feedback may bring."""
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
        self._total = 0

    def page(self, offset: int, limit: int) -> tuple[tuple[Found, ...], int]:
        """Hits from ``offset`` on, and how many there are in all.

        Where the query finds more than are looked at, those that only feedback brought are
        not counted.
        """
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
            self._asked.matching, limit, offset=offset, order_by_field="at"
        )
        self._total = _counted(found)
        return [(0.0, address) for _, address in found.hits]

    def _ranked(self, offset: int, limit: int) -> list[Scored]:
        pool = self._pool
        if offset + limit <= len(pool):
            return pool[offset : offset + limit]
        return [*pool, *self._rest(offset + limit)][offset : offset + limit]

    def _rest(self, upto: int) -> list[Scored]:
        """What follows the pool, as far as there are ``upto`` hits in all."""
        pool = {_place(address) for _, address in self._pool}
        found = self._searcher.search(self._asked.matching, upto, count=False).hits
        return [hit for hit in found if _place(hit[1]) not in pool]

    @cached_property
    def _pool(self) -> list[Scored]:
        """The best hits in their order."""
        found = self._searcher.search(self._asked.matching, _DEEP)
        self._total = _counted(found)
        own = found.hits
        feeds = own and self._options.feedback and self._asked.feeds
        pool = self._freshened(self._fed(own) if feeds else own[:_POOL])
        return self._meant(pool) if self._options.near and self._asked.question else pool

    def _fed(self, own: list[Scored]) -> list[Scored]:
        """The best by the query and by the words of its best articles together.

        Two flat searches whose scores are added: what one of them does not find among its
        first counts nothing there (decision 0116).
        """
        best = [(float(s), self._heavy(a)) for s, a in own[: feedback.ARTICLES]]
        terms = feedback.terms(best, self._rarity)
        asked = self._asked.like(terms) if terms and own[0][0] else None
        like = self._searcher.search(asked, _DEEP, count=False).hits if asked else []
        if not like or not like[0][0]:
            return own[:_POOL]
        hits = own + like
        first, sums = self._summed(hits, len(own))
        if len(own) < _DEEP:
            kept = first < len(own)
            others = np.flatnonzero(~kept[:_POOL])
            brought = self._brought([hits[i][1] for i in first[others].tolist()], terms)
            self._total += len(brought)
            kept[others[brought]] = True
            first, sums = first[kept], sums[kept]
        ranked = zip(first[:_POOL].tolist(), sums[:_POOL].tolist(), strict=True)
        return [(score, hits[i][1]) for i, score in ranked]

    def _summed(self, hits: list[Scored], own: int) -> tuple[np.ndarray, np.ndarray]:
        """The first place in ``hits`` of each article and its scores together, best first.

        The first ``own`` hits are of the query, the others of the words of feedback.
        """
        share = feedback.share(self._asked.words)
        scores = np.array([score for score, _ in hits])
        scores[:own] = (1 - share) * scores[:own] / scores[0]
        scores[own:] = share * scores[own:] / scores[own]
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        _, first, which = np.unique(
            np.array(numbers, np.uint64), return_index=True, return_inverse=True
        )
        sums = np.bincount(which, scores)
        order = np.lexsort((first, -sums))
        return first[order], sums[order]

    def _brought(
        self, others: list[tantivy.DocAddress], terms: list[tuple[str, float]]
    ) -> list[int]:
        """Which of the first articles without a word of the query have enough others."""
        some = others[:_MOST_BROUGHT]
        if not some:
            return []
        numbers = [int(n or 0) for n in self._searcher.fast_field_values("number", some)]
        asked = self._asked.holding([lemma for lemma, _ in terms], numbers)
        found = self._searcher.search(asked, len(numbers), count=False).hits
        having = {_place(a) for n, a in found if n >= feedback.LEAST}
        return [i for i, a in enumerate(some) if _place(a) in having]

    def _meant(self, pool: list[Scored]) -> list[Scored]:
        """The first of the pool by score and by nearness to the question together."""
        assert self._options.near
        first = pool[: meaning.FIRST]
        if not first or not first[0][0]:
            return pool
        ids = [self._id(address) for _, address in first]
        told = meaning.worth(ids, self._options.near(self._asked.question, ids))
        most = first[0][0]
        scored = [(s + most * more, a) for (s, a), more in zip(first, told, strict=True)]
        return sorted(scored, key=lambda hit: -hit[0]) + pool[meaning.FIRST :]

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


def _counted(found: tantivy.SearchResult) -> int:
    return int(getattr(found, "count", 0))  # the stubs of tantivy forget it


def _iso(day: str) -> str:
    return datetime.fromtimestamp(float(day) * _DAY, UTC).date().isoformat()
