"""Texts as arrays: their words, what stands between them, their quotations.

Position ``i`` of a gap is the place before word ``i``; gap ``n`` ends the text. Several texts
stand one after another, parted by words that are none: what is asked of all words at once
costs little more for many texts than for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.arabic import Token, tokens

Ints = NDArray[np.int32]

COMMA, STOP, NEWLINE, COLON, DASH, OPENED, CLOSED, MARK = (1 << n for n in range(8))
_CLASSES = {
    "،,؛;": COMMA,
    ".!?؟…۔": STOP,
    "\n": NEWLINE,
    ":": COLON,
    "-–—ـ": DASH,
    "([{": OPENED,
    ")]}": CLOSED,
    '"«»“”„‟″': MARK,
}
_BIT = {char: bit for chars, bit in _CLASSES.items() for char in chars}
_ONLY_OPEN = "«„"
_ONLY_CLOSE = "»"
_PARTNER = {"«": "»"}
"""Marks that only their own partner closes, so that other marks may stand between."""
_gaps_known: dict[str, int] = {}
_MOST_GAPS = 10_000
"""Different gaps between words that are remembered: memory alone."""


NONE = Token(0, 0, "", "word", "", "", False)
"""A word that is none."""
PARTED = 3
"""So many stand between two texts: no judge looks further to either side."""


class Part(NamedTuple):
    """One of the texts: the offsets of its words are its own."""

    text: str
    begin: int
    """Its first word."""
    end: int
    """The gap that ends it."""


class Lists(NamedTuple):
    """What is asked of single words: plain numbers, which come faster from lists."""

    sentence: list[int]
    paragraph: list[int]
    first: list[int]


class Reading(NamedTuple):
    """The words of texts; the arrays of gaps are one longer than those of words."""

    parts: tuple[Part, ...]
    words: list[Token]
    begin: Ints
    """The first word of the word's text."""
    end: Ints
    """The gap that ends the word's text."""
    gaps: Ints
    """The classes of marks before each word."""
    opens: Ints
    """1 where a quotation opens before the word."""
    closes: Ints
    """1 where a quotation closes before the word, that is, after the one before it."""
    inside: Ints
    """1 where the word stands in a quotation."""
    closing: Ints
    """For words at which a quotation opens, the gap where it closes; else -1."""
    sentence: Ints
    """The number of the sentence; quotations are not broken."""
    paragraph: Ints
    first: Ints
    """The first word of the word's sentence."""
    last: Ints
    """The gap that ends the word's sentence."""
    close: Ints
    """The gap that ends the word's paragraph."""
    lists: Lists


def _classes(gap: str) -> int:
    found = 0
    for char in gap:
        found |= _BIT.get(char, 0)
    if len(_gaps_known) >= _MOST_GAPS:
        _gaps_known.clear()
    _gaps_known[gap] = found
    return found


def _looks(text: str, place: int) -> int:
    """1 where the mark can only open, -1 where it can only close, 0 where it is open to both."""
    char = text[place]
    if char in _ONLY_OPEN or char in _ONLY_CLOSE:
        return 1 if char in _ONLY_OPEN else -1
    before = text[place - 1 : place]
    after = text[place + 1 : place + 2]
    free_before = not before or before.isspace() or before in "(:"
    free_after = not after or after.isspace() or after in ".،,:؛)؟!"
    if free_before == free_after:
        return 0
    return 1 if free_before else -1


def _goes_on(text: str, further: list[tuple[int, int]], opener: str) -> bool:
    """Whether a quotation goes on in the next line or the one after it: what stands there next
    is the mark that closes it.
    """
    place = next((place for _, place in further if place >= 0), -1)
    return (
        place >= 0 and _looks(text, place) < 0 and _PARTNER.get(opener, text[place]) == text[place]
    )


