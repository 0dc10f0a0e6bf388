"""A segment of a dump, and what can be said of it by looking at it alone."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rawi.extract.dumps import vocabulary
from rawi.extract.dumps.boilerplate_kinds import ANY, CLASSES, STARTS
from rawi.extract.dumps.phrases import MARK, phrases
from rawi.extract.dumps.word_costs import costs

PARAGRAPH = 90
"""From this length on, in code points, a segment may be a paragraph of its own."""

_SENTENCE = (45, 7)
"""Code points and spaces that a whole sentence has at least."""
_FULL_STOP = re.compile(r"[.!؟?…。！？।۔][\"”»)’'」』】\s]*$|[\"”»]\.?$")
"""Of Chinese, Japanese and Hindi too."""

_MEASURED = 1500
"""So much of a segment, in code points, is looked at for its words."""
_RARE = math.log(8_000)
"""A word of at least this rank among words of news is rare."""
_BRIEF = 2 * PARAGRAPH
"""Boilerplate and time stamps are looked for in segments shorter than this."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_PREFIX = re.compile("(?:[وف]?[بكل]?ال|[وف]?لل|[وفبل](?=....))")
_MONTHS = "|".join(phrases(vocabulary.MONTHS))
_WEEKDAYS = "|".join(phrases(vocabulary.WEEKDAYS))
_DIGIT = re.compile(r"\d")
_DATED = re.compile(
    r"\d\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2,4}|\d:\d{2}\b|(?:قبل|منذ)\s+\d+"
    rf"|\b(?:{_MONTHS})\b\D{{0,14}}\d|\b(?:{_WEEKDAYS})\s*[,،]?\s*\d"
)
_ENDS = re.compile(r"[.!؟?…:。！？।۔][\"”»)’'」』】\s]*$|[\"”»]\.?$")
FUNCTION = frozenset(phrases(vocabulary.FUNCTION))
"""Function words, folded."""
_CONTINUES = frozenset(phrases(vocabulary.CONTINUES))


@dataclass(frozen=True)
class Segment:
    """One thing of a dump and where it stood."""

    text: str
    folded: str
    line: int
    """Number of its line, empty lines counted."""
    alone: bool
    """Whether it is its whole line."""
    marker: str
    """The bullet or number before it."""
    line_length: int
    spaced: bool
    """Whether white space, or nothing at all, stands before it in its line."""
    guessed: bool = False
    """Whether its line begins where a break was probably lost."""

    @cached_property
    def stems(self) -> frozenset[str]:
        """Crude stems of its content words: clitics off, five letters kept."""
        return stems(self.folded)

    @cached_property
    def rare(self) -> frozenset[str]:
        """Its words that are rare in news: names, mostly."""
        known = costs()
        found = _WORD.findall(self.folded[:_MEASURED])
        return frozenset(w for w in set(found) if len(w) > 3 and known.get(w, _RARE) >= _RARE)

    @cached_property
    def covered(self) -> float:
        """Share of its letters that known boilerplate covers, 0 to 1; 0 for a paragraph."""
        return covered(self.folded) if len(self.folded) < _BRIEF else 0.0

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of boilerplate whose phrases it begins with; none for a paragraph."""
        if len(self.folded) >= _BRIEF or not ANY.match(self.folded):
            return ()
        return tuple(name for name in CLASSES if STARTS[name].match(self.folded))

    @cached_property
    def dated(self) -> bool:
        """Whether it holds a time stamp and is no paragraph."""
        low = self.folded
        return len(low) < _BRIEF and bool(_DIGIT.search(low)) and bool(_DATED.search(low))

    @cached_property
    def goes_on(self) -> bool:
        """Whether it begins as a paragraph that goes on with an article."""
        found = self.folded.split(maxsplit=2)[:2]
        return bool(found) and (joined(found[0]) or any(w in _CONTINUES for w in found))

    @cached_property
    def closed(self) -> bool:
        """Whether it ends as sentences end."""
        return ends_sentence(self.text)

    @cached_property
    def sentence(self) -> bool:
        """Whether it is one or more whole sentences, none of a few words only."""
        length, spaces = _SENTENCE
        return (
            len(self.text) >= length
            and self.text.count(" ") >= spaces
            and bool(_FULL_STOP.search(self.text[-8:]))
        )

    @cached_property
    def full(self) -> bool:
        """Whether it could be a paragraph: long, or a whole sentence."""
        return len(self.text) >= PARAGRAPH or self.sentence

    @property
    def plain(self) -> str:
        """Its text with single spaces."""
        return " ".join(self.text.split())


def joined(word: str) -> bool:
    """Whether a word begins with the conjunction و or ف rather than with a radical (وزير)."""
    word = word.replace(MARK, "")
    if word[:1] not in ("و", "ف"):
        return False
    rest = word[1:]
    if word[0] == "ف" or len(word) < 4:
        return rest in FUNCTION
    verb = rest.removesuffix("ت")
    return rest in costs() or word not in costs() or (len(verb) > 3 and verb in costs())


def stems(low: str) -> frozenset[str]:
    """Crude stems of the content words at the beginning of folded text."""
    found = _WORD.findall(low[:_MEASURED])
    return frozenset(map(_stem, set(found) - FUNCTION))


@lru_cache(16_384)
def _stem(word: str) -> str:
    return _PREFIX.sub("", word, count=1)[:5] if _PREFIX.match(word) else word[:5]


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends as sentences end."""
    return bool(_ENDS.search(text[-8:]))


def covered(low: str, boilerplate: re.Pattern[str] = ANY) -> float:
    """Share of the letters and digits of folded text that boilerplate covers, 0 to 1."""
    letters = sum(map(str.isalnum, low))
    if not letters:
        return 1.0
    rest, found = boilerplate.subn(" ", low)
    return 1.0 - sum(map(str.isalnum, rest)) / letters if found else 0.0
