"""What segments of pages in other scripts look like, as numbers for boosted trees.

Nothing here knows a language but a short list of single words that menus and notices of many
sites share. Scripts without spaces are measured by their letters: one stands for so much as two
and a half of others, and pairs of letters stand for words.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from rawi.extract.dumps.segment import Segment

Rows = NDArray[np.float32]

_LOOKED = 600
"""So many code points of a segment are looked at for its letters."""
_DENSE = re.compile("[\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that part no words."""
_WEIGHT = 2.5
"""What one of them is worth in letters of other scripts."""
_WORD = re.compile(r"[^\W\d_]+")
_LONG_WORD = re.compile(r"[^\W\d_]{3,}")
_SYMBOL = re.compile(r"[|»›>/•·→←#@©®+=*^~\\<{}\[\]]")
_ENDS = re.compile(r"[.!?…。！？।۔][\"”»)’'」』】]*$")
_QUOTE = re.compile('["“”„«»「」]')
_DIGIT, _PAUSE = re.compile(r"\d"), re.compile("[.,،、。;]")
_FULL = 80
"""From this size on a segment may be a paragraph."""
_STEPS = (-3, -2, -1, 1, 2, 3)
"""Neighbours whose own measures are seen."""
_NEAR = 6
"""So many paragraphs before and after count as surroundings."""
_WINDOWS = (3, 8, 20)
"""So many segments to either side are measured together."""
_SEEN = ("size", "closed", "full", "lower", "capitals", "dated", "boilerplate", "gap")
"""What of a neighbour is seen."""


def rows(found: Sequence[Segment], words: Mapping[str, float]) -> Rows:
    """One row a segment. ``words``: how much each word speaks for boilerplate."""
    own = _Own(found, words)
    parts = [*own.columns.values(), *_relations(found, own), *_neighbours(own), *_windows(own)]
    return np.stack(parts, axis=1).astype(np.float32)


def second_rows(found: Sequence[Segment], first: Rows, chances: NDArray[np.float32]) -> Rows:
    """The same rows with what the first forest said of the segments around each."""
    size = np.expm1(first[:, 0])
    mass = chances * size
    parts = [chances]
    parts += [_shifted(chances, step) for step in (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)]
    for width in (3, 10, 30):
        parts += [_around(chances, width), _around(mass, width) / (mass.sum() + 1)]
    behind, total = np.cumsum(mass), mass.sum() + 1
    parts += [behind / total, np.full_like(chances, np.log1p(total))]
    parts += [np.full_like(chances, chances.max(initial=0.0)), mass / (mass.max(initial=0.0) + 1)]
    parts += [_distance(chances > 0.5), _distance(chances > 0.5, ahead=True)]
    parts += [_peak_distance(_around(mass, 10))]
    parts += _told(found, chances)
    return np.concatenate([first, np.stack(parts, axis=1)], axis=1).astype(np.float32)


@lru_cache(4_096)
def terms(text: str) -> frozenset[str]:
    """Crude stems of the words of lower-case text; pairs of letters where no space parts words."""
    head = text[: 3 * _LOOKED]
    dense = _DENSE.findall(head)
    if 3 * len(dense) > len(head):
        return frozenset(one + other for one, other in pairwise(dense))
    return frozenset(word[:5] for word in _LONG_WORD.findall(head))


def is_full(segment: Segment) -> bool:
    """Whether a segment may be a paragraph: long enough for its script, and closed."""
    head = segment.text[:_LOOKED]
    return _size(segment.text, _density(head)) >= _FULL and bool(_ENDS.search(segment.text[-6:]))


def may_be_paragraph(segment: Segment) -> bool:
    """Whether an article may be of this alone: a whole sentence, or as long as a paragraph."""
    return segment.full or is_full(segment)


def _density(head: str) -> float:
    return len(_DENSE.findall(head)) / len(head)


