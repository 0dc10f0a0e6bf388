"""Who a statement is laid to: its cue, the words that mention the speaker, the name in them.

Candidates of all statements are looked at together: one row a candidate.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rawi.annotation.quotes.places import (
    Floats,
    Hashes,
    Ints,
    Places,
    gap_name,
    named,
    near,
    step,
    taken,
)
from rawi.annotation.quotes.words import COLUMNS

_FORM = slice(17, len(COLUMNS))
CUE_LEAST = 0.04
"""Chance from which on a word is offered as the cue of a statement: low, since the forest
decides."""
_BEFORE, _AFTER = 60, 16
"""Words before and after a statement among which its cue may stand, inside its sentence."""
_MENTION_BEFORE, _MENTION_AFTER = 30, 25
"""Words before and after a cue among which its speaker's mention may begin."""
MENTION_MOST = 22
"""Words of the longest mention."""
NAME_MOST = 8
"""Words of the longest name inside a mention."""


class Statement(NamedTuple):
    """A statement's words, and the word its cue begins with; -1 without one."""

    start: int
    end: int
    cue: int = -1


class Pairs(NamedTuple):
    """Candidates with what they are candidates for, an entry each."""

    at: Ints
    start: Ints
    end: Ints
    cue: Ints
    begin: Ints
    """The first word of the mention; 0 where mentions are still sought."""


def pairs(
    said: Sequence[Statement], candidates: Sequence[Ints], begins: Sequence[int] | None = None
) -> Pairs:
    """All candidates of all statements in a row."""
    counts = [len(c) for c in candidates]
    columns = np.array(said, np.int32).reshape(-1, 3)
    first = np.zeros(len(said)) if begins is None else np.array(begins)
    start, end, cue = (np.repeat(columns[:, n], counts) for n in range(3))
    flat = np.concatenate(candidates) if candidates else np.zeros(0, np.int32)
    return Pairs(flat.astype(np.int32), start, end, cue, np.repeat(first, counts).astype(np.int32))


def kept(c: Pairs, left: Ints) -> Pairs:
    return Pairs(*(part[left] for part in c))


def _firm(cue: Floats) -> Ints:
    return np.append(0, np.cumsum(cue >= 0.3)).astype(np.int32)


def cue_candidates(p: Places, cue: Floats, s: Statement) -> Ints:
    """Words of the sentences around the statement that may be its cue."""
    r = p.reading
    low = max(int(r.first[s.start]), s.start - _BEFORE)
    high = min(int(r.last[s.end - 1]), s.end + _AFTER)
    at = np.concatenate([np.arange(low, s.start), np.arange(s.end, high)])
    found: Ints = at[cue[at] >= CUE_LEAST].astype(np.int32)
    return found


def cue_rows(p: Places, cue: Floats, c: Pairs) -> Floats:
    """What tells the cue of a statement from the other cues around it."""
    r = p.reading
    after = c.at >= c.end
    low, high = np.where(after, c.end, c.at + 1), np.where(after, c.at, c.start)
    firm = _firm(cue)
    best = np.zeros(len(r.words) + 1, np.float32)
    np.maximum.at(best, c.start, cue[c.at])
    return np.column_stack([
        cue[c.at],
        cue[c.at] - best[c.start],
        after,
        near(np.where(after, c.at - c.end, c.start - c.at).astype(np.int32)),
        firm[high] - firm[low],
        p.commas[high] - p.commas[low],
        p.thats[high - 1] - p.thats[low - 1],
        p.according[c.at],
        taken(p.that, c.start - 1),
        p.gap[c.start],
        p.gap[c.at],
        p.gap[c.at + 1],
        p.gap[c.end],
        c.end - c.start,
        r.first[c.start] == c.start,
        r.inside[c.at],
        p.words.rows[c.at],
    ]).astype(np.float32)  # fmt: skip


def mention_candidates(p: Places, s: Statement) -> Ints:
    """Words of the cue's sentence outside of the statement, near the cue."""
    r = p.reading
    low = max(int(r.first[s.cue]), s.cue - _MENTION_BEFORE)
    high = min(int(r.last[s.cue]), s.cue + _MENTION_AFTER)
    at = np.arange(low, high)
    outside = (at < s.start) | (at >= s.end)
    found: Ints = at[outside & (at != s.cue)].astype(np.int32)
    return found


def mention_names(p: Places, c: Pairs) -> Hashes:
    """What stands at each word that may begin the mention, in words."""
    form, kin, gap = p.words.form, p.words.lemma, gap_name(p)
    away = c.at - c.cue
    side = (step(np.abs(away)) + 16 * (away < 0)).astype(np.uint32)
    cue, cue_form = kin[c.cue], form[c.cue]
    here, before, after = form[c.at], taken(form, c.at - 1), taken(form, c.at + 1)
    marks = gap[c.at]
    return named(
        (here,),
        (kin[c.at],),
        (before,),
        (before, here),
        (cue, side),
        (cue_form, side, marks),
        (side, here),
        (side, before),
        (after,),
        (cue, before),
        (marks, side),
        (cue_form, before, side),
    )  # fmt: skip


