"""How entities are scored, on counts whose score is known."""

from __future__ import annotations

from collections import Counter

import pytest
from msgspec.structs import replace

from eval.abilities.entities import unlearned
from eval.entity_marks import EMPTY, Tally, of_articles
from rawi.annotation.entities import entities_of
from rawi.annotation.entities.lexicon import Lexicon
from rawi.model import Article
from training.entities.corpora import Gold, Marked

ONE = Tally(Counter(person=1), Counter(person=2, place=1), Counter(person=1), named=1)
TWO = Tally(Counter(place=1), Counter(place=1), Counter(place=1, other=1))


def test_f1_over_all_and_of_one_kind() -> None:
    both = ONE + TWO
    assert both.f1() == pytest.approx(4 / 7)
    assert both.f1("person") == pytest.approx(2 / 3)
    assert both.f1("other") == 0.0
    assert both.names == 0.5


def test_nothing_scores_nothing() -> None:
    assert EMPTY.f1() == EMPTY.names == 0.0


def test_span_and_kind_must_agree_and_names_are_counted_apart() -> None:
    article = Article(id="1", body=("زار محمود عباس عمان يوم الأحد.",))
    said = entities_of(article)
    assert said
    marks = tuple(Gold(e.kind, e.start, e.end, e.text, e.name) for e in said)
    assert of_articles(None, [Marked(article, marks, [])]).f1() == 1.0
    moved = tuple(replace(m, end=m.end + 1) for m in marks)
    assert of_articles(None, [Marked(article, moved, [])]).f1() == 0.0
    renamed = tuple(replace(m, name="غيره") for m in marks)
    tally = of_articles(None, [Marked(article, renamed, [])])
    assert (tally.f1(), tally.names) == (1.0, 0.0)


def test_what_models_found_is_left_out() -> None:
    known = Lexicon(
        {"عمان": ("place", "lLOC2"), "جسر": ("lMIS1",)},
        {"وادي": ((("السنديان",), "lLOC"), (("النيل",), "river"))},
    )
    assert unlearned(known).words == {"عمان": ("place",), "جسر": ()}
    assert unlearned(known).phrases == {"وادي": ((("النيل",), "river"),)}