def _size(text: str, dense: float) -> float:
    return len(text) * (1 + (_WEIGHT - 1) * dense)


class _Own:
    """The measures of each segment by itself, one column each."""

    def __init__(self, found: Sequence[Segment], words: Mapping[str, float]) -> None:
        counts = Counter(segment.folded for segment in found)
        made = [_measures(segment, words) for segment in found]
        names = made[0].keys() if made else ()
        self.columns = {
            name: np.array([one[name] for one in made], dtype=np.float32) for name in names
        }
        lines = np.array([segment.line for segment in found], dtype=np.float32)
        self.columns["repeats"] = np.array(
            [min(4, counts[segment.folded]) for segment in found], dtype=np.float32
        )
        self.columns["gap"] = np.minimum(np.diff(lines, prepend=lines[:1]), 4)
        self.terms = [terms(segment.folded) for segment in found]

    def __getitem__(self, name: str) -> NDArray[np.float32]:
        return self.columns[name]


def _measures(segment: Segment, words: Mapping[str, float]) -> dict[str, float]:
    text = segment.text
    head = text[:_LOOKED]
    found = _WORD.findall(head)
    dense = _density(head)
    size = _size(text, dense)
    known = [words[word] for word in map(str.lower, found[:60]) if word in words]
    count = max(1, len(found))
    capitals = sum(word[0].isupper() for word in found)
    return {
        "size": math.log1p(size),
        "words": math.log1p(len(found)),
        "longest": max(map(len, found), default=0) if dense < 0.3 else 0,
        "dense": dense,
        "closed": bool(_ENDS.search(text[-6:])),
        "colon": text[-1] in ":：",
        "comma": text[-1] in ",;،、",
        "full": size >= _FULL and bool(_ENDS.search(text[-6:])),
        "lower": text[0].islower(),
        "upper": text[0].isupper(),
        "digit": text[0].isdigit(),
        "capitals": capitals / count,
        "shouting": sum(word.isupper() and len(word) > 1 for word in found) / count,
        "digits": len(_DIGIT.findall(head)) / len(head),
        "symbols": len(_SYMBOL.findall(head)) / len(head),
        "pauses": len(_PAUSE.findall(head)) * 100 / len(head),
        "stops": min(6, head.count(". ") + head.count("。") + head.count("! ") + head.count("? ")),
        "commas": min(8, head.count(",") + head.count("、") + head.count("،")),
        "quotes": min(4, len(_QUOTE.findall(head))),
        "brackets": min(3, head.count("(")),
        "marker": (1 + segment.marker[0].isdigit()) if segment.marker else 0,
        "alone": segment.alone,
        "line": math.log1p(segment.line_length),
        "guessed": segment.guessed,
        "dated": segment.dated,
        "covered": segment.covered,
        "boilerplate": sum(known) / count,
        "worst": max(known, default=0.0),
        "known": len(known) / count,
    }


def _relations(found: Sequence[Segment], own: _Own) -> list[NDArray[np.float32]]:
    """Place on the page, and words shared with its head and with paragraphs around."""
    n = len(found)
    place = np.arange(n, dtype=np.float32)
    full = own["full"]
    page = [np.full(n, value) for value in (math.log1p(n), full.sum(), full.mean() if n else 0)]
    shared = np.array(_shared(own), dtype=np.float32).reshape(n, -1)
    return [place / max(1, n), np.log1p(place), np.log1p(n - place), *page, *shared.T]


