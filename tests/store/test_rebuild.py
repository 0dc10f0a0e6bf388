"""The law of rebuilding: whatever came in, and whatever was refused, comes out the same."""

from __future__ import annotations

import gzip
import json
import random
import re
import sqlite3
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rawi import urls
from rawi.ingest.capture_reading import ITEM, item_capture, page_capture
from rawi.ingest.records import FeedItem, Fetched
from rawi.model import Article, Capture, Rejection
from rawi.newsroom import Newsroom
from tests.store.conftest import Room, aged, dump, record, records, words

AT = "2025-05-09T10:00:00+00:00"


def told(news: Newsroom) -> list[Rejection]:
    return list(news.rejections(limit=500))


def page(number: int) -> bytes:
    choose = random.Random(number)
    body = "".join(f"<p>{words(choose, 30)}.</p>" for _ in range(4))
    return f"<html lang='ar'><body><article><h1>خبر {number}</h1>{body}</article></body>".encode()


def item(number: int, **changed: Any) -> FeedItem:
    made = {"url": f"https://n.example/news/{number}", "title": f"خبر من الوادي رقم {number}"}
    return FeedItem(**(made | changed))  # type: ignore[arg-type]


def reply(number: int, body: bytes) -> Fetched:
    return Fetched(url=f"https://n.example/news/{number}", status=200, body=body)


def given() -> list[Any]:
    """Everything that can be offered, good and bad."""
    empty, deep = b"<html><body></body></html>", b"<div>" * 3000
    return [
        *records(12),
        record(3, title="عنوان جديد للخبر الثالث"),
        {"title": 5},
        {"id": "t1", "outlet": "other.example", "title": "رقم مأخوذ"},
        object(),
        Article(id="", title="بلا اسم"),
        Article(id="made", title="خبر من برنامج", body=("نص قصير",)),
        Capture(body=b"{not json", content_type="application/json"),
        Capture(body=b"[1]", content_type="application/json"),
        Capture(body=page(1), url="https://p.example/1", content_type="text/html"),
        Capture(body=empty, url="https://p.example/2"),
        Capture(body=deep, url="https://p.example/3", content_type="text/html"),
        Capture(body=bytes(range(256)) * 20, url="https://p.example/4"),
        page_capture(reply(1, page(5)), item(1), "n.example", None, AT),
        page_capture(reply(2, empty), item(2, title=None), "n.example", None, AT),
        page_capture(reply(3, deep), item(3, summary=None), "n.example", "u0settled", AT),
        item_capture(item(4, summary="ملخص الخبر الرابع"), "n.example", None, AT),
        item_capture(FeedItem(), "n.example", None, AT),
        Capture(body=b"not an item", headers={ITEM: "{broken"}, url="https://n.example/9"),
    ]


def written(folder: Path) -> Path:
    """The same kinds as files."""
    folder.mkdir()
    lines = [json.dumps(record(n)) for n in range(40, 44)]
    bad = ['{"title": 7}', "{cut", '{"id": "t40"}', json.dumps({"title": "خبر", "outlet": 3})]
    (folder / "a.jsonl").write_text("\n".join(lines + bad), "utf-8")
    (folder / "b.jsonl.gz").write_bytes(gzip.compress("\n".join(bad).encode())[:-9])
    (folder / "c.html").write_bytes(page(20))
    (folder / "d.html").write_bytes(b"<html><body></body></html>")
    (folder / "e.html").write_bytes(b"<div>" * 3000)
    (folder / "f.html").write_bytes(bytes(range(256)) * 20)
    (folder / "g.txt").write_text("سطر", "utf-8")
    (folder / "{h.html").write_bytes(b"<html><body></body></html>")
    return folder


def test_a_rebuild_of_every_kind_gives_the_same_newsroom(room: Room, tmp_path: Path) -> None:
    news = room()
    news.add(given())
    list(news.import_files([written(tmp_path / "files")]))
    news.add([record(99), Capture(body=b"", url="https://p.example/5")])
    before, refused = dump(news), told(news)
    assert len(refused) > 15
    for _ in range(2):
        news.rebuild()
        assert dump(news) == before
        assert told(news) == refused


def test_a_better_reader_finds_what_an_older_one_refused(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = room()
    file = tmp_path / "late.html"
    file.write_bytes(page(7))
    with monkeypatch.context() as older:
        older.setattr("rawi.ingest.reports.read", lambda *_: _refusal())
        list(news.import_files([file]))
    assert news.count() == 0
    assert told(news)[0].item == str(file)
    news.rebuild()
    assert [a.title for a in news.articles()] == ["خبر 7"]
    assert not told(news)


def _refusal() -> Any:
    from rawi.model import Page

    return Page(rejected=Rejection(kind="empty", reason="no article there"))


def test_refused_files_of_an_older_newsroom_get_their_names_back(
    room: Room, tmp_path: Path
) -> None:
    news = room()
    file = tmp_path / "old.html"
    file.write_bytes(b"<html><body></body></html>")
    list(news.import_files([file]))
    refused = told(news)
    with news._database.writing() as connection:
        aged(connection, "0002")
    news.close()
    with sqlite3.connect(news.path) as raw:
        old = msgspec.json.encode({ITEM: str(file)})
        raw.execute("UPDATE capture SET headers = ?", (old,))
    again = room()
    again.rebuild()
    assert told(again) == refused


def test_refusals_are_listed_page_by_page(room: Room) -> None:
    news = room()
    news.add([{"title": n} for n in range(7)])
    news.rebuild()
    found, after = [], None
    while True:
        some = news.rejections(limit=3, after=after)
        found += some
        if (after := some.next) is None:
            break
    assert found == told(news)
    assert len(found) == 7


def test_ids_outlive_another_form_of_addresses(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Marks, links and stories hold on to them; what comes in later is known by its address."""
    place = "https://n.example/news/jisr-jadid-7?msclkid="
    given = [record(1, id=None, url=place + "3"), record(2, id=None, url=place + "4")]
    given.append(record(1, id=None, url=place + "3", title="عنوان معدل للخبر الأول"))
    narrower = re.compile(urls._TRACKING.pattern.replace("ms|", ""), re.IGNORECASE)
    assert not narrower.fullmatch("msclkid")
    urls.canonical_url.cache_clear()
    with monkeypatch.context() as older:
        older.setattr(urls, "_TRACKING", narrower)
        news = room()
        counts = news.add(given)
        assert (counts.added, counts.versions) == (2, 1)
    urls.canonical_url.cache_clear()
    before = [(a.id, a.title, news.story_of(a.id).id) for a in news.articles()]
    news.rebuild()
    assert [(a.id, a.title, news.story_of(a.id).id) for a in news.articles()] == before
    assert len(news.versions(before[0][0])) == 1
    again = news.add([given[-1]])
    assert (again.added, again.versions, again.unchanged) == (0, 0, 1)
    assert not news.check().findings
