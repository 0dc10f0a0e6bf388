"""The recent articles, row by row in order of intake, and how to find among them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rawi.relate.copies import bands
from rawi.relate.postings import Postings
from rawi.relate.sketch import Sketch
from rawi.relate.vectors import Floats, Terms, Weights, terms_of

_MOST_A_TERM = 1_000
_HEAVY = 40
HOUR = 3600.0


class Recent:
    """What the window holds. Rows count up from 0; story ids may be redirected."""

    def __init__(self) -> None:
        self.weights = Weights()
        self.sketches: list[Sketch] = []
        self.terms: list[Terms] = []
        self.story: list[str] = []
        self.members: dict[str, list[int]] = {}
        self.copies: dict[int, set[int]] = {}
        self.row: dict[str, int] = {}
        self._times = np.zeros(1024)
        self._bands = Postings()
        self._terms = Postings()

    def append(self, sketch: Sketch, terms: Terms, story: str) -> int:
        """Take one article in under its story; its row."""
        row = self._list(sketch, terms, story)
        self._bands.add(bands(sketch.signature), row)
        self._terms.add(_indexed(terms), row)
        return row

    def extend(self, placed: Sequence[tuple[Sketch, str]]) -> None:
        """Take many articles in at once."""
        signed: list[NDArray[np.uint64]] = []
        termed: list[NDArray[np.uint64]] = []
        rows = []
        for sketch, story in placed:
            terms = terms_of(sketch)
            rows.append(self._list(sketch, terms, story))
            signed.append(bands(sketch.signature))
            termed.append(_indexed(terms))
        for postings, keys in ((self._bands, signed), (self._terms, termed)):
            if keys:
                lengths = [len(k) for k in keys]
                postings.load(np.concatenate(keys), np.repeat(rows, lengths).astype(np.int32))

    def note_copy(self, one_id: str, other_id: str) -> None:
        """Remember that two articles share their text, where both are here."""
        one, other = self.row.get(one_id), self.row.get(other_id)
        if one is not None and other is not None:
            self.copies.setdefault(one, set()).add(other)
            self.copies.setdefault(other, set()).add(one)

    def move(self, story: str, into: str) -> None:
        """Put the articles of one story into another."""
        rows = self.members.pop(story)
        self.members[into] = sorted([*self.members[into], *rows])
        for row in rows:
            self.story[row] = into

    def hours_from(self, time: float | None, rows: NDArray[np.int64]) -> Floats:
        """Hours between a time and each row's; 0 where either is unknown."""
        if time is None:
            return np.zeros(len(rows))
        hours = np.abs(self._times[rows] - time) / HOUR
        hours[np.isnan(hours)] = 0.0
        return hours

    def near(self, terms: Terms, time: float | None, days: float) -> tuple[list[int], list[int]]:
        """Rows that share the heaviest terms: the best within ``days``, the best of all."""
        count = len(self.sketches)
        weight = terms.strength * (1.0 + terms.opening) * self.weights.idf(terms.slots)
        heavy = np.argsort(-weight, kind="stable")[:_HEAVY]
        score = np.zeros(count)
        hits = self._terms.find(terms.slots[heavy].astype(np.uint64), _MOST_A_TERM)
        for rows, value in zip(hits, (weight[heavy] ** 2).tolist(), strict=True):
            score[rows] += value
        found = np.flatnonzero(score)
        soon = found[self.hours_from(time, found) <= days * 24]
        return _best(soon, score, 40), _best(found, score, 40)

    def same_wording(self, sketch: Sketch) -> set[int]:
        """Rows whose signature shares a band with the sketch's."""
        hits = self._bands.find(bands(sketch.signature), 60)
        return {int(row) for rows in hits for row in rows}

    def _list(self, sketch: Sketch, terms: Terms, story: str) -> int:
        row = len(self.sketches)
        self.weights.count(terms)
        self.sketches.append(sketch)
        self.terms.append(terms)
        self.story.append(story)
        self.members.setdefault(story, []).append(row)
        self.row[sketch.id] = row
        if row == len(self._times):
            self._times = np.concatenate([self._times, np.zeros(row)])
        self._times[row] = np.nan if sketch.time is None else sketch.time
        return row


def _indexed(terms: Terms) -> NDArray[np.uint64]:
    """The slots to find an article by: its opening, and what it says more than once."""
    return terms.slots[(terms.opening > 0) | (terms.strength > 1)].astype(np.uint64)


def _best(rows: NDArray[np.int64], score: Floats, most: int) -> list[int]:
    """The rows of the highest scores, newest first among equals."""
    order = np.lexsort((-rows, -score[rows]))[:most]
    return [int(row) for row in rows[order]]
