"""Normalisation in named levels, each with offsets back to the original text."""

from __future__ import annotations

import enum
import re
import unicodedata
from bisect import bisect_right
from itertools import pairwise

import msgspec


class Level(enum.IntEnum):
    """How far normalisation goes; each level does everything before it too."""

    FORMS = 1
    """Unicode NFKC (UAX 15): presentation forms, ligatures and wide forms."""
    CONTROLS = 2
    """Bidi controls, joiners and soft hyphens removed."""
    TATWEEL = 3
    MARKS = 4
    """Arabic diacritics and Koranic signs removed."""
    DIGITS = 5
    """Eastern digits and separators to Latin ones."""
    ALEF = 6
    YA = 7
    """Alef maksura and Persian ya to ya, Persian kaf and ha to the Arabic ones."""
    TA_MARBUTA = 8
    HAMZA = 9
    """Hamza on waw and on ya to hamza alone, so that شؤون and شئون are one."""
    CASE = 10
    """Lower case: the level of search, what ``fold`` gives."""


_CONTROLS = [0x61C, 0xFEFF, 0xAD, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F)]
_CONTROLS += range(0x2060, 0x206A)
_MARKS = [*range(0x610, 0x61B), *range(0x64B, 0x660), 0x670, *range(0x6D6, 0x6DD)]
_MARKS += [*range(0x6DF, 0x6E5), 0x6E7, 0x6E8, *range(0x6EA, 0x6EE), *range(0x8CA, 0x8E2)]
_MARKS += range(0x8E3, 0x900)

_Table = dict[int, str | None]


def _letters(these: str, those: str) -> _Table:
    return {ord(a): b for a, b in zip(these, those, strict=True)}


_STEPS: dict[Level, _Table] = {
    Level.CONTROLS: dict.fromkeys(_CONTROLS),
    Level.TATWEEL: {0x640: None},
    Level.MARKS: dict.fromkeys(_MARKS),
    Level.DIGITS: {
        **{0x660 + n: str(n) for n in range(10)},
        **{0x6F0 + n: str(n) for n in range(10)},
        0x66A: "%",
        0x66B: ".",
        0x66C: ",",
    },
    Level.ALEF: _letters("أإآٱٲٳٵ", "ااااااا"),
    Level.YA: _letters("ىیېےکڪہھە", "ييييككههه"),
    Level.TA_MARBUTA: _letters("ةۃۀۂ", "هههه"),
    Level.HAMZA: _letters("ؤئٶٸۓ", "ءءءءء"),
}


LETTERS_KEPT: _Table = {letter: chr(letter) for letter in range(0x621, 0x64B)}
"""Of a table for ``str.translate``, which is slower where it does not find a letter."""


def _table(level: Level) -> _Table:
    steps = (table for step, table in _STEPS.items() if step <= level)
    return {k: v for table in (LETTERS_KEPT, *steps) for k, v in table.items()}


ordinary = re.compile("[\u0621-\u063a\u0641-\u064a]*").fullmatch
"""Nearly every word: only the steps from alef on change it, and one pass settles it."""
_TABLES = {level: _table(level) for level in Level}
_FOLDED = _TABLES[Level.CASE]


def _once(text: str, level: Level) -> str:
    text = unicodedata.normalize("NFKC", text).translate(_TABLES[level])
    return text.lower() if level >= Level.CASE else text


def _settled(text: str, level: Level) -> str:
    """Removing a character can bring two together that compose: repeat until nothing changes."""
    if ordinary(text):
        return text.translate(_TABLES[level]) if level >= Level.ALEF else text
    while (after := _once(text, level)) != text:
        text = after
    return text


_AS_SEEN = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufb50-\ufbff\ufe70-\ufefc]+"
)
"""Soft hyphens, spaces without width, marks of direction: inside a word they break every match.
The non-joiner (U+200C) belongs to the spelling of Persian. Then letters that carry the shape they
have in a word, as old programs and PDF files write them; ligatures of whole words are left."""
_UNSEEN = dict.fromkeys(_CONTROLS) | {0x20: None}


def as_seen(text: str) -> str:
    """``text`` without invisible marks, with plain letters for presentation forms (UAX 15)."""
    return text if text.isascii() else _AS_SEEN.sub(_plain_letters, text)


def _plain_letters(found: re.Match[str]) -> str:
    """A mark's form alone comes with a space to stand on."""
    return unicodedata.normalize("NFKC", found[0]).translate(_UNSEEN)


class Normalised(msgspec.Struct, frozen=True):
    """A normalised text and the way back to the original."""

    text: str
    length: int
    """Of the original, in code points."""
    anchors: tuple[tuple[int, int], ...]
    """(position in ``text``, position in the original) where a piece begins."""

    def offset(self, position: int) -> int:
        """The original's position for one of ``text``, both in code points.

        A position inside a piece that grew (one ligature, many letters) is the
        piece's start; the end of ``text`` is the end of the original.
        """
        if position >= len(self.text):
            return self.length
        place = bisect_right(self.anchors, (max(position, 0), self.length)) - 1
        return self.anchors[place][1]


def _joins(char: str) -> bool:
    """Whether a character can compose with the one before it, or stand between two that do."""
    return char == "\u0640" or unicodedata.category(char)[0] in "MC" or "\u1160" <= char <= "\u11ff"


def _pieces(text: str) -> list[tuple[int, int]]:
    """Spans that normalise independently of each other."""
    starts = [i for i, char in enumerate(text) if i == 0 or not _joins(char)]
    return list(pairwise([*starts, len(text)]))


def normalise(text: str, level: Level = Level.CASE) -> Normalised:
    """``text`` at ``level``, with offsets back; applying it twice changes nothing."""
    parts: list[str] = []
    anchors: list[tuple[int, int]] = []
    size = 0
    for start, end in _pieces(text):
        piece = _settled(text[start:end], level)
        if piece:
            anchors.append((size, start))
            parts.append(piece)
            size += len(piece)
    return Normalised("".join(parts), len(text), tuple(anchors))


def plain(text: str, level: Level) -> str:
    """``normalise(text, level).text``, without the way back."""
    return _settled(text, level)


def fold(text: str) -> str:
    """``text`` as search sees it: everything of ``Level``, the same as ``normalise(text).text``."""
    if ordinary(text):
        return text.translate(_FOLDED)
    return _settled(text, Level.CASE)
