"""``python -m training.keywords``: train the ranker of keywords.

Reads the marked keywords of ``../shared`` (their terms stand in docs/models.md) and
writes ``rawi/annotation/data/keywords.model.json``. The same data gives the same file.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

import lightgbm
import msgspec
import numpy as np
from numpy.typing import NDArray

import rawi
from eval.figures import DATA, GOLD, ROOT
from rawi.annotation.entities import entities_of
from rawi.annotation.keywords.candidates import Candidates, Numbers, Read, candidates, read
from rawi.annotation.keywords.choice import forms_of, lemmas_of
from rawi.annotation.keywords.features import NAMES, features
from rawi.annotation.keywords.ranker import MODEL_FILE, Model
from rawi.arabic import fold, lemmas
from rawi.model import Article, Entity
from training.forest import forest

Lemmas = tuple[str, ...]
EARLY = 24
"""Trees that see every candidate."""
ROUNDS = 250
THIN = 3
"""Of the candidates that are none every third is learned from, at three times its weight."""
COMMON = {
    "objective": "cross_entropy",
    "num_leaves": 8,
    "max_depth": 3,
    "learning_rate": 0.05,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "max_bin": 63,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "seed": 1,
    "verbose": -1,
}


class Marked(NamedTuple):
    """An article with the keywords that were marked in it."""

    article: Article
    entities: tuple[Entity, ...]
    wanted: list[str]
    fold: str
    """Outlet or topic: what a model is never judged on when it has seen it."""


class Sample(NamedTuple):
    text: Read
    phrases: Candidates
    rows: Numbers
    worth: NDArray[np.float64]
    """Of each candidate, 0 to 1."""


@cache
def editors() -> list[Marked]:
    """The articles with an editor's keywords; outlet tags left out, folds by outlet."""
    lines = (GOLD / "keywords" / "keywords.jsonl").read_text(encoding="utf-8").splitlines()
    wanted = {m["id"]: m["keywords"] for m in map(json.loads, lines)}
    found: dict[str, Marked] = {}
    for path in sorted((DATA / "articles").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as records:
            for record in map(json.loads, records):
                name = record["id"]
                if name in wanted:
                    article = rawi.article(record | {"tags": []})
                    found[name] = Marked(
                        article, entities_of(article), wanted[name], name.split("-")[0]
                    )
    return [found[name] for name in sorted(found)]


@cache
def akec() -> list[Marked]:
    """AKEC's documents with their phrases, most agreed on first; folds by topic."""
    folder = DATA / "keyphrases"
    found = []
    marks = (folder / "akec_keyphrases_train.txt").read_text(encoding="utf-8-sig")
    for line in marks.splitlines():
        name, _, phrases = line.partition(":")
        path = folder / "akec" / f"{name.strip()}.txt"
        text = path.read_text(encoding="utf-8-sig")
        article = Article(id=name.strip(), body=tuple(filter(None, text.splitlines())))
        wanted = [phrase for phrase in phrases.split(",") if phrase.strip()]
        found.append(Marked(article, entities_of(article), wanted, name[:5]))
    return found


Worth = Callable[[Marked, Read, Candidates], NDArray[np.float64]]


def by_form(marked: Marked, text: Read, phrases: Candidates) -> NDArray[np.float64]:
    """1 for candidates that are written as a marked keyword is."""
    wanted = set(map(fold, marked.wanted))
    groups = range(len(phrases.keys))
    return np.array(
        [not wanted.isdisjoint(map(fold, forms_of(text, phrases, g))) for g in groups], dtype=float
    )


def by_lemmas(marked: Marked, text: Read, phrases: Candidates) -> NDArray[np.float64]:
    """1 for the first ten marked phrases, one half for the rest."""
    rank: dict[Lemmas, int] = {}
    for place, phrase in enumerate(marked.wanted):
        rank.setdefault(tuple(lemmas(phrase)), place)
    places = [rank.get(lemmas_of(text, phrases, g)) for g in range(len(phrases.keys))]
    return np.array([0.0 if at is None else 1.0 if at < 10 else 0.5 for at in places])


def sample(marked: Marked, worth: Worth) -> Sample:
    text = read(marked.article, marked.entities)
    phrases = candidates(text)
    return Sample(text, phrases, features(text, phrases), worth(marked, text, phrases))


def booster(samples: Sequence[Sample], rounds: int = ROUNDS) -> lightgbm.Booster:
    """Trees grown on the candidates of all samples."""
    rows = np.vstack([s.rows for s in samples])
    worth = np.concatenate([s.worth for s in samples])
    kept = (worth > 0) | (np.arange(len(worth)) % THIN == 0)
    weight = np.where(worth > 0, 1.0, float(THIN))
    data = lightgbm.Dataset(rows[kept], worth[kept], weight=weight[kept])
    return lightgbm.train(COMMON, data, rounds)


def model(grown: lightgbm.Booster) -> Model:
    """What ships of a booster."""
    gains = grown.feature_importance("gain")
    asked = [place for place in range(len(NAMES)) if gains[place] > 0]
    renumbered = {place: number for number, place in enumerate(asked)}
    trees = [forest(grown, 0, EARLY), forest(grown, EARLY, None)]
    early, late = (
        msgspec.structs.replace(t, feature=[renumbered[f] for f in t.feature]) for t in trees
    )
    return Model(asked, early, late)


def main() -> None:
    grown = booster([sample(marked, by_form) for marked in editors()])
    path = ROOT / "src" / "rawi" / "annotation" / MODEL_FILE
    path.write_bytes(msgspec.json.encode(model(grown)))
    print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
