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
_HIDES = {
    "none": re.compile(r"display\s{0,9}:\s{0,9}\Z"),
    "hidden": re.compile(r"visibility\s{0,9}:\s{0,9}\Z"),
}
"""Words that hide, each with what stands before it: the rarer word is found at once."""
_NAME = 30
"""Code points before such a word in which its property stands."""
_SHOWS = re.compile(r"(?:display|visibility)\s{0,9}:\s{0,9}(?!none|hidden)[a-z]", re.IGNORECASE)
_GOES_ON = re.compile(r"[\w-]")
_ONE = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9]{0,9}\s+){0,3}[a-zA-Z]{0,10}([.#][\w-]{1,80})")
"""A selector that names nothing but elements and, last, one class or id."""


class Unseen:
    """The classes (``.name``) and ids (``#name``) that the sheets of one page always hide.

    Left out is what hides only under a condition (``@media``, a state, a name of another
    element) and what another rule shows: scripts open such parts when a reader asks.
    """

    def __init__(self, sheets: tuple[str, ...]) -> None:
        self._sheets = [s[:_LONGEST] for s in sheets if "none" in s or "hidden" in s]
        self._names = frozenset(name for sheet in self._sheets for name in _hidden(sheet))
        self._classes = frozenset(name[1:] for name in self._names if name[0] == ".")
        self._plain: set[str | None] = {None}
        """Values of ``class`` that are known to name none of them: most return on the page."""

    def __bool__(self) -> bool:
        return bool(self._names)

    def hides(self, attributes: Mapping[str, str | None]) -> bool:
        """Whether an element is kept out of sight."""
        value, own = attributes.get("class"), f"#{attributes.get('id') or ''}"
        if value in self._plain and own not in self._names:
            return False
        classes = (value or "").split()
        if self._classes.isdisjoint(classes):
            self._plain.add(value)
        named = [name for name in (*(f".{word}" for word in classes), own) if name in self._names]
        return any(not self._shows(n) for n in named) and not shown_by(" ".join(classes))

    def _shows(self, name: str) -> bool:
        """Whether a rule that names it draws what another hides."""
        return any(_draws(sheet, name) for sheet in self._sheets)


def _hidden(sheet: str) -> Iterator[str]:
    """The names that rules outside every condition hide."""
    for word in _HIDES:
        yield from _hidden_by(sheet, word)


def _hidden_by(sheet: str, word: str) -> Iterator[str]:
    depth = last = 0
    for place in islice(_hiding(sheet, word), _MOST):
        begin = sheet.rfind("{", last, place)
        if begin < 0:
            continue
        depth += sheet.count("{", last, begin) - sheet.count("}", last, begin)
        last = begin
        if depth == 0:
            over = max(sheet.rfind("}", 0, begin), sheet.rfind(";", 0, begin))
            for one in sheet[max(over + 1, begin - 2_000) : begin].split(","):
                if name := _ONE.fullmatch(one.strip()):
                    yield name[1]


def _hiding(sheet: str, word: str) -> Iterator[int]:
    """Places of the declarations with which a rule hides by ``word``."""
    before = _HIDES[word]
    at = sheet.find(word)
    while at >= 0:
        if found := before.search(sheet, max(0, at - _NAME), at):
            yield found.start()
        at = sheet.find(word, at + len(word))


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
