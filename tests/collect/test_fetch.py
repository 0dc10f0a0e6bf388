"""One address: sizes and redirects at their limits, what is sent along."""

from __future__ import annotations

import asyncio
import gzip
from http.server import BaseHTTPRequestHandler

import msgspec
import pytest

from rawi.collect.fetch import Fetcher, Request, origin
from rawi.collect.options import CollectOptions
from rawi.ingest.records import Fetched
from rawi.model import Rejection

from .conftest import QUICK, Reply, Site

LIMIT = 5_000


def get(url: str, options: CollectOptions = QUICK, **given: object) -> Fetched | Rejection:
    request = Request(**({"url": url, "limit": LIMIT, "allow_private": True} | given))  # type: ignore[arg-type]

    async def run() -> Fetched | Rejection:
        fetcher = Fetcher(options)
        try:
            return await fetcher.get(request)
        finally:
            await fetcher.aclose()

    return asyncio.run(run())


def unannounced(body: bytes, **headers: str) -> object:
    def route(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return route


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize("size", [LIMIT, LIMIT + 1])
def test_the_limit_is_the_last_size_read(site: Site, size: int, announced: bool) -> None:
    body = b"x" * size
    site.routes["/"] = Reply(body) if announced else unannounced(body)  # type: ignore[assignment]
    found = get(site.url + "/")
    if size == LIMIT:
        assert isinstance(found, Fetched)
        assert len(found.body) == LIMIT
    else:
        assert isinstance(found, Rejection)
        assert found.kind == "size"


@pytest.mark.parametrize("size", [LIMIT, LIMIT + 1])
def test_the_limit_holds_for_what_was_packed(site: Site, size: int) -> None:
    site.routes["/"] = Reply(gzip.compress(b"x" * size), headers={"Content-Encoding": "gzip"})
    assert isinstance(get(site.url + "/"), Fetched if size == LIMIT else Rejection)


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize("size", [LIMIT - 1, LIMIT, LIMIT + 1, 4 * LIMIT])
def test_what_may_be_cut_is_read_to_the_limit(site: Site, size: int, announced: bool) -> None:
    body = b"x" * size
    site.routes["/"] = Reply(body) if announced else unannounced(body)  # type: ignore[assignment]
    found = get(site.url + "/", cut=True)
    assert isinstance(found, Fetched)
    assert len(found.body) == min(size, LIMIT)


def test_what_is_packed_is_never_cut_in_the_middle(site: Site) -> None:
    noise = bytes(range(256)) * 64
    site.routes["/"] = unannounced(noise, Content_Encoding="gzip")  # type: ignore[assignment]
    assert isinstance(get(site.url + "/", cut=True), Rejection)


@pytest.mark.parametrize(("hops", "read"), [(5, True), (6, False)])
def test_so_many_redirects_are_followed(site: Site, hops: int, read: bool) -> None:
    for n in range(hops):
        site.routes[f"/{n}"] = Reply("", 302, {"Location": f"/{n + 1}"})
    site.routes[f"/{hops}"] = Reply("x")
    found = get(site.url + "/0", msgspec.structs.replace(QUICK, redirects=5))
    assert isinstance(found, Fetched) == read
    if isinstance(found, Fetched):
        assert found.url == f"{site.url}/{hops}"
        assert found.moved is None
    else:
        assert isinstance(found, Rejection)
        assert found.reason == "more than 5 redirects"
        assert f"/{hops}" not in site.paths()


def test_what_a_redirect_says_beside_its_place_is_left_unread(site: Site) -> None:
    site.routes |= {"/a": Reply(b"x" * 2 * LIMIT, 302, {"Location": "/b"}), "/b": Reply("x")}
    assert isinstance(get(site.url + "/a"), Fetched)


def test_a_move_for_good_is_told_and_staying_is_none(site: Site) -> None:
    site.routes |= {"/a": Reply("", 301, {"Location": "/b"}), "/b": Reply("x")}
    moved, stayed = get(site.url + "/a"), get(site.url + "/b")
    assert isinstance(moved, Fetched)
    assert isinstance(stayed, Fetched)
    assert (moved.moved, stayed.moved) == (site.url + "/b", None)


@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308])
def test_a_redirect_without_a_place_is_the_answer(site: Site, status: int) -> None:
    site.routes["/"] = Reply("x", status)
    found = get(site.url + "/")
    assert isinstance(found, Fetched)
    assert found.status == status


def test_what_is_sent(site: Site) -> None:
    site.routes["/a"] = Reply("x")
    get(site.url + "/a#b", etag='"1"', last_modified="Sun, 29 Nov 2026 10:00:00 GMT")
    get(site.url.replace("//", "//me:secret@") + "/a")
    (_, first), (_, second) = site.asked
    assert first["if-none-match"] == '"1"'
    assert first["if-modified-since"] == "Sun, 29 Nov 2026 10:00:00 GMT"
    assert first["user-agent"] == QUICK.user_agent
    assert set(first["accept-encoding"].split(", ")) == {"gzip", "deflate", "br", "zstd"}
    assert "ar" in first["accept-language"]
    assert second["host"] == site.url.removeprefix("http://")
    assert not {"if-none-match", "if-modified-since", "cookie", "authorization"} & second.keys()
    assert site.paths() == ["/a", "/a"]


def test_unchanged_has_no_body(site: Site) -> None:
    site.routes["/"] = Reply("x", headers={"ETag": '"1"'})
    found = get(site.url + "/", etag='"1"')
    assert isinstance(found, Fetched)
    assert (found.status, found.body) == (304, b"")


def test_a_whole_fetch_has_its_time(site: Site) -> None:
    def forever(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", handler.path + "x")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    class Any(dict):  # type: ignore[type-arg]
        def get(self, _path: str, _other: object = None) -> object:
            return forever

    site.routes = Any()
    options = msgspec.structs.replace(QUICK, redirects=10_000, total_timeout=0.5)
    found = get(site.url + "/", options)
    assert isinstance(found, Rejection)
    assert (found.kind, found.reason) == ("time", "took longer than 0.5 s in all")


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://a.example:8080/x?y", "https://a.example:8080"),
        ("http://a.example", "http://a.example"),
    ],
)
def test_origin(url: str, place: str) -> None:
    assert origin(url) == place


def test_what_never_ends_is_cut_and_left(site: Site) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 1_000)

    site.routes["/"] = endless
    found = get(site.url + "/", cut=True)
    assert isinstance(found, Fetched)
    assert len(found.body) == LIMIT


@pytest.mark.parametrize("url", ["http://[::1/feed", "ftp://a.example/feed", "http://a.example:x/"])
def test_what_cannot_be_asked_is_told(url: str) -> None:
    found = get(url)
    assert isinstance(found, Rejection)
    assert found.kind == "address"
