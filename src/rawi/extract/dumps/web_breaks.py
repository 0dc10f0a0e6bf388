"""Where blocks began on a line that holds a whole page in another language than Arabic.

As ``dumps.block_breaks``, without a vocabulary of news: a linear-chain CRF over words, and over
the parts of words that may have been glued together, sees how they are written (capitals,
digits, marks), what stands before them, how far the next full stop is, which words return soon,
and words that many sites share. Trained by ``training/dump_web_breaks.py`` on pages whose breaks
are known; a part of them in small letters, so that scripts without capitals are read too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rawi.extract.dumps.block_breaks import sentences
from rawi.extract.dumps.taggers import tagger

MODEL = "dump_web_breaks.crfsuite"
PARAGRAPH, BOILERPLATE = "P", "F"
_BEGINS = ("B" + PARAGRAPH, "B" + BOILERPLATE)
_SURE = 0.3
"""A break from this chance on."""
_WINDOW = 1_500
"""So many words are looked at together."""
_SOON = 60
"""A word that returns within so many stands in a headline, or in what follows one."""
_AHEAD = 8
"""So many words from one on are asked whether they return."""
_CAPITALS = 4
"""So many words to either side tell whether all begin with capitals, as those of menus do."""
_WORD = re.compile(r"\S+")
_JOINT = re.compile(
    r"(?<=[^\W\d_A-Z])(?=[A-ZÀ-ÖØ-ÞА-Я])|(?<=[.!?:;…)\]”»])(?=[^\W\d_])"
    r"|(?<=[^\W\d_]{2})(?=\d)|(?<=\d)(?=[^\W\d_]{3})|(?<=[^\W_])(?=[©|•→»“«(])"
    r"|(?<=[a-z])(?=[\u0590-\u06ff\u3040-\u9fff])|(?<=[\u0590-\u06ff])(?=[A-Za-z])"
)
"""Where two words may have been glued together."""
_CORE = re.compile(r"[^\W_]+")
_ENDS = ((".", "dot"), ("?!؟…", "ask"), (":", "colon"), (",،;؛", "comma"), ("\"”»)'’", "close"))
_STEPS = (1, 3, 6, 12, 25, 50)
"""Bounds of the steps, in words, in which the model sees how far a full stop is."""


class Unit(NamedTuple):
    """A word, or a part of one behind which another may have been glued."""

    start: int
    end: int
    glued: bool
    """Whether no space stands before it."""


def units(text: str) -> list[Unit]:
    """The words of ``text`` in order, cut where two may be glued together."""
    found = []
    for match in _WORD.finditer(text):
        cuts = [joint.start() for joint in _JOINT.finditer(match[0]) if joint.start()]
        for n, (start, end) in enumerate(pairwise([0, *cuts, len(match[0])])):
            found.append(Unit(match.start() + start, match.start() + end, n > 0))
    return found


def breaks(text: str) -> list[int]:
    """Offsets in a text where blocks probably begin, its start left out."""
    found = units(text)
    points: list[int] = []
    for start in range(0, len(found), _WINDOW):
        words = found[start : start + _WINDOW]
        model = tagger(MODEL)
        model.set(word_features(text, words))
        for n, unit in enumerate(words):
            chance = sum(model.marginal(label, n) for label in _BEGINS)
            if (n or start) and chance >= _SURE:
                points.append(unit.start)
    return points


def word_features(text: str, words: Sequence[Unit]) -> list[list[str]]:
    """One list of features a unit."""
    seen = _Columns(text, words)
    return [seen.row(i) for i in range(len(words))]


class _Columns:
    """What is known of all units of a line, a column each."""

    def __init__(self, text: str, words: Sequence[Unit]) -> None:
        self.texts = [text[unit.start : unit.end] for unit in words]
        self.glued = [unit.glued for unit in words]
        self.cores = [core(text) for text in self.texts]
        self.low = [core.lower() for core in self.cores]
        self.shapes = [_shape(one) for one in self.cores]
        self.ends = [_ending(text) for text in self.texts]
        self.counts = Counter(pairwise(self.low))
        self.later = _returning(self.low)
        self.since, self.until = sentences(self.ends)
        self.high = _capitals(self.shapes)
        self.cased = any(shape in ("Xx", "X", "XX") for shape in self.shapes)
        share = sum(self.glued) / max(1, len(words))
        self.glue = bisect_right((0.002, 0.01, 0.03), share)

    def row(self, i: int) -> list[str]:
        """The features of one unit: itself, two before, two behind."""
        before = self.ends[i - 1] if i else "start"
        shape, glue = self.shapes[i], f"{self.glued[i]}{self.glue}"
        last = self.shapes[i - 1] if i else "start"
        row = [
            f"w={self.low[i]}",
            f"shape={shape}{self.cased}",
            f"before={before}{glue}",
            f"end={self.ends[i]}",
            f"edge={before}{shape}{last}",
            f"glue={glue}{shape}{last}",
            f"since={bisect_right(_STEPS, self.since[i])}",
            f"until={bisect_right(_STEPS, self.until[i])}{before}",
            f"until+={bisect_right(_STEPS, self.until[i])}{shape}{last}",
            f"opens={self.texts[i][0] if not self.texts[i][0].isalnum() else ''}",
            f"later={self.later[i]}{shape}",
            f"high={self.high[i]}{shape}{before}",
        ]
        if i:
            pair = min(3, self.counts[self.low[i - 1], self.low[i]])
            row += [f"-1={self.low[i - 1]}", f"-1shape={last}", f"pair={pair}"]
        if i > 1:
            row += [f"-2={self.shapes[i - 2]}{last}", f"-2end={self.ends[i - 2]}"]
        if i + 1 < len(self.low):
            after = min(3, self.counts[self.low[i], self.low[i + 1]])
            row += [f"+1={self.low[i + 1]}", f"+1shape={shape}{self.shapes[i + 1]}"]
            row += [f"next={after}", f"+glued={self.glued[i + 1]}"]
        if i + 2 < len(self.low):
            row.append(f"+2={self.shapes[i + 1]}{self.shapes[i + 2]}")
        return row


def core(text: str) -> str:
    """The letters and digits of a unit; its first characters where it has none."""
    found = _CORE.search(text)
    return found[0] if found else text[:2]


def _shape(word: str) -> str:
    if word[0].isdigit():
        return f"#{min(5, len(word))}"
    if not word[0].isalpha():
        return "mark"
    if word.isupper():
        return "X" if len(word) == 1 else "XX"
    if word[0].isupper():
        return "Xx"
    return "x" if len(word) < 4 else "xxxx"


def _ending(text: str) -> str:
    last = text[-1]
    return next((name for chars, name in _ENDS if last in chars), "")


def _returning(words: Sequence[str]) -> list[int]:
    """How many of the next few words stand once more soon after, as those of a headline do."""
    last: dict[str, int] = {}
    again = [0] * len(words)
    for i in range(len(words) - 1, -1, -1):
        word = words[i]
        again[i] = int(len(word) > 4 and last.get(word, i + 2 * _SOON) - i < _SOON)
        last[word] = i
    return [min(4, sum(again[i : i + _AHEAD])) for i in range(len(words))]


def _capitals(shapes: Sequence[str]) -> list[int]:
    """How many of the words around begin with a capital, in four steps."""
    marks = [shape in ("Xx", "XX", "X") for shape in shapes]
    near = [marks[max(0, i - _CAPITALS) : i + _CAPITALS + 1] for i in range(len(marks))]
    return [bisect_right((0.15, 0.4, 0.75), sum(some) / len(some)) for some in near]
