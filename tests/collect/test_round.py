"""Rounds over real HTTP: what comes in, what is remembered, what bad outlets are told."""

from __future__ import annotations

import gzip
import time
from http.server import BaseHTTPRequestHandler

import msgspec
import pytest

from rawi.collect.collector import Collector
from rawi.collect.state import OutletState
from rawi.ingest.capture_reading import read_capture
from rawi.model import Article

from .conftest import QUICK, Reply, Site, collected, feed, listing, outlet, page


def articles(site_round) -> list[Article]:  # type: ignore[no-untyped-def]
    return [
        article for capture in site_round.captures for article in read_capture(capture).articles
    ]


def good(site: Site, count: int = 2) -> None:
    items = [(f"/akhbar/{n}", f"افتتاح الرصيف الجديد رقم {n}") for n in range(count)]
    site.routes["/feed"] = feed(site, *items)
    site.routes |= {path: page(title) for path, title in items}


def test_feed_then_pages(site: Site) -> None:
    good(site)
    done = collected(outlet(site, "/feed"))
    found = articles(done)
    assert sorted(a.title or "" for a in found) == [
        "افتتاح الرصيف الجديد رقم 0",
        "افتتاح الرصيف الجديد رقم 1",
    ]
    assert all("مدير الميناء" in a.text and a.outlet == "marfa" for a in found)
    assert found[0].published is not None
    assert found[0].published.startswith("2024-05-20T09:30")
    assert done.ends["marfa"].visited.new == 2


def test_a_second_round_fetches_nothing_again(site: Site) -> None:
    good(site)
    state = collected(outlet(site, "/feed")).state
    site.asked.clear()
    again = collected(outlet(site, "/feed"), states={"marfa": state})
    assert again.captures == []
    assert site.paths() == ["/feed"]


def test_conditional_request(site: Site) -> None:
    good(site)
    site.routes["/feed"] = site.routes["/feed"]._replace(headers={"ETag": '"x1"'})  # type: ignore[union-attr]
    state = collected(outlet(site, "/feed")).state
    site.asked.clear()
    again = collected(outlet(site, "/feed"), states={"marfa": state})
    assert [h["if-none-match"] for p, h in site.asked if p == "/feed"] == ['"x1"']
    assert (again.state.last_error, again.state.errors) == (None, 0)


def test_an_edit_is_fetched_again_under_its_id(site: Site) -> None:
    good(site, 1)
    first = collected(outlet(site, "/feed"))
    site.routes["/feed"] = feed(site, ("/akhbar/0", "افتتاح الرصيف الجديد بعد تصحيح"))
    second = collected(outlet(site, "/feed"), states={"marfa": first.state})
    assert [a.id for a in articles(first)] == [a.id for a in articles(second)]
    assert second.ends["marfa"].visited.again == 1


def test_new_addresses_are_the_same_articles(site: Site) -> None:
    good(site, 40)
    first = collected(outlet(site, "/feed"))
    items = [(f"/news/x-{n}", f"افتتاح الرصيف الجديد رقم {n}") for n in range(40)]
    site.routes["/feed"] = feed(site, *items)
    site.asked.clear()
    second = collected(outlet(site, "/feed"), states={"marfa": first.state})
    assert second.captures == []
    assert second.ends["marfa"].visited.moved == 40
    assert site.paths() == ["/feed"]


def test_full_text_in_the_feed_needs_no_page(site: Site) -> None:
    text = "".join(f"&lt;p&gt;{'جملة طويلة من نص الخبر الكامل. ' * 12}&lt;/p&gt;" for _ in range(4))
    site.routes["/feed"] = Reply(
        '<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel><item>'
        f"<title>خبر كامل في الموجز</title><link>{site.url}/1</link>"
        f"<c:encoded>{text}</c:encoded></item></channel></rss>"
    )
    done = collected(outlet(site, "/feed"))
    assert site.paths() == ["/feed"]
    assert "النص" in articles(done)[0].text.replace("نص الخبر", "النص")


def test_a_page_that_fails_is_tried_again_then_the_feed_must_do(site: Site) -> None:
    site.routes["/feed"] = feed(site, ("/akhbar/0", "افتتاح الرصيف الجديد"))
    site.routes["/akhbar/0"] = Reply(b"", 500)
    one = outlet(site, "/feed")
    first = collected(one)
    second = collected(one, states={"marfa": first.state})
    third = collected(one, states={"marfa": second.state})
    fourth = collected(one, states={"marfa": third.state})
    assert [len(r.captures) for r in (first, second, third, fourth)] == [0, 0, 1, 0]
    (article,) = articles(third)
    assert (article.title, article.truncated) == ("افتتاح الرصيف الجديد", True)
    assert "500" in first.error


