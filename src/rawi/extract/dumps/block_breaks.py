"""Where blocks began on a line that holds a whole page.

A crawler that turned every break into a space, or into nothing, left headlines,
times, share bars and paragraphs in one row. A linear-chain CRF over its words,
and over the parts of words that may have been glued together (``dumps.joins``),
finds where each began: by punctuation, by frequent words of news and boilerplate,
by words that return, and by how a join looks. It is trained by
``training/dump_breaks.py`` on composed dumps whose breaks are known.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rawi.extract.dumps.boilerplate_kinds import ANY
from rawi.extract.dumps.glued_words import joins
from rawi.extract.dumps.phrases import MARK
from rawi.extract.dumps.taggers import tagger
from rawi.extract.dumps.word_costs import costs, names

_LEAST = 250
"""Code points from which on a line may be a whole page whose breaks were lost."""
_FEW_LINES, _MOST = 3, 0.85
"""A longer line holds a page that has hardly any lines, or so much of its text."""
_WINDOW = 1_500
"""So many words are looked at together."""
_WORD = re.compile(r"\S+")
_CORE = re.compile(r"[^\W_]+")
_FREQUENT = math.log(2_000)
MODEL = "dump_breaks.crfsuite"
_SURE = 0.12
"""A break from this chance on: one too many costs less than one too few."""
_ENDINGS = ((".", "dot"), ("؟?!", "ask"), (":", "colon"), ("،,؛", "comma"), ('"”»)', "close"))


PARAGRAPH, HEADLINE, BOILERPLATE = "P", "H", "F"
"""What a block is, for the model: it knows better where one begins when it knows what ends."""
_BEGINS = tuple("B" + kind for kind in (PARAGRAPH, HEADLINE, BOILERPLATE))

_WITHIN = 0.17
"""The same of a break inside a word, where blocks may be glued together."""
_MIDST = frozenset({"before=", "furniture=--"})
"""Between two words without stop or boilerplate a break must be likelier."""


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


def breaks(text: str, low: str) -> list[int]:
    """Offsets in a text, given folded too, where blocks probably begin, its start left out."""
    found = units(text)
    points: list[int] = []
    for start in range(0, len(found), _WINDOW):
        words = found[start : start + _WINDOW]
        rows = word_features(low, words)
        for n, chance in enumerate(_chances(rows)):
            least = _WITHIN if _MIDST.issubset(rows[n]) else _SURE
            if (n or start) and chance >= least:
                points.append(words[n].start)
    return points


def _chances(rows: list[list[str]]) -> list[float]:
    """How likely a block begins at each unit, 0 to 1."""
    model = tagger(MODEL)
    model.set(rows)
    return [sum(model.marginal(label, n) for label in _BEGINS) for n in range(len(rows))]


def word_features(low: str, words: Sequence[Unit]) -> list[list[str]]:
    """One list of features a unit of folded text."""
    seen = _Columns(low, words)
    return [seen.row(i) for i in range(len(words))]


class _Columns:
    """What is known of all units of a line, a column each."""

    def __init__(self, low: str, words: Sequence[Unit]) -> None:
        self.joins = [unit.join for unit in words]
        self.texts = [low[unit.start : unit.end].replace(MARK, "") or MARK for unit in words]
        self.cores = [_core(text) for text in self.texts]
        self.shapes = [_shape(t, c) for t, c in zip(self.texts, self.cores, strict=True)]
        self.ends = [_ending(text) for text in self.texts]
        self.inside = _boilerplate(low, words)
        self.counts = Counter(pairwise(self.cores))
        self.later = _returning(self.cores)
        self.earlier = _returning(self.cores[::-1])[::-1]
        self.since, self.until = sentences(self.ends)
        self.glue = _glue(words)

    def row(self, i: int) -> list[str]:
        """The features of one unit: itself, the two before, its join, the two behind."""
        row = self._own(i, self.ends[i - 1] if i else "start")
        if i:
            row += self._behind(i)
            row += self._joined(i) if self.joins[i] else ()
        if i + 1 < len(self.shapes):
            row += self._ahead(i)
        return row

    def _own(self, i: int, before: str) -> list[str]:
        shape, text, join = self.shapes[i], self.texts[i], self.joins[i]
        return [
            f"w={shape}",
            f"before={before}",
            f"end={self.ends[i]}",
            f"furniture={self.inside[i]}{self.inside[i - 1] if i else ''}",
            f"since={bisect_right(_STEPS, self.since[i])}",
            f"until={bisect_right(_STEPS, self.until[i])}{before}",
            f"opens={text[:1] if not text[:1].isalnum() else ''}",
            f"later={self.later[i]}",
            f"earlier={self.earlier[i]}{self.later[i]}",
            f"w+before={shape}{before}",
            f"join={join}{self.glue if join else ''}",
            f"glue={self.glue}{before}",
        ]

    def _behind(self, i: int) -> list[str]:
        pair = self.cores[i - 1], self.cores[i]
        known = " ".join(pair) in names()
        row = [f"-1={self.shapes[i - 1]}", f"pair={min(3, self.counts[pair])}{known}"]
        if i > 1:
            row += [f"-2={self.shapes[i - 2]}", f"-2end={self.ends[i - 2]}"]
        return row

    def _joined(self, i: int) -> list[str]:
        """What stands on both sides of a join."""
        join, last, text = self.joins[i], self.texts[i - 1], self.texts[i]
        return [
            f"join+w={join}{self.shapes[i]}",
            f"join-1={join}{self.shapes[i - 1]}",
            f"join+before={join}{self.ends[i - 1]}",
            f"edge={last[-1]}{text[0]}",
            f"edge+={last[-2:]}|",
            f"edge-={text[:2]}",
        ]

    def _ahead(self, i: int) -> list[str]:
        row = [
            f"+1={self.shapes[i + 1]}",
            f"+furniture={self.inside[i + 1]}",
            f"next={min(3, self.counts[self.cores[i], self.cores[i + 1]])}",
            f"+join={self.joins[i + 1]}",
        ]
        return [*row, f"+2={self.shapes[i + 2]}"] if i + 2 < len(self.shapes) else row


# The names of features stand in the trained model: "furniture" there is boilerplate here.
_STEPS = (1, 3, 6, 12, 25, 50)
_SURELY = ("stop", "final", "from", "to", "latin", "arabic")


def _glue(words: Sequence[Unit]) -> int:
    """How common it is on a page that words are glued beyond doubt."""
    sure = sum(unit.join in _SURELY for unit in words)
    return bisect_right((0.0005, 0.003, 0.01, 0.025), sure / max(1, len(words)))


def sentences(ends: Sequence[str]) -> tuple[list[int], list[int]]:
    """How many units there are since the last full stop, and to the next."""
    stops = [end in ("dot", "ask") for end in ends]
    since, until = [1] * len(ends), [0] * len(ends)
    for i in range(1, len(ends)):
        since[i] = 0 if stops[i - 1] else since[i - 1] + 1
    for i in range(len(ends) - 2, -1, -1):
        until[i] = 0 if stops[i] else until[i + 1] + 1
    return since, until


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


def _boilerplate(low: str, words: Sequence[Unit]) -> list[str]:
    """For each word whether a phrase of boilerplate begins at it, holds it, or neither."""
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
