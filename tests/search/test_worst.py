"""No query is an error, and none takes long."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings

from rawi.errors import InputError
from rawi.model import Article
from rawi.search import Entry, Held, TantivyIndex
from rawi.search.snippet import Snippets
from tests.search.worst import LETTERS, WORST, queries
from tests.timing import within

MOST = 0.2
"""Seconds of this process."""


@pytest.fixture(scope="module")
def index() -> TantivyIndex:
    """Two thousand articles in twelve thousand words."""
    choose = random.Random(3)
    words = ["".join(choose.choices(LETTERS, k=choose.randint(3, 7))) for _ in range(12_000)]
    made = TantivyIndex()
    bodies = ((f"وزير النقل {n}", " ".join(choose.choices(words, k=60))) for n in range(2_000))
    articles = (Article(id=f"w{n}", title=t, body=(b,)) for n, (t, b) in enumerate(bodies))
    made.update(map(Entry, articles), (), Held(1, "w"))
    made.warm()
    return made


@pytest.mark.parametrize("wrong", WORST)
def test_the_worst_queries_are_answered_soon(index: TantivyIndex, wrong: str) -> None:
    with within(MOST):
        found = index.search(WORST[wrong])
        Snippets(WORST[wrong]).of("زار وزير النقل الميناء")
    assert len(found.hits) <= 10


@settings(deadline=None)
@given(queries)
def test_whatever_is_asked_is_answered_soon(query: str) -> None:
    with within(MOST):
        found = SMALL.search(query)
    assert len(found.hits) == min(found.total, 10)


@settings(deadline=None, max_examples=50)
@given(queries)
def test_a_query_finds_the_same_each_time(query: str) -> None:
    assert SMALL.search(query).hits == SMALL.search(query).hits


def test_an_exclusion_alone_finds_all_others() -> None:
    assert {h.article_id for h in SMALL.search("-سفينة").hits} == {"minister"}


@pytest.mark.parametrize("after", ["", "-1", "x", "9" * 12])
def test_a_bad_cursor_is_told(after: str) -> None:
    with pytest.raises(InputError, match="cursor"):
        SMALL.search("وزير", after=after)


SMALL = TantivyIndex()
SMALL.update(
    [
        Entry(Article(id="port", title="الميناء يستقبل سفينة Tesla", body=("وزير النقل 11",))),
        Entry(Article(id="minister", title="الوزير في المطار", body=("أمس في سبتمبر",))),
    ],
    (),
    Held(1, "a"),
)
SMALL.warm()