def test_robots_are_honoured(site: Site) -> None:
    good(site, 1)
    site.routes["/robots.txt"] = Reply("User-agent: *\nDisallow: /akhbar/\n")
    done = collected(outlet(site, "/feed"))
    assert site.paths() == ["/feed"]
    assert "robots" in done.error


def test_robots_in_trouble_allow_nothing(site: Site) -> None:
    good(site, 1)
    site.routes["/robots.txt"] = Reply(b"", 503)
    done = collected(outlet(site, "/feed"))
    assert site.paths() == []
    assert "robots.txt" in done.error


def test_robots_are_asked_for_once(site: Site) -> None:
    good(site, 10)
    collected(outlet(site, "/feed"))
    assert [path for path, _ in site.asked].count("/robots.txt") == 1


def test_delay_between_requests_to_one_host(site: Site) -> None:
    good(site, 4)
    begun = time.monotonic()
    collected(outlet(site, "/feed"), options=msgspec.structs.replace(QUICK, delay=0.1))
    assert time.monotonic() - begun >= 0.4


def test_retry_after_puts_the_next_visit_off(site: Site) -> None:
    site.routes["/feed"] = Reply(b"", 429, {"Retry-After": "50000"})
    state = collected(outlet(site, "/feed")).state
    assert state.next_visit - time.time() > 49_000


def test_each_failure_doubles_the_wait(site: Site) -> None:
    one = outlet(site, "/feed")
    first = collected(one).state
    second = collected(one, states={"marfa": first}).state
    waits = [s.next_visit - time.time() for s in (first, second)]
    assert (first.errors, second.errors) == (1, 2)
    assert waits[1] > 1.8 * waits[0]


def _endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"<item><title>x</title></item>" * 1000)


def _drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b"x")
        time.sleep(0.05)


