"""The recent articles in memory, and what a new one is to them.

Order of intake decides: the same articles in the same order give the same
copies, stories and similar articles, whatever the machine or the batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

import msgspec
import numpy as np

from rawi.model import CopyLink
from rawi.relate.copies import CopyRules, agreement, bands, link
from rawi.relate.passages import Words, words
from rawi.relate.postings import Postings
from rawi.relate.sketch import Sketch
from rawi.relate.vectors import Vector, Weights, cosine

DAY = 86_400.0


class WindowOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How the window decides."""

    story_days: float = 4.0
    """How far apart in time, in days, two neighbours of one story may be."""
    story_at: float = 0.35
    """Average likeness to a story's articles from which an article joins it."""
    similar_at: float = 0.08
    """Likeness from which an article of another story is called similar."""
    copies: CopyRules = CopyRules()


class Placed(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """A sketch with what was decided about it: what is stored, and loaded on opening."""

    sketch: Sketch
    story_id: str
    copies: tuple[CopyLink, ...] = ()


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """What a new article is to those before it.

    ``merged`` names stories that this article shows to be one with ``story_id``:
    the newsroom moves their articles there and keeps a redirect from each.
    """

    copies: tuple[CopyLink, ...] = ()
    """The new article is ``article_id`` of a link, or ``older_id`` where it arrives late."""
    story_id: str | None = None
    """The story that it joins; None: it founds its own, under its own id."""
    similar: tuple[tuple[str, float], ...] = ()
    merged: tuple[str, ...] = ()


class Window:
    """Recent articles in memory. Not safe for use from several threads at once."""

    def __init__(self, options: WindowOptions | None = None) -> None:
        self._options = options or WindowOptions()
        self._weights = Weights()
        self._sketches: list[Sketch] = []
        self._vectors: list[Vector] = []
        self._stories: list[str] = []
        self._members: dict[str, list[int]] = {}
        self._copies: list[set[int]] = []
        self._rows: dict[str, int] = {}
        self._bands = Postings()
        self._terms = Postings()

    def __len__(self) -> int:
        return len(self._sketches)

    def __contains__(self, article_id: object) -> bool:
        return article_id in self._rows

    def load(self, placed: Iterable[Placed]) -> None:
        """Take in articles that were decided about before, in order of intake."""
        links: list[CopyLink] = []
        for item in placed:
            self._append(item.sketch, item.story_id)
            links += item.copies
        for found in links:
            self._note_copy(found)

    def relate(self, sketch: Sketch, text_of: Callable[[str], str]) -> Relation:
        """Decide about a new article, and take it in.

        ``text_of`` gives the body of any article of the window, and of the new
        one, by id; it is asked only where two articles may be copies.
        Raises ``ValueError`` where the id is in the window already.
        """
        if sketch.id in self._rows:
            raise ValueError(f"{sketch.id} is in the window already")
        vector = self._weights.vector(sketch)
        near = self._near(vector)
        copies = self._copies_of(sketch, near, text_of)
        story = self._story_of(sketch, near, copies)
        row = self._append(sketch, story or sketch.id)
        for found in copies:
            self._note_copy(found)
        return Relation(copies=copies, story_id=story, similar=self._ranked(row, near, 10))

    def similar(self, article_id: str, limit: int = 10) -> tuple[tuple[str, float], ...]:
        """Articles of other stories on the same matter, likest first.

        Empty for an article that the window does not hold.
        """
        row = self._rows.get(article_id)
        if row is None:
            return ()
        return self._ranked(row, self._near(self._vectors[row]), limit)

    def next_read(self, article_id: str) -> str | None:
        """The article to read after this one; None where nothing fits."""
        row = self._rows.get(article_id)
        if row is None:
            return None
        near = self._near(self._vectors[row])
        this = self._sketches[row]
        fit = [
            (score, other)
            for other, score in near.items()
            if other != row
            and other not in self._copies[row]
            and self._sketches[other].language == this.language
            and score >= self._options.similar_at
        ]
        return self._sketches[max(fit)[1]].id if fit else None

    def _append(self, sketch: Sketch, story: str) -> int:
        row = len(self._sketches)
        self._weights.count(sketch)
        vector = self._weights.vector(sketch)
        self._sketches.append(sketch)
        self._vectors.append(vector)
        self._stories.append(story)
        self._members.setdefault(story, []).append(row)
        self._copies.append(set())
        self._rows[sketch.id] = row
        self._bands.add(bands(sketch.signature), row)
        self._terms.add(vector.terms.astype(np.uint64), row)
        return row

    def _note_copy(self, found: CopyLink) -> None:
        one, other = self._rows.get(found.article_id), self._rows.get(found.older_id)
        if one is not None and other is not None:
            self._copies[one].add(other)
            self._copies[other].add(one)

    def _near(self, vector: Vector) -> dict[int, float]:
        """Rows that share the vector's heaviest terms, with their likeness."""
        heavy = np.argsort(-vector.weights, kind="stable")[:40]
        hits = self._terms.find(vector.terms[heavy].astype(np.uint64), 1000)
        if not hits:
            return {}
        score = np.zeros(len(self._sketches))
        for rows, weight in zip(hits, vector.weights[heavy].tolist(), strict=True):
            score[rows] += weight * weight
        best = np.argsort(-score, kind="stable")[:60]
        return {int(row): cosine(vector, self._vectors[row]) for row in best if score[row] > 0.01}

    def _copies_of(
        self, sketch: Sketch, near: dict[int, float], text_of: Callable[[str], str]
    ) -> tuple[CopyLink, ...]:
        proposed = {int(r) for rows in self._bands.find(bands(sketch.signature), 50) for r in rows}
        proposed = {
            r for r in proposed if agreement(sketch.signature, self._sketches[r].signature) > 0.03
        } | {row for row, score in near.items() if score > 0.4 and sketch.signature}
        if not proposed:
            return ()
        read: Callable[[str], Words] = lru_cache(maxsize=None)(lambda i: words(text_of(i)))
        found = []
        for row in sorted(proposed):
            other = self._sketches[row]
            ids = (sketch.id, other.id) if not _older(sketch, other) else (other.id, sketch.id)
            copy = link(ids, read(ids[0]), read(ids[1]), self._options.copies)
            if copy is not None:
                found.append(copy)
        return tuple(found)

    def _story_of(
        self, sketch: Sketch, near: dict[int, float], copies: tuple[CopyLink, ...]
    ) -> str | None:
        for copy in copies:
            if copy.kind != "partial":
                other = copy.older_id if copy.article_id == sketch.id else copy.article_id
                return self._stories[self._rows[other]]
        likeness: dict[str, float] = {}
        for row, score in near.items():
            if _days_apart(sketch, self._sketches[row]) <= self._options.story_days:
                story = self._stories[row]
                likeness[story] = likeness.get(story, 0.0) + score
        fit = [(total / len(self._members[story]), story) for story, total in likeness.items()]
        best = max(fit, default=(0.0, ""))
        return best[1] if best[0] >= self._options.story_at else None

    def _ranked(
        self, row: int, near: dict[int, float], limit: int
    ) -> tuple[tuple[str, float], ...]:
        fit = sorted(
            (-score, other)
            for other, score in near.items()
            if other != row
            and score >= self._options.similar_at
            and self._stories[other] != self._stories[row]
            and other not in self._copies[row]
        )
        return tuple((self._sketches[other].id, round(-score, 4)) for score, other in fit[:limit])


def _days_apart(one: Sketch, other: Sketch) -> float:
    if one.time is None or other.time is None:
        return 0.0
    return abs(one.time - other.time) / DAY


def _older(one: Sketch, other: Sketch) -> bool:
    """Whether ``one``, arriving later, was published before ``other`` all the same."""
    if one.time is None or other.time is None:
        return False
    if one.exact and other.exact:
        return one.time < other.time
    return one.time // DAY < other.time // DAY
