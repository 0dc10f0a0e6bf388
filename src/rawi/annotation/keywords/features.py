"""What is measured of each candidate: how often and where it stands, its words, its neighbours."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from rawi.annotation.keywords.candidates import LONGEST, Candidates, Integers, Numbers, Read
from rawi.annotation.keywords.tags import counts_of
from rawi.annotation.keywords.words import COLUMNS
from rawi.model import Entity

_PLACES = (
    "size",
    "times",
    "title",
    "lead",
    "at",
    "late",
    "spread",
    "share",
    "longer_left",
    "longer_right",
    "opens",
    "closes",
    "quoted",
    "attached",
    "tokens",
)
_NEIGHBOUR = ("stop", "article", "governed", "verbal", "titled", "definite")
_INNER = ("rarity", "stop", "clitic", "article", "governed", "definite")
_KINDS = ("person", "organisation", "place", "other")
_NAMED = (*_KINDS, "cut", "holds", "mentions", "fuller")
NAMES = (
    *_PLACES,
    *(f"first_{name}" for name in COLUMNS),
    *(f"last_{name}" for name in COLUMNS),
    *(f"least_{name}" for name in _INNER),
    *(f"most_{name}" for name in _INNER),
    *(f"before_{name}" for name in _NEIGHBOUR),
    *(f"after_{name}" for name in _NEIGHBOUR),
    "tagged",
    "hashed",
    *_NAMED,
)
"""The columns of ``features``."""
_NEIGHBOURS = [COLUMNS.index(name) for name in _NEIGHBOUR]
_INNERS = [COLUMNS.index(name) for name in _INNER]
_CLITIC = COLUMNS.index("clitic")
_QUOTES = frozenset('"«»“”')
_MOST_LENGTH = 1000
"""Lemmas from which on an article counts as no longer: the ranker was trained so."""

Column = NDArray[np.floating]


def _mean(values: NDArray[np.generic], phrases: Candidates) -> Column:
    """Over the occurrences of each group."""
    means: Column = np.bincount(phrases.group, values, len(phrases.keys)) / phrases.times
    return means


def _quoted(text: Read, phrases: Candidates) -> Column:
    """Share of occurrences that quotation marks enclose."""
    if _QUOTES.isdisjoint(text.text):
        return np.zeros(len(phrases.keys))
    opened = np.array([text.text[t.start - 1 : t.start] in _QUOTES for t in text.tokens])
    closed = np.array([text.text[t.end : t.end + 1] in _QUOTES for t in text.tokens])
    return _mean(opened[phrases.start] & closed[phrases.start + phrases.size - 1], phrases)


def _share(phrases: Candidates) -> Column:
    """Times of a phrase to those of its rarest word."""
    start = phrases.start[phrases.first]
    last = start + phrases.size[phrases.first] - 1
    rarest = np.full(len(start), np.iinfo(np.intp).max)
    for step in range(LONGEST):
        times = phrases.counts[1, np.minimum(start + step, last)]
        np.minimum(rarest, times, where=times > 0, out=rarest)
    share: Column = phrases.times / rarest
    return share


def _places(text: Read, phrases: Candidates) -> list[Column]:
    start, size = phrases.start, phrases.size
    earliest = start[phrases.first]
    latest = np.zeros(len(phrases.keys), dtype=np.intp)
    latest[phrases.group] = start
    many = len(text.tokens)
    joined = np.append(text.joined, False)
    before = phrases.counts[size + 1, np.maximum(start - 1, 0)] * (start > 0)
    in_title = start < text.title
    return [
        size[phrases.first],
        phrases.times,
        _mean(in_title, phrases) * phrases.times,
        _mean(~in_title & (start < text.lead), phrases) * phrases.times,
        np.log1p(np.maximum(earliest - text.title, 0)),
        np.maximum(earliest - text.title, 0) / many,
        (latest - earliest) / many,
        _share(phrases),
        _mean(before, phrases) / phrases.times,
        _mean(phrases.counts[size + 1, start], phrases) / phrases.times,
        _mean(~joined[start], phrases),
        _mean(~joined[start + size], phrases),
        _quoted(text, phrases),
        _mean(text.rows[start, _CLITIC], phrases),
        np.full(len(phrases.keys), min(many, _MOST_LENGTH)),
    ]


def _words(text: Read, start: Integers, last: Integers) -> list[Numbers]:
    """Of the earliest occurrence: its first word, its last, and the extremes of all."""
    rows = text.rows
    least = rows[start][:, _INNERS]
    most = least.copy()
    for step in range(1, LONGEST):
        row = rows[np.minimum(start + step, last)][:, _INNERS]
        np.minimum(least, row, out=least)
        np.maximum(most, row, out=most)
    return [rows[start], rows[last], least, most]


def _neighbours(text: Read, start: Integers, last: Integers) -> list[Numbers]:
    none = np.full((1, len(_NEIGHBOURS)), -2, dtype=np.float32)
    rows = np.vstack([text.rows[:, _NEIGHBOURS], none])
    joined = np.append(text.joined, False)
    return [
        rows[np.where(joined[start], start - 1, len(rows) - 1)],
        rows[np.where(joined[last + 1], last + 1, len(rows) - 1)],
    ]


def _of_entity(entity: Entity, mentions: Counter[str]) -> tuple[float, ...]:
    kinds = [float(entity.kind == kind) for kind in _KINDS]
    return (*kinds, np.log(mentions[entity.name]), len(entity.name.split()))


def _names(text: Read, phrases: Candidates) -> Numbers:
    """Whether occurrences in the body are whole names, cut names or hold one."""
    if not text.entities:
        return np.zeros((len(phrases.keys), len(_NAMED)), dtype=np.float32)
    mentions = Counter(entity.name for entity in text.entities)
    known = np.array([*(_of_entity(e, mentions) for e in text.entities), (0.0,) * 6])
    around = np.concatenate([[-1], text.entity, [-1]])
    start, last = phrases.start + 1, phrases.start + phrases.size
    opens, closes = around[start], around[last]
    cut = (opens >= 0) & (opens == around[start - 1])
    cut |= (closes >= 0) & (closes == around[last + 1])
    whole = (opens >= 0) & (opens == closes) & ~cut
    named = np.concatenate([[0], np.cumsum(text.entity >= 0)])
    holds = (named[last] > named[start - 1]) & ~whole & ~cut
    body = phrases.start >= text.title
    seen = np.maximum(np.bincount(phrases.group, body, len(phrases.keys)), 1)
    values = known[np.where(whole & body, opens, -1)]
    sums = [np.bincount(phrases.group, column, len(seen)) for column in values.T]
    cuts = np.bincount(phrases.group, cut & body, len(seen))
    held = np.bincount(phrases.group, holds & body, len(seen))
    shares = [total / seen for total in (*sums[:4], cuts, held, *sums[4:])]
    return np.array(shares, dtype=np.float32).T


def features(text: Read, phrases: Candidates) -> Numbers:
    """A row a candidate; ``NAMES`` names the columns."""
    start = phrases.start[phrases.first]
    last = start + phrases.size[phrases.first] - 1
    return np.hstack(
        [
            np.array(_places(text, phrases), dtype=np.float32).T,
            *_words(text, start, last),
            *_neighbours(text, start, last),
            counts_of(phrases.keys),
            _names(text, phrases),
        ]
    )
