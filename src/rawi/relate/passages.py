"""Shared wording of two texts: which words of one stand, in runs, in the other.

Runs of at least ``RUN`` equal folded words count: shorter ones are names,
titles and set phrases. Repeated runs are matched greedily, longest first from
left to right, so that the result depends on the two texts alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from rawi.arabic import tokens
from rawi.model import Passage

RUN = 5


class Words(msgspec.Struct, frozen=True):
    """A text as the comparison sees it."""

    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


class Shared(msgspec.Struct, frozen=True):
    """What two texts have in common: runs of word positions (start, older start, length)."""

    runs: tuple[tuple[int, int, int], ...]
    words: int
    """Words of the younger text that lie in a run."""
    older_words: int
    """Words of the older text that lie in a run."""


def words(text: str) -> Words:
    """The folded words of a text with their offsets."""
    found = tokens(text)
    return Words(
        tuple(t.key for t in found), tuple(t.start for t in found), tuple(t.end for t in found)
    )


def _places(keys: Sequence[str]) -> dict[tuple[str, ...], list[int]]:
    places: dict[tuple[str, ...], list[int]] = {}
    for i in range(len(keys) - RUN + 1):
        places.setdefault(tuple(keys[i : i + RUN]), []).append(i)
    return places


def _run_length(younger: Sequence[str], older: Sequence[str], i: int, j: int) -> int:
    length = 0
    while (
        i + length < len(younger)
        and j + length < len(older)
        and younger[i + length] == older[j + length]
    ):
        length += 1
    return length


def shared(younger: Words, older: Words) -> Shared:
    """The runs of words that both texts have."""
    places = _places(older.keys)
    runs: list[tuple[int, int, int]] = []
    covered: set[int] = set()
    i = 0
    while i <= len(younger.keys) - RUN:
        starts = places.get(younger.keys[i : i + RUN], ())
        if not starts:
            i += 1
            continue
        length, start = max((_run_length(younger.keys, older.keys, i, j), -j) for j in starts[:50])
        runs.append((i, -start, length))
        covered.update(range(-start, -start + length))
        i += length
    return Shared(tuple(runs), sum(length for *_, length in runs), len(covered))


def passages(found: Shared, younger: Words, older: Words) -> tuple[Passage, ...]:
    """The shared runs as offsets into the two texts."""
    return tuple(
        Passage(
            start=younger.starts[i],
            end=younger.ends[i + length - 1],
            older_start=older.starts[j],
            older_end=older.ends[j + length - 1],
        )
        for i, j, length in found.runs
    )
