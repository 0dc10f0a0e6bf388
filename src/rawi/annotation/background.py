"""How common each lemma is in Arabic news at large; see docs/models.md."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from math import log
from types import MappingProxyType

import msgspec

_UNSEEN = 4
"""What a lemma that was too rare to be kept counts as: half the least that is kept."""


class Background(msgspec.Struct, frozen=True):
    """Article counts learned by ``training/background.py``."""

    articles: int
    holding: Mapping[str, int]
    """Lemma -> how many of the articles hold it; a lemma not here is rare."""


@lru_cache(maxsize=50_000)
def rarity(lemma: str) -> float:
    """Inverse document frequency in the news at large, natural logarithm, about 0 to 9."""
    learned = background()
    return log(learned.articles / (learned.holding.get(lemma, _UNSEEN) + 0.5))


@lru_cache(maxsize=1)
def background() -> Background:
    """The counts, read once."""
    text = files("rawi.annotation").joinpath("data", "background.tsv").read_text(encoding="utf-8")
    first, *rows = text.splitlines()
    holding = {lemma: int(number) for lemma, _, number in (r.partition("\t") for r in rows)}
    return Background(int(first), MappingProxyType(holding))
