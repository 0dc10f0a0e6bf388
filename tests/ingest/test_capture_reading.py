"""The article of a capture: what the page says, what the feed says."""

from __future__ import annotations

import msgspec
import pytest

from rawi.ingest.capture_reading import item_capture, page_capture, read_capture
from rawi.ingest.records import FeedItem, Fetched
from rawi.model import Article, Enclosure
from tests.collect.conftest import page

URL = "https://marfa.example/1"
COLLECTED = "2024-05-20T12:00:00+00:00"


def article(item: FeedItem, meta: str = "") -> Article:
    body = str(page("افتتاح الرصيف الجديد").body).replace("<title>", f"{meta}<title>")
    headers = {"content-type": "text/html; charset=utf-8"}
    reply = Fetched(url=URL, status=200, headers=headers, body=body.encode())
    (found,) = read_capture(page_capture(reply, item, "marfa", None, COLLECTED)).articles
    return found


def item(published: str | None, raw: str = "raw") -> FeedItem:
    return FeedItem(
        url=URL,
        title="افتتاح الرصيف الجديد",
        published=published,
        published_precision="minute" if published else None,
        published_raw=raw,
        tags=("ميناء",),
    )


def meta(when: str) -> str:
    return f'<meta property="article:published_time" content="{when}">'


def test_the_feed_fills_what_the_page_lacks() -> None:
    found = article(item("2024-05-20T09:30:00+03:00"))
    assert (found.published, found.tags) == ("2024-05-20T09:30:00+03:00", ("ميناء",))
    assert (found.evidence["published"], found.evidence["tags"]) == ("feed", "feed")


def test_the_page_wins_and_the_feed_is_a_rival() -> None:
    found = article(item("2024-05-20T09:30:00+03:00"), meta("2024-05-19T08:00:00+03:00"))
    assert found.published == "2024-05-19T08:00:00+03:00"
    assert [r.source for r in found.rivals["published"]] == ["feed"]


@pytest.mark.parametrize("said", ["2024-05-20", "2024-05-20T09:30:00"])
def test_the_feed_knows_the_time_and_zone_closer(said: str) -> None:
    assert article(item("2024-05-20T09:30:00+03:00"), meta(said)).published == (
        "2024-05-20T09:30:00+03:00"
    )


def test_a_page_dated_in_the_future_is_not_believed() -> None:
    found = article(item("2024-05-20T09:30:00+03:00"), meta("2031-01-01T08:00:00+03:00"))
    assert found.published == "2024-05-20T09:30:00+03:00"
    assert "2031" in found.unread["published"]


def test_an_unread_feed_date_is_kept() -> None:
    found = article(item(None, "قبل العيد"))
    assert (found.published, found.unread["published"]) == (None, "قبل العيد")


def test_an_item_without_page_is_a_truncated_article() -> None:
    short = FeedItem(url=URL, title="افتتاح الرصيف", summary="افتتح الرصيف الجديد اليوم")
    (found,) = read_capture(item_capture(short, "marfa", None, COLLECTED)).articles
    assert (found.title, found.summary, found.truncated) == (short.title, short.summary, True)


def test_the_same_capture_gives_the_same_article() -> None:
    capture = item_capture(item("2024-05-20T09:30:00+03:00"), "marfa", None, COLLECTED)
    assert read_capture(capture) == read_capture(capture)


def of_item(item: FeedItem) -> Article:
    (found,) = read_capture(item_capture(item, "marfa", None, COLLECTED)).articles
    return found


def test_an_item_without_a_link_is_all_there_is() -> None:
    sound = Enclosure(url="https://cdn.example/9.mp3", type="audio/mpeg", length=7)
    found = of_item(
        FeedItem(
            title="حلقة عن الملاحة",
            content="<p>نتحدث في الحلقة عن المنارات.</p><p>ومعنا حارس منارة.</p>",
            enclosures=(sound,),
            key="ep-9",
        )
    )
    assert found.body == ("نتحدث في الحلقة عن المنارات.", "ومعنا حارس منارة.")
    assert (found.truncated, found.enclosures, found.url) == (False, (sound,), None)


def test_the_section_of_the_feed_fills_what_the_page_lacks() -> None:
    filed = FeedItem(url=URL, title="افتتاح الرصيف الجديد", section="ملاحة")
    assert article(filed).section == "ملاحة"
    paged = '<meta property="article:section" content="محليات">'
    assert article(filed, paged).section == "محليات"


@pytest.mark.parametrize(
    ("changed", "modified"),
    [
        ("2018-04-11T10:00:00Z", "2018-04-11T10:00:00+00:00"),
        ("2018-04-10T08:00:00Z", None),
        ("2018-04-09", None),
        ("2031-01-01T00:00:00Z", None),
        ("لا يعرف", None),
    ],
)
def test_a_later_change_is_told_by_the_feed(changed: str, modified: str | None) -> None:
    given = msgspec.structs.replace(item("2018-04-10T08:00:00+00:00"), modified_raw=changed)
    assert article(given).modified == modified
