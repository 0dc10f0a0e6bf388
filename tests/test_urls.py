import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.extract.html.html_page import read_html
from rawi.urls import (
    article_id,
    canonical_url,
    is_web_address,
    without_anchor,
    without_secret,
)
from tests.timing import within

SAME = [
    ("https://example.com/a/b", "http://www.example.com/a/b/?utm_source=x&fbclid=1#top"),
    ("https://example.com/a/b", "https://amp.example.com/a/b"),
    ("https://example.com/a/b", "https://example.com/a/b/amp/"),
    ("https://example.com/a/b", "https://example.com/amp/a/b"),
    ("https://example.com/a/b", "https://example.com/a/b?outputType=amp"),
    ("https://example.com/a/b", "https://example.com/a/b?output=amp"),
    (
        "https://example.com/a/b",
        "https://web.archive.org/web/20210304050607/http://example.com/a/b",
    ),
    ("https://example.com/a/b", "https://web.archive.org/web/2021id_/https://www.example.com/a/b/"),
    ("https://example.com/a?id=3", "https://web.archive.org/web/2021/https://example.com/a?id=3"),
    ("https://example.com/v?id=3", "https://e-com.cdn.ampproject.org/c/s/example.com/v?id=3"),
    ("https://example.com/a/b", "https://example.com/a/b?print=1"),
    (
        "https://example.com/a/b",
        "https://www-example-com.cdn.ampproject.org/c/s/www.example.com/a/b",
    ),
    ("https://example.com/a/b", "https://www.google.com/amp/s/www.example.com/a/b/amp/"),
    ("https://example.com/a.html", "https://example.com/a.amp.html"),
    ("https://example.com/a?id=3&p=2", "https://EXAMPLE.com:443/a?p=2&id=3"),
    (
        "https://example.com/خبر/عاجل",
        "https://example.com/%d8%ae%D8%A8%D8%B1/%D8%B9%D8%A7%D8%AC%D9%84",
    ),
    ("https://مثال.إختبار/a", "https://xn--mgbh0fb.xn--kgbechtv/a"),
    ("https://example.com", "http://example.com/index.html"),
    # one address, written otherwise (RFC 3986, 6.2)
    ("https://example.com/a/c/1", "HTTPS://Example.COM:443/a/./b/../c//1/"),
    ("https://example.com/a~b/1", "https://example.com/a%7Eb/1"),
    ("https://example.com/a%C3%A9/1", "https://example.com/ae%CC%81/1"),
    ("https://example.com/a/1?q=%D8%AE", "https://example.com./a/1?q=خ"),
    ("https://example.com/a/1", "https://example.com/a/1?"),
    ("https://example.com/a?x=1&y=2", "https://example.com/a?y=2&&x=1&y=2&"),
    # slips of those who write links
    ("https://example.com/a?x=1&y=2", "https://example.com/a?x=1&amp;y=2"),
    ("https://example.com/a/1", "https:\\\\example.com\\a\\1"),
    ("https://example.com/a/1", "http:/example.com/a/1"),
    ("https://example.com/a/1", "http//example.com/a/1"),
    ("https://example.com/a/1", "http://https://example.com/a/1"),
    ("https://example.com/a/1", "//example.com/a/1"),
    ("https://example.com/a/1", "www.example.com/a/1"),
    ("https://example.com/a/1", " https://exam\nple.com/a/1\u200f،"),
    ("https://example.com/خبر/1", "https://example.com/%25D8%25AE%25D8%25A8%25D8%25B1/1"),
    ("https://example.com/a/1", "https://example.com/a/1&utm_source=x"),
    ("https://example.com/a/1", "https://example.com/a/1?WT.mc_id=x&emc=rss&fromrss=1&_x_tr_sl=ar"),
    ("https://example.com/a?id=1", "https://example.com/a?id=1?utm_source=x"),
    ("https://example.com/a/1", "https://example.com/a/1%3Futm_source=x"),
    ("https://example.com/a/1", "https://example.com/a/1?amp;utm_source=x"),
    ("https://example.com/a/1", "https://example.com/a/1?from=rss&si=Ab_c"),
    ("https://example.com/a/1", "https://example.com/a/1?ysclid=l1&intcmp=x&int_cmp=y"),
    ("https://example.com/?from=35", "https://example.com/?from=35#top"),
    (
        "https://youtube.com/watch?v=abcdefgh_-k",
        "https://m.youtube.com/watch?v=abcdefgh_-k&si=Ab&feature=share",
    ),
    ("https://example.com/#/?id=77", "https://example.com/#/?id=77&utm_source=x"),
    # sessions
    ("https://example.com/a/1", "https://example.com/a/1;jsessionid=0A2B"),
    ("https://example.com/a/b/1", "https://example.com/a;PHPSESSID=7/b/1"),
    ("https://example.com/a/1", "https://example.com/a/1?PHPSESSID=9f&JSESSIONID=2"),
    ("https://example.com/a/1", "https://example.com/a/1?ASPSESSIONIDQQ=AB&CFID=3&CFTOKEN=4"),
    ("https://example.com/a/1", "https://example.com/a/1?sid=0f3a9c44d2b1e6f7a8b9"),
    ("https://example.com/a/1", "https://example.com/(S(lit3py55t21z5v55vlm25s55))/a/1"),
    # tracking
    ("https://example.com/a/1", "https://example.com/a/1?msclkid=3&twclid=4&ttclid=5&yclid=6"),
    ("https://example.com/a/1", "https://example.com/a/1?gbraid=1&wbraid=2&srsltid=3&gclid=4"),
    ("https://example.com/a/1", "https://example.com/a/1?_hsenc=p&_hsmi=2&mc_cid=1&mkt_tok=9"),
    ("https://example.com/a/1", "https://example.com/a/1?__xts__[0]=68.A&__tn__=-R&__cft__[0]=x"),
    ("https://example.com/a/1", "https://example.com/a/1?fb_comment_id=3&guccounter=1"),
    ("https://example.com/a/1", "https://example.com/a/1?guce_referrer=x&guce_referrer_sig=y"),
    # where a reader came from, beside what names the article
    ("https://example.com/a/123", "https://example.com/a/123?ref=home&source=twitter&at=1"),
    ("https://example.com/a?id=7", "https://example.com/a?id=7&src=rss&share=1"),
    (
        "https://example.com/news/jisr-aljabal-jadid",
        "https://example.com/news/jisr-aljabal-jadid?ref=x",
    ),
    ("https://example.com/حادث-في-الوادي", "https://example.com/حادث-في-الوادي?feature=share"),
    ("https://example.com/#/news/7", "https://www.example.com/#/news/7/?utm_source=x"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_variants_are_one_address(one: str, other: str) -> None:
    assert canonical_url(one) == canonical_url(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a?id=1", "https://example.com/a?id=2"),
        ("https://example.com/a", "https://example.org/a"),
        ("https://example.com/print-industry", "https://example.com/industry"),
        ("https://example.com/champ", "https://example.com/ch"),
        ("https://news.example.com/a", "https://example.com/a"),
        ("https://example.com/#/article/1", "https://example.com/#/article/2"),
        ("https://example.com/app#!/news/7", "https://example.com/app#!/news/8"),
        ("https://example.com/#!news-7", "https://example.com/#!news-8"),
        ("https://example.com/#/show?id=1", "https://example.com/#/show?id=2"),
        ("https://example.com/article?source=123", "https://example.com/article?source=124"),
        ("https://example.com/news.php?ref=4001", "https://example.com/news.php?ref=4002"),
        (
            "https://example.com/ar/news.php?page=1&src=7",
            "https://example.com/ar/news.php?page=1&src=8",
        ),
        ("https://example.com/show?at=jisr-jadid", "https://example.com/show?at=midan-qadim"),
        ("https://example.com/?share=31", "https://example.com/?share=32"),
        ("https://example.com/a?msid=31", "https://example.com/a?msid=32"),
        ("https://example.com/a?fbid=31", "https://example.com/a?fbid=32"),
        ("https://example.com/a?sid=31", "https://example.com/a?sid=32"),
        ("https://example.com/a%2Fb", "https://example.com/a/b"),
        ("https://example.com/a?x=1%262", "https://example.com/a?x=1&2"),
        ("https://example.com/a?s=نص", "https://example.com/a?s=آخر"),
    ],
)
def test_other_articles_stay_apart(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


def test_what_stands_behind_a_routed_mark_parts_articles() -> None:
    one, other = (canonical_url(f"https://example.com/#/?id={n}") for n in (77, 78))
    assert one != other


@pytest.mark.parametrize("anchor", ["#comments", "#", "#/", "#!", "#:~:text=x", "#a/b"])
def test_anchors_fall_away(anchor: str) -> None:
    assert canonical_url(f"https://example.com/news/1{anchor}") == "https://example.com/news/1"
    assert without_anchor(f"https://example.com/1{anchor}").rstrip("#/!") == "https://example.com/1"


PLAIN_ADDRESSES = [
    "https://example.com",
    "https://example.com/a/b/1",
    "https://example.com/%D8%AE%D8%A8%D8%B1/1",
    "https://example.com/a.html?id=1&x=%D8%AE",
    "https://example.com/a,b;c=d/e:f@g",
    "https://example.com:8080/a?p=1",
]


@pytest.mark.parametrize("plain", PLAIN_ADDRESSES)
def test_ids_of_plain_addresses_never_change(plain: str) -> None:
    assert canonical_url(plain) == plain


def test_an_absurd_address_takes_no_time() -> None:
    pieces = ("/..", "%25D8", "a", "&a=1", "https://", "(S(", ";jsessionid=", "#!/", "?utm_")
    with within(5):
        for piece in pieces:
            for size in (8_000, 1_000_000):
                canonical_url("https://example.com/" + piece * (size // len(piece)))
        canonical_url("https://www.google.com/amp/s/" * 280 + "a.example")


PIECES = st.sampled_from(
    [
        "#/",
        "#!",
        "ref",
        "&amp;",
        ";sid=1",
        "%252F",
        "https://",
        "amp",
        "print",
        "m",
        "خبر",
        "%D8%AE",
        "%ff",
        "%2F",
        "index.html",
        "a.amp",
        "-amp",
        ".",
        "..",
        " ",
    ]
)


@given(
    st.lists(PIECES | st.text(max_size=5), max_size=6),
    st.sampled_from(["www.", "m.", "amp.", "", "cdn.ampproject.org/c/s/"]),
    st.lists(st.tuples(PIECES | st.text(max_size=4), st.text(max_size=4)), max_size=3),
)
def test_canonical_is_idempotent(
    path: list[str], prefix: str, query: list[tuple[str, str]]
) -> None:
    url = f"http://{prefix}example.com/{'/'.join(path)}?" + "&".join(f"{k}={v}" for k, v in query)
    once = canonical_url(url)
    assert canonical_url(once) == once


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    assert canonical_url(canonical_url(text)) == canonical_url(text)


def test_what_is_no_web_address_is_told_apart() -> None:
    assert not is_web_address("javascript:alert(1)")
    assert not is_web_address("/relative/path")
    assert is_web_address("http://example.com")


def test_id_comes_from_the_address_before_the_text() -> None:
    one = article_id("https://example.com/a?utm_medium=x", "o", "title", ["body"])
    assert one == article_id("http://www.example.com/a", None, "other title", [])


def test_id_without_address_comes_from_the_text() -> None:
    assert article_id(None, "o", "t", ["a  b"]) == article_id(None, "o", "t", ["a b"])
    assert article_id(None, "o", "t", ["a b"]) != article_id(None, "o", "t", ["a c"])


@pytest.mark.parametrize("broken", ["http://[", "https://[::1", "http://a]b/"])
def test_a_broken_address_is_none(broken: str) -> None:
    html = f'<link rel="canonical" href="{broken}"><meta property="og:image" content="{broken}">'
    page = read_html(f"<html><head>{html}</head><body><p>نص قصير هنا.</p></body></html>", broken)
    assert page.url is None


@pytest.mark.parametrize(("length", "normal"), [(8_192, True), (8_193, False)])
def test_what_is_longer_than_any_address_is_left_as_it_is(length: int, normal: bool) -> None:
    url = "http://www.a.example/" + "b" * (length - 21)
    assert canonical_url(url).startswith("https://a.example/") == normal
    assert (canonical_url(url) == url) != normal


@pytest.mark.parametrize(("blank", "mended"), [(24_577, True), (24_578, False)])
def test_slips_of_an_endless_address_are_not_mended(blank: int, mended: bool) -> None:
    url = "http://a.example/" + "\u200b" * (blank - 2) + "b" * 8_191
    assert len(url) == blank - 2 + 8_191 + 17
    url = url[: 4 * 8_192 + (not mended)]
    assert ("\u200b" not in canonical_url(url)) == mended


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/big-fire", False),
        ("/big-old-fire", True),
        ("/fire", False),
        ("/news/big-fire", True),
        ("/news/fire", False),
        ("/a/news-fire", False),
        ("/x-12", False),
        ("/ab/x12345678", True),
        ("/ab/x-1-2-3", True),
        ("/ab/abcd-1-2", True),
        ("/ab/ab-1-2", False),
        ("/ab/7", True),
    ],
)
def test_what_says_which_article_it_is(path: str, named: bool) -> None:
    """``ref`` falls away where the path names the article, and stays where nothing does."""
    kept = "ref=z" in canonical_url(f"https://a.example{path}?ref=z")
    assert kept != named


@pytest.mark.parametrize("raw", ["%ED%A0%80", "%ED%BF%BF", "%ff", "%C3"])
def test_bytes_that_are_no_text_keep_addresses_apart(raw: str) -> None:
    once = canonical_url(f"https://a.example/{raw}")
    assert once == canonical_url(once)
    assert once != canonical_url("https://a.example/")


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/watch?v=AbC12345678&t=35s&list=PL1",
        "https://youtu.be/AbC12345678?si=xyz",
        "https://m.youtube.com/watch?feature=share&v=AbC12345678",
        "https://www.youtube.com/embed/AbC12345678",
        "https://www.youtube.com/shorts/AbC12345678?x=1",
        "https://www.youtube-nocookie.com/embed/AbC12345678",
    ],
)
def test_a_film_has_one_address(url: str) -> None:
    assert canonical_url(url) == "https://youtube.com/watch?v=AbC12345678"


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("https://t.me/s/qanat/77?single", "https://t.me/qanat/77"),
        ("https://telegram.me/qanat/77", "https://t.me/qanat/77"),
        (
            "https://mobile.twitter.com/harif/status/1790/photo/1?s=20",
            "https://x.com/harif/status/1790",
        ),
        ("https://youtube.com/AljazeeraCh", "https://youtube.com/AljazeeraCh"),
        ("https://t.me/s/qanat", "https://t.me/s/qanat"),
        ("https://x.com/harif", "https://x.com/harif"),
    ],
)
def test_messages_of_platforms_have_one_address(url: str, known: str) -> None:
    assert canonical_url(url) == known


@pytest.mark.parametrize(
    ("url", "bare"),
    [
        ("https://user:secret@a.example/1", "https://a.example/1"),
        ("https://a@b@a.example", "https://a.example"),
        ("https://a.example/@harif/1", "https://a.example/@harif/1"),
        ("", ""),
    ],
)
def test_names_and_passwords_leave_an_address(url: str, bare: str) -> None:
    assert without_secret(url) == bare


def test_a_number_under_a_name_of_sessions_may_name_the_article() -> None:
    assert canonical_url("https://a.example/v?session=12").endswith("?session=12")
    key = "0123456789abcdef0123"
    assert canonical_url(f"https://a.example/v?session={key}").endswith("/v")


def test_a_port_that_is_none_makes_no_address() -> None:
    assert not is_web_address("https://a.example:99999/1")


@pytest.mark.parametrize(
    "url",
    [
        "https://web.archive.org/web/*/https://example.com/a",
        "https://web.archive.org/details/example.com",
        "https://example.com/web/2021/https://other.example/a",
    ],
)
def test_pages_of_an_archive_itself_stay(url: str) -> None:
    assert "//web.archive.org/" in canonical_url(url) or "//example.com/web" in canonical_url(url)
