"""The Google Reader API as its apps use it."""

from __future__ import annotations

from typing import Any

import pytest
from litestar.testing import TestClient

from rawi.errors import InputError
from rawi.model import Article
from rawi.newsroom import Newsroom
from rawi.serve.sync.streams import long_id, number_of
from rawi.store.personal.people import NOBODYS
from tests.serve.conftest import client_of, press_articles
from tests.serve.sync.conftest import signed_in

API = "/reader/api/0/"
ALL = "user/-/state/com.google/reading-list"
READ, STAR = "user/-/state/com.google/read", "user/-/state/com.google/starred"


def ids(app: TestClient, **asked: Any) -> list[str]:
    """Numbers of a stream, page by page until there is no more."""
    found: list[str] = []
    asked = {"s": ALL, "n": 1000, "output": "json"} | asked
    while True:
        told = app.get(API + "stream/items/ids", params=asked).json()
        found += [ref["id"] for ref in told["itemRefs"]]
        if "continuation" not in told:
            return found
        asked["c"] = told["continuation"]


def items(app: TestClient, stream: str = ALL, **asked: Any) -> list[dict[str, Any]]:
    return app.get(f"{API}stream/contents/{stream}", params=asked).json()["items"]  # type: ignore[no-any-return]


def edit(app: TestClient, numbers: list[str], **tags: str) -> None:
    told = app.post(API + "edit-tag", data={"i": numbers, "T": "x"} | tags)
    assert (told.status_code, told.text) == (200, "OK")


def unread(app: TestClient) -> dict[str, int]:
    rows = app.get(API + "unread-count", params={"output": "json"}).json()["unreadcounts"]
    return {row["id"]: row["count"] for row in rows}


@pytest.mark.parametrize("given", [{}, {"Email": "owner", "Passwd": "x"}, {"Email": "owner"}])
def test_a_wrong_password_opens_nothing(room: Newsroom, given: dict[str, str]) -> None:
    with client_of(room) as client:
        assert client.post("/accounts/ClientLogin", data=given).status_code == 401
        assert client.get(API + "user-info").status_code == 401


def test_what_signing_in_gave_counts_in_a_form_too(room: Newsroom, secret: str) -> None:
    """As Liferea 1.14 asks for items; in an address it counts for nothing."""
    numbers = [str(n) for n in room.marks.numbers(a.id for a in room.articles()).values()]
    with client_of(room) as client:
        given = {"T": f"owner/{secret}", "i": numbers}
        assert client.post(API + "stream/items/contents", data=given).status_code == 200
        assert client.get(API + "user-info", params=given).status_code == 401
        wrong = client.post(API + "stream/items/contents", data=given | {"T": "owner/x"})
        assert wrong.status_code == 401
        assert wrong.headers["content-type"] == "text/plain; charset=utf-8"


def test_another_ones_name_opens_nothing(room: Newsroom, secret: str) -> None:
    with client_of(room) as client:
        given = {"Email": "somebody", "Passwd": secret}
        assert client.post("/accounts/ClientLogin", data=given).status_code == 401


def test_an_unknown_call_is_answered_without_a_page(room: Newsroom) -> None:
    answer = client_of(room).get("/fever-nothing")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/json"


def test_guesses_are_slowed_down(room: Newsroom) -> None:
    with client_of(room) as client:
        given = {"Email": "owner", "Passwd": "x"}
        tried = [client.post("/accounts/ClientLogin", data=given).status_code for _ in range(6)]
    assert tried == [401] * 5 + [429]


def test_a_browsers_cookie_counts_for_nothing_here(room: Newsroom) -> None:
    with client_of(room) as client:
        assert client.get("/").status_code == 200
        assert client.post(API + "mark-all-as-read", data={"s": ALL}).status_code == 401


def test_a_revoked_password_ends_it(room: Newsroom, app: TestClient) -> None:
    assert app.get(API + "user-info").json()["userName"] == "owner"
    room.people.remove_app(NOBODYS, room.people.apps(NOBODYS)[0].number)
    assert app.get(API + "user-info").status_code == 401


