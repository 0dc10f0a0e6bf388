"""``python -m training.stories``: train what tells stories, and groups beside a great happening.

Reads the marked pairs of days and the articles of their months in ``../shared``
(their terms stand in docs/models.md), writes ``src/rawi/relate/stories.model.json``.
The same data gives the same file.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import lightgbm
import msgspec
import numpy as np
from numpy.typing import NDArray

from eval.articles import articles
from eval.figures import GOLD, ROOT
from rawi.annotation.entities import entities_of
from rawi.model import Notes
from rawi.relate import Sketch, sketch
from rawi.relate.likely import (
    MODEL_FILE,
    Blend,
    StoryModel,
    pair_scores,
    ready,
    widened,
)
from rawi.relate.pairs import TRAITS, Matrix, Pairs, candidates, traits
from rawi.relate.pegs import PEG_TRAITS, PegRules, Scored, WordView, hubs
from rawi.relate.regroup import GroupRules, grouped
from rawi.relate.table import HOUR, Floats, Table, ordered, tabled
from training.forest import REPEATABLE, forest

DAYS = {
    "04-10": ("stories", "ant-2018-04"),
    "03-12": ("stories-2018-03-12", "ant-2018-02-03-07"),
    "03-26": ("stories-2018-03-26", "ant-2018-02-03-07"),
    "04-14": ("stories-2018-04-14", "ant-2018-04"),
}
"""The marked pairs of days: file of gold, file of the month's articles."""
MONTHS = ("2018-03", "2018-04")
BEFORE, AFTER = 5, 3
"""Days of articles around a marked pair."""
FAR_HOURS = 60
"""A marked article and any other so far away are two stories."""
FAR_WEIGHT = 0.3
_TREES = REPEATABLE | {
    "objective": "binary",
    "max_depth": 5,
    "num_leaves": 8,
    "min_data_in_leaf": 40,
    "learning_rate": 0.1,
    "feature_fraction": 0.5,
}
_PEG_TREES = _TREES | {
    "max_depth": 3,
    "num_leaves": 6,
    "min_data_in_leaf": 20,
    "learning_rate": 0.08,
    "feature_fraction": 0.6,
    "lambda_l2": 5.0,
}
_RISING = {"rarest": 0, "outlet": 0, "hours": -1}
_PEG_RISING = {
    "mean": 1,
    "max": 1,
    "strength": 1,
    "whole": 1,
    "opening": 1,
    "title": 1,
    "before": -1,
    "words": 1,
    "opening_words": 1,
    "outside": -1,
    "within": 1,
}
LOOSE = PegRules(topic=0, before=np.inf, seen=0.0)
"""Hubs of all sizes to learn from."""
Sample = tuple[Floats, Floats, Floats]
"""Rows, what is right of each, weights."""


class Marked(msgspec.Struct, frozen=True):
    """A pair of days with what stands around it."""

    table: Table
    pairs: Pairs
    rows: Matrix
    gold: Mapping[str, str]


