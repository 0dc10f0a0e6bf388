"""Likeness of terms, beside its plain sum."""

from __future__ import annotations

import numpy as np
import pytest

from rawi.model import Article, Notes
from rawi.relate import sketch
from rawi.relate.recent import Recent
from rawi.relate.vectors import Terms, Weights, terms_of

TEXTS = (
    "افتتح الوزير جسر المدينة يوم الخميس بعد عام من العمل",
    "الوزير يفتتح الجسر في المدينة الساحلية",
    "فريق المدينة يفوز بكأس البطولة في مباراة الخميس",
)
SKETCHES = [sketch(Article(id=str(n), title=t, body=(t,)), Notes()) for n, t in enumerate(TEXTS)]
TERMS = [terms_of(one) for one in SKETCHES]


def plain(weights: Weights, one: Terms, other: Terms) -> float:
    mine = dict(zip(one.slots.tolist(), one.strength * weights.idf(one.slots), strict=True))
    theirs = dict(zip(other.slots.tolist(), other.strength * weights.idf(other.slots), strict=True))
    dot = sum(w * theirs.get(slot, 0.0) for slot, w in mine.items())
    length = sum(w * w for w in mine.values()) * sum(w * w for w in theirs.values())
    return float(dot / np.sqrt(length))


def test_likeness_is_the_cosine_of_what_both_have() -> None:
    weights = Weights()
    for one in TERMS:
        weights.count(one)
    like = weights.likeness(TERMS[0], TERMS)
    wanted = [plain(weights, TERMS[0], other) for other in TERMS]
    assert like.whole.tolist() == pytest.approx(wanted, abs=2e-3)  # half precision
    assert weights.whole(TERMS[0], TERMS).tolist() == like.whole.tolist()


def test_nothing_is_near_an_article_without_terms() -> None:
    recent = Recent()
    for one, terms in zip(SKETCHES, TERMS, strict=True):
        recent.append(one, terms, one.id)
    empty = terms_of(sketch(Article(id="e"), Notes()))
    assert recent.near(empty, None, 4.0) == ([], [])
    assert recent.near(TERMS[0], None, 4.0)[1][0] == 0
