"""Which blocks are the article: the model's answer, cut and trimmed over the whole page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set

import numpy as np
from numpy.typing import NDArray

from rawi.extract.html.blocks import Block, Blocks, Frame, cell_of, is_sentence, item_of
from rawi.extract.html.features import Table, column, running, tabled
from rawi.extract.html.hints import BIT, UNSEEN
from rawi.extract.html.trees import ReadyModel, likely, shipped

_LINE = 8
"""Words more than which a block must have to settle how sure a page is; 4 or 12 change one of
79 gold pages."""
_WHOLE = 10
"""Words from which on a line that returns is a repeat, no refrain or label."""
CELL, _ROWS = 12, 40
"""Words of a cell and rows of a table that belong to an article and are no page of data."""
_OPENING, _LEFT = 40, 0.2
"""Code points by which a text is known again, and the share of a line that may be new in a
copy of lines before it."""
_ITEM = 30
"""Words of an item of such a list."""
_ROWED = frozenset(("table", "ul", "ol", "dl"))
_NO_ITEM = (
    BIT["share"] | BIT["tags"] | BIT["menu"] | BIT["meta"] | BIT["related"] | BIT["author"]
    | BIT["comment"] | BIT["crumb"] | BIT["letter"] | BIT["toc"] | BIT["ad"] | BIT["button"]
)  # fmt: skip
_NO_TEXT = (UNSEEN, BIT["cookie"], BIT["comment"])
"""What an element is that holds no text of the article, unless it holds most of it."""
_APART = frozenset(("blockquote", "aside"))
_QUOTED = BIT["quote"]
_QUOTES = " \"'«»“”„‘’"
_PULLED, _MOST_PULLED = 4, 60
"""Fewest words of a quotation that is set apart; shorter ones are sub-headings as often. And most
of them on a page: each is compared with all of the text. The fullest of 1,012 pages has 51."""
_FEW = 60
"""Fewer words than this, and the page is looked at with a lower bar."""
_LOWEST, _OF_BEST = 0.12, 0.6
"""That bar: so much of the best answer, but never less. .08 or .18 changes one of 79 gold pages."""
_ALL = 0.1
"""The mean answer from which on the lines of a table or list in the text are part of it; .15 gives
the same text F1 on 793 English pages (docs/decisions/0267)."""
_KIN, _MOSTLY = 0.2, 0.6
"""The answer from which on a sentence is text in elements of the kind, or in the element, that
holds so much of it. On 79 gold pages .1 loses .002 and .4 gains .002, which is noise there;
.4 and .8 of the text change one page."""
_LINKS = 0.3
"""Share of links under which such a sentence is plain. .15 or .6 changes one of 79 gold pages."""


def chosen(cutting: Blocks, model: ReadyModel | None = None) -> list[int]:
    """Places of the blocks that hold text of the article, in order."""
    if not cutting.blocks:
        return []
    ready = model or shipped()
    table = tabled(cutting)
    sure = likely(table, ready)
    kept = _above(sure, table.words, ready.cut)
    kept |= _kin(table, sure, kept)
    kept |= _siblings(cutting, table, kept)
    kept |= _linked_between(cutting.blocks, kept)
    places = _shown(cutting.blocks, [int(i) for i in np.flatnonzero(kept)])
    places = _with_likely_rows(cutting, _with_rows(cutting, places), table.words, sure)
    return _once(cutting.blocks, places)


def _with_likely_rows(
    cutting: Blocks, places: Sequence[int], words: NDArray[np.float32], sure: NDArray[np.float32]
) -> Sequence[int]:
    """The places with tables and lists in the text whose lines are together likely enough: by
    itself a row looks like furniture. Those with many links lead elsewhere."""
    if len(places) < 2:
        return places
    blocks, kept = cutting.blocks, set(places)
    homes = {_parent(blocks[p]) for p in places}
    letters = [(block.link, len(block.text)) for block in blocks]
    totals = running(np.column_stack((words, words * sure, letters)))
    begin, last = places[0] + 1, places[-1]
    for frame in cutting.frames:
        if frame.tag not in _ROWED or not begin <= frame.first < frame.last - 1 < last:
            continue
        if frame.tag != "table" and not _stands_in(frame, homes):
            continue
        every, likely_ones, link, size = totals[frame.last] - totals[frame.first]
        if likely_ones >= _ALL * every and link <= _LINKS * size:
            begin = frame.last  # what it holds is settled
            kept.update(p for p in range(frame.first, frame.last) if not _named(blocks[p]))
    return sorted(kept)


def _with_rows(cutting: Blocks, places: Sequence[int]) -> Sequence[int]:
    """The places with small tables and lists of short lines that stand in the text."""
    if len(places) < 2:
        return places
    kept = set(places)
    homes = {_parent(cutting.blocks[p]) for p in places}
    first, last = places[0], places[-1]
    for frame in cutting.frames:
        in_table = frame.tag != "table" and "table" in frame.tags
        if frame.tag not in _ROWED or in_table or not first < frame.first < frame.last:
            continue
        if frame.first > last + 1 or not _stands_in(frame, homes):
            continue
        rows = range(frame.first, frame.last)
        lines = [cutting.blocks[p] for p in rows]
        if _of_cells(lines) if frame.tag == "table" else frame.last <= last and _of_items(lines):
            kept.update(rows)
    return sorted(kept)


def _stands_in(frame: Frame, homes: Set[int]) -> bool:
    """Whether an element stands among paragraphs of the text, with at most two around it."""
    above = frame.parent
    for _ in range(3):
        if above is None:
            return False
        if above.number in homes:
            return True
        if above.last - above.first > frame.last - frame.first + 1:
            return False
        above = above.parent
    return False


def _of_cells(cells: Sequence[Block]) -> bool:
    """Whether a table holds data, not layout: short cells without links, in rows of two and
    more, under a caption or none."""
    cells = [cell for cell in cells if cell.tag != "caption"]
    homes = [home for cell in cells if (home := cell_of(cell)) is not None and home.parent]
    rows = Counter(home.parent.number for home in homes if home.parent)
    short = len(homes) == len(cells) and all(c.words <= CELL and not c.link for c in cells)
    return short and 2 <= len(rows) <= _ROWS and min(rows.values()) >= 2


def _of_items(items: Sequence[Block]) -> bool:
    """Whether a list holds short lines of the text: no links, no names of furniture."""
    named = any(map(_named, items))
    short = all(b.words <= _ITEM and not b.links and item_of(b) for b in items)
    return short and not named and 2 <= len(items) <= _ROWS


def _named(line: Block) -> bool:
    """Whether a line stands where furniture does, by the names of its elements."""
    return bool((line.hints | line.frame.near_hints) & _NO_ITEM)


def _shown(blocks: Sequence[Block], places: Sequence[int]) -> Sequence[int]:
    """The places without what the page hides, dialogues on cookies and comments; all of them
    where most of the text stands there: a script may show it, or a name says something else."""
    for bits in _NO_TEXT:
        seen = [p for p in places if not (blocks[p].hints | blocks[p].frame.all_hints) & bits]
        if len(seen) < len(places):
            shown, every = (sum(blocks[p].words for p in some) for some in (seen, places))
            places = seen if shown * 2 > every else places
    return places


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
    return _without_pulled(blocks, _unmerged(blocks, once))


def _without_pulled(blocks: Sequence[Block], places: list[int]) -> list[int]:
    """The places without quotations that are set apart once more beside the text they are from."""
    pulled = [p for p in places if _set_apart(blocks[p])]
    if not 0 < len(pulled) <= _MOST_PULLED:
        return places
    told = [blocks[p].text for p in places]
    twice = {p for p in pulled if _pulled_from(blocks[p].text.strip(_QUOTES), told)}
    return [p for p in places if p not in twice]


def _set_apart(block: Block) -> bool:
    """Whether a line stands in a quotation or an aside."""
    if block.words < _PULLED:
        return False
    hints = block.hints | block.frame.near_hints
    return bool(hints & _QUOTED) or not block.frame.tags.isdisjoint(_APART)


def _pulled_from(text: str, told: Iterable[str]) -> bool:
    return any(text in one and len(one) > len(text) + len(_QUOTES) for one in told)


def _unmerged(blocks: Sequence[Block], places: list[int]) -> list[int]:
    """The places without a second copy of the text that is cut into other blocks.

    Only pages on which the opening of the text returns are looked at block by block.
    """
    long = [p for p in places if blocks[p].words >= _WHOLE]
    if len(long) < 2:
        return places
    opening = blocks[long[0]].text[:_OPENING]
    if not any(opening in blocks[p].text for p in long[1:]):
        return places
    kept: list[int] = []
    told = ""
    for place in places:
        text = blocks[place].text
        if blocks[place].words < _WHOLE or not _told_in(text, told, [blocks[p].text for p in kept]):
            kept.append(place)
            told += f"{text} "
    return kept


def _told_in(text: str, told: str, before: Sequence[str]) -> bool:
    """Whether a line stood before, as part of a longer one or as several."""
    if text in told:
        return True
    left = text
    for one in before:
        if len(one) >= _OPENING:
            left = left.replace(one, "", 1)
    return len(left) <= _LEFT * len(text)


def _parent(block: Block) -> int:
    return block.frame.parent.number if block.frame.parent else 0
