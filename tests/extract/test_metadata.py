"""Bylines, headlines, times: single facts."""

from __future__ import annotations

import pytest

from rawi.extract.bylines import is_byline, split_names
from rawi.extract.guard import Scan, scanned
from rawi.extract.head import domain
from rawi.extract.jsonld import told
from rawi.extract.stamps import iso_reading
from rawi.extract.titles import without_site


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("سعاد الحداد ومروان الشامي", ("سعاد الحداد", "مروان الشامي")),
        ("وداد الكردي", ("وداد الكردي",)),
        ("سامي وهبي", ("سامي وهبي",)),
        ("هدى الرفاعي، سالم العوضي", ("هدى الرفاعي", "سالم العوضي")),
        ("ليلى المنصوري - القاهرة", ("ليلى المنصوري",)),
        ("By Jane Doe and John Roe", ("Jane Doe", "John Roe")),
        ("Jane Doe, Senior Editor", ("Jane Doe",)),
        ("admin", ()),
        ("12 May 2023", ()),
        ("رويترز", ("رويترز",)),
    ],
)
def test_names_of_a_byline(byline: str, names: tuple[str, ...]) -> None:
    assert split_names(byline) == names


@pytest.mark.parametrize("line", ["كتبت: هدى الرفاعي", "حوار: نادر الخطيب", "تحرير / سامي وهبي"])
def test_a_line_that_only_names_its_writer(line: str) -> None:
    assert is_byline(line)


def test_a_sentence_with_the_verb_is_no_byline() -> None:
    assert not is_byline("كتبت الصحيفة في افتتاحيتها أن القرار جاء متأخرا وأن أثره لن يظهر قريبا.")


@pytest.mark.parametrize(
    ("title", "names", "shown", "bare"),
    [
        ("موسم التمور يبدأ - جريدة الضفاف", ["جريدة الضفاف"], [], "موسم التمور يبدأ"),
        ("جريدة الضفاف: موسم التمور يبدأ", ["جريدة الضفاف"], [], "موسم التمور يبدأ"),
        ("موسم التمور يبدأ | محليات", [], ["موسم التمور يبدأ"], "موسم التمور يبدأ"),
        ("الواحة - حكاية لا تنتهي", ["جريدة الضفاف"], [], "الواحة - حكاية لا تنتهي"),
    ],
)
def test_the_site_falls_off_the_title(
    title: str, names: list[str], shown: list[str], bare: str
) -> None:
    assert without_site(title, names, shown) == bare


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-03-03T13:52:32.000Z", "2024-03-03T13:52:00+00:00"),
        ("2024-03-03T13:52:32+0300", "2024-03-03T13:52:00+03:00"),
        ("2024-03-03 13:52", "2024-03-03T13:52:00"),
        ("2024-03-03", "2024-03-03"),
    ],
)
def test_iso_times_keep_their_zone(text: str, value: str) -> None:
    reading = iso_reading(text)
    assert reading is not None
    assert reading[0] == value


def test_an_impossible_day_is_not_read() -> None:
    assert iso_reading("2024-02-31") is None


def test_structured_data_with_faults_is_read() -> None:
    script = (
        '<!-- \n{"@graph":[{"@type":["NewsArticle"],"headline":"خبر",\n"author":{"name":"هدى"},}]}'
    )
    found = told((script,))
    assert (found.headline, found.authors) == ("خبر", ("هدى",))


def test_structured_data_that_is_none_is_ignored() -> None:
    assert told(("{", "[" * 5_000, "null")).headline == ""


def test_scripts_leave_the_page_before_it_is_parsed() -> None:
    scan = scanned('<p>أ</p><script type="application/ld+json">{"a":1}</script><svg></svg><p>ب</p>')
    assert isinstance(scan, Scan)
    assert scan.html == "<p>أ</p><p>ب</p>"
    assert scan.data == ('{"a":1}',)


def test_registered_domains() -> None:
    assert domain("www.news.example.com.sa") == "example.com.sa"
    assert domain("amp.example.net:8080") == "example.net"
