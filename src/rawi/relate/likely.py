"""How likely two articles report one happening: a logistic regression and boosted trees.

The mean of both; trained by ``training/stories.py``, see docs/models.md.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec
import numpy as np

from rawi.forest import Forest, Ready, answers, prepared
from rawi.relate.pairs import TRAITS, Matrix
from rawi.relate.table import Floats

MODEL_FILE = "stories.model.json"


_HOPELESS = 0.005
"""Where the regression is so sure that a pair is apart, the trees are not asked."""


class Blend(msgspec.Struct, frozen=True):
    """Both models; the weights are of the traits as they stand, see ``widened``."""

    weights: list[float]
    base: float
    trees: Forest


class StoryModel(msgspec.Struct, frozen=True):
    """What ships: of pairs of articles, of groups beside a great happening."""

    pair: Blend
    peg: Blend


class ReadyBlend(msgspec.Struct, frozen=True):
    """A blend ready to answer."""

    weights: Floats
    base: float
    trees: Ready


def ready(blend: Blend) -> ReadyBlend:
    """``blend`` as arrays."""
    return ReadyBlend(np.array(blend.weights), blend.base, prepared(blend.trees))


@cache
def shipped() -> tuple[ReadyBlend, ReadyBlend]:
    """The models of this package, of pairs and of pegs, read once."""
    data = resources.files("rawi.relate").joinpath(MODEL_FILE).read_bytes()
    found = msgspec.json.decode(data, type=StoryModel)
    return ready(found.pair), ready(found.peg)


def widened(rows: Matrix) -> Floats:
    """The traits of pairs with what a line cannot bend: hours by logarithm, likeness squared."""
    hours = rows[:, TRAITS.index("hours")]
    opening = rows[:, TRAITS.index("opening")]
    return np.column_stack([rows, np.log1p(hours), opening**2]).astype(np.float64)


def blended(model: ReadyBlend, straight: Floats, rows: Matrix) -> Floats:
    """For each row the mean of both answers, 0 to 1; trees are asked only where it may matter."""
    told: Floats = 1.0 / (1.0 + np.exp(-(straight @ model.weights + model.base)))
    asked = np.flatnonzero(told >= _HOPELESS)
    told[told < _HOPELESS] = 0.0
    for part in np.array_split(asked, len(asked) // 20_000 + 1):
        if len(part):
            told[part] = (told[part] + answers(model.trees, rows[part])) / 2
    return told


def pair_scores(model: ReadyBlend, rows: Matrix) -> Floats:
    """How likely each pair is of one story, 0 to 1."""
    return blended(model, widened(rows), rows)
