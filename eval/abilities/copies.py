"""Copies: the labelled pairs of Saudi articles, found by the window in order of collection."""

from __future__ import annotations

import json
from functools import lru_cache

import snowballstemmer

from eval.articles import articles
from eval.figures import GOLD, Figure
from rawi.arabic import tokens
from rawi.model import Article, Notes
from rawi.relate import Window, sketch

_stem = lru_cache(maxsize=None)(snowballstemmer.stemmer("arabic").stemWord)
COPY = {"reprint", "edited"}


def found_kinds(room: list[Article]) -> dict[frozenset[str], str]:
    """Every pair that the window links, with the kind."""
    texts = {a.id: a.text for a in room}
    window = Window()
    kinds: dict[frozenset[str], str] = {}
    for one in sorted(room, key=lambda a: (a.collected or "", a.id)):
        relation = window.relate(sketch(one, Notes()), texts.__getitem__)
        kinds |= {frozenset((c.article_id, c.older_id)): c.kind for c in relation.copies}
    return kinds


def f1(gold: list[bool], said: list[bool]) -> float:
    right = sum(g and s for g, s in zip(gold, said, strict=True))
    return 2 * right / (sum(gold) + sum(said)) if right else 0.0


@lru_cache(maxsize=1000)
def stems(text: str) -> set[str]:
    return {_stem(t.key) for t in tokens(text)}


def jaccard(one: Article, other: Article) -> float:
    """Of the sets of stemmed words: the baseline."""
    a, b = stems(one.text), stems(other.text)
    return len(a & b) / len(a | b) if a | b else 0.0


def score() -> list[Figure]:
    pairs = [json.loads(line) for line in (GOLD / "copies" / "pairs.jsonl").open(encoding="utf-8")]
    wanted = {p["a"] for p in pairs} | {p["b"] for p in pairs}
    room = list(articles("saudi-2015-07", wanted))
    kinds = found_kinds(room)
    by_id = {a.id: a for a in room}
    said = [kinds.get(frozenset((p["a"], p["b"]))) for p in pairs]
    gold = [p["label"] in COPY for p in pairs]
    near = [jaccard(by_id[p["a"]], by_id[p["b"]]) for p in pairs]
    baseline = max(f1(gold, [v >= t / 20 for v in near]) for t in range(4, 16))
    easy = [i for i, p in enumerate(pairs) if not p["note"].startswith("hard:")]
    none = {"independent", "unrelated"}
    right = [
        s is None if p["label"] in none else s == p["label"]
        for p, s in zip(pairs, said, strict=True)
    ]
    return [
        Figure(
            name="copies.f1",
            value=f1(gold, [s in COPY for s in said]),
            baselines={"word overlap, tuned here": baseline},
            bar=0.97,
        ),
        Figure(
            name="copies.f1_without_hard",
            value=f1([gold[i] for i in easy], [said[i] in COPY for i in easy]),
            bar=0.97,
        ),
        Figure(name="copies.kind_right", value=sum(right) / len(pairs)),
    ]
