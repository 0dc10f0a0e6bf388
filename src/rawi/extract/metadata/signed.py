"""Lines of a page that show who wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rawi.extract.cues import timed
from rawi.extract.html.blocks import Block
from rawi.extract.html.hints import BIT
from rawi.extract.html.layout import Layout, surroundings
from rawi.extract.metadata.bylines import (
    OPENERS,
    announces,
    bare_names,
    is_label,
    reviewed_by,
    written_by,
)

_NOT_BY = BIT["bio"] | BIT["comment"] | BIT["tags"]
_NOT_ELSEWHERE = _NOT_BY | BIT["card"] | BIT["related"] | BIT["popular"]
_ELSEWHERE = 50
"""Longest line far from the text that is looked at because its element names authors."""
_PICTURED = BIT["caption"] | BIT["credit"] | BIT["media"]
_FIGURES = frozenset(("figure", "figcaption"))
LONGEST = 160
"""Longest line looked at, in code points."""
_RIGHT_UNDER = 2
"""Blocks below the headline that count as right under it."""
STRENGTH = (
    "byline",
    "author link",
    "byline label",
    "author element",
    "name with a date",
    "linked name by a date",
    "name by a date",
    "linked bare name",
    "bare name",
    "reviewer",
)
"""Ways to show a name, the surest first."""


class Found(NamedTuple):
    """Words that name authors, their source and what speaks for them."""

    text: str
    source: str
    traits: frozenset[str]


def shown(layout: Layout) -> Iterator[Found]:
    """Names that readers see; where no byline is near the text, also far from it."""
    seen: set[str] = set()
    for place in layout.near():
        yield from _of_place(layout, place, seen)
    if "byline" not in seen:
        for place in _announced(layout):
            yield from _of_place(layout, place, seen)


def _of_place(layout: Layout, place: int, seen: set[str]) -> Iterator[Found]:
    """Names of one line; ``seen`` are the ways in which names were shown before it."""
    block = layout.blocks[place]
    if len(block.text) > LONGEST:
        return
    where = layout.where(place)
    found = _of_block(layout.blocks, place, where in ("beside", "over"))
    if not found:
        return
    around = (*surroundings(block), *(("at a picture",) if _at_picture(block) else ()))
    for text, source in found:
        traits = {f"{source} {where}", *around}
        if 0 < place - layout.top <= _RIGHT_UNDER:
            traits.add(f"{source} right under the headline")
        traits.add(f"later {source}" if source in seen else f"first {source}")
        seen.add(source)
        yield Found(text, source, frozenset(traits))


def _at_picture(block: Block) -> bool:
    """Whether a line belongs to a picture: the names in it are of who took or shows it."""
    hints = block.hints | block.frame.near_hints
    return bool(hints & _PICTURED or block.frame.tags & _FIGURES)


def _announced(layout: Layout) -> Iterator[int]:
    """Places of lines anywhere else that outright say who wrote, or are named after it."""
    author, blocks = BIT["author"], layout.blocks
    for place in layout.rest():  # most lines of a page: the cheapest questions first
        block = blocks[place]
        text = block.text
        if text[0] in OPENERS and len(text) <= LONGEST:
            if announces(text):
                yield place
                continue
            if is_label(text) and place + 1 < len(blocks):
                yield place + 1
                continue
        if (block.hints | block.frame.hints) & author and _alone(block):
            yield place


def _alone(block: Block) -> bool:
    """Whether a line is short and in no teaser, comment or biography."""
    return len(block.text) < _ELSEWHERE and not (
        (block.hints | block.frame.all_hints) & _NOT_ELSEWHERE
    )


def _of_block(blocks: Sequence[Block], place: int, bare: bool) -> Sequence[tuple[str, str]]:
    block = blocks[place]
    before = blocks[place - 1].text if place else " "
    if names := list(written_by(block.text)):
        return [(name, "byline") for name in names]
    if reviewer := reviewed_by(block.text):
        return [(reviewer, "reviewer")]
    if is_label(before):
        return [(block.text, "byline label")]
    if block.links and (linked := _linked(block)):
        return [(linked, "author link")]
    hints = block.hints | block.frame.hints
    if hints & BIT["author"] and not hints & _NOT_BY and block.words <= 12:
        return [(", ".join(bare_names(block.text)) or block.text, "author element")]
    return _beside_date(blocks, place) if bare else ()


def _beside_date(blocks: Sequence[Block], place: int) -> Sequence[tuple[str, str]]:
    """Names of persons that stand by themselves, in a line with a date, beside one or bare."""
    block = blocks[place]
    names = ", ".join(bare_names(block.text))
    if not names:
        return ()
    if timed(block.text):
        return [(names, "name with a date")]
    around = (*blocks[max(0, place - 1) : place], *blocks[place + 1 : place + 2])
    dated = any(len(b.text) < 60 and timed(b.text) for b in around)
    kind = "name by a date" if dated else "bare name"
    return [(names, f"linked {kind}" if block.link else kind)]


def _linked(block: Block) -> str:
    names = [
        link.text
        for link in block.links
        if link.text
        and ("author" in link.rel or "/author/" in link.href or "/authors/" in link.href)
    ]
    return ", ".join(dict.fromkeys(names))