def _quotations(text: str, marked: list[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """(gap, gap) of each quotation; ``marked`` are (gap, place in the text) of the marks.

    A mark that can only open or close is taken at its word; any other closes what
    is open. A line's end closes too, unless the next mark can only close.
    """
    found: list[tuple[int, int]] = []
    open_at, opener = -1, ""
    for number, (gap, place) in enumerate(marked):
        if place < 0:
            if open_at >= 0 and _goes_on(text, marked[number + 1 : number + 3], opener):
                continue
            if open_at >= 0 and gap > open_at:
                found.append((open_at, gap))
            open_at = -1
            continue
        looks = _looks(text, place)
        if open_at < 0:
            open_at, opener = (gap if looks >= 0 else -1), text[place]
        elif looks <= 0 and _PARTNER.get(opener, text[place]) == text[place]:
            if gap > open_at:
                found.append((open_at, gap))
            open_at = -1
    if open_at >= 0 and count > open_at:
        found.append((open_at, count))
    return found


def _marks(text: str, words: list[Token], gaps: list[int]) -> list[tuple[int, int]]:
    """The quotation marks, and with place -1 the line ends, by their gaps."""
    found = []
    for gap, bits in enumerate(gaps):
        if bits & (MARK | NEWLINE):
            start = words[gap - 1].end if gap else 0
            end = words[gap].start if gap < len(words) else len(text)
            for place in range(start, end):
                bit = _BIT.get(text[place], 0)
                if bit & (MARK | NEWLINE):
                    found.append((gap, place if bit == MARK else -1))
    return found


def _bounds(number: Ints) -> tuple[Ints, Ints]:
    """For each word the first of its group and the gap after the last; groups are runs."""
    starts = np.flatnonzero(np.diff(number, prepend=-1))
    ends = np.append(starts[1:], len(number))[: len(starts)]
    lengths = ends - starts
    return np.repeat(starts, lengths).astype(np.int32), np.repeat(ends, lengths).astype(np.int32)


def _gaps(text: str, words: list[Token]) -> list[int]:
    """The classes of marks before each word, and of those behind the last."""
    known = _gaps_known.get
    found, before, short = [], 0, False
    for word in words:
        gap = text[before : word.start]
        bits = known(gap)
        bits = _classes(gap) if bits is None else bits
        if gap[:1] == "." and short and not bits & NEWLINE:
            bits &= ~STOP
        found.append(bits)
        before, short = word.end, word.end - word.start == 1
    found.append(_classes(text[before:]) | NEWLINE)
    return found


def read(texts: Sequence[str], found: Sequence[list[Token]] = ()) -> Reading:
    """The texts as arrays; ``found`` are their tokens, where they are known."""
    words: list[Token] = []
    gaps: list[int] = []
    parts: list[Part] = []
    quoted: list[tuple[int, int]] = []
    for text, own in zip(texts, found or map(tokens, texts), strict=True):
        if parts:
            words += [NONE] * PARTED
            gaps += [0] * (PARTED - 1)
        begin = len(words)
        between = _gaps(text, own)
        marked = _quotations(text, _marks(text, own, between), len(own))
        quoted += [(begin + opens, begin + closes) for opens, closes in marked]
        words += own
        gaps += between
        parts.append(Part(text, begin, len(words)))
    return _arrays(tuple(parts), words, np.array(gaps, np.int32), quoted)


def _arrays(
    parts: tuple[Part, ...], words: list[Token], gaps: Ints, quoted: list[tuple[int, int]]
) -> Reading:
    count = len(words)
    begin, end = np.arange(count, dtype=np.int32), np.arange(count, dtype=np.int32)
    for part in parts:
        begin[part.begin : part.end] = part.begin
        end[part.begin : part.end] = part.end
    opens, closes = np.zeros((2, count + 1), np.int32)
    inside, closing = np.zeros(count, np.int32), np.full(count, -1, np.int32)
    for first, last in quoted:
        opens[first] = closes[last] = 1
        inside[first:last] = 1
        closing[first] = last
    lines = ((gaps[:-1] & NEWLINE) > 0) | (begin == np.arange(count))
    within = np.zeros(count, bool)
    within[1:] = (inside[1:] > 0) & (inside[:-1] > 0) & (opens[1:-1] == 0)
    ended = lines | (((gaps[:-1] & STOP) > 0) & ~within)
    sentence = np.cumsum(ended).astype(np.int32)
    paragraph = np.cumsum(lines).astype(np.int32)
    starts, stops = _bounds(sentence)
    lists = Lists(sentence.tolist(), paragraph.tolist(), starts.tolist())
    return Reading(
        parts, words, begin, end, gaps, opens, closes, inside, closing,
        sentence, paragraph, starts, stops, _bounds(paragraph)[1], lists,
    )  # fmt: skip
