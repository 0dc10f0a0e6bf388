"""How like two articles are: weighted lemmas, newest counts first.

Weights are tf-idf (Sparck Jones 1972) in the hashing trick's fixed table
(Weinberger et al. 2009). Document frequencies come from the last articles of
the window, so that the words of a running affair stop telling its happenings
apart, on top of frequencies in the news at large.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from rawi.annotation.background import background
from rawi.relate.sketch import LEAD, TITLE, Sketch

_SLOTS = 1 << 20
"""Terms are kept by 20 bits of their hash."""
LATEST = 2_000
"""Articles that rarity is counted over."""
_BACKGROUND_ARTICLES = 200
"""The news at large counts as so many articles beside them."""
_UNIT = 64
"""An article counts so many units, so that the background's fractions stay whole numbers."""

Floats = NDArray[np.float64]
Slots = NDArray[np.int64]
"""Wide, for numpy gathers by these without converting them."""


class Terms(msgspec.Struct, frozen=True):
    """One article's terms as slots of the table, with how strongly each is meant."""

    slots: Slots
    strength: Floats
    """1 + ln(count) in the whole text; in half precision, as numpy takes logarithms of bytes."""
    opening: Floats
    """The same for title and lead alone: 0 elsewhere."""


with np.errstate(divide="ignore"):  # no term stands nowhere
    _STRENGTHS = 1.0 + np.log(np.arange(256, dtype=np.uint8))


def slots_of(terms: bytes) -> Slots:
    """The slots of packed terms, in their order."""
    return (np.frombuffer(terms, dtype="<u4") & np.uint32(_SLOTS - 1)).astype(np.int64)


def terms_of(sketch: Sketch) -> Terms:
    """The terms of a sketch, ready to be weighed."""
    counts = np.frombuffer(sketch.counts, dtype=np.uint8)
    places = np.frombuffer(sketch.places, dtype=np.uint8)
    strength = _STRENGTHS.take(counts)
    opening = ((places & (TITLE | LEAD)) > 0).astype(np.float64)
    return Terms(slots_of(sketch.terms), strength, opening)


class Joined(NamedTuple):
    """The terms of several articles behind each other."""

    slots: Slots
    strength: Floats
    opening: Floats
    starts: Slots
    """Where each article's begin."""


def joined(sketches: Sequence[Sketch]) -> Joined:
    """The terms of sketches, unpacked at once: a fifth of what one by one costs."""
    counts = np.frombuffer(b"".join([s.counts for s in sketches]), dtype=np.uint8)
    places = np.frombuffer(b"".join([s.places for s in sketches]), dtype=np.uint8)
    return Joined(
        slots_of(b"".join([s.terms for s in sketches])),
        _STRENGTHS.take(counts),
        ((places & (TITLE | LEAD)) > 0).astype(np.float64),
        _starts([len(s.counts) for s in sketches]),
    )


def _starts(lengths: Sequence[int]) -> Slots:
    starts: Slots = np.cumsum([0, *lengths[:-1]])
    return starts


