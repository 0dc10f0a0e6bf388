"""Word of stories that came in since a page was made."""

from __future__ import annotations

from msgspec.structs import replace

from rawi.model import Article
from rawi.newsroom import Newsroom
from tests.serve.conftest import client_of

NEW = [
    Article(id="n1", outlet="one.example", title="افتتاح مكتبة في حيّ قديم", section="ثقافة"),
    Article(id="n2", outlet="one.example", title="تأجيل مباراة بسبب المطر", section="رياضة"),
]


def test_new_stories_are_counted_from_the_page_on(room: Newsroom) -> None:
    client, latest = client_of(room), room.last_intake()
    address = f"/arrivals?latest={latest}"
    assert client.get(address).json() == {"count": 0, "words": ""}
    room.add(NEW)
    assert client.get(address).json() == {"count": 2, "words": "قصتان جديدتان — حدّث القائمة"}


def test_they_are_those_of_the_list(room: Newsroom) -> None:
    client, latest = client_of(room), room.last_intake()
    room.add(NEW)
    address = f"/arrivals?latest={latest}"
    assert client.get(f"{address}&section=رياضة").json()["count"] == 1
    assert client.get(f"{address}&outlet=one.example").json()["count"] == 2
    assert client.get(f"{address}&until=2001-01-01").json()["count"] == 0


def test_an_unchanged_answer_costs_no_body(room: Newsroom) -> None:
    client = client_of(room)
    tag = client.get("/arrivals?latest=0").headers["etag"]
    again = client.get("/arrivals?latest=0", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_report_of_a_known_story_is_no_new_story(room: Newsroom) -> None:
    latest = room.last_intake()
    told = next(a for a in room.articles() if len(a.body) > 3)
    copy = replace(told, id="copy", url=None, outlet="other.example")
    room.add([copy])
    assert room.story_of("copy").id == room.story_of(told.id).id
    assert room.arrived(latest) == []


def test_only_the_first_page_asks(room: Newsroom) -> None:
    client = client_of(room)
    assert "data-arrivals=" in client.get("/").text
    after = room.briefs(limit=2).next
    assert "data-arrivals=" not in client.get("/", params={"after": after}).text
