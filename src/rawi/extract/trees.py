"""Boosted trees as plain arrays: reading the model file, answering for many rows at once."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from rawi.extract.features import Matrix, Table
from rawi.extract.sequence import second_rows

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
    cut: float


class Ready(NamedTuple):
    """A forest as arrays; leaves are nodes that lead to themselves."""

    feature: NDArray[np.int32]
    threshold: NDArray[np.float32]
    ways: NDArray[np.int32]
    value: NDArray[np.float32]
    roots: NDArray[np.int32]
    depth: int
    base: float


class ReadyModel(NamedTuple):
    """Both forests ready to answer."""

    first: Ready
    second: Ready
    cut: float


def prepared(forest: Forest) -> Ready:
    """``forest`` as arrays."""
    inner, leaves = len(forest.feature), len(forest.leaf)
    ways = np.array([forest.left, forest.right], dtype=np.int64).reshape(2, inner)
    ways = np.where(ways < 0, inner - 1 - ways, ways)
    own = np.arange(inner, inner + leaves)
    both = np.hstack((ways, np.stack((own, own)))).T.reshape(-1)
    return Ready(
        np.array([*forest.feature, *[0] * leaves], dtype=np.int32),
        np.array([*forest.threshold, *[0.0] * leaves], dtype=np.float32),
        both.astype(np.int32),
        np.array([*[0.0] * inner, *forest.leaf], dtype=np.float32),
        np.array([r if r >= 0 else inner - 1 - r for r in forest.roots], dtype=np.int32),
        forest.depth,
        forest.base,
    )


def ready(model: BlockModel) -> ReadyModel:
    """``model`` as arrays."""
    return ReadyModel(prepared(model.first), prepared(model.second), model.cut)


@cache
def shipped() -> ReadyModel:
    """The model of this package, read once."""
    data = resources.files("rawi.extract").joinpath(MODEL_FILE).read_bytes()
    return ready(msgspec.json.decode(data, type=BlockModel))


def answers(forest: Ready, rows: Matrix) -> NDArray[np.float32]:
    """For each row how sure the forest is, 0 to 1."""
    count = len(rows)
    flat = np.ascontiguousarray(rows).reshape(-1)
    offset = np.arange(count, dtype=np.int32)[:, None] * np.int32(rows.shape[1])
    node = np.broadcast_to(forest.roots, (count, len(forest.roots)))
    for _ in range(forest.depth):
        above = flat.take(forest.feature.take(node) + offset) > forest.threshold.take(node)
        node = forest.ways.take(2 * node + above)
    score = forest.value.take(node).sum(axis=1) + forest.base
    sure: NDArray[np.float32] = (1 / (1 + np.exp(-score))).astype(np.float32)
    return sure


def likely(table: Table, model: ReadyModel) -> NDArray[np.float32]:
    """For each block how likely it is text of the article, 0 to 1."""
    first = answers(model.first, table.rows)
    return answers(model.second, second_rows(table, first))
