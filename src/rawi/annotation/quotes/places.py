"""A text as the judges of cues, starts and ends see it: numbers a word, ways to look around."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.annotation.quotes.reading import (
    CLOSED,
    COLON,
    COMMA,
    DASH,
    NEWLINE,
    OPENED,
    STOP,
    Part,
    Reading,
)
from rawi.annotation.quotes.words import COLUMNS, Words, words_of
from rawi.model import Entity

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]
Hashes = NDArray[np.uint32]

FAR = 60
"""Distances are told up to here."""
_THAT = COLUMNS.index("that_word")
_ACCORDING = COLUMNS.index("according_word")


class Places(NamedTuple):
    """A reading, its words' rows, and where the next and last signs stand."""

    reading: Reading
    words: Words
    gap: Floats
    """One row a gap: comma, stop, line end, colon, dash, brackets, quotation opens, closes."""
    that: Ints
    """1 where the word is أن in one of its forms."""
    according: Ints
    commas: Ints
    """How many commas stand before the word."""
    thats: Ints
    quotes: Ints
    """How many quotations have opened up to the gap."""
    closed: Ints
    """How many have closed up to the gap."""
    colons: Ints
    entities: Floats
    """One row a word: whether it stands in a person's name, an organisation's, another; begins
    one; ends one."""


def next_of(p: Places, flags: Ints | Floats) -> Ints:
    """For each word the nearest flagged place from it on; the end of its text without one.

    One longer than the words: the last is the end itself.
    """
    n = len(flags)
    at = np.where(flags > 0, np.arange(n, dtype=np.int32), np.int32(n))
    end = p.reading.end
    found = np.minimum.accumulate(at[::-1])[::-1][: len(end)]
    return np.append(np.minimum(found, end), np.int32(len(end)))


def last_of(p: Places, flags: Ints) -> Ints:
    """For each word the nearest flagged place up to it; one before its text without one."""
    at = np.where(flags > 0, np.arange(len(flags), dtype=np.int32), np.int32(-1))
    begin = p.reading.begin
    return np.maximum(np.maximum.accumulate(at)[: len(begin)], begin - 1)


_BITS = np.array([COMMA, STOP, NEWLINE, COLON, DASH, OPENED, CLOSED], np.int32)


_KINDS = {"person": 0, "organisation": 1}


def entity_words(
    reading: Reading, part: Part, entities: Sequence[Entity]
) -> list[tuple[Entity, int, int]]:
    """The entities of a text with the words each stands at, in the order given."""
    starts = [w.start for w in reading.words[part.begin : part.end]]
    found = []
    for entity in entities:
        begin, end = bisect_right(starts, entity.start) - 1, bisect_left(starts, entity.end)
        if 0 <= begin < end:
            found.append((entity, begin + part.begin, end + part.begin))
    return found


def _entities(reading: Reading, entities: Sequence[Sequence[Entity]]) -> Floats:
    found = np.zeros((len(reading.words), 5), np.float32)
    for part, own in zip(reading.parts, entities, strict=False):
        for entity, begin, end in entity_words(reading, part, own):
            found[begin:end, _KINDS.get(entity.kind, 2)] = 1
            found[begin, 3] = found[end - 1, 4] = 1
    return found


def places(reading: Reading, entities: Sequence[Sequence[Entity]] = ()) -> Places:
    """What the judges see of a reading and of the named things in each of its texts."""
    words = words_of(reading.words)
    gap = np.empty((len(reading.gaps), len(_BITS) + 2), np.float32)
    gap[:, :-2] = (reading.gaps[:, None] & _BITS) > 0
    gap[:, -2] = reading.opens
    gap[:, -1] = reading.closes
    that = words.rows[:, _THAT].astype(np.int32)
    counted = [gap[:, 0], reading.opens, reading.closes, gap[:, 3]]
    commas, quotes, closed, colons = (np.cumsum(flags).astype(np.int32) for flags in counted)
    return Places(
        reading,
        words,
        gap,
        that,
        words.rows[:, _ACCORDING].astype(np.int32),
        commas,
        np.cumsum(that).astype(np.int32),
        quotes,
        closed,
        colons,
        _entities(reading, entities),
    )


def gap_name(p: Places) -> Hashes:
    """The marks of a gap as one small number; the end of a line outweighs all."""
    bits = p.reading.gaps.astype(np.uint32) & np.uint32(127)
    opens, closes = p.reading.opens.astype(np.uint32), p.reading.closes.astype(np.uint32)
    found: Hashes = bits | (opens << np.uint32(7)) | (closes << np.uint32(8))
    return found


def near(distance: NDArray[np.int32]) -> Floats:
    """Distances as numbers for trees, cut at ``FAR``; what does not stand is ``FAR``."""
    return np.where((distance < 0) | (distance > FAR), FAR, distance).astype(np.float32)


_STEPS = np.array([0, 1, 2, 3, 4, 6, 9, 14, 22, 40])


def step(distance: NDArray[np.int32] | Floats) -> Hashes:
    """Distances as one of few names."""
    return np.searchsorted(_STEPS, distance).astype(np.uint32)


_MIX = np.uint32(2654435761)
_MOST_PARTS = 4
"""Traits that one hashed combination joins at most."""


def named(*slots: tuple[Hashes, ...]) -> Hashes:
    """One number for the combination of names in each slot: a row a place, a column a slot."""
    parts = np.zeros((_MOST_PARTS, len(slots), len(slots[0][0])), np.uint32)
    for n, slot in enumerate(slots):
        for k, part in enumerate(slot):
            parts[k, n] = part
    mixed = np.arange(1, len(slots) + 1, dtype=np.uint32)[:, None] * np.uint32(40503)
    for part in parts:
        mixed = (mixed ^ part) * _MIX
        mixed ^= mixed >> np.uint32(15)
    return mixed.T


def taken(values: NDArray[Any], at: Ints) -> NDArray[Any]:
    """``values`` at the places, zeros where a place is outside."""
    outside = (at < 0) | (at >= len(values))
    found = values[np.where(outside, 0, at)]
    found[outside] = 0
    return found
