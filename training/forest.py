"""Trees that LightGBM trains, and the plain lists of them that ship."""

from __future__ import annotations

from collections.abc import Sequence

import lightgbm
import numpy as np
from numpy.typing import NDArray

from rawi.forest import Forest

Floats = NDArray[np.float32]
REPEATABLE = {
    "lambda_l2": 4.0,
    "max_bin": 63,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbosity": -1,
}
"""Of trees that come out the same from run to run."""
_TREES = REPEATABLE | {
    "objective": "binary",
    "num_leaves": 24,
    "max_depth": 7,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.3,
}
"""Of trees that judge pieces of a page, unless their pace says otherwise."""


def boosted(
    parts: Sequence[tuple[Floats, Floats, Floats]], pace: dict[str, float]
) -> lightgbm.Booster:
    """Trees learned from rows, what is wanted of each, and its weight."""
    rows, wanted, weight = zip(*parts, strict=True)
    data = lightgbm.Dataset(np.vstack(rows), np.concatenate(wanted), weight=np.concatenate(weight))
    return lightgbm.train(_TREES | pace, data)


def forest(booster: lightgbm.Booster, begin: int = 0, end: int | None = None) -> Forest:
    """The booster's trees, or a slice of them, as plain lists.

    Numbers are cut to what a float32 row can tell apart.
    """
    feature: list[int] = []
    threshold: list[float] = []
    left: list[int] = []
    right: list[int] = []
    leaf: list[float] = []
    depth = 0

    def add(node: dict[str, object], level: int) -> int:
        nonlocal depth
        depth = max(depth, level)
        if "leaf_value" in node:
            leaf.append(round(float(str(node["leaf_value"])), 5))
            return -len(leaf)
        here = len(feature)
        feature.append(int(str(node["split_feature"])))
        threshold.append(float(f"{float(str(node['threshold'])):.6g}"))
        left.append(0)
        right.append(0)
        left[here] = add(node["left_child"], level + 1)  # type: ignore[arg-type]
        right[here] = add(node["right_child"], level + 1)  # type: ignore[arg-type]
        return here

    trees = booster.dump_model()["tree_info"][begin:end]
    roots = [add(tree["tree_structure"], 0) for tree in trees]
    return Forest(feature, threshold, left, right, leaf, roots, depth)


def averaged(forests: Sequence[Forest]) -> Forest:
    """One forest whose sum is the mean of those of several without a base."""
    feature: list[int] = []
    threshold: list[float] = []
    left: list[int] = []
    right: list[int] = []
    leaf: list[float] = []
    roots: list[int] = []
    for one in forests:
        nodes, leaves = len(feature), len(leaf)
        moved = [
            [way + nodes if way >= 0 else way - leaves for way in ways]
            for ways in (one.left, one.right, one.roots)
        ]
        feature += one.feature
        threshold += one.threshold
        left += moved[0]
        right += moved[1]
        roots += moved[2]
        leaf += [round(value / len(forests), 5) for value in one.leaf]
    return Forest(feature, threshold, left, right, leaf, roots, max(f.depth for f in forests))
