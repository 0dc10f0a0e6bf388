"""Keywords: F1 of the first five against an editor's and against AKEC's, by cross-validation.

The ranker is trained in the run and never judged on an outlet (AKEC: a topic) that it has
seen. An editor's keyword is right where the folded text is equal. AKEC's phrases, fifty a
document, are compared by lemmas with the ten that most readers agreed on. The baseline is
plain tf-idf of single words and pairs with the same background counts.

Names are told by the shipped model of entities, which learned from 60 of the 100 articles;
``unseen_names`` is the figure of the other 40.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from eval.figures import Figure
from rawi.annotation.background import rarity
from rawi.annotation.keywords import keywords_of
from rawi.annotation.keywords.ranker import ready
from rawi.arabic import Token, fold, lemmas, tokens
from rawi.model import Article
from training.entities.corpora import gold_ids
from training.keywords import (
    Marked,
    Worth,
    akec,
    booster,
    by_form,
    by_lemmas,
    editors,
    model,
    sample,
)

FIRST = 5
AGREED = 10
"""So many of AKEC's phrases count."""


Measure = Callable[[Sequence[object], Sequence[object]], float]


def f1(said: Sequence[object], gold: Sequence[object]) -> float:
    right = len(set(said) & set(gold))
    return 2 * right / (len(set(said)) + len(set(gold))) if right else 0.0


def plain(article: Article) -> list[list[Token]]:
    """tf-idf of words and pairs of neighbours."""
    found = tokens(f"{article.title or ''}\n{article.text}")
    words = [t for t in found if not t.stop and len(t.lemma) > 2]
    phrases = [[w] for w in words] + [list(pair) for pair in pairwise(words)]
    shown = {tuple(t.lemma for t in phrase): phrase for phrase in reversed(phrases)}
    count = Counter(tuple(t.lemma for t in phrase) for phrase in phrases)
    ranked = sorted(count, key=lambda p: (-count[p] * sum(map(rarity, p)), p))
    return [shown[p] for p in ranked[:AGREED]]


def _forms(texts: Sequence[str]) -> list[object]:
    return list(map(fold, texts))


def _lemmas(texts: Sequence[str]) -> list[object]:
    return [tuple(lemmas(text)) for text in texts]


class Said(NamedTuple):
    """Of one article: what was marked, what a ranker that has not seen its fold says, tf-idf."""

    id: str
    marked: Sequence[object]
    ours: list[object]
    plain: list[object]


def held_out(room: Sequence[Marked], worth: Worth) -> Iterator[Said]:
    """Every article, fold by fold."""
    compared = _forms if worth is by_form else _lemmas
    samples = [sample(marked, worth) for marked in room]
    for name in sorted({marked.fold for marked in room}):
        seen = [s for s, marked in zip(samples, room, strict=True) if marked.fold != name]
        ranker = ready(model(booster(seen)))
        for one in (marked for marked in room if marked.fold == name):
            ours = [k.text for k in keywords_of(one.article, one.entities, ranker)]
            words = [" ".join(t.text for t in phrase) for phrase in plain(one.article)]
            yield Said(one.article.id, compared(one.wanted), compared(ours), compared(words))


def _figure(name: str, room: Sequence[Said], how: Measure, bar: float | None = None) -> Figure:
    ours = sum(how(said.ours, said.marked) for said in room) / len(room)
    base = sum(how(said.plain, said.marked) for said in room) / len(room)
    return Figure(
        name=f"keywords.{name}", value=ours, baselines={"tf-idf": base}, bar=bar, trained=True
    )


def at_five(said: Sequence[object], gold: Sequence[object]) -> float:
    return f1(said[:FIRST], gold)


def at_five_agreed(said: Sequence[object], gold: Sequence[object]) -> float:
    return f1(said[:FIRST], gold[:AGREED])


def at_ten_agreed(said: Sequence[object], gold: Sequence[object]) -> float:
    return f1(said[:AGREED], gold[:AGREED])


def precision(said: Sequence[object], gold: Sequence[object]) -> float:
    return len(set(said[:AGREED]) & set(gold)) / (len(set(said[:AGREED])) or 1)


def score() -> list[Figure]:
    edited = list(held_out(editors(), by_form))
    unseen = [said for said in edited if said.id not in gold_ids()]
    agreed = list(held_out(akec(), by_lemmas))
    return [
        _figure("editors_f1_at_5", edited, at_five, 0.46),
        _figure("unseen_names_f1_at_5", unseen, at_five, 0.46),
        _figure("akec_f1_at_5", agreed, at_five_agreed, 0.27),
        _figure("f1_at_10", agreed, at_ten_agreed),
        _figure("precision_at_10", agreed, precision),
    ]
