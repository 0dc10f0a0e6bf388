"""A query as tantivy asks it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from math import ceil
from typing import NamedTuple

import tantivy
from tantivy import FieldType, Occur

from rawi.model import Filters
from rawi.search.document import WHOLE
from rawi.search.feedback import LEAST
from rawi.search.index import Respelled
from rawi.search.moments import Moment
from rawi.search.query import Clause, Query
from rawi.search.variants import Variant, Vocabulary
from rawi.search.words import Word

_TITLE = 0.5
"""What a word counts once more for standing in the title."""
_MOMENT = 2.0
"""What being of the time that is meant counts, beside the BM25 of words."""
_MOST_RESPELLED = 16
"""Words of a query that other spellings are looked up for."""

Part = tuple[Occur, tantivy.Query]


class Narrowed(NamedTuple):
    """What hits must satisfy besides the query."""

    filters: Filters
    outlets: Collection[str] | None = None
    """Those of ``filters.country``."""


class Asked:
    """One query over one vocabulary, with its filters."""

    def __init__(
        self, schema: tantivy.Schema, query: Query, narrowed: Narrowed, vocabulary: Vocabulary
    ) -> None:
        self._schema = schema
        self._query = query
        self._variants = _respelled(query, vocabulary)
        self._limits = [*self._narrowed(*narrowed), *self._clauses()]
        self.matching = self._all([*self._limits, *self._wanted()])
        """Whatever answers the query, scored."""
        self.feeds = bool(query.wanted) and not any(len(c.words) > 1 for c in query.required)
        """Whether feedback may speak: whoever puts words in quotation marks wants just those."""
        self.words = len(query.wanted)
        self.respelled = tuple(
            Respelled(
                word=word.text,
                lemmas=tuple(v.lemma for v in found),
                known=vocabulary.holding(word.lemma) > 0,
            )
            for word in query.wanted
            if (found := self._variants.get(word.lemma))
        )

    def like(self, terms: Iterable[tuple[str, float]]) -> tantivy.Query:
        """What the words of feedback find inside the limits of the query."""
        return self._all([*self._limits, (Occur.Must, self._weighed(terms))])

    def mixed(
        self, terms: Sequence[tuple[str, float]], of_query: float, of_terms: float
    ) -> tantivy.Query:
        """The query and the words of feedback together, each by its weight.

        Without a word of the query an article needs ``feedback.LEAST`` of the others.
        """
        own = self._any([query for _, query in self._wanted()])
        both = [_boosted(own, of_query), _boosted(self._weighed(terms), of_terms)]
        several = [(Occur.Should, self._term("text", lemma)) for lemma, _ in terms]
        least = min(LEAST, len(several))
        enough = self._any([own, tantivy.Query.boolean_query(several, least)])
        let_in = (Occur.Must, _worth(enough, 0.0))
        return self._all([*self._limits, let_in, (Occur.Must, self._any(both))])

    def among(self, numbers: list[int]) -> tantivy.Query:
        """Which of some articles answer the query."""
        asked = tantivy.Query.term_set_query(self._schema, "number", numbers)
        return self._all([(Occur.Must, self.matching), (Occur.Must, asked)])

    def _wanted(self) -> list[Part]:
        query = self._query
        found = [self._word(word) for word in query.wanted]
        found += [self._moment(moment) for moment in query.moments]
        return [(Occur.Must, self._any(found))] if found else []

    def _clauses(self) -> list[Part]:
        parts = [(Occur.Must, self._clause(clause)) for clause in self._query.required]
        return parts + [(Occur.MustNot, self._clause(c)) for c in self._query.excluded]

    def _clause(self, clause: Clause) -> tantivy.Query:
        if clause.field == "id":
            return self._term("id", clause.text)
        if len(clause.words) > 1:
            lemmas: list[str | tuple[int, str]] = [w.lemma for w in clause.words]
            return tantivy.Query.phrase_query(self._schema, clause.field or "text", lemmas)
        return self._word(clause.words[0], clause.field)

    def _word(self, word: Word, field: str | None = None) -> tantivy.Query:
        """A word by its best spelling: an article scores by one of them (dismax)."""
        found = [self._lemma(word.lemma, field)]
        found += [
            _boosted(self._lemma(variant.lemma, field), variant.weight)
            for variant in self._variants.get(word.lemma, ())
        ]
        return found[0] if len(found) == 1 else tantivy.Query.disjunction_max_query(found)

    def _lemma(self, lemma: str, field: str | None = None) -> tantivy.Query:
        if field:
            return self._term(field, lemma)
        title = _boosted(self._term("title", lemma), _TITLE)
        return self._any([self._term("text", lemma), title])

    def _weighed(self, terms: Iterable[tuple[str, float]]) -> tantivy.Query:
        return self._any([_boosted(self._lemma(lemma), weight) for lemma, weight in terms])

    def _moment(self, moment: Moment) -> tantivy.Query:
        if moment.month:
            return _worth(self._term("month", moment.month), _MOMENT)
        return _worth(self._within(moment.since, moment.until), _MOMENT)

    def _narrowed(self, filters: Filters, outlets: Collection[str] | None) -> list[Part]:
        asked = [self._term("kind", "article")]
        asked += [
            self._term(f"{name}_is", value) for name in WHOLE if (value := getattr(filters, name))
        ]
        if outlets is not None:
            asked.append(tantivy.Query.term_set_query(self._schema, "outlet_is", list(outlets)))
        for source in (filters, self._query):
            if source.since or source.until:
                asked.append(self._within(source.since, source.until))
        return [(Occur.Must, _worth(query, 0.0)) for query in asked]

    def _within(self, since: datetime | None, until: datetime | None) -> tantivy.Query:
        first = ceil(since.timestamp()) if since else 1
        last = ceil(until.timestamp()) - 1 if until else None
        return tantivy.Query.range_query(self._schema, "at", FieldType.Integer, first, last)

    def _term(self, field: str, value: str | int) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, value)

    def _any(self, queries: list[tantivy.Query]) -> tantivy.Query:
        return tantivy.Query.boolean_query([(Occur.Should, query) for query in queries])

    def _all(self, parts: list[Part]) -> tantivy.Query:
        return tantivy.Query.boolean_query(parts)


def _boosted(query: tantivy.Query, boost: float) -> tantivy.Query:
    return tantivy.Query.boost_query(query, boost)


def _worth(query: tantivy.Query, score: float) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, score)


def _respelled(query: Query, vocabulary: Vocabulary) -> dict[str, tuple[Variant, ...]]:
    """The variants of the words that are asked for, of the rarest where there are many."""
    named = [c.words[0] for c in query.required if len(c.words) == 1 and c.field != "id"]
    asked = sorted([*query.wanted, *named], key=lambda w: vocabulary.holding(w.lemma))
    return {w.lemma: vocabulary.variants(w.lemma, w.key) for w in asked[:_MOST_RESPELLED]}