def _silent(_handler: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


def _announced(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000000")
    handler.end_headers()
    handler.wfile.write(b"<rss>")
    time.sleep(1)


def _broken(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf")


def _noise(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"\x00\xffthis is no HTTP\r\n\r\n")


GZIPPED = {"Content-Encoding": "gzip"}
BOMB = Reply(gzip.compress(b"a" * 30_000_000), headers=GZIPPED)
ROUND = Reply(status=302, headers={"Location": "/other"})


@pytest.mark.parametrize(
    ("routes", "word"),
    [
        ({"/feed": _endless}, "too big"),
        ({"/feed": _announced}, "too big"),
        ({"/feed": BOMB}, "too big"),
        ({"/feed": Reply(gzip.compress(b"a" * 30_000_000))}, "too big"),
        ({"/feed": _drip}, "longer than"),
        ({"/feed": _silent}, "no answer"),
        ({"/feed": _broken}, "broke"),
        ({"/feed": _noise}, "broke"),
        ({"/feed": ROUND, "/other": Reply(status=302, headers={"Location": "/feed"})}, "circle"),
        ({"/feed": Reply(status=302, headers={"Location": "file:///etc/passwd"})}, "redirects to"),
        ({"/feed": Reply(b"plain bytes", headers=GZIPPED)}, "broken"),
        ({"/feed": Reply(b"x", headers={"Content-Encoding": "sdch"})}, "coding"),
        ({"/feed": Reply("<html><body>مرحبا</body></html>")}, "not a feed"),
        ({"/feed": Reply(b"")}, "empty"),
        ({"/feed": Reply(b"", 404)}, "404"),
    ],
    ids=range(15),
)
def test_a_bad_outlet_shows_its_error_and_the_good_one_goes_on(
    site: Site, routes: dict, word: str
) -> None:
    good(site)
    site.routes["/good"] = site.routes["/feed"]
    site.routes |= routes
    done = collected(outlet(site, "/feed"), outlet(site, "/good", id="good"))
    assert word in (done.ends["marfa"].state.last_error or "")
    assert done.ends["marfa"].state.errors == 1
    assert (done.ends["good"].visited.new, done.ends["good"].visited.errors) == (2, ())


def test_many_redirects_are_too_many(site: Site) -> None:
    good(site)
    for n in range(20):
        site.routes[f"/r{n}"] = Reply(status=301, headers={"Location": f"/r{n + 1}"})
    assert "redirects" in collected(outlet(site, "/r0")).error


def test_a_few_redirects_are_followed(site: Site) -> None:
    good(site)
    site.routes["/r"] = Reply(status=301, headers={"Location": "/feed"})
    assert collected(outlet(site, "/r")).ends["marfa"].visited.new == 2


def test_loopback_is_refused_unless_allowed(site: Site) -> None:
    good(site)
    closed = msgspec.structs.replace(outlet(site, "/feed"), allow_private=False)
    assert "private network" in collected(closed).error
    assert site.asked == []


@pytest.mark.parametrize("host", ["localhost", "[::1]", "0x7f.1", "2130706433", "[::ffff:7f00:1]"])
def test_loopback_under_other_names_is_refused(site: Site, host: str) -> None:
    good(site)
    port = site.url.rpartition(":")[2]
    closed = msgspec.structs.replace(
        outlet(site), allow_private=False, feeds=(f"http://{host}:{port}/feed",)
    )
    assert collected(closed).state.last_error
    assert site.asked == []


@pytest.mark.parametrize("address", ["http://[::1/feed", "ftp://a/feed", "feed", "http://a..b/x"])
def test_addresses_that_are_none(site: Site, address: str) -> None:
    done = collected(msgspec.structs.replace(outlet(site), feeds=(address,)))
    assert done.state.last_error


def test_two_outlets_with_one_feed(site: Site) -> None:
    good(site, 5)
    done = collected(outlet(site, "/feed"), outlet(site, "/feed", id="nuskha"))
    assert len(done.captures) == 5
    errors = [end.visited.errors for end in done.ends.values()]
    assert sum("another outlet" in "".join(e) for e in errors) == 1


def test_ten_thousand_items(site: Site) -> None:
    items = [(f"/akhbar/{n}", f"خبر {n}") for n in range(10_000)]
    site.routes["/feed"] = feed(site, *items)
    roomy = msgspec.structs.replace(QUICK, feed_bytes=10_000_000, pages=3, total_timeout=10.0)
    site.routes |= {path: page(title) for path, title in items[:3]}
    done = collected(outlet(site, "/feed"), options=roomy)
    visited = done.ends["marfa"].visited
    assert (visited.new, visited.left) == (3, 497)
    assert "10000 items" in visited.notes[0]


def test_news_sitemap_and_index(site: Site) -> None:
    good(site, 1)
    site.routes["/index.xml"] = Reply(
        f"<sitemapindex><sitemap><loc>{site.url}/news.xml.gz</loc></sitemap></sitemapindex>"
    )
    news = (
        '<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url>'
        f"<loc>{site.url}/akhbar/0</loc><n:news><n:title>افتتاح الرصيف</n:title>"
        "<n:publication_date>2024-05-20</n:publication_date></n:news></url></urlset>"
    )
    site.routes["/news.xml.gz"] = Reply(gzip.compress(news.encode()))
    one = msgspec.structs.replace(outlet(site), sitemaps=(f"{site.url}/index.xml",))
    assert [a.published for a in articles(collected(one))] == ["2024-05-20"]


def test_listing_page_of_an_outlet_without_feed(site: Site) -> None:
    listing(site)
    done = collected(outlet(site))
    assert done.ends["marfa"].visited.new == 4
    assert "/about-us-and-our-long-story" not in site.paths()


def test_slow_outlets_hold_nobody_up(site: Site) -> None:
    good(site)
    site.routes |= {f"/drip{n}": _drip for n in range(3)}
    slow = [outlet(site, f"/drip{n}", id=f"slow{n}") for n in range(3)]
    with Collector(msgspec.structs.replace(QUICK, per_host=8)) as collector:
        for one in (*slow, outlet(site, "/feed")):
            collector.submit(one, OutletState(outlet=one.id))
        while "marfa" in collector.under_way:
            collector.take(0.05)
        assert {"slow0", "slow1", "slow2"} <= collector.under_way


def test_closing_ends_what_is_under_way(site: Site) -> None:
    site.routes["/feed"] = _silent
    begun = time.monotonic()
    with Collector(QUICK) as collector:
        collector.submit(outlet(site, "/feed"), OutletState(outlet="marfa"))
    assert time.monotonic() - begun < 0.8
