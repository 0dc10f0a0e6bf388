"""The recent articles, row by row in order of intake, and how to find among them."""

from __future__ import annotations

from collections.abc import Sequence, Set

import numpy as np
from numpy.typing import NDArray

from rawi.model import CopyLink
from rawi.relate.copies import agreement, bands
from rawi.relate.origins import NOBODY, Agencies, agencies_of, agreed
from rawi.relate.postings import Keys, Postings
from rawi.relate.sketch import Sketch
from rawi.relate.vectors import LATEST, Floats, Terms, Weights, indexed_of, terms_of

_MOST_A_TERM = 1_000
"""Articles that one term proposes, the latest: speed alone."""
_HEAVY = 40
"""Terms of an article that propose others, the heaviest."""
_FEW = 1_000
"""Articles up to which one after the other is quicker than sorting all terms anew."""
_MOST_A_NAME = 2_000
"""A name that so many articles hold tells nothing apart."""
_MOST_SHARING = 20
"""Articles, the latest, that a shared name proposes."""
_PRIOR = 200
"""Articles that a small window counts as more than it holds."""
HOUR = 3600.0
"""Seconds."""
_MOST_COMPARED = 30
"""Texts that a new one is compared with word by word, however many there are."""
_MOST_SAME = 4
"""Articles of one very text that new ones are compared with: the first of them."""
_NO_KEYS: Keys = np.zeros(0, dtype=np.uint64)


class Recent:
    """What the window holds. Rows count up from 0; story ids may be redirected."""

    def __init__(self) -> None:
        self.weights = Weights()
        self.sketches: list[Sketch] = []
        self._unpacked: list[Terms | None] = []
        self.story: list[str] = []
        self.members: dict[str, list[int]] = {}
        self.copies: dict[int, set[int]] = {}
        self.agencies: dict[int, Agencies] = {}
        """Whose text each row prints, where it or a copy of it says."""
        self._same: dict[bytes, int] = {}
        """Signature -> how many rows have the very same text."""
        self._spoken_for: set[int] = set()
        """Rows whose very text stands in enough others that copies are looked for in those."""
        self.row: dict[str, int] = {}
        self._times = np.zeros(1024)
        self._bands = Postings()
        self._terms = Postings()
        self._names = Postings()

    def append(self, sketch: Sketch, terms: Terms, story: str) -> int:
        """Take one article in under its story; its row."""
        self.weights.count(terms)
        row = self._list(sketch, terms, story)
        if row not in self._spoken_for:
            self._bands.add(bands(sketch.signature), row)
        self._terms.add(indexed_of([sketch])[0], row)
        self._names.add(_names_of(sketch), row)
        return row

    def extend(self, placed: Sequence[tuple[Sketch, str]]) -> None:
        """Take many articles in at once; terms are unpacked when they are first asked for."""
        if len(placed) <= _FEW:
            for sketch, story in placed:
                self.append(sketch, terms_of(sketch), story)
            return
        first = len(self.sketches)
        for row, (sketch, story) in enumerate(placed, start=first):
            counted = row >= first + len(placed) - LATEST
            terms = terms_of(sketch) if counted else None
            if terms is not None:
                self.weights.count(terms)
            self._list(sketch, terms, story)
        sketches = self.sketches[first:]
        keys, lengths = indexed_of(sketches)
        self._terms.load(keys, _rows(first, lengths))
        signed = [
            _NO_KEYS if row in self._spoken_for else bands(sketch.signature)
            for row, sketch in enumerate(sketches, start=first)
        ]
        lengths = np.array([len(keys) for keys in signed], dtype=np.int64)
        self._bands.load(np.concatenate([_NO_KEYS, *signed]), _rows(first, lengths))
        named = [_names_of(sketch) for sketch in sketches]
        lengths = np.array([len(keys) for keys in named], dtype=np.int64)
        self._names.load(np.concatenate([_NO_KEYS, *named]), _rows(first, lengths))

    def terms(self, row: int) -> Terms:
        """The terms of a row."""
        terms = self._unpacked[row]
        if terms is None:
            terms = self._unpacked[row] = terms_of(self.sketches[row])
        return terms

    def note_copy(self, link: CopyLink) -> None:
        """Remember that one is a copy of the other, where both are here; a passage makes none."""
        one, other = self.row.get(link.article_id), self.row.get(link.older_id)
        if one is None or other is None or not link.copied:
            return
        self.copies.setdefault(one, set()).add(other)
        self.copies.setdefault(other, set()).add(one)
        sides = self.agencies.get(one, NOBODY), self.agencies.get(other, NOBODY)
        told = agreed(*sides, own=link.own)
        if told.names:
            self.agencies[one] = self.agencies[other] = told

    def assign(self, row: int, story: str) -> None:
        """Put one article into a story, out of the one that it was in."""
        left = self.members[self.story[row]]
        left.remove(row)
        if not left:
            del self.members[self.story[row]]
        self.story[row] = story
        self.members[story] = sorted([*self.members.get(story, ()), row])

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
        hits = self._terms.find(terms.slots[heavy].astype(np.uint64), _MOST_A_TERM)
        score = _summed(hits, weight[heavy] ** 2, count)
        found = np.flatnonzero(score)
        soon = found[self.hours_from(time, found) <= days * 24]
        return _best(soon, score, 40), _best(found, score, 40)

    def same_wording(self, sketch: Sketch) -> set[int]:
        """Rows whose signature shares a band with the sketch's."""
        hits = self._bands.find(bands(sketch.signature), 60)
        return {row for rows in hits if len(rows) for row in rows.tolist()}

    def likest(self, sketch: Sketch, rows: Set[int]) -> list[int]:
        """Of the rows those whose wording agrees most with the sketch's, in order of intake."""
        standing = rows - self._spoken_for
        most = {r: agreement(sketch.signature, self.sketches[r].signature) for r in standing}
        best = sorted(standing, key=lambda r: (-most[r], r))
        return sorted(best[:_MOST_COMPARED])

    def name_rarity(self, names: Sequence[int]) -> Floats:
        """Inverse document frequency of names, by their hashes; 0 from ``_MOST_A_NAME`` on."""
        holding = self._names.held(np.array(names, dtype=np.uint64), _MOST_A_NAME)
        rarity: Floats = np.log((len(self.sketches) + _PRIOR) / (holding + 0.5))
        return np.where(holding < _MOST_A_NAME, rarity, 0.0)

    def sharing(self, names: Sequence[int]) -> list[int]:
        """The latest rows that hold any of the names."""
        found = self._names.find(np.array(names, dtype=np.uint64), _MOST_SHARING)
        return list(dict.fromkeys(int(row) for rows in found for row in rows[::-1]))

    def _list(self, sketch: Sketch, terms: Terms | None, story: str) -> int:
        row = len(self.sketches)
        self.sketches.append(sketch)
        self._unpacked.append(terms)
        self.story.append(story)
        self.members.setdefault(story, []).append(row)
        self.row[sketch.id] = row
        if sketch.signature:
            same = self._same[sketch.signature] = self._same.get(sketch.signature, 0) + 1
            if same > _MOST_SAME:
                self._spoken_for.add(row)
        told = agencies_of(sketch)
        if told.names or told.cited:
            self.agencies[row] = told
        if row == len(self._times):
            self._times = np.concatenate([self._times, np.zeros(row)])
        self._times[row] = np.nan if sketch.time is None else sketch.time
        return row


