"""What is measured of each block: itself, where it stands, what surrounds it.

Most of what tells text from furniture is how much prose stands around a line and in
the elements that hold it. An element covers a range of blocks, and so does a window:
each number of this kind is the difference of two running totals, all taken at once.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.extract.html.blocks import PATH, Block, Blocks, Frame
from rawi.extract.html.hints import NAMES as HINTS

Matrix = NDArray[np.float32]
Numbers = NDArray[np.floating[Any]] | NDArray[np.integer[Any]]
Places = NDArray[np.int64]

_TAG_LIST = (
    "h1 h2 h3 h4 h5 h6 p li td th blockquote figcaption div pre dt dd button section article a"
)
_TAGS = {tag: i + 1 for i, tag in enumerate(_TAG_LIST.split())}
_HEADLINE = _TAGS["h1"]
_OWN = "words wordlen link links bold images depth inside same cue tag ends"
OWN_NAMES = tuple(_OWN.split())
_MOST = np.array([20, 5, 40, 60, 6], dtype=np.float32)
"""Counts above these say no more: links, images, depth, blocks inside, same lines."""
_ENDS = frozenset(".!?؟…:\"”’»)'。！？」』")
_LINE = 7
"""Words of the longest line that is no prose."""
_PROSE = 15
"""More words than this are prose even where no full stop ends them."""
_STEPS = 4
"""Elements around a block that are described; as trained."""
_WINDOWS = (2, 5, 12)
"""Blocks on both sides that are summed up; as trained (decision 0036)."""
_SIDES = (3, 8)
"""The same on one side."""
_NEIGHBOURS = (-2, -1, 1, 2)
"""Neighbours whose own numbers are seen; the third ones earned nothing (decision 0036)."""
_SEEN_OF_NEIGHBOURS = [OWN_NAMES.index(name) for name in ("words", "link", "ends", "tag", "cue")]


class Table(NamedTuple):
    """Blocks as rows of numbers, and what later steps need of them."""

    rows: Matrix
    words: NDArray[np.float32]
    spans: Places
    """First and last block of each block's nearest elements: steps, two, blocks."""
    kinds: NDArray[np.int64]
    """Blocks alike in tag and names share a number."""


def tabled(cutting: Blocks) -> Table:
    """The rows of a page; ``cutting`` must hold at least one block."""
    blocks = cutting.blocks
    frames = [block.frame for block in blocks]
    own, words = _own(blocks)
    spans = _spans(cutting.frames, [frame.number for frame in frames])
    numbers: dict[object, int] = {}
    kinds = np.array([numbers.setdefault(_kind(frame), len(numbers)) for frame in frames])
    named = [
        _bits([frame.path for frame in frames], len(PATH)),
        _bits([b.hints | b.frame.near_hints for b in blocks], len(HINTS)),
        _bits([b.hints | b.frame.all_hints for b in blocks], len(HINTS)),
    ]
    rows = np.hstack((own, *named, *_around(own, words, spans, kinds)), dtype=np.float32)
    return Table(rows, words, spans, kinds)


def column(table: Table, name: str) -> Matrix:
    """What is measured of each block itself under a name of ``OWN_NAMES``."""
    found: Matrix = table.rows[:, OWN_NAMES.index(name)]
    return found


def _own(blocks: list[Block]) -> tuple[Matrix, NDArray[np.float32]]:
    """The columns of ``OWN_NAMES``, and how many words each block has."""
    same = Counter([block.text for block in blocks])
    seen = chain.from_iterable([_seen(block, same) for block in blocks])
    raw = np.fromiter(seen, np.float32, len(blocks) * len(OWN_NAMES)).reshape(len(blocks), -1)
    words = raw[:, 0].copy()
    sizes = raw[:, 1].copy()
    raw[:, 0] = np.log1p(words)
    raw[:, 1] /= words
    raw[:, 2] /= sizes
    raw[:, 4] /= sizes
    raw[:, [3, 5, 6, 7, 8]] = np.minimum(raw[:, [3, 5, 6, 7, 8]], _MOST)
    return raw, words


def _seen(block: Block, same: Counter[str]) -> tuple[float, ...]:
    frame, text = block.frame, block.text
    return (
        block.words,
        len(text),
        block.link,
        len(block.links),
        block.bold,
        block.images,
        frame.depth,
        frame.last - frame.first,
        same[text],
        block.cue,
        _TAGS.get(block.tag, 0),
        text[-1] in _ENDS,
    )


