"""A second article glued on under the first, as pages of aggregators have it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rawi.extract.cues import NAMES
from rawi.extract.html.blocks import HEADINGS, Block, is_sentence

_ALSO = NAMES.index("also") + 1
_ANNOUNCED = 4
"""Most words of a line that announces another article."""


class Glued(NamedTuple):
    """Where a glued article stands among the blocks of its page."""

    begin: int
    """Place of the line that announces it."""
    end: int
    """Place behind its last block."""


def glued(blocks: Sequence[Block], places: Sequence[int]) -> Glued | None:
    """The article glued on behind the text at ``places``, if there is one.

    A short line that announces ("read also"), a heading and sentences, all in one
    element that holds none of the text before it. Links alone there are a list.
    """
    chosen = set(places)
    looked: set[int] = set()
    for place in range(places[0] + 1 if places else len(blocks), len(blocks) - 2):
        home = blocks[place].frame.parent
        if home is None or home.number in looked or blocks[place + 1].tag not in HEADINGS:
            continue
        if not _announces(blocks[place]):
            continue
        looked.add(home.number)  # further down, an element holds still fewer sentences
        own = [p for p in range(home.first, home.last) if blocks[p].frame.parent is home]
        below = [p for p in own if p > place + 1]
        before = any(p in chosen for p in own if p < place)
        if not before and sum(is_sentence(blocks[p]) for p in below) > 1:
            return Glued(place, below[-1] + 1)
    return None


def _announces(block: Block) -> bool:
    return block.words <= _ANNOUNCED and not block.link and block.cue == _ALSO
