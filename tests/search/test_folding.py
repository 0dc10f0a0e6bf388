"""Hits folded into groups, over pages of any size."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from rawi.search.folding import folded
from rawi.search.index import Found, Results

GROUPS = st.lists(st.integers(min_value=0, max_value=9), max_size=40)


def pages(groups: list[int], limit: int) -> list[list[str]]:
    """The ids of every page."""
    hits = tuple(Found(article_id=str(i), score=-i) for i in range(len(groups)))

    def ranked(depth: int) -> Results:
        return Results(hits=hits[:depth], total=len(hits))

    def told(ids: Sequence[str]) -> dict[str, str]:
        return {name: f"group {groups[int(name)]}" for name in ids}

    found, after = [], 0
    while True:
        shown, at, _ = folded(ranked, told, limit, after)
        found.append([hit.article_id for hit in shown])
        if at is None:
            return found
        assert at > after
        after = at


@given(GROUPS, st.integers(min_value=1, max_value=12))
def test_pages_show_the_best_of_every_group_once(groups: list[int], limit: int) -> None:
    firsts = [str(groups.index(group)) for group in dict.fromkeys(groups)]
    shown = [name for page in pages(groups, limit) for name in page]
    assert shown == firsts


@given(GROUPS, st.integers(min_value=1, max_value=12))
def test_only_the_last_page_is_short(groups: list[int], limit: int) -> None:
    assert all(len(page) == limit for page in pages(groups, limit)[:-1])
