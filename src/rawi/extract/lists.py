"""Headlines of other articles on the page: which belong to this one, which to the site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rawi.extract.blocks import Block
from rawi.extract.cues import NAMES, cue
from rawi.extract.evidence import plain
from rawi.extract.hints import BIT

_NEAR = BIT["related"]
_NEVER = (
    BIT["menu"] | BIT["footer"] | BIT["tags"] | BIT["crumb"] | BIT["share"] | BIT["comment"]
    | BIT["cookie"] | BIT["legal"]
)  # fmt: skip
_FAR = BIT["popular"] | BIT["side"]
_ALSO = NAMES.index("also") + 1
_SHORTEST = 4
_LONGEST = 30
_COUNTER = re.compile(r"^[\W\d_٠-٩۰-۹]+|[\W\d_]+$")


class Headlines(NamedTuple):
    """Headlines of other articles."""

    related: tuple[str, ...]
    similar: tuple[str, ...]


def headlines(blocks: Sequence[Block], places: Sequence[int], title: str | None) -> Headlines:
    """Lines that are links to articles, outside the text at ``places``.

    Those in an element named as related, under such a heading, or inside the text's
    own range are the article's; the rest are the page's.
    """
    taken = set(places)
    first, last = (places[0], places[-1]) if places else (0, -1)
    own = plain(title or "")
    related: dict[str, str] = {}
    similar: dict[str, str] = {}
    under = -100
    for place, block in enumerate(blocks):
        if place in taken:
            continue
        if cue(block.text) == _ALSO and len(block.text.split()) <= 6:
            under = place
        text = _headline(block)
        key = plain(text)
        if not text or key == own:
            continue
        inside = first < place < last
        near = bool(block.frame.all_hints & _NEAR) or place - under <= 12
        mine = near and not block.frame.all_hints & _FAR and place > first
        (related if inside or mine else similar).setdefault(key, text)
    for key in related:
        similar.pop(key, None)
    return Headlines(tuple(related.values()), tuple(similar.values()))


def _headline(block: Block) -> str:
    """The block's words if they are the headline of another article, else empty."""
    if block.link < 0.6 * len(block.text) or not block.links:
        return ""
    if (block.hints | block.frame.all_hints) & _NEVER or block.frame.tags & {"nav", "footer"}:
        return ""
    text = max((link.text for link in block.links), key=len)
    count = len(text.split())
    return text if _SHORTEST <= count <= _LONGEST else ""
