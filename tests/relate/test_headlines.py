"""Which report speaks for its story."""

import pytest

from rawi.relate.headlines import leading, teases


@pytest.mark.parametrize(
    "title",
    [
        "شاهد.. انهيار جسر وادي الريم",
        "بالفيديو: لحظة انهيار الجسر",
        "كيف انهار جسر وادي الريم",
        "هل كان الانهيار متوقعا",
        "من يتحمل مسؤولية الجسر؟",
        "انهيار الجسر.. والسبب..",
        "ما حدث بعد الانهيار…",
        "Why the bridge fell",
    ],
)
def test_what_withholds_the_news_teases(title: str) -> None:
    assert teases(title)


@pytest.mark.parametrize(
    "title", ["انهيار جسر وادي الريم", "الريم.. إصابة سبعة عمال في انهيار جسر", "هلال العيد غدا"]
)
def test_a_plain_report_does_not(title: str) -> None:
    assert not teases(title)


def test_the_latest_that_most_echo_leads() -> None:
    titles = [
        "انهيار جسر وادي الريم",
        "سبعة جرحى في انهيار جسر وادي الريم",
        "ارتفاع جرحى انهيار جسر وادي الريم إلى تسعة",
        "رئيس البلدية يفتتح معرض الزهور",
    ]
    assert leading(titles) == 2


def test_a_teaser_leads_only_where_all_tease() -> None:
    assert leading(["انهيار جسر وادي الريم", "لماذا انهار جسر وادي الريم؟"]) == 0
    assert leading(["كيف انهار الجسر", "لماذا انهار الجسر"]) == 1


def test_reports_without_headlines_come_last() -> None:
    assert leading([None, "انهيار جسر", ""]) == 1
    assert leading([None, None]) == 0
    assert leading([]) == 0
