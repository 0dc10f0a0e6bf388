"""Postings: what was loaded in bulk and what was added since are one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rawi.relate.postings import Postings

ROWS = st.lists(st.sets(st.integers(0, 9), max_size=5), max_size=12)


def keys(of: set[int]) -> np.ndarray:
    return np.array(sorted(of), dtype=np.uint64)


@given(ROWS, st.integers(0, 12), st.integers(1, 5))
def test_rows_come_ascending_and_latest(rows: list[set[int]], cut: int, most: int) -> None:
    postings = Postings()
    bulk = rows[:cut]
    if bulk:
        held = np.concatenate([keys(r) for r in bulk])
        numbers = np.repeat(np.arange(len(bulk), dtype=np.int32), [len(r) for r in bulk])
        postings.load(held, numbers)
    for number, row in enumerate(rows[cut:], start=len(bulk)):
        postings.add(keys(row), number)
    found = postings.find(np.arange(10, dtype=np.uint64), most)
    held = postings.held(np.arange(10, dtype=np.uint64), most)
    assert held.tolist() == [len(some) for some in found]
    for key in range(10):
        assert found[key].tolist() == [i for i, r in enumerate(rows) if key in r][-most:]
