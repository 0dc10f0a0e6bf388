"""What becomes of one item: pages that are gone, that send on, that fail again and again."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler

import msgspec
import pytest

from rawi.collect.state import OutletState, Seen

from .conftest import QUICK, Reply, Site, collected, feed, outlet, page

ONE = ("/n/1", "خبر من المرفأ الجديد اليوم")


def test_a_page_that_sends_to_the_front_page_is_no_article(site: Site) -> None:
    site.routes |= {
        "/feed": feed(site, ONE),
        "/n/1": Reply("", 302, {"Location": "/"}),
        "/": page("الصفحة الأولى لصحيفة المرفأ"),
    }
    found = collected(outlet(site, "/feed"))
    assert not found.captures
    assert "front page" in found.error
    asked = msgspec.structs.replace(outlet(site), feeds=(f"{site.url}/feed2",))
    site.routes["/feed2"] = feed(site, ("/?p=7", "خبر آخر من المرفأ"))
    site.routes["/?p=7"] = Reply("", 302, {"Location": "/"})
    assert not collected(asked).captures


def test_the_front_page_itself_may_be_asked_for(site: Site) -> None:
    site.routes |= {"/feed": feed(site, ("/", ONE[1])), "/": page(ONE[1])}
    assert len(collected(outlet(site, "/feed")).captures) == 1


@pytest.mark.parametrize(("status", "rounds"), [(404, 1), (410, 1), (451, 1), (403, 1), (500, 3)])
def test_what_is_gone_is_told_by_the_feed_at_once_and_what_fails_later(
    site: Site, status: int, rounds: int
) -> None:
    site.routes |= {"/feed": feed(site, ONE), "/n/1": Reply("", status)}
    states: dict[str, OutletState] = {}
    came = []
    for _ in range(4):
        found = collected(outlet(site, "/feed"), states=states)
        states = {"marfa": found.state}
        came.append(len(found.captures))
    assert came == [int(n == rounds) for n in range(1, 5)]


def test_a_busy_host_costs_no_try(site: Site) -> None:
    items = [(f"/n/{n}", f"خبر من المرفأ رقم {n}") for n in range(3)]
    site.routes |= {"/feed": feed(site, *items)}
    site.routes |= {path: Reply("", 503, {"Retry-After": "90"}) for path, _ in items}
    options = msgspec.structs.replace(QUICK, per_host=1)
    found = collected(outlet(site, "/feed"), options=options)
    assert sorted(seen.tries for seen in found.state.seen.values()) == [0, 0, 1]


def test_so_many_pages_are_fetched_in_one_round(site: Site) -> None:
    items = [(f"/n/{n}", f"خبر من المرفأ رقم {n}") for n in range(4)]
    site.routes |= {"/feed": feed(site, *items)} | {path: page(title) for path, title in items}
    options = msgspec.structs.replace(QUICK, pages=3)
    first = collected(outlet(site, "/feed"), options=options)
    end = first.ends["marfa"].visited
    assert (end.new, end.left) == (3, 1)
    second = collected(outlet(site, "/feed"), options=options, states={"marfa": first.state})
    end = second.ends["marfa"].visited
    assert (end.new, end.left) == (1, 0)


def test_a_second_look_sends_what_the_first_was_told(site: Site) -> None:
    site.routes |= {"/feed": feed(site, ONE)}
    body = page(ONE[1])
    site.routes["/n/1"] = body._replace(headers=body.headers | {"ETag": '"1"'})
    first = collected(outlet(site, "/feed"))
    (id,) = first.state.seen
    past = msgspec.structs.replace(first.state.seen[id], at=0.0)
    state = msgspec.structs.replace(first.state, seen={id: past})
    site.asked.clear()
    second = collected(outlet(site, "/feed"), states={"marfa": state})
    assert [h.get("if-none-match") for p, h in site.asked if p == "/n/1"] == ['"1"']
    assert not second.captures
    assert second.state.seen[id].checks == first.state.seen[id].checks + 1
    assert isinstance(second.state.seen[id], Seen)


def test_an_outlet_has_its_time(site: Site) -> None:
    import time

    def slow(_handler: object) -> None:
        time.sleep(0.7)

    site.routes["/feed"] = slow
    options = msgspec.structs.replace(QUICK, outlet_timeout=0.2)
    assert "ended after 0.2 s" in collected(outlet(site, "/feed"), options=options).error


def test_an_outlet_that_gives_the_articles_of_another_is_told(site: Site) -> None:
    items = [(f"/n/{n}", f"خبر من المرفأ رقم {n}") for n in range(3)]
    site.routes |= {"/a": feed(site, *items), "/b": feed(site, *items)}
    site.routes |= {path: page(title) for path, title in items}
    first = collected(outlet(site, "/a"))
    states = {"marfa": first.state}
    both = collected(outlet(site, "/a"), outlet(site, "/b", id="nuskha"), states=states)
    assert "another outlet: marfa" in both.ends["nuskha"].visited.errors[0]
    site.routes["/b"] = feed(site, *items[:2])
    few = collected(outlet(site, "/a"), outlet(site, "/b", id="nuskha"), states=states)
    assert not few.ends["nuskha"].visited.errors
    assert not few.captures


def test_an_outlet_without_sources_is_told(site: Site) -> None:
    bare = msgspec.structs.replace(outlet(site), url=None)
    assert "no feed" in collected(bare).error


def test_what_robots_refuse_is_told_by_the_feed_at_once_and_silence_later(site: Site) -> None:
    def silent(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True

    site.routes |= {
        "/robots.txt": Reply("User-agent: *\nDisallow: /closed/\n"),
        "/feed": feed(site, ("/closed/1", "خبر من المرفأ"), ("/n/1", "خبر آخر من المرفأ")),
        "/n/1": silent,
    }
    first = collected(outlet(site, "/feed"))
    assert [capture.url for capture in first.captures] == [f"{site.url}/closed/1"]
    second = collected(outlet(site, "/feed"), states={"marfa": first.state})
    assert not second.captures
