"""What is known of each word by itself: how it stands in news, what its form says."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from rawi.arabic import Token

RATES = (
    "that", "that_soon", "quote", "quote_soon", "colon_soon", "opens_sentence",
    "comma_before", "closed_before", "ends_sentence", "after_that", "about", "quoted",
)  # fmt: skip
"""Shares of a word's places in unlabelled news: أن follows at once, or soon; ..."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


THAT = _set("ان انه انها انهم انهما انهن انني اننا بان بانه بانها بانهم بانهما باننا بانني فان")
AFTER = _set("الي علي عن في ب من")
ACCORDING = _set("بحسب حسب حسبما وفق وفقا وفقما طبقا بحسبما نقلا")
RELATIVE = _set("الذي التي الذين اللذان اللذين اللتان اللتين اللواتي ما من مما")
NEGATION = _set("لا لم لن ليس ليست ما غير")


class Table(NamedTuple):
    """How words stand in unlabelled news; row 0 is that of a word never seen, all noughts."""

    rows: dict[str, int]
    """Word, or ``=`` and lemma -> its row."""
    seen: NDArray[np.int32]
    """How often."""
    rates: NDArray[np.uint8]
    """(rows, ``RATES``), in 255ths."""


@cache
def table() -> Table:
    """The table of the package, read once."""
    data = files("rawi.annotation").joinpath("data", "quote_words.tsv.gz").read_bytes()
    names, _, numbers = zip(
        *(line.partition("\t") for line in gzip.decompress(data).decode().split("\n")), strict=True
    )
    held = np.fromstring("\t".join(numbers), np.int32, sep="\t").reshape(len(names), -1)
    held = np.concatenate([np.zeros((1, held.shape[1]), np.int32), held])
    rows = {name: row for row, name in enumerate(names, 1)}
    return Table(rows, held[:, 0].copy(), held[:, 1:].astype(np.uint8))


def times_seen(key: str) -> int:
    """How often a word was seen in unlabelled news."""
    known = table()
    return int(known.seen[known.rows.get(key, 0)])


def bare(key: str) -> str:
    """``key`` without the و or ف that joins it to what stands before."""
    if key[:1] in "وف" and key not in table().rows and key[1:] in table().rows:
        return key[1:]
    return key


_RATED = len(RATES)
_LEMMA_RATES = 5
"""The first rates are also kept of lemmas."""
FORM = (
    "known", "that_word", "about_word", "according_word", "relative_word", "negation",
    "joined", "al", "b", "l", "tanwin", "m", "y", "t", "short", "number", "stop", "latin",
)  # fmt: skip
COLUMNS = (*RATES, *(f"lemma_{name}" for name in RATES[:_LEMMA_RATES]), *FORM)
"""What a word's row holds."""


def _form(word: Token, key: str) -> tuple[float, ...]:
    """What the form of a word says, but for how often it was seen."""
    begin, text = key[:1], word.text.rstrip("\u064b\u064e")
    return (
        key in THAT,
        key in AFTER,
        key in ACCORDING,
        key in RELATIVE,
        key in NEGATION,
        key != word.key,
        key[:2] == "ال",
        begin == "ب",
        begin == "ل",
        text[-1:] == "ا",
        begin == "م",
        begin == "ي",
        begin == "ت",
        len(key),
        word.kind in ("number", "date"),
        word.stop,
        word.kind == "latin",
    )


def _rows(words: Sequence[Token], bared: Sequence[str]) -> NDArray[np.float32]:
    known = table()
    own = np.array([known.rows.get(key, 0) for key in bared], np.intp)
    kin = np.array([known.rows.get(f"={word.lemma}", 0) for word in words], np.intp)
    found = np.empty((len(words), len(COLUMNS)), np.float32)
    found[:, :_RATED] = known.rates[own]
    found[:, _RATED : _RATED + _LEMMA_RATES] = known.rates[kin, :_LEMMA_RATES]
    found[:, _RATED + _LEMMA_RATES] = np.log2(known.seen[own] + 1)
    forms = [_form(word, key) for word, key in zip(words, bared, strict=True)]
    found[:, _RATED + _LEMMA_RATES + 1 :] = forms
    return found


class Words(NamedTuple):
    """Words: a row each, and the hashes of form and lemma."""

    rows: NDArray[np.float32]
    form: NDArray[np.uint32]
    lemma: NDArray[np.uint32]


class _Met:
    """The words met so far; at place 0 stands the word that is none, all noughts."""

    def __init__(self) -> None:
        self.places = {"": 0}
        self.words = self._room(1)

    @staticmethod
    def _room(size: int) -> Words:
        numbers = np.zeros((2, size), np.uint32)
        return Words(np.zeros((size, len(COLUMNS)), np.float32), *numbers)

    def add(self, words: Sequence[Token]) -> None:
        known = len(self.places)
        if known + len(words) > len(self.words.form):
            old, more = self.words, self._room(len(self.words.form) + 2 * len(words))
            self.words = Words(
                np.concatenate([old.rows, more.rows]),
                np.concatenate([old.form, more.form]),
                np.concatenate([old.lemma, more.lemma]),
            )
        bared = [bare(word.key) for word in words]
        new = slice(known, known + len(words))
        self.words.rows[new] = _rows(words, bared)
        self.words.form[new] = [crc32(key.encode()) for key in bared]
        self.words.lemma[new] = [crc32(word.lemma.encode()) for word in words]
        self.places |= {word.text: known + n for n, word in enumerate(words)}


_lock = Lock()
_met = [_Met()]
_MOST = 60_000
"""Words whose numbers are remembered (9 MB): memory alone."""


def words_of(found: Sequence[Token]) -> Words:
    """The rows and hashes of ``found``."""
    with _lock:
        if len(_met[0].places) > _MOST:
            _met[0] = _Met()
        met = _met[0]
        new = {word.text: word for word in found if word.text not in met.places}
        if new:
            met.add([*new.values()])
        at = np.array([met.places[word.text] for word in found], np.intp)
        return Words(met.words.rows[at], met.words.form[at], met.words.lemma[at])
