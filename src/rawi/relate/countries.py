"""Names of countries and continents: sharing one of them does not make a matter."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from rawi.relate.sketch import name_hash


@cache
def countries() -> frozenset[int]:
    """By ``name_hash``; the list is made by ``training.countries``."""
    text = files("rawi.relate").joinpath("countries.txt").read_text(encoding="utf-8")
    return frozenset(map(name_hash, text.splitlines()))
