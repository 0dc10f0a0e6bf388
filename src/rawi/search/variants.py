"""Other spellings and near forms of a query's words, out of the index's own vocabulary.

Candidates share character trigrams (Dice) or the name key with the word; how
near they are is told by ``spelling.likeness``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nlargest

import msgspec
import numpy as np

from rawi.arabic import STOP_WORDS, tokens
from rawi.search.spelling import changed, in_arabic, likeness, sound_key

_PADS = ("\x02", "\x03")
_GRAM = 3
"""Letters of a gram: trigrams find as much as longer ones and sooner (decision 0052)."""
_LEAST_DICE = 0.3
"""Likeness of trigrams from which on a word is a candidate (decision 0052)."""
_MOST_CANDIDATES = 40
"""Candidates of each kind whose spelling is compared."""
_MOST = 8
"""Variants that are searched for one word."""
_RARE = 0.1
"""A word in more articles than this share is searched as it is."""
_FEW = 10
"""A word in fewer articles than this is rare in an index of any size."""
_LEAST = 0.2
"""Likeness of a variant for a word that occurs nowhere: .002 nDCG lost, fewer misses (decision
0052)."""
_LEAST_KNOWN = 0.6
"""What a variant of a word that occurs itself must have: all figures of the two above
were chosen on the story days of 10-11 April (docs/decisions)."""
_RELATED = 0.3
"""What a noun and its adjective count for one another (إرهاب، إرهابي)."""
_NISBA = ("ي", "يه")
_PROCLITICS = ("ال", "و", "ف", "ب", "ل", "ك")
_LEAST_LETTERS = 3
"""Letters that must be left when something is taken off."""
_MOST_LETTERS = 16
"""Letters of a word whose changes are looked up: some three for each letter."""
_MOST_KNOWN = 4_096
"""Words whose variants are kept; a race of threads finds one twice and no more."""


class Variant(msgspec.Struct, frozen=True):
    """A lemma to search for a word, and what finding it is worth beside the word itself."""

    lemma: str
    weight: float


class Vocabulary:
    """All lemmas of an index, found by their trigrams and by their sound.

    Nothing of it changes once it is made but what it remembers, so that threads may share it.
    """

    def __init__(
        self,
        terms: Iterable[tuple[str, int]] = (),
        articles: int = 0,
        before: Vocabulary | None = None,
    ) -> None:
        """``before``: one of the same index, whose lemmas sound as they did."""
        self._articles = articles
        self._holding = dict(terms)
        self._lemmas = [t for t in self._holding if not any(map(str.isdigit, t))]
        self._grams, self._rows, self._sizes = _posted([in_arabic(t) for t in self._lemmas])
        self._known: dict[tuple[str, str, bool], tuple[Variant, ...]] = {}
        known = before._sounds if before else {}
        self._sounds: dict[str, str] = {t: known.get(t) or sound_key(t) for t in self._lemmas}
        self._by_sound: dict[str, list[int]] = {}
        for row, sound in enumerate(self._sounds.values()):
            self._by_sound.setdefault(sound, []).append(row)

    def __len__(self) -> int:
        return len(self._holding)

    def holding(self, lemma: str) -> int:
        """How many articles hold the lemma."""
        return self._holding.get(lemma, 0)

    def variants(self, lemma: str, key: str = "", *, changes: bool = True) -> tuple[Variant, ...]:
        """What to search besides ``lemma``, best first; ``key`` is the word as written, folded.

        Nothing but the related adjective or noun for a word that is common. ``changes``: of a
        word that occurs nowhere, forms with one letter changed are looked up too.
        """
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        asked = lemma, key, changes
        if asked not in self._known:
            self._known[asked] = self._found(*asked)
        return self._known[asked]

    def _found(self, lemma: str, key: str, changes: bool) -> tuple[Variant, ...]:
        holding = self.holding(lemma)
        found = {v: _RELATED for v in _related(lemma) if v in self._holding}
        if holding < max(_FEW, _RARE * self._articles) and not lemma.isdigit():
            least = _LEAST_KNOWN if holding else _LEAST
            for form in dict.fromkeys((lemma, *_bared(key))):
                for variant, weight in self._near(form, least):
                    found[variant] = max(weight, found.get(variant, 0.0))
        if not holding and changes and len(key) <= _MOST_LETTERS and not key.isascii():
            for variant, weight in self._misspelled(key):
                found[variant] = max(weight, found.get(variant, 0.0))
        found.pop(lemma, None)
        best = nlargest(_MOST, found.items(), key=lambda one: (one[1], one[0]))
        return tuple(Variant(v, round(weight, 3)) for v, weight in best)

    def _misspelled(self, key: str) -> Iterable[tuple[str, float]]:
        """Lemmas of what is one change away from a word as it is written: a changed letter can
        hide a particle or a form of the verb, and then no lemma is near."""
        for other in changed(key):
            for token in tokens(other):
                if token.lemma in self._holding and token.lemma not in STOP_WORDS:
                    yield token.lemma, likeness(key, other)

    def _near(self, word: str, least: float) -> Iterable[tuple[str, float]]:
        spelled = in_arabic(word)
        for row in self._candidates(spelled):
            weight = likeness(spelled, in_arabic(self._lemmas[row]), least)
            if weight >= least:
                yield self._lemmas[row], weight

    def _candidates(self, word: str) -> Sequence[int]:
        sounds = self._by_sound.get(sound_key(word), ())[:_MOST_CANDIDATES]
        own = np.unique(_codes(f"{_PADS[0]}{word}{_PADS[1]}"))
        first, last = (np.searchsorted(self._grams, own, side) for side in ("left", "right"))
        posted = [self._rows[a:b] for a, b in zip(first, last, strict=True) if b > a]
        if not posted:
            return sounds
        rows, shared = np.unique(np.concatenate(posted), return_counts=True)
        dice = 2 * shared / (len(own) + self._sizes[rows])
        kept = dice >= _LEAST_DICE
        order = np.argsort(-dice[kept], kind="stable")[:_MOST_CANDIDATES]
        return list(dict.fromkeys([*rows[kept][order].tolist(), *sounds]))


def _codes(text: str) -> np.ndarray:
    """The trigrams of a text as numbers, 21 bits a letter."""
    letters = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if len(letters) < _GRAM:
        return np.zeros(0, dtype=np.uint64)
    return (letters[:-2] << np.uint64(42)) | (letters[1:-1] << np.uint64(21)) | letters[2:]


def _posted(words: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sorted trigrams, the word of each, and how many each word has."""
    text = "".join(f"{_PADS[0]}{w}{_PADS[1]}" for w in words)
    codes = _codes(text)
    lengths = np.array([len(w) for w in words], dtype=np.int64)
    rows = np.repeat(np.arange(len(words), dtype=np.int32), lengths + 2)[: len(codes)]
    ends = np.cumsum(lengths + 2)
    inside = np.ones(len(codes), dtype=bool)
    for short in (1, 2):  # trigrams that reach into the next word
        at = ends - short
        inside[at[(at >= 0) & (at < len(codes))]] = False
    order = np.argsort(codes[inside], kind="stable")
    return codes[inside][order], rows[inside][order], np.maximum(lengths, 1)


def _bared(key: str) -> Iterable[str]:
    """A word as it is written, and without what may be a particle before it."""
    if key:
        yield key
    for particle in _PROCLITICS:
        if key.startswith(particle) and len(key) - len(particle) >= _LEAST_LETTERS:
            yield key[len(particle) :]


def _related(lemma: str) -> Iterable[str]:
    """The adjectives of a noun, the noun of an adjective (nisba)."""
    for ending in _NISBA:
        yield lemma + ending
        if lemma.endswith(ending) and len(lemma) - len(ending) >= _LEAST_LETTERS:
            yield lemma[: -len(ending)]
