"""What another telling of a statement cut and changed."""

from __future__ import annotations

from rawi.arabic.changes import word_changes
from rawi.model import Run

_LEFT = 0.5
"""Share of the shorter of two tellings that both must have, in letters, for changes to be read."""


def retold(one: str, other: str) -> tuple[Run, ...]:
    """``other`` as what it kept of ``one``, left out and put in; none where little was kept."""
    runs = word_changes(one, other)
    same = sum(len(run.text) for run in runs if run.change == "same")
    return runs if same >= _LEFT * min(len(one), len(other)) else ()
