"""Cases that people reported of software of this kind, pointed at by their folder.

Groups security, addresses, fetching, archives, own feeds; each kind has inputs of our
own in the tests of its room. Where the shared folder is absent they are left out.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import brotli
import pytest

import rawi
from rawi.collect.feeds import parse_feed
from rawi.collect.state import health
from rawi.model import Outlet, Rejection
from rawi.newsroom import Newsroom
from rawi.serve.api.export import newsroom_lines
from rawi.urls import canonical_url
from tests.collect.conftest import Reply, Site, collected, feed, outlet, page, site
from tests.serve.conftest import LOCAL
from tests.store.conftest import Room, record, room
from tests.timing import within

__all__ = ["room", "site"]
CASES = Path(__file__).resolve().parents[2] / "shared" / "gold" / "cases"
NOW = datetime.now(UTC)
ONE = ("/n/1", "خبر من المرفأ الجديد اليوم")
pytestmark = pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not here")


def urls(case: str) -> list[str]:
    return (CASES / case / "urls.txt").read_text("utf-8").split()


def test_01_an_absurd_author_takes_no_time() -> None:
    written = (CASES / "01-redos-author-address" / "make_feed.py").read_text("utf-8")
    assert '"a."*12000' in written
    body = re.search(r"'(<\?xml.*<author>)'\+\"a\.\"\*12000\+'(.*)'\)", written, re.S)
    assert body
    parse_feed(
        (body[1] + body[2]).encode(), now=NOW, url="https://a.example/"
    )  # loads what it needs
    for times, most in ((12_000, 0.1), (120_000, 1)):
        data = body[1] + "a." * times + body[2]
        with within(most):
            feed = parse_feed(data.encode(), now=NOW, url="https://a.example/")
        assert not isinstance(feed, Rejection)


def test_06_script_is_no_author() -> None:
    found = rawi.read((CASES / "06-author-meta-script" / "page.html").read_bytes())
    assert found.articles[0].authors in ((), ("سامي الراعي",))


def test_14_four_keys_at_one_address_are_four_articles(site: Site, room: Room) -> None:
    given = (CASES / "14-shared-link-distinct-guid" / "feed.xml").read_text("utf-8")
    site.routes["/feed"] = Reply(given.replace("https://akhbar.example", site.url))
    assert room().add(collected(outlet(site, "/feed")).captures).added == 4


def test_47_fragments_that_route_are_addresses(room: Room) -> None:
    given = urls("47-fragment-routed")
    assert len(set(map(canonical_url, given))) == 4
    assert canonical_url(given[-1]) == given[-1].partition("#")[0]
    counts = room().add(record(n, id=None, url=url) for n, url in enumerate(given))
    assert (counts.added, counts.versions) == (4, 0)


def test_48_parameters_that_name_the_article_stay() -> None:
    given = urls("48-meaningful-params-dropped")
    assert len(set(map(canonical_url, given))) == len(given)


@pytest.mark.parametrize("case", ["49-session-id-duplicates", "50-tracking-params-missed"])
def test_49_and_50_what_names_nothing_falls_away(room: Room, case: str) -> None:
    given = urls(case)
    assert len(set(map(canonical_url, given))) == 1
    counts = [room().add([record(1, id=None, url=url)]) for url in given]
    assert [c.added for c in counts] == [1] + [0] * (len(given) - 1)
    assert not any(c.versions for c in counts)


def arrived(site: Site) -> bool:
    site.routes["/n/1"] = page(ONE[1])
    return len(collected(outlet(site, "/feed")).captures) == 1


def test_62_brotli_that_nobody_asked_for_is_read(site: Site) -> None:
    told = (CASES / "62-brotli-unasked" / "http.txt").read_text("utf-8")
    headers = dict(re.findall(r"^(Content-\S+): (.+)$", told, re.M))
    body = feed(site, ONE).body
    assert isinstance(body, str)
    site.routes["/feed"] = Reply(brotli.compress(body.encode()), 200, headers)
    assert arrived(site)


def test_64_a_cookie_is_kept_within_one_fetch(site: Site) -> None:
    def gate(handler: BaseHTTPRequestHandler) -> None:
        known = "ok=1" in handler.headers.get("Cookie", "")
        body = str(feed(site, ONE).body).encode() if known else b""
        handler.send_response(200 if known else 302)
        if not known:
            handler.send_header("Location", "/feed")
            handler.send_header("Set-Cookie", "ok=1")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    site.routes["/feed"] = gate
    assert arrived(site)


def test_65_a_permanent_move_is_shown(site: Site) -> None:
    site.routes["/feed"] = Reply(b"", 301, {"Location": "/newfeed"})
    site.routes["/newfeed"] = feed(site, ONE)
    site.routes["/n/1"] = page(ONE[1])
    found = collected(outlet(site, "/feed"))
    assert len(found.captures) == 1
    assert health(found.state, NOW).moved == {f"{site.url}/feed": f"{site.url}/newfeed"}


def test_67_an_address_behind_a_refresh_is_read_or_named(site: Site) -> None:
    told = (CASES / "67-meta-refresh-feed" / "http.txt").read_text("utf-8")
    found = re.search(r"<meta .*>", told)
    assert found
    site.routes["/feed"] = Reply(f"<html><head>{found[0]}</head></html>", 200)
    assert f"{site.url}/newfeed" in collected(outlet(site, "/feed")).error


def test_79_a_header_that_lies_costs_no_record(room: Room) -> None:
    news = room()
    steps = list(news.import_files([CASES / "79-warc-stale-transfer-header" / "x.warc"]))
    assert sum(step.counts.added for step in steps) == 3


def test_82_what_is_exported_comes_back(room: Room, tmp_path: Path) -> None:
    one, other = room("one.db"), room("other.db")
    shown = Outlet(
        id="outlet1.example", name="صحيفة", country="lb", feeds=("https://outlet1.example/rss",)
    )
    one.add_outlet(shown)
    one.add([record(1)])
    one.add([record(1, title="عنوان معدل للخبر")])
    one.marks.save("t1", True)
    (tmp_path / "out.jsonl").write_bytes(b"".join(newsroom_lines(one)))
    list(other.import_files([tmp_path / "out.jsonl"]))
    assert other.outlets() == one.outlets()
    assert other.article("t1").title == "عنوان معدل للخبر"
    assert [a.title for a in other.versions("t1")] == [a.title for a in one.versions("t1")]
    assert other.marks.all_saved() == {"t1"}


def test_83_a_record_of_the_future_freezes_no_feed(room: Room) -> None:
    from litestar.testing import TestClient

    from rawi.serve.app import create_app

    note = (CASES / "83-future-last-modified-served" / "note.txt").read_text("utf-8")
    path, since = re.findall(r"GET (\S+) with If-Modified-Since: ([^;]+? GMT)", note)[0]
    news: Newsroom = room()
    news.add([record(1, published="2038-01-01T00:00:00+00:00")])
    with TestClient(create_app(news), base_url=LOCAL) as client:
        news.add([record(2)])
        told = client.get(path, headers={"if-modified-since": since})
        assert told.status_code == 200
        assert "t2" in told.text
        last = told.headers.get("last-modified") or format_datetime(NOW, usegmt=True)
        assert parsedate_to_datetime(last) <= datetime.now(UTC) + timedelta(seconds=1)


def test_every_case_of_these_groups_is_here() -> None:
    table = (CASES / "README.md").read_text("utf-8")
    groups = {"security", "addresses", "fetching", "archives", "own feeds"}
    wanted = {
        row[1][:2]
        for row in re.findall(r"^\| ([a-z ]+) \| (\d\d-\S+) \|", table, re.M)
        if row[0] in groups
    }
    here = set(re.findall(r"\d\d", " ".join(n for n in globals() if n.startswith("test_"))))
    assert wanted
    assert wanted <= here, json.dumps(sorted(wanted - here))
