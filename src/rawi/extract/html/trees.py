"""Boosted trees as plain arrays: reading the model file, answering for many rows at once."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from rawi.extract.html.features import Matrix, Table
from rawi.extract.html.sequence import second_rows

MODEL_FILE = "blocks.model.json"


class Forest(msgspec.Struct, frozen=True):
    """Trees one after another: inner nodes, their two ways on, and leaves.

    A way on that is negative names a leaf: ``-1 - way``.
    """

    feature: list[int]
    threshold: list[float]
    left: list[int]
    right: list[int]
    leaf: list[float]
    roots: list[int]
    depth: int
    base: float = 0.0


class BlockModel(msgspec.Struct, frozen=True):
    """The two models of ``sequence`` and where to cut their answer."""

    first: Forest
    second: Forest
    alive: float
    """Blocks of which the first model is less sure are not shown to the second."""
    cut: float


class Level(NamedTuple):
    """What all nodes of one depth ask, tree after tree, from left to right."""

    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]


class Ready(NamedTuple):
    """A forest as arrays, every tree filled up to the same depth.

    The ways on from place ``n`` of a level are the places ``2n`` and ``2n + 1`` of the
    next, so that no table of ways is looked up. A leaf above the last level stands under
    itself as often as is needed.
    """

    levels: tuple[Level, ...]
    leaves: NDArray[np.float32]
    trees: int
    base: float


class ReadyModel(NamedTuple):
    """Both forests ready to answer."""

    first: Ready
    second: Ready
    alive: float
    cut: float


def prepared(forest: Forest) -> Ready:
    """``forest`` as arrays."""
    nodes = forest.roots
    levels: list[Level] = []
    for _ in range(forest.depth):
        asked = [(forest.feature[n], forest.threshold[n]) if n >= 0 else (0, 0.0) for n in nodes]
        features, thresholds = zip(*asked, strict=True)
        levels.append(Level(np.array(features, np.intp), np.array(thresholds, np.float32)))
        ways = [(forest.left[n], forest.right[n]) if n >= 0 else (n, n) for n in nodes]
        nodes = [way for pair in ways for way in pair]
    leaves = np.array([forest.leaf[-1 - n] for n in nodes], dtype=np.float32)
    return Ready(tuple(levels), leaves, len(forest.roots), forest.base)


def ready(model: BlockModel) -> ReadyModel:
    """``model`` as arrays."""
    return ReadyModel(prepared(model.first), prepared(model.second), model.alive, model.cut)


@cache
def shipped() -> ReadyModel:
    """The model of this package, read once."""
    data = resources.files("rawi.extract").joinpath("data", MODEL_FILE).read_bytes()
    return ready(msgspec.json.decode(data, type=BlockModel))


def answers(forest: Ready, rows: Matrix) -> NDArray[np.float32]:
    """For each row how sure the forest is, 0 to 1."""
    flat = np.ascontiguousarray(rows).reshape(-1)
    offset = np.arange(len(rows))[:, None] * rows.shape[1]
    node = np.tile(np.arange(forest.trees), (len(rows), 1))
    for level in forest.levels:
        asked = level.feature.take(node)
        asked += offset
        above = flat.take(asked) > level.threshold.take(node)
        node += node
        node += above
    score = forest.leaves.take(node).sum(axis=1) + forest.base
    sure: NDArray[np.float32] = (1 / (1 + np.exp(-score))).astype(np.float32)
    return sure


def likely(table: Table, model: ReadyModel) -> NDArray[np.float32]:
    """For each block how likely it is text of the article, 0 to 1."""
    sure = answers(model.first, table.rows)
    alive = np.flatnonzero(sure >= model.alive)
    if len(alive):
        sure[alive] = answers(model.second, second_rows(table, sure, alive))
    return sure
