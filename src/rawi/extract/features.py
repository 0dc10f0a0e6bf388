"""What is measured of each block: itself, where it stands, what surrounds it.

Everything is per block; sums over elements come from running totals, because a
block's element covers a range of blocks.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.extract.blocks import PATH, Block, Blocks, Frame
from rawi.extract.columns import Column, counted
from rawi.extract.cues import cue
from rawi.extract.hints import NAMES as HINTS

Matrix = NDArray[np.float32]
Numbers = NDArray[np.floating[Any]] | NDArray[np.integer[Any]]

_TAG_LIST = (
    "h1 h2 h3 h4 h5 h6 p li td th blockquote figcaption div pre dt dd button section article a"
)
_TAGS = {tag: i + 1 for i, tag in enumerate(_TAG_LIST.split())}
_WORD = re.compile(r"\w+")
_OWN = (
    "words link links wordlen bold ends colon stops commas stop digits opens upper question quote "
    "mark url timed images broke depth inside_first count_same cue_class tag hinted_date"
)
_BITS = len(HINTS)
_STEPS = 4
_CLIMB = 60
"""How far up the tree is looked for elements that hold more."""
OWN_NAMES = tuple(_OWN.split())


class Context(NamedTuple):
    """What the head of the page says, for likeness."""

    title: str = ""
    description: str = ""
    told: str = ""
    """The body as structured data gives it."""


class Table(NamedTuple):
    """Blocks as rows of numbers, and what later steps need of them."""

    rows: Matrix
    words: NDArray[np.float32]
    spans: NDArray[np.int32]
    """For each block the ranges of its nearest elements: first and last of each step."""
    kinds: NDArray[np.int32]
    """Blocks alike in tag and names share a number."""


def _seen(block: Block, counts: dict[str, int]) -> tuple[float, ...]:
    """What is known of a block without a look at its letters."""
    frame = block.frame
    return (
        block.link,
        len(block.links),
        block.bold,
        block.images,
        block.after_break,
        frame.depth,
        frame.last - frame.first,
        counts[block.text],
        cue(block.text),
        _TAGS.get(block.tag, 0),
        block.time != "",
    )


def _own(blocks: list[Block]) -> list[Column]:
    """The columns of ``_OWN`` in order."""
    texts = [block.text for block in blocks]
    counts = Counter(texts)
    found, sizes = counted(texts)
    seen = np.array([_seen(block, counts) for block in blocks], dtype=np.float64).T
    found |= {
        "link": seen[0] / sizes,
        "links": np.minimum(seen[1], 20),
        "bold": seen[2] / sizes,
        "images": np.minimum(seen[3], 5),
        "broke": seen[4],
        "depth": np.minimum(seen[5], 40),
        "inside_first": np.minimum(seen[6], 60),
        "count_same": np.minimum(seen[7], 6),
        "cue_class": seen[8],
        "tag": seen[9],
        "hinted_date": seen[10],
    }
    return [found[name] for name in OWN_NAMES]


def _tokens(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text[:2000].lower()))


class _Told:
    """What the head says, ready to be compared with many lines."""

    def __init__(self, context: Context) -> None:
        self.title = _tokens(context.title)
        self.description = _tokens(context.description)
        self.either = self.title | self.description
        self.body = context.told
        self.words = frozenset(context.told.split())

    def likeness(self, text: str) -> tuple[float, float, float, float]:
        words = _WORD.findall(text[:600].lower())
        inside = -1.0
        if self.body:
            inside = float(self._holds(text[:80]) or self._holds(text[-60:])) if words else 0.0
        if self.either.isdisjoint(words):
            return 0.0, 0.0, 0.0, inside
        own = frozenset(words)
        in_title = len(own & self.title)
        return (
            in_title / len(own),
            in_title / max(1, len(self.title)),
            len(own & self.description) / len(own),
            inside,
        )

    def _holds(self, text: str) -> bool:
        """Whether the body has ``text``; its second word, whole, rules most lines out."""
        words = text.split(" ", 2)
        return (len(words) < 3 or not words[1] or words[1] in self.words) and text in self.body


def _spans(cutting: Blocks, mine: NDArray[np.int64]) -> NDArray[np.int32]:
    """First and last block of the nearest elements that hold more than the one below.

    Parents stand before their children, so that one pass knows for every element the
    nearest one above that holds more.
    """
    frames = cutting.frames
    above = [-1] * len(frames)
    for frame in frames:
        if (up := frame.parent) is not None:
            more = up.last - up.first > frame.last - frame.first
            above[frame.number] = up.number if more else above[up.number]
    wider = np.array(above, dtype=np.int64)
    edges = np.array([(f.first, f.last, f.depth) for f in frames], dtype=np.int32)
    now, found = mine, [edges[mine, :2]]
    for _ in range(_STEPS - 1):
        up_now = wider[now]
        near = (up_now >= 0) & (edges[mine, 2] - edges[up_now, 2] <= _CLIMB)
        now = np.where(near, up_now, now)
        found.append(edges[now, :2])
    return np.hstack(found)


def _near(frame: Frame) -> int:
    """What the element and the two around it are named."""
    parent = frame.parent
    up = parent.parent if parent else None
    return frame.hints | (parent.hints if parent else 0) | (up.hints if up else 0)


def _kind(frame: Frame) -> tuple[object, ...]:
    parent = frame.parent
    return (frame.tag, frame.hints, parent and parent.tag, parent and parent.hints)


def _bits(values: list[int], count: int) -> Matrix:
    raw = np.array(values, dtype=np.uint64)
    shifts = np.arange(count, dtype=np.uint64)
    return ((raw[:, None] >> shifts) & np.uint64(1)).astype(np.float32)


def tabled(cutting: Blocks, context: Context) -> Table:
    """The rows of a page; ``cutting`` must hold at least one block."""
    blocks = cutting.blocks
    frames = [block.frame for block in blocks]
    told = _Told(context)
    columns = _own(blocks)
    likeness = np.array([told.likeness(block.text) for block in blocks], dtype=np.float32)
    path = _bits([frame.path for frame in frames], len(PATH))
    own = np.hstack((np.stack(columns, axis=1).astype(np.float32), path, likeness))
    near = _bits([b.hints | _near(b.frame) for b in blocks], _BITS)
    every = _bits([b.hints | b.frame.all_hints for b in blocks], _BITS)
    words = np.expm1(own[:, 0])
    spans = _spans(cutting, np.array([frame.number for frame in frames]))
    numbers: dict[object, int] = {}
    kinds = np.array(
        [numbers.setdefault(_kind(frame), len(numbers)) for frame in frames], dtype=np.int32
    )
    rows = np.hstack((own, near, every, _around(own, words, spans, kinds)))
    return Table(rows, words, spans, kinds)


def _around(
    own: Matrix, words: NDArray[np.float32], spans: NDArray[np.int32], kinds: NDArray[np.int32]
) -> Matrix:
    text = words * (1 - own[:, 1])
    prose = text * (own[:, 9] > 0.15) * (words > 7)
    total = max(1.0, float(text.sum()))
    every = max(1.0, float(prose.sum()))
    columns = [*_shares(text, prose, words, spans, (total, every))]
    same = np.bincount(kinds, weights=prose)[kinds]
    columns += [same / every, np.log1p(np.bincount(kinds)[kinds])]
    columns += _place(prose, own)
    neighbours = own[:, [0, 1, 5, 9, 24, 23]]
    parts = [np.stack(columns, axis=1).astype(np.float32)]
    parts += [shifted(neighbours, step) for step in (-3, -2, -1, 1, 2, 3)]
    windows = np.stack((text, prose, words), axis=1)
    parts += [np.log1p(window(windows, size)) for size in (2, 5, 12)]
    parts += [near_side(prose, size) for size in (3, 8)]
    return np.hstack(parts).astype(np.float32)


def _shares(
    text: NDArray[np.float32],
    prose: NDArray[np.float32],
    words: NDArray[np.float32],
    spans: NDArray[np.int32],
    totals: tuple[float, float],
) -> list[Numbers]:
    """Of each of the nearest elements: share of the page, link density, size, place in it."""
    sums = [running(x) for x in (text, prose, words)]
    place = np.arange(len(text))
    found: list[Numbers] = []
    for step in range(_STEPS):
        first, last = spans[:, 2 * step], spans[:, 2 * step + 1]
        size = np.maximum(1, last - first)
        in_text, in_prose, in_words = (s[last] - s[first] for s in sums)
        found += [
            in_text / totals[0],
            in_prose / totals[1],
            in_text / np.maximum(1, in_words),
            np.log1p(size),
            in_prose / size,
            (place - first) / size,
        ]
    return found


def _place(prose: Numbers, own: Matrix) -> list[Numbers]:
    """Where in the page, by blocks and by words, and how far past the headline."""
    count = len(prose)
    place = np.arange(count, dtype=np.float32)
    before = running(prose)[:-1] / max(1.0, float(prose.sum()))
    title_like = own[:, 26 + len(PATH) + 1] * (own[:, 24] <= 3) * (own[:, 24] > 0)
    head = int(np.argmax(title_like)) if title_like.max() > 0.5 else -1
    since = np.clip(place - head, -50, 50) if head >= 0 else np.full(count, 99, np.float32)
    return [place / count, before, since, np.minimum(place, 60), np.minimum(count - place, 60)]


def running(values: Numbers) -> NDArray[np.float64]:
    """Totals before each place, one longer than ``values``."""
    return np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))


def shifted(values: Matrix, step: int) -> Matrix:
    """Each row holds what stands ``step`` rows later; -1 past the ends."""
    out = np.full_like(values, -1.0)
    if abs(step) >= len(values):
        return out
    if step > 0:
        out[:-step] = values[step:]
    else:
        out[-step:] = values[:step]
    return out


def window(values: Matrix, size: int) -> Matrix:
    """Sum over ``size`` rows to either side and the row itself."""
    sums = np.vstack((np.zeros((1, values.shape[1])), np.cumsum(values, axis=0, dtype=np.float64)))
    place = np.arange(len(values))
    last = np.minimum(place + size + 1, len(values))
    first = np.maximum(place - size, 0)
    return (sums[last] - sums[first]).astype(np.float32)


def near_side(values: NDArray[np.float32], size: int) -> Matrix:
    """Sums over the ``size`` rows before and the ``size`` rows after, as logarithms."""
    sums = running(values)
    place = np.arange(len(values))
    before = sums[place] - sums[np.maximum(place - size, 0)]
    after = sums[np.minimum(place + size + 1, len(values))] - sums[place + 1]
    return np.log1p(np.stack((before, after), axis=1)).astype(np.float32)
