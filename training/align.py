"""Which blocks of a page hold its gold text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def shares(texts: Sequence[str], gold: str) -> list[float]:
    """For each block the share of its words that stand in the gold text, in order.

    Runs of three words are looked up in the gold; a block shorter than that must be
    a line of the gold. Where a text stands several times on the page, only the
    occurrence with most gold around it counts.
    """
    gold_words = words(gold)
    runs = Counter(zip(gold_words, gold_words[1:], gold_words[2:], strict=False))
    lines = {tuple(words(line.lstrip("-*• "))) for line in gold.splitlines()}
    cut = [words(text) for text in texts]
    found = [_share(block, runs, lines) for block in cut]
    return _once(cut, found, gold_words)


def _share(
    block: list[str], runs: Counter[tuple[str, str, str]], lines: set[tuple[str, ...]]
) -> float:
    if not block:
        return 0.0
    if tuple(block) in lines:
        return 1.0
    if len(block) < 3:
        return 0.0
    own = list(zip(block, block[1:], block[2:], strict=False))
    hits = sum(run in runs for run in own) / len(own)
    return hits if len(block) > 4 or hits == 1.0 else 0.0


def _once(
    cut: list[list[str]],
    found: list[float],
    gold_words: list[str],
) -> list[float]:
    places: dict[tuple[str, ...], list[int]] = {}
    for i, block in enumerate(cut):
        if found[i] >= 0.5:
            places.setdefault(tuple(block), []).append(i)
    text = " " + " ".join(gold_words) + " "
    result = list(found)
    for words, where in places.items():
        keep = text.count(" " + " ".join(words) + " ") if len(where) > 1 else 1
        if len(where) > max(1, keep):
            ranked = sorted(where, key=lambda i: -_around(cut, found, i))
            for i in ranked[max(1, keep) :]:
                result[i] = 0.0
    return result


def _around(cut: list[list[str]], found: list[float], place: int) -> float:
    near = range(max(0, place - 6), min(len(cut), place + 7))
    return sum(found[i] * len(cut[i]) for i in near if i != place)
