"""``python -m training.blocks``: train the model that finds the article's blocks.

Reads the pages of ``../shared`` (their terms stand in docs/models.md), writes
``src/rawi/extract/data/blocks.model.json``. The same data gives the same file.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import lightgbm
import msgspec
import numpy as np
from numpy.typing import NDArray

from eval.figures import ROOT
from rawi.extract.html.features import Table, tabled
from rawi.extract.html.html_page import opened
from rawi.extract.html.sequence import second_rows
from rawi.extract.html.trees import MODEL_FILE, BlockModel
from rawi.model import Rejection
from training.align import shares
from training.forest import averaged, boosted, forest
from training.pages import GoldPage, arabic_pages, english_pages, world_pages

FOLDS = 2
"""Folds of the inner split that gives the second model honest answers of the first."""
TAUGHT = 0.1
"""The second model learns from blocks of which the first is at least so sure."""
ALIVE, SETTLED = 0.1, 0.98
"""It is asked of those between: four in ten of 157,000 blocks. From .2 to .95 it is asked of a
quarter, with .0007 less text F1 by site on English pages (docs/decisions/0267)."""
CUT = 0.5
ARABIC_WEIGHT = 3.0
WORLD_WEIGHT = 0.4
"""Of a news page beside one of the English set: at full weight, pages outside news were read
worse (.9407 for .9452 by site), at this one better (docs/decisions/0095)."""
THIN = 4
FIRST = {"num_boost_round": 60, "learning_rate": 0.2}
SECOND = {"num_boost_round": 130, "learning_rate": 0.12}
SEEDS = (7, 17)
"""Second forests that are averaged: one alone lies .001 to either side (docs/decisions/0146)."""


class Sample(NamedTuple):
    """One page as the models see it."""

    page: GoldPage
    table: Table
    wanted: NDArray[np.float32]
    weight: NDArray[np.float32]


def sample(page: GoldPage) -> Sample | None:
    """The rows of a page with what is wanted of each; None where nothing can be learned."""
    view = opened(page.html, page.gold.get("url"))
    if isinstance(view, Rejection):
        return None
    table = tabled(view.cutting)
    share = np.array(shares([b.text for b in view.cutting.blocks], page.trained), dtype=np.float32)
    wanted = (share >= 0.5).astype(np.float32)
    if not wanted.any():
        return None
    body = float((table.words * wanted).sum())
    weight = (table.words + 2) / (body + 50) * 100 * (ARABIC_WEIGHT if page.arabic else 1.0)
    weight = np.minimum(weight, 60).astype(np.float32) * _share_of(page)
    return Sample(page, table, wanted, weight)


def _share_of(page: GoldPage) -> float:
    """The world's pages are few of their kind beside the English, and all of one kind."""
    return WORLD_WEIGHT if page.gold.get("country") else 1.0


def trained(samples: Sequence[Sample]) -> BlockModel:
    """Both models, the second on answers that the first gave for pages it had not seen."""
    firsts = [np.zeros(0, dtype=np.float32)] * len(samples)
    for fold in range(FOLDS):
        booster = _boosted([s for i, s in enumerate(samples) if i % FOLDS != fold], FIRST)
        for i, s in enumerate(samples):
            if i % FOLDS == fold:
                firsts[i] = np.asarray(booster.predict(s.table.rows), dtype=np.float32)
    second = [
        _alive(s, first)
        for s, first in zip(samples, firsts, strict=True)
        if (first >= TAUGHT).any()
    ]
    several = [forest(_boosted(second, SECOND | {"seed": seed})) for seed in SEEDS]
    return BlockModel(forest(_boosted(samples, FIRST)), averaged(several), ALIVE, CUT, SETTLED)


def _alive(known: Sample, first: NDArray[np.float32]) -> Sample:
    """What the second model sees of a page."""
    alive = np.flatnonzero(first >= TAUGHT)
    rows = second_rows(known.table, first, alive)
    table = known.table._replace(rows=rows, words=known.table.words[alive])
    return Sample(known.page, table, known.wanted[alive], known.weight[alive])


def _boosted(samples: Sequence[Sample], pace: dict[str, float]) -> lightgbm.Booster:
    kept = [(s, *_kept(s)) for s in samples]
    return boosted([(s.table.rows[k], s.wanted[k], w) for s, k, w in kept], pace)


def _kept(known: Sample) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Of the many short lines that are no text every fourth, at four times its weight."""
    place = np.arange(len(known.wanted))
    short = (known.wanted < 0.5) & (known.table.words < 6)
    kept = place[~short | (place % THIN == 0)]
    return kept, (known.weight * np.where(short, THIN, 1))[kept].astype(np.float32)


def main() -> None:
    pages = (*arabic_pages(), *english_pages(), *world_pages())
    samples = [s for page in pages if (s := sample(page))]
    model = trained(samples)
    path = ROOT / "src" / "rawi" / "extract" / "data" / MODEL_FILE
    path.write_bytes(msgspec.json.encode(model))
    print(f"{len(samples)} pages -> {path.name}, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
