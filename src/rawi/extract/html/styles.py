"""What a page's own style sheet hides: classes and ids that it does not draw."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LONGEST = 300_000
"""Code points of style sheets that are looked through."""
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SHOWS = re.compile(r"(?:display|visibility)\s*:", re.IGNORECASE)
_ONE = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9]{0,9}\s+){0,3}[a-zA-Z]{0,10}([.#][\w-]{1,80})")
"""A selector that names nothing but elements and, last, one class or id."""
_NAMES = re.compile(r"[.#][\w-]{1,80}")


def unseen_names(sheets: Iterable[str]) -> frozenset[str]:
    """Classes (``.name``) and ids (``#name``) that the sheets always hide.

    Left out is what hides only under a condition (``@media``, a state, a name of another
    element) and what another rule shows: scripts open such parts when a reader asks.
    """
    hidden: set[str] = set()
    shown: set[str] = set()
    for sheet in sheets:
        if "none" in sheet or "hidden" in sheet:
            _read(sheet[:_LONGEST], hidden, shown)
    return frozenset(hidden - shown)


def _read(sheet: str, hidden: set[str], shown: set[str]) -> None:
    """One sheet, rule by rule, into names that are hidden and names that are shown."""
    depth = 0
    for rule in sheet.split("}"):
        opened = rule.count("{")
        depth += opened - 1
        if "isplay" not in rule and "isibility" not in rule:
            continue
        chosen, _, said = rule.rpartition("{")
        selectors = chosen.rpartition("{")[2]
        if opened == 1 and depth == 0 and _HIDES.search(said):
            found = (_ONE.fullmatch(one.strip()) for one in selectors.split(","))
            hidden.update(name[1] for name in found if name)
        elif not _HIDES.search(said) and _SHOWS.search(said):
            shown.update(_NAMES.findall(selectors[:4000]))
