"""Reading state: unread, gained reports, marking all and undoing, notes and labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote

import pytest
from litestar.testing import TestClient

from rawi.model import Article
from rawi.newsroom import Newsroom
from rawi.serve.options import ServeOptions
from tests.serve.conftest import client_of

FLOOD = (
    "أغرقت السيول حي المطاحن في وادي السنديان فجر اليوم بعد أن انهار السد الترابي القديم، "
    "وأجلت فرق الدفاع المدني مئتي أسرة إلى مدرسة النخيل.",
    "وقال المهندس سالم الوادي إن السد لم يُرمم منذ عشرين عاما رغم التحذيرات.",
)


def report(name: str, outlet: str, title: str = "سيول تغرق حي المطاحن في وادي السنديان") -> Article:
    return Article(
        id=name,
        outlet=outlet,
        title=title,
        body=FLOOD,
        section="محليات",
        language="ar",
        published="2026-03-12T08:00:00+00:00",
        url=f"https://{outlet}.example/{name}",
    )


@pytest.fixture
def desk(room: Newsroom) -> Iterator[TestClient]:
    room.add([report("f1", "mna"), report("f2", "sahel")])
    assert len(room.story("f1").articles) == 2
    with client_of(room) as client:
        yield client


def mark(desk: TestClient, scope: str, value: str, **more: str) -> str:
    told = desk.post("/read", data={"scope": scope, "value": value, "back": "/settings"} | more)
    assert told.status_code == 200
    return told.text


def test_opening_a_story_reads_its_reports(room: Newsroom, desk: TestClient) -> None:
    assert desk.get("/story/f1").text.count("report is-read") == 0
    assert room.marks.read_among(["f1", "f2"]) == {"f1", "f2"}
    assert 'is-read" data-item data-read="f1"' in desk.get("/").text


def test_a_story_says_how_many_reports_it_gained(room: Newsroom, desk: TestClient) -> None:
    desk.get("/story/f1")
    assert "تقرير جديد" not in desk.get("/").text
    room.add([report("f3", "rasid")])
    assert room.story("f3").id == "f1"
    assert "تقرير جديد" in desk.get("/").text
    desk.get("/article/f3")
    assert "تقرير جديد" not in desk.get("/").text


def test_one_read_report_of_two_is_no_gain(room: Newsroom, desk: TestClient) -> None:
    desk.get("/article/f1")
    assert "تقرير جديد" not in desk.get("/").text
    assert room.marks.read_among(["f1", "f2"]) == {"f1"}


def test_unread_only_leaves_out_what_was_read(desk: TestClient) -> None:
    assert 'href="/story/f1"' in desk.get("/?unread=1").text
    desk.get("/story/f1")
    assert 'href="/story/f1"' not in desk.get("/?unread=1").text
    assert 'href="/story/f1"' in desk.get("/").text


def unread(desk: TestClient) -> int:
    digits = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
    tallies = re.findall(r'<span class="tally">([٠-٩]+)</span></h2>', desk.get("/unread").text)
    return sum(int(n.translate(digits)) for n in tallies)


@pytest.mark.parametrize(
    ("scope", "value"), [("all", "1"), ("outlet", "mna"), ("section", "محليات"), ("affair", "f1")]
)
def test_marking_all_is_undone(room: Newsroom, desk: TestClient, scope: str, value: str) -> None:
    desk.get("/article/f1")
    before = unread(desk)
    assert before == room.count() - 1
    page = mark(desk, scope, value)
    act = re.search(r'name="act" value="(\d+)"', page)
    assert act
    assert unread(desk) < before
    desk.post("/read/undo", data={"act": act[1], "back": "/"})
    assert unread(desk) == before
    assert room.marks.read_among(["f1"]) == {"f1"}


@pytest.mark.parametrize(
    "narrowed",
    ["topic=local", "outlet=mna", "language=ar&outlet=mna", "since=2026-03-12&section=محليات"],
)
def test_marking_all_of_a_narrowed_list_marks_that_list_alone(
    desk: TestClient, narrowed: str
) -> None:
    page = desk.get(f"/?{narrowed}").text
    form = dict(re.findall(r'name="(scope|value|upto)" value="([^"]*)"', page))
    listed = set(re.findall(r'data-read="([^"]*)"', page))
    assert form["scope"] != "all"
    desk.post("/read", data={k: unescape(v) for k, v in form.items()})
    assert 'data-read="' not in desk.get(f"/?{narrowed}&unread=1").text
    left = set(re.findall(r'data-read="([^"]*)"', desk.get("/?unread=1").text))
    assert listed
    assert left
    assert not left & listed


def test_a_list_that_is_none_marks_nothing(desk: TestClient) -> None:
    before = unread(desk)
    for value in ("person=1", "since=xx", "topic=nothing"):
        assert desk.post("/read", data={"scope": "list", "value": value}).status_code == 400
    assert unread(desk) == before


def test_a_folder_is_marked(desk: TestClient) -> None:
    before = unread(desk)
    mark(desk, "folder", "مصر")
    assert 0 < unread(desk) < before
    assert "مصر" not in re.findall(r"<bdi>(.*?)</bdi> <span", desk.get("/unread").text)


def test_what_came_in_after_the_page_stays_unread(room: Newsroom, desk: TestClient) -> None:
    upto = re.search(r'name="upto" value="(\d+)"', desk.get("/").text)
    assert upto
    room.add([report("late", "rasid", "خبر جاء متأخرا عن افتتاح جسر")])
    mark(desk, "all", "1", upto=upto[1])
    assert unread(desk) == 1


def test_single_things_are_marked_and_unmarked(room: Newsroom, desk: TestClient) -> None:
    json = {"accept": "application/json"}
    told = desk.post("/read", data={"scope": "stories", "value": "f1\nnone"}, headers=json).json()
    assert told["count"] == 2
    desk.post("/read", data={"scope": "article", "value": "f1", "on": ""}, headers=json)
    assert room.marks.read_among(["f1", "f2"]) == {"f2"}


@pytest.mark.parametrize(("scope", "status"), [("nothing", 400), ("article", 404), ("affair", 404)])
def test_what_cannot_be_marked_says_so(desk: TestClient, scope: str, status: int) -> None:
    assert desk.post("/read", data={"scope": scope, "value": "none"}).status_code == status


def test_affairs_count_what_is_unread(desk: TestClient) -> None:
    assert "/outlet/mna?unread=1" in desk.get("/unread").text
    assert "غير المقروء ٢" in desk.get("/affair/f1").text
    desk.get("/story/f1")
    assert "غير المقروء ٢" not in desk.get("/affair/f1").text


def test_notes_and_labels_are_kept(room: Newsroom, desk: TestClient) -> None:
    data = {"labels": "سيول، للملف,, سيول", "note": "<b>راجع"}
    page = desk.post("/article/f1/note", data=data).text
    assert "سيول، للملف" in page
    desk.post("/story/f1/note", data={"labels": "سيول"})
    assert room.marks.labels() == (("سيول", 2), ("للملف", 1))
    shelf = desk.get("/saved").text
    assert "&lt;b&gt;راجع" in shelf
    assert shelf.count('class="row-title"') == 2
    assert desk.get(f"/saved?label={quote('للملف')}").text.count('class="row-title"') == 1
    desk.post("/story/f1/saved", data={"on": ""})
    assert room.marks.labels() == (("سيول", 1), ("للملف", 1))


def test_saved_things_go_on_page_by_page(room: Newsroom) -> None:
    for n in range(5):
        room.marks.save([a.id for a in room.articles()][n], True)
    with client_of(room, ServeOptions(page_size=2)) as client:
        found, path = [], "/saved"
        for _ in range(3):
            page = client.get(path).text
            found += re.findall(r'row-title" href="([^"]+)"', page)
            following = re.search(r'rel="next" href="([^"]+)"', page)
            path = following[1].replace("&amp;", "&") if following else ""
    assert len(found) == len(set(found)) == 5
    assert not path


def test_a_visitor_has_no_reading_state(room: Newsroom) -> None:
    with client_of(room, ServeOptions(public=True)) as client:
        assert client.get("/unread").status_code == 403
        assert client.post("/read", data={"scope": "all", "value": "1"}).status_code == 403
        page = client.get("/?unread=1").text
        assert "data-read" not in page
        assert "/story/" in page or "/article/" in page
    assert not room.marks.read_among([a.id for a in room.articles()])
