"""What hosts ask for is kept to: robots.txt, delays, rest, how many at a time."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler

import msgspec
import pytest

from rawi.collect import robots
from rawi.collect.fetch import Request
from rawi.collect.options import CollectOptions
from rawi.collect.robots import LIMIT, RobotsCache
from rawi.collect.session import Session, retry_after
from rawi.ingest.records import Fetched
from rawi.model import Rejection

from .conftest import QUICK, Reply, Site

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
PLACE = "https://a.example"


def answering(body: str, status: int = 200) -> tuple[Callable[[str], Awaitable[Fetched]], list]:
    asked: list[str] = []

    async def get(url: str) -> Fetched:
        asked.append(url)
        return Fetched(url=url, status=status, body=body.encode())

    return get, asked


def refusal(rules: str, path: str = "/n/1", status: int = 200) -> Rejection | None:
    get, _ = answering(rules, status)
    return asyncio.run(RobotsCache(CollectOptions()).refusal(PLACE + path, get))


@pytest.mark.parametrize(
    ("rules", "status", "allowed"),
    [
        ("User-agent: *\nDisallow: /n/", 200, False),
        ("User-agent: *\nDisallow: /m/", 200, True),
        ("User-agent: rawi\nDisallow: /\n\nUser-agent: *\nAllow: /", 200, False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: rawi\nAllow: /", 200, True),
        ("User-agent: *\nDisallow: /", 404, True),
        ("User-agent: *\nDisallow: /", 403, True),
        ("User-agent: *\nDisallow: /", 499, True),
        ("User-agent: *\nAllow: /", 429, False),
        ("User-agent: *\nAllow: /", 500, False),
        ("User-agent: *\nAllow: /", 503, False),
        ("", 200, True),
    ],
)
def test_rules_and_what_stands_for_them(rules: str, status: int, allowed: bool) -> None:
    found = refusal(rules, status=status)
    assert (found is None) == allowed
    if found:
        assert (found.kind, found.item) == ("robots", PLACE + "/n/1")


def test_rules_that_cannot_be_had_allow_nothing() -> None:
    async def get(url: str) -> Rejection:
        return Rejection(kind="time", reason="no answer", item=url)

    found = asyncio.run(RobotsCache(CollectOptions()).refusal(PLACE, get))
    assert found is not None
    assert "no answer" in found.reason


@pytest.mark.parametrize(
    ("asked", "longest", "kept"),
    [("5", 30.0, 5.0), ("30", 30.0, 30.0), ("31", 30.0, 30.0), ("", 30.0, 0.0)],
)
def test_a_delay_is_kept_to_up_to_the_longest(asked: str, longest: float, kept: float) -> None:
    rules = f"User-agent: *\nCrawl-delay: {asked}\n" if asked else "User-agent: *\nAllow: /"
    cache = RobotsCache(CollectOptions(longest_delay=longest))
    assert cache.delay(PLACE) == 0.0
    get, _ = answering(rules)
    asyncio.run(cache.refusal(PLACE + "/x", get))
    assert cache.delay(PLACE + "/y") == kept
    assert cache.delay("https://b.example/y") == 0.0


@pytest.mark.parametrize(("status", "kept"), [(200, 100.0), (503, 600.0)])
def test_rules_are_asked_for_again_when_their_time_is_over(
    status: int, kept: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_000.0]
    monkeypatch.setattr(robots.time, "monotonic", lambda: now[0])
    get, asked = answering("", status)
    cache = RobotsCache(CollectOptions(robots_kept=100.0))

    async def look() -> int:
        await cache.refusal(PLACE + "/x", get)
        return len(asked)

    async def run() -> list[int]:
        found = []
        for moment in (1_000.0, 1_000.0 + kept, 1_000.5 + kept):
            now[0] = moment
            found.append(await look())
        return found

    assert asyncio.run(run()) == [1, 1, 2]
    assert set(asked) == {PLACE + "/robots.txt"}


def test_sitemaps_that_rules_name_come_once() -> None:
    get, _ = answering(f"Sitemap: {PLACE}/s.xml\nSitemap: {PLACE}/s.xml\nSitemap: {PLACE}/t.xml")
    found = asyncio.run(RobotsCache(CollectOptions()).sitemaps(PLACE, get))
    assert found == (f"{PLACE}/s.xml", f"{PLACE}/t.xml")
    down, _ = answering("", 500)
    assert asyncio.run(RobotsCache(CollectOptions()).sitemaps(PLACE, down)) == ()


@pytest.mark.parametrize(
    ("status", "value", "seconds"),
    [
        (429, "30", 30.0),
        (503, " 7 ", 7.0),
        (503, "86400", 86_400.0),
        (503, "86401", 86_400.0),
        (503, "9" * 40, 86_400.0),
        (200, "30", None),
        (500, "30", None),
        (429, "", None),
        (429, "soon", None),
        (429, "Sun, 29 Nov 2026 12:00:50 GMT", 50.0),
        (429, "Sun, 29 Nov 2026 12:00:50 -0000", 50.0),
        (429, "Sun, 29 Nov 2026 11:00:00 GMT", 0.0),
        (429, "Sun, 29 Nov 2037 12:00:00 GMT", 86_400.0),
    ],
)
def test_how_long_a_busy_server_wants_rest(status: int, value: str, seconds: float | None) -> None:
    reply = Fetched(url=PLACE, status=status, headers={"retry-after": value})
    assert retry_after(reply, NOW) == seconds


async def got(session: Session, site: Site, *paths: str) -> list[Fetched | Rejection]:
    wanted = [Request(url=site.url + p, limit=10_000, allow_private=True) for p in paths]
    return list(await asyncio.gather(*map(session.get, wanted)))


def timed(site: Site, options: CollectOptions, count: int) -> float:
    async def run() -> float:
        async with Session(options) as session:
            begun = time.monotonic()
            await got(session, site, "/0")
            await got(session, site, *(f"/{n}" for n in range(1, count)))
            return time.monotonic() - begun

    site.routes |= {f"/{n}": Reply("x") for n in range(count)}
    return asyncio.run(run())


def test_the_delay_that_a_host_asks_for_is_waited(site: Site) -> None:
    site.routes["/robots.txt"] = Reply("User-agent: *\nCrawl-delay: 0.3\n")
    assert timed(site, msgspec.structs.replace(QUICK, delay=0.01), 3) >= 0.6


def test_the_longer_delay_counts_and_none_is_none(site: Site) -> None:
    site.routes["/robots.txt"] = Reply("User-agent: *\nCrawl-delay: 0.01\n")
    assert timed(site, msgspec.structs.replace(QUICK, delay=0.3), 2) >= 0.3
    site.routes["/robots.txt"] = Reply("User-agent: *\nCrawl-delay: 20\n")
    assert timed(site, msgspec.structs.replace(QUICK, delay=0.0), 3) < 20


def test_a_host_that_asks_for_rest_is_left_alone(site: Site) -> None:
    site.routes |= {"/a": Reply("", 429, {"Retry-After": "60"}), "/b": Reply("x")}

    async def run() -> list[Fetched | Rejection]:
        async with Session(QUICK) as session:
            return [*await got(session, site, "/a"), *await got(session, site, "/b")]

    first, second = asyncio.run(run())
    assert isinstance(first, Fetched)
    assert isinstance(second, Rejection)
    assert second.kind == "busy"
    assert "/b" not in site.paths()


@pytest.mark.parametrize("most", [1, 2])
def test_a_host_is_asked_so_often_at_one_time(site: Site, most: int) -> None:
    inside, highest, lock = [0], [0], threading.Lock()

    def slow(handler: BaseHTTPRequestHandler) -> None:
        with lock:
            inside[0] += 1
            highest[0] = max(highest[0], inside[0])
        time.sleep(0.1)
        with lock:
            inside[0] -= 1
        handler.send_response(204)
        handler.end_headers()

    site.routes |= {f"/{n}": slow for n in range(5)}

    async def run() -> None:
        async with Session(msgspec.structs.replace(QUICK, per_host=most)) as session:
            await got(session, site, *(f"/{n}" for n in range(5)))

    asyncio.run(run())
    assert highest[0] == most


def test_all_hosts_together_are_asked_so_often(site: Site) -> None:
    options = msgspec.structs.replace(QUICK, concurrency=1, per_host=4)
    site.routes |= {f"/{n}": Reply("x") for n in range(4)}

    async def run() -> list[Fetched | Rejection]:
        async with Session(options) as session:
            return await got(session, site, *(f"/{n}" for n in range(4)))

    assert all(isinstance(reply, Fetched) for reply in asyncio.run(run()))


def test_a_redirect_is_asked_of_the_rules_too(site: Site) -> None:
    site.routes |= {
        "/robots.txt": Reply("User-agent: *\nDisallow: /closed/\n"),
        "/open": Reply("", 302, {"Location": "/closed/1"}),
        "/closed/1": Reply("x"),
    }

    async def run(options: CollectOptions) -> Fetched | Rejection:
        async with Session(options) as session:
            return (await got(session, site, "/open"))[0]

    found = asyncio.run(run(QUICK))
    assert isinstance(found, Rejection)
    assert found.kind == "robots"
    assert "/closed/1" not in site.paths()
    free = asyncio.run(run(msgspec.structs.replace(QUICK, robots=False)))
    assert isinstance(free, Fetched)


@pytest.mark.parametrize(("end", "closed"), [(LIMIT, True), (LIMIT + 1, False)])
def test_rules_are_read_to_their_limit(site: Site, end: int, closed: bool) -> None:
    """The last byte that is read makes the difference between all and nothing."""
    head, last = "User-agent: *\n#", "\nDisallow: /"
    site.routes |= {
        "/robots.txt": Reply(head + "x" * (end - len(head + last)) + last),
        "/1": Reply("x"),
    }

    async def run() -> Fetched | Rejection:
        async with Session(QUICK) as session:
            return (await got(session, site, "/1"))[0]

    assert isinstance(asyncio.run(run()), Rejection) == closed


def test_what_is_no_web_address_is_never_asked(site: Site) -> None:
    async def run() -> Fetched | Rejection:
        async with Session(QUICK) as session:
            return await session.get(Request(url="file:///etc/passwd", limit=10))

    found = asyncio.run(run())
    assert isinstance(found, Rejection)
    assert found.kind == "address"
    assert not site.asked
