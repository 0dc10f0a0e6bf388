"""Taking down, retaining, backing up: over a real newsroom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import rawi
from rawi.errors import InputError, NotFoundError
from rawi.model import Article
from rawi.newsroom import Newsroom, NewsroomOptions
from rawi.newsroom.maintenance import Retention

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
PLACES = ("المرفأ", "الوادي", "الجبل", "الساحل", "الواحة")


def report(n: int, days: float = 0) -> Article:
    text = f"وصلت القافلة رقم {n} إلى {PLACES[n % 5]} محملة بالدواء والخيام بعد رحلة طويلة."
    return Article(
        id=f"r{n}",
        url=f"https://press.example/news/{n}",
        outlet="press.example",
        title=f"قافلة {n} تبلغ {PLACES[n % 5]}",
        body=(text,),
        published=(NOW - timedelta(days=days)).isoformat(),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.fixture
def room(path: Path) -> Iterator[Newsroom]:
    options = NewsroomOptions(workers=1)
    with rawi.open(path, options=options, clock=lambda: NOW) as opened:
        opened.add(report(n, days=n) for n in range(10))
        yield opened


def found(room: Newsroom, query: str) -> set[str]:
    return {hit.article.id for hit in room.search(query, limit=50)}


def test_what_is_taken_down_is_gone_everywhere(room: Newsroom) -> None:
    story = room.story_of("r3").id
    assert room.take_down("https://press.example/news/3?utm_source=x") == 1
    with pytest.raises(NotFoundError):
        room.article("r3")
    assert "r3" not in found(room, "قافلة")
    assert all(a.id != "r3" for a in room.similar("r4"))
    if story == "r3":
        assert all(a.id != "r3" for s in room.stories() for a in s.articles)


def test_what_is_taken_down_stays_out(room: Newsroom) -> None:
    room.take_down("https://press.example/news/3")
    counts = room.add([report(3), report(11)])
    assert [r.kind for r in counts.rejected] == ["takedown"]
    assert counts.added == 1
    room.rebuild()
    with pytest.raises(NotFoundError):
        room.article("r3")
    assert room.article("r11")


def test_an_address_can_be_barred_before_it_is_seen(room: Newsroom) -> None:
    assert room.take_down("https://press.example/news/77") == 0
    assert room.add([report(77)]).added == 0


def test_a_rebuild_after_a_take_down_keeps_the_rest(room: Newsroom) -> None:
    room.take_down("https://press.example/news/3")
    ids = [a.id for a in room.articles()]
    room.rebuild()
    assert [a.id for a in room.articles()] == ids


def test_only_web_addresses_are_taken_down(room: Newsroom) -> None:
    with pytest.raises(InputError):
        room.take_down("file:///etc/passwd")


def test_a_story_outlives_the_report_that_founded_it(path: Path) -> None:
    with rawi.open(path, options=NewsroomOptions(workers=1), clock=lambda: NOW) as room:
        first = report(1)
        again = Article(
            **{f: getattr(first, f) for f in first.__struct_fields__}
            | {"id": "again", "url": "https://other.example/1", "outlet": "other.example"}
        )
        room.add([first, again])
        story = room.story_of("again").id
        assert story == "r1"
        room.take_down("https://press.example/news/1")
        assert [a.id for a in room.story(story).articles] == ["again"]


def test_old_articles_go_saved_ones_stay(room: Newsroom) -> None:
    room.marks.save("r9", True)
    assert room.retain(Retention(days=5.5)) == 3
    assert {a.id for a in room.articles()} == {"r0", "r1", "r2", "r3", "r4", "r5", "r9"}
    assert "r8" not in found(room, "قافلة")


def filler(n: int) -> Article:
    words = " ".join(f"كلمة{n * 997 + k}" for k in range(300))
    published = (NOW - timedelta(days=20, minutes=n)).isoformat()
    return Article(id=f"f{n}", outlet="press.example", body=(words,), published=published)


def test_retaining_by_size_drops_the_oldest_first(room: Newsroom, tmp_path: Path) -> None:
    room.add(filler(n) for n in range(60))
    room.backup(tmp_path / "whole.db")
    size = (tmp_path / "whole.db").stat().st_size
    gone = room.retain(Retention(megabytes=size * 0.7 / 1e6))
    left = [a.id for a in room.articles()]
    assert 0 < gone < 60
    assert left == [f"r{n}" for n in range(10)] + [f"f{n}" for n in range(60 - gone)]
    assert room.path.stat().st_size <= size * 0.7


def test_keeping_everything_removes_nothing(room: Newsroom) -> None:
    assert room.retain(Retention()) == 0
    assert room.retain(Retention(days=3650, megabytes=10_000)) == 0
    with pytest.raises(InputError):
        room.retain(Retention(days=-1))


def test_a_backup_opens_elsewhere(room: Newsroom, tmp_path: Path) -> None:
    room.marks.save("r2", True)
    copy = tmp_path / "elsewhere" / "copy.db"
    copy.parent.mkdir()
    room.backup(copy)
    with rawi.open(copy) as restored:
        assert [a.id for a in restored.articles()] == [a.id for a in room.articles()]
        assert found(restored, "قافلة") == found(room, "قافلة")
        assert [a.id for a in restored.saved()] == ["r2"]
    with pytest.raises(InputError, match="exists"):
        room.backup(copy)


def test_saved_articles_page_on(room: Newsroom) -> None:
    for n in range(5):
        room.marks.save(f"r{n}", True)
    first = room.saved(limit=3)
    rest = room.saved(limit=3, after=first.next)
    assert [a.id for a in (*first, *rest)] == ["r4", "r3", "r2", "r1", "r0"]
    assert rest.next is None


def test_facets_and_tallies_count_what_is_there(room: Newsroom) -> None:
    assert room.facets().outlets == ("press.example",)
    tally = room.tallies()["press.example"]
    assert (tally.articles, tally.recent) == (10, 8)
    assert tally.latest == NOW.timestamp()
