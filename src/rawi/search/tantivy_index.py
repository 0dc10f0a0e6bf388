"""The search index on tantivy: BM25 over our own tokens.

Every word goes in twice at one position: its folded surface and its lemma. So
all forms of a word are found, the very form asked for ranks higher, and
phrases keep their distances.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Document, FieldType, Occur, PreTokenizedString, Query

from rawi.arabic import tokens
from rawi.errors import InputError
from rawi.model import Article, Filters
from rawi.search.index import Found, Held, Results
from rawi.search.index_files import damaged, emptied
from rawi.search.query import Clause, Term, parse

_WEIGHTS = {"title": 2.0, "body": 1.0, "tags": 1.0, "authors": 0.5, "outlet": 0.5, "section": 0.5}
_SURFACE = 0.3
_HEAP_BYTES = 64_000_000
log = logging.getLogger("rawi.search")
_MARK = "sequence"
_PLACE = re.compile("[0-9]{1,9}")
_FACETS = 20
_POOL = 100
"""Hits that are ranked anew by freshness."""
_FRESH = 0.05
"""What the newest gains at most: a tie-break, not an order by date."""
_HALF_LIFE_DAYS = 30.0

Scored = tuple[Any, tantivy.DocAddress]
Counts = tuple[tuple[str, int], ...]
Part = tuple[Occur, Query]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("id", "kind"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("outlet_is", "section_is", "language_is"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in _WEIGHTS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="position")
    builder.add_date_field("published", indexed=True, fast=True)
    builder.add_integer_field("day", fast=True)
    builder.add_unsigned_field("sequence", stored=True)
    builder.add_text_field("batch", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _tokenised(text: str) -> PreTokenizedString:
    stacked = []
    for position, token in enumerate(tokens(text)):
        stacked.append(tantivy.Token(token.key, position, token.start, token.end))
        if token.lemma != token.key:
            stacked.append(tantivy.Token(token.lemma, position, token.start, token.end))
    return PreTokenizedString(text, stacked)


def _moment(text: str | None) -> datetime | None:
    """A time in UTC; None for what cannot be read."""
    if not text:
        return None
    try:
        when = datetime.fromisoformat(text)
        return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _body(article: Article) -> str:
    """Text to search; a teaser that repeats the opening is left out."""
    text = article.text
    extra = (t for t in (article.standfirst, article.summary) if t and t[:40] not in text)
    return "\n".join([*extra, text])


def _document(article: Article) -> Document:
    document = Document()
    document.add_text("id", article.id)
    document.add_text("kind", "article")
    texts = {
        "title": article.title,
        "body": _body(article),
        "tags": " . ".join(article.tags),
        "authors": " . ".join(article.authors),
        "outlet": article.outlet,
        "section": article.section,
    }
    for name, text in texts.items():
        if text:
            document.add_pre_tokenized_text(name, _tokenised(text))
    for name in ("outlet", "section", "language"):
        if value := getattr(article, name):
            document.add_text(f"{name}_is", value)
    if when := _moment(article.published or article.collected):
        document.add_date("published", when)
        document.add_integer("day", int(when.timestamp() // 86_400))
    return document


def _ranked(
    searcher: tantivy.Searcher, asked: Query, offset: int, limit: int
) -> tuple[list[Scored], int]:
    """One page of hits and how many there are. In the pool of the first, newer ones gain."""
    if offset + limit > _POOL:
        found = searcher.search(asked, limit, offset=offset)
        return found.hits, _total(found)
    found = searcher.search(asked, _POOL)
    days = searcher.fast_field_values("day", [address for _, address in found.hits])
    newest = max((float(day) for day in days if day is not None), default=0.0)
    fresh = [
        (score * (1 + _FRESH * 0.5 ** ((newest - float(day or 0)) / _HALF_LIFE_DAYS)), address)
        for (score, address), day in zip(found.hits, days, strict=True)
    ]
    fresh.sort(key=lambda hit: -hit[0])
    return fresh[offset : offset + limit], _total(found)


def _offset(after: str | None) -> int:
    """Where a page begins. Raises ``InputError``."""
    if after is None:
        return 0
    if not isinstance(after, str) or not _PLACE.fullmatch(after):
        raise InputError(f"{after!r} is no cursor of this list")
    return int(after)


def _total(found: tantivy.SearchResult) -> int:
    return int(getattr(found, "count", 0))  # the stubs of tantivy forget it


def _counts(searcher: tantivy.Searcher, asked: Query) -> tuple[Counts, Counts]:
    """How many matches each outlet and each section has."""
    fields = ("outlet_is", "section_is")
    told = searcher.aggregate(asked, {f: {"terms": {"field": f, "size": _FACETS}} for f in fields})
    outlets, sections = (
        tuple((str(b["key"]), int(b["doc_count"])) for b in told[f]["buckets"]) for f in fields
    )
    return outlets, sections


def _held(index: tantivy.Index, schema: tantivy.Schema) -> Held:
    searcher = index.searcher()
    hits = searcher.search(Query.term_query(schema, "kind", _MARK), 1).hits
    if not hits:
        return Held()
    found = searcher.doc(hits[0][1])
    return Held(int(found.get_first("sequence") or 0), found.get_first("batch") or "")


class TantivyIndex:
    """An index in a folder, or in memory where ``path`` is None.

    A folder that tantivy cannot read, or of another layout, is emptied: the
    index is derived, and follows the store again from sequence 0.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self._path = Path(path) if path is not None else None
        self._schema = _schema()
        self._writer: tantivy.IndexWriter | None = None
        self._index = self._opened()

    @property
    def held(self) -> Held:
        """The last batch held."""
        return _held(self._index, self._schema)

    @property
    def damaged(self) -> tuple[str, ...]:
        """Names of its files that are not as they were written."""
        return damaged(self._path) if self._path is not None else ()

    def ids(self) -> Iterator[str]:
        """The id of every article held."""
        searcher = self._index.searcher()
        asked = Query.term_query(self._schema, "kind", "article")
        for _, address in searcher.search(asked, max(1, searcher.num_docs)).hits:
            yield searcher.doc(address).get_first("id") or ""

    def renew(self) -> None:
        """Begin with an empty index, whatever the state of its files."""
        self._writer = None
        if self._path is not None:
            emptied(self._path)
        self._index = self._opened()

    def update(
        self, articles: Iterable[tuple[int, Article]], removed: Iterable[str], held: Held
    ) -> None:
        """Replace or add articles, drop removed ids, all in one commit."""
        writer = self._writing()
        for article_id in removed:
            writer.delete_documents_by_term("id", article_id)
        for _, article in articles:
            writer.delete_documents_by_term("id", article.id)
            writer.add_document(_document(article))
        self._commit(writer, held)

    def search(
        self,
        query: str,
        limit: int = 10,
        after: str | None = None,
        filters: Filters | None = None,
        outlets: Collection[str] | None = None,
    ) -> Results:
        """The best hits for a query, see ``rawi.search.query``; never raises for one.

        Raises ``InputError`` for a cursor of another list.
        """
        offset = _offset(after)
        clauses = parse(query)
        if not clauses or limit < 1:
            return Results()
        asked = self._query(clauses, self._filters(filters or Filters(), outlets))
        searcher = self._index.searcher()
        ranked, total = _ranked(searcher, asked, offset, limit)
        by_outlet, by_section = _counts(searcher, asked) if not offset else ((), ())
        return Results(
            hits=tuple(
                Found(article_id=searcher.doc(address).get_first("id") or "", score=score)
                for score, address in ranked
            ),
            total=total,
            next=str(offset + limit) if offset + limit < total else None,
            outlets=by_outlet,
            sections=by_section,
        )

    def clear(self) -> None:
        """Empty the index; it holds no batch then."""
        writer = self._writing()
        writer.delete_all_documents()
        self._commit(writer, Held())

    def close(self) -> None:
        """Wait for background work and release the folder."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    def _opened(self) -> tantivy.Index:
        if self._path is None:
            return tantivy.Index(self._schema)
        self._path.mkdir(parents=True, exist_ok=True)
        try:
            index = tantivy.Index(self._schema, path=str(self._path))
            _held(index, self._schema)
        except BaseException as why:  # a panic of tantivy is no Exception
            if not isinstance(why, ValueError | OSError) and not self.damaged:
                raise
            log.warning("%s cannot be read and is made anew: %s", self._path, why)
            emptied(self._path)
            return tantivy.Index(self._schema, path=str(self._path))
        return index

    def _writing(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(_HEAP_BYTES, 1)
        return self._writer

    def _commit(self, writer: tantivy.IndexWriter, held: Held) -> None:
        writer.delete_documents_by_term("kind", _MARK)
        mark = Document()
        mark.add_text("kind", _MARK)
        mark.add_unsigned("sequence", held.sequence)
        mark.add_text("batch", held.mark)
        writer.add_document(mark)
        writer.commit()
        self._index.reload()

    def _term(self, term: Term, field: str) -> Query:
        lemma = Query.term_query(self._schema, field, term.lemma)
        if term.key == term.lemma:
            return lemma
        surface = Query.boost_query(Query.term_query(self._schema, field, term.key), _SURFACE)
        return Query.boolean_query([(Occur.Should, lemma), (Occur.Should, surface)])

    def _clause(self, clause: Clause) -> Query:
        fields = [clause.field] if clause.field else list(_WEIGHTS)
        asked = []
        for field in fields:
            if clause.phrase:
                words: list[str | tuple[int, str]] = [t.lemma for t in clause.terms]
                query = Query.phrase_query(self._schema, field, words)
            else:
                query = self._term(clause.terms[0], field)
            asked.append((Occur.Should, Query.boost_query(query, _WEIGHTS[field])))
        return Query.boolean_query(asked)

    def _query(self, clauses: tuple[Clause, ...], limits: list[Part]) -> Query:
        article = Query.term_query(self._schema, "kind", "article")
        parts = [(Occur.Must, Query.const_score_query(article, 0.0))]
        wanted = []
        for clause in clauses:
            if clause.excluded:
                parts.append((Occur.MustNot, self._clause(clause)))
            elif clause.phrase or clause.field:
                parts.append((Occur.Must, self._clause(clause)))
            else:
                wanted.append((Occur.Should, self._clause(clause)))
        if wanted:
            parts.append((Occur.Must, Query.boolean_query(wanted)))
        return Query.boolean_query(parts + limits)

    def _filters(self, filters: Filters, outlets: Collection[str] | None) -> list[Part]:
        asked = [
            Query.term_query(self._schema, f"{name}_is", value)
            for name in ("outlet", "section", "language")
            if (value := getattr(filters, name))
        ]
        if outlets is not None:
            asked.append(Query.term_set_query(self._schema, "outlet_is", list(outlets)))
        since, until = filters.since, filters.until
        if since or until:
            within = (since, until, True, until is None)
            asked.append(Query.range_query(self._schema, "published", FieldType.Date, *within))
        return [(Occur.Must, Query.const_score_query(q, 0.0)) for q in asked]
