"""Weighted terms of an article, of unit length, and their likeness."""

from __future__ import annotations

from collections import Counter

import msgspec
import numpy as np
from numpy.typing import NDArray

from rawi.relate.sketch import LEAD, TITLE, Sketch


class Vector(msgspec.Struct, frozen=True):
    """Terms ascending, each with its weight; the weights' squares sum to one."""

    terms: NDArray[np.uint32]
    weights: NDArray[np.float32]


class Weights:
    """How telling each term is: idf over the articles counted so far (Sparck Jones 1972)."""

    def __init__(self) -> None:
        self._articles = 0
        self._holding: Counter[int] = Counter()

    def count(self, sketch: Sketch) -> None:
        self._articles += 1
        self._holding.update(np.frombuffer(sketch.terms, dtype="<u4").tolist())

    def vector(self, sketch: Sketch) -> Vector:
        terms = np.frombuffer(sketch.terms, dtype="<u4")
        counts = np.frombuffer(sketch.counts, dtype=np.uint8)
        places = np.frombuffer(sketch.places, dtype=np.uint8)
        holding = np.array([self._holding[t] for t in terms.tolist()], dtype=np.float32)
        idf = np.log((self._articles + 1) / (holding + 0.5)).clip(0)
        weights = (1 + np.log(counts)) * idf
        weights *= 1 + 1.0 * ((places & TITLE) > 0) + 0.5 * ((places & LEAD) > 0)
        length = float(np.sqrt((weights**2).sum())) or 1.0
        return Vector(terms, (weights / length).astype(np.float32))


def cosine(one: Vector, other: Vector) -> float:
    """0 to 1."""
    _, here, there = np.intersect1d(one.terms, other.terms, assume_unique=True, return_indices=True)
    return float(one.weights[here] @ other.weights[there])
