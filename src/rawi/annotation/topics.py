"""The common topic of an outlet's section: its own word for it, under one of fourteen.

A table of the words that sections are called by. A word of a subject (رياضة) comes
before one of a place (عالمية), what stands deeper in a path before what is above it;
a section that no word tells has no topic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

from rawi.arabic import fold

TOPICS = (
    *("politics", "economy", "sport", "culture", "health", "science", "society", "opinion"),
    *("justice", "environment", "religion", "miscellany", "world", "local"),
)
"""What sections of all outlets come under, besides the outlet's own word."""
_PLACES = ("world", "local")
"""Topics that say where, not what: they count where no subject is told."""
_DEEPER = re.compile(r"[>›»|]|/")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PART = re.compile(r"[\s_\-&+،,:·•]+")
_LONGEST = 2
"""Words of a phrase of the table."""


@cache
def _table() -> dict[str, str]:
    text = files("rawi.annotation").joinpath("data", "topics.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    found: dict[str, str] = {}
    for topic, words in rows:
        for word in words.split():
            found.setdefault(" ".join(_words(word)), topic)
    return found


def _words(text: str) -> list[str]:
    """Folded words without their article."""
    parts = _PART.split(fold(_CAMEL.sub(" ", text)))
    return [_bare(part) for part in parts if part]


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _readings(words: list[str]) -> Iterator[str]:
    """Phrases before single words; a word also without a leading و."""
    for size in range(_LONGEST, 0, -1):
        for at in range(len(words) - size + 1):
            phrase = " ".join(words[at : at + size])
            yield phrase
            if phrase.startswith("و"):
                yield _bare(phrase[1:])


def _first(found: Iterable[str | None]) -> str | None:
    """The first subject, else the first place."""
    told = [topic for topic in found if topic]
    return next((topic for topic in told if topic not in _PLACES), told[0] if told else None)


@lru_cache(maxsize=10_000)
def topic_of(section: str | None) -> str | None:
    """The topic of a section, in whatever words; None where it is unknown."""
    parts = _DEEPER.split((section or "")[:200])
    return _first(_first(map(_table().get, _readings(_words(part)))) for part in reversed(parts))
