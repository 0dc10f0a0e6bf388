"""How common each lemma is in Arabic news at large; see docs/models.md."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

import msgspec


class Background(msgspec.Struct, frozen=True):
    """Article counts learned by ``eval/train/background.py``."""

    articles: int
    holding: Mapping[str, int]
    """Lemma -> how many of the articles hold it; a lemma not here is rare."""


@lru_cache(maxsize=1)
def background() -> Background:
    """The counts, read once."""
    text = files("rawi.annotate").joinpath("background.tsv").read_text(encoding="utf-8")
    first, *rows = text.splitlines()
    holding = {lemma: int(number) for lemma, _, number in (r.partition("\t") for r in rows)}
    return Background(int(first), MappingProxyType(holding))
