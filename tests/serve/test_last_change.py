"""Our own feeds: their validators come from the last change, whatever dates records bear."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

import pytest

from rawi.model import Article
from rawi.newsroom import Newsroom
from tests.serve.conftest import client_of


def report(name: str, published: str) -> Article:
    return Article(id=name, title=f"خبر {name} من الوادي", body=("نص",), published=published)


@pytest.mark.parametrize("ending", ["atom", "json"])
def test_a_record_of_the_future_freezes_no_feed(room: Newsroom, ending: str) -> None:
    room.add([report("late", "2038-01-01T00:00:00+00:00")])
    with client_of(room) as client:
        room.add([report("new", "2026-03-12T08:00:00+00:00")])
        since = {"if-modified-since": "Tue, 24 Nov 2026 00:00:00 GMT"}
        told = client.get(f"/feeds/home.{ending}", headers=since)
        last = told.headers.get("last-modified")
        assert last is None or parsedate_to_datetime(last).year < 2038
        assert told.status_code == 200


def test_health_says_when_outlets_were_last_visited(room: Newsroom) -> None:
    with client_of(room) as client:
        assert client.get("/health").json()["last_round"] is None
