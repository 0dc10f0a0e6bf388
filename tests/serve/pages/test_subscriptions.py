"""Following outlets in the page alone: by address, from a list, out of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from litestar.testing import TestClient

import rawi
from rawi.collect.catalogue import catalogue, everywhere, topics
from rawi.collect.opml import read_opml, write_opml
from rawi.collect.options import from_settings
from rawi.collect.state import OutletState
from rawi.demo import load
from rawi.demo.server import PressServer
from rawi.model import Outlet, Ownership
from rawi.newsroom import Newsroom
from rawi.serve.options import ServeOptions
from tests.serve.conftest import NOW, client_of

OPENED = datetime.now(UTC) - timedelta(hours=1)
LIST = """<opml version="2.0"><body><outline text="محليات">
<outline text="ريح الوادي" xmlUrl="https://wind.example/feed"/>
<outline text="أنباء المرفأ" xmlUrl="https://mna.example/other"/></outline></body></opml>"""
FOLLOWED = Outlet(id="mna.example", name="أنباء المرفأ", feeds=("https://mna.example/feed",))


@pytest.fixture(scope="module")
def press() -> Iterator[PressServer]:
    with PressServer(opened=OPENED) as server:
        yield server


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    """Nothing in it yet."""
    with rawi.open(tmp_path / "news.db") as news:
        yield news


@pytest.fixture
def owner(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("RAWI_COLLECT_DELAY", "0.01")  # the press is our own
    with client_of(room) as client:
        yield client


def fields(page: str) -> dict[str, str]:
    """What the form that follows the found outlet would send."""
    form = page.partition('class="settings found"')[2].partition("</form>")[0]
    given = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', form))
    given |= dict(re.findall(r'<textarea name="(\w+)"[^>]*>([^<]*)<', form))
    return {name: unescape(value) for name, value in given.items()}


def test_an_outlet_is_found_shown_and_followed(
    owner: TestClient, room: Newsroom, press: PressServer
) -> None:
    site = press.outlets()[0]
    found = owner.post("/follow/find", data={"url": site.feeds[0], "private": "1"}).text
    assert any(report.title in unescape(found) for report in load().reports)
    assert room.outlets() == ()
    answer = owner.post("/follow", data=fields(found) | {"name": "صحيفتي", "section": "محليات"})
    assert "صحيفتي" in answer.text
    (outlet,) = room.outlets()
    assert (outlet.feeds, outlet.section) == ((site.feeds[0],), "محليات")
    assert room.collect(from_settings()).added > 0
    again = owner.post("/follow/find", data={"url": site.feeds[0], "private": "1"}).text
    assert "تتابع هذا المصدر" in again
    assert 'class="settings found"' not in again


def test_what_is_not_found_is_said_in_arabic(owner: TestClient) -> None:
    page = owner.post("/follow/find", data={"url": "http://127.0.0.1:1/", "private": "1"}).text
    assert "تعذّر الاتصال بالموقع" in page
    assert 'class="settings found"' not in page


def test_an_address_inside_is_not_asked_unless_the_owner_says_so(
    owner: TestClient, press: PressServer
) -> None:
    asked = press.outlets()[0].feeds[0]
    page = owner.post("/follow/find", data={"url": asked}).text
    told = page.partition('role="alert">')[2].partition("</p>")[0]
    assert "شبكة خاصة" in told
    assert "ضع علامة في المربع" in told
    assert not re.search("[A-Za-z]", told.replace("<br>", ""))
    assert f'value="{asked}"' in page


@pytest.mark.parametrize(
    "form", [{}, {"id": "x"}, {"id": "x", "feeds": "javascript:1"}, {"feeds": "https://a.example/"}]
)
def test_a_form_without_an_address_follows_nothing(
    owner: TestClient, room: Newsroom, form: dict[str, str]
) -> None:
    assert owner.post("/follow", data=form).status_code == 400
    assert room.outlets() == ()


def test_a_list_adds_what_is_not_followed_and_leaves_the_rest(
    owner: TestClient, room: Newsroom
) -> None:
    room.add_outlet(FOLLOWED)
    owner.post("/follow/list", files={"list": ("a.opml", LIST.encode(), "text/x-opml")})
    held = {outlet.id: outlet for outlet in room.outlets()}
    assert held["mna.example"] == FOLLOWED
    assert held["wind.example"].section == "محليات"


@pytest.mark.parametrize(("ticked", "kept"), [({}, False), ({"private": "1"}, True)])
def test_private_networks_of_a_list_are_visited_where_the_box_is_ticked(
    owner: TestClient, room: Newsroom, ticked: dict[str, str], kept: bool
) -> None:
    private = Outlet(id="in", name="داخلي", feeds=("http://10.0.0.7/feed",), allow_private=True)
    files = {"list": ("a.opml", write_opml([private]), "text/x-opml")}
    owner.post("/follow/list", files=files, data=ticked)
    assert [outlet.allow_private for outlet in room.outlets()] == [kept]


def test_a_list_goes_out_in_the_folders_that_it_came_in_with(owner: TestClient) -> None:
    """Other readers look at the outlines around a feed alone."""
    owner.post("/follow/list", files={"list": ("a.opml", LIST.encode(), "text/x-opml")})
    assert '<outline text="محليات">\n' in owner.get("/outlets.opml").text
    owner.post("/outlet/wind.example/folder", data={"folder": "للصباح"})
    told = owner.get("/outlets.opml").text
    assert '<outline text="للصباح">\n' in told
    held = {outlet.id: outlet for outlet in read_opml(told.encode()).outlets}
    assert held["wind.example"].section == "محليات"


def test_a_list_that_is_none_says_so(owner: TestClient) -> None:
    answer = owner.post("/follow/list", files={"list": ("a.opml", b"nothing", "text/x-opml")})
    assert answer.status_code == 400
    assert "لا خلاصة في هذا الملف" in answer.text
    assert 'action="/follow/list"' in answer.text


def test_the_list_comes_out_as_it_would_go_in(owner: TestClient, room: Newsroom) -> None:
    room.add_outlet(FOLLOWED)
    assert read_opml(owner.get("/outlets.opml").content).outlets[0].feeds == FOLLOWED.feeds


def test_an_outlet_is_renamed_paused_and_resumed(owner: TestClient, room: Newsroom) -> None:
    room.add_outlet(FOLLOWED)
    owner.post("/outlet/mna.example/change", data={"name": "المرفأ", "paused": "1"})
    assert (room.outlets()[0].name, room.outlets()[0].paused) == ("المرفأ", True)
    owner.post("/outlet/mna.example/change", data={"section": "بحر"})
    assert room.outlets()[0] == Outlet(
        id="mna.example", name="المرفأ", section="بحر", feeds=FOLLOWED.feeds
    )


def test_whose_an_outlet_is_is_stated_with_its_source(owner: TestClient, room: Newsroom) -> None:
    room.add_outlet(FOLLOWED)
    stated = {"kind": "party", "owner": "حزب المرفأ", "source": "ترويسة الصحيفة"}
    owner.post("/outlet/mna.example/change", data=stated)
    owned = room.outlets()[0].ownership
    assert owned == Ownership(kind="party", owner="حزب المرفأ", source="ترويسة الصحيفة")
    assert "ترويسة الصحيفة" in owner.get("/outlet/mna.example").text
    for wrong in ({"source": ""}, {"owner": ""}, {"kind": "good"}):
        answer = owner.post("/outlet/mna.example/change", data=stated | wrong)
        assert answer.status_code == 400
    owner.post("/outlet/mna.example/change", data={"name": "المرفأ"})
    assert room.outlets()[0].ownership is None


def test_a_kind_without_its_source_keeps_what_was_typed(owner: TestClient, room: Newsroom) -> None:
    room.add_outlet(FOLLOWED)
    typed = {"name": "المرفأ", "country": "lb", "kind": "party", "owner": "حزب المرفأ"}
    page = owner.post("/outlet/mna.example/change", data=typed).text
    for kept in ('value="المرفأ"', '"lb" selected', '"party" selected', 'value="حزب المرفأ"'):
        assert kept in page
    assert room.outlets() == (FOLLOWED,)


@pytest.mark.parametrize(
    ("given", "kept"), [("lb", "lb"), ("LB", "lb"), ("", None), ("x", None), ("lbn", None)]
)
def test_an_outlet_gets_a_country(
    owner: TestClient, room: Newsroom, given: str, kept: str | None
) -> None:
    room.add_outlet(FOLLOWED)
    owner.post("/outlet/mna.example/change", data={"country": given})
    assert room.outlets()[0].country == kept


def test_an_outlet_is_removed_only_when_sure(owner: TestClient, room: Newsroom) -> None:
    room.add_outlet(FOLLOWED)
    owner.post("/outlet/mna.example/remove")
    assert room.outlets() == (FOLLOWED,)
    owner.post("/outlet/mna.example/remove", data={"sure": "1"})
    assert room.outlets() == ()


def test_home_says_that_outlets_are_being_visited(owner: TestClient, room: Newsroom) -> None:
    assert "يُجمع الآن" not in owner.get("/").text
    room.add_outlet(FOLLOWED)
    with client_of(room) as later:
        waiting = later.get("/").text
        assert "يُجمع الآن لأول مرة من مصدر واحد" in waiting
        assert '<noscript><meta http-equiv="refresh"' in waiting
    room.save_outlet_states([OutletState(outlet="mna.example", last_visit=NOW.isoformat())])
    with client_of(room) as visited:
        page = visited.get("/").text
        assert "يُجمع الآن" not in page
        assert "لم يجد فيها أخبارًا" in page
        assert 'http-equiv="refresh"' not in page


def test_home_with_stories_says_that_new_outlets_are_being_visited(
    owner: TestClient, room: Newsroom
) -> None:
    room.add([{"id": "a", "title": "افتتاح مكتبة", "body": "افتُتحت مكتبة في الحي القديم."}])
    room.add_outlet(FOLLOWED, Outlet(id="b", name="ب"), Outlet(id="c", name="ج", paused=True))
    assert "يُجمع الآن لأول مرة من مصدرين" in owner.get("/").text


def test_the_catalogue_is_searched_by_folded_letters(owner: TestClient) -> None:
    page = owner.get("/start", params={"q": "الاخبار"}).text
    assert "al-akhbar.com" in page
    assert "youm7.com" not in page


def test_all_of_a_country_are_followed_at_once(owner: TestClient, room: Newsroom) -> None:
    page = owner.post("/start", data={"country:bh": "1"}).text
    assert "أُضيفت إلى مصادرك" in page
    assert {outlet.country for outlet in room.outlets()} == {"bh"}


def test_errors_of_collecting_are_in_words_of_the_page(owner: TestClient, room: Newsroom) -> None:
    room.add_outlet(FOLLOWED)
    state = OutletState(
        outlet="mna.example",
        last_visit=NOW.isoformat(),
        last_error="the server answered with status 503",
    )
    room.save_outlet_states([state])
    assert "في الخادم عطل (503)" in owner.get("/outlets").text


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/follow"), ("GET", "/outlets.opml"), ("POST", "/follow"), ("POST", "/follow/find")],
)
def test_only_the_owner_follows(room: Newsroom, method: str, path: str) -> None:
    options = ServeOptions(host="0.0.0.0", token="s3cret", public=True)
    with client_of(room, options) as visitor:
        assert visitor.request(method, path).status_code == 403


def offered(owner: TestClient, **asked: str) -> list[str]:
    return re.findall(r'name="outlet:([^"]+)"', owner.get("/start", params=asked).text)


def test_the_catalogue_begins_with_the_well_known_and_holds_each_once(owner: TestClient) -> None:
    listed = offered(owner)
    assert tuple(listed[: len(everywhere())]) == everywhere()
    assert sorted(listed) == sorted(outlet.id for outlet in catalogue())


def test_the_catalogue_is_narrowed_to_a_topic(owner: TestClient) -> None:
    assert offered(owner, topic="economy") == ["almalnews.com", "aleqt.com"]
    assert offered(owner, topic="economy", q="المال") == ["almalnews.com"]
    assert offered(owner, topic="moon") == []
    assert len(offered(owner, topic="general")) == len(catalogue()) - len(topics())


def test_everybody_has_folders_of_their_own(owner: TestClient, room: Newsroom) -> None:
    room.add_outlet(FOLLOWED)
    room.add([{"id": "a", "outlet": "mna.example", "title": "افتتاح مكتبة", "body": "نص."}])
    assert "بلا مجلد" in owner.get("/unread").text
    page = owner.post("/outlet/mna.example/folder", data={"folder": " أخبار  البحر "}).text
    assert "<bdi>أخبار البحر</bdi>" in page
    assert "<bdi>أخبار البحر</bdi>" in owner.get("/unread").text
    assert room.outlets()[0].section is None
    owner.post("/outlet/mna.example/folder", data={"folder": ""})
    assert "بلا مجلد" in owner.get("/unread").text
