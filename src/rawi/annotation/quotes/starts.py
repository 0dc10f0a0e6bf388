"""Where statements begin: every word that may be a first word, and what stands around it."""

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

_REACH = 45
"""Words from a cue to the first word, at most."""
_WEAK = 0.01
"""Chance of a cue under which a word nearby does not open a statement."""
_FIRM = 0.3
"""Chance from which on a cue counts as one where cues are counted; judges were trained with it."""
_PREFIX = [COLUMNS.index(n) for n in ("al", "b", "l")]
_WORD = list(range(len(COLUMNS)))


def _before(p: Places, flags: Ints) -> Ints:
    """For each word the last flagged one strictly before it; one before its text without one."""
    found = np.full(len(flags), -1, np.int32)
    found[1:] = last_of(p, flags)[:-1]
    return np.maximum(found, p.reading.begin - 1)


def candidates(p: Places, cue: Floats) -> Ints:
    """Words after a cue of the sentence, at a quotation's opening, and before a trailing cue."""
    r, n = p.reading, len(p.words.form)
    if not n:
        return np.zeros(0, np.int32)
    here = np.arange(n)
    weak = (cue >= _WEAK).astype(np.int32)
    back = _before(p, weak)
    after_cue = (back >= r.first) & (here - back <= _REACH)
    colon = p.gap[:-1, 3] > 0
    across = colon & (back >= np.maximum(here - 2 * _REACH, p.reading.begin))
    ahead = next_of(p, weak)[:-1]
    begins = (here == r.first) | (p.gap[:-1, 0] > 0) | (r.closes[:-1] > 0)
    trailing = begins & (ahead < r.last)
    allowed = after_cue | across | trailing | (r.opens[:-1] > 0)
    allowed &= (cue < 0.97) & (here < r.end)
    return np.flatnonzero(allowed).astype(np.int32)


def _around(p: Places, cue: Floats, at: Ints) -> tuple[Ints, Ints, Ints]:
    """The last firm cue before each candidate, the one before that, and the next one.

    Where there is none, the place before the text and the gap that ends it.
    """
    firm = (cue >= _FIRM).astype(np.int32)
    back = _before(p, firm)
    one = back[at]
    two = np.where(one < p.reading.begin[at], one, back[one])
    return one, two, next_of(p, firm)[at + 1]


def rows(p: Places, cue: Floats, at: Ints) -> Floats:
    """What stands around each candidate, and around the cues nearest to it, in numbers."""
    r, w = p.reading, p.words
    begin = p.reading.begin[at]
    one, two, ahead = _around(p, cue, at)
    held = np.maximum(one, begin)
    same = (r.sentence[at] == r.sentence[held]) & (one >= begin)
    opened = last_of(p, r.opens)[at]
    return np.column_stack([
        w.rows[at],
        taken(w.rows, at - 1),
        taken(w.rows, at + 1)[:, :31],
        taken(w.rows, at - 2)[:, 17:31],
        taken(w.rows, one),
        p.gap[at],
        p.gap[at + 1],
        cue[at],
        taken(cue, one),
        taken(cue, two),
        taken(cue, ahead),
        near(np.where(one < begin, -1, at - one)),
        near(np.where(two < begin, -1, one - two)),
        near(ahead - at),
        same,
        r.sentence[at] - r.sentence[held],
        r.paragraph[at] - r.paragraph[held],
        p.commas[at] - p.commas[held],
        p.thats[at] - p.thats[held],
        p.quotes[at] - p.quotes[held],
        p.closed[at] - p.closed[held],
        p.colons[at] - p.colons[held],
        taken(p.that, at - 1),
        taken(p.that, at - 2),
        taken(p.that, one + 1),
        taken(p.according, ahead),
        taken(p.gap, ahead),
        r.inside[at],
        near(np.where(opened < begin, -1, at - opened)),
        near(at - r.first[at]),
        near(r.last[at] - at),
        near(np.where(r.closing[at] < 0, -1, r.closing[at] - at)),
        taken(r.inside, ahead),
    ]).astype(np.float32)  # fmt: skip


def names(p: Places, cue: Floats, at: Ints) -> Hashes:
    """The same in words."""
    one, _, ahead = _around(p, cue, at)
    form, kin, gap = p.words.form, p.words.lemma, gap_name(p)
    here, before, before2 = form[at], taken(form, at - 1), taken(form, at - 2)
    cue_form, cue_kin = taken(form, one), taken(kin, one)
    next_kin = taken(kin, ahead)
    far: Hashes = step(near(np.where(one < p.reading.begin[at], -1, at - one)))
    to = step(near(ahead - at))
    forms = p.words.rows[at][:, _PREFIX] @ np.array([1, 2, 4], np.float32)
    prefix: Hashes = forms.astype(np.uint32)
    marks, that = gap[at], taken(p.that, at - 1).astype(np.uint32)
    return named(
        (here,),
        (before,),
        (taken(form, at + 1),),
        (kin[at],),
        (cue_kin, before),
        (cue_kin, marks, far),
        (before, marks),
        (before2, before),
        (cue_kin, far, prefix),
        (cue_form, before, marks),
        (cue_kin, kin[at]),
        (marks, far),
        (here, marks),
        (next_kin, to, marks),
        (next_kin, marks),
        (before, prefix),
        (taken(kin, one + 1), cue_kin),
        (before, far),
        (cue_kin, that, marks),
    )  # fmt: skip


def neighbours(p: Places, at: Ints, sure: Floats) -> Floats:
    """What the first judge says of the candidates near each: the words beside it, the best."""
    n = len(p.words.form)
    whole = np.zeros(n + 1, np.float32)
    whole[at] = sure
    r = p.reading
    best = np.zeros(n + 1, np.float32)
    np.maximum.at(best, r.sentence, whole[:n])
    rival = np.where(len(at), best[r.sentence[at]], 0)
    columns = [taken(whole, at + d) for d in (-3, -2, -1, 1, 2, 3)]
    return np.column_stack([sure, *columns, rival, sure - rival]).astype(np.float32)
