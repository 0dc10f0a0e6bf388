"""A newsroom over real files: what goes in comes out, once, in order, again after a rebuild."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import rawi
from rawi.errors import InputError, NotFoundError
from rawi.model import Article, Capture, Outlet
from rawi.newsroom import Newsroom
from rawi.store import writing
from rawi.store.paged import cursor
from tests.store.conftest import Room, record, records

DEED = "افتتحت البلدية يوم الخميس جسرا جديدا فوق مجرى السيل بعد عام من العمل على ضفتيه."
TABLES = (
    "article",
    "version",
    "note",
    "keyword",
    "statement",
    "sketch",
    "copy",
    "story",
    "story_outlet",
)


def dump(news: Newsroom) -> dict[str, list[Any]]:
    """All derived rows."""
    with sqlite3.connect(news.path) as raw:
        found = {t: raw.execute(f"SELECT * FROM {t} ORDER BY 1, 2").fetchall() for t in TABLES}
        found["rejection"] = raw.execute(
            "SELECT sequence, capture, record FROM rejection ORDER BY 1, 2, 3"
        ).fetchall()
    return found


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


def test_pages_of_stories_hold_each_story_once(room: Room) -> None:
    news = room()
    news.add(records(40))
    seen: list[str] = []
    after = None
    while True:
        page = news.stories(limit=7, after=after)
        seen += [story.id for story in page]
        after = page.next
        if after is None:
            break
    assert len(seen) == len(set(seen))
    assert {a.id for name in seen for a in news.story(name).articles} == {
        f"t{n}" for n in range(40)
    }


def test_stories_come_last_updated_first(room: Room) -> None:
    news = room()
    news.add(records(30))
    times = [story.updated or "" for story in news.stories()]
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize(
    "wanted",
    [
        {"section": "رياضة"},
        {"outlet": "outlet1.example"},
        {"language": "ar", "section": "محليات"},
        {"country": "jo"},
        {"since": "2025-05-04", "until": "2025-05-05"},
    ],
)
def test_stories_are_narrowed(room: Room, wanted: dict[str, str]) -> None:
    news = room()
    news.add(records(30))
    news.add_outlet(Outlet(id="outlet2.example", name="صحيفة", country="jo"))
    tests = {
        "section": lambda s: s.section == wanted["section"],
        "outlet": lambda s: wanted["outlet"] in s.outlets,
        "country": lambda s: "outlet2.example" in s.outlets,
        "language": lambda s: s.articles[0].language == "ar",
        "since": lambda s: s.articles[-1].published >= wanted["since"],
        "until": lambda s: s.articles[0].published < "2025-05-06",
    }
    found = news.stories(limit=100, **wanted)
    rest = {s.id for s in news.stories(limit=100)} - {s.id for s in found}
    assert found
    assert all(tests[key](s) for s in found for key in wanted)
    assert not any(all(tests[key](news.story(s)) for key in wanted) for s in rest)


WRONG = [
    {"since": "أمس"},
    {"since": ""},
    {"since": 2025},
    {"until": "2025-02-30"},
    {"until": "2025-W07"},
    {"until": b"2025-05-06"},
    {"since": "0001-01-01", "zone": "Asia/Amman"},
    {"outlet": 7},
    {"section": ["رياضة"]},
    {"country": True},
    {"zone": "Asia/Atlantis"},
    {"zone": None},
    {"after": "%%"},
    {"after": "WzFd"},
    {"after": 3},
    {"after": cursor(1, 2.0, 10**30)},
    {"limit": 0},
    {"limit": "10"},
    {"limit": True},
]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
@pytest.mark.parametrize("verb", ["stories", "briefs", "search"])
def test_a_list_that_cannot_be_asked_for_is_an_input_error(
    room: Room, verb: str, wrong: dict[str, Any]
) -> None:
    query = ["خبر"] if verb == "search" else []
    with pytest.raises(InputError):
        getattr(room(), verb)(*query, **wrong)


def test_a_query_that_is_no_text_is_an_input_error(room: Room) -> None:
    with pytest.raises(InputError):
        room().search(7)  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1])
def test_a_cursor_beyond_what_the_store_counts_is_an_input_error(room: Room, number: int) -> None:
    with pytest.raises(InputError):
        room().rejections(after=cursor(number))


def test_the_last_day_is_whole_in_every_list(room: Room) -> None:
    """Also where an article says its day alone."""
    news = room()
    news.add([record(1, published="2025-05-06"), record(2, published="2025-05-07")])
    for until in ("2025-05-06", date(2025, 5, 6), "2025-05-06T23:59:59.5Z"):
        assert [s.id for s in news.stories(until=until)] == ["t1"]
        assert [s.id for s in news.briefs(until=until)] == ["t1"]
    assert not news.stories(until="2025-05-05")
    assert {h.article.id for h in news.search(record(1)["body"], until="2025-05-06")} == {"t1"}


def test_search_is_narrowed_by_country(room: Room) -> None:
    news = room()
    news.add(records(30))
    news.add_outlet(Outlet(id="outlet2.example", name="صحيفة", country="jo"))
    found = news.search("السنديان", limit=50, group="none")
    there = {h.article.id for h in found if h.article.outlet == "outlet2.example"}
    assert there
    assert {
        h.article.id for h in news.search("السنديان", limit=50, group="none", country="jo")
    } == there
    assert not news.search("السنديان", country="ma")


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


def test_a_list_says_of_a_story_what_the_story_says(room: Room) -> None:
    news = room()
    news.add(records(40))
    for brief, story in zip(news.briefs(), news.stories(order="edition"), strict=True):
        assert (brief.id, brief.headline, brief.copies) == (story.id, story.headline, story.copies)
        assert brief.articles == len(story.articles)
        named = [brief.first.id, *(other.id for other in brief.others)]
        assert named == [a.id for a in story.articles][:4]


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


def test_a_page_that_gives_nothing_is_refused_with_its_address(room: Room) -> None:
    empty = Capture(body=b"<html><body></body></html>", url="https://a.example/empty")
    (refused,) = room().add([empty]).rejected
    assert refused.item == "https://a.example/empty"


def test_outlets_can_be_changed(room: Room) -> None:
    news = room()
    news.add_outlet(Outlet(id="a.example", name="أ"))
    news.add_outlet(Outlet(id="a.example", name="ب"))
    assert [(o.id, o.name) for o in news.outlets()] == [("a.example", "ب")]


def test_an_article_made_by_hand_without_times_is_stored(room: Room) -> None:
    room().add([Article(id="x", title="بلا تاريخ")])
    assert room().story("x").updated is None
