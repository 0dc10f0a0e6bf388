import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.figures import DATA
from rawi.extract.teasers import cleaned
from tests.timing import within

OWN = "افتتح الوزير صباح اليوم الميناء الجديد بحضور عدد من المسؤولين."


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("اقرأ أيضا: ارتفاع صادرات الميناء في عامه الأول", "ارتفاع صادرات الميناء في عامه الأول"),
        ("إقرأ أيضاً:ارتفاع صادرات الميناء في عامه", "ارتفاع صادرات الميناء في عامه"),
        ("قد يهمك.. كيف بنى الصيادون مرفأهم القديم؟", "كيف بنى الصيادون مرفأهم القديم؟"),
        ("شاهد.. لحظة رسو أول سفينة في الميناء", "لحظة رسو أول سفينة في الميناء"),
        ("أيضاً.. عمال الرصيف يطالبون بعقود ثابتة", "عمال الرصيف يطالبون بعقود ثابتة"),
        ("للمزيد: هل يكفي الميناء تجارة البلاد؟", "هل يكفي الميناء تجارة البلاد؟"),
        ("اقرأ: (الحكومة تقر خطة الطرق الجديدة)", "الحكومة تقر خطة الطرق الجديدة"),
        ("قد يهمك/ خمسة موانئ غيرت تاريخ المتوسط", "خمسة موانئ غيرت تاريخ المتوسط"),
    ],
)
def test_a_labelled_headline_goes_to_related(line: str, headline: str) -> None:
    assert cleaned((OWN, line)) == ((OWN,), (headline,), False)


@pytest.mark.parametrize(
    "line",
    [
        "شاهد الملايين حفل الافتتاح على الشاشات، وتابعوا كلمة الوزير.",
        'وقال أيضا: "لدينا خطة أخرى للعام المقبل".',
        "اقرأ بعناية شروط العقد قبل أن توقع عليه.",
        "للمزيد من الاحتياط أغلقت السلطات الطريق المؤدية إلى الرصيف.",
        "أيضا، لم يتضح متى تعود السفن إلى خطوطها.",
    ],
)
def test_a_label_that_a_sentence_goes_through_stays(line: str) -> None:
    assert cleaned((OWN, line)).body == (OWN, line)


def test_headlines_after_a_label_alone_are_taken_with_it() -> None:
    lines = (OWN, "اقرأ أيضاً:", "الميناء في أرقام", "سفن تنتظر دورها منذ أسبوع", OWN)
    found = cleaned(lines)
    assert found.body == (OWN, OWN)
    assert found.related == ("الميناء في أرقام", "سفن تنتظر دورها منذ أسبوع")


def test_a_teaser_after_the_last_sentence_is_cut_off() -> None:
    found = cleaned((OWN + ". اقرأ.. الحكومة تقر خطة الطرق الجديدة",))
    assert found.body == (OWN.rstrip("."),)
    assert found.related == ("الحكومة تقر خطة الطرق الجديدة",)


def test_a_link_to_the_rest_marks_the_body_as_truncated() -> None:
    assert cleaned((OWN, "...المزيد")) == ((OWN,), (), True)


LONG = (
    "افتتح الوزير صباح اليوم الميناء الجديد بحضور عدد من المسؤولين والصيادين وجمع من أهل المدينة.",
    "ويتسع رصيفه لعشرين سفينة، وقد استغرق بناؤه أربعة أعوام كلفت الخزانة العامة نحو مليوني دينار.",
)


def test_a_bare_headline_between_closed_paragraphs_goes_to_related() -> None:
    headline = "وزير الزراعة: موسم القمح أفضل من مواسم مضت"
    assert cleaned((LONG[0], headline, LONG[1])) == (LONG, (headline,), False)


def test_two_bare_headlines_in_a_row_go_to_related() -> None:
    lines = (
        "نائب يسأل: لماذا تأخرت مدرسة وادي الحجل",
        "مدرسة الوادي تفتح أبوابها بعد عام من الانتظار",
    )
    assert cleaned((LONG[0], *lines, LONG[1])).related == lines


def test_a_subhead_that_says_what_follows_stays() -> None:
    subhead = "رصيف الميناء: عشرون سفينة وأربعة أعوام من البناء"
    assert cleaned((LONG[0], subhead, LONG[1])).body == (LONG[0], subhead, LONG[1])


def test_a_link_to_the_article_itself_is_dropped() -> None:
    own = cleaned((*LONG, "رابط الخبر بصحيفة المرفأ: افتتاح الميناء الجديد"))
    assert own == (LONG, (), False)


def test_a_link_to_itself_behind_the_last_sentence_is_cut_off() -> None:
    last = f"{LONG[1]} رابط الخبر بصحيفة المرفأ: افتتاح الميناء"
    assert cleaned((LONG[0], last)).body == LONG


def test_the_site_s_word_to_its_reader_at_the_end_is_dropped() -> None:
    note = "يمكنكم متابعة صفحتنا عبر تطبيقنا على هواتفكم وتفعيل الإشعارات لتصلكم أخبارنا"
    assert cleaned((*LONG, note)).body == LONG


def test_tags_behind_the_last_sentence_are_cut_off() -> None:
    assert cleaned((LONG[0], f"{LONG[1]} سمات الميناء الصيد البحر")).body == LONG


def test_traits_that_a_sentence_speaks_of_stay() -> None:
    last = "وقال إن الصبر على البناء من سمات أهل هذه المدينة منذ أن عرفت البحر"
    assert cleaned((*LONG, last)).body == (*LONG, last)


@given(st.lists(st.text(), max_size=6))
def test_cleaning_twice_is_cleaning_once(paragraphs: list[str]) -> None:
    body = cleaned(tuple(paragraphs)).body
    assert all(any(line in p for p in paragraphs) for line in body)


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is absent")
def test_few_real_bodies_change() -> None:
    path = DATA / "articles" / "almayadeen-2023-q1.jsonl.gz"
    changed = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in (next(lines) for _ in range(500)):
            body = tuple(p for p in json.loads(line)["body"].split("\n") if p)
            changed += cleaned(body).body != body
    assert changed <= 10


@pytest.mark.parametrize(
    "piece", [".", ". ", "… ", ".شاهد أيضا ", "، شاهد أيضا/ مباراة الليلة", ".سمات أ "]
)
def test_a_paragraph_of_nothing_but_marks_and_labels_costs_its_length(piece: str) -> None:
    text = (piece * 300_000)[:300_000]
    with within(2):
        cleaned((text,))
