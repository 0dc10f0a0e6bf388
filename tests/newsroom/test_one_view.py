"""What a thread sees while it makes a page: one moment of the newsroom, whatever is stored."""

import threading
from pathlib import Path

import rawi
from rawi.newsroom import NewsroomOptions
from tests.store.conftest import record


def open_room(path: Path) -> rawi.Newsroom:
    return rawi.open(path / "news.db", options=NewsroomOptions(workers=1))


def test_a_view_stays_as_it_was_while_others_store(tmp_path: Path) -> None:
    with open_room(tmp_path) as news:
        news.add([record(1)])
        with news.view():
            assert news.count() == 1
            before = news.sequence()[0]
            writer = threading.Thread(target=news.add, args=([record(2)],))
            writer.start()
            writer.join()
            with news.view():
                assert news.count() == 1
            assert news.sequence()[0] == before
        assert news.count() == 2
        assert news.sequence()[0] > before


def test_articles_that_came_in_during_a_view_are_numbered_after_it(tmp_path: Path) -> None:
    with open_room(tmp_path) as news:
        news.add([record(1)])
        with news.view():
            news.number_arrivals()
            writer = threading.Thread(target=news.add, args=([record(2)],))
            writer.start()
            writer.join()
            news.number_arrivals()
            assert len(news.items().ids()) == 1
        news.number_arrivals()
        assert len(news.items().ids()) == 2


def test_lists_and_reports_of_stories_are_new_once_something_is_stored(tmp_path: Path) -> None:
    with open_room(tmp_path) as news:
        news.add([record(1, url="https://a.example/1")])
        (story,) = news.briefs()
        assert news.briefs() is news.briefs()
        assert news.members([story.id, "none"]) == {story.id: ("t1",)}
        news.take_down("https://a.example/1")
        assert tuple(news.briefs()) == ()
        assert news.members([story.id]) == {}
