"""The words of the interface, one file a language: ``languages/CODE.toml``.

A further language is a file beside them. What it leaves out is shown in English.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
from babel import Locale

from rawi.model import Record

FALLBACK = "en"
"""The language of what a file leaves out."""
_TABLES = ("words", "counted", "fields", "origins", "topics", "countries", "languages", "zones")


class Strings(Record, frozen=True, kw_only=True):
    """All words of one language."""

    code: str
    """BCP 47, as the file is named."""
    name: str
    """The language in itself, for the settings."""
    direction: Literal["rtl", "ltr"]
    digits: Literal["arab", "latn"]
    """The digits of those who choose none."""
    comma: str
    """Between the parts of a list, its space with it."""
    today: str
    yesterday: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    """From Monday."""
    words: dict[str, str] = msgspec.field(default_factory=dict)
    counted: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)
    """Noun -> CLDR plural category -> form; ``{n}`` is the number, ``other`` stands for all."""
    fields: dict[str, str] = msgspec.field(default_factory=dict)
    origins: dict[str, str] = msgspec.field(default_factory=dict)
    """Where a fact about a report was read."""
    troubles: dict[str, str] = msgspec.field(default_factory=dict)
    """Pattern of what went wrong in collecting, as Rawi says it in English -> in this language."""
    topics: dict[str, str] = msgspec.field(default_factory=dict)
    countries: dict[str, str] = msgspec.field(default_factory=dict)
    """Where the press says it shorter than CLDR."""
    languages: dict[str, str] = msgspec.field(default_factory=dict)
    zones: dict[str, str] = msgspec.field(default_factory=dict)
    """Cities by which people know a time zone."""

    def word(self, key: str) -> str:
        """An unknown key is its own name."""
        return self.words.get(key, key)

    def form(self, noun: str, n: int) -> str:
        """The noun as a count of ``n`` asks for it."""
        forms = self.counted[noun]
        return forms.get(_category(self.code)(n), forms["other"])

    def country(self, code: str) -> str:
        return self.countries.get(code) or _territories(self.code).get(code.upper(), code)


@cache
def _category(code: str) -> Callable[[int], str]:
    return Locale.parse(code, sep="-").plural_form


@cache
def _territories(code: str) -> dict[str, str]:
    return dict(Locale.parse(code, sep="-").territories)


@cache
def available() -> tuple[str, ...]:
    """Languages that there is a file of."""
    found = files("rawi.serve").joinpath("ui", "languages").iterdir()
    return tuple(sorted(f.name.removesuffix(".toml") for f in found if f.name.endswith(".toml")))


@cache
def strings_of(code: str) -> Strings:
    """The words of one of ``available()``. Raises ``FileNotFoundError``."""
    path = files("rawi.serve").joinpath("ui", "languages", f"{code}.toml")
    return read(path.read_text(encoding="utf-8"), code)


def read(text: str, code: str) -> Strings:
    """The words in a language file, completed. Raises ``msgspec.ValidationError``."""
    given = msgspec.toml.decode(text, type=dict[str, object])
    own = msgspec.convert(given | {"code": code}, Strings)
    if code == FALLBACK:
        return own
    rest = strings_of(FALLBACK)
    whole = {table: getattr(rest, table) | getattr(own, table) for table in _TABLES}
    return msgspec.structs.replace(own, **whole)