def indexed_of(sketches: Sequence[Sketch]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The slots to find articles by, and how many each has.

    A term counts that stands in the opening, or more than once.
    """
    slots = np.frombuffer(b"".join(s.terms for s in sketches), dtype="<u4")
    counts = np.frombuffer(b"".join(s.counts for s in sketches), dtype=np.uint8)
    places = np.frombuffer(b"".join(s.places for s in sketches), dtype=np.uint8)
    telling = ((places & (TITLE | LEAD)) > 0) | (counts > 1)
    bounds = np.cumsum([0, *(len(s.counts) for s in sketches)], dtype=np.int64)
    lengths = np.diff(np.concatenate([[0], np.cumsum(telling)])[bounds])
    return (slots[telling] & np.uint32(_SLOTS - 1)).astype(np.uint64), lengths


def background_holding(slots: Slots) -> Floats:
    """How many articles of the news at large hold each of the slots' terms."""
    holding: Floats = _prior()[slots].astype(np.float64)
    holding *= background().articles / (_UNIT * _BACKGROUND_ARTICLES)
    return holding


@lru_cache(maxsize=1)
def _prior() -> NDArray[np.int32]:
    learned = background()
    prior = np.zeros(_SLOTS)
    for lemma, number in learned.holding.items():
        prior[crc32(lemma.encode()) & (_SLOTS - 1)] += number
    return np.rint(prior * (_UNIT * _BACKGROUND_ARTICLES / learned.articles)).astype(np.int32)


class Likeness(msgspec.Struct, frozen=True):
    """Cosines of one article with several others, in their order, 0 to 1."""

    whole: Floats
    """Over all terms."""
    opening: Floats
    """Over the terms of title and lead."""


class _Met(NamedTuple):
    """The terms of an article among those of several others."""

    at: Slots
    """Where each stands among theirs."""
    term: NDArray[np.int16]
    """Which of its own it is."""
    starts: Slots
    """Where each other's begin."""


class Weights:
    """How telling each term is, by the latest articles and the news at large."""

    def __init__(self) -> None:
        self._holding = _prior().copy()
        self._logarithm = _logarithms(self._holding)
        self._latest: deque[Terms] = deque()
        self._place = np.zeros(_SLOTS, dtype=np.int16)
        """While an article is compared, where each of its terms stands, from 1 on."""

    def count(self, terms: Terms) -> None:
        """Take one more article into account, and forget the oldest."""
        self._latest.append(terms)
        self._add(terms.slots, _UNIT)
        if len(self._latest) > LATEST:
            self._add(self._latest.popleft().slots, -_UNIT)

    def idf(self, slots: Slots) -> Floats:
        """Inverse document frequency, 0 and more."""
        articles = len(self._latest) + _BACKGROUND_ARTICLES + 1.0
        weights: Floats = np.log(articles) - self._logarithm.take(slots)
        return np.maximum(weights, 0.0, out=weights)

    def likeness(self, one: Terms, others: Sequence[Terms]) -> Likeness:
        """How like ``one`` is to each of the others."""
        return self.likeness_among(one, _behind(others))

    def likeness_among(self, one: Terms, others: Joined) -> Likeness:
        """The same of others that stand behind each other."""
        own, whole, met = self._met(one, others)
        opening = others.opening * whole
        return Likeness(_cosines(own, whole, met), _cosines(own * one.opening, opening, met))

    def whole(self, one: Terms, others: Sequence[Terms]) -> Floats:
        """``Likeness.whole`` alone."""
        return _cosines(*self._met(one, _behind(others)))

    def _met(self, one: Terms, others: Joined) -> tuple[Floats, Floats, _Met]:
        """The weights of ``one`` and of the others, and where its terms stand among theirs."""
        slots, whole = others.slots, others.strength.copy()
        whole *= self.idf(slots)
        self._place[one.slots] = np.arange(1, len(one.slots) + 1, dtype=np.int16)
        places = self._place.take(slots)
        self._place[one.slots] = 0
        at = np.flatnonzero(places)
        met = _Met(at, places[at] - 1, others.starts)
        return one.strength * self.idf(one.slots), whole, met

    def _add(self, slots: Slots, units: int) -> None:
        self._holding[slots] += units
        self._logarithm[slots] = _logarithms(self._holding[slots])


def _behind(others: Sequence[Terms]) -> Joined:
    return Joined(
        np.concatenate([other.slots for other in others]),
        np.concatenate([other.strength for other in others]),
        np.concatenate([other.opening for other in others]),
        _starts([len(other.slots) for other in others]),
    )


def _cosines(own: Floats, weights: Floats, met: _Met) -> Floats:
    """Of ``own`` weights with those of several others, which stand behind each other."""
    common = np.zeros(len(weights), dtype=np.result_type(np.float32, weights))
    common[met.at] = own.astype(np.float32)[met.term] * weights[met.at]
    products = np.add.reduceat(common, met.starts)
    lengths = np.sqrt(np.add.reduceat(weights * weights, met.starts))
    length = float(np.sqrt(own @ own))
    cosines: Floats = products / np.maximum(lengths * length, 1e-9)
    return cosines


def _logarithms(holding: NDArray[np.int32]) -> Floats:
    found: Floats = np.log(holding / _UNIT + 0.5)
    return found
