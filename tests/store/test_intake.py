"""What goes into a newsroom comes out as it was, once, and what is refused says why."""

from __future__ import annotations

from typing import Any

import rawi
from rawi.model import Article, Capture
from tests.store.conftest import Room, record, records

DEED = "افتتحت البلدية يوم الخميس جسرا جديدا فوق مجرى السيل بعد عام من العمل على ضفتيه."


def test_an_article_comes_back_as_it_was(room: Room) -> None:
    article = rawi.article(record(1))
    room().add([article])
    assert room().article("t1") == article


def test_records_articles_and_captures_go_in_together(room: Room) -> None:
    page = f"<html><body><article><h1>جسر جديد</h1><p>{DEED}</p><p>{DEED}</p></article></body>"
    capture = Capture(
        body=page.encode(),
        url="https://a.example/n/3",
        outlet="a.example",
        content_type="text/html",
    )
    counts = room().add([record(1), rawi.article(record(2)), capture])
    assert (counts.added, counts.rejected) == (3, ())
    assert [o.id for o in room().outlets()] == ["a.example", "outlet1.example", "outlet2.example"]


def test_what_is_stored_already_is_unchanged(room: Room) -> None:
    room().add(records(6))
    counts = room().add(records(6))
    assert (counts.added, counts.versions, counts.unchanged) == (0, 0, 6)


def test_nothing_is_stored_twice_within_a_batch(room: Room) -> None:
    counts = room().add([record(1), record(1), record(1, collected="2025-05-09")])
    assert (counts.added, counts.unchanged, room().count()) == (1, 2, 1)


def test_changed_text_is_a_version(room: Room) -> None:
    news = room()
    news.add([record(1)])
    counts = news.add([record(1, title="عنوان مصحح")])
    assert (counts.added, counts.versions, news.count()) == (0, 1, 1)
    assert news.article("t1").title == "عنوان مصحح"
    assert [v.title for v in news.versions("t1")] == [record(1)["title"]]


def test_the_language_of_a_record_is_told_from_its_text(room: Room) -> None:
    room().add([{"id": "x", "body": DEED}, {"id": "y", "title": "خبر"}])
    assert (room().article("x").language, room().article("y").language) == ("ar", None)


def test_links_to_copies_follow_a_version(room: Room) -> None:
    news = room()
    body = record(1)["body"]
    news.add([record(1), record(30, body=body)])
    (before,) = news.copies("t30")
    news.add([record(30, body="مقدمة جديدة.\n" + body)])
    (after,) = news.copies("t30")
    assert after.passages[0].start == before.passages[0].start + len("مقدمة جديدة.\n")
    news.add([record(30, body=record(31)["body"])])
    assert not news.copies("t30")
    assert news.story_of("t30").copies == 0


def test_going_back_to_an_earlier_text_is_a_version_too(room: Room) -> None:
    news = room()
    for title in ("أول", "ثان", "أول"):
        news.add([record(1, title=title)])
    assert news.article("t1").title == "أول"
    assert [v.title for v in news.versions("t1")] == ["أول", "ثان"]


def test_the_same_address_is_the_same_article(room: Room) -> None:
    url = "https://outlet1.example/news/7"
    room().add([record(1, url=url)])
    body = tuple(record(1, title="t")["body"].split("\n"))
    made = rawi.article({"url": url + "?utm_source=x", "title": "آخر", "body": "\n".join(body)})
    assert made.id.startswith("u")
    counts = room().add([made])
    assert (counts.added, counts.versions) == (0, 1)
    assert room().article("t1").title == "آخر"


def test_an_id_that_another_outlet_uses_is_refused(room: Room) -> None:
    news = room()
    counts = news.add([record(1), record(1, outlet="other.example", title="شيء آخر")])
    assert counts.added == 1
    assert [r.kind for r in counts.rejected] == ["clash"]
    assert news.article("t1").outlet == "outlet1.example"


def test_bad_records_are_counted_with_their_reasons(room: Room) -> None:
    news = room()
    bad: list[Any] = [{}, 5, None, {"title": 5}, {"body": object()}, {"id": "x"}]
    counts = news.add([record(1), *bad, record(2)])
    assert (counts.added, len(counts.rejected)) == (2, len(bad))
    assert all(r.reason for r in counts.rejected)
    assert len(news.rejections()) == len(bad)


def test_a_rejection_is_told_again_but_kept_once(room: Room) -> None:
    news = room()
    for _ in range(3):
        assert len(news.add([{"title": 5}]).rejected) == 1
    assert len(news.rejections()) == 1


def test_copies_are_found_and_counted(room: Room) -> None:
    news = room()
    body = record(1)["body"]
    news.add([record(1), record(2)])
    counts = news.add([record(30, body=body, published="2025-05-06T00:00:00+00:00")])
    assert counts.copies == 1
    (link,) = news.copies("t30")
    assert (link.article_id, link.older_id, link.kind) == ("t30", "t1", "reprint")
    assert news.copies("t1") == (link,)
    assert news.story_of("t30").copies == 1


def test_a_page_that_gives_nothing_is_refused_with_its_address(room: Room) -> None:
    empty = Capture(body=b"<html><body></body></html>", url="https://a.example/empty")
    (refused,) = room().add([empty]).rejected
    assert refused.item == "https://a.example/empty"


def test_an_article_made_by_hand_without_times_is_stored(room: Room) -> None:
    room().add([Article(id="x", title="بلا تاريخ")])
    assert room().story("x").updated is None