def _spans(frames: list[Frame], mine: list[int]) -> Places:
    """First and last block of the nearest elements that hold more than the one below.

    Parents stand before their children, so that one pass knows for every element the
    nearest one above that holds more.
    """
    first = [frame.first for frame in frames]
    last = [frame.last for frame in frames]
    above = [0] * len(frames)
    for number, frame in enumerate(frames):
        if (parent := frame.parent) is not None:
            up = parent.number
            wider = last[up] - first[up] > last[number] - first[number]
            above[number] = up if wider else above[up]
    edges, wider_one, now = np.array((first, last)), np.array(above), np.array(mine)
    found = np.empty((_STEPS, 2, len(mine)), dtype=np.int64)
    for step in range(_STEPS):
        found[step] = edges[:, now]
        now = wider_one[now]
    return found


def _kind(frame: Frame) -> tuple[object, ...]:
    parent = frame.parent
    return (frame.tag, frame.hints, parent and parent.tag, parent and parent.hints)


def _bits(values: list[int], count: int) -> NDArray[np.uint8]:
    raw = np.array(values, dtype="<u8").view(np.uint8).reshape(-1, 8)
    return np.unpackbits(raw, axis=1, count=count, bitorder="little")


def _around(
    own: Matrix, words: NDArray[np.float32], spans: Places, kinds: NDArray[np.int64]
) -> list[Matrix]:
    long = words > _LINE
    text = words * (1 - own[:, OWN_NAMES.index("link")])
    prose = text * long * ((own[:, OWN_NAMES.index("ends")] > 0) | (words > _PROSE))
    count = len(words)
    sums = running(np.stack((text, prose, words), axis=1))
    total = np.maximum(1.0, sums[-1])
    place = np.arange(count)
    near = log_sums(sums, windows(place, count, _WINDOWS))
    sides = log_sums(sums[:, 1:2], beside(place, count, _SIDES))
    return [
        *_shares(sums, spans, total),
        _placed(own, float(total[1]), np.bincount(kinds, weights=prose)[kinds]),
        np.log1p(np.bincount(kinds))[kinds][:, None],
        *(shifted(own[:, _SEEN_OF_NEIGHBOURS], step) for step in _NEIGHBOURS),
        near,
        sides,
    ]


def _shares(
    sums: NDArray[np.float64], spans: Places, total: NDArray[np.float64]
) -> list[NDArray[np.float64]]:
    """Of each of the nearest elements: share of the page, link density, size, place in it."""
    first, last = spans[:, 0], spans[:, 1]
    size = np.maximum(1, last - first)
    inside = sums[last] - sums[first]
    text, prose, words = inside[..., 0], inside[..., 1], inside[..., 2]
    place = np.arange(first.shape[1])
    columns = (
        text / total[0],
        prose / total[1],
        text / np.maximum(1, words),
        np.log1p(size),
        prose / size,
        (place - first) / size,
    )
    return [part.T for part in columns]


def _placed(own: Matrix, prose: float, same: Numbers) -> NDArray[np.float64]:
    """How far past the headline, and how much of the prose stands in blocks of this kind.

    Where in the page a block stands is left out: on pages longer than those learned from,
    all that comes late was taken for the foot.
    """
    place = np.arange(len(own))
    heads = np.flatnonzero(own[:, OWN_NAMES.index("tag")] == _HEADLINE)
    since = np.clip(place - heads[0], -50, 50) if len(heads) else np.full(len(own), 99)
    return np.stack((same / prose, since), axis=1)


def running(values: Numbers) -> NDArray[np.float64]:
    """Totals before each row, one longer than ``values``."""
    out = np.zeros((len(values) + 1, *values.shape[1:]))
    np.cumsum(values, axis=0, dtype=np.float64, out=out[1:])
    return out


def windows(place: Places, count: int, sizes: tuple[int, ...]) -> Places:
    """First and last of the ``count`` rows in a window of each size to either side of each
    place: sizes, two, places."""
    first = [np.maximum(place - size, 0) for size in sizes]
    last = [np.minimum(place + size + 1, count) for size in sizes]
    return np.stack((first, last), axis=1)


def beside(place: Places, count: int, sizes: tuple[int, ...]) -> Places:
    """First and last of the rows before and of those after, for each size."""
    out: list[tuple[Places, Places]] = []
    for size in sizes:
        out.append((np.maximum(place - size, 0), place))
        out.append((place + 1, np.minimum(place + size + 1, count)))
    return np.array(out)


def log_sums(sums: NDArray[np.float64], ranges: Places) -> NDArray[np.float64]:
    """Logarithms of the sums over ranges: a row a block, a column a range and number."""
    found = np.log1p(sums[ranges[:, 1]] - sums[ranges[:, 0]])
    return found.transpose(1, 0, 2).reshape(ranges.shape[2], -1)


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
