"""How likely a text is a report at all, by how it is written rather than by what it names.

A report says who said what and when: verbs of telling, offices, days, names that stick together,
words of the news. An advert, a reader of a thread, a psalm or a prayer says none of it and speaks
to somebody. No list of their words is long enough; two forests of small boosted trees, for Arabic
and for other languages, weigh what ``manner.py`` measures instead (``training/dump_likeness.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

import msgspec
import numpy as np

from rawi.arabic import language
from rawi.extract.dumps.manner import READ, Traits, arabic_traits, other_traits
from rawi.forest import Forest, Ready, answers, prepared

MODEL_FILE = "dump_likeness.json"
SMALL = 0.05
"""Share of small words that a text has in a language that the forest knows."""
SHORT = 200
"""A text of fewer code points says little, and must be less like a report."""
_SURE, _SURE_SHORT = 0.45, 0.7
"""From this chance on a text is no report: docs/decisions/0260."""
_OPEN = 0.4
"""From this chance on a part of a short page leaves open what it is."""
_ARABIC = re.compile("[\u0620-\u06d3]")


class Likeness(msgspec.Struct, frozen=True):
    """What ``training/dump_likeness.py`` learned: of Arabic texts, and of other languages."""

    arabic: Forest
    other: Forest


@cache
def _forests() -> dict[bool, Ready]:
    """By whether a text is Arabic."""
    data = files("rawi.extract").joinpath("data", MODEL_FILE).read_bytes()
    found = msgspec.json.decode(data, type=Likeness)
    return {True: prepared(found.arabic), False: prepared(found.other)}


def are_no_reports(found: Sequence[str], page: str) -> bool:
    """Whether none of what was found on a page, each with its headline first, is a report.

    A short page may say as a whole what the parts that were found leave open.
    """
    if all(map(_is_none, found)):
        return True
    parts = (part for text in found for part in _parts(text))
    return len(page) <= READ and _is_none(page) and all(_chance(p) >= _OPEN for p in parts)


def _is_none(text: str) -> bool:
    """Whether a text is hardly a report, in its beginning and its end."""
    return all(_chance(part) >= sure_from(part) for part in _parts(text))


def _parts(text: str) -> tuple[str, ...]:
    return (text[:READ], text[-READ:]) if len(text) > READ else (text,)


@lru_cache(64)
def _chance(text: str) -> float:
    """How likely a text is no report; 0 in a language that no forest knows."""
    arabic = is_arabic(text)
    found = measured(text, arabic)
    if found is None:
        return 0.0
    return float(answers(_forests()[arabic], np.array([list(found.values())], np.float32))[0])


def sure_from(text: str) -> float:
    """From which chance on a text is no report."""
    return _SURE_SHORT if len(text) < SHORT else _SURE


def is_arabic(text: str) -> bool:
    """Whether most letters of a text are Arabic, and so is its language."""
    letters = sum(map(str.isalpha, text))
    return 2 * len(_ARABIC.findall(text)) > letters > 0 and language(text) == "ar"


def measured(text: str, arabic: bool) -> Traits | None:
    """What is measured of a text; None where it is in no language that a forest knows."""
    if arabic:
        return arabic_traits(text)
    found = other_traits(text)
    return found if found["small"] >= SMALL else None
