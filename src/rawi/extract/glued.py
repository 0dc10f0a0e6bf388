"""A second article glued on under the first, as pages of aggregators have it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rawi.extract.blocks import HEADINGS, Block, is_sentence
from rawi.extract.cues import NAMES, cue

_ALSO = NAMES.index("also") + 1
_ANNOUNCED = 4
"""Most words of a line that announces another article."""
_LINE = 8
_ENDS = '.؟?!…"»”'


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
    for place in range(places[0] + 1 if places else len(blocks), len(blocks) - 2):
        if _announces(blocks[place]) and blocks[place + 1].tag in HEADINGS:
            home = blocks[place].frame.parent
            held = [p for p in range(place + 2, len(blocks)) if blocks[p].frame.parent is home]
            before = any(blocks[p].frame.parent is home for p in places if p < place)
            if not before and sum(is_sentence(blocks[p]) for p in held) > 1:
                return Glued(place, held[-1] + 1)
    return None


def _announces(block: Block) -> bool:
    words = len(block.text.split())
    return words <= _ANNOUNCED and not block.link and cue(block.text) == _ALSO
