"""What is known of each word by itself: how it stands in news, what its form says."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files
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


@cache
def table() -> dict[str, tuple[int, ...]]:
    """Word, or ``=`` and lemma -> how often it was seen and its rates in 255ths."""
    data = files("rawi.annotation").joinpath("data", "quote_words.tsv.gz").read_bytes()
    rows = (line.split("\t") for line in gzip.decompress(data).decode().split("\n"))
    return {name: tuple(map(int, numbers)) for name, *numbers in rows}


def bare(key: str) -> str:
    """``key`` without the و or ف that joins it to what stands before."""
    if key[:1] in "وف" and key not in table() and key[1:] in table():
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
NOBODY = (0,) * (_RATED + 1)

Row = NDArray[np.float32]


def _row(word: Token) -> Row:
    key = bare(word.key)
    own = table().get(key, NOBODY)
    kin = table().get(f"={word.lemma}", NOBODY)
    text = word.text.rstrip("\u064b\u064e")
    form = (
        np.log2(own[0] + 1),
        key in THAT,
        key in AFTER,
        key in ACCORDING,
        key in RELATIVE,
        key in NEGATION,
        key != word.key,
        key.startswith("ال"),
        key.startswith("ب"),
        key.startswith("ل"),
        text.endswith("ا"),
        key.startswith("م"),
        key.startswith("ي"),
        key.startswith("ت"),
        len(key),
        word.kind in ("number", "date"),
        word.stop,
        word.kind == "latin",
    )
    return np.array([*own[1:], *kin[1 : _LEMMA_RATES + 1], *form], np.float32)


class Known(NamedTuple):
    """The rows of all words met so far, and two numbers that name a word's form and lemma."""

    places: dict[str, int]
    rows: list[Row]
    forms: list[int]
    lemmas: list[int]


class Words(NamedTuple):
    """The words of one text: a row each, and the hashes of form and lemma."""

    rows: NDArray[np.float32]
    form: NDArray[np.uint32]
    lemma: NDArray[np.uint32]


_known = Known({}, [], [], [])
_MOST = 100_000
"""Words whose numbers are remembered: memory alone."""


def _meet(word: Token) -> int:
    _known.rows.append(_row(word))
    _known.forms.append(crc32(bare(word.key).encode()))
    _known.lemmas.append(crc32(word.lemma.encode()))
    _known.places[word.text] = len(_known.rows) - 1
    return len(_known.rows) - 1


def words_of(found: list[Token]) -> Words:
    """The rows and hashes of ``found``."""
    if len(_known.rows) + len(found) > _MOST:
        for part in _known:
            part.clear()
    known = _known.places.get
    places = [known(w.text, -1) for w in found]
    places = [_meet(w) if p < 0 else p for w, p in zip(found, places, strict=True)]
    rows, forms, lemmas = _known.rows, _known.forms, _known.lemmas
    return Words(
        np.array([rows[p] for p in places], np.float32).reshape(-1, len(COLUMNS)),
        np.array([forms[p] for p in places], np.uint32),
        np.array([lemmas[p] for p in places], np.uint32),
    )
