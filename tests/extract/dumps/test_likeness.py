"""What is written as no report is told by its manner; reports are not, however short."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi import read
from rawi.extract.dumps.likeness import SHORT, are_no_reports, is_arabic, measured, sure_from
from rawi.extract.dumps.manner import READ, arabic_traits, other_traits

REPORTS = (
    "أعلن وزير الأشغال في الجمهورية الأربعاء أن الجسر الجديد سيفتح أمام السيارات الأسبوع المقبل، "
    "وقال إن كلفته بلغت ستة ملايين دينار.",
    "فاز فريق الميناء على ضيفه فريق الجبل بهدفين دون رد في مباراة جرت أمس السبت على ملعب المدينة، "
    "وأكد مدربه أن الفريق استحق الفوز.",
)
OTHERS = (
    "غرفة نوم كاملة من خشب الزان، سرير وخزانتان ومرآة، نظيفة جدا.\n"
    "سعرها أربعمئة، والنقل عليك. كلمني على الخاص.",
    "يا بنات مين جربت هالكريم؟ بشرتي جافة كتير وما عم يفيدني شي.\nجربي زيت الزيتون يا قلبي.",
    "إليك أرفع صوتي في الليل، فاسمع صلاتي ولا تردني خائبا.\nأنت ملجإي وحصني، عليك توكلت.",
)


@pytest.mark.parametrize("text", REPORTS)
def test_a_report_of_one_sentence_is_a_report(text: str) -> None:
    assert not are_no_reports([f"جسر جديد\n{text}"], text)


@pytest.mark.parametrize("text", OTHERS)
def test_who_speaks_to_somebody_reports_nothing(text: str) -> None:
    assert are_no_reports([text], text)


@pytest.mark.parametrize("text", OTHERS)
def test_a_dump_of_it_is_said_to_be_none(text: str) -> None:
    page = read(text, content_type="text/plain")
    assert page.rejected or {article.kind for article in page.articles} - {None}


def test_a_share_bar_beside_a_short_report_changes_nothing() -> None:
    text = "\n\n".join(("الرئيسية > محليات", "جسر جديد في المدينة", *REPORTS, "شارك هذا الخبر"))
    assert {article.kind for article in read(text, content_type="text/plain").articles} == {None}


ENGLISH_REPORT = (
    "Two people were rescued by lifeboat near the harbour on Saturday, the coastguard said. "
    "They were taken to hospital with minor injuries, and police are looking into the cause."
)
ENGLISH_LETTER = (
    "Dear Ruth, thank you for the plums, we ate them all on the train and I was sick. "
    "How are you? Do come and see us when your exams are over, and bring your funny dog. Love, Tom"
)


def test_an_english_report_is_news_and_a_letter_is_none() -> None:
    assert not are_no_reports([ENGLISH_REPORT], ENGLISH_REPORT)
    assert are_no_reports([ENGLISH_LETTER], ENGLISH_LETTER)


def test_one_report_among_other_texts_makes_a_page_of_news() -> None:
    assert not are_no_reports([ENGLISH_LETTER, ENGLISH_REPORT], ENGLISH_LETTER)


def test_a_long_text_is_none_only_if_its_end_is_none_too() -> None:
    letters, reports = "\n".join([ENGLISH_LETTER] * 8), "\n".join([ENGLISH_REPORT] * 8)
    assert len(letters) > READ
    assert are_no_reports([letters], letters)
    assert not are_no_reports([letters + "\n" + reports], letters)


def test_a_short_page_does_not_speak_against_what_is_told_in_it() -> None:
    assert not are_no_reports([ENGLISH_REPORT], ENGLISH_LETTER)


@pytest.mark.parametrize(("length", "sure"), [(SHORT - 1, 0.7), (SHORT, 0.45)])
def test_a_short_text_must_be_less_like_a_report(length: int, sure: float) -> None:
    assert sure_from("a" * length) == sure


@pytest.mark.parametrize(
    ("text", "arabic"),
    [
        ("أعلنت الوزارة هذا الأسبوع أن الجسر سيفتح", True),
        ("این خبر را امروز از رادیو شنیدیم که پل باز می‌شود", False),
        ("a" * 20, False),
        ("", False),
        ("12", False),
    ],
)
def test_arabic_texts_are_told_from_those_in_its_letters(text: str, arabic: bool) -> None:
    assert is_arabic(text) is arabic


def test_what_is_in_no_known_language_is_not_measured() -> None:
    assert measured("zzz qqq xxx", arabic=False) is None
    assert not are_no_reports(["zzz qqq xxx"], "zzz qqq xxx")


@pytest.mark.parametrize("traits", [arabic_traits, other_traits])
@given(text=st.text(max_size=300))
def test_all_that_is_measured_is_a_number_in_one_order(
    traits: Callable[[str], dict[str, float]], text: str
) -> None:
    found = traits(text)
    assert list(found) == list(traits("جسر"))
    assert all(value == value for value in found.values())