def test_outlets_are_subscriptions_in_folders(app: TestClient) -> None:
    told = app.get(API + "subscription/list", params={"output": "json"}).json()["subscriptions"]
    mna = next(one for one in told if one["id"] == "feed/mna")
    assert mna["title"]
    assert mna["categories"][0]["label"] in {"مصر", "لبنان", "السعودية"}
    tags = [tag["id"] for tag in app.get(API + "tag/list").json()["tags"]]
    assert STAR in tags
    assert mna["categories"][0]["id"] in tags


def test_an_item_is_whole(app: TestClient) -> None:
    item = items(app, n=1)[0]
    number = number_of(item["id"])
    (again,) = app.post(API + "stream/items/contents", data={"i": [str(number)]}).json()["items"]
    assert again == item
    assert item["title"]
    assert item["summary"]["content"].startswith('<div dir="rtl"><p>')
    assert item["alternate"][0]["href"].startswith("https://press.example/")
    assert item["origin"]["streamId"].startswith("feed/")


def test_text_in_items_is_never_live(room: Newsroom, app: TestClient) -> None:
    room.add([Article(id="e", title="<b>", body=("<script>x</script>",), url="javascript:x")])
    item = items(app, n=1)[0]
    assert "<script" not in item["summary"]["content"]
    assert item["alternate"][0]["href"] == "http://127.0.0.1/article/e"


def test_an_agency_in_the_author_line_wrote_nothing(room: Newsroom, app: TestClient) -> None:
    lines = ("رويترز", "أبوظبي - سكاي نيوز عربية", "هند الوادي")
    room.add([Article(id="e", title="خبر", body=("نص.",), authors=lines)])
    assert items(app, n=1)[0]["author"] == "هند الوادي"


def test_read_marks_go_both_ways(room: Newsroom, app: TestClient) -> None:
    before = unread(app)[ALL]
    first, second = ids(app)[:2]
    edit(app, [first], a=READ)
    (item,) = app.post(API + "stream/items/contents", data={"i": [first]}).json()["items"]
    name = next(a.id for a in room.articles() if a.title == item["title"])
    assert READ in item["categories"]
    assert room.marks.read_among([name]) == {name}
    room.marks.mark_read(name, False)
    app.get(f"/article/{name}")
    assert unread(app)[ALL] == before - 1
    assert ids(app, xt=READ) == [number for number in ids(app) if number != first]
    assert ids(app, s=READ) == ids(app, it=READ) == [first]
    edit(app, [long_id(int(first)), second], r=READ)
    assert unread(app)[ALL] == before


def test_stars_and_labels_go_both_ways(room: Newsroom, app: TestClient) -> None:
    name = press_articles()[0].id
    room.marks.save(name, True)
    (number,) = ids(app, s=STAR)
    edit(app, [number], a="user/-/label/للملف")
    assert room.marks.labels() == (("للملف", 1),)
    assert ids(app, s="user/1/label/للملف") == [number]
    app.post(API + "rename-tag", data={"s": "user/-/label/للملف", "dest": "user/-/label/سيول"})
    assert room.marks.labels() == (("سيول", 1),)
    edit(app, [number], r=STAR)
    assert (ids(app, s=STAR), room.marks.all_saved()) == ([], frozenset())


def test_all_of_a_feed_are_marked_up_to_a_moment(app: TestClient) -> None:
    of_feed = ids(app, s="feed/mna")
    assert len(of_feed) > 1
    ts = {"s": "feed/mna", "ts": of_feed[1]}
    assert app.post(API + "mark-all-as-read", data=ts).text == "OK"
    assert ids(app, s="feed/mna", xt=READ) == of_feed[:1]
    app.post(API + "mark-all-as-read", data={"s": ALL})
    assert unread(app) == {}


def test_folders_titles_and_leaving_are_ones_own(room: Newsroom, app: TestClient) -> None:
    change = {"s": "feed/mna", "ac": "edit", "t": "وكالتي", "a": "user/-/label/وكالات"}
    app.post(API + "subscription/edit", data=change)
    told = app.get(API + "subscription/list").json()["subscriptions"]
    mna = next(one for one in told if one["id"] == "feed/mna")
    assert (mna["title"], mna["categories"][0]["label"]) == ("وكالتي", "وكالات")
    assert ids(app, s="user/-/label/وكالات") == ids(app, s="feed/mna")
    app.post(API + "subscription/edit", data={"s": "feed/mna", "ac": "unsubscribe"})
    assert "feed/mna" not in unread(app)
    assert "feed/mna" not in app.get(API + "subscription/list").text
    assert "mna" in {outlet.id for outlet in room.outlets()}
    app.post(API + "subscription/quickadd", data={"quickadd": "mna"})
    assert "feed/mna" in unread(app)


