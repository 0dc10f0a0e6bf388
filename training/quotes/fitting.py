"""Fitting one judge: hashed weights, then trees that see the weights' answer on unseen text."""

from __future__ import annotations

from typing import Any, NamedTuple

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from rawi.annotation.quotes.judge import BITS, Judge, weighed
from rawi.forest import Forest, answers, prepared
from training.forest import forest

Floats = NDArray[np.float32]
Labels = NDArray[np.bool_]
Names = NDArray[np.uint32]
Groups = NDArray[np.int64]


class Fitted(NamedTuple):
    """A judge as it is stored: hashed weights, trees, and who is not shown to the trees."""

    weights: Floats
    forest: Forest
    floor: float

    def ready(self) -> Judge:
        return Judge(self.weights, prepared(self.forest), self.floor)


def linear(names: np.ndarray, labels: np.ndarray, strength: float = 1.0) -> np.ndarray:
    """Weights of a logistic regression over hashed names; the last is the constant."""
    n, slots = names.shape
    columns = (names & np.uint32((1 << BITS) - 1)).astype(np.int64).ravel()
    used, columns = np.unique(columns, return_inverse=True)
    x = csr_matrix((np.ones(n * slots), columns, np.arange(0, n * slots + 1, slots)))
    y = np.where(labels, 1.0, -1.0)
    back = x.T.tocsr()

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        margin = y * (x @ w[:-1] + w[-1])
        gone = -y / (1 + np.exp(np.clip(margin, -30, 30)))
        value = np.logaddexp(0, -margin).sum() + strength / 2 * (w[:-1] @ w[:-1])
        return value, np.append(back @ gone + strength * w[:-1], gone.sum())

    found = minimize(
        loss, np.zeros(len(used) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 45}
    )
    weights = np.zeros((1 << BITS) + 1, np.float32)
    weights[used] = found.x[:-1]
    weights[-1] = found.x[-1]
    return weights


PARAMS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": 24,
    "max_depth": 6,
    "min_data_in_leaf": 20,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "max_bin": 63,
    "num_threads": 1,
    "verbose": -1,
    "seed": 1,
    "deterministic": True,
}

FEW: dict[str, Any] = {
    "rounds": 60,
    "learning_rate": 0.15,
    "num_leaves": 16,
    "max_depth": 5,
    "min_data_in_leaf": 10,
}
"""For questions asked once a statement: fewer and smaller trees."""


def trees(rows: Floats, labels: Labels, rounds: int = 150, **more: Any) -> Forest:
    """Boosted trees in the form in which they answer."""
    data = lgb.Dataset(rows, label=labels.astype(int))
    return forest(lgb.train(PARAMS | more, data, num_boost_round=rounds))


def unseen(
    names: np.ndarray, labels: np.ndarray, groups: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Weights fitted on all, and for every row the answer of others that did not see its group."""
    sure = np.zeros(len(labels), np.float32)
    for g in np.unique(groups):
        out = groups == g
        sure[out] = weighed(linear(names[~out], labels[~out]), names[out])
    return linear(names, labels), sure


def forest_unseen(
    rows: np.ndarray, labels: np.ndarray, groups: np.ndarray, **more: Any
) -> np.ndarray:
    sure = np.zeros(len(labels), np.float32)
    for g in np.unique(groups):
        out = groups == g
        sure[out] = answers(prepared(trees(rows[~out], labels[~out], **more)), rows[out])
    return sure
