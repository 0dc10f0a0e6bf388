"""What is written as no report is told by its manner; reports are not, however short."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi import read
from rawi.extract.dumps.likeness import READ, is_no_report, is_weighed, traits

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
    assert not is_no_report(["جسر جديد", text])


@pytest.mark.parametrize("text", OTHERS)
def test_who_speaks_to_somebody_reports_nothing(text: str) -> None:
    assert is_no_report(text.split("\n"))


@pytest.mark.parametrize("text", OTHERS)
def test_a_dump_of_it_is_said_to_be_none(text: str) -> None:
    page = read(text, content_type="text/plain")
    assert page.rejected or {article.kind for article in page.articles} - {None}


def test_a_share_bar_beside_a_short_report_changes_nothing() -> None:
    text = "\n\n".join(("الرئيسية > محليات", "جسر جديد في المدينة", *REPORTS, "شارك هذا الخبر"))
    assert {article.kind for article in read(text, content_type="text/plain").articles} == {None}


@pytest.mark.parametrize(
    ("text", "weighed"),
    [
        ("ا" * READ, True),
        ("ا" * (READ + 1), False),
        ("a" * 20, False),
        ("ا" * 11 + "b" * 10, True),
        ("", False),
        ("12", False),
    ],
)
def test_short_texts_in_arabic_letters_are_weighed(text: str, weighed: bool) -> None:
    assert is_weighed(text) is weighed


@given(st.text(max_size=300))
def test_all_that_is_measured_is_a_number_in_one_order(text: str) -> None:
    measured = traits(text)
    assert list(measured) == list(traits("جسر"))
    assert all(value == value for value in measured.values())
