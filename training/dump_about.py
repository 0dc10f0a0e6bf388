"""``python -m training.dump_about``: tell what an outlet says of itself from news.

Sentences drawn from the templates of ``dump_grammar.toml`` against sentences of articles, none of
them held out. Writes
``src/rawi/extract/data/dump_about.json``, the weights of a ridged logistic regression over stems.
Deterministic. Prints what reaches the threshold among sentences of held-out articles.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack, vstack

from eval import held_articles
from eval.figures import ROOT
from rawi.extract.dumps.phrases import plain
from rawi.extract.dumps.segment import stems
from rawi.extract.dumps.self_description import BIAS, LENGTH, UNKNOWN, WEIGHTS_FILE, odds
from training.dump_noise import World
from training.dump_sources import sources

DRAWN, NEWS, RIDGE, SEED = 12_000, 60_000, 1.0, 5
HIDDEN = 0.4
"""Share of the words of drawn sentences that are hidden, as an unknown text has others."""
_SEEN = 12
"""A stem is learned that so many drawn sentences have."""
_SHORTEST = 40
_SENTENCE_END = re.compile(r"(?<=[.!؟])\s+")
_OWN = (BIAS, LENGTH, UNKNOWN)
Stems = list[frozenset[str]]


def sentences(paragraphs: Iterator[str]) -> list[str]:
    cut = (part for text in paragraphs for part in _SENTENCE_END.split(text))
    return [part for part in cut if len(part) > _SHORTEST]


def main() -> None:
    rng = random.Random(SEED)
    pool = sources(2500)
    world = World(rng, lambda: " ".join(rng.choice(pool).title.split()[:2]))
    drawn = [world.composed("about") for _ in range(DRAWN)]
    news = sentences(p for source in pool for p in source.body[:6])
    rng.shuffle(news)
    hidden = [_hidden(stems(plain(text)), rng) for text in drawn]
    weights = fitted(hidden, [stems(plain(text)) for text in news[:NEWS]])
    path = ROOT / "src" / "rawi" / "extract" / "data" / WEIGHTS_FILE
    path.write_bytes(msgspec.json.format(msgspec.json.encode(weights), indent=0) + b"\n")
    held = sentences(text for s in held_articles.sources() for _, text in s.blocks)
    worth = [odds(stems(plain(text))) for text in held]
    print(f"{len(weights)} weights; held-out news: {np.quantile(worth, [0.99, 0.995, 0.999])}")


def _hidden(own: frozenset[str], rng: random.Random) -> frozenset[str]:
    """A sentence some of whose words are strange: templates say all that they know."""
    return frozenset(f"{stem}*" if rng.random() < HIDDEN else stem for stem in sorted(own))


def fitted(drawn: Stems, news: Stems) -> dict[str, float]:
    """Weights of the stems of ``drawn``, and those of every sentence."""
    counts = Counter(stem for own in drawn for stem in own)
    places = {
        stem: n
        for n, stem in enumerate(
            s for s, c in sorted(counts.items()) if c >= _SEEN and s[-1] != "*"
        )
    }
    rows = vstack([_matrix(drawn, places), _matrix(news, places)]).tocsr()
    truth = np.r_[np.ones(len(drawn)), -np.ones(len(news))]
    ridge = np.r_[np.full(len(places), RIDGE), np.zeros(len(_OWN))]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = truth * (rows @ weights)
        slope = -truth / (1 + np.exp(np.clip(margin, -50, 50)))
        total = np.logaddexp(0, -margin).sum() + 0.5 * (ridge * weights) @ weights
        return float(total), rows.T @ slope + ridge * weights

    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x
    return {name: round(float(w), 2) for name, w in zip([*places, *_OWN], found, strict=True)}


def _matrix(found: Sequence[frozenset[str]], places: dict[str, int]) -> csr_matrix:
    pairs = [(n, places[s]) for n, own in enumerate(found) for s in sorted(own) if s in places]
    row, column = zip(*pairs, strict=True)
    known = csr_matrix((np.ones(len(pairs)), (row, column)), shape=(len(found), len(places)))
    own = [[1.0, np.log1p(len(s)), len(s - places.keys()) / max(1, len(s))] for s in found]
    return hstack([known, np.array(own)])


if __name__ == "__main__":
    main()
