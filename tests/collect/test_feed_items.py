"""Items of channels, bridges and gatherers, which lack what items of newspapers have."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

import pytest

from rawi.collect.feed_items import called
from rawi.collect.feeds import parse_feed
from rawi.ingest.plain_text import teaser
from rawi.ingest.records import Feed, FeedItem

NOW = datetime(2024, 5, 20, 12, tzinfo=UTC)
LONG = "أعلنت بلدية المرفأ إغلاق الجسر القديم حتى نهاية الأسبوع بسبب أعمال الترميم"


def first(document: str) -> FeedItem:
    feed = parse_feed(document.encode(), now=NOW, url="https://marfa.example/rss")
    assert isinstance(feed, Feed)
    return feed.items[0]


def entry(inside: str) -> FeedItem:
    space = 'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dcterms="http://purl.org/dc/terms/"'
    space += ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    return first(
        f'<rss version="2.0" {space}><channel><title>المرفأ</title>'
        f"<item><link>/1</link>{inside}</item></channel></rss>"
    )


def described(markup: str) -> FeedItem:
    return entry(f"<title>خبر</title><description>{escape(markup)}</description>")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("سال الوادي ليلا.", "سال الوادي ليلا."),
        (f"{LONG}. " * 3, LONG),
        (f"{LONG}<br>وتستمر الأعمال أسبوعا " + "كاملا " * 20, LONG),
        ("كلمة " * 40, "كلمة " * 23 + "كلمة…"),
    ],
)
def test_an_item_without_a_title_is_called_as_it_begins(text: str, title: str) -> None:
    found = called(entry(f"<title></title><description>{escape(f'<p>{text}</p>')}</description>"))
    assert (found.title or "").startswith(title)
    assert len(found.title or "") <= 121


def test_an_item_of_json_without_a_title_is_called_as_it_begins() -> None:
    feed = parse_feed(
        '{"version":"1","items":[{"id":"1","content_text":"سال الوادي"}]}'.encode(), now=NOW
    )
    assert isinstance(feed, Feed)
    assert called(feed.items[0]).title == "سال الوادي"


def test_a_headline_of_its_own_stays() -> None:
    found = described("<p>نص آخر</p>")
    assert called(found) == found


def test_the_headline_of_a_gatherer_loses_whose_report_it_is() -> None:
    found = entry(
        "<title>سال الوادي - جريدة الهضبة</title><source url='https://h.example'>جريدة الهضبة"
        "</source><description>&lt;a href='/1'&gt;سال الوادي&lt;/a&gt; جريدة الهضبة</description>"
    )
    assert (found.title, found.source, found.summary) == ("سال الوادي", "جريدة الهضبة", None)


@pytest.mark.parametrize("title", ["قال في جريدة الهضبة", "جريدة الهضبة", "- جريدة الهضبة"])
def test_a_headline_that_speaks_of_the_source_keeps_it(title: str) -> None:
    found = entry(f"<title>{title}</title><source url='/'>جريدة الهضبة</source>")
    assert found.title == title


def test_a_feed_that_names_itself_as_source_names_nobody() -> None:
    assert entry("<title>خبر</title><source url='/rss'>المرفأ</source>").source is None


def test_the_widest_picture_is_taken() -> None:
    sizes = [("a", 'width="120"'), ("b", 'width="1200"'), ("c", 'width="x"'), ("d", "")]
    files = "".join(f'<media:content url="/{n}.jpg" medium="image" {w}/>' for n, w in sizes)
    assert entry(f"<title>خبر</title>{files}").image == "https://marfa.example/b.jpg"


@pytest.mark.parametrize(
    ("markup", "image"),
    [
        ('<img alt="x" src="/a.jpg"> نص', "https://marfa.example/a.jpg"),
        (
            '<img src="/p.gif" width="1" height="1"><img src="/b.jpg">',
            "https://marfa.example/b.jpg",
        ),
        ('<img src="/stat.gif" height=0> نص', None),
        ('<img src="data:image/gif;base64,R0"> نص', None),
        ('<img src="/pixel.gif?id=4"> نص', None),
        ('<img src="/b.gif?host=x"> نص', None),
        ('<img src="/web.gif"> نص', "https://marfa.example/web.gif"),
        ('<img src="/tracking-pixel/4.gif"> نص', None),
        (
            '<img src="/2025/google-pixel-10.jpg"> نص',
            "https://marfa.example/2025/google-pixel-10.jpg",
        ),
        ("نص بلا صورة", None),
    ],
)
def test_a_picture_in_the_text_stands_for_the_item(markup: str, image: str | None) -> None:
    assert described(markup).image == image


def test_when_it_was_made_comes_before_when_it_was_changed() -> None:
    made, changed = "2024-05-18T10:00:00Z", "2024-05-19T10:00:00Z"
    dates = (
        f"<dcterms:created>{made}</dcterms:created><dcterms:modified>{changed}</dcterms:modified>"
    )
    found = entry(f"<title>خبر</title>{dates}")
    assert (found.published or "").startswith("2024-05-18")
    assert found.modified_raw == changed


def test_marks_that_nobody_sees_leave_a_title() -> None:
    assert entry("<title>\u202bوزا\u00adرة ال\u200bصحة\u202c</title>").title == "وزارة الصحة"


def test_the_joiner_of_persian_stays() -> None:
    assert entry("<title>می\u200cشود</title>").title == "می\u200cشود"


@pytest.mark.parametrize(
    ("behind", "left"),
    [
        (" اقرأ المزيد", ""),
        (" … اقرأ المزيد »", " …"),
        (" [&#8230;]", "…"),
        (" [...] ظهرت المقالة سال الوادي أولاً على المرفأ.", "…"),
        (" The post Flood first appeared on Marfa.", ""),
        (" Read more...", ""),
        (" وطلب منهم قراءة المزيد.", " وطلب منهم قراءة المزيد."),
        (" They should read more.", " They should read more."),
    ],
)
def test_what_says_that_it_goes_on_is_no_teaser(behind: str, left: str) -> None:
    assert described(f"<p>سال الوادي</p>{behind}").summary == f"سال الوادي{left}"


def test_a_teaser_of_nothing_else_is_none() -> None:
    assert teaser("Read more", markup=False) is None


def test_tags_escaped_twice_are_tags() -> None:
    assert described("&lt;p&gt;أول&lt;/p&gt;&lt;p&gt;ثان&lt;/p&gt;").summary == "أول ثان"


def test_a_title_that_only_podcasts_have_is_the_title() -> None:
    found = entry("<itunes:title>حديث النهر</itunes:title>")
    assert found.title == "حديث النهر"


@pytest.mark.parametrize(
    ("address", "image"),
    [
        ("https://marfa.example/i/7.webp", "https://marfa.example/i/7.webp"),
        ("/i/7.jpg?w=600", "https://marfa.example/i/7.jpg?w=600"),
        ("https://marfa.example/picture/7", None),
    ],
)
def test_a_picture_in_an_image_of_the_item(address: str, image: str | None) -> None:
    assert entry(f"<title>خبر</title><image><url>{address}</url></image>").image == image


@pytest.mark.parametrize(
    ("tags", "read"),
    [
        ("<category>غير مصنف</category><category>بحر</category>", ("بحر",)),
        ("<category>Uncategorized</category>", ()),
        ("<category>بحر، صيد؛ قوارب</category>", ("بحر", "صيد", "قوارب")),
        ("<category>Uncategorized News</category>", ("Uncategorized News",)),
    ],
)
def test_tags_are_parted_and_none_is_what_nobody_chose(tags: str, read: tuple[str, ...]) -> None:
    assert entry(f"<title>خبر</title>{tags}").tags == read


def atom(inside: str, of_feed: str = "") -> FeedItem:
    return first(
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>دفتر المرفأ</title>{of_feed}<entry>'
        f'<id>1</id><title>خبر</title><link href="/1"/>{inside}</entry></feed>'
    )


def test_a_tag_is_what_people_read() -> None:
    assert atom('<category term="sea-12" label="بحر"/><category term="صيد"/>').tags == (
        "بحر",
        "صيد",
    )


@pytest.mark.parametrize(
    ("own", "of_feed", "authors"),
    [
        ("", "سعاد الملاح", ("سعاد الملاح",)),
        ("<author><name>نادر قدري</name></author>", "سعاد الملاح", ("نادر قدري",)),
        ("", "دفتر المرفأ", ()),
        ("", "صحيفة المرفأ", ()),
        ("", "منصة الملاح الإخبارية", ()),
        ("", "Harbour Daily", ()),
    ],
)
def test_entries_have_the_author_of_their_feed(
    own: str, of_feed: str, authors: tuple[str, ...]
) -> None:
    assert atom(own, f"<author><name>{of_feed}</name></author>").authors == authors


@pytest.mark.parametrize("line", ["المرفأ - كتب: نادر قدري", "بيروت - كتبت سعاد الملاح"])
def test_who_wrote_behind_a_place(line: str) -> None:
    (name,) = entry(f"<title>خبر</title><author>{line}</author>").authors
    assert line.endswith(name)
    assert len(name.split()) == 2
