"""What a segment says of its neighbours: labels, headlines, and where articles begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rawi.extract.dumps.boilerplate_kinds import STARTS
from rawi.extract.dumps.labels import BODY, LEAD
from rawi.extract.dumps.segment import Segment

HEADLINE = (15, 180)
"""Length of a headline, in code points."""
_ANY_LABEL = re.compile(r"(?=.{3,30}$)[^\W\d_]+(?: [^\W\d_]+){0,3} ?:")
"""A line of up to four words that ends in a colon announces something."""
_QUESTION = 160
"""A question of an interview is at most so long, in code points."""


@dataclass(frozen=True, slots=True)
class Label:
    """A segment of boilerplate that says what follows it."""

    kind: str
    alone: bool


def label_of(segment: Segment) -> Label | None:
    """What a label segment announces: also, list, tags, source; None if it is no label."""
    if len(segment.folded) > 40:
        return None
    bare = segment.folded.rstrip(" :：|-–.…»«")
    for kind in ("tags", "source", "also", "list"):
        found = STARTS[kind].match(bare)
        if found and found.end() >= len(bare) > 1:
            return Label(kind, segment.alone)
    if segment.alone and _ANY_LABEL.fullmatch(segment.folded):
        return Label("also", alone=True)
    return None


def headline_like(segment: Segment) -> bool:
    """Whether a segment could be the headline of an article."""
    low, high = HEADLINE
    return (
        low <= len(segment.text) <= high
        and len(segment.text.split()) >= 3
        and not segment.dated
        and segment.covered < 0.6
    )


def is_body(label: str) -> bool:
    return label in (LEAD, BODY)


def articles(labels: Sequence[str]) -> list[tuple[int, int]]:
    """From where to where each article reaches, from its lead to the next."""
    starts = [i for i, label in enumerate(labels) if label == LEAD]
    return list(pairwise([*starts, len(labels)]))


def paragraphs(labels: Sequence[str], start: int, end: int) -> list[int]:
    """Places of the paragraphs from ``start`` to before ``end``."""
    return [i for i in range(start, end) if is_body(labels[i])]


def asks(segment: Segment) -> bool:
    """Whether a segment is a question and nothing else."""
    return segment.alone and len(segment.text) <= _QUESTION and segment.text[-1] in "؟?"
