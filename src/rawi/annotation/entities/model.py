"""A linear-chain CRF (Lafferty et al. 2001) whose weights are kept as tables.

A trait of a word weighs on the labels of five places, from two before the word
to two behind it. The weights of all traits of a word type are summed once, so
that a word seen before costs one row of a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.annotation.entities.lexicon import Lexicon, lexicon
from rawi.annotation.entities.traits import Form, form

LABELS = ("O", *(f"{at}-{kind}" for kind in ("PER", "ORG", "LOC", "MIS") for at in "BI"))
REACH = 2
"""How far a word weighs, in words."""
PLACES = range(-REACH, REACH + 1)
"""Where the word stands whose trait weighs, seen from the label."""
EDGE = "^"
"""The trait of what stands before and behind a sentence."""
_MOST_TYPES = 60_000
"""Rows kept (11 MB); then all go, and those of the text at hand come back."""

Floats = NDArray[np.float32]


class Weights(NamedTuple):
    """Weights of traits at their places, of phrases, and between labels."""

    rows: Mapping[str, int]
    """Trait -> its row in ``table``."""
    table: Floats
    """(traits, 5 places, 9 labels)."""
    phrases: Mapping[str, Floats]
    """``B`` or ``I`` and the list that a phrase stands in -> (9,)."""
    pairs: Mapping[tuple[str, str], int]
    """Stems of neighbours -> their row in ``pair_table``."""
    pair_table: Floats
    """(pairs, 2, 9): for the labels of the first and of the second."""
    moves: Floats
    """(9, 9): from the label of one word to that of the next."""


class Type(NamedTuple):
    """A word type: what the model needs of it again."""

    form: Form
    row: int


class Model:
    """Scores labels; keeps the rows of the types it met."""

    def __init__(self, weights: Weights, lexicon: Lexicon) -> None:
        self.weights = weights
        self.lexicon = lexicon
        self._begin()

    def _begin(self) -> None:
        self._types: dict[str, Type] = {}
        self._rows = np.zeros((1024, len(PLACES), len(LABELS)), np.float32)
        self._rows[0] = self._sum([EDGE])
        self._size = 1

    def _sum(self, traits: Sequence[str]) -> Floats:
        known = self.weights.rows.get
        at = [row for trait in traits if (row := known(trait)) is not None]
        total: Floats = self.weights.table[at].sum(axis=0)
        return total

    def _add(self, word: str) -> Type:
        if self._size == len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        found = form(word, self.lexicon)
        self._rows[self._size] = self._sum(found.traits)
        known = self._types[word] = Type(found, self._size)
        self._size += 1
        return known

    def types(self, words: Sequence[str]) -> list[Type]:
        """What is known of each word."""
        if self._size > _MOST_TYPES:
            self._begin()
        kept = self._types.get
        return [kept(word) or self._add(word) for word in words]

    def scores(self, sentences: Sequence[Sequence[Type]]) -> Floats:
        """(words of all sentences, 9): what each label scores at each word by itself."""
        rows, at = self._laid_out(sentences)
        total = np.zeros((len(at), len(LABELS)), np.float32)
        for place in PLACES:
            total += self._rows[rows[at + place], place + REACH]
        self._add_phrases(total, sentences)
        self._add_pairs(total, sentences)
        return total

    def _laid_out(self, sentences: Sequence[Sequence[Type]]) -> tuple[NDArray[np.intp], ...]:
        """Rows of all words with edges between sentences, and where the words stand."""
        edges = [0] * REACH
        rows = [*edges]
        at: list[int] = []
        for one in sentences:
            at += range(len(rows), len(rows) + len(one))
            rows += [known.row for known in one]
            rows += edges
        return np.array(rows, np.intp), np.array(at, np.intp)

    def _add_phrases(self, total: Floats, sentences: Sequence[Sequence[Type]]) -> None:
        start = 0
        for one in sentences:
            for at, key in in_phrases([known.form.stem for known in one], self.lexicon):
                if (weights := self.weights.phrases.get(key)) is not None:
                    total[start + at] += weights
            start += len(one)

    def _add_pairs(self, total: Floats, sentences: Sequence[Sequence[Type]]) -> None:
        known, start = self.weights.pairs.get, 0
        at: list[int] = []
        rows: list[int] = []
        for one in sentences:
            stems = [of.form.stem for of in one]
            for n, pair in enumerate(pairwise(stems), start):
                if (row := known(pair)) is not None:
                    at.append(n)
                    rows.append(row)
            start += len(one)
        if at:
            firsts, found = np.array(at), self.weights.pair_table[rows]
            total[firsts] += found[:, 0]
            total[firsts + 1] += found[:, 1]


def in_phrases(stems: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """Words that stand in a listed phrase: where, and which place of which list.

    At each word the longest phrase alone that begins there.
    """
    begins = lexicon.phrases
    for at, stem in enumerate(stems):
        for phrase, kind in begins.get(stem, ()):
            if tuple(stems[at : at + len(phrase)]) == phrase:
                yield at, f"B{kind}"
                yield from ((at + n, f"I{kind}") for n in range(1, len(phrase)))
                break


def _names(letters: NDArray[np.uint8]) -> list[str]:
    return letters.tobytes().decode().split("\n")


def read_weights(data: bytes) -> Weights:
    """Weights as ``training.entities`` writes them: whole steps in an npz archive."""
    with np.load(BytesIO(data)) as held:
        steps = np.float32(held["steps"])
        rows = {trait: n for n, trait in enumerate(_names(held["traits"]))}
        phrases = dict(zip(_names(held["lists"]), held["phrases"] / steps, strict=True))
        pairs = {_pair(name): n for n, name in enumerate(_names(held["pairs"]))}
        tables = (held[name] / steps for name in ("table", "pair_table", "moves"))
        table, pair_table, moves = tables
        return Weights(rows, table, phrases, pairs, pair_table, moves)


def _pair(name: str) -> tuple[str, str]:
    first, _, second = name.partition(" ")
    return first, second


@cache
def shipped() -> Model:
    """The model of the package, read once."""
    data = files("rawi.annotation").joinpath("data/entity_weights.npz").read_bytes()
    return Model(read_weights(data), lexicon())
