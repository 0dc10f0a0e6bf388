"""``python -m training.statements``: the coefficients of ``rawi.relate.statements.SameRules``.

A logistic regression over the marked pairs of ``eval/sets/statement_pairs.tsv`` that may be
one at all.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from eval.statement_pairs import Pair, pairs
from rawi.relate.statements import TRAITS, SameRules, traits

RIDGE = 1.0
"""On traits of one spread. Chosen among 1, 2, 3 and 5, which differ by three pairs."""
Floats = NDArray[np.float64]


def told(pair: Pair) -> tuple[float, ...] | None:
    """The traits of a pair; None where it cannot be one."""
    if pair.one is None or pair.other is None:
        return None
    return traits(pair.one, pair.other, pair.hours)


def fitted(found: Sequence[Pair]) -> SameRules:
    """Rules with the coefficients that tell these pairs best."""
    known = [(t, pair.same) for pair in found if (t := told(pair)) is not None]
    rows = np.array([t for t, _ in known])
    middle, spread = rows.mean(0), rows.std(0) + 1e-9
    scaled = np.column_stack([(rows - middle) / spread, np.ones(len(rows))])
    signs = np.where([same for _, same in known], 1.0, -1.0)

    def loss(weights: Floats) -> tuple[float, Floats]:
        margins = signs * (scaled @ weights)
        pull = np.append(weights[:-1], 0.0)
        slope = -(signs / (1.0 + np.exp(margins))) @ scaled + RIDGE * pull
        return float(np.logaddexp(0.0, -margins).sum() + RIDGE / 2 * (pull @ pull)), slope

    best: Floats = minimize(loss, np.zeros(scaled.shape[1]), jac=True).x
    weights = best[:-1] / spread
    base = float(best[-1] - weights @ middle)
    return SameRules(base=round(base, 3), weights=tuple(round(float(w), 3) for w in weights))


def main() -> None:
    rules = fitted(list(pairs()))
    for name, weight in zip((*TRAITS, "base"), (*rules.weights, rules.base), strict=True):
        print(f"{name}: {weight}")


if __name__ == "__main__":
    main()
