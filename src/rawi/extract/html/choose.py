"""Which blocks are the article: the model's answer, cut and trimmed over the whole page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rawi.extract.html.blocks import CELLS, UNSEEN, Block, Blocks, is_sentence
from rawi.extract.html.features import Table, column, tabled
from rawi.extract.html.trees import ReadyModel, likely, shipped

_LINE = 8
"""Words more than which a block must have to settle how sure a page is; 4 or 12 change one of
79 gold pages."""
_WHOLE = 10
"""Words from which on a line that returns is a repeat, no refrain or label."""
_CELL, _ROWS = 12, 40
"""Words of a cell and rows of a table that belong to an article and are no page of data."""
_FEW = 60
"""Fewer words than this, and the page is looked at with a lower bar."""
_LOWEST, _OF_BEST = 0.12, 0.6
"""That bar: so much of the best answer, but never less. .08 or .18 changes one of 79 gold pages."""
_KIN, _MOSTLY = 0.2, 0.6
"""The answer from which on a sentence is text in elements of the kind, or in the element, that
holds so much of it. On 79 gold pages .1 loses .002 and .4 gains .002, which is noise there;
.4 and .8 of the text change one page."""
_LINKS = 0.3
"""Share of links under which such a sentence is plain. .15 or .6 changes one of 79 gold pages."""


def chosen(cutting: Blocks, model: ReadyModel | None = None) -> list[int]:
    """Places of the blocks that hold text of the article, in order."""
    ready = model or shipped()
    table = tabled(cutting)
    sure = likely(table, ready)
    kept = _above(sure, table.words, ready.cut)
    kept |= _kin(table, sure, kept)
    kept |= _siblings(cutting, table, kept)
    kept |= _linked_between(cutting.blocks, kept)
    places = _shown(cutting.blocks, [int(i) for i in np.flatnonzero(kept)])
    return _once(cutting.blocks, _with_tables(cutting, places))


def _with_tables(cutting: Blocks, places: Sequence[int]) -> Sequence[int]:
    """The places with the cells of small tables of figures between paragraphs of the text."""
    if not any(frame.tag == "table" for frame in cutting.frames) or len(places) < 2:
        return places
    kept = set(places)
    homes = {_parent(cutting.blocks[p]) for p in places}
    for frame in cutting.frames:
        beside = frame.tag == "table" and frame.parent and frame.parent.number in homes
        if beside and places[0] < frame.first and frame.last <= places[-1]:
            cells = range(frame.first, frame.last)
            if _of_figures([cutting.blocks[p] for p in cells]):
                kept.update(cells)
    return sorted(kept)


def _of_figures(cells: Sequence[Block]) -> bool:
    """Whether a table holds data, not layout: short cells without links, figures among them,
    in rows of two and more."""
    rows = Counter(_parent(cell) for cell in cells)
    short = all(c.tag in CELLS and c.words <= _CELL and not c.link for c in cells)
    figures = sum(any(map(str.isdigit, c.text)) for c in cells) >= 2
    return short and figures and len(rows) >= 2 and min(rows.values()) >= 2 and len(rows) <= _ROWS


def _shown(blocks: Sequence[Block], places: Sequence[int]) -> Sequence[int]:
    """The places without what the page hides; all of them where it hides most of the text
    until a script shows it."""
    seen = [p for p in places if not (blocks[p].hints | blocks[p].frame.all_hints) & UNSEEN]
    shown, every = (sum(blocks[p].words for p in some) for some in (seen, places))
    return seen if shown * 2 > every else places


def _above(sure: NDArray[np.float32], words: NDArray[np.float32], cut: float) -> NDArray[np.bool_]:
    """The blocks above the bar; where they hold little, the bar is what the page offers."""
    kept = sure >= cut
    if float(words[kept].sum()) >= _FEW:
        return kept
    prose = sure[words > _LINE]
    best = float(prose.max()) if len(prose) else 0.0
    return sure >= max(_LOWEST, min(cut, best * _OF_BEST))


def _kin(table: Table, sure: NDArray[np.float32], kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Sentences in elements of the kind that holds most of the text: a list may part them."""
    held = np.bincount(table.kinds, weights=table.words * kept)
    share = held[table.kinds] / max(1.0, float(held.sum()))
    sentence = column(table, "ends") > 0
    plain = column(table, "link") < _LINKS
    found: NDArray[np.bool_] = (sure >= _KIN) & (share >= _MOSTLY) & sentence & plain
    return found & (table.words > _LINE)


def _siblings(cutting: Blocks, table: Table, kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Plain sentences beside the text: paragraphs of the one element that holds most of it."""
    parents = np.array([_parent(block) for block in cutting.blocks])
    held = np.bincount(parents, weights=table.words * kept)
    home = int(held.argmax())
    sentence = (column(table, "ends") > 0) & (column(table, "link") == 0)
    bare = np.array([b.tag == "p" and not b.hints | b.frame.hints for b in cutting.blocks])
    most = held[home] >= _MOSTLY * max(1.0, float(held.sum()))
    found: NDArray[np.bool_] = (parents == home) & sentence & bare & most & (table.words >= 5)
    return found


def _linked_between(blocks: Sequence[Block], kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Sentences that are one link, between two paragraphs of the text: a list of other
    articles has headlines, which end without a full stop."""
    found = np.zeros_like(kept)
    for i in range(1, len(blocks) - 1):
        block = blocks[i]
        whole = block.tag == "p" and block.link > 0.9 * len(block.text) and block.text[-1] == "."
        if whole and block.words >= _WHOLE and kept[i - 1] and kept[i + 1]:
            found[i] = is_sentence(blocks[i - 1]) and is_sentence(blocks[i + 1])
    return found


def _once(blocks: Sequence[Block], places: Sequence[int]) -> list[int]:
    """The places without paragraphs that stood before, and short lines that follow on them:
    a page may carry its text twice, for two widths of screen."""
    seen: set[str] = set()
    once: list[int] = []
    again = False
    for place in places:
        block = blocks[place]
        again = block.text in seen and (again or block.words >= _WHOLE)
        if not again:
            once.append(place)
            seen.add(block.text)
    return once


def _parent(block: Block) -> int:
    return block.frame.parent.number if block.frame.parent else 0
