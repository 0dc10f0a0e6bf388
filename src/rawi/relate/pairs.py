"""Pairs of articles that may report one happening, and what speaks for it.

Candidates share heavy terms and stand near in time; their traits are cosines
under several weights, coverage of titles, and how they stand to each other in
time, section and outlet.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import numpy as np
from numpy.typing import NDArray

from rawi.relate.table import Entries, Floats, Numbers, Table

_HEAVY = 40
"""A pair must share one of the heaviest terms of either article."""
_MOST_A_TERM = 1_000
"""A term of more articles in the table proposes no pairs."""
MOST = 120
"""Candidates an article proposes."""
_CHUNK = 20_000
"""Pairs compared at a time, for the sake of memory."""

TRAITS = (
    "whole",
    "opening",
    "title",
    "wide",
    "wide_opening",
    "wide_title",
    "burst",
    "burst_opening",
    "grams",
    "title_in_more",
    "title_in_less",
    "opening_in_more",
    "opening_in_less",
    "rarest",
    "name",
    "name_opening",
    "rarest_name",
    "near",
    "hours",
    "section",
    "outlet",
)
Matrix = NDArray[np.float32]


class Pairs(msgspec.Struct, frozen=True):
    """Rows of the table, two a pair, the earlier first, ascending."""

    one: Numbers
    other: Numbers


def candidates(table: Table, days: float, free: NDArray[np.bool_] | None = None) -> Pairs:
    """Pairs at most ``days`` apart that share heavy terms.

    Of each article the ``MOST`` that share most; only articles marked ``free``
    propose. What equals is decided by the order of the table.
    """
    number = len(table.ids)
    rows = np.arange(number) if free is None else np.flatnonzero(free)
    posted = _postings(table)
    first = np.searchsorted(table.hours, table.hours - days * 24, side="left")
    last = np.searchsorted(table.hours, table.hours + days * 24, side="right")
    found = [
        row * number + _proposed(table, posted, int(row), (int(first[row]), int(last[row])))
        for row in rows
    ]
    keys = np.concatenate([np.zeros(0, dtype=np.int64), *found])
    one, other = np.divmod(keys, max(number, 1))
    keys = np.unique(np.minimum(one, other) * number + np.maximum(one, other))
    return Pairs(*np.divmod(keys, max(number, 1)))


class _Posted(msgspec.Struct, frozen=True):
    """The rows that hold each column, column after column, with their weights."""

    bounds: Numbers
    rows: Numbers
    weight: Floats
    """Of each entry of the table."""
    sorted_weight: Floats


def _postings(table: Table) -> _Posted:
    terms = table.terms
    weight = table.weights["whole"] + table.weights["opening"]
    weight = weight / np.maximum(np.sqrt(np.bincount(terms.rows, weight**2)), 1e-9)[terms.rows]
    order = np.argsort(terms.columns, kind="stable")
    holding = np.bincount(terms.columns, minlength=terms.width)
    bounds = np.cumsum([0, *holding], dtype=np.int64)
    return _Posted(bounds, terms.rows[order], weight, weight[order])


def _proposed(table: Table, posted: _Posted, row: int, span: tuple[int, int]) -> Numbers:
    """The rows within the span that share most with this one, itself left out."""
    begin, end = table.terms.bounds[row], table.terms.bounds[row + 1]
    weight = posted.weight[begin:end]
    heavy = np.argsort(-weight, kind="stable")[:_HEAVY]
    held: list[Numbers] = []
    worth: list[Floats] = []
    for column, value in zip(
        table.terms.columns[begin:end][heavy].tolist(), weight[heavy].tolist(), strict=True
    ):
        low, high = posted.bounds[column], posted.bounds[column + 1]
        if 1 < high - low <= _MOST_A_TERM:
            held.append(posted.rows[low:high])
            worth.append(posted.sorted_weight[low:high] * value)
    if not held:
        return np.zeros(0, dtype=np.int64)
    rows, values = np.concatenate(held), np.concatenate(worth)
    inside = (rows >= span[0]) & (rows < span[1]) & (rows != row)
    score = np.bincount(rows[inside] - span[0], values[inside], minlength=span[1] - span[0])
    found = np.flatnonzero(score)
    if len(found) > MOST:
        found = np.sort(found[np.argsort(-score[found], kind="stable")[:MOST]])
    return found + span[0]


def traits(table: Table, pairs: Pairs) -> Matrix:
    """A row of ``TRAITS`` for each pair."""
    parts = [_traits(table, part) for part in _chunks(pairs)]
    rows = np.vstack([np.zeros((0, len(TRAITS)), dtype=np.float32), *parts])
    rows[:, TRAITS.index("near")] = _nearness(table, pairs, rows[:, TRAITS.index("opening")])
    return rows


def _chunks(pairs: Pairs) -> Iterator[Pairs]:
    for begin in range(0, len(pairs.one), _CHUNK):
        part = slice(begin, begin + _CHUNK)
        yield Pairs(pairs.one[part], pairs.other[part])


class _Common(msgspec.Struct, frozen=True):
    """Entries that both articles of a pair hold."""

    pair: Numbers
    one: Numbers
    other: Numbers


def _common(entries: Entries, pairs: Pairs) -> _Common:
    """The entries of each pair's articles that meet in one column."""
    places = np.full(entries.width, -1, dtype=np.int64)
    lengths = np.diff(entries.bounds)[pairs.other]
    starts = np.cumsum(lengths) - lengths
    at = np.repeat(entries.bounds[pairs.other] - starts, lengths) + np.arange(lengths.sum())
    columns = entries.columns[at]
    met = np.full(len(at), -1, dtype=np.int64)
    edges = np.flatnonzero(np.diff(pairs.one, prepend=-1))
    for begin, end in zip(edges.tolist(), [*edges[1:].tolist(), len(pairs.one)], strict=True):
        row = pairs.one[begin]
        own = slice(entries.bounds[row], entries.bounds[row + 1])
        part = slice(starts[begin], starts[end - 1] + lengths[end - 1])
        places[entries.columns[own]] = np.arange(own.start, own.stop)
        met[part] = places[columns[part]]
        places[entries.columns[own]] = -1
    both = np.flatnonzero(met >= 0)
    return _Common(np.repeat(np.arange(len(lengths)), lengths)[both], met[both], at[both])


