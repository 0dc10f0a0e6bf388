"""Headlines of other articles on the page: which belong to this one, which to the site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rawi.extract.blocks import Block
from rawi.extract.evidence import plain
from rawi.extract.hints import BIT

_NEAR = BIT["related"]
_NEVER = (
    BIT["menu"] | BIT["footer"] | BIT["tags"] | BIT["crumb"] | BIT["share"] | BIT["comment"]
    | BIT["cookie"] | BIT["legal"]
)  # fmt: skip
_FAR = BIT["popular"] | BIT["side"]
_OWN_LIST = re.compile(
    r"ذات (?:صلة|علاقة|الصلة)|متعلق|مرتبط|مشابه|[إا]قر[أا] (?:أ|ا)يض|قد يهمك|لا تفوت|في هذا الملف|"
    r"\brelated\b|more on this|read (?:also|next|more)|you (?:may|might)|see also|also read",
    re.IGNORECASE,
)
_SITE_LIST = re.compile(
    r"الأكثر|أحدث|آخر|اخر|عاجل|المزيد من|أهم|مختارات|اخترنا|most |latest|popular|trending|top |"
    r"editor|پربازدید|آخرین|داغ",
    re.IGNORECASE,
)
_SHORTEST = 4
_LONGEST = 30
_REACH = 40
"""How many blocks a list goes on under its heading."""


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
    under, until = "", 0
    for place, block in enumerate(blocks):
        if place in taken:
            under = ""
            continue
        if name := _list_heading(block):
            under, until = name, place + _REACH
        text = _headline(block)
        key = plain(text)
        if not text or key == own:
            continue
        named = under if place < until else ""
        mine = named == "own" or first < place < last or (not named and _near(block, place, last))
        (related if mine else similar).setdefault(key, text)
    for key in related:
        similar.pop(key, None)
    return Headlines(tuple(related.values()), tuple(similar.values()))


def _list_heading(block: Block) -> str:
    """``own`` or ``site`` where the block is a heading over a list of that kind."""
    text = block.text
    if len(text.split()) > 6 or block.link > 0.5 * len(text):
        return ""
    if _OWN_LIST.search(text):
        return "own"
    return "site" if _SITE_LIST.search(text) or block.tag in {"h2", "h3"} else ""


def _near(block: Block, place: int, last: int) -> bool:
    """Whether a list is named as the article's own by its nearest elements."""
    frame, hints = block.frame, block.hints
    for _ in range(4):
        hints |= frame.hints
        if frame.parent is None:
            break
        frame = frame.parent
    return bool(hints & _NEAR) and not hints & _FAR and place > last


def _headline(block: Block) -> str:
    """The block's words if they are the headline of another article, else empty."""
    if block.link < 0.6 * len(block.text) or not block.links:
        return ""
    if (block.hints | block.frame.all_hints) & _NEVER or block.frame.tags & {"nav", "footer"}:
        return ""
    text = max((link.text for link in block.links), key=len)
    count = len(text.split())
    return text if _SHORTEST <= count <= _LONGEST else ""
