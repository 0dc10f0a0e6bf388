"""How likely a candidate is one that an editor would write: boosted trees, the first of
which thin the field for the rest."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec
import numpy as np

from rawi.annotation.keywords.candidates import Numbers
from rawi.forest import Forest, Ready, prepared, sums

MODEL_FILE = "data/keywords.model.json"
FIELD = 48
"""Candidates that all trees see."""


class Model(msgspec.Struct, frozen=True):
    """Trees that were grown one after another, cut in two."""

    columns: list[int]
    """Those of ``features.NAMES`` that the trees ask for."""
    early: Forest
    late: Forest


class Ranker(NamedTuple):
    columns: list[int]
    early: Ready
    late: Ready


def ready(model: Model) -> Ranker:
    """``model`` as arrays."""
    return Ranker(model.columns, prepared(model.early), prepared(model.late))


@cache
def shipped() -> Ranker:
    """The model of this package, read once."""
    data = files("rawi.annotation").joinpath(MODEL_FILE).read_bytes()
    return ready(msgspec.json.decode(data, type=Model))


def sureness(ranker: Ranker, rows: Numbers) -> Numbers:
    """For each candidate 0 to 1; 0 where the early trees leave it behind ``FIELD`` others."""
    asked = np.ascontiguousarray(rows[:, ranker.columns])
    first = sums(ranker.early, asked)
    field = np.argsort(-first, kind="stable")[:FIELD]
    score = first[field] + sums(ranker.late, asked[field])
    sure = np.zeros(len(rows), dtype=np.float32)
    sure[field] = 1 / (1 + np.exp(-score))
    return sure
