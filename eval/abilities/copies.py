"""Copies: the labelled pairs of Saudi articles, beside what shares their wording.

The window decides in order of collection with the shipped coefficients, which were
fitted on these very pairs; ``held`` are the same pairs with coefficients fitted on
those of the other days, and of the other outlets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import snowballstemmer

from eval.figures import Figure
from rawi.arabic import tokens
from rawi.model import Article, Notes
from rawi.relate import Window, sketch
from rawi.relate.passages import words
from training.copies import Labelled, fitted, labelled, room, says, told

_stem = lru_cache(maxsize=None)(snowballstemmer.stemmer("arabic").stemWord)
COPY = {"reprint", "edited"}


def found_kinds(articles: Sequence[Article]) -> dict[frozenset[str], str]:
    """Every pair that the window links, with the kind; articles in order of intake."""
    texts = {a.id: a.text for a in articles}
    window = Window()
    kinds: dict[frozenset[str], str] = {}
    for one in articles:
        relation = window.relate(sketch(one, Notes()), lambda name: words(texts[name]))
        kinds |= {frozenset((c.article_id, c.older_id)): c.kind for c in relation.copies}
    return kinds


def f1(gold: Sequence[bool], said: Sequence[bool]) -> float:
    right = sum(g and s for g, s in zip(gold, said, strict=True))
    return 2 * right / (sum(gold) + sum(said)) if right else 0.0


def held_out(pairs: Sequence[Labelled], fold: Callable[[Labelled], str]) -> list[bool]:
    """What is said of each pair by coefficients that saw no pair of its fold."""
    weights = {
        left: fitted([pair for pair in pairs if fold(pair) != left]) for left in map(fold, pairs)
    }
    return [says(weights[fold(pair)], pair) for pair in pairs]


@lru_cache(maxsize=1000)
def stems(text: str) -> set[str]:
    return {_stem(t.key) for t in tokens(text)}


def jaccard(one: Article, other: Article) -> float:
    """Of the sets of stemmed words: the baseline."""
    a, b = stems(one.text), stems(other.text)
    return len(a & b) / len(a | b) if a | b else 0.0


def kind_right(pair: Labelled, said: str | None) -> bool:
    """Whether the kind is that of the label; nothing shared is no kind."""
    return said is None if pair.label in ("independent", "unrelated") else said == pair.label


def both(name: str, pairs: Sequence[Labelled], said: Sequence[bool]) -> list[Figure]:
    """F1 over all pairs, and without those that are marked hard."""
    easy = [i for i, pair in enumerate(pairs) if not pair.hard]
    gold = [pair.copied for pair in pairs]
    plain = f1([gold[i] for i in easy], [said[i] for i in easy])
    return [
        Figure(name=name, value=f1(gold, said), bar=0.92),
        Figure(name=f"{name}_without_hard", value=plain, bar=0.95),
    ]


def score() -> list[Figure]:
    articles = room({name for pair in labelled() for name in (pair["a"], pair["b"])})
    pairs = told(articles)
    by_id = {a.id: a for a in articles}
    kinds = found_kinds(articles)
    said = [kinds.get(frozenset(pair.names)) for pair in pairs]
    near = [jaccard(by_id[pair.names[0]], by_id[pair.names[1]]) for pair in pairs]
    gold = [pair.copied for pair in pairs]
    overlap = max(f1(gold, [v >= t / 20 for v in near]) for t in range(4, 16))
    right = sum(kind_right(p, s) for p, s in zip(pairs, said, strict=True)) / len(pairs)
    baseline = Figure(
        name="copies.overlap", value=overlap, floored=False, note="word overlap, tuned on the pairs"
    )
    return [
        *both("copies.held_f1", pairs, held_out(pairs, lambda pair: pair.day)),
        *both("copies.held_by_outlet_f1", pairs, held_out(pairs, lambda pair: pair.site)),
        *both("copies.f1", pairs, [s in COPY for s in said]),
        Figure(name="copies.kind_right", value=right),
        baseline,
    ]
