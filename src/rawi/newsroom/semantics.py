"""Meaning in a newsroom: the vectors of its articles made, kept up, asked.

They follow the store by themselves: an article whose text has no vector is missing one,
whatever happened, a crash, an import, a rebuild or another edition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from threading import Event

from rawi.model import Article
from rawi.search.meaning import E5, Embedder
from rawi.store import reading, removal
from rawi.store.engines.database import Database
from rawi.store.vectors import Standing, Vectors, standing

_LETTERS = 300
"""Letters of title and text that a vector is made of: 166 ms of CPU time, 500 take 328
(decision 0115)."""
_PAGE = 200
"""Articles that are looked at in one go."""
_AT_ONCE = 8
"""Vectors that are made between two looks at whether to stop, and kept together."""


class Semantics:
    """The vectors of one newsroom, and its embedder, loaded where it is first needed."""

    def __init__(
        self, database: Database, vectors: Vectors, load: Callable[[], Embedder] = E5
    ) -> None:
        self._database = database
        self._vectors = vectors
        self._load = load
        self._embedder: Embedder | None = None
        self._done = (0, "")
        """Number and mark of the batch up to which nothing was missing."""
        self._begun = 0
        """The last batch whose articles were begun with."""

    @property
    def embedder(self) -> Embedder:
        """Raises ``InputError`` where the extra is not installed."""
        if self._embedder is None:
            self._embedder = self._load()
        return self._embedder

    def near(self, query: str, ids: Sequence[str]) -> Mapping[str, float]:
        """How near articles are to a query; of those that have a vector."""
        if not (kept := self._vectors.of(ids)):
            return {}
        asked = self.embedder.query(query)
        return {name: float(vector @ asked) for name, vector in kept.items()}

    def forget(self, ids: Sequence[str]) -> None:
        """Keep nothing of articles that were removed."""
        self._vectors.forget(ids)

    def close(self) -> None:
        self._vectors.close()

    def catch_up(self, stop: Event | None = None) -> int:
        """Make what is missing, the last taken in first, until told to stop; how many."""
        self._vectors.begin(self.embedder.model)
        made = 0
        for page in self._pages(self._followed()):
            lacking = self._vectors.missing(page)
            wanted = [one for one in page if one[1] in lacking]
            for at in range(0, len(wanted), _AT_ONCE):
                if stop and stop.is_set():
                    return made
                made += self._make(wanted[at : at + _AT_ONCE])
        self._done = self._begun, self._mark(self._begun)
        return made

    def _followed(self) -> int:
        """The batch up to which nothing is missing; 0 for a store of another life."""
        sequence, mark = self._done
        return sequence if sequence and mark == self._mark(sequence) else 0

    def _mark(self, sequence: int) -> str:
        with self._database.reading() as connection:
            return reading.mark_of(connection, sequence)

    def _pages(self, since: int) -> Iterator[list[Standing]]:
        """Articles of batches after ``since``; those that come in meanwhile before the rest."""
        self._begun = self._database.last_batch()
        self._sweep(since)
        below = None
        while page := self._page(since, below):
            yield page
            below = page[-1][0]
            if self._database.last_batch() > self._begun:
                yield from self._pages(self._begun)

    def _page(self, since: int, below: int | None) -> list[Standing]:
        with self._database.reading() as connection:  # for a moment: a long one holds up others
            return standing(connection, _PAGE, since=since, below=below)

    def _sweep(self, since: int) -> None:
        """Forget what is not in the store any more: all that is held, or what went lately."""
        if since:
            with self._database.reading() as connection:
                gone = removal.removed_since(connection, since)
            self._vectors.forget(gone)
            return
        for ids in self._vectors.ids():
            with self._database.reading() as connection:
                there = reading.stories_of(connection, ids)
            self._vectors.forget([name for name in ids if name not in there])

    def _make(self, wanted: Sequence[Standing]) -> int:
        with self._database.reading() as connection:
            found = reading.articles(connection, [name for _, name, _ in wanted])
        text_of = {name: text for _, name, text in wanted}
        made = self.embedder.passages([opening(article) for article in found])
        rows = zip(found, made, strict=True)
        self._vectors.keep((a.id, text_of[a.id], vector) for a, vector in rows)
        return len(found)


def opening(article: Article) -> str:
    """What a vector is made of: the title and as much of the text as is cheap."""
    return f"{article.title or ''}\n{article.text}".strip()[:_LETTERS]
