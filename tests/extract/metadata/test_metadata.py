"""Bylines, headlines, times: single facts."""

from __future__ import annotations

import pytest

from rawi.extract import read
from rawi.extract.html.guard import Scan, scanned
from rawi.extract.html.html_page import View, opened
from rawi.extract.metadata.bylines import (
    bare_names,
    is_byline,
    reviewed_by,
    split_names,
    written_by,
)
from rawi.extract.metadata.date_lines import Reader, iso_reading, stamps
from rawi.extract.metadata.given_names import given
from rawi.extract.metadata.head import domain
from rawi.extract.metadata.jsonld import told
from rawi.extract.metadata.ranking import Candidate, ranked
from rawi.extract.metadata.titles import headings, without_site
from tests.timing import within


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
        ("سامي وهبي ونادر الخطيب", ("سامي وهبي", "نادر الخطيب")),
        ("Jane Doe, MD, PhD", ("Jane Doe, MD, PhD",)),
        ("Jane Doe, Executive Editor, The Harbour Gazette", ("Jane Doe",)),
        ("The Harbour Blog Contributor", ("The Harbour Blog Contributor",)),
        ("Jane Doe, Head of Sales and Marketing", ("Jane Doe",)),
        ("Jane Doe, Editor, and Mary Roe", ("Jane Doe", "Mary Roe")),
        ("Jane Doe, beekeeper, Harbour Farms", ("Jane Doe",)),
        ("Jane Doe and John Roe, The Harbour Gazette", ("Jane Doe", "John Roe")),
        ("See all of Jane Doe", ()),
        ("Feb", ()),
    ],
)
def test_names_of_a_byline(byline: str, names: tuple[str, ...]) -> None:
    assert split_names(byline) == names


@pytest.mark.parametrize("line", ["كتبت: هدى الرفاعي", "حوار: نادر الخطيب", "تحرير / سامي وهبي"])
def test_a_line_that_only_names_its_writer(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By A. J. Neal View in print", ["A. J. Neal"]),
        ("ByJane Doe", ["Jane Doe"]),
        ("03/01/2017 by Jane Doe", ["Jane Doe"]),
        ("Posted by Jane Doe on May 3, 2020", ["Jane Doe"]),
        ("Medically reviewed by John Roe | Written by Jane Doe", ["Jane Doe"]),
        ("You can save money by joining our club", []),
        ("by harbourcat", ["harbourcat"]),
        ("By the Harbour Team", ["the Harbour Team"]),
        ("By Jane DoeMay 3, 2020", ["Jane Doe"]),
        ("Contributors: Jane Doe", ["Jane Doe"]),
        ("عمان - هدى الرفاعي", ["هدى الرفاعي"]),
        ("هدى الرفاعي (عمان)", ["هدى الرفاعي"]),
        ("القاهرة - رويترز", ["رويترز"]),
        ("بيروت - خاص", []),
        ("سياسة - اقتصاد", []),
    ],
)
def test_who_wrote_in_one_line(line: str, names: list[str]) -> None:
    assert list(written_by(line)) == names


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Medically reviewed by Jane Doe, MD", "Jane Doe"),
        ("Reviewed by Jane Doe on May 3, 2020", "Jane Doe"),
        ("Reviewers liked it", ""),
    ],
)
def test_who_reviewed_in_one_line(line: str, name: str) -> None:
    assert reviewed_by(line) == name


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Jane Doe, John Roe and Mary Poe", ["Jane Doe", "John Roe", "Mary Poe"]),
        ("Jane Doe | 3 May 2020", ["Jane Doe"]),
        ("Nothing, really", []),
    ],
)
def test_names_that_stand_alone(line: str, names: list[str]) -> None:
    assert list(bare_names(line)) == names


@pytest.mark.parametrize("name", ["Jane Doe", "Dr. Zoë Roe", "José Poe"])
def test_given_names_are_known(name: str) -> None:
    assert given(name)


@pytest.mark.parametrize("words", ["Press Release", "Final Thoughts", "Jane", ""])
def test_other_words_are_no_given_names(words: str) -> None:
    assert not given(words)


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


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "Published May 3, 2020 | Updated June 1, 2021",
            [("2020-05-03", "issued"), ("2021-06-01", "changed")],
        ),
        ("Last updated: 12th of May 2020", [("2020-05-12", "changed")]),
        ("Tuesday, Jan 5th, 2021 5:30 pm", [("2021-01-05T17:30:00", "")]),
        ("Thu, 04 Sep 2025 19:24:33 GMT", [("2025-09-04T19:24:00+00:00", "")]),
        ("3/4/2020", [("2020-04-03", ""), ("2020-03-04", "")]),
        ("13/4/2020", [("2020-04-13", "")]),
        ("12 mai 2020", [("2020-05-12", "")]),
        ("5 min read", []),
        ("Bees and Hives. 2023 Jan 7;15(1):e33.", [("2023-01-07", "")]),
        ("May 5, 2020 Mar 7 people", [("2020-05-05", "")]),
        ("الثلاثاء ١ / ١٢ / ٢٠٢٠", [("2020-12-01", "")]),
    ],
)
def test_dates_of_one_line(line: str, found: list[tuple[str, str]]) -> None:
    assert [(s.value, s.label) for s in stamps(line, Reader())] == found


def test_outside_english_the_day_comes_first() -> None:
    assert [s.value for s in stamps("3/4/2020", Reader(day_first=True))] == ["2020-04-03"]


