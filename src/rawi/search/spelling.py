"""How far two spellings of one word are apart, as the Arabic press varies them."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, inf, log

from rawi.arabic import name_key

_VOWELS = frozenset("اويء")
_WRITTEN = "اوي"
"""Vowels that are written inside a word, or are not."""
_SOUNDS = ("جغقك", "سثصز", "تطث", "دضذظ", "ذزظ", "حخه", "شج", "ءيوا")
"""Letters that stand for one another: one foreign sound, or one Arabic sound misheard."""
_VOWEL = 0.35
"""What a vowel that is changed, added or left out costs (decision 0052)."""
_SOUND = 0.4
"""What a consonant that sounds like another costs (decision 0052)."""
_DECAY = 4.0
"""Chosen on the story days of 10-11 April: 2, 3, 4 and 7 lie within .002."""
_LEAST_LETTERS = 3
"""Shorter words are compared as if they had so many."""
_COSTS = {(a, b): _SOUND for group in _SOUNDS for a in group for b in group}
_COSTS |= {(a, b): _VOWEL for a in _VOWELS for b in _VOWELS}
_LIKE = {
    a: "".join(dict.fromkeys(b for group in _SOUNDS if a in group for b in group if b != a))
    for a in "".join(_SOUNDS)
}
_COSTS |= {(a, a): 0.0 for a, _ in _COSTS}

_LATIN_PAIRS = {
    "sh": "ش",
    "ch": "تش",
    "kh": "خ",
    "gh": "غ",
    "th": "ث",
    "dh": "ذ",
    "ph": "ف",
    "ck": "ك",
    "oo": "و",
    "ou": "و",
    "ee": "ي",
    "qu": "كو",
    "ts": "تس",
}
_LATIN = dict(zip("abcdefghijklmnopqrstuvwyz", "ابكديفغهيجكلمنوبكرستوفويز", strict=True))
_LATIN["x"] = "كس"

_BEGIN_WITH_ALEF = ("e", "i", "o", "u")
"""A word begins with no mere vowel: Obama is أوباما."""


def distance(one: str, other: str, most: float = inf) -> float:
    """Edit distance in which a vowel costs .35, a letter of like sound .4, any other 1.

    A first letter is never a mere vowel. Levenshtein (1966) with weights; given up,
    and ``inf``, where it is more than ``most``.
    """
    head, one, other = _trimmed(one, other)
    before = [0.0]
    for j, letter in enumerate(other, head):
        before.append(before[-1] + _gap(letter, j))
    for i, a in enumerate(one, head):
        drop = _gap(a, i)
        row = [before[0] + drop]
        for j, b in enumerate(other):
            change = before[j] if a == b else before[j] + _COSTS.get((a, b), 1.0)
            row.append(min(change, before[j + 1] + drop, row[j] + _gap(b, head + j)))
        if min(row) > most:
            return inf
        before = row
    return before[-1]


def _trimmed(one: str, other: str) -> tuple[int, str, str]:
    """How many letters both begin with, and what is left without a common beginning and end."""
    head, shorter = 0, min(len(one), len(other))
    while head < shorter and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < shorter - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return head, one[head : len(one) - tail], other[head : len(other) - tail]


def _gap(letter: str, place: int) -> float:
    """What a letter costs that only one of two words has."""
    return _VOWEL if place and letter in _VOWELS else 1.0


def changed(word: str) -> Iterator[str]:
    """The word in every spelling that is one press-typical change away: a letter of like
    sound, a vowel letter more or less."""
    for i, letter in enumerate(word):
        for other in _LIKE.get(letter, ()):
            yield word[:i] + other + word[i + 1 :]
        if not i:
            continue
        if letter in _VOWELS:
            yield word[:i] + word[i + 1 :]
        elif word[i - 1] not in _VOWELS:
            yield from (word[:i] + vowel + word[i:] for vowel in _WRITTEN)


def likeness(one: str, other: str, least: float = 0.0) -> float:
    """How surely two words are spellings of one: 1 for the same word, towards 0.

    What is less than ``least`` is 0.
    """
    shorter = max(_LEAST_LETTERS, min(len(one), len(other)))
    most = -log(least) * shorter / _DECAY if least else inf
    if abs(len(one) - len(other)) * _VOWEL > most:
        return 0.0
    return exp(-_DECAY * distance(one, other, most) / shorter)


def arabic_letters(word: str) -> str:
    """A Latin word as the Arabic press would write it, roughly: tesla gives تيسلا."""
    letters, i = ["ا"] if word[:1] in _BEGIN_WITH_ALEF else [], 0
    while i < len(word):
        pair = word[i : i + 2]
        letters.append(_LATIN_PAIRS.get(pair) or _LATIN.get(word[i], ""))
        i += 2 if pair in _LATIN_PAIRS else 1
    return "".join(letters)


def in_arabic(word: str) -> str:
    """The word itself, or its Arabic letters where it is written in Latin ones."""
    return arabic_letters(word) if word.isascii() and word.isalpha() else word


def sound_key(word: str) -> str:
    """``name_key``, of a Latin word as of its Arabic spelling."""
    return name_key(in_arabic(word))
