"""Findings: values with where they came from, and the choice among them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rawi.arabic import as_seen
from rawi.model import Rival

_WORDS = re.compile(r"[^\W_]+")
_MARKS = {code: " " for code in range(128) if not chr(code).isalnum()}
_WIDE = 40
"""White space that is a gap, in code points."""
_GAP = re.compile(rf"\s{{{_WIDE},}}+")


def without_gaps(text: str) -> str:
    """The text with one space for white space without end.

    Patterns that part names and titles look through it again at each of its places.
    """
    spaced = len(text) >= _WIDE and ("  " in text or not text.isprintable())
    return _GAP.sub(" ", text) if spaced else text


def declared(text: str) -> str:
    """A value out of the head of a page or its structured data, as readers would see it."""
    return as_seen(without_gaps(text)).strip()


class Finding(NamedTuple):
    """One value for a field, its source, and how far that source is trusted (0 to 10)."""

    value: str
    source: str
    weight: float


class Choice(NamedTuple):
    """The value that won and those that lost."""

    value: str | None = None
    source: str = ""
    rivals: tuple[Rival, ...] = ()


@lru_cache(maxsize=1_024)
def plain(text: str) -> str:
    """For comparing: letters and digits only, lower case, one space between words."""
    if text.isascii():
        return " ".join(text.lower().translate(_MARKS).split())
    return " ".join(_WORDS.findall(text.casefold()))


def choose(findings: Iterable[Finding]) -> Choice:
    """The value with most weight, equal values adding up; the first found wins a tie."""
    weights: dict[str, float] = {}
    first: dict[str, Finding] = {}
    for finding in findings:
        key = plain(finding.value)
        if not key:
            continue
        weights[key] = weights.get(key, 0.0) + finding.weight
        known = first.get(key)
        if known is None or finding.weight > known.weight:
            first[key] = finding
    if not weights:
        return Choice()
    best = max(weights, key=lambda key: weights[key])
    rivals = tuple(Rival(value=f.value, source=f.source) for k, f in first.items() if k != best)
    return Choice(first[best].value, first[best].source, rivals[:8])