def _shared(own: _Own) -> list[list[float]]:
    """Of each segment: the share of its words in the page's head, in paragraphs before and
    after, and how many of them stand elsewhere."""
    head = frozenset().union(*own.terms[:3])
    counts = Counter(chain.from_iterable(own.terms))
    returning = {term for term, times in counts.items() if times > 1}
    long = [i for i, full in enumerate(own["full"]) if full]
    before = after = frozenset[str]()
    out, at, last = [], 0, (-1, -1)
    for i, some in enumerate(own.terms):
        while at < len(long) and long[at] < i:
            at += 1
        skip = at + (at < len(long) and long[at] == i)
        if last != (at, skip):
            last = at, skip
            before = frozenset().union(*(own.terms[j] for j in long[max(0, at - _NEAR) : at]))
            after = frozenset().union(*(own.terms[j] for j in long[skip : skip + _NEAR]))
        size = max(1, len(some))
        again = len(some & returning)
        in_head = len(some & head)
        behind, ahead = len(some & before), len(some & after)
        out.append(
            [in_head, in_head / size, behind, behind / size, ahead, ahead / size, again / size]
        )
    return out


def _neighbours(own: _Own) -> list[NDArray[np.float32]]:
    return [_shifted(own[name], step) for step in _STEPS for name in _SEEN]


def _windows(own: _Own) -> list[NDArray[np.float32]]:
    size = np.expm1(own["size"])
    mass = size * own["full"]
    loose = size - mass
    total = mass.sum() + 1
    parts = []
    for width in _WINDOWS:
        near = _around(mass, width)
        parts += [near / total, np.log1p(near), np.log1p(_around(loose, width))]
        parts += [_around(own["full"], width), _around(own["boilerplate"], width)]
    parts += [_distance(own["full"] > 0), _distance(own["full"] > 0, ahead=True)]
    near = _around(mass, _WINDOWS[1])
    return [*parts, near / (near.max(initial=0.0) + 1), _peak_distance(near)]


def _peak_distance(mass: NDArray[np.float32]) -> NDArray[np.float32]:
    """How far behind the densest place each stands, in segments, with its sign."""
    apart = np.arange(len(mass)) - (int(mass.argmax()) if len(mass) else 0)
    return np.asarray(np.sign(apart) * np.log1p(np.abs(apart)), dtype=np.float32)


def _shifted(column: NDArray[np.float32], step: int) -> NDArray[np.float32]:
    """The column of the neighbour ``step`` further on; -1 beyond either end."""
    out = np.full_like(column, -1)
    if abs(step) < len(column):
        if step > 0:
            out[:-step] = column[step:]
        else:
            out[-step:] = column[:step]
    return out


def _around(column: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    """The sum over so many to either side, each itself among them."""
    sums = np.concatenate([[0.0], np.cumsum(column, dtype=np.float64)])
    place = np.arange(len(column))
    high, low = np.minimum(place + width + 1, len(column)), np.maximum(place - width, 0)
    return np.asarray(sums[high] - sums[low], dtype=np.float32)


def _distance(marks: NDArray[np.bool_], ahead: bool = False) -> NDArray[np.float32]:
    """How many segments back, or ahead, the next marked one stands; 99 where there is none."""
    out = np.full(len(marks), 99.0, dtype=np.float32)
    last: int | None = None
    for i in range(len(marks) - 1, -1, -1) if ahead else range(len(marks)):
        if last is not None:
            out[i] = min(99, abs(i - last))
        last = i if marks[i] else last
    return out


def _told(found: Sequence[Segment], chances: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """What each shares with the likely text, and what stands in it already."""
    weight: Counter[str] = Counter()
    own = [terms(segment.folded) for segment in found]
    for some, chance in zip(own, chances, strict=True):
        if chance > 0.3:
            weight.update(dict.fromkeys(some, 1))
    once = weight.keys()
    twice = {term for term, times in weight.items() if times > 1}
    shares, before = [], []
    seen: set[str] = set()
    for i, (some, chance) in enumerate(zip(own, chances, strict=True)):
        self_told = chance > 0.3
        shares.append(len(some & (twice if self_told else once)) / max(1, len(some)))
        before.append(float(found[i].folded in seen))
        if self_told:
            seen.add(found[i].folded)
    return [np.array(shares, dtype=np.float32), np.array(before, dtype=np.float32)]