def mention_rows(p: Places, cue: Floats, c: Pairs) -> Floats:
    """The same in numbers."""
    away = c.at - c.cue
    low, high = np.minimum(c.at, c.cue), np.maximum(c.at, c.cue)
    firm = _firm(cue)
    return np.column_stack([
        p.words.rows[c.at],
        taken(p.words.rows, c.at - 1)[:, _FORM],
        taken(p.words.rows, c.at + 1)[:, _FORM],
        p.words.rows[c.cue],
        np.clip(away, -40, 40),
        c.at - p.reading.first[c.at],
        p.gap[c.at],
        p.gap[c.at + 1],
        cue[c.at],
        taken(cue, c.at - 1),
        firm[high] - firm[low],
        p.commas[high] - p.commas[low],
        p.thats[high] - p.thats[low],
        p.quotes[high] - p.quotes[low],
        c.start - c.cue,
        c.at >= c.end,
        taken(p.that, c.at - 1),
        p.reading.inside[c.at],
        p.according[c.cue],
        p.entities[c.at],
        taken(p.entities, c.at - 1),
        taken(p.entities, c.at + 1),
        taken(p.entities, c.at + 2),
    ]).astype(np.float32)  # fmt: skip


def mention_ends(p: Places, s: Statement, begin: int) -> Ints:
    """The gaps at which a mention that begins there may end."""
    high = min(int(p.reading.last[begin]), begin + MENTION_MOST)
    for wall in (s.cue, s.start):
        if wall > begin:
            high = min(high, wall)
    return np.arange(begin + 1, max(high, begin + 1) + 1, dtype=np.int32)


def mention_end_names(p: Places, c: Pairs) -> Hashes:
    """What stands at each gap, in words."""
    form, kin, gap = p.words.form, p.words.lemma, gap_name(p)
    here, before, after = taken(form, c.at), form[c.at - 1], taken(form, c.at + 1)
    wall = ((c.at == c.cue) + 2 * (c.at == c.start)).astype(np.uint32)
    long = step(c.at - c.begin)
    marks, lemma = gap[c.at], taken(kin, c.at)
    return named(
        (here,),
        (before,),
        (marks, wall),
        (here, marks),
        (before, here),
        (lemma, wall),
        (here, after),
        (form[c.begin], long),
        (kin[c.at - 1],),
        (long, marks),
    )  # fmt: skip


def mention_end_rows(p: Places, cue: Floats, c: Pairs) -> Floats:
    """The same in numbers."""
    rows = p.words.rows
    people = np.append(0, np.cumsum(p.entities[:, 0]))
    return np.column_stack([
        taken(rows, c.at),
        taken(rows, c.at + 1)[:, _FORM],
        rows[c.at - 1][:, _FORM],
        taken(rows, c.at - 2)[:, _FORM],
        rows[c.begin][:, _FORM],
        p.gap[c.at],
        c.at - c.begin,
        c.at == c.cue,
        c.at == c.start,
        c.start - c.at,
        taken(p.that, c.at),
        taken(cue, c.at),
        p.commas[c.at - 1] - p.commas[c.begin],
        p.quotes[c.at - 1] - p.quotes[c.begin],
        taken(p.reading.inside, c.at),
        c.begin > c.cue,
        p.entities[c.at - 1],
        taken(p.entities, c.at),
        taken(p.entities, c.at - 2),
        people[c.at] - people[c.begin],
    ]).astype(np.float32)  # fmt: skip


class Tails(NamedTuple):
    """Words that a name may begin with, and the gap where it ends, an entry each."""

    at: Ints
    end: Ints
    low: Ints
    """The first candidate of the same name."""


def tails(spans: Sequence[tuple[int, int]]) -> tuple[Tails, list[int]]:
    """The candidates of all stretches, and how many each has."""
    lows = [max(begin, end - NAME_MOST) for begin, end in spans]
    counts = [end - low for (_, end), low in zip(spans, lows, strict=True)]
    ends = np.repeat(np.array([end for _, end in spans], np.int32), counts)
    low = np.repeat(np.array(lows, np.int32), counts)
    rank = np.concatenate([np.arange(n) for n in counts]) if counts else np.zeros(0)
    return Tails((low + rank).astype(np.int32), ends, low), counts


def name_names(p: Places, t: Tails) -> Hashes:
    """What stands at each, in words."""
    form, kin, gap = p.words.form, p.words.lemma, gap_name(p)
    left = (t.end - t.at).astype(np.uint32)
    here, before, after = form[t.at], taken(form, t.at - 1), taken(form, t.at + 1)
    return named(
        (here,),
        (before,),
        (here, left),
        (before, here),
        (kin[t.at],),
        (taken(kin, t.at - 1),),
        (after,),
        (gap[t.at], left),
        (here, after),
    )  # fmt: skip


def name_rows(p: Places, t: Tails) -> Floats:
    """The same in numbers."""
    rows = p.words.rows
    return np.column_stack([
        rows[t.at],
        taken(rows, t.at - 1)[:, _FORM],
        taken(rows, t.at - 2)[:, _FORM],
        taken(rows, t.at + 1)[:, _FORM],
        rows[t.end - 1][:, _FORM],
        p.gap[t.at],
        t.end - t.at,
        p.commas[t.end - 1] - p.commas[t.at],
        t.at - t.low,
        p.entities[t.at],
        taken(p.entities, t.at - 1),
        p.entities[t.end - 1],
    ]).astype(np.float32)  # fmt: skip
