"""The search index on tantivy: BM25 over our own lemmas.

Title, standfirst and body are one field, and the title counts half again. A
word is asked for in its near spellings too (``variants``), and the best
articles lend the query their weightiest words (``feedback``).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Document, Occur

from rawi.model import Filters
from rawi.search.asking import Asked, Narrowed
from rawi.search.document import MARK, document, id_of, number, schema
from rawi.search.entries import analysed
from rawi.search.index import Analysed, Counts, Entry, Held, Results, SearchOptions, rank
from rawi.search.index_files import damaged, emptied, swept
from rawi.search.query import Query, called, parse
from rawi.search.ranking import Ranking
from rawi.search.variants import Vocabulary
from rawi.search.vocabulary import Followed

_AS_WRITTEN = Vocabulary()
"""No word is asked for in other spellings."""
_HEAP_BYTES = 64_000_000
"""Memory of tantivy's writer, one thread."""
_LARGE = 20_000
"""Articles from which on facets are counted while the hits are ranked: tantivy lets go of the
interpreter, and over a million it costs as much as the search."""
_BESIDE = ThreadPoolExecutor(2, "rawi-facets")
_Facets = tuple[Counts, Counts, Counts]
_NO_FACETS: _Facets = ((), (), ())
_COUNTED = ("outlet", "section", "language")
"""What lists are narrowed to by its values,"""
_VALUES = 20_000
"""and how many values of each are told at most: tantivy counts 65,000 in all."""
log = logging.getLogger("rawi.search")


def _held(index: tantivy.Index, schema: tantivy.Schema) -> Held:
    searcher = index.searcher()
    hits = searcher.search(tantivy.Query.term_query(schema, "kind", MARK), 1).hits
    if not hits:
        return Held()
    found = searcher.doc(hits[0][1])
    return Held(int(found.get_first(MARK) or 0), found.get_first("batch") or "")


