"""Following and muting in pages, feeds and the API."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from litestar.testing import TestClient

from rawi.newsroom import Newsroom
from rawi.serve.options import ServeOptions
from tests.serve.conftest import client_of
from tests.serve.pages.test_reading import report

VALLEY = "وادي السنديان"
OTHER = "وزارة التموين ترفع سعر الخبز"


@pytest.fixture
def desk(room: Newsroom) -> Iterator[TestClient]:
    room.add([report("f1", "mna"), report("f2", "sahel")])
    with client_of(room) as client:
        yield client


def follow(desk: TestClient, kind: str, name: str, on: str = "1", title: str = "") -> str:
    form = {"kind": kind, "name": name, "title": title, "on": on, "back": "/following"}
    told = desk.post("/following", data=form)
    assert told.status_code == 200
    return told.text


def mute(desk: TestClient, kind: str, name: str, on: str = "1") -> str:
    told = desk.post("/mutes", data={"kind": kind, "name": name, "on": on, "back": "/mutes"})
    assert told.status_code == 200
    return told.text


def test_pages_offer_to_follow_and_then_to_stop(room: Newsroom, desk: TestClient) -> None:
    keyword = room.notes("f1").keywords[0].text
    for page in (
        f"/entity/{VALLEY}",
        "/speaker/سالم الوادي",
        f"/keyword/{keyword}",
        "/affair/f1",
        "/search?q=السد&outlet=mna",
    ):
        (form,) = re.findall(r'<form class="follow".*?</form>', desk.get(page).text)
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
        fields = {name: value.replace("&amp;", "&") for name, value in fields.items()}
        assert ">تابع<" in form
        assert "ألغِ المتابعة" in desk.post("/following", data=fields).text
        assert "ألغِ المتابعة" in desk.get(page).text
    assert len(room.follows.all()) == 5
    assert desk.get("/following").text.count('class="row-title"') == 5
    assert ">تابع<" in desk.post("/following", data=fields | {"on": ""}).text


def test_a_followed_list_counts_marks_and_pages(room: Newsroom, desk: TestClient) -> None:
    page = follow(desk, "entity", VALLEY)
    number = room.follows.all()[0].number
    assert f'href="/following/{number}"' in page
    shown = desk.get(f"/following/{number}").text
    assert 'href="/story/f1"' in shown
    assert "غير المقروء ٢" in shown
    form = {"scope": "follow", "value": str(number), "back": f"/following/{number}"}
    assert "غير المقروء ٢" not in desk.post("/read", data=form).text
    assert 'href="/story/f1"' not in desk.get(f"/following/{number}?unread=1").text
    room.add([report("f3", "rasid")])
    assert "غير المقروء ١" in desk.get(f"/following/{number}").text
    assert f"/following/{number}?unread=1" in desk.get("/unread").text
    assert VALLEY in desk.get("/").text


def test_what_others_follow_is_not_there(desk: TestClient) -> None:
    assert desk.get("/following/7").status_code == 404
    assert desk.get("/feeds/follow/7.atom").status_code == 404
    assert desk.post("/following", data={"kind": "moon", "name": "x", "on": "1"}).status_code == 400


def test_what_is_muted_is_nowhere_until_it_is_asked_for(room: Newsroom, desk: TestClient) -> None:
    follow(desk, "entity", VALLEY)
    number = room.follows.all()[0].number
    lists = ("/", "/?unread=1", "/?section=محليات", f"/following/{number}", "/feeds/home.atom")
    lists += (f"/feeds/follow/{number}.json", f"/feeds/entity/{VALLEY}.atom")
    assert all("المطاحن" in desk.get(address).text for address in lists)
    unread = desk.get("/unread").text
    assert "السنديان" in mute(desk, "word", "السنديان")
    for address in lists:
        assert "المطاحن" not in desk.get(address).text, address
    assert desk.get("/unread").text != unread
    home = desk.get("/").text
    assert "قصة أخفتها قواعدك" in home
    told = desk.get("/?muted=1").text
    assert "المطاحن" in told
    assert "مكتوم: كلمة <bdi>السنديان</bdi>" in " ".join(told.split())
    assert "المطاحن" in desk.get(f"/following/{number}?muted=1").text
    mute(desk, "word", "السنديان", "")
    assert all("المطاحن" in desk.get(address).text for address in lists)


def test_a_page_in_which_somebody_muted_nothing_says_nothing_of_it(desk: TestClient) -> None:
    assert "hidden-note" not in desk.get("/").text


def test_the_page_of_a_muted_outlet_is_full(desk: TestClient) -> None:
    mute(desk, "outlet", "mna")
    page = desk.get("/outlet/mna").text
    assert "المطاحن" in page
    assert "ألغِ كتم المصدر" in page


def test_an_article_offers_to_mute_what_it_comes_from(desk: TestClient) -> None:
    page = desk.get("/article/f1").text
    assert all(words in page for words in ("اكتم المصدر", "اكتم القسم", "اكتم ما يتناوله"))


def test_one_persons_page_is_not_anothers(room: Newsroom) -> None:
    room.add([report("f1", "mna")])
    room.people.add("huda", "a long password", "owner")
    sami = room.people.add("sami", "a long password")
    secrets = [room.people.add_app(who, "a") for who in (room.people.known("huda"), sami)]
    room.mute("word", "السنديان", sami.number)
    with client_of(room, ServeOptions(public=True)) as client:
        for _ in range(2):
            seen = [
                "المطاحن" in client.get(address, headers=headers).text
                for address in ("/feeds/home.atom", "/api/mutes")
                for headers in [{"authorization": f"Bearer {secret}"} for secret in secrets]
            ]
            assert seen[:2] == [True, False]
            assert "المطاحن" in client.get("/").text
        assert client.get("/following").status_code == 403
        assert "تابع<" not in client.get(f"/entity/{VALLEY}").text


def test_new_stories_that_are_muted_are_not_announced(room: Newsroom, desk: TestClient) -> None:
    mute(desk, "section", "محليات")
    latest = room.last_intake()
    room.add([report("n1", "mna", OTHER)])
    assert desk.get(f"/arrivals?latest={latest}").json()["count"] == 0


def test_the_api_lists_adds_and_removes(desk: TestClient) -> None:
    made = desk.post("/api/follows", json={"kind": "entity", "name": VALLEY}).json()
    assert desk.post("/api/follows", json={"kind": "entity", "name": VALLEY}).json() == made
    listed = desk.get("/api/follows").json()
    assert [(one["follow"]["name"], one["unread"]) for one in listed] == [(VALLEY, 2)]
    stories = desk.get(f"/api/follows/{made['number']}/stories").json()
    assert [one["id"] for one in stories["items"]] == ["f1"]
    rule = desk.post("/api/mutes", json={"kind": "outlet", "name": "mna"}).json()
    assert desk.get("/api/mutes").json() == [rule]
    assert desk.get("/api/follows").json()[0]["unread"] == 1
    assert desk.delete(f"/api/mutes/{rule['number']}").status_code == 204
    assert desk.delete(f"/api/follows/{made['number']}").status_code == 204
    assert (desk.get("/api/follows").json(), desk.get("/api/mutes").json()) == ([], [])
    assert desk.delete("/api/mutes/9").status_code == 404
    assert desk.post("/api/mutes", json={"kind": "moon", "name": "x"}).status_code == 400


def reports_on(page: str) -> list[str]:
    thread = page.partition('<ol class="thread">')[2].partition("</ol>")[0]
    return re.findall(r'href="/article/(\w+)" data-open', thread)


def test_a_story_leaves_out_what_rules_hide_and_shows_it_on_demand(desk: TestClient) -> None:
    whole = desk.get("/story/f1").text
    assert (reports_on(whole), "أخفته قواعدك" in whole) == (["f1", "f2"], False)
    mute(desk, "outlet", "mna")
    shown = desk.get("/story/f1").text
    assert (reports_on(shown), "تقرير أخفته قواعدك" in shown) == (["f2"], True)
    every = desk.get("/story/f1?muted=1").text
    assert (reports_on(every), 'href="/story/f1">أخفِها' in every) == (["f1", "f2"], True)
    mute(desk, "outlet", "sahel")
    opened = desk.get("/story/f1").text
    assert (reports_on(opened), "أخفته قواعدك" in opened) == (["f1", "f2"], False)


def test_coverage_leaves_out_what_rules_hide_and_shows_it_on_demand(desk: TestClient) -> None:
    page = "/story/f1/coverage"
    assert sides_on(desk.get(page).text) == {"f1", "f2"}
    mute(desk, "outlet", "mna")
    for by in ("", "?by=kind"):
        shown = desk.get(page + by).text
        assert (sides_on(shown), "تقرير أخفته قواعدك" in shown) == ({"f2"}, True)
        assert "/outlet/mna" not in shown
    every = desk.get(f"{page}?by=kind&muted=1").text
    assert sides_on(every) == {"f1", "f2"}
    assert f'href="{page}?by=kind">أخفِها' in every
    assert f'href="{page}?by=country&amp;muted=1"' in every
    mute(desk, "outlet", "sahel")
    assert sides_on(desk.get(page).text) == {"f1", "f2"}


def sides_on(page: str) -> set[str]:
    return set(re.findall(r'href="/article/(\w+)"', page))


def told(desk: TestClient, path: str) -> list[str]:
    """Ids of the reports that the API gives of a story, or of the stories of a list."""
    answer = desk.get(path).json()
    stories = answer.get("items", [answer])
    assert all(one["first"]["id"] in {a["id"] for a in one["articles"]} for one in stories)
    return sorted(article["id"] for one in stories for article in one["articles"])


def test_the_api_leaves_out_what_rules_of_whoever_asks_hide(desk: TestClient) -> None:
    every = told(desk, "/api/stories")
    mute(desk, "outlet", "mna")
    assert told(desk, "/api/stories/f1") == ["f2"]
    assert told(desk, "/api/stories/f1?muted=true") == ["f1", "f2"]
    left = told(desk, "/api/stories")
    assert set(every) - set(left) >= {"f1"}
    assert told(desk, "/api/stories?muted=true") == every
    side = desk.get("/api/stories/f1/coverage").json()
    assert "f1" not in str(side["sides"])
    assert "f1" in str(desk.get("/api/stories/f1/coverage?muted=true").json()["sides"])
    mute(desk, "outlet", "sahel")
    assert told(desk, "/api/stories/f1") == ["f1", "f2"]
    assert not {"f1", "f2"} & set(told(desk, "/api/stories"))


def test_rules_are_those_of_the_account_whose_password_the_api_is_asked_with(
    room: Newsroom, desk: TestClient
) -> None:
    room.people.add("huda", "long enough", "owner")
    sami = room.people.add("sami", "long enough too")
    room.mute("outlet", "mna", sami.number)
    heads = {
        one.name: {"authorization": f"Bearer {room.people.add_app(one, 'x')}"}
        for one in room.people.all()
    }
    for name, reports in (("huda", ["f1", "f2"]), ("sami", ["f2"])):
        found = desk.get("/api/stories/f1", headers=heads[name]).json()
        assert [article["id"] for article in found["articles"]] == reports
