"""One record that cannot be read spoils one row: lists go on without it and name it."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rawi.errors import StorageError
from rawi.model import Outlet
from rawi.newsroom import Newsroom, NewsroomOptions
from rawi.newsroom import open as opened
from rawi.serve.api.export import newsroom_lines, story_lines
from tests.store.conftest import clock, filled, record

ONE = NewsroomOptions(workers=1)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("whole") / "news.db")


@pytest.fixture
def harmed(whole: Path, tmp_path: Path) -> Iterator[Callable[[str, str], Newsroom]]:
    """Opens a copy of the newsroom in which the record of a row was damaged."""
    made: list[Newsroom] = []

    def make(table: str, where: str, column: str = "record") -> Newsroom:
        shutil.copy(whole, tmp_path / "news.db")
        with sqlite3.connect(tmp_path / "news.db") as raw:
            changed = raw.execute(f"UPDATE {table} SET {column} = x'7B22C3' WHERE {where}")
            assert changed.rowcount > 0
        made.append(opened(tmp_path / "news.db", options=ONE, clock=clock))
        return made[-1]

    yield make
    for news in made:
        news.close()


def ids(found: Any) -> set[str]:
    return {one.id for one in found}


def test_an_article_is_left_out_of_every_list_and_named(
    harmed: Callable[[str, str], Newsroom], caplog: pytest.LogCaptureFixture
) -> None:
    news = harmed("article", "id = 't1'")
    others = {f"t{n}" for n in (0, *range(2, 13), 20)}
    with caplog.at_level(logging.WARNING):
        assert ids(news.articles()) == others
    assert "t1 is left out: a stored article cannot be read" in caplog.text
    assert {a.id for story in news.stories() for a in story.articles} == others
    hits = news.search("الزيتون", limit=50, group="none")  # the index is made anew from the store
    assert {hit.article.id for hit in hits} == {"t6", "t11"}
    assert len(list(newsroom_lines(news))) == 2 + 3 + 13 + 1, "outlets, articles, an edition"
    assert sum(line.count(b'"t1"') for line in story_lines(news)) == 0
    assert "t6" in ids(news.briefs(limit=50))
    with pytest.raises(StorageError, match=r"cannot be read.*rawi check"):
        news.article("t1")
    assert news.around("t6").stored.article.id == "t6"


def test_what_touches_an_unreadable_article_goes_on(
    harmed: Callable[[str, str], Newsroom],
) -> None:
    news = harmed("article", "id = 't0'")
    copy = record(0, id="later", outlet="z.example", title="نقلا عن صحيفة")
    assert news.add([copy, record(30)]).added == 2
    assert news.article("later").outlet == "z.example"
    assert news.story_of("later").id


@pytest.mark.parametrize("column", ["record", "similar"])
def test_an_article_without_its_notes_is_shown(
    harmed: Callable[..., Newsroom], column: str
) -> None:
    news = harmed("note", "intake = 2", column)
    assert news.around("t1").stored.article.id == "t1"
    assert news.search("الزيتون", limit=50, group="none").total == 3
    assert news.similar("t1") is not None
    assert news.count() == 14


def test_stories_go_on_without_one(harmed: Callable[[str, str], Newsroom]) -> None:
    news = harmed("story", "id = 't1'")
    assert ids(news.stories(limit=50)) == ids(news.briefs(limit=50))
    assert "t1" not in ids(news.stories(limit=50))
    assert len(news.stories(limit=50)) > 5


def test_affairs_go_on_without_a_story(harmed: Callable[[str, str], Newsroom]) -> None:
    news = harmed("story", "id = 't1'")
    with pytest.raises(StorageError, match="can be read"):
        news.affair("t1")
    assert news.affair("t2").stories


@pytest.mark.parametrize(
    ("table", "where"),
    [("version", "1"), ("copy", "1"), ("sketch", "intake < 4"), ("outlet_state", "1")],
)
def test_what_hangs_on_articles_stops_nothing(
    harmed: Callable[[str, str], Newsroom], table: str, where: str
) -> None:
    news = harmed(table, where)
    assert news.add([record(50), record(51, body=record(2)["body"])]).added == 2
    assert len(news.versions("t2")) == (0 if table == "version" else 1)
    assert news.copies("t5") is not None
    assert news.outlet_states().keys() == (
        set() if table == "outlet_state" else {"a.example", "b.example"}
    )
    assert news.similar("t2") is not None
    assert len(ids(news.articles())) == 16


def test_an_outlet_is_left_out_and_can_be_removed(harmed: Callable[[str, str], Newsroom]) -> None:
    news = harmed("outlet", "id = 'a.example'")
    assert "b.example" in ids(news.outlets())
    assert "a.example" not in ids(news.outlets())
    news.remove_outlet("a.example")
    news.add_outlet(Outlet(id="a.example", name="أ"))
    assert "a.example" in ids(news.outlets())


def test_refusals_go_on_without_one(harmed: Callable[[str, str], Newsroom]) -> None:
    assert len(harmed("rejection", "id = 1").rejections()) == 1


def test_statements_go_on_without_an_article_or_its_notes(
    harmed: Callable[[str, str], Newsroom],
) -> None:
    assert harmed("article", "id = 't1'").quotes()
    assert not harmed("note", "1").quotes()
