"""The two models of blocks: reading their file, answering for the blocks of a page."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from rawi.extract.html.features import Table
from rawi.extract.html.sequence import second_rows
from rawi.forest import Forest, Ready, answers, prepared

MODEL_FILE = "blocks.model.json"


class BlockModel(msgspec.Struct, frozen=True):
    """The two models of ``sequence`` and where to cut their answer."""

    first: Forest
    second: Forest
    alive: float
    """Blocks of which the first model is less sure are not shown to the second."""
    cut: float
    settled: float = 1.0
    """Nor are those of which it is as sure as this."""


class ReadyModel(NamedTuple):
    """Both forests ready to answer."""

    first: Ready
    second: Ready
    alive: float
    cut: float
    settled: float = 1.0


def ready(model: BlockModel) -> ReadyModel:
    """``model`` as arrays."""
    both = prepared(model.first), prepared(model.second)
    return ReadyModel(*both, model.alive, model.cut, model.settled)


@cache
def shipped() -> ReadyModel:
    """The model of this package, read once."""
    data = resources.files("rawi.extract").joinpath("data", MODEL_FILE).read_bytes()
    return ready(msgspec.json.decode(data, type=BlockModel))


def likely(table: Table, model: ReadyModel) -> NDArray[np.float32]:
    """For each block how likely it is text of the article, 0 to 1."""
    sure = answers(model.first, table.rows)
    open_still = np.flatnonzero((sure >= model.alive) & (sure < model.settled))
    if len(open_still):
        sure[open_still] = answers(model.second, second_rows(table, sure, open_still))
    return sure
