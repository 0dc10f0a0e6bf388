"""Training the judges of statements: each sees what earlier ones say of unseen outlets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from rawi.annotation.quotes import cues, ends, starts
from rawi.annotation.quotes.ends import Ends
from rawi.forest import Forest
from training.quotes.cases import Case
from training.quotes.fitting import Fitted, forest_unseen, trees, unseen

LEAST = 0.08
CUT = 0.33
FLOORS = {"cue": 0.004, "start": 0.004, "end": 0.003}


def split(parts: Sequence[np.ndarray], values: np.ndarray) -> list[np.ndarray]:
    """``values`` of all articles, as one array an article again."""
    return np.split(values, np.cumsum([len(p) for p in parts])[:-1])


def judged(
    names: list[np.ndarray],
    rows: Callable[[int, np.ndarray], np.ndarray],
    labels: list[np.ndarray],
    groups: Sequence[int],
    floor: float,
) -> tuple[Fitted, list[np.ndarray], list[np.ndarray], list[np.ndarray]]:
    """A judge fitted on all articles; per article those left, their rows, and unseen answers."""
    group = np.repeat(groups, [len(n) for n in names])
    weights, weighed = unseen(np.concatenate(names), np.concatenate(labels), group)
    sure = split(names, weighed)
    left = [np.flatnonzero(s >= floor) for s in sure]
    seen = [np.column_stack([sure[n][a], rows(n, a)]) for n, a in enumerate(left)]
    flat, y = np.concatenate(seen), np.concatenate([labels[n][a] for n, a in enumerate(left)])
    inner = np.repeat(groups, [len(a) for a in left])
    answered = split(left, forest_unseen(flat, y, inner))
    return Fitted(weights, trees(flat, y), floor), left, seen, answered


def cue_labels(case: Case) -> np.ndarray:
    found = np.zeros(len(case.places.words.form), bool)
    for s in case.statements:
        if s.cue >= 0:
            found[s.cue : s.cue_end] = True
    return found


def start_labels(case: Case) -> np.ndarray:
    found = np.zeros(len(case.places.words.form), bool)
    found[[s.start for s in case.statements]] = True
    return found


def fit(
    cases: Sequence[Case], groups: Sequence[int]
) -> tuple[dict[str, Fitted], dict[str, Forest], list[np.ndarray]]:
    """The judges of statements, and the cues of all articles by models that did not see them."""
    at = [cues.candidates(c.places) for c in cases]
    labels = [cue_labels(c)[a] for c, a in zip(cases, at, strict=True)]
    cue_judge, left, _, sure = judged(
        [cues.names(c.places, a) for c, a in zip(cases, at, strict=True)],
        lambda n, a: cues.rows(cases[n].places, at[n][a]),
        labels,
        groups,
        FLOORS["cue"],
    )
    cue = []
    for n, c in enumerate(cases):
        whole = np.zeros(len(c.places.words.form), np.float32)
        whole[at[n][left[n]]] = sure[n]
        cue.append(whole)
    begin = [starts.candidates(c.places, s) for c, s in zip(cases, cue, strict=True)]
    labels = [start_labels(c)[a] for c, a in zip(cases, begin, strict=True)]
    start_judge, left, seen, sure = judged(
        [starts.names(c.places, cue[n], begin[n]) for n, c in enumerate(cases)],
        lambda n, a: starts.rows(cases[n].places, cue[n], begin[n][a]),
        labels,
        groups,
        FLOORS["start"],
    )
    beside = [
        np.column_stack([starts.neighbours(c.places, begin[n][left[n]], sure[n]), seen[n]])
        for n, c in enumerate(cases)
    ]
    y = np.concatenate([labels[n][a] for n, a in enumerate(left)])
    again = trees(np.concatenate(beside), y)
    end = fit_ends(cases, cue, groups)
    return {"cue": cue_judge, "start": start_judge, "end": end}, {"again": again}, cue


def fit_ends(cases: Sequence[Case], cue: list[np.ndarray], groups: Sequence[int]) -> Fitted:
    found, labels = [], []
    for n, c in enumerate(cases):
        end = {s.start: s.end for s in c.statements}
        e = ends.candidates(c.places, cue[n], np.array(sorted(end), np.int32))
        found.append(e)
        pairs = zip(e.start.tolist(), e.end.tolist(), strict=True)
        labels.append(np.array([end[i] == j for i, j in pairs], bool))
    return judged(
        [ends.names(c.places, found[n]) for n, c in enumerate(cases)],
        lambda n, a: ends.rows(cases[n].places, cue[n], Ends(*(part[a] for part in found[n]))),
        labels,
        groups,
        FLOORS["end"],
    )[0]