def _traits(table: Table, pairs: Pairs) -> Matrix:
    count = len(pairs.one)
    met = _common(table.terms, pairs)
    told: dict[str, Floats] = {}

    def summed(values: Floats) -> Floats:
        total: Floats = np.bincount(met.pair, values, minlength=count).astype(np.float64)
        return total

    for name, weight in table.weights.items():
        length = table.lengths[name]
        dots = summed(weight[met.one] * weight[met.other])
        told[name] = dots / (length[pairs.one] * length[pairs.other])
    for name in ("title", "opening"):
        weight = table.weights[f"wide_{name}"]
        total = np.maximum(np.bincount(table.terms.rows, weight, len(table.ids)), 1e-9)
        shares = (
            summed(weight[met.one]) / total[pairs.one],
            summed(weight[met.other]) / total[pairs.other],
        )
        told[f"{name}_in_more"], told[f"{name}_in_less"] = np.maximum(*shares), np.minimum(*shares)
    opening = table.weights["opening"]
    rarest = np.zeros(count)
    np.maximum.at(rarest, met.pair, np.minimum(opening[met.one], opening[met.other]))
    told["rarest"] = rarest
    marks = _common(table.grams, pairs)
    alike = np.bincount(marks.pair, table.gram_weight[marks.one] ** 2, minlength=count)
    told["grams"] = alike / (table.gram_length[pairs.one] * table.gram_length[pairs.other])
    called = _common(table.names, pairs)
    for name, weight in table.name_weights.items():
        shared = np.bincount(called.pair, weight[called.one] * weight[called.other], count)
        length = table.name_lengths[name]
        told[name] = shared / (length[pairs.one] * length[pairs.other])
    told["rarest_name"] = np.zeros(count)
    np.maximum.at(told["rarest_name"], called.pair, table.name_weights["name"][called.one])
    told["near"] = np.zeros(count)
    told["hours"] = np.abs(table.hours[pairs.one] - table.hours[pairs.other])
    told["section"] = _same(table.section, pairs)
    told["outlet"] = _same(table.outlet, pairs)
    return np.stack([told[name] for name in TRAITS], axis=1).astype(np.float32)


def _same(codes: Numbers, pairs: Pairs) -> Floats:
    """1 the same, 0 another, 0.5 where either is unknown."""
    one, other = codes[pairs.one], codes[pairs.other]
    return np.where((one < 0) | (other < 0), 0.5, (one == other).astype(np.float64))


def _nearness(table: Table, pairs: Pairs, like: NDArray[np.float32]) -> Floats:
    """How near a pair is beside the nearest that either has, 0 to 1: the lesser of both."""
    best = np.full(len(table.ids), 1e-6)
    np.maximum.at(best, pairs.one, like)
    np.maximum.at(best, pairs.other, like)
    nearness: Floats = like / np.maximum(best[pairs.one], best[pairs.other])
    return nearness
