"""A query as tantivy asks it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from math import ceil
from typing import NamedTuple

import msgspec
import tantivy
from tantivy import FieldType, Occur

from rawi.model import Filters
from rawi.search.document import number
from rawi.search.entries import SPELLED, WHOLE
from rawi.search.index import Respelled
from rawi.search.meaning import is_question
from rawi.search.moments import Moment
from rawi.search.query import Clause, Query
from rawi.search.variants import Variant, Vocabulary
from rawi.search.words import Word, spelling

_TITLE = 0.5
"""What a word counts once more for standing in the title."""
_MOMENT = 2.0
"""What being of the time that is meant counts, beside the BM25 of words."""
_MOST_RESPELLED = 16
"""Words of a query that other spellings are looked up for."""
_FEW = 3
"""Words of a query in which a word that occurs nowhere is looked up with a letter changed: in
headlines that loses .0015."""

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
        self._own = self._wanted()
        self.matching = self._inside(self._own)
        """Whatever answers the query, scored."""
        self.feeds = bool(query.wanted) and not any(len(c.words) > 1 for c in query.required)
        """Whether feedback may speak: whoever puts words in quotation marks wants just those."""
        self.words = len(query.wanted)
        self.question = query.text if self.feeds and is_question(query.text) else ""
        """What is asked in words, where anything is."""
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
        return self._inside(self._weighed(terms))

    def holding(self, lemmas: Iterable[str], numbers: list[int]) -> tantivy.Query:
        """How many of the lemmas each of some articles has, as its score."""
        some = tantivy.Query.term_set_query(self._schema, "number", numbers)
        each = [(Occur.Should, _worth(self._term("text", lemma), 1.0)) for lemma in lemmas]
        return self._all([(Occur.Must, _worth(some, 0.0)), *each])

    def _wanted(self) -> list[tantivy.Query]:
        """What makes an article an answer, the more of it the better."""
        query = self._query
        words = [part for word in query.wanted for part in self._word(word)]
        return [*words, *map(self._moment, query.moments)]

    def _clauses(self) -> list[Part]:
        parts = [(Occur.Must, self._clause(clause)) for clause in self._query.required]
        return parts + [(Occur.MustNot, self._clause(c)) for c in self._query.excluded]

    def _clause(self, clause: Clause) -> tantivy.Query:
        if clause.outlets:
            named = tantivy.Query.term_set_query(self._schema, "outlet_is", list(clause.outlets))
            other = msgspec.structs.replace(clause, outlets=())
            return self._any([_worth(named, 0.0), self._clause(other)])
        if clause.field == "id":
            return self._term("number", number(clause.text))
        if len(clause.words) > 1:
            terms: list[str | tuple[int, str]] = [_held(w, clause.field) for w in clause.words]
            return tantivy.Query.phrase_query(self._schema, clause.field or "text", terms)
        if clause.field in SPELLED:
            return self._term(clause.field, spelling(clause.words[0].text))
        return self._any(self._word(clause.words[0], clause.field))

    def _word(self, word: Word, field: str | None = None) -> list[tantivy.Query]:
        """A word in its spellings: an article scores by the best that it has (dismax).

        Only in the field itself, titles are few: tantivy asks a union of bare terms in a
        third of the time that unions in it take.
        """
        variants = self._variants.get(word.lemma, ())
        if not variants:
            return self._lemma(word.lemma, field)
        spelled = [(word.lemma, 1.0), *((v.lemma, v.weight) for v in variants)]
        found = [_boosted(self._term(field or "text", lemma), n) for lemma, n in spelled]
        titled = [_boosted(self._term("title", lemma), _TITLE * n) for lemma, n in spelled]
        best = tantivy.Query.disjunction_max_query(found)
        return [best] if field else [best, *titled]

    def _lemma(
        self, lemma: str, field: str | None = None, weight: float = 1.0
    ) -> list[tantivy.Query]:
        """A lemma in one field, or in the text and half again in the title."""
        asked = ((field, weight),) if field else (("text", weight), ("title", _TITLE * weight))
        return [_boosted(self._term(name, lemma), boost) for name, boost in asked]

    def _weighed(self, terms: Iterable[tuple[str, float]]) -> list[tantivy.Query]:
        return [part for lemma, weight in terms for part in self._lemma(lemma, None, weight)]

    def _moment(self, moment: Moment) -> tantivy.Query:
        if moment.month:
            return _worth(self._term("month", moment.month), _MOMENT)
        return _worth(self._within(moment.since, moment.until), _MOMENT)

    def _narrowed(self, filters: Filters, outlets: Collection[str] | None) -> list[Part]:
        asked = [
            self._term(f"{name}_is", value) for name in WHOLE if (value := getattr(filters, name))
        ]
        if outlets is not None:
            asked.append(tantivy.Query.term_set_query(self._schema, "outlet_is", list(outlets)))
        asked += [
            self._within(source.since, source.until)
            for source in (filters, self._query)
            if source.since or source.until
        ]
        return [(Occur.Must, _worth(query, 0.0)) for query in asked]

    def _within(self, since: datetime | None, until: datetime | None) -> tantivy.Query:
        first = ceil(since.timestamp()) if since else 1
        last = ceil(until.timestamp()) - 1 if until else None
        return tantivy.Query.range_query(self._schema, "at", FieldType.Integer, first, last)

    def _term(self, field: str, value: str | int) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, value)

    def _inside(self, queries: list[tantivy.Query]) -> tantivy.Query:
        """Articles that have any of this, where anything is asked, inside the limits.

        Without limits the terms stand side by side, so that tantivy passes over blocks
        of articles that cannot come first.
        """
        parts = [*self._limits, *([(Occur.Must, self._any(queries))] if queries else ())]
        if all(occur == Occur.MustNot for occur, _ in parts):
            parts.append((Occur.Must, _worth(self._term("kind", "article"), 0.0)))
        return self._any(queries) if len(parts) == 1 and queries else self._all(parts)

    def _any(self, queries: list[tantivy.Query]) -> tantivy.Query:
        return tantivy.Query.boolean_query([(Occur.Should, query) for query in queries])

    def _all(self, parts: list[Part]) -> tantivy.Query:
        return tantivy.Query.boolean_query(parts)


def _boosted(query: tantivy.Query, boost: float) -> tantivy.Query:
    return tantivy.Query.boost_query(query, boost)


def _held(word: Word, field: str | None) -> str:
    """A word as its field holds it."""
    return spelling(word.text) if field in SPELLED else word.lemma


def _worth(query: tantivy.Query, score: float) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, score)


def _respelled(query: Query, vocabulary: Vocabulary) -> dict[str, tuple[Variant, ...]]:
    """The variants of the words that are asked for, of the rarest where there are many."""
    apart = ("id", *SPELLED)
    named = [c.words[0] for c in query.required if len(c.words) == 1 and c.field not in apart]
    asked = sorted([*query.wanted, *named], key=lambda w: vocabulary.holding(w.lemma))
    few = len(asked) <= _FEW
    return {
        w.lemma: vocabulary.variants(w.lemma, w.key, changes=few) for w in asked[:_MOST_RESPELLED]
    }
