"""Words and names of news, to split what is glued or run together.

``dump_words.txt`` (most frequent first) and ``dump_names.txt`` are collected by
``training/dump_words.py``; both in folded spelling.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from itertools import pairwise

from rawi.extract.dumps.phrases import MARK

_SHORTEST = 3
"""Letters of the shortest piece that a glued word is taken apart into."""
_DEAREST = 8.7
"""Words rarer than this (rank 6,000) are no evidence that a token is two of them."""
_DEAREST_SHORT = 7.0
"""The same for words of three letters (rank 1,100)."""
_LONGEST = 40
"""Letters of the longest word; up to four times as many are taken apart."""


def _lines(name: str) -> list[str]:
    text = files("rawi.extract").joinpath("data", name).read_text("utf-8")
    return [line for line in text.split("\n") if line]


@cache
def costs() -> dict[str, float]:
    """Word -> cost of reading it: the logarithm of its rank (Zipf)."""
    return {word: math.log(rank + 2) for rank, word in enumerate(_lines("dump_words.txt"))}


@cache
def names() -> frozenset[str]:
    """Sequences of words that stick together."""
    return frozenset(_lines("dump_names.txt"))


_FINAL = re.compile(r"(?<=[ةى])(?=[\u0621-\u064a])")
_LETTERS = re.compile(r"[^\W\d_]+")


def unglued(token: str, low: str, known: Callable[[str], bool]) -> tuple[int, ...]:
    """Where a token that is no word falls into words; empty when it is one or cannot be read.

    A cut after ة or ى within a word needs no dictionary: neither stands there.
    ``low`` is the token folded; ``known`` tells words that the page itself uses.
    """
    if (
        low in costs()
        or len(low) < 5
        or len(low) > _LONGEST * 4
        or not _LETTERS.fullmatch(low.replace(MARK, ""))
    ):
        return ()
    if len(low) <= _LONGEST and _price(low, known) is not None:
        return ()
    sure = tuple(m.start() for m in _FINAL.finditer(token))
    if sure:
        bounds = (0, *sure, len(token))
        inner: list[int] = []
        for start, end in pairwise(bounds):
            inner += (start + cut for cut in _best_cuts(low[start:end], known))
        return tuple(sorted({*sure, *inner}))
    return _best_cuts(low, known)


def _price(word: str, known: Callable[[str], bool]) -> float | None:
    bare = word.replace(MARK, "")
    cost = costs().get(bare)
    if cost is not None:
        return cost
    if len(bare) > 3 and known(bare):
        return _DEAREST
    return None


def _best_cuts(low: str, known: Callable[[str], bool]) -> tuple[int, ...]:
    """The cheapest reading of ``low`` as words (Viterbi); empty if it is one word or none."""
    size = len(low)
    if size > _LONGEST * 4 or _price(low, known) is not None:
        return ()
    best: list[tuple[float, int]] = [(0.0, 0)] + [(math.inf, 0)] * size
    for end in range(_SHORTEST, size + 1):
        for start in range(max(0, end - _LONGEST // 2), end - _SHORTEST + 1):
            if best[start][0] < math.inf:
                price = _price(low[start:end], known)
                if price is not None and price <= (_DEAREST if end - start > 3 else _DEAREST_SHORT):
                    short = 6.0 if end - start < 4 else 2.0
                    best[end] = min(best[end], (best[start][0] + price + short, start))
    if best[size][0] == math.inf:
        return ()
    cuts = []
    at = size
    while at > 0:
        at = best[at][1]
        cuts.append(at)
    return tuple(cuts[-2::-1])
