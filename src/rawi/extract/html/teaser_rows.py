"""Rows of teasers: elements alike side by side, each with a headline, a line and a link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rawi.extract.html.blocks import HEADINGS, Block, Frame

_FEWEST = 5
"""Elements alike that make a row."""
_HEADLINE = 3
"""Fewest words of a teaser's headline."""
_LINKED = 0.6
"""Share of a headline that is a link: a day or a section may stand in its line."""
_LARGEST, _MOST_WORDS = 8, 70
"""Lines and words of the largest teaser."""


def teaser_rows(blocks: Sequence[Block], frames: Iterable[Frame]) -> list[Frame]:
    """The elements that are teasers in a row of at least five of their kind."""
    rows: dict[tuple[object, ...], list[Frame]] = {}
    for frame in frames:
        if frame.parent and 0 < frame.last - frame.first <= _LARGEST:
            rows.setdefault((frame.parent.number, frame.tag, frame.hints), []).append(frame)
    found: list[Frame] = []
    for alike in rows.values():
        if len(alike) >= _FEWEST:
            teasers = [f for f in alike if _is_teaser(blocks[f.first : f.last])]
            found += teasers if len(teasers) >= _FEWEST else ()
    return found


def _is_teaser(lines: Sequence[Block]) -> bool:
    """Whether lines are a headline, linked or with a link below it, and little else."""
    if sum(b.words for b in lines) > _MOST_WORDS or not any(b.links for b in lines):
        return False
    return any(
        b.words >= _HEADLINE and (b.tag in HEADINGS or b.link > _LINKED * len(b.text))
        for b in lines
    )
