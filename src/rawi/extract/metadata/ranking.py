"""Candidates for a field and the linear model that ranks them.

Each candidate carries traits: where it was found and what it looks like. A trait has
one weight, the candidate with the largest sum wins. The weights are a small plain file
made by ``training/metadata.py``; a trait that the file does not know weighs nothing.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import fsum
from typing import Any, NamedTuple

import msgspec

from rawi.extract.metadata.evidence import Choice
from rawi.model import Rival

WEIGHTS_FILE = "metadata.weights.json"
_MAX_RIVALS = 8
"""Other candidates that are told with a choice."""

Weights = Mapping[str, Mapping[str, float]]
"""Field to trait to weight."""


class Candidate(NamedTuple):
    """One value that a field could have."""

    value: Any
    source: str
    traits: frozenset[str]


@cache
def shipped_weights() -> Weights:
    """The weights of this package, read once."""
    data = files("rawi.extract").joinpath("data", WEIGHTS_FILE).read_bytes()
    return msgspec.json.decode(data, type=dict[str, dict[str, float]])


def of_news(traits: Iterable[str], weighed: Container[str]) -> Iterator[str]:
    """For a page that calls itself news, its traits among ``weighed`` once more as such."""
    return (f"news {trait}" for trait in traits if trait in weighed)


def ranked(candidates: Iterable[Candidate], weights: Mapping[str, float]) -> list[Candidate]:
    """The candidates, best first; equals keep their order.

    Traits are summed exactly: in a set they stand in another order in every process.
    """
    get = weights.get
    return sorted(candidates, key=lambda c: -fsum(get(t, 0.0) for t in c.traits))


def choice_of(candidates: Sequence[Candidate]) -> Choice:
    """The first of ranked texts as the value, the others as rivals."""
    if not candidates:
        return Choice()
    rivals = tuple(Rival(value=c.value, source=c.source) for c in candidates[1 : _MAX_RIVALS + 1])
    return Choice(candidates[0].value, candidates[0].source, rivals)
