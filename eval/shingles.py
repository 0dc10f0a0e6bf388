"""The measure of extracted text: 4-word shingles, page by page.

As in the article extraction benchmark of Zyte: words are ``\\w+``, shingles are
counted, precision and recall are averaged over pages, F1 is that of the averages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

_WORD = re.compile(r"\w+")
SIZE = 4


class Share(NamedTuple):
    """Precision and recall of one text against another, and their F1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[i : i + SIZE]) for i in range(max(1, len(words) - SIZE + 1)))


def compared(found: str, gold: str) -> Share:
    """How well ``found`` covers ``gold``, both as one text."""
    ours, theirs = shingles(found), shingles(gold)
    both = (ours & theirs).total()
    if not found.strip() or not gold.strip():
        same = float(not found.strip() and not gold.strip())
        return Share(same, same)
    return Share(both / ours.total(), both / theirs.total())


def better(candidates: Iterable[str], golds: Iterable[str]) -> Share:
    """The best pair: the text with and without its subheads, against the gold likewise."""
    golds = list(golds)
    return max((compared(c, g) for c in candidates for g in golds), key=lambda share: share.f1)


def mean(shares: Iterable[Share]) -> Share:
    every = list(shares)
    count = max(1, len(every))
    return Share(sum(s.precision for s in every) / count, sum(s.recall for s in every) / count)
