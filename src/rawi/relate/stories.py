"""Which story an article belongs to: average link over one pass, in order of intake.

Each pair of articles is judged by how like their openings and whole texts are
and how far apart in time they stand; an article joins the story that it fits
best on average (average link guards against chains). After Allan et al., "Topic
detection and tracking" (1998), with a logistic pair score in place of a bare cosine.
Quick and for now: stories are told anew from all articles of the last days, see
``regroup``.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from rawi.relate.vectors import Floats, Likeness


class StoryRules(msgspec.Struct, frozen=True, kw_only=True):
    """The pair score's coefficients, and when an article joins a story.

    The coefficients are a logistic regression over pairs, see docs/decisions/0050.
    """

    base: float = -7.4
    opening: float = 16.0
    whole: float = 12.0
    hours: float = 0.45
    """Taken off for each unit of ln(1 + hours apart)."""
    section: float = 1.7
    """Added where both stand in one section; half where one has none."""
    outlet: float = 0.55
    """Taken off where one outlet published both: it seldom reports a thing twice."""
    join: float = 0.25
    """Average score, 0 to 1, from which an article joins a story."""
    days: float = 4.0
    """Articles further apart, in days, are never compared."""
    span_days: float = 7.0
    """A story takes nothing that was published so many days from its founding article."""


class Apart(msgspec.Struct, frozen=True):
    """How one article stands to several others besides its words, in their order."""

    hours: Floats
    section: Floats
    """1 the same, 0 another, 0.5 unknown."""
    outlet: Floats
    """1 the same, 0 another or unknown."""


def scores(likeness: Likeness, apart: Apart, rules: StoryRules) -> Floats:
    """How probably each pair reports one happening, 0 to 1."""
    told = (
        rules.base
        + rules.opening * likeness.opening
        + rules.whole * likeness.whole
        + rules.section * apart.section
        - rules.outlet * apart.outlet
        - rules.hours * np.log1p(apart.hours)
    )
    probable: Floats = 1.0 / (1.0 + np.exp(-told))
    probable[apart.hours > rules.days * 24] = 0.0
    return probable


def averages(story_of: Sequence[str], found: Floats, rules: StoryRules) -> list[tuple[float, str]]:
    """Each story's average score with the article, best first; stories in order of mention."""
    by_story: dict[str, list[float]] = {}
    for story, score in zip(story_of, found.tolist(), strict=True):
        by_story.setdefault(story, []).append(score)
    told = [(sum(scores) / len(scores), story) for story, scores in by_story.items()]
    return sorted((t for t in told if t[0] >= rules.join), key=lambda t: -t[0])
