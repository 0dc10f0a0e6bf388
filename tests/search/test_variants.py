"""Other spellings out of a vocabulary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.arabic import fold
from rawi.search.variants import Vocabulary

NAMES = ("ترمب", "غوغل", "نتانياهو", "بولسونارو", "تسلا", "ماكرون", "ارهاب", "وزير", "ميناء")
VOCABULARY = Vocabulary([*((name, 2) for name in NAMES), ("2018", 2), ("يقول", 600)], 1000)


def best(word: str) -> str | None:
    found = VOCABULARY.variants(fold(word), fold(word))
    return found[0].lemma if found else None


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("ترامب", "ترمب"),
        ("جوجل", "غوغل"),
        ("قوقل", "غوغل"),
        ("نيتانياهو", "نتانياهو"),
        ("بولسنارو", "بولسونارو"),
        ("tesla", "تسلا"),
        ("Macron", "ماكرون"),
        ("وترامب", "ترمب"),
    ],
)
def test_a_name_finds_its_other_spelling(asked: str, there: str) -> None:
    assert best(asked) == there


def test_a_noun_and_its_adjective_find_one_another_weakly() -> None:
    vocabulary = Vocabulary([("ارهاب", 900), ("ارهابي", 900)], 1000)
    assert [(v.lemma, v.weight) for v in vocabulary.variants("ارهاب")] == [("ارهابي", 0.3)]
    assert [(v.lemma, v.weight) for v in vocabulary.variants("ارهابي")] == [("ارهاب", 0.3)]


@pytest.mark.parametrize("word", ["يقول", "2018", "زقزوق", ""])
def test_some_words_have_no_variants(word: str) -> None:
    assert not VOCABULARY.variants(word, word)


def test_a_word_is_no_variant_of_itself() -> None:
    assert "ترمب" not in {v.lemma for v in VOCABULARY.variants("ترمب", "ترمب")}


def test_an_empty_vocabulary_knows_nothing() -> None:
    assert not Vocabulary().variants("ترمب", "ترمب")


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_word_is_an_error(lemma: str, key: str) -> None:
    found = VOCABULARY.variants(lemma, key)
    assert len(found) <= 8
    assert all(0 < v.weight <= 1 for v in found)


def test_a_changed_letter_in_a_form_finds_the_lemma_that_the_form_has() -> None:
    vocabulary = Vocabulary([("استعد", 2), *((name, 2) for name in NAMES)], 1000)
    assert [v.lemma for v in vocabulary.variants("يسطعد", "يسطعد")] == ["استعد"]


def test_no_stop_word_is_what_was_meant() -> None:
    vocabulary = Vocabulary([("في", 900), ("مدرسه", 2)], 1000)
    assert not vocabulary.variants("سفينه", "سفينه")
