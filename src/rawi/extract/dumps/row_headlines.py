"""Headlines between articles that were written one after another.

Nothing parts such articles but the headline of the next: a short line like a subhead,
told from one by what it shares with the paragraphs around it. A logistic regression
over a few measures, made by ``training/dump_headlines.py``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import msgspec

from rawi.extract.dumps.labels import SUBHEAD, TITLE
from rawi.extract.dumps.neighbours import label_of
from rawi.extract.dumps.register import is_placed
from rawi.extract.dumps.segment import Segment

WEIGHTS_FILE = "dump_headlines.json"
_BEHIND, _AHEAD = 4, 3
"""So many paragraphs before and after are compared."""
_FEWEST, _LONGEST = 4, 220
"""Words, and code points: what is shorter heads a part of an article."""
_STAMP = 5
"""A time stamp has at most so many words; a headline may say ``before 1400 years``."""
_LETTERS = re.compile(r"[^\W\d_]{2,}")
MEASURES = (
    "bias",
    "shared_next",
    "shared_after",
    "shared_last",
    "shared_before",
    "cohesion",
    "apart",
    "words",
    "goes_on",
    "placed",
    "colon",
    "asks",
    "titled",
    "subheaded",
    "last_open",
)


@cache
def _weights() -> tuple[float, ...]:
    data = files("rawi.extract").joinpath("data", WEIGHTS_FILE).read_bytes()
    held = msgspec.json.decode(data, type=dict[str, float])
    return tuple(held[name] for name in MEASURES)


def could_head(segment: Segment) -> bool:
    """Whether a segment has the shape of a headline: a line of its own, four words or more."""
    stamp = segment.dated and len(_LETTERS.findall(segment.folded)) <= _STAMP
    named = label_of(segment) is not None or stamp or segment.covered >= 0.6
    named = named or segment.guessed  # a line that a model cut out of a longer one
    words = segment.text.count(" ") + 1
    return segment.alone and not named and words >= _FEWEST and len(segment.text) <= _LONGEST


def measures(
    found: Sequence[Segment], body: Sequence[int], n: int, label: str
) -> tuple[float, ...]:
    """What is measured of the line before the ``n``-th paragraph, in the order of ``MEASURES``."""
    here = body[n]
    head, first, last = found[here - 1], found[here], found[body[n - 1]]
    after = _stems(found, body[n : n + _AHEAD])
    before = _stems(found, body[max(0, n - _BEHIND) : n])
    smaller = max(1, min(len(before), len(after)))
    return (
        1.0,
        _share(head, first.stems),
        _share(head, after),
        _share(head, last.stems),
        _share(head, before),
        len(before & after) / smaller,
        float(len(first.stems & before) < 2),
        min(2.0, head.text.count(" ") / 10),
        float(first.goes_on),
        float(is_placed(first.folded)),
        float(head.text.endswith(":")),
        float(head.text[-1] in "?؟"),
        float(label == TITLE),
        float(label == SUBHEAD),
        float(not last.closed),
    )


def chance(values: Sequence[float]) -> float:
    """How likely the line is the headline of another article, 0 to 1."""
    total = sum(w * v for w, v in zip(_weights(), values, strict=True))
    return 1 / (1 + math.exp(-total))


def _stems(found: Sequence[Segment], places: Sequence[int]) -> frozenset[str]:
    return frozenset().union(*(found[i].stems for i in places))


def _share(head: Segment, stems: frozenset[str]) -> float:
    return len(head.stems & stems) / max(1, len(head.stems))