def test_the_candidate_with_the_largest_sum_wins() -> None:
    one = Candidate("أ", "h1", frozenset(("h1", "of no weight")))
    two = Candidate("ب", "og:title", frozenset(("og:title", "starts title")))
    weights = {"h1": 1.0, "og:title": 0.4, "starts title": 0.5}
    assert [c.value for c in ranked([two, one], weights)] == ["أ", "ب"]


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
    assert scan.html.decode() == "<p>أ</p><p>ب</p>"
    assert scan.data == ('{"a":1}',)


def test_registered_domains() -> None:
    assert domain("www.news.example.com.sa") == "example.com.sa"
    assert domain("amp.example.net:8080") == "example.net"


def test_a_heading_left_open_over_the_text_is_none() -> None:
    sentence = "وقال المهندس إن الجسر سيفتح أمام المركبات في الربيع. "
    view = opened(f"<html><body><h1>{sentence * 12}<br>{sentence}</h1></body></html>")
    assert isinstance(view, View)
    assert headings(view.cutting) == []


GAPS = {
    "author": '<meta name="author" content="كتب{}سامي"><div class="byline">بقلم{}سامي حداد</div>',
    "site": '<meta property="og:site_name" content="المرفأ{}|{}أخبار">',
    "title": '<title>خبر{}-{}المرفأ</title><meta property="og:title" content="خبر{}|{}المرفأ">',
    "date": '<meta name="date" content="12{}12"><time class="date">الأحد{}12</time>',
    "data": '<script type="application/ld+json">{{"@type":"NewsArticle","headline":"خبر{}-{}خبر",'
    '"author":{{"name":"كتب{}سامي"}},"publisher":{{"name":"a{}|{}b"}}}}--></script>',
    "script": '<script type="application/ld+json">{{}}-->{}x</script>',
    "charset": '<meta charset{}={}x>',
}  # fmt: skip


@pytest.mark.parametrize("gap", [" ", "\xa0", "- ", ", "], ids=repr)
@pytest.mark.parametrize("place", GAPS)
def test_gaps_in_what_a_page_says_of_itself_take_no_time(place: str, gap: str) -> None:
    head = GAPS[place].replace("{}", gap * 2_000).replace("{{", "{").replace("}}", "}")
    with within(1):
        read(f"<html><head>{head}</head><body><article><h1>خبر</h1><p>{'نص ' * 90}</p></article>")


HAUSA = "Majalisar birnin ta amince da sabon tsarin tashar jiragen ruwa a ranar Litinin."


@pytest.mark.parametrize(
    ("declared", "language"), [("ha", "ha"), ("ha-NG", "ha"), ("so", "so"), ("en", "ha")]
)
def test_a_lesser_language_is_what_the_page_declares(declared: str, language: str) -> None:
    """One of which small words are known would have been told by them: it is not believed."""
    body = "".join(f"<p>{HAUSA}</p>" for _ in range(4))
    page = read(f"<html lang={declared}><body><article><h1>Tashar</h1>{body}</article>", None)
    assert page.language == language


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("2024年7月9日 来源：本报", "2024-07-09"),
        ("发布时间：2024年07月09日 21:30　来源：本报", "2024-07-09T21:30:00"),
        ("2024年7月9日 午後3時05分", "2024-07-09T15:05:00"),
        ("입력 2024년 7월 9일 오전 9:05", "2024-07-09T09:05:00"),
    ],
)
def test_days_in_chinese_japanese_and_korean_lines(line: str, value: str) -> None:
    assert [stamp.value for stamp in stamps(line, Reader())] == [value]


def test_a_moment_in_the_title_of_an_abbreviation_is_declared() -> None:
    day = '<abbr itemprop="datePublished" title="2019-02-08T07:40:00+02:00">صباحا</abbr>'
    words = (
        "أنهى عمال البلدية تنظيف مجرى الوادي قبل المطر، وقالوا إن الماء جرى فيه دون عائق هذا العام."
    )
    page = read(
        f"<article><h1>تنظيف الوادي</h1>{day}<p>{words}</p><p>{words[::1]} وشكروا الأهالي.</p>"
    )
    assert page.articles[0].published == "2019-02-08T07:40:00+02:00"


@pytest.mark.parametrize("line", ["9 июля 2024, 18:05", "9 Temmuz 2024 18:05"])
def test_a_day_over_the_text_is_no_paragraph(line: str) -> None:
    words = "افتتحت المكتبة قاعة للأطفال فيها ألفا كتاب، وقالت أمينتها إن الدخول إليها مجاني دائما."
    page = read(
        f"<h1>قاعة للأطفال</h1><div>{line}</div><div><p>{words}</p><p>{words} وهي مفتوحة.</p>"
    )
    assert line not in page.articles[0].body


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Publicado el 3 de julio de 2023 a las 18:05 h", [("2023-07-03T18:05:00", "issued")]),
        (
            "Publié le 3 juillet 2023, mis à jour le 4 juillet 2023",
            [("2023-07-03", "issued"), ("2023-07-04", "changed")],
        ),
        ("Aktualisiert am 3. Juli 2023", [("2023-07-03", "changed")]),
        ("Pubblicato il 3 luglio 2023 alle 18:05", [("2023-07-03T18:05:00", "issued")]),
        ("Atualizado em 3 de julho de 2023 às 18:05", [("2023-07-03T18:05:00", "changed")]),
        ("El alcalde, nacido en julio de 1961, habló de 2023 razones", []),
    ],
)
def test_what_lines_in_other_languages_call_their_dates(
    line: str, found: list[tuple[str, str]]
) -> None:
    assert [(s.value, s.label) for s in stamps(line, Reader(day_first=True))] == found
