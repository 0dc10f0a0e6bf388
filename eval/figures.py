"""What a scorer returns, and where the shared data lies."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("RAWI_SHARED", ROOT.parent / "shared"))
GOLD = SHARED / "gold"
DATA = SHARED / "data"


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One measured value. Higher is better unless ``lower`` is set."""

    name: str
    """Dotted, stable: ``stories.bcubed_f1``. The key in floors.json."""
    value: float
    baselines: dict[str, float] = {}
    """The same measure of other tools in the same run."""
    bar: float | None = None
    """What the figure aims at."""
    speed: bool = False
    """A same-run ratio of speeds: it may fall 30% under its floor."""
    trained: bool = False
    """From models trained in the run: processors round differently, so it may fall
    ``eval.__main__.TRAINED_MARGIN`` under its floor."""
    lower: bool = False
    """Whether lower is better."""
    floored: bool = True
    """Whether floors.json guards it."""
    note: str = ""
