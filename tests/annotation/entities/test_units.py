"""Words and marks of a text, with offsets."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rawi.annotation.entities.units import sentences

_ARABIC = st.text(st.sampled_from("ابتثوةى ًـ.،؟!\n«»()AZaz019٣٫_-\u200f"), max_size=80)


def texts(text: str) -> list[list[str]]:
    return [[unit.text for unit in one] for one in sentences(text)]


def test_marks_stand_alone() -> None:
    assert texts("قال: «نعم»") == [["قال", ":", "«", "نعم", "»"]]


def test_a_stop_ends_a_sentence_and_a_line_break_too() -> None:
    assert texts("جاء. ذهب\nعاد") == [["جاء", "."], ["ذهب"], ["عاد"]]


def test_words_of_a_hashtag_are_apart() -> None:
    assert texts("#نهر_النيل") == [["#", "نهر", "_", "النيل"]]


def test_vowel_signs_stay_in_their_word() -> None:
    assert texts("مُحَمَّد") == [["مُحَمَّد"]]


def test_numbers_with_separators_are_one() -> None:
    assert texts("٣٫٥ و1,200") == [["٣٫٥", "و", "1,200"]]


def test_a_sentence_is_cut_at_120_units() -> None:
    assert [len(one) for one in sentences("كلمة " * 121)] == [120, 1]


@given(_ARABIC)
def test_offsets_give_the_units_back(text: str) -> None:
    found = [unit for one in sentences(text) for unit in one]
    assert all(text[unit.start : unit.end] == unit.text for unit in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(_ARABIC)
def test_all_but_white_space_is_in_a_unit(text: str) -> None:
    joined = "".join(unit.text for one in sentences(text) for unit in one)
    assert joined == "".join(text.split())
