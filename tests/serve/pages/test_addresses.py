"""What leads back to a page: forms, paging, feeds and signing in, whatever the address holds."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

import feedparser
import httpx
import pytest

from rawi.model import Article, Outlet
from rawi.newsroom import Newsroom
from rawi.serve.options import ServeOptions
from rawi.serve.ui.screen import address
from tests.serve.browsing import serving
from tests.serve.conftest import client_of

OUTLET = "press.example/ar"
PAGE = address("outlet", OUTLET)


def filled(room: Newsroom) -> Newsroom:
    """An outlet whose id holds a slash, with more than a page of stories."""
    room.add_outlet(Outlet(id=OUTLET, name="منصة", url="https://press.example/ar"))
    room.add(
        Article(id=f"n{n}", title=f"افتتاح متجر رقم {n}", body=(f"نص {n}",), outlet=OUTLET)
        for n in range(3)
    )
    return room


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}?unread=1", "/keyword/100%2525"])
def test_every_form_and_link_of_a_page_leads_back_to_it(room: Newsroom, path: str) -> None:
    with serving(filled(room), ServeOptions(page_size=2)) as site:
        client = httpx.Client(base_url=site)
        page = client.get(path).text
        named = re.findall(r'name="back" value="([^"]*)"', page)
        links = re.findall(r'href="(/(?:outlet|keyword)/[^"]*)"', page)
        assert named
        back = {unescape(one).partition("?")[0] for one in (*named, *links)}
        assert back == {path.partition("?")[0]}
        assert {client.get(unescape(one)).status_code for one in (*named, *links)} == {200}


def test_marking_all_of_a_narrowed_list_comes_back_to_it(room: Newsroom) -> None:
    with client_of(filled(room)) as client:
        page = client.get("/?section=محليات").text
        form = dict(re.findall(r'name="(scope|value|upto|back)" value="([^"]*)"', page)[-4:])
        told = client.post("/read", data={k: unescape(v) for k, v in form.items()})
        assert unquote(told.url.query.decode()).startswith("section=محليات&act=")
        undo = re.search(r'name="back" value="([^"]*)"><button>', told.text)
        assert undo
        assert unquote(unescape(undo[1])) == "/?section=محليات"


def test_the_theme_is_changed_where_one_is(room: Newsroom) -> None:
    with client_of(room) as client:
        page = client.get("/search?q=ميناء&order=date").text
        back = re.search(r'name="theme".*\n.*name="back" value="([^"]*)"', page)
        assert back
        assert unquote(unescape(back[1])) == "/search?q=ميناء&order=date"


def test_a_feed_is_at_the_address_it_names(room: Newsroom) -> None:
    with serving(filled(room)) as site:
        client = httpx.Client(base_url=site)
        feed = f"/feeds{PAGE}.atom"
        links = {link.rel: link.href for link in feedparser.parse(client.get(feed).text).feed.links}
        assert links["self"].endswith(feed)
        assert client.get(links["self"]).status_code == 200
        assert client.get(links["alternate"]).status_code == 200


def test_signing_in_leads_to_the_page_that_was_asked_for(room: Newsroom) -> None:
    with serving(filled(room), ServeOptions(token="a-secret")) as site:
        client = httpx.Client(base_url=site, follow_redirects=True)
        shut = client.get(PAGE)
        back = re.search(r'name="back" value="(/outlet[^"]*)"', shut.text)
        assert back
        assert back[1] == PAGE
        opened = client.post("/login", data={"token": "a-secret", "back": back[1]})
        assert (opened.status_code, opened.url.raw_path.decode()) == (200, PAGE)


def test_a_link_from_elsewhere_finds_who_is_signed_in(room: Newsroom) -> None:
    """A strict cookie would stay at home when a digest in webmail leads here."""
    with client_of(room, ServeOptions(token="a-secret")) as client:
        told = client.post("/login", data={"token": "a-secret"}, follow_redirects=False)
        assert "samesite=lax" in told.headers["set-cookie"].lower()
