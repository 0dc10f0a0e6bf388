"""What is counted of the letters of all lines at once: one column of numbers a property.

The lines are laid end to end as an array of code points; a line's count is a sum over
its range. Python sees each line a few times, not each letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rawi.extract.cues import STOP, timed

Column = NDArray[np.floating[Any]] | NDArray[np.integer[Any]] | NDArray[np.bool_]
Mask = NDArray[np.bool_]

_HEAD = 80
"""Letters at the start of a line that show its kind."""
_SEEN = 400
"""Letters of a line whose words are looked up."""
_INITIALS = 12
_ENDS = re.compile(r"[.!?؟…。]['\"”’»)\]]*$")
_LAST = frozenset(".!?؟…。'\"”’»)]")

_SIGNS = {
    "stop": ".?!؟",
    "comma": ",،",
    "question": "?؟",
    "quote": '"«“',
    "bar": "|>",
    "right": "©",
    "bullet": "-–•*#►▪٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹",
    "colon": ":：",
    "at": "@",
    "angle": "»",
    "digit": "",
    "upper": "",
}
_BIT = {name: np.uint16(1 << i) for i, name in enumerate(_SIGNS)}
_PLANE = 0x10000


def _classes() -> NDArray[np.uint16]:
    """For each code point of the basic plane the classes it is in, as bits."""
    plane = [chr(i) for i in range(_PLANE)]
    table = np.zeros(_PLANE, dtype=np.uint16)
    table[[c.isdecimal() for c in plane]] |= _BIT["digit"]
    table[[c.isupper() for c in plane]] |= _BIT["upper"]
    for name, letters in _SIGNS.items():
        table[[ord(c) for c in letters]] |= _BIT[name]
    return table


_TABLE = _classes()


class Letters:
    """Lines as one array; none may be empty, and words are parted by single spaces."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.sizes = np.array([len(text) for text in texts], dtype=np.int64)
        joined = "\n".join(texts) + "\n"
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        self.classes = _TABLE.take(np.minimum(codes, _PLANE - 1))
        self.starts = np.cumsum(self.sizes + 1) - self.sizes - 1
        self.within = np.arange(len(codes)) - np.repeat(self.starts, self.sizes + 1)
        self.spaces = codes == ord(" ")
        self.opening = np.concatenate(([True], self.spaces[:-1])) | (self.within == 0)
        """Whether a word starts here."""
        self.words = self.count(self.opening)

    def of(self, name: str) -> Mask:
        """Where a letter of the class stands."""
        found: Mask = (self.classes & _BIT[name]) != 0
        return found

    def count(self, mask: Mask) -> NDArray[np.int64]:
        """How many of the places of ``mask`` each line has."""
        return np.add.reduceat(mask, self.starts, dtype=np.int64)


def counted(texts: Sequence[str]) -> tuple[dict[str, Column], NDArray[np.int64]]:
    """The columns of ``texts`` by name, and the sizes of the lines in code points."""
    letters = Letters(texts)
    words, sizes = letters.words, letters.sizes
    ends = np.array([t[-1] in _LAST and bool(_ENDS.search(t[-4:])) for t in texts])
    stops = letters.of("stop")
    stops[:-1] &= letters.spaces[1:]
    digits, heads = _heads(letters)
    return {
        "words": np.log1p(words),
        "wordlen": sizes / words,
        "ends": ends,
        "colon": letters.of("colon")[letters.starts + sizes - 1],
        "stops": (letters.count(stops) + ends) / words,
        "commas": letters.count(letters.of("comma")) / words,
        "stop": _stop_share(letters),
        "digits": digits / np.minimum(sizes, _HEAD),
        "opens": (letters.classes[letters.starts] & (_BIT["bullet"] | _BIT["digit"])) != 0,
        "upper": _capitals(letters) / np.minimum(words, _INITIALS),
        "question": letters.count(letters.of("question")) > 0,
        "quote": letters.count(letters.of("quote")) > 0,
        "mark": heads | (letters.count(letters.of("right")) > 0),
        "url": (letters.count(letters.of("at")) > 0)
        | np.array(["http" in t or "www." in t for t in texts]),
        "timed": _timed(texts, digits),
    }, sizes


def _heads(letters: Letters) -> tuple[NDArray[np.int64], Mask]:
    """Digits in the head of each line, and whether a sign of a trail of links is there."""
    head = letters.within < np.repeat(np.minimum(letters.sizes, _HEAD), letters.sizes + 1)
    near = letters.within >= np.repeat(np.minimum(letters.sizes, _HEAD) - 3, letters.sizes + 1)
    signs = letters.of("bar") | (letters.of("angle") & near)
    return letters.count(letters.of("digit") & head), letters.count(signs & head) > 0


def _stop_share(letters: Letters) -> Column:
    """Share of stop words among the words of the start of each line."""
    seen = letters.count(letters.opening & (letters.within < _SEEN))
    start = "\n".join([text[:_SEEN] for text in letters.texts])
    known = np.fromiter(map(STOP.__contains__, start.lower().split()), dtype=np.int64)
    return np.add.reduceat(known, np.cumsum(seen) - seen) / seen


def _capitals(letters: Letters) -> NDArray[np.int64]:
    """How many of the first words of each line start with a capital."""
    initials = letters.classes[np.flatnonzero(letters.opening)]
    starts = np.cumsum(letters.words) - letters.words
    early = np.arange(len(initials)) - np.repeat(starts, letters.words) < _INITIALS
    upper = ((initials & _BIT["upper"]) != 0) & early
    return np.add.reduceat(upper, starts, dtype=np.int64)


def _timed(texts: Sequence[str], digits: NDArray[np.int64]) -> Mask:
    """Whether the head of a line shows a time; most lines cannot, as they have no digit."""
    return np.array(
        [
            (some > 0 or "منذ" in t or "ago" in t[:_HEAD].lower()) and timed(t[:_HEAD])
            for t, some in zip(texts, digits.tolist(), strict=True)
        ]
    )
