"""Where blocks began on a line that holds a whole page.

A crawler that turned every break into a space left headlines, times, share
bars and paragraphs in one row. A linear-chain CRF over its words finds where
each began: by punctuation, by frequent words of news and furniture, and by
words that return. It is trained by ``eval/train/dump_breaks.py`` on composed
dumps whose breaks are known.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

import pycrfsuite  # type: ignore[import-untyped]

from rawi.extract.dumps.joins import joins
from rawi.extract.dumps.lexicon import costs, names
from rawi.extract.dumps.phrases import ANY, MARK

_LEAST = 500
_FEW_LINES, _MOST = 3, 0.85
"""A longer line holds a page that has hardly any lines, or so much of its text."""
_WINDOW = 1_500
"""So many words are looked at together."""
_WORD = re.compile(r"\S+")
_CORE = re.compile(r"[^\W_]+")
_FREQUENT = math.log(2_000)
_SURE = 0.12
"""A break from this chance on: one too many costs less than one too few."""
_ENDINGS = ((".", "dot"), ("؟?!", "ask"), (":", "colon"), ("،,؛", "comma"), ('"”»)', "close"))


@cache
def _model() -> bytes:
    return files("rawi.extract.dumps").joinpath("breaks.crfsuite").read_bytes()


@cache
def _tagger() -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(_model())  # reads these bytes where they lie: they must stay alive
    return tagger


_WITHIN = 0.17
_MIDST = {"before=", "furniture=--"}
"""Between two words without stop or furniture a break must be likelier."""


def holds_page(length: int, lines: int, total: int) -> bool:
    """Whether a line of so many code points holds a page of so many lines and code points."""
    return length > _LEAST and (lines <= _FEW_LINES or length > _MOST * total)


class Unit(NamedTuple):
    """A word, or a part of one behind which another may have been glued."""

    start: int
    end: int
    join: str
    """What shows that it may be glued to the one before; empty behind a space."""


def units(text: str) -> list[Unit]:
    """The words of ``text`` in order, cut where blocks may be glued together."""
    found = []
    for match in _WORD.finditer(text):
        begin, kind = match.start(), ""
        for join in joins(match.group()):
            at = match.start() + join.at
            found.append(Unit(begin, at, kind))
            begin, kind = at, join.kind
        found.append(Unit(begin, match.end(), kind))
    return found


LABELS = tuple(place + kind for place in "BI" for kind in "PHF")


class Chance(NamedTuple):
    each: tuple[float, ...]
    midst: bool

    @property
    def begins(self) -> float:
        return sum(self.each[:3])

    @property
    def told(self) -> float:
        return self.each[0] + self.each[3]


def breaks(text: str, low: str) -> list[int]:
    """Offsets in a text, given folded too, where blocks probably begin, its start left out."""
    found = units(text)
    return [found[n].start for n in chosen(chances(low, found)) if n]


def chances(low: str, found: Sequence[Unit]) -> list[Chance]:
    tagger = _tagger()
    got = []
    for start in range(0, len(found), _WINDOW):
        rows = word_features(low, found[start : start + _WINDOW])
        tagger.set(rows)
        for n, row in enumerate(rows):
            each = tuple(tagger.marginal(label, n) for label in LABELS)
            got.append(Chance(each, set(row) >= _MIDST))
    return got


def chosen(found: Sequence[Chance]) -> list[int]:
    points = []
    for n, here in enumerate(found):
        least = _WITHIN if here.midst else _SURE
        if here.begins >= least:
            points.append(n)
    return points


def word_features(low: str, words: Sequence[Unit]) -> list[list[str]]:
    """One list of features a unit of folded text."""
    texts = [low[unit.start : unit.end].replace(MARK, "") or MARK for unit in words]
    cores = [_core(text) for text in texts]
    ends = [_ending(text) for text in texts]
    shapes = [_shape(text, core) for text, core in zip(texts, cores, strict=True)]
    inside = _furniture(low, words)
    counts = Counter(pairwise(cores))
    later = _returning(cores)
    earlier = _returning(cores[::-1])[::-1]
    until = _until(ends)
    glue = _glue(words)
    rows = []
    since = 0
    for i, shape in enumerate(shapes):
        before = ends[i - 1] if i else "start"
        since = 0 if before in ("dot", "ask") else since + 1
        join = words[i].join
        row = [
            f"w={shape}",
            f"before={before}",
            f"end={ends[i]}",
            f"furniture={inside[i]}{inside[i - 1] if i else ''}",
            f"since={bisect_right(_STEPS, since)}",
            f"until={bisect_right(_STEPS, until[i])}{before}",
            f"opens={texts[i][:1] if not texts[i][:1].isalnum() else ''}",
            f"later={later[i]}",
            f"earlier={earlier[i]}{later[i]}",
            f"w+before={shape}{before}",
            f"join={join}{glue if join else ''}",
            f"glue={glue}{before}",
        ]
        if i:
            known = f"{cores[i - 1]} {cores[i]}" in names()
            row += [
                f"-1={shapes[i - 1]}",
                f"pair={min(3, counts[cores[i - 1], cores[i]])}{known}",
            ]
        if join:
            row += [
                f"join+w={join}{shape}",
                f"join-1={join}{shapes[i - 1]}",
                f"join+before={join}{before}",
                f"edge={texts[i - 1][-1]}{texts[i][0]}",
                f"edge+={texts[i - 1][-2:]}|",
                f"edge-={texts[i][:2]}",
            ]
        if i > 1:
            row += [f"-2={shapes[i - 2]}", f"-2end={ends[i - 2]}"]
        if i + 1 < len(shapes):
            repeats = min(3, counts[cores[i], cores[i + 1]])
            row += [
                f"+1={shapes[i + 1]}",
                f"+furniture={inside[i + 1]}",
                f"next={repeats}",
                f"+join={words[i + 1].join}",
            ]
        if i + 2 < len(shapes):
            row.append(f"+2={shapes[i + 2]}")
        rows.append(row)
    return rows


def _glue(words: Sequence[Unit]) -> int:
    """How common it is on a page that words are glued beyond doubt."""
    sure = sum(unit.join in _SURELY for unit in words)
    return bisect_right((0.0005, 0.003, 0.01, 0.025), sure / max(1, len(words)))


_SURELY = ("stop", "final", "from", "to", "latin", "arabic")

_STEPS = (1, 3, 6, 12, 25, 50)


def _until(ends: Sequence[str]) -> list[int]:
    """How many words there are to the next full stop."""
    found = [0] * len(ends)
    for i in range(len(ends) - 1, -1, -1):
        last = ends[i] in ("dot", "ask") or i == len(ends) - 1
        found[i] = 0 if last else found[i + 1] + 1
    return found


@lru_cache(8_192)
def _core(text: str) -> str:
    found = _CORE.search(text)
    return found.group() if found else text[:3] or MARK


@lru_cache(8_192)
def _shape(text: str, core: str) -> str:
    """The word itself where it is frequent in news, else what it looks like."""
    if costs().get(core, math.inf) < _FREQUENT:
        return core
    if core.isdigit():
        return f"#{min(5, len(core))}{':' if ':' in text else '/' if '/' in text else ''}"
    if core.isascii():
        return "latin" if core.isalpha() else "mixed"
    known = core in costs()
    prefix = "al" if core.startswith("ال") else core[0] if core[0] in "وفبلكي" else ""
    return f"?{known}{prefix}{min(7, len(core))}"


def _ending(text: str) -> str:
    last = text[-1]
    return next((name for chars, name in _ENDINGS if last in chars), "")


def _furniture(low: str, words: Sequence[Unit]) -> list[str]:
    """For each word whether a phrase of furniture begins at it, holds it, or neither."""
    found = ["-"] * len(words)
    at = 0
    while at < len(words):
        match = ANY.match(low, words[at].start)
        end = match.end() if match else 0
        if match and end >= words[at].end - 1:
            found[at] = "B"
            at += 1
            while at < len(words) and words[at].end - 1 <= end:
                found[at] = "I"
                at += 1
        else:
            at += 1
    return found


def _returning(cores: Sequence[str]) -> list[int]:
    """How many of the next few words stand once more soon after: as those of a headline do."""
    last: dict[str, int] = {}
    again = [0] * (len(cores) + 1)
    for i in range(len(cores) - 1, -1, -1):
        core = cores[i]
        rare = len(core) > 3 and costs().get(core, math.inf) > 5
        again[i] = int(rare and last.get(core, i + 100) - i < 60)
        last[core] = i
    return [min(4, sum(again[i : i + 8])) for i in range(len(cores))]
