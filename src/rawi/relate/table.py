"""Many sketches as arrays: what pairs of them are compared by, all at once.

A table holds its articles in order of time, then id, so that whatever is made
of it depends on the articles alone, never on their order of intake.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from rawi.annotation.background import background
from rawi.relate.sketch import LEAD, TITLE, Sketch
from rawi.relate.vectors import background_holding, slots_of

HOUR = 3600.0
"""Seconds."""
_BURST_DAYS = 5
"""A day's words are held against so many days before it."""
_PRIOR = 200.0
"""The news at large counts as so many articles beside those of the table."""

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


class Entries(msgspec.Struct, frozen=True):
    """Which article holds which term: rows one after another, columns ascending in a row."""

    bounds: Numbers
    """Row ``r`` has the entries from ``bounds[r]`` up to ``bounds[r + 1]``."""
    columns: Numbers
    width: int
    """How many columns there are."""

    @property
    def rows(self) -> Numbers:
        """The row of each entry."""
        return np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))


class Table(msgspec.Struct, frozen=True):
    """Articles in order of time; every array in that order, or that of the entries."""

    ids: tuple[str, ...]
    hours: Floats
    """Hours since 1970."""
    outlet: Numbers
    section: Numbers
    """Equal numbers, equal values; -1 unknown."""
    terms: Entries
    grams: Entries
    weights: dict[str, Floats]
    """Ways to weigh the terms, by name, a value an entry."""
    lengths: dict[str, Floats]
    """Euclidean length of each article under each of the weights."""
    gram_weight: Floats
    gram_length: Floats
    names: Entries
    name_weights: dict[str, Floats]
    """``name``: all; ``name_opening``: those in the opening; by their idf here."""
    name_lengths: dict[str, Floats]


def ordered(sketches: Sequence[Sketch]) -> list[Sketch]:
    """By time, then id; those without a time count as the latest of all."""
    timed = zip(_times(sketches), sketches, strict=True)
    return [s for _, s in sorted(timed, key=lambda pair: (pair[0], pair[1].id))]


def _times(sketches: Sequence[Sketch]) -> list[float]:
    """Seconds since 1970; those without a time count as the latest of all."""
    latest = max((s.time for s in sketches if s.time is not None), default=0.0)
    return [latest if s.time is None else s.time for s in sketches]


def tabled(sketches: Sequence[Sketch]) -> Table:
    """The table of sketches that stand in order (see ``ordered``)."""
    hours = np.array(_times(sketches)) / HOUR
    slots = slots_of(b"".join(s.terms for s in sketches))
    held, columns = np.unique(slots, return_inverse=True)
    terms = Entries(_bounds([len(s.counts) for s in sketches]), columns, len(held))
    weights = _weights(sketches, terms, held, hours)
    grams = _stored([s.grams for s in sketches], np.dtype("<u2"))
    weight = _window_idf(grams, len(sketches))[grams.columns]
    names = _stored([s.names for s in sketches], np.dtype("<u4"))
    rare = _window_idf(names, len(sketches))[names.columns]
    where = np.frombuffer(b"".join(s.named for s in sketches), dtype=np.uint8)
    by_name = {"name": rare, "name_opening": rare * ((where & LEAD) > 0)}
    return Table(
        tuple(s.id for s in sketches),
        hours,
        _coded([s.outlet for s in sketches]),
        _coded([s.section for s in sketches]),
        terms,
        grams,
        weights,
        {name: _length(terms, values) for name, values in weights.items()},
        weight,
        _length(grams, weight),
        names,
        by_name,
        {name: _length(names, values) for name, values in by_name.items()},
    )


def _stored(held: Sequence[bytes], form: np.dtype[np.unsignedinteger]) -> Entries:
    """The entries of articles that each keep their terms as numbers of one form."""
    terms, columns = np.unique(np.frombuffer(b"".join(held), dtype=form), return_inverse=True)
    return Entries(_bounds([len(few) // form.itemsize for few in held]), columns, len(terms))


def _bounds(lengths: Sequence[int]) -> Numbers:
    return np.cumsum([0, *lengths], dtype=np.int64)


def _coded(values: Sequence[str | None]) -> Numbers:
    codes = {value: code for code, value in enumerate(sorted({v for v in values if v}))}
    return np.array([codes.get(v or "", -1) for v in values], dtype=np.int64)


def _length(entries: Entries, values: Floats) -> Floats:
    squares = np.bincount(entries.rows, values * values, minlength=len(entries.bounds) - 1)
    return np.maximum(np.sqrt(squares), 1e-9)


def _window_idf(entries: Entries, articles: int) -> Floats:
    holding = np.bincount(entries.columns, minlength=entries.width)
    idf: Floats = np.log((articles + 1.0) / (holding + 0.5))
    return idf


def _weights(
    sketches: Sequence[Sketch], terms: Entries, held: Numbers, hours: Floats
) -> dict[str, Floats]:
    counts = np.frombuffer(b"".join(s.counts for s in sketches), dtype=np.uint8)
    places = np.frombuffer(b"".join(s.places for s in sketches), dtype=np.uint8)
    title = ((places & TITLE) > 0).astype(np.float64)
    opening = ((places & (TITLE | LEAD)) > 0).astype(np.float64)
    share = background_holding(held) / background().articles
    here = np.bincount(terms.columns, minlength=terms.width)
    number = len(sketches)
    local = np.log((number + _PRIOR + 1) / (here + share * _PRIOR + 0.5))
    wide = np.log(1.0 / (share + 2e-5))
    strength = 1.0 + np.log(counts)
    whole = strength * np.maximum(local, 0.0)[terms.columns]
    large = wide[terms.columns]
    burst = large * _bursts(terms, hours)
    return {
        "whole": whole,
        "opening": whole * opening,
        "title": title * np.maximum(local, 0.0)[terms.columns],
        "wide": strength * large,
        "wide_opening": strength * large * opening,
        "wide_title": title * large,
        "burst": strength * burst,
        "burst_opening": burst * opening,
    }


def _bursts(terms: Entries, hours: Floats) -> Floats:
    """By how much each entry's term is more frequent on its day than on the days before.

    The logarithm of the ratio of its shares of articles, never under 0.
    """
    day = np.floor(hours / 24).astype(np.int64)
    day -= day.min(initial=0)
    span = int(day.max(initial=0)) + _BURST_DAYS + 1
    daily = np.bincount(day + _BURST_DAYS, minlength=span)
    keys, inverse, holding = np.unique(
        terms.columns * span + (day + _BURST_DAYS)[terms.rows],
        return_inverse=True,
        return_counts=True,
    )
    before, articles = np.zeros(len(keys)), np.zeros(len(keys))
    for back in range(1, _BURST_DAYS + 1):
        at = np.minimum(np.searchsorted(keys, keys - back), len(keys) - 1)
        before += np.where(keys[at] == keys - back, holding[at], 0)
        articles += daily[keys % span - back]
    today = (holding + 0.5) / (daily[keys % span] + 1.0)
    past = (before + 0.5) / (articles + 25.0)
    risen: Floats = np.maximum(np.log(today / past), 0.0)[inverse]
    return risen
