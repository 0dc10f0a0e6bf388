"""``python -m training.copies``: the coefficients of ``rawi.relate.copies.CopyRules``.

A logistic regression over the labelled pairs of ``gold/copies``. Each pair is set
beside what came in before it, as at intake, so that formulas are known as far as
they would be there.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from eval.figures import DATA, GOLD
from rawi.ingest.import_form import article_or_rejection
from rawi.model import Article, Notes
from rawi.relate import Sketch, sketch
from rawi.relate.copies import Printed, agreement, formula
from rawi.relate.passages import runs, shared, words

COPY = ("reprint", "edited")
TRAITS = ("shorter", "longer", "vocabulary", "opened")
RIDGE = 0.1
"""Chosen among .05, .1 and .3, which differ by less than a pair."""
_GRAMS = 10
"""Raw five-word grams in common from which an article belongs beside the pairs."""
_LEAST, _MOST = 0.05, 30
"""Agreement of wording, and how many articles, as the window compares."""
Floats = NDArray[np.float64]


class Labelled(msgspec.Struct, frozen=True):
    """One pair with what tells it."""

    names: tuple[str, str]
    label: str
    hard: bool
    day: str
    """The later article's, as in its id: what folds go by."""
    site: str
    traits: tuple[float, ...]

    @property
    def copied(self) -> bool:
        return self.label in COPY


def labelled() -> list[dict[str, str]]:
    """The pairs as they are marked."""
    with (GOLD / "copies" / "pairs.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _records() -> Iterator[dict[str, str]]:
    path = DATA / "articles" / "saudi-2015-07.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _grams(record: dict[str, str]) -> set[int]:
    raw = (record.get("body") or "").split()
    return {hash(gram) for gram in zip(*(raw[i:] for i in range(5)), strict=False)}


def room(wanted: set[str]) -> list[Article]:
    """The wanted articles and those that share wording with any of them, by collection."""
    held: set[int] = set()
    for record in _records():
        if record["id"] in wanted:
            held |= _grams(record)
    kept = []
    for record in _records():
        common = (gram for gram in _grams(record) if gram in held)
        if record["id"] in wanted or len(list(islice(common, _GRAMS))) == _GRAMS:
            found = article_or_rejection(record)
            if isinstance(found, Article):
                kept.append(found)
    return sorted(kept, key=lambda a: (a.collected or "", a.id))


def told(articles: Sequence[Article]) -> list[Labelled]:
    """The traits of every pair, each set beside what came in before it."""
    order = {a.id: i for i, a in enumerate(articles)}
    sketches = [sketch(a, Notes()) for a in articles]
    found = []
    for pair in labelled():
        late, early = sorted((order[pair["a"]], order[pair["b"]]), reverse=True)
        found.append(
            Labelled(
                names=(pair["a"], pair["b"]),
                label=pair["label"],
                hard=pair["note"].startswith("hard:"),
                day=articles[late].id.rpartition("-")[0],
                site=articles[late].outlet or "",
                traits=_traits(articles, sketches, late, early),
            )
        )
    return found


def _traits(
    articles: Sequence[Article], sketches: Sequence[Sketch], late: int, early: int
) -> tuple[float, ...]:
    own = words(articles[late].text)
    alike = {i: agreement(sketches[late].signature, sketches[i].signature) for i in range(late)}
    best = sorted((i for i in alike if alike[i] > _LEAST), key=lambda i: -alike[i])[:_MOST]
    there = [(_printed(articles[i]), runs(own, words(articles[i].text))) for i in best]
    often = formula(_printed(articles[late]), len(own.keys), there)
    other = words(articles[early].text)
    pair = shared(own, other, runs(own, other), often)
    opened = pair.fresh_shorter * pair.opening
    return pair.fresh_shorter, pair.fresh_longer, pair.vocabulary, opened


def _printed(article: Article) -> Printed:
    day = np.datetime64((article.published or article.collected or "")[:10])
    return Printed(article.outlet, int(day.astype(int)))


def fitted(pairs: Sequence[Labelled]) -> Floats:
    """One coefficient a trait, the base last."""
    rows = np.array([(*pair.traits, 1.0) for pair in pairs])
    signs = np.where([pair.copied for pair in pairs], 1.0, -1.0)

    def loss(weights: Floats) -> tuple[float, Floats]:
        margins = signs * (rows @ weights)
        pull = np.append(weights[:-1], 0.0)
        slope = -(signs / (1.0 + np.exp(margins))) @ rows + RIDGE * pull
        return float(np.logaddexp(0.0, -margins).sum() + RIDGE / 2 * (pull @ pull)), slope

    found: Floats = minimize(loss, np.zeros(rows.shape[1]), jac=True).x
    return found


def says(weights: Floats, pair: Labelled) -> bool:
    """Whether the coefficients take the pair for a copy."""
    return bool(np.dot((*pair.traits, 1.0), weights) > 0)


def main() -> None:
    wanted = {name for pair in labelled() for name in (pair["a"], pair["b"])}
    weights = fitted(told(room(wanted)))
    for name, weight in zip((*TRAITS, "base"), weights, strict=True):
        print(f"{name}: {weight:.2f}")


if __name__ == "__main__":
    main()
