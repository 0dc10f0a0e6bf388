"""What is followed, as labels and categories of apps: listed, counted, read, ended."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from litestar.testing import TestClient
from miniflux import Client

from rawi.newsroom import Newsroom
from tests.serve.browsing import serving
from tests.serve.conftest import client_of
from tests.serve.pages.test_reading import report
from tests.serve.sync.conftest import signed_in
from tests.serve.sync.test_google import ALL, API, READ, edit, ids, items, unread

LABEL = "user/-/label/"
NAMED = "متابعة: وادي السنديان"
SEARCH = "متابعة: «السنديان»"
SAID = "متابعة: قال سالم الوادي"


@pytest.fixture
def app(room: Newsroom, secret: str) -> Iterator[TestClient]:
    room.add([report("f1", "mna"), report("f2", "sahel")])
    for kind, name, title in (
        ("entity", "وادي السنديان", ""),
        ("search", "q=السنديان", "السنديان"),
        ("speaker", "سالم الوادي", ""),
    ):
        room.follow(room.followable(kind, name, title))
    with client_of(room) as client:
        yield signed_in(client, secret)


def test_labels_list_what_is_followed_with_what_is_unread(room: Newsroom, app: TestClient) -> None:
    tags = {tag["id"] for tag in app.get(API + "tag/list").json()["tags"]}
    assert tags >= {LABEL + NAMED, LABEL + SEARCH, LABEL + SAID}
    matched = room.followed_articles(room.follows.all()[0])
    assert len(matched) >= 2
    assert unread(app)[LABEL + NAMED] == len(matched) == len(ids(app, s=LABEL + NAMED))
    own = items(app, LABEL + NAMED)
    assert all(LABEL + NAMED in item["categories"] for item in own)
    every = [item for item in items(app, ALL, n=1000) if LABEL + NAMED in item["categories"]]
    assert len(every) == len(own)


def test_marks_on_a_label_are_those_of_the_list(room: Newsroom, app: TestClient) -> None:
    first, *rest = ids(app, s=LABEL + NAMED)
    edit(app, [first], a=READ)
    assert ids(app, s=LABEL + NAMED, xt=READ) == rest
    app.post(API + "mark-all-as-read", data={"s": LABEL + NAMED, "T": "x"})
    assert room.follows.unread().get(room.follows.all()[0].number, 0) == 0
    assert unread(app)[LABEL + NAMED] == 0


def test_nobody_labels_an_article_as_followed(room: Newsroom, app: TestClient) -> None:
    number = ids(app)[0]
    edit(app, [number], a=LABEL + SEARCH)
    assert (room.marks.labels(), room.marks.all_saved()) == ((), frozenset())
    left_out = app.get(API + "stream/items/ids", params={"s": ALL, "xt": LABEL + NAMED})
    assert left_out.status_code == 400


def test_a_deleted_label_is_followed_no_more_and_keeps_its_name(
    room: Newsroom, app: TestClient
) -> None:
    other = {"s": LABEL + NAMED, "dest": LABEL + "غيره", "T": "x"}
    assert app.post(API + "rename-tag", data=other).status_code == 400
    assert app.post(API + "disable-tag", data={"s": LABEL + NAMED, "T": "x"}).text == "OK"
    assert [one.kind for one in room.follows.all()] == ["search", "speaker"]


def test_two_of_one_title_have_labels_of_their_own(room: Newsroom, app: TestClient) -> None:
    room.follow(room.followable("keyword", "وادي السنديان"))
    last = room.follows.all()[-1].number
    tags = [tag["id"] for tag in app.get(API + "tag/list").json()["tags"]]
    assert tags[-1] == f"{LABEL}{NAMED} ({last})"


def test_miniflux_has_them_as_categories_and_tags(room: Newsroom, secret: str) -> None:
    room.add([report("f1", "mna"), report("f2", "sahel")])
    follow = room.follow(room.followable("entity", "وادي السنديان"))
    with serving(room) as site:
        client = Client(site, api_key=secret)
        (category,) = [one for one in client.get_categories() if one["title"] == NAMED]
        assert client.get_category_feeds(category["id"]) == []
        found = client.get_category_entries(category["id"], limit=1000)
        assert found["total"] == room.follows.unread()[follow.number]
        assert all(NAMED in entry["tags"] for entry in found["entries"])
        same = client.get_entries(category_id=category["id"], limit=1000)
        assert same["total"] == found["total"]
        client.mark_category_entries_as_read(category["id"])
        assert room.follows.unread() == {}
