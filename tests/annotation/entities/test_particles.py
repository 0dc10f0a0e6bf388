"""Which first letters of a word are particles."""

import pytest

from rawi.annotation.entities.particles import split

KNOWN = {"بيروت", "الامم", "وليد", "لندن", "باس", "كريم", "سوريا", "الوزير"}


@pytest.mark.parametrize(
    ("word", "particles", "stem"),
    [
        ("ببيروت", "ب", "بيروت"),
        ("وسوريا", "و", "سوريا"),
        ("ولبيروت", "ول", "بيروت"),
        ("للامم", "لل", "الامم"),
        ("وللامم", "ولل", "الامم"),
        ("بالمجهول", "ب", "المجهول"),
        ("والمجهول", "و", "المجهول"),
    ],
)
def test_particles_go_where_a_known_word_or_the_article_is_left(
    word: str, particles: str, stem: str
) -> None:
    assert split(word, KNOWN) == (particles, stem)


@pytest.mark.parametrize("word", ["وليد", "لندن", "باس", "كريم", "بيروت", "ول"])
def test_a_known_stem_is_whole(word: str) -> None:
    assert split(word, KNOWN) == ("", word)


def test_letters_stay_where_nothing_known_is_left() -> None:
    assert split("بوركينا", KNOWN) == ("", "بوركينا")


@pytest.mark.parametrize("word", ["و", "", "بال", "لل"])
def test_short_words_are_whole(word: str) -> None:
    assert split(word, KNOWN) == ("", word)
