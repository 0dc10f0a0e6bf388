"""What is measured of each block: itself, where it stands, what surrounds it.

Everything is per block; sums over elements come from running totals, because a
block's element covers a range of blocks.
"""

from __future__ import annotations

import math
import re
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.extract.blocks import Block, Blocks, Frame
from rawi.extract.cues import STOP, TIMED, cue
from rawi.extract.hints import NAMES as HINTS

Matrix = NDArray[np.float32]
Numbers = NDArray[np.floating[Any]] | NDArray[np.integer[Any]]

_TAG_LIST = (
    "h1 h2 h3 h4 h5 h6 p li td th blockquote figcaption div pre dt dd button section article a"
)
_TAGS = {tag: i + 1 for i, tag in enumerate(_TAG_LIST.split())}
_PATH_LIST = (
    "article main aside nav header footer form figure ul ol table blockquote section button "
    "details dialog p li dl h2 h3 label"
)
_PATH = tuple(_PATH_LIST.split())
_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_ENDS = re.compile(r"[.!?؟…。]['\"”’»)\]]*$")
_OPENS = re.compile(r"[-–•*\d٠-٩۰-۹#►▪]")
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


def _clipped(value: float, top: float) -> float:
    return value if value < top else top


def _own(block: Block, counts: dict[str, int]) -> list[float]:
    text = block.text
    size = len(text)
    words = text.split()
    count = len(words)
    head = text[:80]
    ends = bool(_ENDS.search(text[-4:]))
    stops = text.count(". ") + text.count("? ") + text.count("! ") + text.count("؟ ") + ends
    commas = text.count(",") + text.count("،")
    seen = text[:400].lower().split() if size > 400 else text.lower().split()
    stop = sum(map(STOP.__contains__, seen))
    upper = sum(map(str.isupper, [w[0] for w in words[:12]]))
    return [
        math.log1p(count),
        block.link / size,
        _clipped(len(block.links), 20),
        size / count,
        block.bold / size,
        ends,
        text[-1] in ":：",
        stops / count,
        commas / count,
        stop / len(seen),
        len(_DIGIT.findall(head)) / len(head),
        bool(_OPENS.match(text)),
        upper / min(count, 12),
        "?" in text or "؟" in text,
        '"' in text or "«" in text or "“" in text,
        "|" in head or "»" in head[-3:] or "©" in text or ">" in head,
        "@" in text or "http" in text or "www." in text,
        bool(TIMED.search(head)),
        _clipped(block.images, 5),
        block.after_break,
        _clipped(block.frame.depth, 40),
        _clipped(block.frame.last - block.frame.first, 60),
        _clipped(counts[text], 6),
        cue(text),
        _TAGS.get(block.tag, 0),
        bool(block.time),
    ]


def _tokens(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text[:2000].lower()))


def _likeness(block: Block, told: tuple[frozenset[str], frozenset[str], str]) -> list[float]:
    title, description, body = told
    text = block.text
    own = _tokens(text[:600])
    if not own:
        return [0.0, 0.0, 0.0, -1.0 if not body else 0.0]
    in_title = len(own & title) if title else 0
    inside = -1.0 if not body else float(text[:80] in body or text[-60:] in body)
    return [
        in_title / len(own),
        in_title / max(1, len(title)),
        len(own & description) / len(own),
        inside,
    ]


def _chain(frame: Frame) -> list[Frame]:
    """The nearest elements that hold more than the one below, from inside out."""
    chain = [frame]
    now = frame.parent
    for _ in range(_CLIMB):
        if now is None or len(chain) == _STEPS:
            break
        below = chain[-1]
        if now.last - now.first > below.last - below.first:
            chain.append(now)
        now = now.parent
    while len(chain) < _STEPS:
        chain.append(chain[-1])
    return chain


class _FrameFacts:
    """What is said once of an element and shared by its blocks."""

    def __init__(self, frame: Frame) -> None:
        parent = frame.parent
        up = parent.parent if parent else None
        self.near = frame.hints | (parent.hints if parent else 0) | (up.hints if up else 0)
        self.path = [float(tag in frame.tags) for tag in _PATH]
        chain = _chain(frame)
        self.spans = [edge for step in chain for edge in (step.first, step.last)]
        self.kind = (frame.tag, frame.hints, parent and parent.tag, parent and parent.hints)


def _bits(values: list[int]) -> Matrix:
    raw = np.array(values, dtype=np.uint64)
    shifts = np.arange(_BITS, dtype=np.uint64)
    return ((raw[:, None] >> shifts) & np.uint64(1)).astype(np.float32)


def tabled(cutting: Blocks, context: Context) -> Table:
    """The rows of a page; ``cutting`` must hold at least one block."""
    blocks = cutting.blocks
    counts: dict[str, int] = {}
    for block in blocks:
        counts[block.text] = counts.get(block.text, 0) + 1
    told = (_tokens(context.title), _tokens(context.description), context.told)
    facts: dict[int, _FrameFacts] = {}
    for block in blocks:
        if block.frame.number not in facts:
            facts[block.frame.number] = _FrameFacts(block.frame)
    mine = [facts[block.frame.number] for block in blocks]
    own = np.array(
        [_own(b, counts) + f.path + _likeness(b, told) for b, f in zip(blocks, mine, strict=True)],
        dtype=np.float32,
    )
    near = _bits([b.hints | f.near for b, f in zip(blocks, mine, strict=True)])
    every = _bits([b.hints | b.frame.all_hints for b in blocks])
    words = np.expm1(own[:, 0])
    spans = np.array([f.spans for f in mine], dtype=np.int32)
    numbers: dict[object, int] = {}
    kinds = np.array([numbers.setdefault(f.kind, len(numbers)) for f in mine], dtype=np.int32)
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
    title_like = own[:, 26 + len(_PATH) + 1] * (own[:, 24] <= 3) * (own[:, 24] > 0)
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
