"""Finished pages are reused until something they show has changed."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from rawi.model import Article
from rawi.newsroom import Newsroom
from rawi.serve import page_cache
from rawi.serve.options import ServeOptions
from rawi.serve.page_cache import Finished, Sheet
from rawi.serve.ui.screen import address
from tests.serve.conftest import client_of


def test_a_page_is_made_once_until_a_batch_comes_in(room: Newsroom) -> None:
    with client_of(room) as client:
        first = client.get("/").text
        with patch.object(room, "stories", side_effect=AssertionError("made again")):
            assert client.get("/").text == first
        room.add([Article(id="new", title="وصل القطار الجديد", body=("نص قصير",))])
        assert "وصل القطار الجديد" in client.get("/").text


def test_a_page_is_made_anew_when_a_mark_that_it_shows_changes(room: Newsroom) -> None:
    shown = room.briefs(limit=1)[0]
    with client_of(room) as client:
        first = client.get("/").text
        client.get(f"/article/{shown.first.id}")
        assert client.get("/").text != first


def test_marks_of_other_articles_leave_a_page_as_it_is(room: Newsroom) -> None:
    with client_of(room) as client:
        first = client.get("/search?q=السيول").text
        room.marks.mark_read("something else")
        with patch.object(room, "search", side_effect=AssertionError("made again")):
            assert client.get("/search?q=السيول").text == first


def test_preferences_have_pages_of_their_own(room: Newsroom) -> None:
    with client_of(room) as client:
        before = client.get("/").text
        client.post("/settings", data={"language": "en"})
        assert client.get("/").text != before


def test_a_page_tells_the_address_that_it_was_asked_at(room: Newsroom) -> None:
    path = address("article", room.briefs(limit=1)[0].first.id)
    with client_of(room, ServeOptions(host="0.0.0.0", token="s3cret", public=True)) as client:
        for host in ("one.example", "two.example"):
            page = client.get(path, headers={"host": host}).text
            assert f'property="og:url" content="http://{host}/' in page


def test_the_longest_unused_page_goes_first() -> None:
    kept = Finished()
    for n in range(page_cache.MOST):
        kept.put(n, Sheet(html=b""))
    kept.get(0)
    kept.put("one more", Sheet(html=b""))
    assert kept.get(0) is not None
    assert kept.get(1) is None


@pytest.mark.parametrize(("age", "kept"), [(0.0, True), (9.9, True), (10.0, False), (99.0, False)])
def test_a_page_grows_too_old(age: float, kept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_000.0]
    monkeypatch.setattr(page_cache.time, "monotonic", lambda: now[0])
    pages = Finished()
    pages.put("a", Sheet(html=b"x"))
    now[0] += age
    assert (pages.get("a") is not None) == kept
    pages.put("a", Sheet(html=b"y"))
    assert pages.get("a") == Sheet(html=b"y")
    pages.clear()
    assert pages.get("a") is None


def test_a_page_put_anew_is_the_last_used() -> None:
    kept = Finished()
    for n in range(page_cache.MOST):
        kept.put(n, Sheet(html=b""))
    kept.put(0, Sheet(html=b"again"))
    assert kept.get(1) is not None
    kept.put("one more", Sheet(html=b""))
    assert [n for n in range(4) if kept.get(n) is None] == [2]
