"""Where a statement ends, its first word given: the gaps it may end at, and what stands there."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rawi.annotation.quotes.places import (
    FAR,
    Floats,
    Hashes,
    Ints,
    Places,
    gap_name,
    named,
    near,
    next_of,
    step,
    taken,
)
from rawi.annotation.quotes.words import COLUMNS

_CUE = 0.03
"""Chance of a cue from which on a statement may end before the word: low, the judges decide."""
_JOINS = [COLUMNS.index("comma_before"), COLUMNS.index("opens_sentence")]
_JOINED = COLUMNS.index("joined")
_RATE = 35
"""How often in a hundred a word must follow a comma or open a sentence for a statement to end
before it."""
_MOST = 60
"""Ends that are offered for one beginning; bare gaps are left out first."""
_FORM = slice(17, 31)


class Ends(NamedTuple):
    """Candidate ends of all starts, one start after another."""

    start: Ints
    """The first word each belongs to."""
    end: Ints
    """The gap."""
    rank: Ints
    """How many candidates of the same start stand before it."""
    left: Ints


def _limit(p: Places, start: int) -> int:
    """The end of the sentence, or of the sentence in which the opened quotation closes."""
    r = p.reading
    closing = r.closing[start]
    if closing < 0:
        return int(r.last[start])
    return int(max(closing, r.last[closing - 1]))


def candidates(p: Places, cue: Floats, starts: Ints) -> Ends:
    """Gaps with a mark, and those before a cue or a word that often stands after a comma."""
    r, rows = p.reading, p.words.rows
    if not len(starts):
        return Ends(*(np.zeros(0, np.int32) for _ in range(4)))
    flagged = (r.gaps > 0) | (r.opens > 0) | (r.closes > 0)
    flagged[:-1] |= (cue >= _CUE) | (p.according > 0) | (rows[:, _JOINED] > 0)
    flagged[:-1] |= rows[:, _JOINS].max(axis=1) >= _RATE
    places = np.flatnonzero(flagged)
    found = []
    for start in starts:
        low, high = np.searchsorted(places, (start + 1, _limit(p, int(start)) + 1))
        ends = places[low:high]
        if len(ends) > _MOST:
            ends = ends[np.sort(np.argsort(r.gaps[ends] == 0, kind="stable")[:_MOST])]
        found.append(ends)
    counts = np.array([len(e) for e in found])
    rank = np.concatenate([np.arange(c) for c in counts])
    whole = np.repeat(counts, counts)
    flat = (np.repeat(starts, counts), np.concatenate(found), rank, whole - rank - 1)
    return Ends(*(part.astype(np.int32) for part in flat))


def _kind(p: Places, start: Ints) -> Hashes:
    """How the statement begins, as a name: quotation, colon, أن, something else."""
    that = taken(p.that, start - 1) > 0
    colon = p.gap[start, 3] > 0
    opens = p.reading.opens[start] > 0
    found: Hashes = (opens * 4 + colon * 2 + that).astype(np.uint32)
    return found


def _past(p: Places, e: Ends) -> Ints:
    """How many words stand between the close of the statement's quotation and the end."""
    closing = p.reading.closing[e.start]
    return np.where(closing < 0, 0, e.end - closing).astype(np.int32)


def rows(p: Places, cue: Floats, e: Ends) -> Floats:
    """What stands at each end, in numbers."""
    r, w = p.reading, p.words
    i, j = e.start, e.end
    firm = (cue >= 0.3).astype(np.int32)
    firms = np.append(0, np.cumsum(firm))
    stops = np.cumsum(p.gap[:, 1]).astype(np.int32)
    opened, shut = np.cumsum(p.gap[:, 5]), np.cumsum(p.gap[:, 6])
    ahead = next_of(p, firm)
    past = _past(p, e)
    return np.column_stack([
        taken(w.rows, j),
        taken(w.rows, j - 1)[:, _FORM],
        taken(w.rows, j + 1)[:, _FORM],
        w.rows[i][:, _FORM],
        p.gap[i],
        taken(p.that, i - 1),
        p.gap[j],
        taken(cue, j),
        taken(cue, j + 1),
        taken(cue, i - 1),
        taken(p.according, j),
        near(j - i),
        np.minimum(j - i, 400),
        p.commas[j] - p.commas[i],
        stops[j] - stops[i],
        p.quotes[j] - p.quotes[i],
        p.closed[j] - p.closed[i],
        opened[j] - opened[i] - shut[j] + shut[i],
        taken(r.inside, j - 1),
        taken(r.inside, j),
        r.closing[i] >= 0,
        np.clip(past, -FAR, FAR),
        past == 0,
        near(r.last[j - 1] - j),
        near(r.close[i] - j),
        e.rank,
        e.left,
        firms[j] - firms[i],
        near(ahead[j] - j),
        near(ahead[np.minimum(j + 1, p.reading.end[i])] - j),
    ]).astype(np.float32)  # fmt: skip


def names(p: Places, e: Ends) -> Hashes:
    """The same in words."""
    form, kin, gap = p.words.form, p.words.lemma, gap_name(p)
    r = p.reading
    i, j = e.start, e.end
    kind = _kind(p, i)
    here, before, after = taken(form, j), taken(form, j - 1), taken(form, j + 1)
    marks = gap[j]
    past = np.sign(_past(p, e)).astype(np.int32)
    side = ((past + 1) + 4 * taken(r.inside, j - 1) + 8 * (r.closing[i] >= 0)).astype(np.uint32)
    ends = (r.last[j - 1] == j).astype(np.uint32)
    return named(
        (here,),
        (before,),
        (marks, side),
        (marks, kind),
        (here, marks),
        (taken(kin, j), marks),
        (here, after),
        (marks, side, kind, ends),
        (taken(kin, j), kind),
        (step(near(j - i)), kind),
        (taken(kin, j), taken(kin, j + 1)),
        (before, here),
        (taken(kin, j), side),
    )  # fmt: skip
