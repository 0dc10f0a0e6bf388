"""A second article glued on under the first, as pages of aggregators have it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rawi.extract.cues import NAMES
from rawi.extract.html.blocks import HEADINGS, Block, Frame, is_sentence

_ALSO = NAMES.index("also") + 1
_ANNOUNCED = 4
"""Most words of a line that announces another article."""


_REPORT = 2
"""Sentences in lines of their own that make a report and no teaser."""


class Glued(NamedTuple):
    """Where a glued article stands among the blocks of its page."""

    begin: int
    """Place of the line that announces it, or of its heading."""
    head: int
    """Place of its heading."""
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
            return Glued(place, place + 1, below[-1] + 1)
    return None


def under(blocks: Sequence[Block], places: Sequence[int]) -> Glued | None:
    """The article under the one at ``places``, as pages that scroll on have it.

    It stands in an ``article`` element of its own, with a heading of the first level and
    at least as many sentences as make a report; a teaser has a line or two.
    """
    if not places:
        return None
    own = _article_of(blocks[places[0]].frame)
    for place in range(places[0] + 1, len(blocks)):
        if blocks[place].tag != "h1":
            continue
        home = _article_of(blocks[place].frame)
        if home is None or (own is not None and home.first <= places[0] < home.last):
            continue
        told = sum(is_sentence(blocks[p]) for p in range(place + 1, home.last))
        before = sum(is_sentence(blocks[p]) for p in places if p < place)
        if told >= _REPORT and before >= _REPORT:
            return Glued(place, place, home.last)
    return None


def _article_of(frame: Frame) -> Frame | None:
    """The nearest ``article`` element around a block."""
    now: Frame | None = frame
    while now is not None and now.tag != "article":
        now = now.parent
    return now


def _announces(block: Block) -> bool:
    return block.words <= _ANNOUNCED and not block.link and block.cue == _ALSO
