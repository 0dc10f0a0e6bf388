"""Candidates ranked alike in every process, whatever order its sets have."""

from itertools import permutations
from typing import Any, cast

from rawi.extract.metadata.ranking import Candidate, ranked

WEIGHTS = {"shown": 0.1, "near": 0.2, "month": 0.3, "claimed": 0.7}


def test_equals_keep_their_order_in_whatever_order_traits_are_summed() -> None:
    first = Candidate("2017-09", "page", frozenset(WEIGHTS))
    for traits in permutations(WEIGHTS):
        other = Candidate("2025-12-17", "page", cast(Any, traits))
        assert ranked([first, other], WEIGHTS) == [first, other]
        assert ranked([other, first], WEIGHTS) == [other, first]
