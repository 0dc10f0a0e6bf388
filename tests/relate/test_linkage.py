"""Average link: what is near comes together, whatever the order of the pairs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rawi.relate.linkage import average_link

SCORES = [(0, 1, 0.9), (1, 2, 0.7), (0, 2, 0.1), (3, 4, 0.5)]


def test_a_mean_under_the_cut_keeps_apart() -> None:
    assert average_link([1] * 5, SCORES, 0.5) == [0, 0, 2, 3, 3]


def test_a_mean_over_the_cut_joins() -> None:
    assert average_link([1] * 5, SCORES, 0.39) == [0, 0, 0, 3, 3]


def test_a_chain_is_no_group() -> None:
    chain = [(at, at + 1, 0.9) for at in range(5)]
    assert len(set(average_link([1] * 6, chain, 0.5))) == 3


def test_an_item_of_many_counts_as_many() -> None:
    assert average_link([4, 1], [(0, 1, 1.0)], 0.3) == [0, 1]


def test_nothing_comes_of_nothing() -> None:
    assert average_link([], [], 0.5) == []


@given(st.permutations(SCORES))
def test_the_order_of_pairs_changes_nothing(pairs: list[tuple[int, int, float]]) -> None:
    assert average_link([1] * 5, pairs, 0.4) == average_link([1] * 5, SCORES, 0.4)
