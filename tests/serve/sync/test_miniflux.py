"""Miniflux's API, through the client of its own makers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from miniflux import AccessUnauthorized, Client, ResourceNotFound

from rawi.model import Article
from rawi.newsroom import Newsroom
from rawi.store.personal.people import NOBODYS
from tests.serve.browsing import serving


@pytest.fixture
def client(room: Newsroom, secret: str) -> Iterator[Client]:
    with serving(room) as site:
        yield Client(site, api_key=secret)


def test_the_token_and_the_name_with_it_sign_in(room: Newsroom, secret: str) -> None:
    with serving(room) as site:
        assert Client(site, api_key=secret).me()["username"] == "owner"
        assert Client(site, username="owner", password=secret).me()["username"] == "owner"
        for wrong in ({"api_key": "x"}, {"username": "other", "password": secret}):
            with pytest.raises(AccessUnauthorized):
                Client(site, **wrong).me()


def test_feeds_stand_in_categories_with_what_is_unread(client: Client, room: Newsroom) -> None:
    feeds, groups = client.get_feeds(), client.get_categories()
    assert {f["category"]["id"] for f in feeds} == {g["id"] for g in groups}
    inside = [f for g in groups for f in client.get_category_feeds(g["id"])]
    assert len(inside) == len(feeds)
    assert client.get_feed(feeds[0]["id"])["title"] == feeds[0]["title"]
    assert sum(client.get_feed_counters()["unreads"].values()) == room.count()
    with pytest.raises(ResourceNotFound):
        client.get_feed_icon(feeds[0]["id"])
    with pytest.raises(ResourceNotFound):
        client.get_entry(1)


def test_marks_and_stars_go_both_ways(client: Client, room: Newsroom) -> None:
    first, second = client.get_entries(limit=2)["entries"]
    client.update_entries([first["id"]], "read")
    client.toggle_bookmark(second["id"])
    assert room.marks.read_among([first["hash"], second["hash"]]) == {first["hash"]}
    assert room.marks.saved_among([second["hash"]]) == {second["hash"]}
    room.marks.mark_read(second["hash"])
    room.marks.save(second["hash"], False)
    seen = client.get_entry(second["id"])
    assert (seen["status"], seen["starred"]) == ("read", False)
    assert client.get_entries(status="unread")["total"] == room.count() - 2
    client.update_entries([first["id"]], "unread")
    assert client.get_entries(status=["read"])["total"] == 1


def test_an_agency_in_the_author_line_wrote_nothing(room: Newsroom, client: Client) -> None:
    lines = ("هند الوادي", "وكالات")
    room.add([Article(id="e", title="خبر", body=("نص.",), authors=lines)])
    (entry,) = client.get_entries(limit=1, direction="desc")["entries"]
    assert entry["author"] == "هند الوادي"


def test_entries_are_narrowed_and_marked_as_asked(client: Client, room: Newsroom) -> None:
    entry = client.get_entries(limit=1, direction="desc")["entries"][0]
    feed, folder = entry["feed_id"], entry["feed"]["category"]["id"]
    of_feed = client.get_feed_entries(feed)
    assert {e["feed_id"] for e in of_feed["entries"]} == {feed}
    assert client.get_entries(feed_id=feed)["total"] == of_feed["total"]
    older = client.get_entries(before_entry_id=entry["id"])
    assert older["total"] == room.count() - 1
    client.mark_feed_entries_as_read(feed)
    assert client.get_feed_entries(feed, status="unread")["total"] == 0
    client.mark_category_entries_as_read(folder)
    assert client.get_category_entries(folder, status="unread")["total"] == 0
    client.mark_user_entries_as_read(client.me()["id"])
    assert client.get_entries(status="unread")["total"] == 0


@pytest.mark.parametrize("name", ["after", "published_after"])
def test_entries_since_a_time_are_those_that_came_in_since(client: Client, name: str) -> None:
    every = client.get_entries(limit=100)["entries"]
    seconds = every[5]["id"] // 10**6
    told = client.get_entries(limit=100, **{name: seconds})["entries"]
    assert [e["id"] for e in told] == [e["id"] for e in every if e["id"] >= seconds * 10**6]
    assert client.get_entries(**{name: every[-1]["id"] // 10**6 + 1})["total"] == 0


def test_an_entry_is_found_under_its_feed_and_category(client: Client) -> None:
    (entry,) = client.get_entries(limit=1)["entries"]
    feed = entry["feed"]
    assert client.get_feed_entry(feed["id"], entry["id"]) == entry
    assert client.get_category_entry(feed["category"]["id"], entry["id"]) == entry


def test_a_thousand_entries_come_once_each(thousand: Newsroom) -> None:
    secret = thousand.people.add_app(NOBODYS, "miniflux")
    with serving(thousand) as site:
        client, seen = Client(site, api_key=secret), []
        while some := client.get_entries(limit=300, offset=len(seen))["entries"]:
            seen += [entry["hash"] for entry in some]
    assert sorted(seen) == sorted(a.id for a in thousand.articles())
