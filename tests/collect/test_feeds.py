"""Feeds of every kind from bytes to records."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.collect.feeds import parse_feed
from rawi.ingest.records import Feed, FeedItem, FeedLimits
from rawi.model import Enclosure, Rejection
from tests.timing import within

NOW = datetime(2024, 5, 20, 12, 0, tzinfo=UTC)
BASE = "https://sahifa.example/feed.xml"

ITEM = """<item><title>{title}</title><link>/akhbar/{n}</link>
<description>افتتح الوزير معرض الكتاب صباح اليوم</description>
<pubDate>{date}</pubDate><category>ثقافة</category></item>"""


def rss(items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    return f'{head}<rss version="2.0"><channel><title>صحيفة المرفأ</title>{items}</channel></rss>'


def item(n: int = 1, title: str = "افتتاح معرض الكتاب", date: str = "") -> str:
    return ITEM.format(n=n, title=title, date=date or "Mon, 20 May 2024 09:30:00 +0300")


def read(data: bytes | str, **options: object) -> Feed:
    raw = data.encode() if isinstance(data, str) else data
    feed = parse_feed(raw, now=NOW, url=BASE, **options)  # type: ignore[arg-type]
    assert isinstance(feed, Feed), feed
    return feed


def refused(data: bytes | str) -> str:
    raw = data.encode() if isinstance(data, str) else data
    feed = parse_feed(raw, now=NOW, url=BASE)
    assert isinstance(feed, Rejection), feed
    return feed.reason


def test_rss_item_in_full() -> None:
    (one,) = read(rss(item())).items
    assert one.url == "https://sahifa.example/akhbar/1"
    assert one.title == "افتتاح معرض الكتاب"
    assert one.summary == "افتتح الوزير معرض الكتاب صباح اليوم"
    assert one.tags == ("ثقافة",)
    assert one.published is not None
    assert datetime.fromisoformat(one.published) == datetime(2024, 5, 20, 6, 30, tzinfo=UTC)


def test_atom_content_and_author() -> None:
    (one,) = read(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>ت</title><entry><id>tag:a,1</id>'
        '<title type="html">سوق &lt;b&gt;السمك&lt;/b&gt;</title>'
        "<author><name>ليلى حداد</name></author>"
        '<link href="/s/2"/><updated>2024-05-19T10:00:00Z</updated>'
        '<content type="html">&lt;p&gt;فتح السوق أبوابه&lt;/p&gt;</content></entry></feed>'
    ).items
    assert (one.title, one.authors, one.content) == (
        "سوق السمك",
        ("ليلى حداد",),
        "<p>فتح السوق أبوابه</p>",
    )


def test_json_feed() -> None:
    feed = read(
        '{"version":"https://jsonfeed.org/version/1.1","title":"ن","items":[{"id":7,'
        '"url":"https://n.example/7","title":"عودة القطار &amp; السكة","content_text":"سطر\\nآخر",'
        '"authors":[{"name":"سامر"}],"tags":["نقل"],"date_published":"2024-05-20T08:00:00+03:00"}]}'
    )
    (one,) = feed.items
    assert feed.kind == "json"
    assert (one.title, one.content, one.key) == (
        "عودة القطار & السكة",
        "<p>سطر</p><p>آخر</p>",
        "7",
    )


def test_news_sitemap() -> None:
    feed = read(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://m.example/1</loc>'
        "<n:news><n:publication_date>2024-05-20T07:00:00Z</n:publication_date>"
        "<n:title>أمطار على الساحل</n:title><n:keywords>طقس، أمطار</n:keywords></n:news>"
        "</url></urlset>"
    )
    (one,) = feed.items
    assert feed.kind == "news"
    assert (one.url, one.title, one.tags) == (
        "https://m.example/1",
        "أمطار على الساحل",
        ("طقس", "أمطار"),
    )
    assert one.published


def test_sitemap_index_names_its_parts() -> None:
    feed = read(
        "<sitemapindex><sitemap><loc>/a.xml</loc></sitemap>"
        "<sitemap><loc>https://o.example/b.xml</loc></sitemap></sitemapindex>"
    )
    assert feed.sitemaps == ("https://sahifa.example/a.xml", "https://o.example/b.xml")


def test_broken_sitemap_gives_what_stood_before() -> None:
    feed = read("<urlset><url><loc>https://m.example/1</loc></url><url><loc>https://m.ex")
    assert [i.url for i in feed.items] == ["https://m.example/1"]
    assert feed.notes


@pytest.mark.parametrize("declared", ["iso-8859-1", "utf-8", "windows-1256"])
def test_cp1256_under_any_label(declared: str) -> None:
    text = rss(item(), f'<?xml version="1.0" encoding="{declared}"?>')
    assert read(text.encode("cp1256")).items[0].title == "افتتاح معرض الكتاب"


@pytest.mark.parametrize("declared", ["windows-1256", "iso-8859-1"])
def test_utf8_under_a_wrong_label(declared: str) -> None:
    text = rss(item(), f'<?xml version="1.0" encoding="{declared}"?>')
    assert read(text).items[0].title == "افتتاح معرض الكتاب"


def test_wrong_label_in_the_header() -> None:
    feed = read(rss(item()), content_type="text/xml; charset=iso-8859-1")
    assert feed.items[0].title == "افتتاح معرض الكتاب"


def test_french_in_latin1_stays_french() -> None:
    text = rss(item(title="Été à Beyrouth"), '<?xml version="1.0" encoding="iso-8859-1"?>')
    ascii_rest = text.replace("افتتح الوزير معرض الكتاب صباح اليوم", "").replace("ثقافة", "")
    ascii_rest = ascii_rest.replace("صحيفة المرفأ", "")
    assert read(ascii_rest.encode("latin-1")).items[0].title == "Été à Beyrouth"


def test_one_cut_character_does_not_spoil_the_feed() -> None:
    data = rss(item(1) + item(2)).encode()
    cut = data.replace("اليوم".encode(), "اليو".encode() + b"\xd9", 1)
    assert [i.title for i in read(cut).items] == ["افتتاح معرض الكتاب"] * 2


def test_wide_encodings() -> None:
    assert read(rss(item()).encode("utf-16")).items[0].title == "افتتاح معرض الكتاب"


@pytest.mark.parametrize(
    "written", ["&amp;quot;عاجل&amp;quot;", "&amp;amp;quot;عاجل&amp;amp;quot;", "&quot;عاجل&quot;"]
)
def test_references_escaped_twice(written: str) -> None:
    assert read(rss(item(title=written))).items[0].title == '"عاجل"'


@pytest.mark.parametrize(
    "date", ["الاثنين, 20 مايو 2024 09:30:00 +0300", "الإثنين، ٢٠ أيار ٢٠٢٤ - 09:30"]
)
def test_arabic_dates(date: str) -> None:
    (one,) = read(rss(item(date=date))).items
    assert one.published is not None
    assert one.published.startswith("2024-05-20T09:30")
    assert one.published_raw == date


def test_unreadable_date_keeps_its_text() -> None:
    (one,) = read(rss(item(date="قبل العيد"))).items
    assert (one.published, one.published_raw) == (None, "قبل العيد")


def test_date_in_the_future_keeps_its_text_only() -> None:
    (one,) = read(rss(item(date="Mon, 20 May 2034 09:30:00 GMT"))).items
    assert (one.published, one.published_raw) == (None, "Mon, 20 May 2034 09:30:00 GMT")


def test_ten_thousand_items_are_cut_with_a_word() -> None:
    feed = read(rss("".join(map(item, range(10_000)))))
    assert len(feed.items) == FeedLimits().items
    assert feed.items[0].url == "https://sahifa.example/akhbar/0"
    assert any("10000 items" in note for note in feed.notes)


def test_unescaped_ampersand_and_controls_are_survived() -> None:
    feed = read(rss(item(title="بيع & شراء\x0b")))
    assert feed.items[0].title == "بيع & شراء"


def test_entity_bomb_is_refused() -> None:
    parts = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{parts}]>' + rss("&e11;", "")
    assert "entities" in refused(bomb)


def test_entity_bomb_in_a_sitemap_is_refused() -> None:
    head = '<!DOCTYPE urlset [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    assert "entity" in refused(
        head + "<urlset><url><loc>https://m.example/&b;</loc></url></urlset>"
    )


def test_deep_nesting_is_refused() -> None:
    assert "deep" in refused('<rss version="2.0"><channel><item>' + "<a>" * 50_000)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"<!doctype html><html><body>hello</body></html>", "web page"),
        (b"plain words", "not a feed"),
        (b'{"items": 3}', "items"),
        (b'{"items": ' + b"[" * 200_000, "JSON"),
    ],
)
def test_what_is_no_feed_says_so(data: bytes, word: str) -> None:
    assert word in refused(data)


@pytest.mark.parametrize("codec", ["punycode", "idna", "unicode_escape"])
def test_encodings_that_are_none_are_not_run(codec: str) -> None:
    text = rss(item(title="a-" * 100_000), f'<?xml version="1.0" encoding="{codec}"?>')
    assert read(text).items


def test_only_web_addresses_come_through() -> None:
    text = rss("<item><title>ع</title><link>javascript:alert(1)</link></item>")
    assert read(text).items[0].url is None


@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    assert isinstance(parse_feed(data, now=NOW), Feed | Rejection)


@given(st.text(max_size=200), st.integers(0, 400))
def test_no_cut_or_title_raises(title: str, end: int) -> None:
    data = rss(item(title=title)).encode("utf-8", "replace")[: end * 2]
    assert isinstance(parse_feed(data, now=NOW), Feed | Rejection)


def entry(inside: str) -> FeedItem:
    head = '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    (one,) = read(f"{head}<channel><title>ص</title><item>{inside}</item></channel></rss>").items
    return one


def atom_entry(inside: str) -> FeedItem:
    head = '<feed xmlns="http://www.w3.org/2005/Atom"><title>ص</title>'
    (one,) = read(f"{head}<entry><id>tag:a,1</id><title>خبر</title>{inside}</entry></feed>").items
    return one


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>غادر الوفد</p><p>ظهرا</p>", "غادر الوفد ظهرا"),
        ("سطر<br/>آخر", "سطر آخر"),
        ("<table><tr><td>صف</td><td>ثان</td></tr></table>", "صف ثان"),
        ("<b>ال</b>وزير", "الوزير"),
        ("<h2>عنوان</h2>نص", "عنوان نص"),
    ],
)
def test_blocks_of_a_teaser_stay_apart(markup: str, text: str) -> None:
    assert entry(f"<description><![CDATA[{markup}]]></description>").summary == text


def test_content_alone_is_no_teaser() -> None:
    one = atom_entry('<content type="html">&lt;p&gt;نص&lt;/p&gt;</content>')
    assert (one.summary, one.content) == (None, "<p>نص</p>")


@pytest.mark.parametrize("kind", ["", ' type="text"', ' type="html"'])
def test_tags_in_a_teaser_declared_as_text_are_not_shown(kind: str) -> None:
    one = atom_entry(f"<summary{kind}>&lt;p&gt;أول&lt;/p&gt;&lt;p&gt;ثان&lt;/p&gt;</summary>")
    assert one.summary == "أول ثان"


def test_a_title_that_speaks_of_tags_keeps_them() -> None:
    head = '<feed xmlns="http://www.w3.org/2005/Atom"><title>ص</title><entry><id>a</id>'
    (one,) = read(f"{head}<title>ما معنى &lt;p&gt; هنا</title></entry></feed>").items
    assert one.title == "ما معنى <p> هنا"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("desk@marfa.press (ليلى حداد)", ("ليلى حداد",)),
        ("ليلى حداد &lt;desk@marfa.agency&gt;", ("ليلى حداد",)),
        ("<![CDATA[desk@marfa.media (ليلى حداد)]]>", ("ليلى حداد",)),
        ("desk@marfa.xn--mgbh0fb ليلى حداد", ("ليلى حداد",)),
        ("desk@marfa.press", ()),
        ("noreply@marfa.com (Unknown)", ()),
        ("https://marfa.example/writer/3", ()),
        ("ليلى حداد", ("ليلى حداد",)),
        ("ليلى حداد، وائل سليم", ("ليلى حداد", "وائل سليم")),
        ("<![CDATA[ليلى حداد ووائل سليم]]>", ("ليلى حداد", "وائل سليم")),
        ("<![CDATA[<b>كتبت:</b> ليلى حداد]]>", ("ليلى حداد",)),
        ("المرفأ - ليلى حداد", ("ليلى حداد",)),
        ("By Layla Haddad and Wael Salim", ("Layla Haddad", "Wael Salim")),
        ("desk@marfa.press (Layla Haddad, Wael Salim)", ("Layla Haddad", "Wael Salim")),
        ("ليلى حداد (رويترز)", ("ليلى حداد",)),
        ('{"name":"ليلى"}', ()),
        ("رويترز", ("رويترز",)),
        ("وائل", ("وائل",)),
    ],
)
@pytest.mark.parametrize("field", ["author", "dc:creator"])
def test_an_author_is_a_name_whatever_the_address_beside_it(
    author: str, names: tuple[str, ...], field: str
) -> None:
    assert entry(f"<title>خبر</title><{field}>{author}</{field}>").authors == names


def test_an_author_of_many_bytes_takes_no_time() -> None:
    with within(2):
        for text in ("a." * 100_000 + "@", "a]" * 100_000 + "@"):
            entry(f"<title>خبر</title><author>{text}</author>")


def test_the_link_to_the_page_is_the_articles() -> None:
    one = atom_entry(
        '<link rel="self" href="/api/1"/>'
        '<link rel="alternate" type="application/pdf" href="/1.pdf"/>'
        '<link rel="alternate" type="text/html" href="/1"/><link rel="replies" href="/1/c"/>'
        '<link rel="alternate" type="text/html" href="/en/1"/>'
    )
    assert one.url == "https://sahifa.example/1"


@pytest.mark.parametrize(
    ("inside", "url"),
    [
        (
            "<link>https://s.example/1</link><guid>https://s.example/?p=1</guid>",
            "https://s.example/1",
        ),
        ("<guid>https://s.example/?p=1</guid>", "https://s.example/?p=1"),
        ('<guid isPermaLink="false">7</guid>', None),
        (
            "<link>https://www.google.com/url?rct=j&amp;url=https://s.example/9&amp;ct=ga</link>",
            "https://s.example/9",
        ),
        ("<link>https://www.google.com/url?x=1</link>", "https://www.google.com/url?x=1"),
    ],
)
def test_where_an_item_stands(inside: str, url: str | None) -> None:
    assert entry(f"<title>خبر</title>{inside}").url == url


def test_enclosures_are_kept_with_type_and_length() -> None:
    one = entry(
        '<title>حلقة</title><enclosure url="/9.mp3" type="audio/mpeg" length="1234"/>'
        '<enclosure url="/9.mp4" type="video/mp4" length=""/>'
        '<enclosure url="/9.jpg" type="image/jpeg" length="5"/><enclosure url="javascript:x"/>'
    )
    assert one.enclosures == (
        Enclosure(url="https://sahifa.example/9.mp3", type="audio/mpeg", length=1234),
        Enclosure(url="https://sahifa.example/9.mp4", type="video/mp4"),
    )
    assert one.image == "https://sahifa.example/9.jpg"


def test_attachments_of_a_json_feed_are_enclosures() -> None:
    (one,) = read(
        '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"حلقة",'
        '"attachments":[{"url":"/1.mp3","mime_type":"audio/mpeg","size_in_bytes":7},"x",'
        '{"mime_type":"audio/mpeg"}]}]}'
    ).items
    assert one.enclosures == (
        Enclosure(url="https://sahifa.example/1.mp3", type="audio/mpeg", length=7),
    )


@pytest.mark.parametrize("declared", ["iso-8859-1", "utf-8", "windows-1256", "iso-8859-6"])
def test_iso_8859_6_under_any_label(declared: str) -> None:
    text = rss(item(), f'<?xml version="1.0" encoding="{declared}"?>')
    assert read(text.encode("iso-8859-6")).items[0].title == "افتتاح معرض الكتاب"
