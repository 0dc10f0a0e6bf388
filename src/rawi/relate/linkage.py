"""Average-link clustering over few scored pairs, best first.

Unweighted average linkage (Sokal and Michener 1958); a pair without a score
counts 0. What equals is decided by the numbers of the items, so that the same
items give the same groups.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush

Scored = tuple[int, int, float]
"""Two items and the sum of the scores between what they hold."""


def average_link(sizes: Sequence[int], scored: Iterable[Scored], cut: float) -> list[int]:
    """For each item the least number of its group.

    ``sizes`` tells how many single things an item holds; the mean score of two
    groups is the sum of all scores between them over the product of their sizes.
    Groups are joined while a mean is at least ``cut``.
    """
    size = list(sizes)
    between: list[dict[int, float]] = [{} for _ in size]
    for one, other, score in scored:
        between[one][other] = between[one].get(other, 0.0) + score
        between[other][one] = between[one][other]
    into = list(range(len(size)))
    heap = [
        (-total / (size[one] * size[other]), one, other)
        for one, totals in enumerate(between)
        for other, total in totals.items()
        if one < other and total >= cut * size[one] * size[other]
    ]
    heapify(heap)
    while heap:
        mean, one, other = heappop(heap)
        total = between[one].get(other)
        if total is None or into[one] != one or into[other] != other:
            continue
        if -total / (size[one] * size[other]) != mean:
            continue
        size[one] += size[other]
        into[other] = one
        _fold(between, one, other)
        for third, total in between[one].items():
            if total >= cut * size[one] * size[third]:
                ends = (one, third) if one < third else (third, one)
                heappush(heap, (-total / (size[one] * size[third]), *ends))
    return [_root(into, item) for item in range(len(into))]


def _fold(between: list[dict[int, float]], one: int, other: int) -> None:
    """Give all that ``other`` has to ``one``."""
    between[one].pop(other, None)
    gone, between[other] = between[other], {}
    for third, total in gone.items():
        if third == one:
            continue
        between[third].pop(other)
        between[one][third] = between[third][one] = between[one].get(third, 0.0) + total


def _root(into: list[int], item: int) -> int:
    while into[item] != item:
        item = into[item]
    return item
