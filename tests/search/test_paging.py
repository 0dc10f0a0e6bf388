"""Every match once, in one order, at every size of pages."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.model import Article
from rawi.search import Entry, Held, Results, SearchOptions, TantivyIndex
from rawi.search.folding import folded
from tests.search.worst import LETTERS

MATCHES = 260
"""More than feedback orders."""


@cache
def index() -> TantivyIndex:
    """Matches of many lengths, and others that feedback may bring."""
    choose = random.Random(5)
    words = ["".join(choose.choices(LETTERS, k=5)) for _ in range(60)]

    def body(number: int) -> str:
        named = ["ميناء"] * (1 + number % 3) if number < MATCHES else []
        return " ".join([*named, *choose.choices(words, k=10 + number % 20)])

    made = TantivyIndex()
    made.update(
        [
            Entry(
                Article(id=f"p{n}", body=(body(n),), published=f"2024-02-{1 + n % 28:02}"),
            )
            for n in range(MATCHES + 60)
        ],
        (),
        Held(1, "p"),
    )
    return made


def pages(search: Callable[[int, str | None], Results], limit: int) -> list[str]:
    found, after = [], None
    while True:
        page = search(limit, after)
        found += [hit.article_id for hit in page.hits]
        if page.next is None:
            assert len(found) == page.total
            return found
        after = page.next


@settings(deadline=None, max_examples=20)
@given(
    limit=st.integers(7, 400), order=st.sampled_from(["relevance", "date"]), feedback=st.booleans()
)
@pytest.mark.parametrize("query", ["ميناء", '"ميناء"', "الموانئ ميناء since:2024-02-10"])
def test_pages_hold_every_match_once(query: str, limit: int, order: str, feedback: bool) -> None:
    options = SearchOptions(order=order, feedback=feedback, facets=False)  # type: ignore[arg-type]
    whole = index().search(query, 1_000, options=options)
    found = pages(lambda n, after: index().search(query, n, after, options=options), limit)
    assert found == [hit.article_id for hit in whole.hits]
    assert len(set(found)) == len(found)


@settings(deadline=None, max_examples=15)
@given(limit=st.integers(7, 90))
def test_groups_are_shown_once_over_all_pages(limit: int) -> None:
    def group(names: object) -> dict[str, str]:
        return {name: f"g{int(name[1:]) % 37}" for name in names}  # type: ignore[attr-defined]

    shown, after = [], 0
    while True:
        hits, at, _ = folded(lambda depth: index().search("ميناء", depth), group, limit, after)
        shown += [int(hit.article_id[1:]) % 37 for hit in hits]
        if at is None:
            break
        after = at
    assert sorted(shown) == list(range(37))


def test_a_hundred_and_fifty_at_twenty_four_a_page_are_a_hundred_and_fifty() -> None:
    made = TantivyIndex()
    made.update(
        [Entry(Article(id=str(n), title=f"ميناء {n}")) for n in range(150)], (), Held(1, "m")
    )
    assert len(set(pages(lambda n, after: made.search("ميناء", n, after), 24))) == 150
