"""Moves, ends, cookies, codings and long rules, as servers on the web have them."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler

import brotli
import pytest
import zstandard

from rawi.collect.cookies import Cookies
from rawi.collect.feeds import parse_feed
from rawi.collect.options import CollectOptions
from rawi.collect.state import health
from rawi.model import Rejection

from .conftest import QUICK, Reply, Site, collected, feed, outlet, page

NOW = datetime(2026, 11, 29, tzinfo=UTC)
ONE = ("/n/1", "خبر من المرفأ الجديد اليوم")


def arrives(site: Site, path: str = "/feed") -> bool:
    site.routes["/n/1"] = page(ONE[1])
    return len(collected(outlet(site, path)).captures) == 1


def answered(handler: BaseHTTPRequestHandler, status: int, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


@pytest.mark.parametrize("status", [301, 308])
def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(site: Site, status: int) -> None:
    site.routes["/feed"] = Reply(b"", status, {"Location": "/newfeed"})
    site.routes["/newfeed"] = feed(site, ONE)
    site.routes["/n/1"] = page(ONE[1])
    first = collected(outlet(site, "/feed"))
    shown = health(first.state, NOW)
    assert shown.moved == {f"{site.url}/feed": f"{site.url}/newfeed"}
    assert any("moved for good" in note for note in shown.notes)
    site.asked.clear()
    again = collected(outlet(site, "/feed"), states={"marfa": first.state})
    assert site.paths() == ["/newfeed"]
    site.routes["/newfeed"] = Reply(b"", 404)
    site.routes["/feed"] = feed(site, ONE)
    back = collected(outlet(site, "/feed"), states={"marfa": again.state})
    assert not health(back.state, NOW).moved


@pytest.mark.parametrize("statuses", [(302, 301), (301, 307)])
def test_a_move_for_now_is_not_remembered(site: Site, statuses: tuple[int, int]) -> None:
    site.routes["/feed"] = Reply(b"", statuses[0], {"Location": "/on"})
    site.routes["/on"] = Reply(b"", statuses[1], {"Location": "/newfeed"})
    site.routes["/newfeed"] = feed(site, ONE)
    assert not health(collected(outlet(site, "/feed")).state, NOW).moved


def test_what_is_gone_for_good_rests(site: Site) -> None:
    site.routes["/feed"] = Reply(b"", 410)
    found = collected(outlet(site, "/feed"))
    assert health(found.state, NOW).gone == (f"{site.url}/feed",)
    assert "gone for good" in found.error
    rest = found.state.next_visit
    site.routes["/feed"] = Reply(b"", 500)
    other = collected(outlet(site, "/feed"))
    assert not health(other.state, NOW).gone
    assert rest - other.state.next_visit > 5 * 86_400


def test_a_cookie_opens_the_gate_inside_one_chain(site: Site) -> None:
    def gate(handler: BaseHTTPRequestHandler) -> None:
        if "ok=1" not in handler.headers.get("Cookie", ""):
            answered(handler, 302, Location="/feed", Set_Cookie="ok=1; Path=/; HttpOnly")
            return
        body = feed(site, ONE).body
        assert isinstance(body, str)
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body.encode())))
        handler.end_headers()
        handler.wfile.write(body.encode())

    site.routes["/feed"] = gate
    assert arrives(site)
    assert all("cookie" not in headers for path, headers in site.asked if path == "/n/1")


def test_a_gate_that_never_opens_is_left(site: Site) -> None:
    site.routes["/feed"] = Reply(b"", 302, {"Location": "/feed", "Set-Cookie": "a=1"})
    assert "circle" in collected(outlet(site, "/feed")).error


def test_cookies_stay_with_their_host() -> None:
    jar = Cookies()
    jar.take("https://a.example/", [(b"Set-Cookie", b"x=1; Secure"), (b"set-cookie", b"y=2")])
    assert jar.of("https://a.example/z") == "x=1; y=2"
    assert jar.of("http://a.example/z") == "y=2"
    assert jar.of("https://b.example/") == ""
    jar.take("https://a.example/", [(b"Set-Cookie", b"x=; Max-Age=0"), (b"Set-Cookie", b"bad")])
    assert jar.of("https://a.example/") == "y=2"
    jar.take("https://a.example/", [(b"Set-Cookie", f"n{n}=1".encode()) for n in range(99)])
    assert jar.of("https://a.example/").count("=") == 30


@pytest.mark.parametrize(
    ("name", "pack"), [("br", brotli.compress), ("zstd", zstandard.compress), ("gzip", bytes)]
)
def test_codings_are_read_and_lies_seen_through(site: Site, name: str, pack: object) -> None:
    body = feed(site, ONE).body
    assert isinstance(body, str)
    site.routes["/feed"] = Reply(pack(body.encode()), 200, {"Content-Encoding": name})  # type: ignore[operator]
    assert arrives(site)


def test_a_cut_body_is_no_article(site: Site) -> None:
    site.routes["/feed"] = feed(site, ONE)
    whole = gzip.compress(str(page(ONE[1]).body).encode())
    site.routes["/n/1"] = Reply(whole[:-20], 200, {"Content-Encoding": "gzip"})
    found = collected(outlet(site, "/feed"))
    assert not found.captures
    assert "cut off" in found.error


@pytest.mark.parametrize(("last", "allowed"), [("Allow: /", True), ("Disallow: /", False)])
def test_long_rules_are_read_up_to_a_limit(site: Site, last: str, allowed: bool) -> None:
    limit = 512_000
    head = f"User-agent: *\n{last}\n# "
    site.routes["/robots.txt"] = Reply(head + "x" * (limit - len(head)) + "\nDisallow: /\n")
    site.routes["/feed"] = feed(site, ONE)
    site.routes["/n/1"] = page(ONE[1])
    options = CollectOptions(**{f: getattr(QUICK, f) for f in QUICK.__struct_fields__})
    found = collected(outlet(site, "/feed"), options=options)
    assert bool(found.captures) == allowed


def test_a_page_that_sends_to_the_feed_is_told() -> None:
    body = "<html><head><meta http-equiv='refresh' content='0;url=/newfeed'></head></html>"
    found = parse_feed(body.encode(), now=NOW, url="https://a.example/feed")
    assert isinstance(found, Rejection)
    assert "https://a.example/newfeed" in found.reason


def test_long_cookies_and_other_headers_are_none() -> None:
    jar = Cookies()
    jar.take("https://a.example/", [(b"Set-Cookie", b"a=" + b"x" * 4_094), (b"X-Other", b"b=1")])
    jar.take("https://a.example/", [(b"Set-Cookie", b"c=" + b"x" * 4_095)])
    assert jar.of("https://a.example/") == "a=" + "x" * 4_094
    jar.take("https://a.example/", [(b"Set-Cookie", b"a=2; Max-Age=1"), (b"Set-Cookie", b"=3")])
    assert jar.of("https://a.example/") == "a=2"
    jar.take("https://a.example/", [(b"Set-Cookie", b"a=2; max-age=-5")])
    assert jar.of("https://a.example/") == ""
    jar.take("https://a.example/", [(b"Set-Cookie", b"a=\x01"), (b"Set-Cookie", b"b")])
    assert jar.of("https://a.example/") == ""


def test_a_full_jar_still_takes_what_it_has() -> None:
    jar = Cookies()
    jar.take("https://a.example/", [(b"Set-Cookie", f"n{n}=1".encode()) for n in range(30)])
    jar.take("https://a.example/", [(b"Set-Cookie", b"n0=2"), (b"Set-Cookie", b"other=1")])
    assert jar.of("https://a.example/").split("; ")[0] == "n0=2"
    assert "other" not in jar.of("https://a.example/")
