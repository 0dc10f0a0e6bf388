"""How often outlets set a phrase as a tag or write it as a hashtag.

Evidence that a phrase is of the kind that names a subject, never a keyword by itself.
Compiled by ``training/keyword_tables.py``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

_MIX = 0x9E3779B97F4A7C15
"""The odd number nearest to 2^64 over the golden ratio, of Fibonacci hashing (Knuth, TAOCP 6.4)."""
_MASK = 0xFFFFFFFFFFFFFFFF
"""64 bits, as numpy counts."""
_MOST = 3
"""A phrase set more often than this tells no more about its words."""


class Tags(NamedTuple):
    """All phrases by key, ascending, with both counts; and lemmas by their place in them."""

    keys: NDArray[np.uint64]
    counts: NDArray[np.float32]
    begins: Counter[str]
    ends: Counter[str]
    alone: Counter[str]


def extended(key: NDArray[np.uint64], lemma: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Keys of phrases, each longer by a lemma (CRC-32); 0 is the key of no words."""
    mixed = (key + lemma + np.uint64(1)) * np.uint64(_MIX)
    return mixed ^ (mixed >> np.uint64(29))


def key_of(lemmas: Sequence[str]) -> int:
    """The key of one phrase."""
    key = 0
    for lemma in lemmas:
        key = (key + crc32(lemma.encode()) + 1) * _MIX & _MASK
        key ^= key >> 29
    return key


@cache
def tags() -> Tags:
    """The table, read once."""
    text = files("rawi.annotation").joinpath("data/keyword_tags.tsv").read_text(encoding="utf-8")
    begins, ends, alone = Counter[str](), Counter[str](), Counter[str]()
    rows = []
    for line in text.splitlines():
        phrase, tagged, hashed = line.split("\t")
        lemmas, times = phrase.split(" "), min(int(tagged) + int(hashed), _MOST)
        rows.append((key_of(lemmas), int(tagged), int(hashed)))
        if len(lemmas) == 1:
            alone[phrase] = int(tagged) + int(hashed)
        else:
            begins[lemmas[0]] += times
            ends[lemmas[-1]] += times
    rows.sort()
    keys = np.array([row[0] for row in rows], dtype=np.uint64)
    counts = np.log1p(np.array([row[1:] for row in rows], dtype=np.float32))
    return Tags(keys, counts, begins, ends, alone)


def counts_of(keys: NDArray[np.uint64]) -> NDArray[np.float32]:
    """For each key the logarithm of one more than its tags, and its hashtags."""
    table = tags()
    at = np.minimum(np.searchsorted(table.keys, keys), len(table.keys) - 1)
    found: NDArray[np.float32] = table.counts[at] * (table.keys[at] == keys)[:, None]
    return found
