"""Affairs told anew where something changed, and as far as that reaches.

A story's affair follows from the stories reported on in the days before it began. So
what changes reaches a few days on, and further only through stories that come to
another affair: old articles that come in late leave what followed them as it is.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection

from rawi.relate.affairs import AffairRules, affairs_of
from rawi.relate.table import HOUR
from rawi.store import affair_rows
from rawi.store.writing import Move

REACH = AffairRules().days * 24 * HOUR
"""Seconds after its last report in which a story may be gone on with."""
_STRETCH = 14 * 24 * HOUR
"""Seconds of news whose affairs are told at a time, with a reach of what stands before it."""


class Span(NamedTuple):
    """From when to when stories stood or stand that changed: begun, and last reported on."""

    begun: float
    updated: float


def spans(
    connection: Connection, touched: Mapping[str, bool], moved: Iterable[Move], edited: float
) -> list[Span]:
    """Where affairs may be others now.

    ``touched``: the stories that articles came into, and whether one is a new edition: when
    that stood before is not known, so it may reach from ``edited`` on to the end.
    """
    times: dict[str, list[float]] = defaultdict(list)
    for one in moved:
        times[one.left].append(one.time)
        times[one.joined].append(one.time)
    for story in affair_rows.told(connection, {*times, *touched}):
        times[story.story] += (story.begun, story.updated)
        if touched.get(story.story):
            times[story.story] += (edited, math.inf)
    return [Span(min(all_of), max(all_of)) for all_of in times.values()]


def place(connection: Connection, changed: list[Span]) -> None:
    """Tell the affairs of all stories that the changes reach."""
    at = -math.inf
    while live := [span for span in changed if span.updated + REACH >= at]:
        begin = affair_rows.begun_from(connection, max(at, min(span.begun for span in live)))
        if begin is None:
            return
        at = begin + _STRETCH
        changed = [*live, *_told(connection, begin, at)]


def _told(connection: Connection, begin: float, until: float) -> list[Span]:
    """Tell the affairs of the stories that began in a stretch; those that changed by it."""
    matters, stood = affair_rows.matters(connection, begin - REACH, begin, until)
    other = {
        story: affair
        for story, affair in affairs_of(matters).items()
        if affair != stood[story].affair
    }
    affair_rows.place(connection, other)
    return [Span(stood[story].begun, stood[story].updated) for story in other]
