"""Headlines of further articles, where nothing but they and a few lines part the texts.

A line of the shape of a headline before a paragraph heads another article, or a part of the
same one, or is a link among boilerplate. What tells these apart is what the line and the text
behind it share with each other and with the text before, how the model of labels took them, and
what stands between: marks, empty lines, times, numbers of a list. A forest of small boosted
trees over these measures, made by ``training/dump_headlines.py`` of articles in a row and of
pages with boilerplate, says how likely it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import msgspec
import numpy as np

from rawi.extract.dumps.boilerplate_kinds import STARTS
from rawi.extract.dumps.labels import CAPTION, LEAD, OTHER, SUBHEAD, TITLE
from rawi.extract.dumps.neighbours import is_body, label_of
from rawi.extract.dumps.segment import Segment
from rawi.forest import Forest, Ready, answers, prepared

WEIGHTS_FILE = "dump_headlines.json"
_BEHIND, _AHEAD = 4, 3
"""So many paragraphs before and after are compared."""
_BETWEEN = 3
"""So many segments (time, byline, standfirst) may stand between a headline and its text."""
_LONGEST, _LONGEST_BARE = 220, 160
"""Code points of a headline, and of one that the model of labels took for a paragraph."""
_STAMP = 5
"""A time stamp has at most so many words; a headline may say ``before 1400 years``."""
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_TAKEN = {TITLE: 3.0, OTHER: 2.0, SUBHEAD: 1.0, CAPTION: 0.0}
"""Order of what the model of labels took a headline for; a paragraph is less than all."""
_MOST = 60.0
"""So many paragraphs of a page are counted: a longer one is like it."""


class Candidate(NamedTuple):
    """Places of what may be the headline of a further article, and of its first paragraph."""

    head: int
    lead: int


@cache
def _model() -> Ready:
    data = files("rawi.extract").joinpath("data", WEIGHTS_FILE).read_bytes()
    return prepared(msgspec.json.decode(data, type=Forest))


def could_head(segment: Segment) -> bool:
    """Whether a segment has the shape of a headline: a line of words, no stamp, no label."""
    low = segment.folded
    stamp = segment.dated and len(_LETTERS.findall(low)) <= _STAMP
    shaped = segment.alone and not segment.guessed and len(segment.text) <= _LONGEST
    named = stamp or segment.covered >= 0.6 or label_of(segment) is not None
    return shaped and not named and has_letters(segment) and not low.endswith(".")


def has_letters(segment: Segment) -> bool:
    """Whether it is more than a mark such as ``***`` that parts what stands around it."""
    return any(map(str.isalnum, segment.text))


def candidates(found: Sequence[Segment], labels: Sequence[str]) -> Iterator[Candidate]:
    """What may head further articles: behind a first paragraph, shortly before another."""
    body = [i for i, label in enumerate(labels) if is_body(label)]
    full = [i for i in body if found[i].full]
    for i in range(body[0] + 1 if body else 0, full[-1] if full else 0):
        lead = full[bisect_left(full, i + 1)]
        bare = not is_body(labels[i]) or len(found[i].text) <= _LONGEST_BARE
        if lead <= i + 1 + _BETWEEN and bare and could_head(found[i]):
            yield Candidate(i, lead)


class Measures:
    """What is measured of the candidates of a page."""

    def __init__(
        self, found: Sequence[Segment], labels: Sequence[str], chances: Sequence[float]
    ) -> None:
        self.found, self.labels, self.chances = found, labels, chances
        self.body = [i for i, label in enumerate(labels) if is_body(label)]
        gaps = [b.line - a.line for a, b in pairwise(found) if b.line > a.line]
        self.gap = float(median(gaps)) if gaps else 1.0
        self.markers = Counter(_kind(segment) for segment in found)
        self.boilerplate = labels.count(OTHER) / max(1, len(labels))

    def of(self, one: Candidate) -> dict[str, float]:
        """Names and values, in an order that never changes."""
        return {**self._words(one), **self._looks(one), **self._around(one)}

    def _words(self, one: Candidate) -> dict[str, float]:
        """What the line and the text behind it share, with each other and with the text before."""
        head, first = self.found[one.head], self.found[one.lead]
        behind = self._before(one.head)[-_BEHIND:]
        at = bisect_left(self.body, one.lead)
        ahead = self.body[at : at + _AHEAD]
        before, after = self._stems(behind), self._stems(ahead)
        rare, later = self._rare(behind), self._rare(ahead)
        return {
            "shared_next": _share(head.stems, first.stems),
            "stems_next": len(head.stems & first.stems),
            "shared_after": _share(head.stems, after),
            "shared_before": _share(head.stems, before),
            "cohesion": len(before & after) / max(1, min(len(before), len(after))),
            "first_before": len(first.stems & before),
            "first_share": _share(first.stems, before),
            "rare": len(rare & later),
            "rare_first": len(first.rare & rare),
            "rare_head": len(head.rare & later),
        }

    def _looks(self, one: Candidate) -> dict[str, float]:
        """What the line and the text are by themselves and to the model of labels."""
        head, first = self.found[one.head], self.found[one.lead]
        return {
            "words": head.text.count(" ") + 1,
            "length": len(head.text),
            "stems": len(head.stems),
            "covered": head.covered,
            "closed": head.closed,
            "taken": _TAKEN.get(self.labels[one.head], -1.0),
            "chance": self.chances[one.head],
            "text_length": len(first.text),
            "text_lead": self.labels[one.lead] == LEAD,
            "text_chance": self.chances[one.lead],
            "text_goes_on": first.goes_on,
        }

    def _around(self, one: Candidate) -> dict[str, float]:
        """What stands before the line, and between it and its text."""
        head, found = self.found[one.head], self.found
        last = self._before(one.head)[-1]
        gap = found[last + 1 : one.head]
        between = found[one.head + 1 : one.lead]
        step = head.line - found[one.head - 1].line
        return {
            "mark": bool(gap) and not has_letters(gap[-1]),
            "step": min(9, step),
            "wider": step - self.gap,
            "between": one.lead - one.head - 1,
            "dated_between": any(segment.dated for segment in between),
            "signed_between": any(STARTS["byline"].match(s.folded) for s in between),
            "gap": min(8, len(gap)),
            "longest_gap": max((len(segment.text) for segment in gap), default=0),
            "covered_gap": max((segment.covered for segment in gap), default=0.0),
            "last_length": len(found[last].text),
            "marker": bool(head.marker),
            "numbered": head.marker[:1].isdigit(),
            "markers": self.markers[_kind(head)] if head.marker else 0,
            "before": _TAKEN.get(self.labels[one.head - 1], -1.0),
            "boilerplate": self.boilerplate,
            "paragraphs": min(_MOST, len(self.body)),
        }

    def _before(self, place: int) -> list[int]:
        """Places of the last paragraphs before a segment."""
        end = bisect_left(self.body, place)
        return self.body[max(0, end - _BEHIND) : end]

    def _stems(self, places: Sequence[int]) -> frozenset[str]:
        return frozenset().union(*(self.found[i].stems for i in places))

    def _rare(self, places: Sequence[int]) -> frozenset[str]:
        return frozenset().union(*(self.found[i].rare for i in places))


def chances_of(
    found: Sequence[Segment], labels: Sequence[str], chances: Sequence[float]
) -> dict[Candidate, float]:
    """How likely each candidate heads another article, 0 to 1."""
    picked = list(candidates(found, labels))
    if not picked:
        return {}
    measures = Measures(found, labels, chances)
    rows = np.array([list(measures.of(one).values()) for one in picked], np.float32)
    return dict(zip(picked, map(float, answers(_model(), rows)), strict=True))


def _kind(segment: Segment) -> str:
    """The mark before a line, all numbers being one."""
    mark = segment.marker[:1]
    return "1" if mark.isdigit() else mark


def _share(own: frozenset[str], others: frozenset[str]) -> float:
    return len(own & others) / max(1, len(own))