def _summed(hits: Sequence[NDArray[np.int32]], worth: Floats, count: int) -> Floats:
    """What the terms that hold each row are worth together, term by term; a term once."""
    if not hits:
        return np.zeros(count)
    rows = np.concatenate(hits)
    lengths = [len(found) for found in hits]
    first = np.cumsum([0, *lengths[:-1]])[np.array(lengths) > 0]
    again = np.diff(rows, prepend=-1) == 0  # two lemmas of one article may share a slot
    again[first] = False
    values = np.repeat(worth, lengths)
    values[again] = 0.0
    score: Floats = np.bincount(rows, values, count).astype(np.float64, copy=False)
    return score


def _names_of(sketch: Sketch) -> Keys:
    return np.frombuffer(sketch.names, dtype="<u4").astype(np.uint64)


def _rows(first: int, lengths: NDArray[np.int64]) -> NDArray[np.int32]:
    """Row numbers from ``first`` on, each as often as its length says."""
    return np.repeat(np.arange(first, first + len(lengths), dtype=np.int32), lengths)


def _best(rows: NDArray[np.int64], score: Floats, most: int) -> list[int]:
    """The rows of the highest scores, newest first among equals."""
    if len(rows) > 4 * most:
        least = np.partition(score[rows], -most)[-most]
        rows = rows[score[rows] >= least]
    order = np.lexsort((-rows, -score[rows]))[:most]
    return [int(row) for row in rows[order]]
