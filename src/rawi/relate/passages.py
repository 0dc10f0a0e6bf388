"""Shared wording of two texts: which words of one stand, in runs, in the other.

Runs of at least ``RUN`` equal folded words count: shorter ones are names,
titles and set phrases. Repeated runs are matched greedily, longest first from
left to right, so that the result depends on the two texts alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from rawi.annotation.background import rarity
from rawi.arabic import tokens
from rawi.model import Passage

RUN = 5
"""Equal words in a row from which on they are a shared passage (decision 0051)."""


class Words(msgspec.Struct, frozen=True):
    """A text as the comparison sees it."""

    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    rarity: tuple[float, ...]
    """How rare each word is in the news at large."""
    vocabulary: dict[str, float]
    """Each lemma with its rarity."""


class Shared(msgspec.Struct, frozen=True):
    """What two texts have in common.

    Shares are weighed by rarity, 0 to 1: official titles and set phrases, which
    every report repeats, count little.
    """

    runs: tuple[tuple[int, int, int], ...]
    """Runs of word positions: start in the younger, start in the older, length."""
    share: float
    """Share of the younger text's words, unweighed, that lie in a run."""
    of_shorter: float
    """Weighed share of the shorter text that lies in a run."""
    of_longer: float
    vocabulary: float
    """Weighed share of the shorter text's lemmas that the longer has too."""


@lru_cache(maxsize=512)
def words(text: str) -> Words:
    """The folded words of a text with their offsets."""
    found = tokens(text)
    lemmas = [t.lemma for t in found]
    rare = tuple(map(rarity, lemmas))
    return Words(
        tuple([t.key for t in found]),
        tuple([t.start for t in found]),
        tuple([t.end for t in found]),
        rare,
        dict(zip(lemmas, rare, strict=True)),
    )


def _grams(keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(keys[at:] for at in range(RUN)), strict=False)


def _places(keys: Sequence[str]) -> dict[tuple[str, ...], list[int]]:
    places: dict[tuple[str, ...], list[int]] = {}
    for i, gram in enumerate(_grams(keys)):
        if gram in places:
            places[gram].append(i)
        else:
            places[gram] = [i]
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


def _runs(younger: Words, older: Words) -> list[tuple[int, int, int]]:
    places = _places(older.keys)
    runs: list[tuple[int, int, int]] = []
    after = 0
    for i, gram in enumerate(_grams(younger.keys)):
        if i < after or gram not in places:
            continue
        starts = places[gram][:50]
        length, start = max((_run_length(younger.keys, older.keys, i, j), -j) for j in starts)
        runs.append((i, -start, length))
        after = i + length
    return runs


def _covered(text: Words, stretches: list[tuple[int, int]]) -> float:
    """The weighed share of a text that lies in any of the stretches."""
    inside = {at for start, length in stretches for at in range(start, start + length)}
    return sum(text.rarity[at] for at in inside) / (sum(text.rarity) or 1.0)


def shared(younger: Words, older: Words) -> Shared:
    """The runs of words that both texts have, and how much of either they are."""
    runs = _runs(younger, older)
    one = _covered(younger, [(i, length) for i, _, length in runs])
    other = _covered(older, [(j, length) for _, j, length in runs])
    small, large = younger, older
    if len(younger.keys) > len(older.keys):
        small, large, one, other = older, younger, other, one
    common = sum(w for lemma, w in small.vocabulary.items() if lemma in large.vocabulary)
    return Shared(
        tuple(runs),
        sum(length for *_, length in runs) / (len(younger.keys) or 1),
        one,
        other,
        common / (sum(small.vocabulary.values()) or 1.0),
    )


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
