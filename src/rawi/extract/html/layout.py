"""Where on a page its headline and text stand, and what is near them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rawi.extract.html.blocks import Block
from rawi.extract.html.hints import BIT
from rawi.extract.metadata.evidence import plain

_OVER, _UNDER, _INTO = 8, 16, 3
"""Blocks above the headline, below the text and into it that count as near; traits that weights
were learned for."""
_TEASER = BIT["related"] | BIT["popular"] | BIT["card"] | BIT["side"] | BIT["footer"]
_OUTSIDE = frozenset(("aside", "footer", "nav", "form"))


class Layout(NamedTuple):
    """The blocks of a page and the places of what matters among them."""

    blocks: Sequence[Block]
    top: int
    """Place of the headline, or of the text where that comes first."""
    first: int
    """Place of the first block of the text, or of the headline where that comes later."""
    last: int
    """Place of the last block of the text."""

    @classmethod
    def of(cls, blocks: Sequence[Block], places: Sequence[int], title: str) -> Layout:
        """The layout of a page whose text stands at ``places``."""
        if not places:
            return cls(blocks, 0, min(len(blocks), 24), len(blocks))
        first, last = places[0], places[-1]
        head = _headline(blocks, title, first)
        return cls(blocks, min(head, first), max(head, first), last)

    def where(self, place: int) -> str:
        """The part of the page: top, over, beside, inside, under, rest."""
        if place < self.top:
            return "over" if place >= self.top - _OVER else "top"
        if place <= self.first + _INTO:
            return "beside"
        if place < self.last:
            return "inside"
        return "under" if place <= self.last + _UNDER else "rest"

    def near(self) -> Iterator[int]:
        """Places between headline and text, above the headline, under the text, in this order."""
        into = min(self.first + _INTO + 1, len(self.blocks))
        yield from range(self.top, into)
        yield from range(max(0, self.top - _OVER), self.top)
        yield from range(max(self.last, into), min(len(self.blocks), self.last + _UNDER + 1))

    def far(self) -> Iterator[int]:
        """Places of all other blocks outside the text."""
        yield from range(max(0, self.top - _OVER))
        yield from range(self.last + _UNDER + 1, len(self.blocks))

    def rest(self) -> Iterator[int]:
        """Places of all blocks that are not near."""
        yield from range(self.first + _INTO + 1, self.last)
        yield from self.far()


def _headline(blocks: Sequence[Block], title: str, first: int) -> int:
    """The place of the headline nearest above the text, else that of the text."""
    key = plain(title)
    if not key:
        return first
    start = key.split(" ", 1)[0]
    for away in range(max(first, len(blocks) - first - 1) + 1):
        for place in (first - away, first + away):
            text = blocks[place].text if 0 <= place < len(blocks) else ""
            if start in text[:80].casefold() and plain(text) == key:
                return place
    return first


def surroundings(block: Block) -> Iterator[str]:
    """What the elements around a block say against it."""
    around, above = block.hints | block.frame.hints, block.frame.parent
    for _ in range(3):
        if above is None:
            break
        around |= above.hints
        above = above.parent
    if around & _TEASER:
        yield "in a teaser"
    if block.frame.all_hints & BIT["comment"]:
        yield "in comments"
    if block.frame.tags & _OUTSIDE:
        yield "outside"
    if "li" in block.frame.tags:
        yield "in a list"
