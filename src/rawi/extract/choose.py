"""Which blocks are the article."""

from __future__ import annotations

from rawi.extract.blocks import HEADINGS, Block, Blocks
from rawi.extract.hints import BIT

_NOT_BODY = "comment related share menu footer ad cookie letter popular tags caption"
_AGAINST = sum(BIT[name] for name in _NOT_BODY.split())


def chosen(cutting: Blocks) -> list[Block]:
    """The article's blocks in order."""
    scores: dict[int, float] = {}
    for block in cutting.blocks:
        if _is_prose(block):
            frame, share = block.frame, 1.0
            for _ in range(3):
                scores[frame.number] = scores.get(frame.number, 0.0) + share * len(block.text)
                if frame.parent is None:
                    break
                frame, share = frame.parent, share * 0.7
    if not scores:
        return []
    best = cutting.frames[max(scores, key=lambda n: scores[n])]
    inside = cutting.blocks[best.first : best.last]
    return [b for b in inside if _is_prose(b) or (b.tag in HEADINGS and b.tag != "h1")]


def _is_prose(block: Block) -> bool:
    words = len(block.text.split())
    own = block.frame.hints | block.hints
    return (
        words >= 8
        and block.link < len(block.text) * 0.5
        and not own & _AGAINST
        and not block.frame.tags & {"nav", "footer", "aside", "figcaption", "button"}
    )
