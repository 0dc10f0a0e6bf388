import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.extract.html.html_page import read_html
from rawi.urls import article_id, canonical_url, is_web_address

SAME = [
    ("https://example.com/a/b", "http://www.example.com/a/b/?utm_source=x&fbclid=1#top"),
    ("https://example.com/a/b", "https://amp.example.com/a/b"),
    ("https://example.com/a/b", "https://example.com/a/b/amp/"),
    ("https://example.com/a/b", "https://example.com/amp/a/b"),
    ("https://example.com/a/b", "https://example.com/a/b?outputType=amp"),
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
    ],
)
def test_other_articles_stay_apart(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


PIECES = st.sampled_from(
    [
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
