"""Words of unlabelled news: how often each stands, what its first letters are, its company.

Vectors are those of Levy and Goldberg (2014): positive pointwise mutual
information of a stem with the frequent stems at each of four places around it,
reduced by a randomised singular value decomposition (Halko et al. 2011).
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from rawi.annotation.entities.units import sentences
from rawi.arabic import fold
from training.entities.corpora import gold_ids, unlabelled

LEAST = 5
"""A stem seen less often has no vector."""
_CONTEXTS = 6_000
_DIMENSIONS = 80
_CLUSTERS = {"A": 64, "B": 256, "C": 1024}
_ROUNDS = 12
_DIGITS = 4

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


class Corpus(NamedTuple):
    """Folded words, and the text as numbers of them; -1 between sentences."""

    words: list[str]
    stream: Ints


def corpus() -> Corpus:
    """All articles but those of the gold."""
    numbers: dict[str, int] = {}
    of_surface: dict[str, int] = {}
    stream: list[int] = []
    gold = gold_ids()
    for article in unlabelled():
        if article.id in gold:
            continue
        for sentence in sentences(f"{article.title or ''}\n{article.text}"):
            for unit in sentence:
                number = of_surface.get(unit.text)
                if number is None:
                    key = fold(unit.text) or unit.text
                    key = "0" * min(len(key), _DIGITS) if key[0].isdigit() else key
                    number = of_surface[unit.text] = numbers.setdefault(key, len(numbers))
                stream.append(number)
            stream.append(-1)
    return Corpus(list(numbers), np.array(stream, np.int32))


class Cuts:
    """Which first letters are particles, by how often the word stands with and without."""

    def __init__(self, counts: Counter[str], never: frozenset[str]) -> None:
        self.counts = counts
        self.never = never

    def _merged(self, word: str) -> bool:
        return self.counts[f"ال{word[2:]}"] >= max(2, 0.3 * self.counts[word])

    def _attached(self, word: str) -> bool:
        """Whether the first letter is a particle before a word seen often enough by itself."""
        n, rest = self.counts, word[1:]
        here, there = n[word], n[rest]
        if len(rest) < 3 or word in self.never:
            return False
        if rest.startswith("ال") and len(rest) > 4:
            return there >= max(2, 0.2 * here)
        rooted = n[f"ال{word}"] + n[f"ب{word}"] + n[f"ل{word}"]
        if word[0] == "و":
            return there >= max(2, here) and rooted + n[f"و{word}"] <= 0.25 * here + 0.02 * there
        if word[0] in "بل":
            other = "ل" if word[0] == "ب" else "ب"
            return there >= max(3, 3 * here) and n[f"ال{word}"] + n[other + word] <= 0.05 * here + 1
        times = 8 if word[0] == "ف" else 30
        return there >= max(5, times * here) and rooted <= 0.03 * here

    def stem(self, word: str) -> str:
        """``word`` without its particles."""
        if len(word) < 4 or word in self.never:
            return word
        if word.startswith("لل") and self._merged(word):
            return f"ال{word[2:]}"
        if word[0] in "وف":
            inner = self.stem(word[1:]) if word[1] in "بلك" else word[1:]
            if self._attached(word):
                return inner
            rare = inner != word[1:] and self.counts[inner] >= 5 * self.counts[word]
            return inner if rare and self.counts[word[1:]] else word
        return word[1:] if word[0] in "بلك" and self._attached(word) else word


def stems(text: Corpus, never: frozenset[str]) -> Corpus:
    """The text with every word as its stem; most frequent stems first."""
    counted = np.bincount(text.stream[text.stream >= 0], minlength=len(text.words))
    cuts = Cuts(Counter(dict(zip(text.words, counted.tolist(), strict=True))), never)
    numbers: dict[str, int] = {}
    to_stem = [numbers.setdefault(cuts.stem(w), len(numbers)) for w in text.words]
    of_word = np.array([*to_stem, -1], np.int32)
    stream = of_word[text.stream]
    totals = np.bincount(stream[stream >= 0], minlength=len(numbers))
    order = np.argsort(-totals, kind="stable")
    rank = np.full(len(order) + 1, -1, np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    names = list(numbers)
    return Corpus([names[i] for i in order], rank[stream])


def _information(stream: Ints, place: int, size: int) -> sp.csr_matrix:
    """(stems, contexts): positive pointwise mutual information at one place."""
    here, there = stream[max(-place, 0) :], stream[max(place, 0) :]
    here, there = here[: len(there)], there[: len(here)]
    inside = (here >= 0) & (here < size) & (there >= 0) & (there < _CONTEXTS)
    if abs(place) > 1:
        inside &= stream[1:-1] >= 0
    ones = np.ones(int(inside.sum()), np.float32)
    joint = sp.coo_matrix((ones, (here[inside], there[inside])), (size, _CONTEXTS)).tocsr().tocoo()
    rows = np.asarray(joint.sum(1)).ravel() + 1e-9
    columns = np.asarray(joint.sum(0)).ravel() ** 0.75
    expected = rows[joint.row] * (columns / columns.sum())[joint.col]
    values = np.maximum(np.log(joint.data / (expected + 1e-9)), 0).astype(np.float32)
    return sp.csr_matrix((values, (joint.row, joint.col)), (size, _CONTEXTS))


def vectors(text: Corpus, size: int) -> Floats:
    """(size, 80): unit vectors of the most frequent stems."""
    joined = sp.hstack([_information(text.stream, p, size) for p in (-2, -1, 1, 2)]).tocsr()
    random = np.random.default_rng(7)
    sketch = joined @ random.standard_normal((joined.shape[1], _DIMENSIONS + 16)).astype(np.float32)
    for _ in range(3):
        basis, _ = np.linalg.qr(sketch)
        sketch = joined @ (joined.T @ basis)
    basis, _ = np.linalg.qr(sketch)
    left, values, _ = np.linalg.svd((joined.T @ basis).T, full_matrices=False)
    found = (basis @ left)[:, :_DIMENSIONS] * np.sqrt(values[:_DIMENSIONS])
    lengths = np.linalg.norm(found, axis=1, keepdims=True) + 1e-9
    unit: Floats = (found / lengths).astype(np.float32)
    return unit


def _nearest(points: Floats, centres: Floats) -> NDArray[np.intp]:
    steps = range(0, len(points), 4096)
    return np.concatenate([np.argmax(points[i : i + 4096] @ centres.T, axis=1) for i in steps])


def clusters(points: Floats, counts: NDArray[np.int64], many: int) -> NDArray[np.intp]:
    """Spherical k-means, each stem weighing the square root of its count."""
    random = np.random.default_rng(3)
    centres = points[random.choice(min(20_000, len(points)), many, replace=False)].copy()
    weight = np.sqrt(counts).astype(np.float32)[:, None]
    for _ in range(_ROUNDS):
        chosen = _nearest(points, centres)
        sums = np.zeros_like(centres)
        np.add.at(sums, chosen, points * weight)
        norm = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(norm > 0, sums / (norm + 1e-9), centres)
    return chosen


def traits(text: Corpus) -> dict[str, list[str]]:
    """Stem -> its clusters and how often it stands, for stems seen five times or more."""
    totals = np.bincount(text.stream[text.stream >= 0], minlength=len(text.words))
    size = int((totals >= LEAST).sum())
    points = vectors(text, size)
    found = {name: clusters(points, totals[:size], many) for name, many in _CLUSTERS.items()}
    step = np.minimum(np.log10(totals[:size] + 1) * 2, 9).astype(int)
    return {
        text.words[i]: [*(f"{name}{of[i]}" for name, of in found.items()), f"r{step[i]}"]
        for i in range(size)
    }
