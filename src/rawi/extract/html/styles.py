"""What a page's own style sheet hides: classes and ids that it does not draw."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from rawi.extract.html.hints import shown_by

_LONGEST = 300_000
"""Code points of style sheets that are looked through."""
_MOST = 200
"""Rules of a sheet that hide and are looked at."""
_HIDES = (
    re.compile(r"display\s{0,9}:\s{0,9}none"),
    re.compile(r"visibility\s{0,9}:\s{0,9}hidden"),
)
"""Each begins with a literal and heeds case: so the search skips what holds no such word."""
_SHOWS = re.compile(r"(?:display|visibility)\s{0,9}:\s{0,9}(?!none|hidden)[a-z]", re.IGNORECASE)
_GOES_ON = re.compile(r"[\w-]")
_ONE = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9]{0,9}\s+){0,3}[a-zA-Z]{0,10}([.#][\w-]{1,80})")
"""A selector that names nothing but elements and, last, one class or id."""


_NAMELESS = "", ""


class Unseen:
    """The classes (``.name``) and ids (``#name``) that the sheets of one page always hide.

    Left out is what hides only under a condition (``@media``, a state, a name of another
    element) and what another rule shows: scripts open such parts when a reader asks.
    """

    def __init__(self, sheets: tuple[str, ...]) -> None:
        self._sheets = [s[:_LONGEST] for s in sheets if "none" in s or "hidden" in s]
        self._names = frozenset(name for sheet in self._sheets for name in _hidden(sheet))
        self._known: dict[tuple[str, str], bool] = {}

    def __bool__(self) -> bool:
        return bool(self._names)

    def hides(self, attributes: Mapping[str, str | None]) -> bool:
        """Whether an element is kept out of sight."""
        key = attributes.get("class") or "", attributes.get("id") or ""
        if key == _NAMELESS:
            return False
        known = self._known.get(key)
        if known is None:
            names = [f"#{key[1]}", *(f".{word}" for word in key[0].split())]
            mine = [name for name in names if name in self._names and not self._shows(name)]
            known = self._known[key] = bool(mine) and not shown_by(key[0])
        return known

    def _shows(self, name: str) -> bool:
        """Whether a rule that names it draws what another hides."""
        return any(_draws(sheet, name) for sheet in self._sheets)


def _hidden(sheet: str) -> Iterator[str]:
    """The names that rules outside every condition hide."""
    for hides in _HIDES:
        yield from _hidden_by(sheet, hides)


def _hidden_by(sheet: str, hides: re.Pattern[str]) -> Iterator[str]:
    depth = last = 0
    for found in islice(hides.finditer(sheet), _MOST):
        begin = sheet.rfind("{", last, found.start())
        if begin < 0:
            continue
        depth += sheet.count("{", last, begin) - sheet.count("}", last, begin)
        last = begin
        if depth == 0:
            over = max(sheet.rfind("}", 0, begin), sheet.rfind(";", 0, begin))
            for one in sheet[max(over + 1, begin - 2_000) : begin].split(","):
                if name := _ONE.fullmatch(one.strip()):
                    yield name[1]


def _draws(sheet: str, name: str) -> bool:
    """Whether a rule of a sheet whose selectors hold a name says that it is drawn."""
    at = sheet.find(name)
    while at >= 0:
        after = at + len(name)
        begin, end = sheet.find("{", after), sheet.find("}", after)
        whole = _GOES_ON.match(sheet, after) is None
        if whole and 0 <= begin < end and _SHOWS.search(sheet, begin, end):
            return True
        at = sheet.find(name, after)
    return False
