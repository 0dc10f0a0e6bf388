"""A second article glued on under the first, as pages of aggregators have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rawi.extract.cues import NAMES
from rawi.extract.html.blocks import HEADINGS, Block, Frame, is_sentence
from rawi.extract.html.hints import BIT

_ALSO = NAMES.index("also") + 1
_ANNOUNCED = 4
"""Most words of a line that announces another article."""


_REPORT = 2
"""Sentences in lines of their own that make a report and no teaser."""
_HEADS = {"h1": _REPORT, "h2": _REPORT + 1}
"""The same under a heading of each level: teasers have lower ones."""
_NO_REPORT = BIT["comment"] | BIT["card"] | BIT["popular"] | BIT["side"]
"""Names of what holds teasers and comments, some of which run to three sentences."""
_APART = frozenset(("article", "section", "div", "main"))
_INTO = 3
"""Lines of an article, such as its section and day, that stand over its heading."""


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


def others(blocks: Sequence[Block], places: Sequence[int]) -> list[Glued]:
    """The articles under the one at ``places``, in order."""
    one = glued(blocks, places)
    return [one] if one else list(_under(blocks, places))


def _under(blocks: Sequence[Block], places: Sequence[int]) -> Iterator[Glued]:
    """The articles under the one at ``places``, as pages that scroll on have them.

    Each stands in an ``article`` element of its own and begins with a heading; it has at
    least as many sentences as make a report. A teaser has a line or two.
    """
    own = _article_of(blocks[places[0]].frame) if places else None
    end = places[0] + 1 if places else len(blocks)
    for place in range(end, len(blocks)):
        if place < end or blocks[place].tag not in _HEADS:
            continue
        home = _article_of(blocks[place].frame) or _beside(blocks[place], own)
        if home is None or (own is not None and home.first <= places[0] < home.last):
            continue
        before = sum(is_sentence(blocks[p]) for p in places if p < place)
        if before >= _REPORT and _begins(blocks, place, home, own):
            end = home.last
            yield Glued(place, place, end)


def _begins(blocks: Sequence[Block], place: int, home: Frame, own: Frame | None) -> bool:
    """Whether a report stands under the heading at ``place`` in the element ``home``: one under
    a second-level heading must begin an element that is named as no teaser or comment."""
    tag = blocks[place].tag
    told = sum(is_sentence(blocks[p]) for p in range(place + 1, home.last))
    first = place <= home.first + _INTO and own is not None and home.tag == "article"
    report = tag == "h1" or (first and not home.near_hints & _NO_REPORT)
    return report and told >= _HEADS[tag]


def _beside(block: Block, own: Frame | None) -> Frame | None:
    """The largest element around a first-level heading that stands behind the first article's
    ``own``, where that one is an ``article``."""
    if own is None or block.tag != "h1" or block.frame.first < own.last:
        return None
    frame = block.frame
    while frame.parent is not None and frame.parent.first >= own.last:
        frame = frame.parent
    return frame if frame.tag in _APART else None


def _article_of(frame: Frame) -> Frame | None:
    """The nearest ``article`` element around a block."""
    now: Frame | None = frame
    while now is not None and now.tag != "article":
        now = now.parent
    return now


def _announces(block: Block) -> bool:
    return block.words <= _ANNOUNCED and not block.link and block.cue == _ALSO
