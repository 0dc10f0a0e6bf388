"""A newsroom that was never read before is numbered a step at a time, while others ask."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from rawi.newsroom import Newsroom, numbering
from rawi.serve.run import _following
from rawi.store.personal.items import Stream
from tests.serve.conftest import client_of
from tests.store.conftest import Room, record, records, room

__all__ = ["room"]
STORED = 11


@pytest.fixture
def news(room: Room, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    monkeypatch.setattr(numbering, "STEP", 4)
    monkeypatch.setattr(numbering, "BATCHES", 1)
    made = room()
    made.add(records(STORED))
    return made


@contextmanager
def begun(news: Newsroom) -> Iterator[None]:
    """While the first step is done and a thread is at the next."""
    assert not news._step()
    news._numbering = True
    yield
    news._numbering = False


def numbers(news: Newsroom) -> dict[str, int]:
    rows = news.marks.file.run("SELECT article_id, number FROM item")
    return {str(name): int(str(number)) for name, number in rows}


def test_steps_give_the_numbers_that_one_would(
    news: Newsroom, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    news.number_arrivals()
    monkeypatch.setattr(numbering, "STEP", 100)
    other = room("other.db")
    other.add(records(STORED))
    other.number_arrivals()
    assert numbers(news) == numbers(other)
    assert len(numbers(news)) == STORED


def test_what_is_numbered_so_far_is_shown_and_told(news: Newsroom) -> None:
    with begun(news), client_of(news) as client:
        assert news.items().count(Stream()) == 4
        assert client.get("/health").json()["unnumbered"] == STORED - 4
    assert news.items().count(Stream()) == STORED
    assert news.unnumbered() == 0


def test_a_mark_made_meanwhile_stays(news: Newsroom) -> None:
    with begun(news):
        late = next(name for name in (f"t{n}" for n in range(STORED)) if name not in numbers(news))
        news.marks.mark_read(late)
        given = numbers(news)[late]
    assert news.items().count(Stream()) == STORED
    assert news.items().count(Stream(read=True)) == 1
    assert numbers(news)[late] == given == max(numbers(news).values())
    assert sum(news.items().unread().outlets.values()) == STORED - 1


def test_batches_that_come_meanwhile_are_numbered_behind(news: Newsroom) -> None:
    with begun(news):
        news.add([record(50)])
        news.add([record(51), record(0, title="عنوان آخر للخبر الأول")])
    news.number_arrivals()
    found = numbers(news)
    assert len(found) == STORED + 2
    assert sorted(found, key=lambda name: found[name])[-2:] == ["t50", "t51"]


def test_a_newsroom_that_is_built_anew_meanwhile_is_numbered_whole(news: Newsroom) -> None:
    with begun(news):
        before = numbers(news)
        news.rebuild()
    news.number_arrivals()
    assert len(numbers(news)) == STORED
    assert before.items() <= numbers(news).items()


def test_a_rule_made_meanwhile_hides_all_that_it_names(news: Newsroom) -> None:
    with begun(news):
        news.mute("section", "رياضة")
        news.judge_arrivals()
    wanted = {f"t{n}" for n in range(STORED) if n % 2}
    assert set(news.muted_among([f"t{n}" for n in range(STORED)])) == wanted


def test_a_thread_numbers_all_and_ends(news: Newsroom) -> None:
    with _following(news):
        ended = threading.Event()
        for _ in range(500):
            if len(numbers(news)) == STORED and not news._numbering:
                break
            ended.wait(0.01)
    assert len(numbers(news)) == STORED
