"""Statements as spans: cues, first words and ends judged in turn, then the best chosen."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.annotation.quotes import cues, ends, starts
from rawi.annotation.quotes.ends import Ends
from rawi.annotation.quotes.judge import Judge, alive
from rawi.annotation.quotes.places import Floats, Ints, Places
from rawi.forest import Ready, answers


class Models(NamedTuple):
    """What the finding of statements was taught."""

    cue: Judge
    start: Judge
    again: Ready
    """Sees what ``start`` said of the words nearby."""
    end: Judge
    least: float
    """A start less sure is not followed to its ends."""
    cut: float
    """A statement less sure is not given."""


class Span(NamedTuple):
    start: int
    """First word."""
    end: int
    """The gap after the last word."""
    sure: float


def cue_scores(p: Places, judge: Judge) -> Floats:
    """For each word how likely it is a cue, 0 to 1."""
    at = cues.candidates(p)
    left, weighed = alive(judge, cues.names(p, at))
    found = np.zeros(len(p.words.form), np.float32)
    if len(left):
        seen = np.column_stack([weighed, cues.rows(p, at[left])])
        found[at[left]] = answers(judge.forest, seen)
    return found


def start_scores(p: Places, cue: Floats, models: Models) -> tuple[Ints, Floats]:
    """The words that may begin a statement and how likely each does."""
    at = starts.candidates(p, cue)
    left, weighed = alive(models.start, starts.names(p, cue, at))
    at = at[left]
    if not len(at):
        return at, weighed
    seen = np.column_stack([weighed, starts.rows(p, cue, at)])
    first = answers(models.start.forest, seen)
    return at, answers(models.again, np.column_stack([starts.neighbours(p, at, first), seen]))


def end_scores(p: Places, cue: Floats, at: Ints, judge: Judge) -> tuple[Ends, Floats]:
    """The gaps at which each start's statement may end and how likely each is."""
    found = ends.candidates(p, cue, at)
    left, weighed = alive(judge, ends.names(p, found))
    sure = np.zeros(len(found.start), np.float32)
    if len(left):
        kept = Ends(*(part[left] for part in found))
        sure[left] = answers(judge.forest, np.column_stack([weighed, ends.rows(p, cue, kept)]))
    return found, sure


def best_ends(e: Ends, sure: Floats) -> NDArray[np.intp]:
    """For each start the place of its likeliest end among the candidates."""
    order = np.lexsort((-sure, e.start))
    first = np.flatnonzero(np.diff(e.start[order], prepend=-1))
    return order[first]


def chosen(found: list[Span], cut: float) -> list[Span]:
    """The surest statements that do not overlap, in the order of the text."""
    kept: list[Span] = []
    for span in sorted(found, key=lambda s: (-s.sure, s.start)):
        if span.sure >= cut and all(span.end <= k.start or span.start >= k.end for k in kept):
            kept.append(span)
    return sorted(kept)


def spans_of(p: Places, models: Models) -> tuple[Floats, list[list[Span]]]:
    """The cues' scores and the statements of each text."""
    cue = cue_scores(p, models.cue)
    at, begun = start_scores(p, cue, models)
    keep = begun >= models.least
    at, begun = at[keep], begun[keep]
    found, sure = end_scores(p, cue, at, models.end)
    if not len(found.start):
        return cue, [[] for _ in p.reading.parts]
    total = np.bincount(np.searchsorted(at, found.start), sure, len(at))
    best = best_ends(found, sure)
    place = np.searchsorted(at, found.start[best])
    ended = sure[best] / np.maximum(total[place], 0.5)
    score = begun[place] * np.minimum(ended, 1) ** 0.5
    columns = (found.start[best], found.end[best], score)
    spans = [Span(*one) for one in zip(*(c.tolist() for c in columns), strict=True)]
    ends = np.searchsorted(columns[0], [part.end for part in p.reading.parts])
    parts = pairwise([0, *ends.tolist()])
    return cue, [chosen(spans[first:last], models.cut) for first, last in parts]
