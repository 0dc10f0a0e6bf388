"""Sentence borders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.arabic import sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "whole",
    [
        "افتتح د. سامي النجار المعرض.",
        "شرح أ.د. منى حداد الخطة.",
        "كتبت ج. ك. رولينغ الرواية.",
        "وصل م. علي والمهندسة هدى.",
        'وقال: "لن نتراجع. سنواصل العمل" أمام الحاضرين.',
        "وأضاف: «هل نقبل؟ لا!» ثم خرج.",
        "بلغت النسبة 3.5 في المئة.",
        "زار موقع example.com مساء أمس.",
        "1. افتتاح الجلسة",
    ],
)
def test_not_broken(whole: str) -> None:
    assert split(whole) == [whole]


@pytest.mark.parametrize(
    "parts",
    [
        ["انتهى الاجتماع.", "غادر الوفد."],
        ["هل وصل الوفد؟", "نعم!", "وصل…", "ثم غادر."],
        ["عنوان بلا نقطة", "سطر ثان"],
        ["جرى ذلك عام 2018.", "ثم تكرر."],
        ["قال إنه «سعيد جدا».", "وغادر."],
    ],
)
def test_broken(parts: list[str]) -> None:
    assert split(" ".join(parts).replace("بلا نقطة ", "بلا نقطة\n")) == parts


@given(st.text(alphabet='أب. !؟\n«»"1a…'))
def test_all_but_white_space_is_covered(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())
