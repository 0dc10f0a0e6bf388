"""Linear-chain models out of the package, each loaded once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pycrfsuite


@cache
def tagger(name: str) -> pycrfsuite.Tagger:
    """What labels by the model of that file."""
    found = pycrfsuite.Tagger()
    found.open_inmemory(_model(name))
    return found


@cache
def _model(name: str) -> bytes:
    """A tagger reads these bytes where they lie: they must stay alive."""
    return files("rawi.extract").joinpath("data", name).read_bytes()
