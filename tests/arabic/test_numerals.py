"""Numbers and amounts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.arabic.numerals import amounts, read_number


@pytest.mark.parametrize(
    ("text", "value", "used"),
    [
        ("سبعة", 7, 1),
        ("خمسة عشر", 15, 2),
        ("اثني عشر رجلا", 12, 2),
        ("خمسة وعشرون", 25, 2),
        ("مئة وخمسة وعشرين", 125, 3),
        ("ثلاث مئة", 300, 2),
        ("ثلاثمائة", 300, 1),
        ("ثلاثة آلاف وخمسمئة وعشرون", 3520, 4),
        ("ألفين وثمانية عشر", 2018, 3),
        ("مئتي ألف", 200_000, 2),
        ("2.5 مليون", 2_500_000, 2),
        ("مليون ونصف", 1_500_000, 2),
        ("خمسة ملايين و300 ألف", 5_300_000, 4),
        ("١٬٢٥٠", 1250, 1),
        ("۴۵٫۵", 45.5, 1),
        ("ثلاثة وأربعة", 3, 1),
        ("10 و20", 10, 1),
    ],
)
def test_numbers_are_read(text: str, value: float, used: int) -> None:
    assert read_number(text.split()) == (value, used)


@pytest.mark.parametrize("text", ["رجل", "وصل", "نصف", ""])
def test_other_words_are_no_numbers(text: str) -> None:
    assert read_number(text.split()) is None


@given(st.integers(0, 10**9))
def test_digits_read_as_themselves(number: int) -> None:
    assert read_number([f"{number:,}"]) == (number, 1)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("بلغت الكلفة ثلاثة ملايين دولار", 3_000_000, "دولار"),
        ("تراجع بنسبة 12.5% أمس", 12.5, "%"),
        ("ارتفع 5 في المئة", 5, "%"),
        ("على بعد ٢٥ كيلومترا", 25, "كيلومتر"),
    ],
)
def test_amounts_have_units(text: str, value: float, unit: str) -> None:
    found = amounts(text)
    assert [(a.value, a.unit) for a in found] == [(value, unit)]
    assert text[found[0].start : found[0].end] == found[0].text
