"""Words that attribute: which of the words of a text are cues of a statement."""

from __future__ import annotations

import numpy as np

from rawi.annotation.quotes.places import (
    Floats,
    Hashes,
    Ints,
    Places,
    gap_name,
    last_of,
    named,
    near,
    next_of,
    step,
    taken,
)
from rawi.annotation.quotes.words import COLUMNS

_RATED = [COLUMNS.index(n) for n in ("that", "that_soon", "quote", "quote_soon", "colon_soon")]
_KIN = [COLUMNS.index(n) for n in ("lemma_that", "lemma_that_soon", "lemma_quote")]
_LEVELS = np.array([5, 12, 25, 50, 90, 150])
_LEAST = 18
"""In 255ths: 99.x% of the marked cues have a rate of their form or lemma as high."""


def candidates(p: Places) -> Ints:
    """Words that in news are often enough followed by أن, a colon or a quotation."""
    rows = p.words.rows
    rate = rows[:, _RATED].sum(axis=1) / 2 + rows[:, _KIN].sum(axis=1) / 2
    plain = (p.that == 0) & (rows[:, COLUMNS.index("number")] == 0)
    flagged = ((rate >= _LEAST) & plain) | (p.according > 0)
    return np.flatnonzero(flagged).astype(np.int32)


def _levels(p: Places) -> tuple[Hashes, Hashes, Hashes]:
    """How often the word is followed by أن, its lemma is, and a quotation, as few names."""
    rows = p.words.rows
    rates = (
        rows[:, _RATED[:2]].sum(axis=1),
        rows[:, _KIN[:2]].sum(axis=1),
        rows[:, _RATED[2:]].sum(axis=1),
    )
    that, kin, quote = (np.searchsorted(_LEVELS, rate).astype(np.uint32) for rate in rates)
    return that, kin, quote


def _ahead(p: Places, at: Ints) -> tuple[Ints, Ints, Ints]:
    """How far the next أن, quotation and colon of the sentence are; -1 without one."""
    r = p.reading
    that, quote, colon = (next_of(p, flags) for flags in (p.that, r.opens, p.gap[:, 3]))
    end = r.last[at]
    ahead_that, ahead_quote, ahead_colon = that[at] - at, quote[at + 1] - at, colon[at + 1] - at
    ahead_that[that[at] >= end] = -1
    ahead_quote[quote[at + 1] >= end] = -1
    ahead_colon[(colon[at + 1] > end) | (p.gap[colon[at + 1], 3] == 0)] = -1
    return ahead_that, ahead_quote, ahead_colon


def rows(p: Places, at: Ints) -> Floats:
    """What stands around each candidate, in numbers."""
    r = p.reading
    end = r.last[at]
    ahead_that, ahead_quote, ahead_colon = _ahead(p, at)
    back = at - last_of(p, r.closes)[at]
    return np.column_stack([
        p.words.rows[at],
        taken(p.words.rows, at - 1),
        taken(p.words.rows, at + 1),
        p.gap[at],
        p.gap[at + 1],
        near(ahead_that),
        near(ahead_quote),
        near(ahead_colon),
        near(back),
        near(at - r.first[at]),
        near(end - at),
        r.inside[at],
        p.commas[end] - p.commas[at],
    ]).astype(np.float32)  # fmt: skip


def names(p: Places, at: Ints) -> Hashes:
    """What stands around each candidate, in words."""
    r = p.reading
    ahead_that, ahead_quote, _ = _ahead(p, at)
    form, kin, gap = p.words.form, p.words.lemma, gap_name(p)
    here, lemma = form[at], kin[at]
    before, after = taken(form, at - 1), taken(form, at + 1)
    after2, before2 = taken(form, at + 2), taken(form, at - 2)
    far_that, far_quote = step(near(ahead_that)), step(near(ahead_quote))
    inside = r.inside[at].astype(np.uint32)
    levels = tuple(level[at] for level in _levels(p))
    return named(
        (here,),
        (lemma,),
        (before,),
        (after,),
        (here, after),
        (before, here),
        (lemma, far_that),
        (lemma, far_quote),
        (lemma, gap[at]),
        (here, gap[at + 1]),
        (taken(kin, at + 1),),
        (taken(kin, at - 1),),
        (before2, before),
        (after, after2),
        (here, inside),
        (lemma, taken(kin, at + 1)),
        levels,
        (*levels, far_that),
        (*levels, far_quote),
    )  # fmt: skip
