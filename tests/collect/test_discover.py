"""From an address to what can be followed there, over real HTTP."""

from __future__ import annotations

import msgspec

from rawi.collect.collector import Collector

from .conftest import QUICK, Reply, Site, collected, feed, listing, outlet


def test_discover_by_link(site: Site) -> None:
    site.routes["/feed"] = feed(site, ("/akhbar/1", "افتتاح الرصيف الجديد"))
    site.routes["/"] = Reply(
        "<html lang='ar'><head><title>المرفأ | أخبار</title>"
        "<meta property='og:site_name' content='المرفأ'>"
        "<link rel='alternate' type='application/rss+xml' href='/comments/feed'>"
        "<link rel='alternate' type='application/rss+xml' href='/feed'></head></html>"
    )
    with Collector(QUICK) as collector:
        found = collector.discover(site.url, allow_private=True)
    assert found.outlet is not None
    assert (found.outlet.name, found.outlet.feeds) == ("المرفأ", (f"{site.url}/feed",))


def test_discover_by_common_path_sitemap_and_listing(site: Site) -> None:
    listing(site)
    with Collector(QUICK) as collector:
        by_listing = collector.discover(site.url, allow_private=True)
        site.routes["/s.xml"] = Reply(
            f"<urlset><url><loc>{site.url}/akhbar/2024/05/1</loc></url></urlset>"
        )
        site.routes["/robots.txt"] = Reply(f"Sitemap: {site.url}/s.xml")
    with Collector(QUICK) as collector:
        by_sitemap = collector.discover(site.url, allow_private=True)
        site.routes["/rss.xml"] = feed(site, ("/a", "خبر"))
        by_path = collector.discover(site.url, allow_private=True)
    assert by_listing.outlet is not None
    assert by_sitemap.outlet is not None
    assert by_path.outlet is not None
    assert by_listing.outlet.listings == (f"{site.url}/",)
    assert by_sitemap.outlet.sitemaps == (f"{site.url}/s.xml",)
    assert by_path.outlet.feeds == (f"{site.url}/rss.xml",)


def test_discover_refuses_loopback(site: Site) -> None:
    with Collector(QUICK) as collector:
        found = collector.discover(site.url)
    assert found.rejected is not None
    assert "private" in found.rejected.reason


PAGES = "<urlset><url><loc>{0}/about-us</loc></url><url><loc>{0}/team</loc></url></urlset>"


def test_a_sitemap_without_articles_gives_way_to_the_list_of_headlines(site: Site) -> None:
    listing(site)
    site.routes["/sitemap.xml"] = Reply(PAGES.format(site.url))
    with Collector(QUICK) as collector:
        found = collector.discover(site.url, allow_private=True)
    assert found.outlet is not None
    assert (found.outlet.sitemaps, found.outlet.listings) == ((), (f"{site.url}/",))
    assert any("2 addresses" in note for note in found.notes)


def test_a_sitemap_without_articles_is_an_error_of_the_visit(site: Site) -> None:
    site.routes["/s.xml"] = Reply(PAGES.format(site.url))
    one = msgspec.structs.replace(outlet(site), sitemaps=(f"{site.url}/s.xml",))
    told = collected(one).error
    assert told == f"{site.url}/s.xml: none of its 2 addresses looks like that of an article"


def test_pages_of_a_sitemap_say_what_is_there(site: Site) -> None:
    pages = [f"{site.url}/akhbar/2024/05/{n}" for n in (1, 2)]
    rows = "".join(f"<url><loc>{page}</loc></url>" for page in pages)
    site.routes["/"] = Reply("<html><body>المرفأ</body></html>")
    site.routes["/sitemap.xml"] = Reply(f"<urlset>{rows}</urlset>")
    site.routes["/akhbar/2024/05/1"] = Reply("<html><h1>سفينة ترسو في المرفأ</h1></html>")
    with Collector(QUICK) as collector:
        found = collector.discover(site.url, allow_private=True)
    assert found.headlines == ("سفينة ترسو في المرفأ",)
