"""Relevance feedback: what the best articles are about, asked again.

RM3 (Abdul-Jaleel et al. 2004): the words of the best articles, each article
counting by the square of its score, mixed with the query itself.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from heapq import nsmallest
from math import log

from rawi.arabic import STOP_WORDS

HEAVY = 15
"""Lemmas that are kept of an article."""
ARTICLES = 12
"""Best articles whose words are added (decision 0052)."""
TERMS = 30
"""Words that are added (decision 0052)."""
_SHARE, _SHARE_OF_LONG = 0.7, 0.5
"""Their share of the score, and in long queries (decision 0052)."""
_LONG = 4
"""Words of a query that says itself what it is about. All six were chosen on the story
days of 10-11 April (docs/decisions)."""

LEAST = 3
"""Of these words an article must have that has none of the query."""

_MOST_COUNTED = 31
"""How often a lemma stands in one article, as far as a control letter can tell it."""
_COUNT = re.compile(r"([\x01-\x1f])")
"""A lemma ends where how often it stands is told, in one letter that is none."""

Rarity = Callable[[str], float]
Heavy = tuple[tuple[str, int], ...]


def heavy(lemmas: Iterable[str], rarity: Rarity) -> Heavy:
    """The weightiest lemmas of a text, how often each stands there times its rarity."""
    counts = Counter(lemmas).items()
    told = [(-n * rarity(lemma), lemma, n) for lemma, n in counts if lemma not in STOP_WORDS]
    return tuple((lemma, n) for _, lemma, n in nsmallest(HEAVY, told))


def packed(found: Heavy) -> bytes:
    """As an index stores them: a letter is one byte where all letters are of cp1256."""
    text = "".join(f"{lemma}{chr(min(count, _MOST_COUNTED))}" for lemma, count in found)
    try:
        return text.encode("cp1256")
    except UnicodeEncodeError:
        return b"\0" + text.encode()


def unpacked(stored: bytes) -> Heavy:
    """What was packed, as often as up to 31 times."""
    text = stored[1:].decode() if stored[:1] == b"\0" else stored.decode("cp1256")
    parts = _COUNT.split(text)
    return tuple((lemma, ord(n)) for lemma, n in zip(parts[::2], parts[1::2], strict=False))


def share(words: int) -> float:
    """What the words of the best articles count beside a query of so many words, 0 to 1."""
    return _SHARE if words < _LONG else _SHARE_OF_LONG


def terms(best: Iterable[tuple[float, Heavy]], rarity: Rarity) -> list[tuple[str, float]]:
    """The words to ask again with their weights, which sum to at most 1.

    ``best``: scores of the best articles and their heavy lemmas.
    """
    found = list(best)
    whole = sum(score**2 for score, _ in found) or 1.0
    weights: defaultdict[str, float] = defaultdict(float)
    for score, lemmas in found:
        told = [(lemma, (1 + log(count)) * rarity(lemma)) for lemma, count in lemmas]
        total = sum(weight for _, weight in told) or 1.0
        for lemma, weight in told:
            weights[lemma] += score**2 / whole * weight / total
    return sorted(weights.items(), key=lambda one: (-one[1], one[0]))[:TERMS]
