"""How near two spellings are."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.search.spelling import arabic_letters, changed, distance, likeness, sound_key

WORDS = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويء", max_size=9)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("ترامب", "ترمب", 0.35),
        ("غوغل", "جوجل", 0.8),
        ("ماي", "مي", 0.35),
        ("اوباما", "وباما", 1.0),
        ("كتاب", "كتب", 0.35),
        ("حطم", "ختم", 0.8),
        ("باريس", "باريز", 0.4),
    ],
)
def test_a_distance_is_what_the_changes_cost(one: str, other: str, apart: float) -> None:
    assert distance(one, other) == pytest.approx(apart)


@given(WORDS, WORDS)
def test_a_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other) == pytest.approx(distance(other, one))


@given(WORDS, WORDS, st.floats(min_value=0, max_value=3))
def test_a_distance_given_up_is_more_than_was_asked(one: str, other: str, most: float) -> None:
    whole = distance(one, other)
    assert distance(one, other, most) in (whole, inf)
    assert whole > most or distance(one, other, most) == whole


@given(WORDS)
def test_a_word_is_wholly_like_itself(word: str) -> None:
    assert likeness(word, word) == 1.0


@given(WORDS, WORDS, st.floats(min_value=0.05, max_value=0.9))
def test_likeness_under_the_least_is_nothing(one: str, other: str, least: float) -> None:
    whole, cut = likeness(one, other), likeness(one, other, least)
    assert cut == whole if whole >= least + 1e-9 else cut <= least + 1e-9


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [("tesla", "تسلا"), ("google", "غوغل"), ("obama", "أوباما"), ("samsung", "سامسونغ")],
)
def test_a_latin_word_sounds_like_its_arabic_spelling(latin: str, arabic: str) -> None:
    assert sound_key(latin) == sound_key(arabic)


def test_letters_that_no_table_holds_are_left_out() -> None:
    assert arabic_letters("a1-b") == "اب"


@pytest.mark.parametrize(
    ("word", "other"), [("يسطعد", "يستعد"), ("ترمب", "ترامب"), ("ترامب", "ترمب"), ("غوغل", "جوغل")]
)
def test_what_is_one_change_away_is_tried(word: str, other: str) -> None:
    assert other in set(changed(word))


@given(WORDS)
def test_every_change_is_one_the_press_makes(word: str) -> None:
    assert all(distance(word, other) <= 0.4 + 1e-9 for other in changed(word))
