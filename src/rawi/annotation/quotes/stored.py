"""The model file: all judges of statements, speakers and outlets, read once."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec
import numpy as np

from rawi.annotation.quotes.judge import Judge
from rawi.annotation.quotes.spans import Models
from rawi.annotation.quotes.speakers import Taught, Voices
from rawi.forest import Forest, Ready, prepared

MODEL_FILE = "quotes.model.gz"


class StoredJudge(msgspec.Struct, frozen=True):
    """Hashed weights in whole steps of one size, and trees."""

    weights: bytes
    """Signed bytes."""
    step: float
    constant: float
    forest: Forest
    floor: float


class StoredModel(msgspec.Struct, frozen=True):
    """What training writes."""

    judges: dict[str, StoredJudge]
    forests: dict[str, Forest]
    numbers: dict[str, float]


class QuoteModel(NamedTuple):
    """Everything that finds quotes."""

    spans: Models
    voices: Voices
    via: Ready
    via_cut: float


def _judge(stored: StoredJudge) -> Judge:
    steps = np.frombuffer(stored.weights, np.int8).astype(np.float32) * np.float32(stored.step)
    weights = np.append(steps, np.float32(stored.constant)).astype(np.float32)
    return Judge(weights, prepared(stored.forest), stored.floor)


def ready(stored: StoredModel) -> QuoteModel:
    """``stored`` as arrays."""
    judge = {name: _judge(one) for name, one in stored.judges.items()}
    forest = {name: prepared(one) for name, one in stored.forests.items()}
    number = stored.numbers
    spans = Models(
        judge["cue"], judge["start"], forest["again"], judge["end"], number["least"], number["cut"]
    )
    taught = Taught(judge["mention"], judge["mention_end"], judge["name"])
    voices = Voices(forest["which_cue"], taught, forest["who"])
    return QuoteModel(spans, voices, forest["via"], number["via_cut"])


@cache
def shipped() -> QuoteModel:
    """The model of this package."""
    data = files("rawi.annotation").joinpath("data", MODEL_FILE).read_bytes()
    return ready(msgspec.msgpack.decode(gzip.decompress(data), type=StoredModel))
