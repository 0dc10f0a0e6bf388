"""Lemmas: what joins, what stays whole."""

from __future__ import annotations

import pytest

from rawi.arabic import fold, lemmas
from rawi.arabic.lexicon import forms
from rawi.arabic.skeleton import skeleton


@pytest.mark.parametrize(
    "words",
    [
        "حكومة والحكومة حكوماتهم لحكومتها",
        "كتاب الكتب وكتبهم",
        "صواريخ صاروخ بالصاروخين",
        "يقول قالت سيقولون وقال",
        "استهدفت يستهدف واستهدفوا",
        "رئيس الرؤساء رؤسائهم",
        "مسؤول المسئولين مسؤولون",
        "القوى قوة",
    ],
)
def test_one_lemma(words: str) -> None:
    assert len(set(lemmas(words))) == 1


@pytest.mark.parametrize(
    "names", ["بايدن", "واشنطن", "ألمانيا", "بوتين", "لندن", "فلسطين", "البحرين"]
)
def test_names_stay_whole(names: str) -> None:
    assert set(lemmas(f"{names} و{names}")) == {fold(names)}


@pytest.mark.parametrize("pair", ["وزير زير", "القوي القوى", "خط خطأ", "لبنان لبن", "كتاب كاتب"])
def test_others_differ(pair: str) -> None:
    assert len(set(lemmas(pair))) == 2


def test_a_word_nobody_knows_loses_its_clitics_before_a_known_word() -> None:
    assert "وكمستشفياتكما" not in forms()
    assert lemmas("وكمستشفياتكما") == [fold("مستشفى")]


def test_a_word_nobody_knows_stays_whole() -> None:
    assert lemmas("بلوخنتيرش") == ["بلوخنتيرش"]


def test_spelling_stays_apart_where_it_tells_words_apart() -> None:
    assert skeleton("خطأ") != skeleton("خطا")
    assert skeleton("شُئون") == skeleton("شؤون")
