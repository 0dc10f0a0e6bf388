"""What is worth telling: stories that came up, held against what was told before. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rawi.model import Record
from rawi.store.personal.notice_rows import Kind

GROWN, LEAST = 2, 2
"""An alert is told again when its independent reports are so many times what they were, and so
many more at least: a story of forty reports comes up five times, not forty."""


class Matter(Record, frozen=True, kw_only=True):
    """A story that reports came in for."""

    story: str
    reports: int
    """Independent ones: of different outlets, none a copy of another."""
    updated: float = 0.0
    """When the last of its reports appeared, seconds since 1970."""
    follows: tuple[int, ...] = ()
    """Followed things that something new in it concerns."""


class Chosen(Record, frozen=True, kw_only=True):
    """A story to tell."""

    matter: Matter
    kind: Kind = "new"
    gained: int = 0
    """Independent reports since it was told last."""


def alert(matter: Matter, told: int | None, threshold: int, updates: bool) -> Chosen | None:
    """Whether a story is worth an alert.

    New: it concerns something followed, or reached ``threshold`` independent reports (0: never
    for that). ``told``: its reports when it was told last, None where it never was.
    """
    if told is None:
        covered = 0 < threshold <= matter.reports
        return Chosen(matter=matter) if matter.follows or covered else None
    gained = matter.reports - told
    if updates and matter.reports >= GROWN * told and gained >= LEAST:
        return Chosen(matter=matter, kind="update", gained=gained)
    return None


def edition(matters: Iterable[Matter], told: Mapping[str, int], most: int) -> list[Chosen]:
    """The stories of a digest: the most reported first, what was in one before as an update.

    A story that was in one and gained no independent report is left out.
    """
    found = []
    for matter in matters:
        before = told.get(matter.story)
        if before is None:
            found.append(Chosen(matter=matter))
        elif matter.reports > before:
            gained = matter.reports - before
            found.append(Chosen(matter=matter, kind="update", gained=gained))
    found.sort(key=lambda one: (-one.matter.reports, -one.matter.updated, one.matter.story))
    return found[:most]
