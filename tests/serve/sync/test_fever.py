"""Fever, by a client that others wrote, over a real server."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest
from freshrss_api import AuthenticationError, FreshRSSAPI

from rawi.newsroom import Newsroom
from rawi.store.personal.people import NOBODYS
from tests.serve.conftest import client_of
from tests.serve.test_browser import serving


@pytest.fixture
def site(room: Newsroom) -> Iterator[str]:
    with serving(room) as address:
        yield address


@pytest.fixture
def client(site: str, secret: str) -> FreshRSSAPI:
    return FreshRSSAPI(site, "owner", secret)


def test_a_wrong_password_opens_nothing(site: str, secret: str) -> None:
    with pytest.raises(AuthenticationError):
        FreshRSSAPI(site, "somebody", secret)


def test_feeds_stand_in_groups(client: FreshRSSAPI, room: Newsroom) -> None:
    feeds = client.get_feeds()["feeds"]
    assert {feed["title"] for feed in feeds} >= {outlet.name for outlet in room.outlets()}
    told = client.get_groups()
    grouped = [n for row in told["feeds_groups"] for n in row["feed_ids"].split(",")]
    assert set(grouped) <= {str(feed["id"]) for feed in feeds}
    assert {row["group_id"] for row in told["feeds_groups"]} == {g["id"] for g in told["groups"]}


def test_read_and_saved_go_both_ways(client: FreshRSSAPI, room: Newsroom) -> None:
    unread = client.get_unreads()
    assert len(unread) == room.count()
    title = unread[0].title
    name = next(a.id for a in room.articles() if a.title == title)
    client.set_mark("read", unread[0].id)
    client.set_mark("saved", unread[0].id)
    assert (room.marks.read_among([name]), room.marks.all_saved()) == ({name}, {name})
    assert [item.title for item in client.get_saved()] == [title]
    client.set_mark("unsaved", unread[0].id)
    second = next(a.id for a in room.articles() if a.title == unread[1].title)
    room.marks.mark_read(second)
    assert len(client.get_unreads()) == room.count() - 2


def test_a_thousand_items_without_loss_or_doubles(thousand: Newsroom) -> None:
    with serving(thousand) as site:
        client = FreshRSSAPI(site, "owner", thousand.people.add_app(NOBODYS, "x"))
        items = client.get_items_from_dates("2001-01-01", "2100-01-01")
    assert len(items) == len({item.id for item in items}) == thousand.count() >= 1000


def test_groups_are_marked_up_to_a_moment(room: Newsroom, secret: str) -> None:
    key = hashlib.md5(f"owner:{secret}".encode()).hexdigest()
    with client_of(room) as client:
        asked = {"api_key": key, "mark": "group", "as": "read", "id": "0", "before": "1"}
        before = client.post("/fever/?api", data=asked).json()["unread_item_ids"]
        assert before.count(",") + 1 == room.count()
        now = asked | {"before": "4000000000"}
        assert client.post("/fever/?api", data=now).json()["unread_item_ids"] == ""
        assert client.get("/fever/?api").json() == {"api_version": 3, "auth": 0}


def test_what_is_followed_is_an_account_of_its_own(
    client: FreshRSSAPI, room: Newsroom, site: str, secret: str
) -> None:
    town = room.follow(room.followable("keyword", "دار الياسمين"))
    buses = room.follow(room.followable("search", "q=الحافلات", "الحافلات"))
    followed = FreshRSSAPI(site, "owner", secret)
    followed.api_endpoint = f"{site}/fever/followed/"
    feeds = followed.get_feeds()["feeds"]
    assert [(feed["id"], feed["title"]) for feed in feeds] == [
        (town.number, "دار الياسمين"),
        (buses.number, "«الحافلات»"),
    ]
    groups = {group["id"]: group["title"] for group in followed.get_groups()["groups"]}
    assert set(groups.values()) == {"كلمات دلالية", "عمليات بحث محفوظة"}
    items = followed.get_unreads()
    concerned = room.follows.concerned(a.id for a in room.articles())
    assert 0 < len(items) == len(concerned) < room.count()
    assert {item.feed_id for item in items} <= {town.number, buses.number}
    followed.set_mark("read", items[0].id)
    followed.set_mark("saved", items[1].id)
    assert len(client.get_unreads()) == room.count() - 1
    assert [item.id for item in client.get_saved()] == [items[1].id]
    assert [item.id for item in followed.get_saved()] == [items[1].id]


def test_a_followed_thing_is_marked_as_read_as_a_feed(room: Newsroom, secret: str) -> None:
    follow = room.follow(room.followable("keyword", "دار الياسمين"))
    key = hashlib.md5(f"owner:{secret}".encode()).hexdigest()
    with client_of(room) as client:
        mark = {"api_key": key, "mark": "feed", "as": "read", "id": str(follow.number)}
        asked = mark | {"before": "4000000000"}
        assert client.post("/fever/followed/?api", data=asked).json()["unread_item_ids"] == ""
    left = room.count() - len(room.follows.concerned(a.id for a in room.articles()))
    assert sum(room.items().unread().outlets.values()) == left
    assert 0 < left < room.count()


def test_who_follows_nothing_has_nothing_there(room: Newsroom, secret: str) -> None:
    key = hashlib.md5(f"owner:{secret}".encode()).hexdigest()
    with client_of(room) as client:
        asked = {"api_key": key}
        told = client.post("/fever/followed/?api&feeds&groups&items", data=asked).json()
    assert (told["auth"], told["feeds"], told["groups"], told["items"]) == (1, [], [], [])
