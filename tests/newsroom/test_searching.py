"""Searching a newsroom: one of each copy group or story, the same from every way in."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from rawi.cli.main import app
from rawi.errors import InputError
from rawi.model import Article, Outlet
from rawi.newsroom import Newsroom
from tests.serve.conftest import client_of
from tests.store.conftest import Room, records, room

__all__ = ["room"]


def found(news: Newsroom, query: str, group: str) -> list[str]:
    return [hit.article.id for hit in news.search(query, 50, group=group)]  # type: ignore[arg-type]


@pytest.fixture
def news(room: Room) -> Newsroom:
    """Article t5 reprints t0 under another headline."""
    made = room()
    made.add(records(12))
    return made


def test_one_of_each_copy_group_is_shown(news: Newsroom) -> None:
    word = news.article("t0").text.split()[3]
    assert set(found(news, word, "none")) == {"t0", "t5"}
    assert len(found(news, word, "copies")) == 1


def test_one_of_each_story_is_shown(news: Newsroom) -> None:
    every, shown = found(news, "السنديان", "none"), found(news, "السنديان", "stories")
    stories = [news.story_of(name).id for name in every]
    assert [news.story_of(name).id for name in shown] == list(dict.fromkeys(stories))


def test_a_grouping_that_is_none_is_told(news: Newsroom) -> None:
    with pytest.raises(InputError, match="copies"):
        found(news, "السنديان", "outlets")


def test_every_way_in_finds_the_same(news: Newsroom) -> None:
    wanted = [hit.article.id for hit in news.search("السنديان", 20)]
    with client_of(news) as client:
        told = client.get("/api/search", params={"q": "السنديان"}).json()["items"]
        page = client.get("/search", params={"q": "السنديان"}).text
    assert [hit["article"]["id"] for hit in told] == wanted
    places = [page.index(f"/article/{name}") for name in wanted]
    assert places == sorted(places)
    done = CliRunner().invoke(
        app, ["search", "السنديان", "--limit", "20", "--newsroom", str(news.path)]
    )
    lines = [done.output.index(hit.article.title or "") for hit in news.search("السنديان", 20)]
    assert lines == sorted(lines)


def test_what_lists_are_narrowed_to_is_the_same_where_search_holds_nothing(news: Newsroom) -> None:
    told = news.facets()
    assert told.outlets
    news._index.renew()
    assert news.facets() == told


def test_an_outlet_is_found_by_its_name(news: Newsroom) -> None:
    news.add_outlet(Outlet(id="a.example", name="صدى الوادي"))
    news.add([Article(id="w", outlet="a.example", title="قطار جديد", body=("سار القطار.",))])
    assert [hit.article.id for hit in news.search('المصدر:"صدى الوادي"')] == ["w"]
    assert [hit.article.id for hit in news.search("القطار outlet:الوادي")] == ["w"]
    assert "w" not in [hit.article.id for hit in news.search("القطار -outlet:الوادي")]
    assert not news.search("outlet:المطار").total
