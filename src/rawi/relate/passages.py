"""Shared wording of two texts: which words of one stand, in runs, in the other.

Runs of at least ``RUN`` equal folded words count: shorter ones are names,
titles and set phrases. Repeated runs are matched greedily, longest first from
left to right, so that the result depends on the two texts alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property, lru_cache

import msgspec

from rawi.annotation.background import rarity
from rawi.arabic import Token, tokens
from rawi.model import Passage

RUN = 5
"""Equal words in a row from which on they are a shared passage (decision 0051)."""
_OPENING = 30
"""Words of a text that tell whether it opens with the other."""
_LEFT = 0.08
"""Share of a text that must be no formula for the rest of it to tell anything."""

Runs = tuple[tuple[int, int, int], ...]
"""Runs of word positions: start in the one text, start in the other, length."""
_NONE: frozenset[int] = frozenset()


class Words(msgspec.Struct, frozen=True, array_like=True, dict=True):
    """A text as the comparison sees it; goes through msgpack unchanged."""

    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    rarity: tuple[float, ...]
    """How rare each word is in the news at large."""
    lemmas: tuple[str, ...]

    @cached_property
    def vocabulary(self) -> dict[str, float]:
        """Each lemma with its rarity."""
        return dict(zip(self.lemmas, self.rarity, strict=True))

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each gram of ``RUN`` words begins."""
        return _places(self.keys)


class Shared(msgspec.Struct, frozen=True):
    """What two texts have in common.

    Shares are weighed by rarity, 0 to 1: official titles and set phrases, which
    every report repeats, count little.
    """

    runs: Runs
    """From the one text to the other."""
    of_one: float
    """Share of the one text's words, unweighed, that lie in a run."""
    of_other: float
    of_shorter: float
    """Weighed share of the shorter text that lies in a run."""
    of_longer: float
    vocabulary: float
    """Weighed share of the shorter text's lemmas that the longer has too."""
    fresh_shorter: float
    """``of_shorter`` over the words that are no formula."""
    fresh_longer: float
    opening: float
    """Weighed share of the longer text's opening that lies in a run."""
    longest: int
    """Words of the longest run."""

    def turned(self) -> Shared:
        """The same, seen from the other text."""
        runs = tuple(sorted((j, i, length) for i, j, length in self.runs))
        return msgspec.structs.replace(self, runs=runs, of_one=self.of_other, of_other=self.of_one)


@lru_cache(maxsize=512)
def words(text: str) -> Words:
    """The folded words of a text with their offsets."""
    return words_of(tokens(text))


def words_of(found: Sequence[Token]) -> Words:
    """The same of its tokens."""
    lemmas = tuple([t.lemma for t in found])
    return Words(
        tuple([t.key for t in found]),
        tuple([t.start for t in found]),
        tuple([t.end for t in found]),
        tuple(map(rarity, lemmas)),
        lemmas,
    )


def _grams(keys: Sequence[str]) -> Iterator[str]:
    return map(" ".join, zip(*(keys[at:] for at in range(RUN)), strict=False))


def _places(keys: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for i, gram in enumerate(_grams(keys)):
        if gram in places:
            places[gram].append(i)
        else:
            places[gram] = [i]
    return places


def _run_length(one: Sequence[str], other: Sequence[str], i: int, j: int) -> int:
    length = RUN
    most = min(len(one) - i, len(other) - j)
    while length < most and one[i + length] == other[j + length]:
        length += 1
    return length


def runs(one: Words, other: Words) -> Runs:
    """The runs of ``one`` that stand in ``other``, in their order, none over another."""
    places = other.places
    found: list[tuple[int, int, int]] = []
    after = 0
    for i, gram in enumerate(_grams(one.keys)):
        if i < after or gram not in places:
            continue
        starts = places[gram][:50]
        length, start = max((_run_length(one.keys, other.keys, i, j), -j) for j in starts)
        found.append((i, -start, length))
        after = i + length
    return tuple(found)


def positions(stretches: Iterable[tuple[int, int]]) -> set[int]:
    """The word positions that lie in any of the stretches, each a start and a length."""
    return {at for start, length in stretches for at in range(start, start + length)}


class _Side(msgspec.Struct, frozen=True):
    """One text of a pair."""

    text: Words
    inside: Set[int]
    """Positions that lie in a run."""
    formula: Set[int]

    def weight(self, at: Set[int]) -> float:
        return sum(self.text.rarity[i] for i in at)

    def covered(self) -> float:
        return self.weight(self.inside) / (sum(self.text.rarity) or 1.0)

    def fresh(self) -> float:
        """Share covered of what is no formula; 1 where all but nothing is formula."""
        if not self.formula:
            return self.covered()
        whole = sum(self.text.rarity)
        left = whole - self.weight(self.formula)
        if left <= _LEFT * whole:
            return 1.0
        return self.weight(self.inside - self.formula) / left

    def opening(self, most: int) -> float:
        begin = range(min(_OPENING, most, len(self.text.keys)))
        whole = sum(self.text.rarity[i] for i in begin)
        return sum(self.text.rarity[i] for i in begin if i in self.inside) / (whole or 1.0)


def shared(one: Words, other: Words, found: Runs, formula: Set[int] = _NONE) -> Shared:
    """How much of either text the runs are.

    ``found``: runs from one to the other; ``formula``: positions of the one
    text's words that are printed again and again, see ``copies.formula``.
    """
    here = positions((i, length) for i, _, length in found)
    there = positions((j, length) for _, j, length in found)
    known = {j + k for i, j, length in found for k in range(length) if i + k in formula}
    small, large = _Side(one, here, formula), _Side(other, there, known)
    if len(one.keys) > len(other.keys):
        small, large = large, small
    common = sum(w for lemma, w in small.text.vocabulary.items() if lemma in large.text.vocabulary)
    return Shared(
        runs=found,
        of_one=len(here) / (len(one.keys) or 1),
        of_other=len(there) / (len(other.keys) or 1),
        of_shorter=small.covered(),
        of_longer=large.covered(),
        vocabulary=common / (sum(small.text.vocabulary.values()) or 1.0),
        fresh_shorter=small.fresh(),
        fresh_longer=large.fresh(),
        opening=large.opening(len(small.text.keys)),
        longest=max((length for *_, length in found), default=0),
    )


def passages(found: Runs, younger: Words, older: Words) -> tuple[Passage, ...]:
    """The shared runs as offsets into the two texts."""
    return tuple(
        Passage(
            start=younger.starts[i],
            end=younger.ends[i + length - 1],
            older_start=older.starts[j],
            older_end=older.ends[j + length - 1],
        )
        for i, j, length in found
    )