class TantivyIndex:
    """An index in a folder, or in memory where ``path`` is None.

    A folder that tantivy cannot read, or of another layout, is emptied: the
    index is derived, and follows the store again from sequence 0.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self._path = Path(path) if path is not None else None
        self._schema = schema()
        self._writer: tantivy.IndexWriter | None = None
        self._index = self._opened()
        self._vocabulary = Followed()
        self._values: tuple[Held | None, dict[str, tuple[str, ...]]] = None, {}

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
        asked = tantivy.Query.term_query(self._schema, "kind", "article")
        for _, address in searcher.search(asked, max(1, searcher.num_docs)).hits:
            yield id_of(searcher.doc(address))

    def __len__(self) -> int:
        """How many articles are held."""
        return max(0, self._index.searcher().num_docs - 1)  # the mark is one

    def among(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of the ids that are held."""
        searcher = self._index.searcher()
        asked = tantivy.Query.term_set_query(self._schema, "number", [number(one) for one in ids])
        hits = searcher.search(asked, 2 * len(ids) + 1).hits
        return frozenset(id_of(searcher.doc(address)) for _, address in hits)

    def renew(self) -> None:
        """Begin with an empty index, whatever the state of its files."""
        self._writer = None
        if self._path is not None:
            emptied(self._path)
        self._index = self._opened()
        self._vocabulary.changed()

    def update(
        self, entries: Iterable[Entry | Analysed], removed: Iterable[str], held: Held
    ) -> None:
        """Replace or add articles, drop removed ids, all in one commit."""
        with self._commit(held) as writer:
            for article_id in removed:
                self._drop(writer, article_id)
            for one in map(analysed, entries):
                self._drop(writer, one.article_id)
                writer.add_document(document(one))

    def _drop(self, writer: tantivy.IndexWriter, article_id: str) -> None:
        asked = tantivy.Query.term_query(self._schema, "number", number(article_id))
        writer.delete_documents_by_query(asked)

    def replace(self, entries: Iterable[Entry | Analysed], held: Held) -> None:
        """Hold these articles and no others; what was held serves until all are in."""
        with self._commit(held) as writer:
            writer.delete_all_documents()
            for one in map(analysed, entries):
                writer.add_document(document(one))

    def search(
        self,
        query: str,
        limit: int = 10,
        after: str | None = None,
        filters: Filters | None = None,
        outlets: Collection[str] | None = None,
        options: SearchOptions | None = None,
    ) -> Results:
        """The best hits for a query, see ``rawi.search.query``; never raises for one.

        Raises ``InputError`` for a cursor of another list.
        """
        options = options or SearchOptions()
        offset = rank(after)
        read = called(parse(query, options.now), options.names)
        if read.empty or limit < 1:
            return Results(ignored=read.ignored)
        searcher = self._index.searcher()
        vocabulary = self._vocabulary.of(searcher)
        asked = Asked(self._schema, read, Narrowed(filters or Filters(), outlets), vocabulary)
        ranking = Ranking(searcher, asked, vocabulary, options)
        wanted = options.facets and not offset
        counted = _counted(ranking, searcher.num_docs) if wanted else lambda: _NO_FACETS
        hits, total = ranking.page(offset, limit + 1)
        facets = counted()
        return Results(
            hits=hits[:limit],
            total=total,
            next=str(offset + limit) if len(hits) > limit else None,
            outlets=facets[0],
            sections=facets[1],
            days=facets[2],
            respelled=asked.respelled,
            ignored=read.ignored,
        )

    def matching(
        self,
        query: Query,
        filters: Filters | None = None,
        outlets: Collection[str] | None = None,
        among: Collection[str] | None = None,
    ) -> tuple[str, ...]:
        """Ids of all articles that satisfy a query, in no order; words as they are written."""
        if query.empty:
            return ()
        searcher = self._index.searcher()
        narrowed = Narrowed(filters or Filters(), outlets)
        asked = Asked(self._schema, query, narrowed, _AS_WRITTEN).matching
        if among is not None:
            numbers = [number(one) for one in among]
            some = tantivy.Query.term_set_query(self._schema, "number", numbers)
            asked = tantivy.Query.boolean_query([(Occur.Must, some), (Occur.Must, asked)])
        found = searcher.search(asked, max(1, searcher.num_docs), count=False)
        return tuple(id_of(searcher.doc(address)) for _, address in found.hits)

    def values(self) -> dict[str, tuple[str, ...]]:
        """Of outlet, section and language each value that occurs, the most frequent first.

        Counted once a commit: over a million articles SQL took up to 600 ms.
        """
        held = self.held
        if self._values[0] != held:
            asked = {f: {"terms": {"field": f"{f}_is", "size": _VALUES}} for f in _COUNTED}
            told = self._index.searcher().aggregate(tantivy.Query.all_query(), asked)
            self._values = held, {f: _by_count(told[f]["buckets"]) for f in _COUNTED}
        return self._values[1]

    def warm(self) -> None:
        """Read into memory what the first search would else begin to read."""
        self._vocabulary.now(self._index.searcher())

    @property
    def vocabulary(self) -> int:
        """How many lemmas are known for other spellings."""
        return len(self._vocabulary.of(self._index.searcher()))

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
            if self._path is not None:
                swept(self._path)
        return self._writer

    @contextmanager
    def _commit(self, held: Held) -> Iterator[tantivy.IndexWriter]:
        """All that is written inside at once, or nothing of it where it fails."""
        writer = self._writing()
        try:
            yield writer
            writer.delete_documents_by_term("kind", MARK)
            writer.add_document(_mark(held))
            writer.commit()
        except BaseException:
            writer.rollback()
            raise
        self._index.reload()
        self._vocabulary.changed()


def _counted(ranking: Ranking, articles: int) -> Callable[[], _Facets]:
    """What its facets come to; in a large index they are counted from now on."""
    return _BESIDE.submit(ranking.facets).result if articles > _LARGE else ranking.facets


def _mark(held: Held) -> Document:
    mark = Document()
    mark.add_text("kind", MARK)
    mark.add_unsigned(MARK, held.sequence)
    mark.add_text("batch", held.mark)
    return mark


def _by_count(buckets: Iterable[Any]) -> tuple[str, ...]:
    ordered = sorted(buckets, key=lambda one: (-one["doc_count"], one["key"]))
    return tuple(one["key"] for one in ordered if one["key"])
