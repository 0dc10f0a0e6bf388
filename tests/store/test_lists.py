"""Lists of a newsroom: in order, each thing once, narrowed as asked, or an error in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rawi.errors import InputError
from rawi.model import Outlet
from rawi.store.paged import cursor
from tests.store.conftest import Room, record, records


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


def test_a_list_says_of_a_story_what_the_story_says(room: Room) -> None:
    news = room()
    news.add(records(40))
    for brief, story in zip(news.briefs(), news.stories(order="edition"), strict=True):
        assert (brief.id, brief.headline, brief.copies) == (story.id, story.headline, story.copies)
        assert brief.articles == len(story.articles)
        named = [brief.first.id, *(other.id for other in brief.others)]
        assert named == [a.id for a in story.articles][:4]
