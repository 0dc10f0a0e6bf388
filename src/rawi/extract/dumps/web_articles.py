"""Where further articles begin on a page in another script, once its text is known.

Behind something that is no text, or behind a bare line, another article may begin. What stands
there, how likely it holds a headline, and which words both sides share are asked of a forest
trained on pages put behind each other and on articles written in a row
(``training/dump_web.py``).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.extract.dumps.segment import Segment
from rawi.extract.dumps.web_features import is_full, terms

_SIDE, _BRIEF, _NEAR = 14, 6, 4
"""So many texts before and after are compared; so many on pages of many starts; so many stand
next to the start."""
_MANY = 300
"""Starts of a page from which on fewer texts are compared."""
_COMPARED = 9
"""So many measures of a start are seen beside those of the page's other starts."""
_HEADLINE = (12, 220)
"""Code points of what may be a headline."""
_GAP = 400
"""Of a longer gap only so many segments at its end are looked at."""


class Start(NamedTuple):
    """A text that may begin another article, and the likeliest headline before it."""

    head: int
    """-1 where nothing looks like one."""
    lead: int


def starts(
    found: Sequence[Segment], is_text: Sequence[bool], titles: NDArray[np.float32]
) -> list[Start]:
    """The places where another article may begin, in order, the first article left out.

    ``titles`` holds how likely each segment is a headline.
    """
    out, last = [], -1
    for i, text in enumerate(is_text):
        if not text:
            continue
        if last >= 0 and i - last > 1:
            out.append(Start(_head(found, titles, max(last + 1, i - _GAP), i), i))
        elif last > 0 and _bare(found[last]):
            out.append(Start(last, i))
        last = i
    return out


def _bare(segment: Segment) -> bool:
    low, high = _HEADLINE
    return segment.alone and not segment.closed and low <= len(segment.text) <= high


def _head(found: Sequence[Segment], titles: NDArray[np.float32], begin: int, end: int) -> int:
    low, high = _HEADLINE
    shaped = [i for i in range(begin, end) if low <= len(found[i].text) <= high]
    return max(shaped, key=lambda i: (float(titles[i]), i), default=-1)


def rows(
    found: Sequence[Segment],
    is_text: Sequence[bool],
    titles: NDArray[np.float32],
    asked: Sequence[Start],
) -> NDArray[np.float32]:
    """One row a start: its own measures, and how the first of them compare with other starts'."""
    page = _Page(found, is_text, titles, _SIDE if len(asked) <= _MANY else _BRIEF)
    own = np.array([page.row(start) for start in asked], dtype=np.float32)
    shapes = [page.shape(start) for start in asked]
    counts = Counter(shapes)
    alike = np.array([[counts[shape], counts[shape] / len(asked)] for shape in shapes])
    return np.concatenate([own, alike, _compared(own[:, :_COMPARED])], axis=1).astype(np.float32)


def _compared(own: NDArray[np.float32]) -> NDArray[np.float32]:
    """Of each measure how far it is from the median of all starts, its share of the greatest,
    and how many others are greater."""
    ranks = (-own).argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    shares = own / (np.abs(own).max(axis=0) + 1e-6)
    parts = [own - np.median(own, axis=0), shares, np.log1p(ranks)]
    return np.concatenate(parts, axis=1)


