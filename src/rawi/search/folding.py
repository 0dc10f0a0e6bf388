"""Hits folded: one of each group, copies of one report or reports of one story."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rawi.search.index import Found, Results

Ranked = Callable[[int], Results]
"""The first so many hits."""
Groups = Callable[[Sequence[str]], Mapping[str, str]]
"""The group of each article; one that is not told is alone."""
_AHEAD = 3
"""Hits that are read for one that is shown, at first."""


def folded(
    ranked: Ranked, groups: Groups, limit: int, after: int
) -> tuple[tuple[Found, ...], int | None, Results]:
    """The best hit of each group from rank ``after`` on, the rank to go on from (None
    at the end), and all that was read.

    Every group is shown once over all pages, whatever their size: what was shown
    before is read again from the first hit on.
    """
    depth = after + _AHEAD * limit
    while True:
        results = ranked(depth)
        hits, at = _shown(results.hits, groups, limit, after)
        done = len(results.hits) < depth
        if done or len(hits) == limit:
            return hits, None if done and at == len(results.hits) else at, results
        depth *= 2


def _shown(
    ranked: Sequence[Found], groups: Groups, limit: int, after: int
) -> tuple[tuple[Found, ...], int]:
    """Hits to show and the rank behind the last that was looked at."""
    group = groups([hit.article_id for hit in ranked])
    keys = [group.get(hit.article_id, hit.article_id) for hit in ranked]
    seen = set(keys[:after])
    shown: list[Found] = []
    at = after
    for at in range(after, len(ranked)):
        if keys[at] not in seen:
            if len(shown) == limit:
                return tuple(shown), at
            seen.add(keys[at])
            shown.append(ranked[at])
    return tuple(shown), max(len(ranked), at)
