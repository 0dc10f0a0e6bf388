"""Taking out: every capture, edition and row that hung on an article, and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import rawi
from rawi.errors import InputError
from rawi.model import Capture
from rawi.newsroom import Newsroom, NewsroomOptions, maintenance
from rawi.newsroom.maintenance import Retention

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
PRESS = "https://press.example/n/"
TABLES = ("article", "version", "note", "sketch", "keyword", "statement")


def report(n: int, text: str = "", **more: object) -> dict[str, object]:
    words = " ".join(f"كلمة{n * 100 + k}" for k in range(40))
    return {
        "id": f"r{n}",
        "url": f"{PRESS}{n}",
        "outlet": "press.example",
        "title": f"قافلة {n} في الطريق",
        "body": text or f"وصلت القافلة {words}",
        "published": (NOW - timedelta(days=n)).isoformat(),
    } | more


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    options = NewsroomOptions(workers=1)
    with rawi.open(tmp_path / "news.db", options=options, clock=lambda: NOW) as opened:
        yield opened


def count(room: Newsroom, table: str) -> int:
    with sqlite3.connect(room.path) as raw:
        return int(raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


SPEECH = "قال الوزير سامي حداد إن الطريق ستفتح غدا أمام المسافرين. "


def test_nothing_of_what_was_taken_down_is_kept(room: Newsroom) -> None:
    room.add([report(1, "سر قديم " + SPEECH * 3)])
    room.add([report(1, "سر جديد " + SPEECH * 4)])
    room.add([report(1, "سر أخير " + SPEECH * 5)])
    assert len(room.versions("r1")) == 2
    assert room.take_down(PRESS + "1") == 1
    assert {table: count(room, table) for table in TABLES} == dict.fromkeys(TABLES, 0)
    assert count(room, "capture") == 0
    assert count(room, "story") == 0


def test_others_are_left_as_they_are(room: Newsroom) -> None:
    room.add([report(n, f"نص {n} " + SPEECH * 3) for n in (1, 2)])
    room.add([report(2, "نص بعد تصحيح " + SPEECH * 4)])
    before = [room.article("r2"), room.notes("r2"), room.versions("r2")]
    room.take_down(PRESS + "1")
    assert [room.article("r2"), room.notes("r2"), room.versions("r2")] == before
    assert count(room, "capture") == 2
    assert count(room, "version") == 1


def page(first: str, second: str) -> Capture:
    text = "".join(f"<p>{'جملة من نص الخبر الطويل عن الميناء. ' * 6}</p>" for _ in range(3))
    html = f"<html><body><article><h1>{first} {second}</h1>{text}</article></body></html>"
    return Capture(body=html.encode(), url=PRESS + "9", collected=NOW.isoformat())


def test_a_refusal_of_a_capture_that_is_kept_stays(room: Newsroom) -> None:
    room.add([Capture(body=b"\x89PNG" + bytes(200), url=PRESS + "p", collected=NOW.isoformat())])
    room.add([page("افتتاح", "الميناء")])
    assert len(room.rejections()) == 1
    assert room.take_down(PRESS + "9") == 1
    assert len(room.rejections()) == 1
    assert count(room, "capture") == 1


def test_copies_of_what_is_gone_are_no_copies(room: Newsroom) -> None:
    text = "\n".join(f"فقرة {n} عن وصول القافلة إلى المدينة بعد رحلة طويلة" for n in range(12))
    room.add([report(1, text, published=(NOW - timedelta(days=1)).isoformat())])
    room.add([report(2, text, outlet="other.example", published=NOW.isoformat())])
    assert len(room.copies("r2")) == 1
    room.take_down(PRESS + "1")
    assert room.copies("r2") == ()
    assert [s.id for s in room.stories()] == [room.story_of("r2").id]


def test_saved_and_read_marks_go_with_it(room: Newsroom) -> None:
    room.add([report(1), report(2)])
    for name in ("r1", "r2"):
        room.marks.save(name, True)
        room.marks.mark_read(name)
    room.take_down(PRESS + "1")
    assert room.marks.all_saved() == {"r2"}
    assert room.marks.read_among(["r1", "r2"]) == {"r2"}


def test_what_was_removed_for_its_age_may_come_again(room: Newsroom) -> None:
    room.add([report(1), report(30)])
    assert room.retain(Retention(days=29.5)) == 1
    assert room.add([report(30)]).added == 1
    assert room.search("قافلة", limit=5).total == 2


@pytest.mark.parametrize(("days", "gone"), [(2.0, 2), (1.999, 3), (2.001, 2), (0.0, 4)])
def test_the_limit_of_age_is_the_last_moment_kept(room: Newsroom, days: float, gone: int) -> None:
    room.add([report(n) for n in range(5)])
    assert room.retain(Retention(days=days)) == gone


def test_taking_down_twice_is_once(room: Newsroom) -> None:
    room.add([report(1)])
    assert [room.take_down(PRESS + "1") for _ in range(2)] == [1, 0]


@pytest.mark.parametrize("keep", [Retention(days=-0.1), Retention(megabytes=-0.1)])
def test_less_than_nothing_is_refused(room: Newsroom, keep: Retention) -> None:
    room.add([report(1)])
    with pytest.raises(InputError):
        room.retain(keep)
    assert room.count() == 1


def test_nothing_at_all_may_be_kept(room: Newsroom) -> None:
    room.add([report(n) for n in range(4)])
    room.marks.save("r2", True)
    assert room.retain(Retention(megabytes=0)) == 3
    assert [a.id for a in room.articles()] == ["r2"]


def test_removal_goes_on_in_steps(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maintenance, "STEP", 2)
    room.add([report(n) for n in range(5)])
    before = room.sequence()[0]
    assert room.retain(Retention(days=0)) == 4
    assert room.sequence()[0] - before == 2
    assert room.sequence()[0] == room.sequence()[1]


def test_what_is_freed_is_given_back_to_the_disk(room: Newsroom) -> None:
    room.add([report(n) for n in range(60)])
    assert room.retain(Retention(days=1)) == 58
    with sqlite3.connect(room.path) as raw:
        assert raw.execute("PRAGMA freelist_count").fetchone() == (0,)
