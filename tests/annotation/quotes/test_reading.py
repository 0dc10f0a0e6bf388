"""Quotations, sentences and gaps of one text."""

from hypothesis import given
from hypothesis import strategies as st

from rawi.annotation.quotes.reading import read


def quoted(text: str) -> list[str]:
    r = read([text])
    return [
        text[r.words[n].start : r.words[r.closing[n] - 1].end]
        for n in range(len(r.words))
        if r.closing[n] >= 0
    ]


def test_straight_marks_open_and_close_by_turns() -> None:
    assert quoted('قال "نعم اليوم" ثم "لا غدا" وخرج') == ["نعم اليوم", "لا غدا"]


def test_angular_and_round_marks() -> None:
    assert quoted("قال «نعم اليوم» ثم “لا غدا” وخرج") == ["نعم اليوم", "لا غدا"]


def test_marks_with_spaces_inside() -> None:
    assert quoted('قال :" نعم اليوم " وخرج') == ["نعم اليوم"]


def test_a_line_end_closes_what_stays_open() -> None:
    assert quoted('قال "نعم اليوم\nثم خرج') == ["نعم اليوم"]


def test_a_quotation_goes_on_where_the_next_mark_can_only_close() -> None:
    assert quoted('قال "نعم اليوم\nلا غدا" وخرج') == ["نعم اليوم\nلا غدا"]
    assert quoted('قال "نعم اليوم\nثم قال "لا غدا" وخرج') == ["نعم اليوم", "لا غدا"]
    assert quoted('قال "نعم اليوم\nثم خرج\nوعاد\nلا غدا" أمس') == ["نعم اليوم"]


def test_other_marks_may_stand_inside_angular_ones() -> None:
    assert quoted('قال «نعم "اليوم" لا غدا» وخرج') == ['نعم "اليوم" لا غدا']


def test_a_mark_joined_to_a_particle_opens() -> None:
    assert quoted('وصفها بـ"خطوة كبيرة" أمس') == ["خطوة كبيرة"]


def sentences(text: str) -> int:
    r = read([text])
    return int(r.sentence[-1] - r.sentence[0]) + 1


def test_stops_and_line_ends_part_sentences() -> None:
    assert sentences("وصل الوفد. غادر الوزير\nانتهى اللقاء") == 3


def test_a_stop_inside_a_quotation_parts_none() -> None:
    assert sentences('قال "وصل الوفد. غادر الوزير" أمس') == 1


def test_an_initial_ends_no_sentence() -> None:
    assert sentences("قال د. سامي الحداد أمس") == 1


@given(st.text(alphabet='ابجد "«»“”:.\n،()', max_size=80))
def test_groups_hold_their_words(text: str) -> None:
    r = read([text])
    for n in range(len(r.words)):
        assert r.first[n] <= n < r.last[n] <= r.close[n]
