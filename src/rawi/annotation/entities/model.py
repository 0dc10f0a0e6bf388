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
from rawi.annotation.entities.traits import Form, asked, form

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
    """Trait -> its row in ``table``, from 1 on."""
    table: Floats
    """(1 + traits, 5 places, 9 labels); row 0 is nought."""
    phrases: Mapping[str, Floats]
    """``B`` or ``I`` and the list that a phrase stands in -> (9,)."""
    pairs: Mapping[tuple[str, str], int]
    """Stems of neighbours -> their row in ``pair_table``."""
    pair_table: Floats
    """(pairs, 2, 9): for the labels of the first and of the second."""
    moves: Floats
    """(9, 9): from the label of one word to that of the next."""


class Type(NamedTuple):
    """A word type: what the model and the rules need of it again."""

    form: Form
    """With those traits alone that rules ask for."""
    row: int


class Model:
    """Scores labels; keeps the rows of the types it met."""

    def __init__(self, weights: Weights, lexicon: Lexicon) -> None:
        self.weights = weights
        self.lexicon = lexicon
        self._begin()

    def _begin(self) -> None:
        self._types: dict[str, Type] = {}
        self._rows = self._sums([(EDGE,)])

    def _sums(self, traits: Sequence[Sequence[str]]) -> Floats:
        """(words, 5, 9): the weights of each word's traits together."""
        known = self.weights.rows.get
        at: list[int] = []
        begins = []
        for told in traits:
            begins.append(len(at))
            at.append(0)
            at += [row for trait in told if (row := known(trait)) is not None]
        total: Floats = np.add.reduceat(self.weights.table[at], begins, axis=0)
        return total

    def _add(self, words: Sequence[str]) -> None:
        forms = [form(word, self.lexicon) for word in words]
        first = len(self._types) + 1
        self._types |= {
            w: Type(asked(f), n) for n, (w, f) in enumerate(zip(words, forms, strict=True), first)
        }
        if first + len(words) > len(self._rows):
            more = np.zeros((first + 2 * len(words), *self._rows.shape[1:]), np.float32)
            self._rows = np.concatenate([self._rows, more])
        self._rows[first : first + len(words)] = self._sums([f.traits for f in forms])

    def types(self, words: Sequence[str]) -> list[Type]:
        """What is known of each word."""
        if len(self._types) > _MOST_TYPES:
            self._begin()
        kept = self._types
        if missing := [word for word in dict.fromkeys(words) if word not in kept]:
            self._add(missing)
        return [kept[word] for word in words]

    def scores(self, types: Sequence[Type], lengths: Sequence[int]) -> Floats:
        """(words, 9): what each label scores at each word by itself.

        ``types`` are the words of sentences of these lengths, one after another.
        """
        size = len(types)
        at = np.arange(size) + REACH * (1 + np.repeat(np.arange(len(lengths)), lengths))
        rows = np.zeros(size + REACH * (len(lengths) + 1), np.intp)
        rows[at] = [known.row for known in types]
        total = np.zeros((size, len(LABELS)), np.float32)
        for place in PLACES:
            total += self._rows[rows[at + place], place + REACH]
        begin = 0
        for length in lengths:
            stems = [known.form.stem for known in types[begin : begin + length]]
            self._add_phrases(total[begin : begin + length], stems)
            begin += length
        self._add_pairs(total, types, lengths)
        return total

    def _add_phrases(self, total: Floats, stems: Sequence[str]) -> None:
        for at, key in in_phrases(stems, self.lexicon):
            if (weights := self.weights.phrases.get(key)) is not None:
                total[at] += weights

    def _add_pairs(self, total: Floats, types: Sequence[Type], lengths: Sequence[int]) -> None:
        known = self.weights.pairs.get
        pairs = pairwise(of.form.stem for of in types)
        found = {at: row for at, pair in enumerate(pairs) if (row := known(pair)) is not None}
        for end in np.cumsum(lengths).tolist():
            found.pop(end - 1, None)
        if found:
            firsts, weights = np.array([*found]), self.weights.pair_table[[*found.values()]]
            total[firsts] += weights[:, 0]
            total[firsts + 1] += weights[:, 1]


def in_phrases(stems: Sequence[str], lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """Words that stand in a listed phrase: where, and which place of which list.

    At each word the longest phrase alone that begins there.
    """
    begins = lexicon.phrases
    for at, pair in enumerate(pairwise(stems)):
        for phrase, kind in begins.get(pair, ()):
            if len(phrase) == len(pair) or tuple(stems[at : at + len(phrase)]) == phrase:
                yield at, f"B{kind}"
                yield from ((at + n, f"I{kind}") for n in range(1, len(phrase)))
                break


def _names(letters: NDArray[np.uint8]) -> list[str]:
    return letters.tobytes().decode().split("\n")


def read_weights(data: bytes) -> Weights:
    """Weights as ``training.entities`` writes them: whole steps in an npz archive."""
    with np.load(BytesIO(data)) as held:
        steps = np.float32(held["steps"])
        rows = {trait: n for n, trait in enumerate(_names(held["traits"]), 1)}
        phrases = dict(zip(_names(held["lists"]), held["phrases"] / steps, strict=True))
        pairs = {_pair(name): n for n, name in enumerate(_names(held["pairs"]))}
        tables = (held[name] / steps for name in ("table", "pair_table", "moves"))
        table, pair_table, moves = tables
        table = np.concatenate([np.zeros((1, *table.shape[1:]), np.float32), table])
        return Weights(rows, table, phrases, pairs, pair_table, moves)


def _pair(name: str) -> tuple[str, str]:
    first, _, second = name.partition(" ")
    return first, second


@cache
def shipped() -> Model:
    """The model of the package, read once."""
    data = files("rawi.annotation").joinpath("data/entity_weights.npz").read_bytes()
    return Model(read_weights(data), lexicon())
