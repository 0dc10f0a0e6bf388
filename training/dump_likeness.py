"""``python -m training.dump_likeness``: tell texts that are no report by how they are written.

Learns from texts of the project's own writing that are no news (sets a, b, d and g of
``eval.no_news``; the others measure it) and from articles of the shared sets that are not held
out, whole or cut after a few paragraphs. Writes ``src/rawi/extract/data/dump_likeness.json``.
Prints what held-out articles and unseen texts give.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import lightgbm
import msgspec
import numpy as np
from numpy.typing import NDArray

from eval.figures import ROOT
from eval.held_articles import sources as held_out
from eval.no_news import texts
from rawi.extract.dumps.likeness import MODEL_FILE, READ, is_weighed, traits
from training.dump_sources import FILES, sources
from training.forest import forest

ARTICLES, ROUNDS, SEED = 2500, 200, 1
"""So many articles of each file."""
SHOWN, UNSEEN = "abdg", "cef"
"""Sets of texts that are no news."""
_NEWS = 6.0
"""All articles together count so many times as much as all other texts."""
_PARAGRAPHS = (1, 2, 3, 7, 29)
"""An article keeps so many."""
_SETTINGS: dict[str, object] = {
    "objective": "binary",
    "learning_rate": 0.05,
    "num_leaves": 6,
    "min_data_in_leaf": 15,
    "lambda_l2": 10,
    "feature_fraction": 0.6,
    "seed": SEED,
    "deterministic": True,
    "num_threads": 1,
    "verbose": -1,
}


def main() -> None:
    rng = random.Random(SEED)
    pools = [sources(6_000, [name]) for name in FILES]
    every = [s for pool in pools for s in rng.sample(pool, min(len(pool), ARTICLES))]
    news = [_cut(rng, s.title, s.body) for s in every]
    other = no_reports(SHOWN)
    labels = np.array([0.0] * len(news) + [1.0] * len(other))
    weights = np.where(labels > 0, len(news) / len(other) / _NEWS, 1.0)
    data = lightgbm.Dataset(rows([*news, *other]), labels, weight=weights)
    booster = lightgbm.train(_SETTINGS, data, ROUNDS)
    path = ROOT / "src" / "rawi" / "extract" / "data" / MODEL_FILE
    path.write_bytes(msgspec.json.encode(forest(booster)) + b"\n")
    held = [_cut(rng, s.title, [text for _, text in s.blocks]) for s in held_out()]
    for name, found in (("held-out articles", held), ("unseen texts", no_reports(UNSEEN))):
        chances = np.asarray(booster.predict(rows(found)))
        shares = {least: round(float(np.mean(chances >= least)), 4) for least in (0.2, 0.4, 0.6)}
        print(f"{name}, {len(found)}: no report from a chance of {shares}")


def _cut(rng: random.Random, title: str, body: Sequence[str]) -> str:
    return "\n".join([title, *body[: rng.choice(_PARAGRAPHS)]])[:READ]


def no_reports(sets: str) -> list[str]:
    """The Arabic texts of these sets that are short enough."""
    found = (text.strip()[:READ] for name in sets for _, text in texts(name))
    return [text for text in found if is_weighed(text)]


def rows(found: Sequence[str]) -> NDArray[np.float32]:
    return np.array([list(traits(text).values()) for text in found], np.float32)


if __name__ == "__main__":
    main()