class _Page:
    """What is known of a page while its starts are asked."""

    def __init__(
        self,
        found: Sequence[Segment],
        is_text: Sequence[bool],
        titles: NDArray[np.float32],
        side: int,
    ) -> None:
        self.found, self.titles, self.is_text, self.side = found, titles, is_text, side
        self.texts = [i for i, text in enumerate(is_text) if text]
        self.sizes = [0, *accumulate(len(found[i].text) for i in self.texts)]
        """Code points of the texts before each."""
        self.order = {place: n for n, place in enumerate(self.texts)}
        self.counts = Counter(segment.folded for segment in found)
        self.terms = {i: terms(found[i].folded) for i in self.texts}
        frequent = Counter(term for some in self.terms.values() for term in some)
        self.worth = {term: 1 / count for term, count in frequent.items()}
        """What is said everywhere is worth little."""
        steps = sorted(b.line - a.line for a, b in pairwise(found))
        self.step = steps[len(steps) // 2] if steps else 0
        self.share = len(self.texts) / max(1, len(found))
        self.best = float(titles.max(initial=0.0))

    def row(self, start: Start) -> list[float]:
        """Measures of the headline and of both sides, which are compared; then of the gap, the
        lead, and the place."""
        n = self.order[start.lead]
        before = [i for i in self.texts[max(0, n - self.side) : n] if i != start.head]
        ahead = self.texts[n : n + self.side]
        last = before[-1] if before else 0
        return [
            float(self.titles[start.head]) if start.head >= 0 else 0.0,
            *self._sides(before, ahead),
            self._lines(last, start),
            *self._gap(last, start),
            *self._headline(start, before[-_NEAR:], ahead[:_NEAR]),
            *self._lead(start, before[-_NEAR:]),
            len(self.texts) - n,
            n,
            math.log1p(self.sizes[n]),
            math.log1p(self.sizes[-1] - self.sizes[n]),
            self.share,
            math.log1p(len(self.found)),
        ]

    def shape(self, start: Start) -> tuple[int, ...]:
        """How an article begins there, roughly: those of one page begin alike."""
        n = self.order[start.lead]
        last = next((i for i in self.texts[max(0, n - 2) : n][::-1] if i != start.head), 0)
        gap = self.found[max(last + 1, start.lead - _GAP) : start.lead]
        marker = self.found[start.head].marker[:1] if start.head >= 0 else ""
        return (
            min(8, len(gap)),
            sum(segment.dated for segment in gap),
            start.lead - start.head if start.head >= 0 else 0,
            ord(marker) if marker and not marker.isdigit() else len(marker),
            min(9, self.found[start.lead].line - self.found[last].line),
        )

    def _sides(self, before: Sequence[int], ahead: Sequence[int]) -> list[float]:
        """How much both sides share, and how much each shares within itself."""
        one, other = self._of(before), self._of(ahead)
        near, next_ = self._of(before[-_NEAR:]), self._of(ahead[:_NEAR])
        far, beyond = self._of(before[:-_NEAR]), self._of(ahead[_NEAR:])
        apart, close = self._weighed(other, one), self._weighed(next_, near)
        return [
            apart,
            self._weighed(one, other),
            close,
            self._weighed(near, next_),
            self._weighed(near, far) - close if far else 0.0,
            self._weighed(next_, beyond) - close if beyond else 0.0,
            len(near & next_) / max(1, min(len(near), len(next_))),
        ]

    def _lines(self, last: int, start: Start) -> float:
        """Lines without anything before what begins there, beside what is usual on the page."""
        first = start.head if start.head > last else start.lead
        return self.found[first].line - self.found[last].line - self.step

    def _gap(self, last: int, start: Start) -> list[float]:
        gap = self.found[max(last + 1, start.lead - _GAP) : start.lead]
        letters = [s for s in gap if any(map(str.isalnum, s.text))]
        again = sum(self.counts[s.folded] > 1 for s in letters)
        return [
            math.log1p(start.lead - last - 1),
            math.log1p(sum(len(s.text) for s in gap)),
            len(gap) - len(letters),
            again / max(1, len(letters)),
            math.log1p(again),
            sum(s.dated for s in gap),
            sum(s.covered > 0.8 for s in gap),
            sum(bool(s.marker) for s in gap) / max(1, len(gap)),
            self.found[start.lead].line - self.found[last].line,
        ]

    def _headline(self, start: Start, before: Sequence[int], ahead: Sequence[int]) -> list[float]:
        if start.head < 0:
            return [-1.0] * 12
        head = self.found[start.head]
        own = terms(head.folded)
        size = max(1, len(own))
        after, behind = self._of(ahead), self._of(before)
        return [
            self.is_text[start.head],
            float(self.titles[start.head]) / (self.best + 1e-6),
            len(head.text),
            head.closed,
            head.alone,
            self.counts[head.folded],
            bool(head.marker),
            start.lead - start.head,
            len(own & after) / size,
            len(own & behind) / size,
            len((own & after) - behind),
            len(own & terms(self.found[start.lead].folded)),
        ]

    def _lead(self, start: Start, before: Sequence[int]) -> list[float]:
        lead = self.found[start.lead]
        own, behind = self.terms[start.lead], self._of(before)
        last = self.found[before[-1]] if before else lead
        return [
            len(lead.text),
            is_full(lead),
            lead.closed,
            lead.text[0].islower(),
            last.closed,
            len(last.text),
            len(own & behind) / max(1, len(own)),
            self._weighed(own, behind),
        ]

    def _weighed(self, own: frozenset[str], others: frozenset[str]) -> float:
        """The share of what is said here that others say, what is said everywhere for little."""
        whole = sum(map(self.worth.__getitem__, own)) or 1.0
        return sum(map(self.worth.__getitem__, own & others)) / whole

    def _of(self, places: Sequence[int]) -> frozenset[str]:
        return frozenset().union(*(self.terms[i] for i in places))
