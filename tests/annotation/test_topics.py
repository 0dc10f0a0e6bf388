"""What sections come under, in words of our own."""

import pytest

from rawi.annotation.topics import TOPICS, topic_of


@pytest.mark.parametrize(
    ("section", "topic"),
    [
        ("رياضة", "sport"),
        ("الرياضة", "sport"),
        ("رِيَاضَة", "sport"),
        ("أخبار الرياضة", "sport"),
        ("رياضة عالمية", "sport"),
        ("كرة القدم", "sport"),
        ("عربي ودولي", "world"),
        ("الشرق الأوسط", "world"),
        ("اقتصاد وأعمال", "economy"),
        ("صحة وجمال", "health"),
        ("حوادث وقضايا", "justice"),
        ("مقالات الرأي", "opinion"),
        ("طقس", "environment"),
        ("منوعات", "miscellany"),
        ("middleEast", "world"),
        ("Science & Technology", "science"),
        ("Moyen-Orient", "world"),
        ("Économie", "economy"),
        ("سیاست > انتخابات", "politics"),
        ("أخبار | رياضة | تنس", "sport"),
    ],
)
def test_a_section_comes_under_its_topic(section: str, topic: str) -> None:
    assert topic_of(section) == topic


@pytest.mark.parametrize("section", [None, "", "  ", "القارات السبع", "آخر الأخبار", "> /", "12"])
def test_what_no_word_tells_has_no_topic(section: str | None) -> None:
    assert topic_of(section) is None


def test_what_stands_deeper_decides() -> None:
    assert topic_of("رياضة > صحة") == "health"


def test_every_topic_can_be_told() -> None:
    words = ("سياسة", "اقتصاد", "رياضة", "ثقافة", "صحة", "علوم", "مجتمع", "رأي")
    more = ("قضاء", "بيئة", "دين", "منوعات", "دولي", "محليات")
    assert tuple(map(topic_of, words + more)) == TOPICS


def test_a_section_of_any_length_is_read() -> None:
    assert topic_of("ا " * 100_000) is None