def gold_of(name: str) -> dict[str, str]:
    """Article -> story."""
    with (GOLD / "stories" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return {r["id"]: r["story"] for r in map(json.loads, lines)}


@cache
def sketches(month: str) -> tuple[Sketch, ...]:
    """The articles of the marked months in a file."""
    return tuple(
        sketch(one, Notes(entities=entities_of(one)))
        for one in articles(month)
        if (one.published or "")[:7] in MONTHS
    )


@cache
def marked(name: str) -> Marked:
    """One pair of days as the models see it."""
    file, month = DAYS[name]
    gold = gold_of(file)
    times = [s.time for s in sketches(month) if s.id in gold and s.time is not None]
    day = 24 * HOUR
    begin = (min(times) // day - BEFORE) * day
    end = (max(times) // day + 1 + AFTER) * day
    table = tabled(ordered([s for s in sketches(month) if s.time and begin <= s.time < end]))
    pairs = candidates(table, GroupRules().reach_days)
    return Marked(table, pairs, traits(table, pairs), gold)


def pair_sample(known: Marked) -> Sample:
    """Pairs of marked articles, and of a marked one with any that is far away."""
    gold, table, pairs = known.gold, known.table, known.pairs
    story = np.array([gold.get(name, "") for name in table.ids])
    size = Counter(gold.values())
    share = np.array([1.0 / max(size[s] - 1, 1) for s in story])
    one, other = story[pairs.one] != "", story[pairs.other] != ""
    both = one & other
    same = both & (story[pairs.one] == story[pairs.other])
    apart = np.abs(table.hours[pairs.one] - table.hours[pairs.other]) > FAR_HOURS
    far = (one | other) & apart & ~both
    weight = np.where(same, share[pairs.one], np.where(far, FAR_WEIGHT, 1.0))
    kept = both | far
    return known.rows[kept], same[kept].astype(float), weight[kept]


def regression(sample: Sample, ridge: float) -> tuple[Floats, float]:
    """Weights and base of a logistic regression, by Newton's method on standardised rows."""
    rows, right, weight = sample
    mean = np.average(rows, axis=0, weights=weight)
    spread = np.sqrt(np.average((rows - mean) ** 2, axis=0, weights=weight)) + 1e-9
    design = np.column_stack([(rows - mean) / spread, np.ones(len(rows))])
    penalty = np.diag([ridge] * rows.shape[1] + [0.0])
    told = np.zeros(design.shape[1])
    for _ in range(40):
        sure = 1 / (1 + np.exp(-design @ told))
        slope = design.T @ (weight * (sure - right)) + penalty @ told
        bend = (design * (weight * sure * (1 - sure))[:, None]).T @ design + penalty
        told -= np.linalg.solve(bend, slope)
    weights = told[:-1] / spread
    return weights, float(told[-1] - weights @ mean)


def blend(straight: Sample, rows: Matrix, trees: dict[str, object], ridge: float) -> Blend:
    """Both models over the same rows; ``straight`` has those of the regression."""
    weights, base = regression(straight, ridge)
    data = lightgbm.Dataset(rows, straight[1], weight=straight[2])
    booster = lightgbm.train(trees, data)
    cut = [float(f"{w:.6g}") for w in weights]
    return Blend(cut, round(base, 6), forest(booster))


def _rising(names: Sequence[str], known: Mapping[str, int], other: int) -> list[int]:
    return [known.get(name, other) for name in names]


@cache
def pair_model(names: tuple[str, ...]) -> Blend:
    """The model of pairs, learned on these days."""
    parts = [pair_sample(marked(name)) for name in names]
    rows, right, weight = (np.concatenate(p) for p in zip(*parts, strict=True))
    trees = _TREES | {"num_boost_round": 60, "monotone_constraints": _rising(TRAITS, _RISING, 1)}
    return blend((widened(rows), right, weight), rows, trees, 1.0)


def peg_model(names: tuple[str, ...]) -> Blend:
    """The model of groups beside a hub; the groups come from pair models of other days."""
    rest = {name: tuple(n for n in names if n != name) for name in names}
    parts = [part for name in names for part in _peg_samples(name, rest[name])]
    rows = np.vstack([hub for hub, _, _ in parts]).astype(np.float32)
    right, weight = (np.concatenate([p[i] for p in parts]) for i in (1, 2))
    rising = _rising(PEG_TRAITS, _PEG_RISING, 0)
    trees = _PEG_TREES | {"num_boost_round": 60, "monotone_constraints": rising}
    return blend((rows.astype(np.float64), right, weight), rows, trees, 3.0)


def _peg_samples(name: str, others: tuple[str, ...]) -> Iterator[Sample]:
    """The groups beside every hub of some days, and whether each is of the hub's story."""
    known = marked(name)
    scores = pair_scores(ready(pair_model(others)), known.rows)
    label = grouped(known.pairs, scores, range(len(known.table.ids)), GroupRules())
    story = np.array([known.gold.get(i, "") for i in known.table.ids])
    free = np.ones(len(label), dtype=bool)
    for hub in hubs(WordView(known.table), Scored(known.pairs, scores), (label, free), LOOSE):
        main = _story_of(story[hub.topic])
        if main:
            told = [_story_of(story[label == group]) for group in hub.groups]
            size = [float(np.sqrt((label == group).sum())) for group in hub.groups]
            kept = np.array([bool(one) for one in told])
            right = np.array([one == main for one in told], dtype=float)
            yield hub.rows[kept], right[kept], np.array(size)[kept]


def _story_of(stories: NDArray[np.str_]) -> str | None:
    """The commonest story of the marked among some articles."""
    counted = Counter(s for s in stories.tolist() if s)
    return counted.most_common(1)[0][0] if counted else None


def model(names: tuple[str, ...]) -> StoryModel:
    """Both models, learned on these pairs of days."""
    return StoryModel(pair_model(names), peg_model(names))


def main() -> None:
    path = ROOT / "src" / "rawi" / "relate" / MODEL_FILE
    path.write_bytes(msgspec.json.encode(model(tuple(DAYS))))
    print(f"{len(DAYS)} pairs of days -> {path.name}, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
