"""Where further articles begin on pages in other scripts: the forest that is asked of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from rawi.extract.dumps import web_articles
from rawi.extract.dumps.neighbours import headline_like
from rawi.extract.dumps.other_scripts import Judged, WebModel, judged_by, ready, told_once
from rawi.extract.dumps.segment import Segment
from rawi.extract.dumps.web_features import Rows
from rawi.forest import Forest
from training.dump_web_rows import Example
from training.forest import averaged, boosted, forest

_PACE = {
    "num_boost_round": 200,
    "learning_rate": 0.1,
    "num_leaves": 16,
    "min_data_in_leaf": 15,
    "bagging_fraction": 0.6,
    "bagging_freq": 1,
}
_DRAWS = (7, 8, 9)
"""Forests of so many draws are averaged: of one alone, the next may part other rows."""


def begins(
    model: WebModel, judged: Sequence[tuple[Example, Judged]], more: Iterable[Example]
) -> Forest:
    """The forest, of pages judged by forests that had not seen them and of further rows, which
    the model judges."""
    forests = ready(model)
    further = ((one, judged_by(forests, one.found)) for one in more)
    parts = []
    for one, chances in (*judged, *further):
        made, wanted = begin_rows(one, chances, model.text)
        if len(wanted):
            parts.append((made, wanted, np.ones_like(wanted)))
    return averaged([forest(boosted(parts, _PACE | {"seed": draw})) for draw in _DRAWS])


def begin_rows(one: Example, judged: Judged, least: float) -> tuple[Rows, NDArray[np.float32]]:
    """Where another article may begin on a page, and whether one does."""
    is_text = told_once(one.found, judged.text, least)
    asked = web_articles.starts(one.found, is_text, judged.title)
    if not asked:
        return np.empty((0, 0), dtype=np.float32), np.empty(0, dtype=np.float32)
    made = web_articles.rows(one.found, is_text, judged.title, asked)
    wanted, last = [], next((i for i, text in enumerate(is_text) if text), 0)
    for start in asked:
        since = one.labels[last + 1 : start.lead + 1]
        wanted.append(float("L" in since and one.labels[start.lead] in "LBS"))
        last = start.lead if wanted[-1] or "L" not in since else last
    return made, np.array(wanted, dtype=np.float32)


def shaped(found: Sequence[Segment], titles: NDArray[np.float32]) -> NDArray[np.float32]:
    """How likely each segment is a headline, nothing where it has not the shape of one."""
    may_be = np.array([headline_like(segment) for segment in found])
    return np.where(may_be, titles, 0).astype(np.float32)
