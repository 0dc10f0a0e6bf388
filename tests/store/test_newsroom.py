"""A newsroom over real files: what it tells of its articles, again after a rebuild."""

from __future__ import annotations

from pathlib import Path

import pytest

from rawi.errors import NotFoundError
from rawi.model import Outlet
from rawi.store import writing
from tests.store.conftest import Room, dump, record, records


def test_a_story_keeps_its_id_whatever_arrives_late(room: Room) -> None:
    news = room()
    body = record(1)["body"]
    news.add([record(1, published="2025-05-06T00:00:00+00:00")])
    news.add([record(2, id="late", body=body, published="2025-05-05T00:00:00+00:00")])
    story = news.story_of("late")
    assert (story.id, story.first.id) == ("t1", "late")
    assert [a.id for a in story.articles] == ["late", "t1"]
    assert news.story("t1") == story


def test_a_day_without_hour_is_not_called_first(room: Room) -> None:
    news = room()
    body = record(1)["body"]
    news.add([record(1, published="2025-05-06"), record(2, id="b", body=body,
              published="2025-05-06T20:00:00+00:00")])  # fmt: skip
    assert news.story_of("t1").first.id == "b"


@pytest.mark.parametrize(
    "verb", ["article", "notes", "versions", "story", "story_of", "similar", "next_read", "copies"]
)
def test_an_unknown_id_is_not_found(room: Room, verb: str) -> None:
    with pytest.raises(NotFoundError):
        getattr(room(), verb)("nobody")


def test_search_finds_marks_and_pages(room: Room) -> None:
    news = room()
    news.add(records(25))
    first = news.search("السنديان", limit=4, group="none")
    assert (len(first), first.total) == (4, 5)
    assert all("<mark>" in hit.snippet for hit in first)
    second = news.search("السنديان", limit=4, group="none", after=first.next)
    assert not {h.article.id for h in first} & {h.article.id for h in second}


def test_search_follows_a_version(room: Room) -> None:
    news = room()
    news.add([record(1)])
    news.add([record(1, body="ظهر المرجان النادر قرب الشاطئ هذا الصباح")])
    assert [h.article.id for h in news.search("المرجان")] == ["t1"]
    assert not news.search(record(1)["body"].split()[0])


def test_an_index_that_was_lost_comes_back(room: Room) -> None:
    news = room()
    news.add(records(12))
    found = [h.article.id for h in news.search("السنديان", limit=20)]
    news.close()
    for path in Path(f"{news.path}.index").iterdir():
        path.unlink()
    assert sorted(h.article.id for h in room().search("السنديان", limit=20)) == sorted(found)


def test_keywords_lead_to_articles_in_any_spelling(room: Room) -> None:
    news = room()
    news.add(records(8))
    keyword = news.notes("t1").keywords[0].text
    assert "t1" in {a.id for a in news.about(keyword)}
    assert news.about(keyword + "\u064e") == news.about(keyword)


def test_similar_articles_are_of_other_stories_and_never_itself(room: Room) -> None:
    news = room()
    news.add(records(40))
    for n in range(40):
        own = {a.id for a in news.story_of(f"t{n}").articles}
        assert not own & {a.id for a in news.similar(f"t{n}")}


def test_what_stands_around_an_article_is_what_the_verbs_say(room: Room) -> None:
    news = room()
    news.add(records(40))
    for name in ("t0", "t7", "t12"):
        around = news.around(name)
        assert around.stored.article == news.article(name)
        assert around.stored.notes == news.notes(name)
        assert set(around.stored.links) == set(news.copies(name))
        assert [a.id for a in around.similar] == [a.id for a in news.similar(name)]
        assert around.next_read == news.next_read(name)


def test_a_reader_follows_stories_that_are_told_anew(room: Room) -> None:
    """As if it had been opened after."""
    news, reader = room(), room()
    news.add(records(20))
    reader.similar("t1")
    with news._database.lock(), news._database.writing() as connection:
        sequence = writing.begin_batch(connection, "2025-05-01")
        writing.tell_anew(connection, sequence, 20, [("t3", "t4")])
    later = room()
    for one in (reader, later):
        one.similar("t1")
    stories = [one._recent._window._recent.story for one in (reader, later)]
    assert "t3" not in stories[0]
    assert stories[0] == stories[1]


def test_a_rebuild_gives_the_same(room: Room) -> None:
    news = room()
    news.add([*records(30), {"title": 5}])
    news.add([record(3, title="جديد"), record(4, title="جديد أيضا"), record(90)])
    news.add([record(3)])
    before, found = dump(news), [h.article.id for h in news.search("السنديان", limit=50)]
    news.rebuild()
    assert dump(news) == before
    assert [h.article.id for h in news.search("السنديان", limit=50)] == found


def test_a_failed_rebuild_leaves_all_as_it_was(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    news = room()
    news.add(records(10))
    before = dump(news)
    monkeypatch.setattr("rawi.newsroom.writer.take", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        news.rebuild()
    assert dump(news) == before
    assert room().count() == 10


def test_outlets_can_be_changed(room: Room) -> None:
    news = room()
    news.add_outlet(Outlet(id="a.example", name="أ"))
    news.add_outlet(Outlet(id="a.example", name="ب"))
    assert [(o.id, o.name) for o in news.outlets()] == [("a.example", "ب")]