def test_a_reader_adds_no_outlet(room: Newsroom) -> None:
    room.people.add("salma", "a-good-password", "owner")
    secret = room.people.add_app(room.people.add("layla", "a-good-password"), "x")
    with client_of(room) as client:
        client.headers["authorization"] = f"GoogleLogin auth=layla/{secret}"
        asked = {"quickadd": "https://other.example/"}
        assert client.post(API + "subscription/quickadd", data=asked).status_code == 403


def test_oldest_first_and_times(app: TestClient) -> None:
    found = ids(app)
    assert ids(app, r="o") == found[::-1]
    assert ids(app, r="o", n=5) == found[::-1]
    middle = int(found[5]) // 1_000_000
    after = [n for n in found if int(n) >= middle * 1_000_000]
    assert ids(app, ot=middle) == ids(app, ot=middle * 1000) == after
    assert ids(app, nt=middle) == [n for n in found if int(n) <= middle * 1_000_000]


@pytest.mark.parametrize("oldest", [{}, {"r": "o"}])
def test_a_thousand_items_without_loss_or_doubles_while_more_come_in(
    thousand: Newsroom, oldest: dict[str, str]
) -> None:
    with client_of(thousand) as client:
        page_through(thousand, signed_in(client, thousand.people.add_app(NOBODYS, "x")), oldest)


def page_through(room: Newsroom, app: TestClient, oldest: dict[str, str]) -> None:
    before = set(ids(app))
    assert len(before) >= 1000
    found: list[str] = []
    asked: dict[str, Any] = {"n": 150} | oldest
    for n in range(20):
        told = app.get(f"{API}stream/contents/{ALL}", params=asked).json()
        found += [str(number_of(item["id"])) for item in told["items"]]
        if "continuation" not in told:
            break
        asked["c"] = told["continuation"]
        if n < 4:
            room.add(
                [Article(id=f"late{n}{oldest}", title="جاء متأخرا", body=("نص.",), outlet="mna")]
            )
    assert len(found) == len(set(found))
    assert before <= set(found)
    late = {n for n in ids(app) if n not in before}
    assert set(found) - before == (late if oldest else set())


def test_numbers_outlive_a_rebuild(room: Newsroom, app: TestClient) -> None:
    before = {n: item["title"] for n, item in zip(ids(app), items(app, n=1000), strict=True)}
    room.rebuild()
    assert {n: i["title"] for n, i in zip(ids(app), items(app, n=1000), strict=True)} == before


def test_what_is_taken_down_is_gone_everywhere(room: Newsroom, app: TestClient) -> None:
    gone = items(app, n=1)[0]
    room.take_down(gone["alternate"][0]["href"])
    assert str(number_of(gone["id"])) not in ids(app)
    assert app.post(API + "stream/items/contents", data={"i": [gone["id"]]}).json()["items"] == []


@pytest.mark.parametrize("number", [1, 2**53, 1_790_000_000_000_000, 2**63 - 1])
def test_ids_have_two_forms(number: int) -> None:
    assert number_of(str(number)) == number_of(long_id(number)) == number
    assert number_of(f"{number:016x}") == number or not f"{number:016x}".startswith("0")


@pytest.mark.parametrize("given", ["", "x", "feed/1", "tag:google.com,2005:reader/item/"])
def test_what_is_no_id_is_refused(given: str) -> None:
    with pytest.raises(InputError):
        number_of(given)


@pytest.mark.parametrize(
    ("path", "status"), [("nothing", 404), ("stream/contents/x", 400), ("edit-tag", 405)]
)
def test_what_cannot_be_answered_says_so(app: TestClient, path: str, status: int) -> None:
    assert app.get(API + path).status_code == status
