"""``python -m training.dump_headlines``: tell headlines of further articles from subheads.

Composes two to five articles one after another in plain lines and learns, for every line
that could be a headline, whether it is one. Writes ``src/rawi/extract/data/dump_headlines.json``.
Prints what it reaches on outlets that it was not shown.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from eval.figures import ROOT
from rawi.extract.dumps.article_boundaries import prepared
from rawi.extract.dumps.labels import labelled
from rawi.extract.dumps.neighbours import is_body
from rawi.extract.dumps.restore import restored
from rawi.extract.dumps.row_headlines import MEASURES, WEIGHTS_FILE, could_head, measures
from rawi.extract.dumps.segmentation import segments
from training.dump_sources import FILES, Source, sources

DUMPS, RIDGE, SEED = 900, 0.5, 7
Rows = list[tuple[tuple[float, ...], bool]]


def main() -> None:
    by_file = [sources(700, [name]) for name in FILES]
    rows = [_rows(pool, DUMPS // len(FILES), SEED + n) for n, pool in enumerate(by_file)]
    for n, name in enumerate(FILES):
        weights = fitted([row for m, part in enumerate(rows) if m != n for row in part])
        print(f"{name}: {_right(weights, rows[n]):.3f} of {len(rows[n])} lines right, unseen")
    weights = fitted([row for part in rows for row in part])
    held = {name: round(float(w), 3) for name, w in zip(MEASURES, weights, strict=True)}
    path = ROOT / "src" / "rawi" / "extract" / "data" / WEIGHTS_FILE
    path.write_bytes(msgspec.json.format(msgspec.json.encode(held), indent=1) + b"\n")


def _rows(pool: Sequence[Source], count: int, seed: int) -> Rows:
    """Measures and truth of every line that could be a headline."""
    rng = random.Random(seed)
    found: Rows = []
    for _ in range(count):
        picked = rng.sample(list(pool), rng.randint(2, 5))
        titles = {source.title for source in picked}
        blocks = [block for s in picked for block in (s.title, *s.body)]
        cut = segments(rng.choice(["\n", "\n\n"]).join(blocks))
        first, chances = labelled(cut)
        labels = prepared(cut, restored(cut, first, chances), chances)
        body = [i for i, label in enumerate(labels) if is_body(label)]
        for n in range(1, len(body)):
            head = body[n] - 1
            if head != body[n - 1] and could_head(cut[head]):
                values = measures(cut, body, n, labels[head])
                found.append((values, cut[head].text in titles))
    return found


def fitted(rows: Rows) -> NDArray[np.float64]:
    """Weights of a ridged logistic regression."""
    values = np.array([row for row, _ in rows])
    truth = np.array([1.0 if right else -1.0 for _, right in rows])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = truth * (values @ weights)
        slope = -truth / (1 + np.exp(margin))
        ridge = RIDGE * np.r_[0.0, weights[1:]]
        total = np.logaddexp(0, -margin).sum() + 0.5 * weights[1:] @ weights[1:] * RIDGE
        return float(total), values.T @ slope + ridge

    found = minimize(loss, np.zeros(values.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(found.x)


def _right(weights: NDArray[np.float64], rows: Rows) -> float:
    values = np.array([row for row, _ in rows])
    truth = np.array([right for _, right in rows])
    return float(np.mean((values @ weights > 0) == truth))


if __name__ == "__main__":
    main()
